"""The squares of a QR code."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

QUIET: Final = 4
"""Modules of white around the code."""
LEVEL_M: Final = 0
"""Error correction of 15 %, in the library's numbering."""


@lru_cache(maxsize=4)
def qr_modules(data: str) -> tuple[tuple[bool, ...], ...]:
    """The dark squares of a code, row by row, without the quiet zone; empty when ``data`` is too long."""
    import qrcode.main as library  # read with the first code: it costs a tenth of a second
    from qrcode.exceptions import DataOverflowError

    code: Any = library.QRCode(error_correction=LEVEL_M, border=0)
    code.add_data(data)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):
        return ()
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())
