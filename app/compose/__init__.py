"""The composition root: the only place where implementations meet the ports they serve."""
