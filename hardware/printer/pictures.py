"""QR codes as pictures, for models that cannot draw them: drawn by python-escpos into memory, nothing else.

The library is imported here alone, on the port's thread, when the first such code is printed: its import
takes 0.2 s, installs a log handler and leaves a cache directory. Its bytes are taken apart and packed again
by our own `commands.raster`, which keeps real-time commands out of pictures.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from hardware.printer import commands

_RASTER: Final = b"\x1dv0\x00"


def qr_picture(data: str, module: int) -> bytes:
    """``data`` as a raster QR code at level M, ``module`` dots per module."""
    dummy, level = _library()
    dummy.qr(data, ec=level, size=module, native=False)
    return b"".join(
        commands.raster(across, down, bits) for across, down, bits in _frames(bytes(dummy.output))
    )


def _library() -> tuple[Any, int]:
    root = logging.getLogger()
    before = list(root.handlers)
    from escpos.constants import QR_ECLEVEL_M
    from escpos.printer import Dummy

    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
    return Dummy(), QR_ECLEVEL_M


def _frames(output: bytes) -> list[tuple[int, int, bytes]]:
    """Pictures in the library's output: bytes across, rows, bits."""
    frames: list[tuple[int, int, bytes]] = []
    at = output.find(_RASTER)
    while at >= 0:
        head = output[at + 4 : at + 8]
        across, down = head[0] + 256 * head[1], head[2] + 256 * head[3]
        end = at + 8 + across * down
        frames.append((across, down, output[at + 8 : end]))
        at = output.find(_RASTER, end)
    return frames
