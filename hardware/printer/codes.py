"""QR and bar codes sized for the paper; native where the model draws them (hardware.md section 4)."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from hardware.printer import commands
from hardware.printer.profile import Profile

QR_BYTES_M: Final = (
    *(14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666),
    *(711, 779, 857, 911, 997, 1059, 1125, 1190, 1264),
)
"""Bytes a QR code of version 1, 2 … holds at level M (ISO/IEC 18004, table 7)."""

QR_MODULE: Final = 4
"""Wanted module size in dots; smaller where the paper is narrow, never below 2."""

BAR_MODULE: Final = 2
BAR_HEIGHT: Final = 64
_QUIET: Final = 20


def printable(data: str) -> bool:
    """Only printable ASCII may go into a code: nothing in it can be a command."""
    return data.isascii() and data.isprintable() and bool(data)


def prints_qr(data: str, profile: Profile) -> bool:
    """Whether ``data`` can be a QR code on this paper."""
    return printable(data) and qr_module(len(data), profile.dots) is not None


def qr_module(size: int, dots: int) -> int | None:
    """Largest module in dots, at most `QR_MODULE`, for ``size`` bytes at level M; None when it cannot fit."""
    version = bisect_left(QR_BYTES_M, size) + 1
    if version > len(QR_BYTES_M):
        return None
    module = min(QR_MODULE, dots // (17 + 4 * version + 8))
    return module if module >= 2 else None


def qr(data: str, profile: Profile) -> bytes | None:
    """Bytes that print ``data`` as a centred QR code; None when it cannot be printed on this paper."""
    if not printable(data):
        return None
    module = qr_module(len(data), profile.dots)
    if module is None:
        return None
    if profile.native_qr:
        body = commands.qr(data.encode("ascii"), module=module, level="M")
    else:
        from hardware.printer.pictures import qr_picture

        body = qr_picture(data, module)
        if profile.disable_realtime:
            body = commands.REALTIME_OFF + body + commands.REALTIME_ON
    return commands.align("center") + body + commands.align("left")


def barcode(data: str, profile: Profile) -> bytes | None:
    """Bytes that print ``data`` as a centred Code 128 with its text; None when it cannot be printed."""
    if not printable(data) or not profile.native_code128:
        return None
    encoded = data.replace("{", "{{").encode("ascii")
    modules = 11 * (len(data) + 2) + 13 + _QUIET
    if modules * BAR_MODULE > profile.dots or len(encoded) > 250:
        return None
    body = commands.code128(encoded, height=BAR_HEIGHT, module=BAR_MODULE)
    return commands.align("center") + body + commands.align("left")
