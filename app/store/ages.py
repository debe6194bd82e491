"""How far the streams of both files are, read without a lock beside whoever writes them. Driver only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.store.shared_reader import SharedReader
from core.domain.changes import CATALOGUE_STREAMS, TILL_STREAMS, Stream

QUERIES: Final = {
    "till": "SELECT stream, fresh_at_ms, 0 FROM stream",
    "catalogue": "SELECT name, fresh_at_ms, verdict='held' FROM stream",
    "server": "SELECT server_at_ms FROM sync_state WHERE id=1",
}


@dataclass(frozen=True, slots=True)
class StreamStanding:
    """One stream on disk.

    Attributes:
        fresh_at_ms: The centre's clock (Unix ms) when it last said that there is no more; None if never.
        held: Whether what came waits for a person (D4).
    """

    stream: Stream
    fresh_at_ms: int | None
    held: bool


class StoreAges:
    """Reads ``till.db`` and ``catalog.db``; the latter may not be there yet."""

    def __init__(self, database: Path, catalogue: Path) -> None:
        self._till = SharedReader(database)
        self._catalogue = SharedReader(catalogue) if catalogue.exists() else None

    def standing(self) -> tuple[StreamStanding, ...]:
        """Every stream the centre was ever asked for, the catalogue's first."""
        rows: list[tuple[Any, ...]] = []
        if self._catalogue is not None:
            rows += self._catalogue.rows(QUERIES["catalogue"])
        rows += self._till.rows(QUERIES["till"])
        return tuple(_in_order(StreamStanding(Stream(name), fresh, bool(held)) for name, fresh, held in rows))

    def server_at_ms(self) -> int | None:
        """The last moment of the centre's clock that this till noted."""
        row = self._till.row(QUERIES["server"])
        return None if row is None else row[0]

    def close(self) -> None:
        """Close the connections."""
        self._till.close()
        if self._catalogue is not None:
            self._catalogue.close()


def _in_order(found: Iterable[StreamStanding]) -> list[StreamStanding]:
    places = (*CATALOGUE_STREAMS, *TILL_STREAMS)
    return sorted(found, key=lambda standing: places.index(standing.stream))
