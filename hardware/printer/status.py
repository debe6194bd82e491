"""What the printer last said about itself; silence and old answers are unknown, never fine (section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

STALE_AFTER_S: Final = 12.0
"""Idle printers are asked every 10 s; an older answer counts as none."""


@dataclass(frozen=True, slots=True)
class Bits:
    """Facts read from status bytes; None is unknown. ``pin3_high`` is the drawer connector's level."""

    cover_open: bool | None = None
    rec_empty: bool | None = None
    rec_near_end: bool | None = None
    error: bool | None = None
    offline: bool | None = None
    pin3_high: bool | None = None

    def obstacle(self) -> str | None:
        """Message id of what keeps the printer from printing; ``unknown`` when not all was answered."""
        if self.cover_open:
            return "cover_open"
        if self.rec_empty:
            return "rec_empty"
        if self.error:
            return "printer_error"
        if self.offline:
            return "offline"
        if None in {self.cover_open, self.rec_empty, self.error, self.offline}:
            return "unknown"
        return None


UNKNOWN: Final = Bits()


def from_asb(raw: bytes) -> Bits:
    """Bits of an automatic status of four bytes.

    Vectors: ``14000000`` healthy, ``14000300`` near end, ``3C000000`` cover open.
    """
    b0, b1, b2, _b3 = raw
    return Bits(
        cover_open=bool(b0 & 0x20),
        rec_empty=bool(b2 & 0x0C),
        rec_near_end=bool(b2 & 0x03),
        error=bool(b1 & 0x6C),
        offline=bool(b0 & 0x08),
        pin3_high=bool(b0 & 0x04),
    )


def from_eot(one: int, two: int, four: int) -> Bits:
    """Bits of the answers to ``DLE EOT`` 1, 2 and 4, asked as one group.

    Vectors: ``12 12 12`` healthy, ``1E 32 7E`` out of paper, ``1A 16 12`` cover open.
    """
    return Bits(
        cover_open=bool(two & 0x04),
        rec_empty=bool(four & 0x60) or bool(two & 0x20),
        rec_near_end=bool(four & 0x0C),
        error=bool(two & 0x40),
        offline=bool(one & 0x08),
        pin3_high=bool(one & 0x04),
    )


class StatusBoard:
    """The latest bits with their age in monotonic seconds."""

    def __init__(self) -> None:
        self._bits = UNKNOWN
        self._at: float | None = None

    def put(self, bits: Bits, now: float) -> Bits:
        """Take newer bits; gives the ones before."""
        before = self.bits(now)
        self._bits, self._at = bits, now
        return before

    def forget(self) -> None:
        """Nothing is known any more (link lost, noise)."""
        self._bits, self._at = UNKNOWN, None

    def bits(self, now: float) -> Bits:
        """Latest bits, all unknown when older than `STALE_AFTER_S`."""
        if self._at is None or now - self._at > STALE_AFTER_S:
            return UNKNOWN
        return self._bits

    def last(self) -> Bits:
        """Latest bits, however old."""
        return self._bits
