"""Pages of a pull that is not whole: kept in the file until its last one is here (sync.md D4)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from app.store.catalog.customer_rows import CustomerSeal
from app.store.driver import Connection
from core.domain.changes import Change, ChangeOp, ChangePage, Stream

_ADD: Final = "INSERT INTO pulled SELECT ?1, coalesce(max(n), 0) + 1, ?2 FROM pulled WHERE stream = ?1"
_PAGES: Final = "SELECT n, page FROM pulled WHERE stream = ?1 AND n > ?2 ORDER BY n LIMIT 1"
_REMOVE: Final = "DELETE FROM pulled WHERE stream = ?1 AND n = ?2"
_CLEAR: Final = "DELETE FROM pulled WHERE stream = ?1"


@dataclass(frozen=True, slots=True)
class Pulled:
    """A page and when it came.

    Attributes:
        number: Its place among those kept.
        fetched_at_ms: The centre's clock, Unix ms.
    """

    number: int
    page: ChangePage
    fetched_at_ms: int


class PulledPages:
    """The kept pages of each stream; those with persons are sealed (sync.md X7)."""

    def __init__(self, seal: CustomerSeal) -> None:
        self._seal = seal

    def encode(self, page: ChangePage, fetched_at_ms: int) -> bytes:
        """The stored form of a page."""
        body = {
            "fetched": fetched_at_ms,
            "generation": page.generation,
            "server": page.server_time_ms,
            "next": page.next_cursor,
            "more": page.has_more,
            "changes": [[one.op.value, one.id, one.version, dict(one.data)] for one in page.changes],
        }
        plain = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        return self._seal.seal(_identity(page.stream), plain) if page.stream is Stream.CUSTOMERS else plain

    def read(self, db: Connection, stream: Stream) -> Iterator[Pulled]:
        """The kept pages in order, one at a time; stops before one this till's key does not open."""
        number = 0
        while (row := db.execute(_PAGES, (stream.value, number)).fetchone()) is not None:
            number = int(row[0])
            plain = self._seal.open(_identity(stream), row[1]) if stream is Stream.CUSTOMERS else row[1]
            if plain is None:
                return
            yield _decoded(stream, number, json.loads(plain))


def add(stored: bytes, stream: Stream, db: Connection) -> None:
    """Keep a page behind the others."""
    db.execute(_ADD, (stream.value, stored))


def remove(number: int, stream: Stream, db: Connection) -> None:
    """It is in use."""
    db.execute(_REMOVE, (stream.value, number))


def clear(stream: Stream, db: Connection) -> None:
    """None of them will be used."""
    db.execute(_CLEAR, (stream.value,))


def _identity(stream: Stream) -> str:
    return f"pulled/{stream.value}"


def _decoded(stream: Stream, number: int, body: dict[str, Any]) -> Pulled:
    changes = tuple(Change(ChangeOp(op), item, version, data) for op, item, version, data in body["changes"])
    page = ChangePage(
        stream=stream,
        generation=body["generation"],
        snapshot=False,
        server_time_ms=body["server"],
        changes=changes,
        next_cursor=body["next"],
        has_more=body["more"],
    )
    return Pulled(number, page, body["fetched"])
