"""One file per schema number; stored payload bytes are never rewritten (sync.md T11)."""
