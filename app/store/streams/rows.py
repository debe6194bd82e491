"""Rows of ``stream`` and ``stream_item``: how far a stream is, and what it has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from core.domain.changes import SNAPSHOT_START, Change, ChangeOp, ChangePage, Stream
from core.ports.changes import StreamState

IN_USE: Final = 0
SHADOW: Final = 1
"""A snapshot on its way; it takes the place of what is in use at once, or never."""

STATE: Final = (
    "SELECT cursor, generation, fresh_at_ms, snapshot, pages, item_count, digest FROM stream WHERE stream=?"
)
_PUT_STATE: Final = sa.text(
    "INSERT INTO stream(stream, cursor, generation, fresh_at_ms, snapshot, pages, item_count, digest) "
    "VALUES(:stream, :cursor, :generation, :fresh_at_ms, :snapshot, :pages, :items, :digest) "
    "ON CONFLICT(stream) DO UPDATE SET cursor=excluded.cursor, generation=excluded.generation, "
    "fresh_at_ms=excluded.fresh_at_ms, snapshot=excluded.snapshot, pages=excluded.pages, "
    "item_count=excluded.item_count, digest=excluded.digest, "
    "problem=CASE WHEN :used THEN NULL ELSE stream.problem END"
)
_PUT_ITEM: Final = sa.text(
    "INSERT INTO stream_item(stream, shadow, item_id, version, data) "
    "VALUES(:stream, :shadow, :item, :version, :data) "
    "ON CONFLICT(stream, shadow, item_id) DO UPDATE SET version=excluded.version, data=excluded.data "
    "WHERE excluded.version > stream_item.version"
)
_DROP: Final = sa.text("DELETE FROM stream_item WHERE stream=:stream AND shadow=:shadow")
_USE: Final = sa.text("UPDATE stream_item SET shadow=0 WHERE stream=:stream AND shadow=1")
_ITEM: Final = sa.text(
    "SELECT data FROM stream_item WHERE stream=:stream AND shadow=0 AND item_id=:item AND data IS NOT NULL"
)
PROBLEM: Final = sa.text(
    "INSERT INTO stream(stream, problem) VALUES(:stream, :problem) "
    "ON CONFLICT(stream) DO UPDATE SET problem=excluded.problem"
)
_NOWHERE: Final = StreamState()


@dataclass(frozen=True, slots=True)
class Place:
    """How far a stream is, with the sum over the pages of a snapshot so far.

    Attributes:
        pages: Of the snapshot on its way.
        items: Changes in them.
    """

    state: StreamState = _NOWHERE
    pages: int = 0
    items: int = 0
    digest: bytes = SNAPSHOT_START


def place_of(row: tuple[Any, ...] | None) -> Place:
    """From a row of `STATE`; a stream nobody has heard of yet stands at its beginning."""
    if row is None:
        return Place()
    cursor, generation, fresh, snapshot, pages, items, digest = row
    state = StreamState(cursor, generation, fresh, snapshot=bool(snapshot))
    return Place(state, pages, items, SNAPSHOT_START if digest is None else digest)


def put_place(connection: sa.Connection, stream: Stream, place: Place, *, used: bool) -> None:
    """Write how far a stream is; what was wrong with it is over once a page of it is ``used``."""
    state = place.state
    connection.execute(
        _PUT_STATE,
        {
            "stream": stream,
            "cursor": state.cursor,
            "generation": state.generation,
            "fresh_at_ms": state.fresh_at_ms,
            "snapshot": int(state.snapshot),
            "pages": place.pages,
            "items": place.items,
            "digest": place.digest,
            "used": used,
        },
    )


def put_changes(connection: sa.Connection, page: ChangePage) -> list[Change]:
    """Keep the changes of a page, a greater version alone; those that were kept, in order."""
    shadow = SHADOW if page.snapshot else IN_USE
    return [change for change in page.changes if _put(connection, page.stream, shadow, change)]


def _put(connection: sa.Connection, stream: Stream, shadow: int, change: Change) -> bool:
    data = None if change.op is ChangeOp.DELETE else json.dumps(dict(change.data), ensure_ascii=False)
    values = {
        "stream": stream,
        "shadow": shadow,
        "item": change.id,
        "version": change.version,
        "data": data,
    }
    return connection.execute(_PUT_ITEM, values).rowcount == 1


def drop(connection: sa.Connection, stream: Stream, shadow: int) -> None:
    """Forget what a stream has, or a snapshot on its way."""
    connection.execute(_DROP, {"stream": stream, "shadow": shadow})


def use_shadow(connection: sa.Connection, stream: Stream) -> None:
    """The whole list takes the place of the old one."""
    drop(connection, stream, IN_USE)
    connection.execute(_USE, {"stream": stream})


def item_of(connection: sa.Connection, stream: Stream, item_id: str) -> Mapping[str, Any] | None:
    """Content of an item in use."""
    text = connection.execute(_ITEM, {"stream": stream, "item": item_id}).scalar_one_or_none()
    return None if text is None else dict(json.loads(text))
