"""The cashiers' guide: what takes its pictures, and what holds it to the program's words."""
