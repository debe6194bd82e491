"""SQLAlchemy Core over the one writing connection (performance.md 2.5.1). Never ``sqlalchemy.orm``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.store.driver import Connection, connect_writer, dbapi2


class Writer:
    """The only writing and checkpointing connection of ``till.db`` (sync.md T4).

    Every transaction begins with ``BEGIN IMMEDIATE``: a deferred read-to-write upgrade fails at once with
    SQLITE_BUSY_SNAPSHOT, whatever the busy timeout says.
    """

    def __init__(self, path: Path, module: Any = None) -> None:
        """Open the database, creating it when missing.

        Args:
            path: ``till.db``.
            module: Another DB-API module of the same shape, for fault injection.

        Raises:
            LibraryRefusedError: the SQLite library is unsafe.
            PragmaRefusedError: a PRAGMA did not take.
        """
        self.driver: Connection = connect_writer(path, module=module)
        self._engine = sa.create_engine(
            "sqlite+pysqlite://",
            module=module or dbapi2,
            creator=self._hand_over,
            poolclass=sa.pool.StaticPool,
            hide_parameters=True,
        )
        self.connection: sa.Connection = self._engine.connect()

    def _hand_over(self) -> Connection:
        return self.driver

    def begin(self) -> sa.RootTransaction:
        """``BEGIN IMMEDIATE``; use as a context manager, or commit and roll back by hand.

        SQLAlchemy opens no transaction of its own on this connection (``isolation_level=None``); an event
        listener that did would cost every statement a dispatch.
        """
        self.driver.execute("BEGIN IMMEDIATE")
        return self.connection.begin()

    def close(self) -> None:
        """Close the connection; an open transaction is rolled back."""
        self.connection.invalidate()
        self.connection.close()
        self._engine.dispose()
        self.driver.close()
