"""The downstream half of the sync thread: pages of changes from the centre into sinks (sync.md section 9)."""
