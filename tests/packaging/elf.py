"""The least of the ELF format: which sonames a 64-bit little-endian library asks the dynamic linker for."""

from __future__ import annotations

import struct
from pathlib import Path

PT_LOAD, PT_DYNAMIC = 1, 2
DT_NEEDED, DT_STRTAB = 1, 5


def needed(path: Path) -> set[str]:
    """The ``DT_NEEDED`` entries of a library.

    Raises:
        ValueError: If the file is not a 64-bit little-endian ELF file with a dynamic section.
    """
    data = path.read_bytes()
    if data[:6] != b"\x7fELF\x02\x01":
        raise ValueError(f"{path} is not a 64-bit little-endian ELF file")
    (table,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    segments = [struct.unpack_from("<IIQQQQ", data, table + i * size) for i in range(count)]
    dynamic = next((s for s in segments if s[0] == PT_DYNAMIC), None)
    if dynamic is None:
        raise ValueError(f"{path} has no dynamic section")
    entries = list(struct.iter_unpack("<qQ", data[dynamic[2] : dynamic[2] + dynamic[5] // 16 * 16]))
    address = next(value for tag, value in entries if tag == DT_STRTAB)
    load = next(s for s in segments if s[0] == PT_LOAD and s[3] <= address < s[3] + s[5])
    strings = address - load[3] + load[2]
    starts = [strings + value for tag, value in entries if tag == DT_NEEDED]
    return {data[start : data.index(b"\0", start)].decode("ascii") for start in starts}
