"""Reads ESC/POS as a printer does; written from the command tables, without the encoder's code.

Bytes go in as they arrive; whole tokens come out. `RealTime` looks at the raw stream on its own, because a
printer acts on ``DLE`` commands the moment they arrive, even inside a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextBytes:
    """Printable bytes of one code page."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Command:
    """A command by name, e.g. ``ESC t``, with its argument bytes (data of pictures and codes included)."""

    name: str
    args: bytes = b""


Token = TextBytes | Command

_FIXED: dict[bytes, tuple[str, int]] = {
    b"\x1b@": ("ESC @", 0),
    b"\x1c.": ("FS .", 0),
    b"\x1bR": ("ESC R", 1),
    b"\x1bt": ("ESC t", 1),
    b"\x1ba": ("ESC a", 1),
    b"\x1bE": ("ESC E", 1),
    b"\x1bd": ("ESC d", 1),
    b"\x1bp": ("ESC p", 3),
    b"\x1d!": ("GS !", 1),
    b"\x1dh": ("GS h", 1),
    b"\x1dw": ("GS w", 1),
    b"\x1dH": ("GS H", 1),
    b"\x1dI": ("GS I", 1),
    b"\x1da": ("GS a", 1),
    b"\x1dr": ("GS r", 1),
}
_DLE_LENGTHS = {0x04: 3, 0x05: 3, 0x14: 5}


class Tokenizer:
    """Buffered tokens in order. An unknown command becomes ``?`` with its two bytes."""

    def __init__(self) -> None:
        self._rest = bytearray()

    @property
    def waiting(self) -> int:
        """Bytes not yet taken."""
        return len(self._rest)

    def put(self, data: bytes) -> None:
        """Take bytes in."""
        self._rest += data

    def clear(self) -> None:
        """Forget what waits (power off, buffer cleared)."""
        self._rest.clear()

    def next(self) -> Token | None:
        """The next whole token, None until more bytes come."""
        if not self._rest:
            return None
        taken = self._take()
        if taken is None:
            return None
        token, count = taken
        del self._rest[:count]
        return token

    def __iter__(self) -> Iterator[Token]:
        while (token := self.next()) is not None:
            yield token

    def _take(self) -> tuple[Token, int] | None:
        first = self._rest[0]
        if first >= 0x20 and first != 0x7F:
            end = next(
                (i for i, b in enumerate(self._rest) if b < 0x20 or b == 0x7F),
                len(self._rest),
            )
            return TextBytes(bytes(self._rest[:end])), end
        if first == 0x10:
            return self._dle()
        if first in {0x1B, 0x1C, 0x1D}:
            return self._escape()
        names = {0x0A: "LF", 0x0D: "CR", 0x09: "HT", 0x0C: "FF", 0x18: "CAN"}
        return Command(names.get(first, "?"), bytes((first,))), 1

    def _dle(self) -> tuple[Token, int] | None:
        if len(self._rest) < 2:
            return None
        length = _DLE_LENGTHS.get(self._rest[1], 2)
        if self._rest[1] == 0x14 and len(self._rest) > 2 and self._rest[2] == 0x08:
            length = 10
        if len(self._rest) < length:
            return None
        return Command("DLE", bytes(self._rest[1:length])), length

    def _escape(self) -> tuple[Token, int] | None:
        if len(self._rest) < 2:
            return None
        head = bytes(self._rest[:2])
        if head in _FIXED:
            name, count = _FIXED[head]
            return self._whole(name, 2, count)
        special = {
            b"\x1dV": self._cut,
            b"\x1d(": self._sized,
            b"\x1dk": self._barcode,
            b"\x1dv": self._raster,
        }
        return special[head]() if head in special else (Command("?", head), 2)

    def _cut(self) -> tuple[Token, int] | None:
        if len(self._rest) < 3:
            return None
        return self._whole("GS V", 2, 2 if self._rest[2] in {0x41, 0x42} else 1)

    def _whole(self, name: str, start: int, count: int) -> tuple[Token, int] | None:
        end = start + count
        return (Command(name, bytes(self._rest[start:end])), end) if len(self._rest) >= end else None

    def _sized(self) -> tuple[Token, int] | None:
        if len(self._rest) < 5:
            return None
        count = self._rest[3] + 256 * self._rest[4]
        return self._whole(f"GS ( {chr(self._rest[2])}", 5, count)

    def _barcode(self) -> tuple[Token, int] | None:
        if len(self._rest) < 4:
            return None
        return self._whole(f"GS k {self._rest[2]}", 4, self._rest[3])

    def _raster(self) -> tuple[Token, int] | None:
        if len(self._rest) < 8:
            return None
        across = self._rest[4] + 256 * self._rest[5]
        down = self._rest[6] + 256 * self._rest[7]
        return self._whole("GS v 0", 4, 4 + across * down)


class RealTime:
    """Finds ``DLE EOT n``, ``DLE ENQ n`` and ``DLE DC4`` in a raw stream, across the edges of reads."""

    def __init__(self) -> None:
        self._tail = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Arguments of the real-time commands completed by ``data``: e.g. ``04 01``, ``14 01 00 01``."""
        found: list[bytes] = []
        for byte in data:
            self._tail.append(byte)
            while self._tail and self._tail[0] != 0x10:
                del self._tail[0]
            if len(self._tail) >= 2 and self._tail[1] not in _DLE_LENGTHS:
                del self._tail[0]
                while self._tail and self._tail[0] != 0x10:
                    del self._tail[0]
                continue
            if len(self._tail) >= 3 and len(self._tail) == self._length():
                found.append(bytes(self._tail[1:]))
                self._tail.clear()
        return found

    def _length(self) -> int:
        if self._tail[1] == 0x14 and self._tail[2] == 0x08:
            return 10
        return _DLE_LENGTHS[self._tail[1]]
