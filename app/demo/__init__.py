"""The demo shop: its data, its processes, and the day that drives itself. No Qt."""
