"""Ways to a device: TCP and file now, serial and the Windows queue later. Nothing here blocks."""
