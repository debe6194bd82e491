"""ESC/POS commands, one function or constant each, traced to the tables of hardware.md sections 4 and 5."""

from __future__ import annotations

from typing import Final

RESET: Final = b"\x1b\x40"
LEAVE_KANJI: Final = b"\x1c\x2e"
NATIONAL_SET_USA: Final = b"\x1b\x52\x00"
BOLD_ON: Final = b"\x1b\x45\x01"
BOLD_OFF: Final = b"\x1b\x45\x00"
LINE_FEED: Final = b"\n"
FEED_AND_PARTIAL_CUT: Final = b"\x1d\x56\x42\x00"
FEED_AND_FULL_CUT: Final = b"\x1d\x56\x41\x00"
FEED_SIX: Final = b"\x1b\x64\x06"
ASK_GS_R: Final = b"\x1d\x72\x01"
ASB_ON: Final = b"\x1d\x61\x0f"
ASK_MODEL: Final = b"\x1d\x49\x43"
REALTIME_OFF: Final = b"\x1d\x28\x44\x03\x00\x14\x01\x00"
REALTIME_ON: Final = b"\x1d\x28\x44\x03\x00\x14\x01\x01"

CLEAR_BUFFER: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"

QR_LEVELS: Final = {"L": 0x30, "M": 0x31, "Q": 0x32, "H": 0x33}


def code_page(slot: int) -> bytes:
    """ESC t n."""
    return bytes((0x1B, 0x74, slot))


def align(where: str) -> bytes:
    """ESC a n for ``left``, ``center`` or ``right``."""
    return bytes((0x1B, 0x61, ("left", "center", "right").index(where)))


def size(*, double_width: bool, double_height: bool) -> bytes:
    """GS ! n: width in the high, height in the low half."""
    return bytes((0x1D, 0x21, (0x10 if double_width else 0) | (0x01 if double_height else 0)))


def feed(lines: int) -> bytes:
    """ESC d n: print and feed 0 to 255 lines."""
    return bytes((0x1B, 0x64, max(0, min(lines, 255))))


def ask_status(which: int) -> bytes:
    """DLE EOT n (1 printer, 2 offline cause, 3 error, 4 paper): answered at once, even while blocked."""
    return bytes((0x10, 0x04, which))


def pulse_realtime(pin: int, tenths: int = 1) -> bytes:
    """DLE DC4 1 m t: drawer pulse at once; ``pin`` 2 or 5, ``tenths`` of a second 1 to 8."""
    return bytes((0x10, 0x14, 0x01, _connector(pin), max(1, min(tenths, 8))))


def pulse_queued(pin: int) -> bytes:
    """ESC p m: pulse when its turn comes in the buffer, 50 ms on, 500 ms off (units of 2 ms)."""
    return bytes((0x1B, 0x70, _connector(pin), 0x19, 0xFA))


def process_id(number: int) -> bytes:
    """GS ( H function 48: the printer answers `number` when everything before it is printed.

    Args:
        number: 1 to 9999, sent as four digits.
    """
    return b"\x1d\x28\x48\x06\x00\x30\x30" + f"{number:04d}".encode("ascii")


def qr(data: bytes, *, module: int, level: str) -> bytes:
    """Native QR model 2: module size in dots, level ``L M Q H``, data, print."""
    length = len(data) + 3
    return (
        b"\x1d\x28\x6b\x04\x00\x31\x41\x32\x00"
        + bytes((0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x43, module))
        + bytes((0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x45, QR_LEVELS[level]))
        + bytes((0x1D, 0x28, 0x6B, length & 0xFF, length >> 8, 0x31, 0x50, 0x30))
        + data
        + b"\x1d\x28\x6b\x03\x00\x31\x51\x30"
    )


def code128(data: bytes, *, height: int, module: int) -> bytes:
    """Code 128 set B with its text below; ``height`` in dots, ``module`` 2 to 6 dots per bar."""
    head = bytes((0x1D, 0x68, height, 0x1D, 0x77, module, 0x1D, 0x48, 0x02))
    return head + bytes((0x1D, 0x6B, 0x49, len(data) + 2)) + b"{B" + data


def raster(width_bytes: int, rows: int, bits: bytes) -> bytes:
    """GS v 0: picture of ``rows`` rows, ``width_bytes`` × 8 dots wide; a set bit is black.

    Real-time commands act even inside pictures, so a byte 10 followed by 04, 05 or 14 loses one dot
    (hardware.md section 4: two guards).
    """
    head = bytes((0x1D, 0x76, 0x30, 0x00, width_bytes & 0xFF, width_bytes >> 8, rows & 0xFF, rows >> 8))
    return head + _harmless(bits)


def _harmless(bits: bytes) -> bytes:
    safe = bytearray(bits)
    for at in range(len(safe) - 1):
        if safe[at] == 0x10 and safe[at + 1] in {0x04, 0x05, 0x14}:
            safe[at] = 0x11
    return bytes(safe)


def _connector(pin: int) -> int:
    if pin not in {2, 5}:
        raise ValueError("a drawer hangs on pin 2 or 5")
    return 0 if pin == 2 else 1
