"""Customers that change; sealed on the sync thread, before they come near the file (decision 81)."""

# ruff: noqa: S608 - own names

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from app.store.catalog.customer_rows import LAST, CustomerSeal, SealedRow, sealed_row
from app.store.catalog.schema import SHADOW
from app.store.catalog.sink import tombs
from app.store.catalog.sink.lane import Job
from app.store.catalog.sink.wire import person_from, read_all
from app.store.driver import Connection
from core.domain.changes import Change, Stream


class Customers:
    """Sealed customers; a known one keeps its row number also through a snapshot, as its index holds that."""

    stream = Stream.CUSTOMERS
    tables = ("customer", "customer_card")

    def __init__(self, seal: CustomerSeal) -> None:
        self._seal = seal

    def jobs(self, reader: Connection, changes: Iterable[Change], prefix: str, now_ms: int) -> list[Job]:
        """See `Kind`."""
        del reader
        found: list[Job] = []
        read, marks = read_all(self.stream, changes, person_from)
        for change, person in read:
            if person is None:
                found.append(partial(_drop, change, prefix, now_ms))
                continue
            rank = LAST if person.rank is None else person.rank
            found.append(partial(_put, change, rank, sealed_row(self._seal, person.record), prefix))
        return found + marks


def _put(change: Change, rank: int, row: SealedRow, prefix: str, db: Connection) -> None:
    found = _find(db, change.id, prefix)
    if found is not None and found[1] >= change.version:
        return
    if not prefix and found is None and tombs.is_gone(db, Stream.CUSTOMERS, change.id, change.version):
        return
    tombs.lift(db, Stream.CUSTOMERS, change.id)
    known = found or _find(db, change.id, "")
    number = _next(db, prefix) if known is None else known[0]
    db.execute(
        f"INSERT OR REPLACE INTO {prefix}customer VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
        (number, change.id, change.version, rank, row.document_mark, row.sealed),
    )
    db.execute(f"DELETE FROM {prefix}customer_card WHERE customer_id = ?1", (number,))
    for mark in row.cards:
        db.execute(f"INSERT INTO {prefix}customer_card VALUES(?1, ?2)", (mark, number))


def _drop(change: Change, prefix: str, now_ms: int, db: Connection) -> None:
    tombs.add(db, Stream.CUSTOMERS, change.id, change.version, now_ms)
    found = _find(db, change.id, prefix)
    if found is not None and found[1] < change.version:
        db.execute(f"DELETE FROM {prefix}customer WHERE id = ?1", (found[0],))
        db.execute(f"DELETE FROM {prefix}customer_card WHERE customer_id = ?1", (found[0],))


def _find(db: Connection, customer_id: str, prefix: str) -> tuple[int, int] | None:
    row = db.execute(
        f"SELECT id, version FROM {prefix}customer WHERE customer_id = ?1", (customer_id,)
    ).fetchone()
    return None if row is None else (int(row[0]), int(row[1]))


def _next(db: Connection, prefix: str) -> int:
    names = ("customer", f"{SHADOW}customer") if prefix else ("customer",)
    return 1 + max(_highest(db, name) for name in names)


def _highest(db: Connection, table: str) -> int:
    row = db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    return 0 if row is None else int(row[0])
