"""The journal of a till read from beginning to end, to check what a day left behind. Driver only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.store.driver import connect_reader
from core.domain.journal.events import Event, decode_event

_EVENTS: Final = "SELECT payload FROM journal ORDER BY pos"


def read_journal(database: Path) -> Iterator[Event]:
    """Every event that ``till.db`` holds, oldest first; one at a time, so that a long journal fits in memory.

    Raises:
        PayloadError: an event is none of this program's.
        StoreError: the database cannot be read.
    """
    connection = connect_reader(database)
    try:
        for (payload,) in connection.execute(_EVENTS):
            yield decode_event(bytes(payload))
    finally:
        connection.close()
