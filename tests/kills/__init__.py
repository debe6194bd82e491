"""Processes killed while sales go up (faults.md section 5)."""
