"""What every kind of item has in common on its way into ``catalog.db``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from app.store.catalog.sink.lane import Job
from app.store.driver import Connection
from core.domain.changes import Change, Stream


class Kind(Protocol):
    """Items of one stream: their tables, and the work a page of them is."""

    @property
    def stream(self) -> Stream:
        """Which stream."""
        ...

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables filled aside by a snapshot and swapped; the first has a row for each item."""
        ...

    def jobs(self, reader: Connection, changes: Iterable[Change], prefix: str, now_ms: int) -> list[Job]:
        """One small job for each change, in the order that is cheapest.

        Args:
            reader: Sees what is in use; for looking things up before any slice.
            changes: Of one page; gone through once.
            prefix: Of the tables they go to: none, or `app.store.catalog.schema.SHADOW`.
            now_ms: The till's clock, Unix ms.
        """
        ...
