"""Tables filled aside by a snapshot and put in the place of those in use by one transaction (sync.md D3)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from app.store.catalog.schema import (
    DROP_VIEW,
    OLD,
    SEARCH_TABLES,
    SHADOW,
    VIEW,
    fts_settings,
    make_indexes,
    make_table,
)
from app.store.catalog.sink.lane import Job
from app.store.driver import Connection

SUFFIX: Final = "_b"
"""Of the indexes of every second snapshot: an index keeps its name when its table is renamed."""
_EXISTS: Final = "SELECT 1 FROM sqlite_master WHERE type = ?1 AND name = ?2"


def make(db: Connection, tables: Sequence[str]) -> None:
    """Empty shadows of these tables, with their indexes, in place of what an earlier try left."""
    for table in tables:
        drop(db, SHADOW + table)
        db.execute(make_table(table, SHADOW))
        for statement in _indexes(db, table):
            db.execute(statement)
    if set(SEARCH_TABLES) <= set(tables):
        for statement in fts_settings(SHADOW):
            db.execute(statement)


def swap(db: Connection, tables: Sequence[str]) -> None:
    """The shadows are in use from the caller's commit on; what was is named `OLD` until it is dropped.

    A reader's prepared statements are prepared anew by SQLite at their next step.
    """
    db.execute(DROP_VIEW)
    for table in tables:
        drop(db, OLD + table)
        db.execute(f"ALTER TABLE {table} RENAME TO {OLD}{table}")
        db.execute(f"ALTER TABLE {SHADOW}{table} RENAME TO {table}")
    db.execute(VIEW)


def leftovers(reader: Connection, tables: Sequence[str], prefixes: Sequence[str] = (OLD,)) -> list[Job]:
    """Jobs that free what is not in use, each a table: dropping one reads all of it."""
    named = (prefix + table for prefix in prefixes for table in tables)
    return [partial(drop, table=name) for name in named if _is_there(reader, "table", name)]


def _is_there(db: Connection, kind: str, name: str) -> bool:
    return db.execute(_EXISTS, (kind, name)).fetchone() is not None


def drop(db: Connection, table: str) -> None:
    """Drop it if it is there."""
    db.execute(f"DROP TABLE IF EXISTS {table}")


def _indexes(db: Connection, table: str) -> tuple[str, ...]:
    plain = make_indexes(table, SHADOW)
    names = [statement.split(" ON ")[0].rsplit(" ", 1)[1] for statement in plain]
    taken = any(_is_there(db, "index", name) for name in names)
    return make_indexes(table, SHADOW, SUFFIX) if taken else plain
