"""A read-only connection that several threads may ask, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.store.driver import Connection, Value, connect_reader


class SharedReader:
    """Opened with the first question; each question is one statement and is read to its end."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    def rows(self, sql: str, parameters: Sequence[Value] | Mapping[str, Value] = ()) -> list[tuple[Any, ...]]:
        """All rows of one statement."""
        with self._lock:
            if self._connection is None:
                self._connection = connect_reader(self._database)
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Value] | Mapping[str, Value] = ()) -> tuple[Any, ...] | None:
        """First row of one statement."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
