"""What a disk may hold after the power went, and a disk that fails (faults.md section 4, faults 41 to 49)."""
