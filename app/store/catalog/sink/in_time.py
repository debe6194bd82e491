"""Prices and taxes: items that hold from one moment to another, and what of them is in force (sync.md D6).

What is in force now is a row by itself, so that a key press reads one and not a history. `InTimeKind.settle`
renews it for one variant or code; it is called for every item that changes, and by `boundaries` when a moment
passes in which one begins or ends.
"""

# ruff: noqa: S608 - own names and numbers

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from app.store.catalog.schema import ALWAYS, FOREVER
from app.store.catalog.sink import tombs
from app.store.catalog.sink.keyed import upsert_sql
from app.store.catalog.sink.lane import Job
from app.store.catalog.sink.wire import InTime, price_from, read_all, tax_from
from app.store.driver import Connection
from core.domain.changes import Change, Stream


@dataclass(frozen=True, slots=True)
class InTimeKind:
    """One such kind.

    Attributes:
        table: Of the items.
        now: Of what is in force.
        key: Column of the variant or code, in both.
        values: Columns of what holds, in both.
    """

    stream: Stream
    table: str
    now: str
    key: str
    values: tuple[str, ...]
    read: Callable[[Change], InTime]

    @property
    def tables(self) -> tuple[str, ...]:
        """See `Kind`."""
        return (self.table, self.now)

    def jobs(self, reader: Connection, changes: Iterable[Change], prefix: str, now_ms: int) -> list[Job]:
        """See `Kind`."""
        del reader
        columns = ("id", "version", self.key, *self.values, "from_ms", "to_ms")
        upsert = upsert_sql(self.stream, self.table, columns, prefix)
        read, marks = read_all(self.stream, changes, self.read)
        jobs: list[Job] = [
            partial(self._drop, change, prefix, now_ms)
            if item is None
            else partial(self._put, item, upsert, prefix, now_ms)
            for change, item in read
        ]
        return jobs + marks

    def settle(self, db: Connection, key: str, prefix: str, now_ms: int) -> None:
        """Put in force what holds for this variant or code at this moment.

        Of several the one that began last, then the newest; with none it is without price or rate.
        """
        names = ", ".join((self.key, *self.values))
        found = db.execute(
            f"INSERT OR REPLACE INTO {prefix}{self.now}({names}) SELECT {names} FROM {prefix}{self.table}"
            f" WHERE {self.key} = ?1 AND from_ms <= ?2 AND to_ms > ?2"
            " ORDER BY from_ms DESC, version DESC, id DESC LIMIT 1",
            (key, now_ms),
        )
        if found.rowcount < 1:
            db.execute(f"DELETE FROM {prefix}{self.now} WHERE {self.key} = ?1", (key,))

    def boundaries(self, db: Connection, prefix: str, after_ms: int, to_ms: int) -> list[str]:
        """Variants or codes for which something begins or ends in ``(after_ms, to_ms]``."""
        return [
            str(key)
            for (key,) in db.execute(
                f"SELECT {self.key} FROM {prefix}{self.table}"
                f" WHERE from_ms > {ALWAYS} AND from_ms > ?1 AND from_ms <= ?2 UNION"
                f" SELECT {self.key} FROM {prefix}{self.table}"
                f" WHERE to_ms < {FOREVER} AND to_ms > ?1 AND to_ms <= ?2 ORDER BY 1",
                (after_ms, to_ms),
            )
        ]

    def next_boundary(self, db: Connection, after_ms: int) -> int:
        """Unix ms of the next moment something begins or ends, `FOREVER` without any."""
        row = db.execute(
            f"SELECT min(coalesce((SELECT min(from_ms) FROM {self.table}"
            f" WHERE from_ms > {ALWAYS} AND from_ms > ?1), {FOREVER}),"
            f" coalesce((SELECT min(to_ms) FROM {self.table}"
            f" WHERE to_ms < {FOREVER} AND to_ms > ?1), {FOREVER}))",
            (after_ms,),
        ).fetchone()
        return FOREVER if row is None else int(row[0])

    def _key_of(self, db: Connection, item: str, prefix: str) -> str | None:
        row = db.execute(f"SELECT {self.key} FROM {prefix}{self.table} WHERE id = ?1", (item,)).fetchone()
        return None if row is None else str(row[0])

    def _put(self, item: InTime, upsert: str, prefix: str, now_ms: int, db: Connection) -> None:
        if self._only_figure(db, item, prefix):
            self.settle(db, item.key, prefix, now_ms)
            return
        before = self._key_of(db, item.item, prefix)
        row = (item.item, item.version, item.key, *item.values, item.from_ms, item.to_ms)
        if db.execute(upsert, row).rowcount < 1:
            return
        tombs.lift(db, self.stream, item.item)
        for key in {item.key, before} - {None}:
            self.settle(db, str(key), prefix, now_ms)

    def _only_figure(self, db: Connection, item: InTime, prefix: str) -> bool:
        """The common change: another figure in the same time; no index is touched."""
        sets = ", ".join(f"{name} = ?{place}" for place, name in enumerate(self.values, start=6))
        return (
            db.execute(
                f"UPDATE {prefix}{self.table} SET version = ?2, {sets} WHERE id = ?1 AND version < ?2"
                f" AND {self.key} = ?3 AND from_ms = ?4 AND to_ms = ?5",
                (item.item, item.version, item.key, item.from_ms, item.to_ms, *item.values),
            ).rowcount
            > 0
        )

    def _drop(self, change: Change, prefix: str, now_ms: int, db: Connection) -> None:
        key = self._key_of(db, change.id, prefix)
        db.execute(
            f"DELETE FROM {prefix}{self.table} WHERE id = ?1 AND version < ?2", (change.id, change.version)
        )
        tombs.add(db, self.stream, change.id, change.version, now_ms)
        if key is not None:
            self.settle(db, key, prefix, now_ms)


PRICES: Final = InTimeKind(
    Stream.PRICES, "price", "price_now", "variant_id", ("price_cents", "price_list"), price_from
)
TAXES: Final = InTimeKind(Stream.TAXES, "tax_item", "tax", "code", ("rate_milli",), tax_from)
