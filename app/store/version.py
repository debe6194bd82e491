"""The two integers of ``till.db`` (packaging.md section 9): constants, so that reading them costs nothing."""

from __future__ import annotations

from typing import Final

from app.store.driver import Connection

SCHEMA: Final = 11
"""Schema this program writes."""

COMPAT: Final = 1
"""Lowest program schema that may open a database of `SCHEMA`; raised only by contracting migrations."""


def read_schema(connection: Connection) -> tuple[int, int] | None:
    """``(schema, compat)`` of a database, None when it is empty."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type='table' AND name='meta'").fetchone()
    if found is None:
        return None
    row = connection.execute("SELECT schema, compat FROM meta WHERE id=1").fetchone()
    return None if row is None else (int(row[0]), int(row[1]))
