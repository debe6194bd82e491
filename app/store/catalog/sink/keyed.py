"""Items that are one row by their identity: promotions and stock."""

# ruff: noqa: S608 - own names

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from app.store.catalog.schema import SHADOW
from app.store.catalog.sink import tombs
from app.store.catalog.sink.lane import Job
from app.store.catalog.sink.wire import promotion_from, read_all, stock_from
from app.store.driver import Connection, Value
from core.domain.changes import Change, Stream


def upsert_sql(stream: Stream, table: str, columns: Sequence[str], prefix: str) -> str:
    """Statement that writes a row, its first columns identity and version, unless something newer is known.

    In a shadow the snapshot alone decides: what was taken away before it is of no account.
    """
    held = "" if prefix == SHADOW else f" AND stream = '{stream}'"
    places = ", ".join(f"?{n}" for n in range(1, len(columns) + 1))
    known = "" if not held else f" WHERE id = ?1 AND version >= ?2{held}"
    free = f"NOT EXISTS (SELECT 1 FROM tombstone{known})" if known else "true"
    sets = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    return (
        f"INSERT INTO {prefix}{table}({', '.join(columns)}) SELECT {places} WHERE {free}"
        f" ON CONFLICT({columns[0]}) DO UPDATE SET {sets} WHERE excluded.version > {prefix}{table}.version"
    )


@dataclass(frozen=True, slots=True)
class Keyed:
    """One such kind.

    Attributes:
        columns: Identity, version, then what ``read`` gives.
    """

    stream: Stream
    table: str
    columns: tuple[str, ...]
    read: Callable[[Change], tuple[Value, ...]]

    @property
    def tables(self) -> tuple[str, ...]:
        """See `Kind`."""
        return (self.table,)

    def jobs(self, reader: Connection, changes: Iterable[Change], prefix: str, now_ms: int) -> list[Job]:
        """See `Kind`."""
        del reader
        upsert = upsert_sql(self.stream, self.table, self.columns, prefix)
        delete = f"DELETE FROM {prefix}{self.table} WHERE {self.columns[0]} = ?1 AND version < ?2"
        read, marks = read_all(self.stream, changes, self.read)
        jobs: list[Job] = [
            partial(_drop, self.stream, change, delete, now_ms)
            if row is None
            else partial(_put, self.stream, upsert, (change.id, change.version, *row))
            for change, row in read
        ]
        return jobs + marks


def _put(stream: Stream, upsert: str, row: tuple[Value, ...], db: Connection) -> None:
    if db.execute(upsert, row).rowcount > 0:
        tombs.lift(db, stream, str(row[0]))


def _drop(stream: Stream, change: Change, delete: str, now_ms: int, db: Connection) -> None:
    db.execute(delete, (change.id, change.version))
    tombs.add(db, stream, change.id, change.version, now_ms)


PROMOTIONS: Final = Keyed(Stream.PROMOTIONS, "promotion", ("id", "version", "body"), promotion_from)
STOCK: Final = Keyed(
    Stream.STOCK,
    "stock",
    ("variant_id", "version", "quantity_milli", "counted_epoch", "counted_seq"),
    stock_from,
)
