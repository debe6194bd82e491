"""The opaque cursor of a stream: where a till is, so that the centre need not know it."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from core.domain.changes import SNAPSHOT_START, Stream

MAX_ITEM_ID: Final = 120
"""ASCII characters of an item's identity: a cursor that holds one stays below the 512 of the contract."""
_MAX_PLACE: Final = 2**63 - 1


class BadCursorError(Exception):
    """Not a cursor of this stream."""


class Place(NamedTuple):
    """A place in the log: number of a transaction and of an entry; what is served lies behind it."""

    xid: int
    id: int


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a snapshot is.

    Attributes:
        key: Last item given, None before the first.
        digest: Chained sum over the pages given.
        rows: Items given.
        pages: Pages given.
    """

    key: str | None
    digest: bytes
    rows: int
    pages: int


START: Final = Walk(None, SNAPSHOT_START, 0, 0)


BEGIN: Final = Place(0, 0)
"""Before the first entry."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a till is in a stream.

    Attributes:
        generation: Of the log.
        local_id: Its shop: a till that moved to another one begins anew.
        place: In the log; during a snapshot that of its first page.
        walk: During a snapshot alone.
    """

    generation: str
    stream: Stream
    local_id: str
    place: Place = BEGIN
    walk: Walk | None = None


def encode_cursor(cursor: Cursor) -> str:
    """Text of a cursor; URL-safe."""
    parts: list[Any] = [cursor.stream.value, cursor.generation, cursor.local_id, *cursor.place]
    if cursor.walk is not None:
        walk = cursor.walk
        digest = base64.b64encode(walk.digest).decode()
        parts += [walk.key, digest, walk.rows, walk.pages]
    text = json.dumps(parts, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def decode_cursor(text: str, stream: Stream) -> Cursor:
    """Read a cursor back.

    Raises:
        BadCursorError: it is not what `encode_cursor` writes for this stream.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        loaded: object = json.loads(raw)
        if not isinstance(loaded, list):
            raise BadCursorError
        parts = cast("list[object]", loaded)
        if parts[0] != stream.value:
            raise BadCursorError
        _, generation, local_id, xid, entry, *rest = parts
        return Cursor(
            _text(generation), stream, _text(local_id), Place(_count(xid), _count(entry)), _walk(rest)
        )
    except (binascii.Error, ValueError, TypeError, IndexError, RecursionError) as error:
        raise BadCursorError from error


def _walk(parts: list[object]) -> Walk | None:
    if not parts:
        return None
    key, digest, rows, pages = parts
    raw = base64.b64decode(_text(digest), validate=True)
    if len(raw) != len(SNAPSHOT_START):
        raise BadCursorError
    return Walk(_text(key), raw, _count(rows), _count(pages))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        raise BadCursorError
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _MAX_PLACE:
        raise BadCursorError
    return value
