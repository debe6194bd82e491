"""What was taken away stays known, so that an older change never brings it back (sync.md D2)."""

from __future__ import annotations

from typing import Final

from app.store.driver import Connection
from core.domain.changes import Stream

KEPT_MS: Final = 90 * 24 * 3600 * 1000
_ADD: Final = (
    "INSERT INTO tombstone VALUES(?1, ?2, ?3, ?4) ON CONFLICT(stream, id)"
    " DO UPDATE SET version = excluded.version, at_ms = excluded.at_ms WHERE excluded.version > version"
)
_NEWER: Final = "SELECT 1 FROM tombstone WHERE stream = ?1 AND id = ?2 AND version >= ?3"
_LIFT: Final = "DELETE FROM tombstone WHERE stream = ?1 AND id = ?2"
_FORGET: Final = "DELETE FROM tombstone WHERE at_ms < ?1"
_CLEAR: Final = "DELETE FROM tombstone WHERE stream = ?1"


def add(db: Connection, stream: Stream, item: str, version: int, now_ms: int) -> None:
    """Something went with this version."""
    db.execute(_ADD, (stream.value, item, version, now_ms))


def is_gone(db: Connection, stream: Stream, item: str, version: int) -> bool:
    """Whether it was taken away by this version or a later one."""
    return db.execute(_NEWER, (stream.value, item, version)).fetchone() is not None


def lift(db: Connection, stream: Stream, item: str) -> None:
    """It is there again."""
    db.execute(_LIFT, (stream.value, item))


def forget_old(db: Connection, now_ms: int) -> None:
    """Forget those nobody can still send anything older about."""
    db.execute(_FORGET, (now_ms - KEPT_MS,))


def clear(db: Connection, stream: Stream) -> None:
    """The centre's log begins anew: its versions do too."""
    db.execute(_CLEAR, (stream.value,))
