"""Devices in UnifiedPOS words: drivers, spooler, scanner and virtual devices. No Qt, no SQL."""
