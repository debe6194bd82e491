"""A snapshot of the products: collected as they come, then numbered by rank and indexed aside.

Ids are the popularity rank and pages come in the centre's order, so the rows wait in ``next_item`` until the
last page; then they are read by rank, and the search index grows in ascending row id (performance.md 2.9.2).
"""

# ruff: noqa: S608 - own names

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from app.store.catalog.customer_rows import LAST
from app.store.catalog.indexing import index_words
from app.store.catalog.names import Categories
from app.store.catalog.rows import Goods, product_values
from app.store.catalog.schema import SEARCH_TABLES, SHADOW, fts_merge
from app.store.catalog.sink import shadow
from app.store.catalog.sink.goods import changed, write_codes
from app.store.catalog.sink.lane import Job, Lane
from app.store.catalog.sink.wire import goods_from, read_all
from app.store.catalog.typos import typo_rows
from app.store.driver import Connection
from core.domain.changes import Change, Stream

COLLECTED: Final = "item"
ITEMS: Final = f"{SHADOW}{COLLECTED}"
BUILT: Final = ("product", "alias", *SEARCH_TABLES, "part", "term", "typo")
_MAKE: Final = (
    f"CREATE TABLE {ITEMS}(variant_id TEXT PRIMARY KEY, version INTEGER NOT NULL, rank INTEGER NOT NULL,"
    " name TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID",
    f"CREATE UNIQUE INDEX {ITEMS}_rank ON {ITEMS}(rank, name, variant_id)",
)
_COLLECT: Final = (
    f"INSERT INTO {ITEMS} VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(variant_id) DO UPDATE SET"
    " version = excluded.version, rank = excluded.rank, name = excluded.name, body = excluded.body"
    f" WHERE excluded.version > {ITEMS}.version"
)
_BY_RANK: Final = (
    f"SELECT rank, name, variant_id, body FROM {ITEMS} WHERE (rank, name, variant_id) > (?1, ?2, ?3)"
    " ORDER BY rank, name, variant_id LIMIT ?4"
)
_INSERT: Final = f"INSERT INTO {SHADOW}product VALUES({', '.join('?' * 14)})"
_PARTS: Final = f"INSERT INTO {SHADOW}product_parts(rowid, searched) VALUES(?1, ?2)"
_READ: Final = 200
_MERGE_PAGES: Final = 16
_TERMS: Final = 50
_VOCABULARY: Final = (
    f"CREATE VIRTUAL TABLE temp.snapshot_term USING fts5vocab(main, {SHADOW}product_fts, col)",
    f"CREATE VIRTUAL TABLE temp.snapshot_part USING fts5vocab(main, {SHADOW}product_parts, row)",
)
_VOCABULARY_GONE: Final = (
    "DROP TABLE IF EXISTS temp.snapshot_term",
    "DROP TABLE IF EXISTS temp.snapshot_part",
)
_NEXT_TERMS: Final = (
    "SELECT term, doc FROM snapshot_term WHERE term > ?1 AND col = 'name' ORDER BY term LIMIT ?2"
)
_NEXT_PARTS: Final = "SELECT term, doc FROM snapshot_part WHERE term > ?1 ORDER BY term LIMIT ?2"
_TYPO: Final = f"INSERT OR IGNORE INTO {SHADOW}typo VALUES(?1, ?2)"


class Products:
    """The products: single ones in place, a whole list by way of ``next_item``."""

    stream = Stream.PRODUCTS
    tables = BUILT

    def jobs(self, reader: Connection, changes: Iterable[Change], prefix: str, now_ms: int) -> list[Job]:
        """See `Kind`."""
        if not prefix:
            return changed(reader, changes, now_ms)
        read, marks = read_all(Stream.PRODUCTS, changes, goods_from)
        jobs: list[Job] = [partial(_collect, goods) for _, goods in read if goods is not None]
        return jobs + marks


def make(db: Connection) -> None:
    """An empty place to collect them in."""
    shadow.drop(db, ITEMS)
    for statement in _MAKE:
        db.execute(statement)


def build(lane: Lane, reader: Connection) -> None:
    """Products by rank with codes and search index in shadows; a try cut short is begun anew.

    Raises:
        StoreError: as `Lane.run`.
    """
    lane.run_each(shadow.leftovers(reader, BUILT, (SHADOW,)))
    lane.run([partial(shadow.make, tables=BUILT)])
    _fill(lane, reader)
    _merge(lane)
    lane.run([_vocabulary])
    _walk(lane, _NEXT_TERMS, "term", typos=True)
    _walk(lane, _NEXT_PARTS, "part", typos=False)
    lane.run([_no_vocabulary])


def _collect(goods: Goods, db: Connection) -> None:
    rank = LAST if goods.rank is None else goods.rank
    body = json.dumps(asdict(goods), ensure_ascii=False, separators=(",", ":"))
    db.execute(_COLLECT, (goods.variant_id, goods.version, rank, goods.name, body))


def _fill(lane: Lane, reader: Connection) -> None:
    after: tuple[int, str, str] = (-1, "", "")
    number = 0
    while rows := reader.execute(_BY_RANK, (*after, _READ)).fetchall():
        numbered = enumerate((_goods(row[3]) for row in rows), start=number + 1)
        lane.run([partial(_write, place, goods) for place, goods in numbered], after=fts_merge(SHADOW))
        number += len(rows)
        after = (int(rows[-1][0]), str(rows[-1][1]), str(rows[-1][2]))


def _goods(body: str) -> Goods:
    data: dict[str, Any] = json.loads(body)
    data["codes"] = tuple((kind, code) for kind, code in data["codes"])
    return Goods(**data)


def _write(number: int, goods: Goods, db: Connection) -> None:
    values = product_values(goods, Categories(db).id_of(goods.category))
    db.execute(_INSERT, (number, *values))
    index_words(db, [(number, goods.name)], SHADOW)
    db.execute(_PARTS, (number, values[-1]))
    write_codes(db, number, goods, prefix=SHADOW)


def _merge(lane: Lane) -> None:
    """One segment of each index, some pages at a time: a query then reads one list and not many."""
    for table in SEARCH_TABLES:
        begin = f"INSERT INTO {SHADOW}{table}({SHADOW}{table}, rank) VALUES('merge', {-_MERGE_PAGES})"
        more = f"INSERT INTO {SHADOW}{table}({SHADOW}{table}, rank) VALUES('merge', {_MERGE_PAGES})"
        lane.run([partial(_run, (begin,))])
        moved = [True]
        while moved[0]:
            lane.run([partial(_merge_step, more, moved)])


def _merge_step(statement: str, moved: list[bool], db: Connection) -> None:
    before = _changes(db)
    db.execute(statement)
    moved[0] = _changes(db) - before >= 2  # fewer: there was nothing to merge (FTS5's own rule)


def _changes(db: Connection) -> int:
    row = db.execute("SELECT total_changes()").fetchone()
    return 0 if row is None else int(row[0])


def _vocabulary(db: Connection) -> None:
    _run((*_VOCABULARY_GONE, *_VOCABULARY), db)


def _no_vocabulary(db: Connection) -> None:
    _run(_VOCABULARY_GONE, db)


def _run(statements: Iterable[str], db: Connection) -> None:
    for statement in statements:
        db.execute(statement)


def _walk(lane: Lane, following: str, table: str, *, typos: bool) -> None:
    """Count the words or parts of the finished index, a few at a time."""
    after = [""]
    while after:
        lane.run([partial(_count, following, table, typos, after)])


def _count(following: str, table: str, typos: bool, after: list[str], db: Connection) -> None:
    rows = db.execute(following, (after.pop(), _TERMS)).fetchall()
    for term, count in rows:
        db.execute(f"INSERT INTO {SHADOW}{table} VALUES(?1, ?2)", (term, count))
        if typos:
            for row in typo_rows(term):
                db.execute(_TYPO, row)
    if rows:
        after.append(str(rows[-1][0]))
