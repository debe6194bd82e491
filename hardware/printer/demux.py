"""Takes the printer's answers apart; they interleave, so a read is never interpreted as a whole (section 5).

Pure: bytes in, replies out. What fits no form is noise: counted, one byte dropped, state unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_XON_XOFF: Final = frozenset({0x11, 0x13})
_BLOCK_HEADS: Final = frozenset({0x37, 0x3D, 0x5F})
_MAX_BLOCK: Final = 512


@dataclass(frozen=True, slots=True)
class Asb:
    """Automatic status back: four bytes taken together."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class RealTime:
    """One byte, the answer to the oldest ``DLE EOT`` asked."""

    byte: int


@dataclass(frozen=True, slots=True)
class Queued:
    """One byte, the answer to the oldest ``GS r`` or ``GS I`` 1 or 2 asked."""

    byte: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block without its closing zero: ``head`` 37 (process id, buffer cleared), 3D or 5F (``GS I``)."""

    head: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Noise:
    """A byte that means nothing here."""

    byte: int


Reply = Asb | RealTime | Queued | Block | Noise


class Demux:
    """Keeps the unfinished rest between reads."""

    def __init__(self, *, serial: bool = False) -> None:
        self._rest = bytearray()
        self._serial = serial

    def feed(self, data: bytes) -> list[Reply]:
        """Replies that are complete after ``data``, in order of arrival."""
        if self._serial:
            data = bytes(byte for byte in data if byte not in _XON_XOFF)
        self._rest += data
        replies: list[Reply] = []
        while self._rest:
            taken = self._take()
            if taken is None:
                break
            reply, count = taken
            del self._rest[:count]
            replies.append(reply)
        return replies

    def _take(self) -> tuple[Reply, int] | None:
        first = self._rest[0]
        if first in _BLOCK_HEADS:
            return self._block(first)
        if first & 0x93 == 0x10:
            return self._asb(first)
        if first & 0x93 == 0x12:
            return RealTime(first), 1
        if first & 0x90 == 0x00:
            return Queued(first), 1
        return Noise(first), 1

    def _block(self, head: int) -> tuple[Reply, int] | None:
        end = self._rest.find(0)
        if end < 0:
            return (Noise(head), 1) if len(self._rest) > _MAX_BLOCK else None
        return Block(head, bytes(self._rest[1:end])), end + 1

    def _asb(self, first: int) -> tuple[Reply, int] | None:
        if any(byte & 0x90 for byte in self._rest[1:4]):
            return Noise(first), 1
        if len(self._rest) < 4:
            return None
        return Asb(bytes(self._rest[:4])), 4
