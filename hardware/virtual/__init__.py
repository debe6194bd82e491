"""Virtual devices, shipped: they speak the real protocols over real sockets (hardware.md section 16)."""
