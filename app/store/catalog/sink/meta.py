"""Small facts about the whole catalogue."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from app.store.catalog.schema import AS_OF, STOCK_AS_OF, VERSION_KEY
from app.store.driver import Connection
from app.version import VERSION
from core.domain.changes import Stream

_SET: Final = "INSERT INTO meta VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value"
_GET: Final = "SELECT value FROM meta WHERE key = ?1"
_FORGET: Final = "DELETE FROM meta WHERE key = ?1"
_HELD: Final = "held_at."
_UNREAD: Final = "unread."
_CITED: Final = (Stream.PRICES, Stream.PROMOTIONS, Stream.TAXES)
"""Data versions that events cite (sync.md E2)."""
_TIMES: Final = {Stream.PRICES: AS_OF, Stream.STOCK: STOCK_AS_OF}


def read_meta(db: Connection, key: str) -> str | None:
    """A value, None without one."""
    row = db.execute(_GET, (key,)).fetchone()
    return None if row is None else str(row[0])


def write_meta(db: Connection, key: str, value: str) -> None:
    """Set a value."""
    db.execute(_SET, (key, value))


def cite(db: Connection, stream: Stream, version: int) -> None:
    """Events cite this version from now on, unless they do a higher one."""
    key = VERSION_KEY + stream.value
    if stream in _CITED and version > int(read_meta(db, key) or 0):
        write_meta(db, key, str(version))


def cite_highest(db: Connection, stream: Stream, table: str) -> None:
    """Events cite the highest version of a whole list, even a lower one if the log began anew."""
    row = db.execute(f"SELECT max(version) FROM {table}").fetchone() if stream in _CITED else None  # noqa: S608
    if row is not None and row[0] is not None:
        write_meta(db, VERSION_KEY + stream.value, str(row[0]))


def note_held(stream: Stream, fetched_at_ms: int, db: Connection) -> None:
    """When the list that waits for a person came, by the centre's clock (Unix ms)."""
    write_meta(db, _HELD + stream.value, str(fetched_at_ms))


def held_at(db: Connection, stream: Stream) -> int | None:
    """See `note_held`; None for a list held by a version that did not note it."""
    found = read_meta(db, _HELD + stream.value)
    return None if found is None else int(found)


def mark_unread(stream: Stream, db: Connection) -> None:
    """This version of the program left out an item it could not read, and the cursor goes past it (I12)."""
    write_meta(db, _UNREAD + stream.value, VERSION)


def unmark(stream: Stream, db: Connection) -> None:
    """All items of the stream are asked for anew."""
    db.execute(_FORGET, (_UNREAD + stream.value,))


def unread_before(db: Connection, stream: Stream) -> bool:
    """Whether another version left out an item, which this one may be able to read."""
    return read_meta(db, _UNREAD + stream.value) not in (None, VERSION)


def read_at(db: Connection, stream: Stream, server_time_ms: int) -> None:
    """The centre said at this moment of its clock that there is no more."""
    key = _TIMES.get(stream)
    if key is not None:
        write_meta(db, key, datetime.fromtimestamp(server_time_ms / 1000, UTC).isoformat())
