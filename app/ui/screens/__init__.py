"""Screens before the selling floor: start, sign-in, opening a shift."""
