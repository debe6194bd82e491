"""Protocols through which the programs reach the world. Implementations live in app, sync and hardware."""
