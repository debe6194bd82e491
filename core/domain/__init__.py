"""Rules of the shop as values and functions. Standard library only, no I/O (law 5)."""
