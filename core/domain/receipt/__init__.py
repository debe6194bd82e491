"""Receipts as printer-independent documents: built, laid out once, then drawn (hardware.md section 7)."""
