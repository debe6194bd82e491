"""The one stream of what happened at a till: events, their bytes and their hash chain (law 3)."""
