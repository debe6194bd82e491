"""A catalogue of the form before this one, put into this form where it lies (decision 114).

It could be thrown away and fetched again, but a till that starts after an update and without a network must
sell at once. Products, prices, stock, tiles and customers move in one transaction; the search index stays.
"""

# ruff: noqa: S608 - own names and numbers

from __future__ import annotations

from pathlib import Path
from typing import Final

from app.store.catalog.check import DriverError
from app.store.catalog.errors import CatalogueDamagedError
from app.store.catalog.schema import (
    ALWAYS,
    APPLICATION_ID,
    CATALOG_WRITER,
    FOREVER,
    INDEXES,
    SCHEMA,
    TABLES,
)
from app.store.driver import Connection, connect_writer, store_error
from app.store.errors import PragmaRefusedError

EARLIER: Final = 3
_MOVED: Final = ("tax", "product", "stock", "alias", "tile", "customer", "customer_card")
_KEPT: Final = (
    "meta",
    "category",
    "tab",
    "promotion",
    "part",
    "term",
    "typo",
    "product_fts",
    "product_parts",
)
_DROPPED: Final = (
    "product_variant",
    "product_sku",
    "product_gtin14",
    "product_category",
    "customer_document",
)
_MOVES: Final = (
    "INSERT INTO tax SELECT code, rate_milli FROM v3_tax",
    f"INSERT INTO tax_item SELECT code, 0, code, rate_milli, {ALWAYS}, {FOREVER} FROM v3_tax",
    "INSERT INTO product SELECT id, variant_id, 0, sku, barcode, gtin14, name, unit, measured, tax_code,"
    " category_id, statutory_class, open_price, searched FROM v3_product ORDER BY id",
    f"INSERT INTO price SELECT variant_id, 0, variant_id, price_cents, price_list, {ALWAYS}, {FOREVER}"
    " FROM v3_product",
    "INSERT INTO price_now SELECT variant_id, price_cents, price_list FROM v3_product",
    "INSERT INTO stock SELECT p.variant_id, 0, s.quantity_milli, NULL, NULL"
    " FROM v3_stock s JOIN v3_product p ON p.id = s.product_id",
    "INSERT INTO alias SELECT kind, code, product_id FROM v3_alias",
    "INSERT INTO tile SELECT t.tab_id, t.position, p.variant_id"
    " FROM v3_tile t JOIN v3_product p ON p.id = t.product_id",
    "INSERT INTO customer SELECT id, customer_id, 0, id, document_mark, sealed FROM v3_customer",
    "INSERT INTO customer_card SELECT mark, customer_id FROM v3_customer_card",
)


def upgrade(path: Path) -> bool:
    """Bring a catalogue of form `EARLIER` into this one; leaves every other file as it is.

    A crash leaves the old form or the new one. Close its readers first.

    Returns:
        Whether there was something to do.

    Raises:
        CatalogueDamagedError: SQLite found it damaged.
        StoreFullError: the disk is full; it is as it was.
        StoreUnavailableError: the disk failed or the file is locked.
    """
    if not path.is_file():
        return False
    try:
        db = connect_writer(path, {**CATALOG_WRITER, "foreign_keys": 0})
    except (DriverError, PragmaRefusedError):
        return False  # none of ours, or damaged: whoever opens it says so
    try:
        if _pragma(db, "application_id") != APPLICATION_ID or _pragma(db, "user_version") != EARLIER:
            return False
        _upgrade(db)
    except DriverError as error:
        raise store_error(error) or CatalogueDamagedError(str(error)) from error
    finally:
        db.close()
    return True


def _upgrade(db: Connection) -> None:
    db.execute("PRAGMA legacy_alter_table=ON")  # the view and what refers to a table shall not follow it
    db.execute("BEGIN IMMEDIATE")
    db.execute("DROP VIEW sellable")
    for index in _DROPPED:
        db.execute(f"DROP INDEX {index}")
    for table in _MOVED:
        db.execute(f"ALTER TABLE {table} RENAME TO v3_{table}")
    for statement in TABLES:
        if not any(statement.startswith((f"CREATE TABLE {t}(", f"CREATE VIRTUAL TABLE {t} ")) for t in _KEPT):
            db.execute(statement)
    for statement in _MOVES:
        db.execute(statement)
    for table in reversed(_MOVED):
        db.execute(f"DROP TABLE v3_{table}")
    for statement in INDEXES:
        db.execute(statement)
    db.execute(f"PRAGMA user_version={SCHEMA}")
    db.execute("COMMIT")


def _pragma(db: Connection, name: str) -> int:
    row = db.execute(f"PRAGMA {name}").fetchone()
    return 0 if row is None else int(row[0])
