"""QR codes as pictures, for models that cannot draw them: drawn by python-escpos into memory, nothing else.

The library is imported here alone, on the port's thread, when the first such code is printed. Its import
takes 0.2 s, installs a log handler, trusts a pickle in whatever folder the environment names and leaves a
temporary folder behind; its drawing prints on standard output while the paper's width is unknown. None of
that gets out of this module. Its bytes are taken apart and packed again by our own `commands.raster`, which
keeps real-time commands out of pictures.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

from hardware.printer import commands

_RASTER: Final = b"\x1dv0\x00"
_CACHE_VARIABLE: Final = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_LARGEST_CODE: Final = (177 + 2) * 16
"""Dots of a version 40 code at 16 dots a module: the paper was asked before, in `codes.qr_module`."""
_importing: Final = threading.Lock()


def qr_picture(data: str, module: int) -> bytes:
    """``data`` as a raster QR code at level M, ``module`` dots per module."""
    dummy, level = _library()
    dummy.qr(data, ec=level, size=module, native=False)
    return b"".join(
        commands.raster(across, down, bits) for across, down, bits in _frames(bytes(dummy.output))
    )


def _library() -> tuple[Any, int]:
    with _importing, _clean_import():
        from escpos.capabilities import Profile
        from escpos.constants import QR_ECLEVEL_M
        from escpos.printer import Dummy

    profile: Any = Profile()
    profile.profile_data = {**profile.profile_data, "media": {"width": {"pixels": _LARGEST_CODE}}}
    return Dummy(profile), QR_ECLEVEL_M


@contextmanager
def _clean_import() -> Generator[None]:
    """Undo what the first import does to the process and the disk.

    The variable is taken away so that the library makes a private folder (mode 0700) and no pickle of another
    person is read; it makes that folder even where the variable is set. What it caches there would save
    0.2 s once per start.
    """
    if "escpos.capabilities" in sys.modules:
        yield
        return
    root = logging.getLogger()
    handlers = list(root.handlers)
    named = os.environ.pop(_CACHE_VARIABLE, None)
    try:
        yield
    finally:
        if named is not None:
            os.environ[_CACHE_VARIABLE] = named
        for handler in [handler for handler in root.handlers if handler not in handlers]:
            root.removeHandler(handler)
        made: Any = sys.modules.get("escpos.capabilities")
        if made is not None:
            shutil.rmtree(made.pickle_dir, ignore_errors=True)


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
