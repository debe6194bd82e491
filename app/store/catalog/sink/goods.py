"""Products that change: rows, codes and search index, in ascending row id (performance.md 2.9.2)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from app.store.catalog.indexing import index_gone, index_new, index_renamed
from app.store.catalog.names import Categories
from app.store.catalog.rows import NAME, Goods, code_rows, product_values
from app.store.catalog.sink import tombs
from app.store.catalog.sink.lane import Job
from app.store.catalog.sink.wire import goods_from, read_all
from app.store.driver import Connection
from core.domain.changes import Change, Stream

FIND: Final = "SELECT id, version, name FROM product WHERE variant_id = ?1"
_NEXT: Final = "SELECT coalesce(max(id), 0) + 1 FROM product"
_INSERT: Final = f"INSERT INTO product VALUES({', '.join('?' * 14)})"
_UPDATE: Final = (
    "UPDATE product SET variant_id = ?2, version = ?3, sku = ?4, barcode = ?5, gtin14 = ?6, name = ?7,"
    " unit = ?8, measured = ?9, tax_code = ?10, category_id = ?11, statutory_class = ?12, open_price = ?13,"
    " searched = ?14 WHERE id = ?1"
)
_UNALIAS: Final = "DELETE FROM alias WHERE product_id = ?1"
_ALIAS: Final = "INSERT INTO alias VALUES(?1, ?2, ?3)"
_NEW: Final = 2**62
"""Sorts behind every row there is."""


def changed(reader: Connection, changes: Iterable[Change], now_ms: int) -> list[Job]:
    """One job for each change; known products keep their place, new ones go last."""
    read, marks = read_all(Stream.PRODUCTS, changes, goods_from)
    placed = [(_row_id(reader, change.id), change, goods) for change, goods in read]
    placed.sort(key=_by_row)
    jobs: list[Job] = [
        partial(_drop, change, now_ms) if goods is None else partial(_put, goods)
        for _, change, goods in placed
    ]
    return jobs + marks


def _by_row(placed: tuple[int, Change, Goods | None]) -> tuple[int, int]:
    row, change, _ = placed
    return row, change.version if row != _NEW else 0


def _row_id(reader: Connection, variant_id: str) -> int:
    row = reader.execute(FIND, (variant_id,)).fetchone()
    return _NEW if row is None else int(row[0])


def _put(goods: Goods, db: Connection) -> None:
    found = db.execute(FIND, (goods.variant_id,)).fetchone()
    if found is not None and int(found[1]) >= goods.version:
        return
    if found is None and tombs.is_gone(db, Stream.PRODUCTS, goods.variant_id, goods.version):
        return
    tombs.lift(db, Stream.PRODUCTS, goods.variant_id)
    number = _next(db) if found is None else int(found[0])
    values = product_values(goods, Categories(db).id_of(goods.category))
    db.execute(_INSERT if found is None else _UPDATE, (number, *values))
    if found is None:
        index_new(db, number, goods.name)
    elif found[2] != values[NAME]:
        index_renamed(db, number, goods.name)
    write_codes(db, number, goods, known=found is not None)


def write_codes(db: Connection, number: int, goods: Goods, *, known: bool = False, prefix: str = "") -> None:
    """The further codes of a product, in place of those it had."""
    if known:
        db.execute(_UNALIAS, (number,))
    for kind, code in code_rows(goods):
        db.execute(_ALIAS.replace(" alias", f" {prefix}alias"), (kind, code, number))


def _drop(change: Change, now_ms: int, db: Connection) -> None:
    tombs.add(db, Stream.PRODUCTS, change.id, change.version, now_ms)
    found = db.execute(FIND, (change.id,)).fetchone()
    if found is None or int(found[1]) >= change.version:
        return
    number = int(found[0])
    db.execute("DELETE FROM product WHERE id = ?1", (number,))
    db.execute(_UNALIAS, (number,))
    index_gone(db, number)


def _next(db: Connection) -> int:
    row = db.execute(_NEXT).fetchone()
    return 1 if row is None else int(row[0])
