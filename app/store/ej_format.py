"""Bytes of the electronic journal (sync.md J2): a block of 4,096 bytes, then frames, then zeros.

Frame: ``CEJ1``, u32 LE n, prev_hash(32), hash(32), payload(n), u32 LE CRC-32 of all before, zeros to a
multiple of 8. A zero where a magic should be ends the file.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from core.domain.journal.chain import HASH_BYTES
from core.domain.journal.events import MAX_PAYLOAD_BYTES

HEADER_BYTES: Final = 4096
MAGIC: Final = b"CEJ1"
_PREFIX: Final = 8 + 2 * HASH_BYTES
_READ: Final = 1 << 20


class JournalFormatError(ValueError):
    """The file is not an electronic journal of this version."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One event as both journals hold it; ``payload`` is the stored bytes."""

    prev_hash: bytes
    hash: bytes
    payload: bytes = field(repr=False)


@dataclass(slots=True)
class Scan:
    """What reading a journal file found (J3).

    Attributes:
        end: Offset behind the last good frame.
        frames: Number of good frames.
        torn: A bad frame with no good one after it: a torn tail, to be overwritten.
        damaged: Offsets of bad frames with good ones after them.
    """

    end: int = HEADER_BYTES
    frames: int = 0
    torn: bool = False
    damaged: list[int] = field(default_factory=list[int])


def pack_header(terminal_id: str, created_at: str) -> bytes:
    """First block of a file.

    Args:
        terminal_id: The till.
        created_at: RFC 3339 time.
    """
    body = {"format": "cuadre-ej", "version": 1, "terminal_id": terminal_id, "created_at": created_at}
    return json.dumps(body, separators=(",", ":")).encode("ascii").ljust(HEADER_BYTES, b"\0")


def read_header(block: bytes) -> str:
    """Terminal id of a file.

    Raises:
        JournalFormatError: not a journal, or of another version.
    """
    try:
        body = json.loads(block.rstrip(b"\0"))
        if body["format"] != "cuadre-ej" or body["version"] != 1:
            raise JournalFormatError("not an electronic journal of version 1")
        return str(body["terminal_id"])
    except (ValueError, KeyError, TypeError) as error:
        raise JournalFormatError("header of the electronic journal is unreadable") from error


def pack_frame(frame: Frame) -> bytes:
    """Bytes of one frame, a multiple of 8 long."""
    head = b"".join(
        (MAGIC, struct.pack("<I", len(frame.payload)), frame.prev_hash, frame.hash, frame.payload)
    )
    whole = head + struct.pack("<I", zlib.crc32(head))
    return whole + bytes(-len(whole) % 8)


def frame_size(payload_bytes: int) -> int:
    """Length of a frame on disk."""
    size = _PREFIX + payload_bytes + 4
    return size + -size % 8


def read_frames(stream: BinaryIO, scan: Scan) -> Iterator[Frame]:
    """Good frames in file order; fills ``scan`` on the way. ``stream`` stands at the first frame."""
    buffer = _Window(stream)
    pending_damage: int | None = None
    while True:
        frame = _frame_at(buffer)
        if frame is not None:
            if pending_damage is not None:
                scan.damaged.append(pending_damage)
                pending_damage = None
            buffer.skip(frame_size(len(frame.payload)))
            scan.end = HEADER_BYTES + buffer.offset
            scan.frames += 1
            yield frame
        elif pending_damage is None and buffer.at_zero():
            return
        else:
            if pending_damage is None:
                pending_damage = HEADER_BYTES + buffer.offset
            buffer.skip(8)
            if not buffer.seek_magic():
                scan.torn = True
                return


def _frame_at(buffer: _Window) -> Frame | None:
    prefix = buffer.peek(_PREFIX)
    if len(prefix) < _PREFIX or prefix[:4] != MAGIC:
        return None
    (size,) = struct.unpack_from("<I", prefix, 4)
    if size > MAX_PAYLOAD_BYTES:
        return None
    whole = buffer.peek(_PREFIX + size + 4)
    if len(whole) < _PREFIX + size + 4:
        return None
    (crc,) = struct.unpack_from("<I", whole, _PREFIX + size)
    if zlib.crc32(whole[:-4]) != crc:
        return None
    return Frame(whole[8:40], whole[40:72], whole[72:-4])


class _Window:
    """A sliding view of a stream; memory stays near one read, whatever the file's size."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._data = b""
        self._start = 0
        self.offset = 0

    def peek(self, count: int) -> bytes:
        """Up to ``count`` bytes from here."""
        if len(self._data) - self._start < count:
            self._data = self._data[self._start :] + self._stream.read(max(_READ, count))
            self._start = 0
        return self._data[self._start : self._start + count]

    def skip(self, count: int) -> None:
        """Move on; the bytes have been peeked or do not matter."""
        self.peek(count)
        step = min(count, len(self._data) - self._start)
        self._start += step
        self.offset += step

    def at_zero(self) -> bool:
        """End of file, or zero where a magic should be."""
        return not any(self.peek(4))

    def seek_magic(self) -> bool:
        """Go to the next magic on an 8-byte step; False at the end of the file."""
        while block := self.peek(_READ):
            found = block.find(MAGIC)
            while found >= 0 and found % 8:
                found = block.find(MAGIC, found + 1)
            if found >= 0:
                self.skip(found)
                return True
            self.skip(len(block) - len(block) % 8 or len(block))
        return False
