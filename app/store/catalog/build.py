"""A new catalogue from a whole list of products: built aside, made durable, then put in place at once."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

from app.store.catalog.customer_rows import CustomerSeal, write_customers
from app.store.catalog.errors import CatalogueConflictError, CatalogueInUseError
from app.store.catalog.indexing import finish_indexes, index_words, run_many
from app.store.catalog.names import Categories
from app.store.catalog.rows import (
    code_rows,
    goods_of,
    product_values,
    to_cents,
    to_milli,
    to_quantity_milli,
)
from app.store.catalog.schema import (
    ALWAYS,
    APPLICATION_ID,
    AS_OF,
    CATALOG_WRITER,
    CUSTOMER_KEY,
    FOREVER,
    INDEXES,
    SCHEMA,
    STOCK_AS_OF,
    TABLES,
    VERSION_KEY,
)
from app.store.catalog.tabs import Tab, write_tabs
from app.store.driver import Connection, Pragmas, connect_writer, dbapi2, store_error
from app.store.errors import StoreError
from app.usecases.customers_port import CustomerRecord
from core.domain.catalog import Product

Alias = tuple[str, str, str]
"""Kind (``gtin``, ``code`` or ``item``), code, variant_id."""
Level = tuple[str, Decimal]
"""variant_id and quantity, at most 3 decimals."""
PromotionText = tuple[str, int, str]
"""Id, version and the promotion as JSON text."""

_CHUNK: Final = 5_000
_ASIDE: Final[Pragmas] = {"journal_mode": "off", "synchronous": 0, "foreign_keys": 1}
"""While the file is nobody's yet: a crash leaves a temporary file, which the next build writes over."""
_INSERT: Final = f"INSERT INTO product VALUES({','.join('?' * 14)})"
_ALIAS: Final = "INSERT INTO alias SELECT ?1, ?2, id FROM product WHERE variant_id = ?3"
_PRICE: Final = f"INSERT OR IGNORE INTO price VALUES(?1, 0, ?1, ?2, ?3, {ALWAYS}, {FOREVER})"
_PRICE_NOW: Final = "INSERT OR IGNORE INTO price_now VALUES(?1, ?2, ?3)"
_TAX: Final = "INSERT INTO tax VALUES(?1, ?2) ON CONFLICT(code) DO UPDATE SET rate_milli = ?2"
_TAX_ITEMS: Final = f"INSERT INTO tax_item SELECT code, 0, code, rate_milli, {ALWAYS}, {FOREVER} FROM tax"  # noqa: S608
_STOCK: Final = "INSERT INTO stock VALUES(?1, 0, ?2, NULL, NULL)"
_SHADOWED: Final = (
    "SELECT 1 FROM alias a JOIN product p ON p.gtin14 = CAST(a.code AS INTEGER) WHERE a.kind = 'gtin'"
    " UNION ALL SELECT 1 FROM alias a JOIN product p ON p.sku = a.code WHERE a.kind = 'code'"
    " UNION ALL SELECT 1 FROM (SELECT 1 FROM alias GROUP BY kind, code HAVING count(*) > 1) LIMIT 1"
)
_TWICE: Final = (
    "SELECT 1 FROM (SELECT 1 FROM product WHERE {0} IS NOT NULL GROUP BY {0} HAVING count(*) > 1) LIMIT 1"
)


def build_catalog(
    path: Path,
    products: Iterable[Product],
    versions: Mapping[str, int],
    *,
    as_of: datetime,
    tiles: Iterable[Tab] = (),
    aliases: Iterable[Alias] = (),
    stock: Iterable[Level] = (),
    stock_as_of: datetime | None = None,
    promotions: Iterable[PromotionText] = (),
    customers: Iterable[CustomerRecord] = (),
    seal: CustomerSeal | None = None,
) -> int:
    """Write a catalogue and put it at ``path`` in one step; a reader sees the old one or the new one whole.

    Close the readers and writers of an old catalogue first, and open new ones afterwards.

    Args:
        path: Where ``catalog.db`` belongs; its directory exists.
        products: In best-seller order; streamed, so any number.
        versions: Data versions for ``cites``.
        as_of: When the data were read at their source, aware.
        tiles: Tabs of quick tiles. A variant that is not among the products is not shown.
        aliases: Further codes; GTINs in their 14-digit form. Of a variant not among the products: left out.
        stock: Quantities last counted. As with tiles.
        stock_as_of: When they were read at their source, aware; without it the shop has no figures.
        promotions: What `app.usecases.catalogue.Catalogue.promotions` gives back.
        customers: In the shop's order, those who come most first. Left out when there is no ``seal``: they
            are never written readable.
        seal: Seals the customers.

    Returns:
        Number of products written.

    Raises:
        CatalogueConflictError: two products share identity, SKU or barcode, or an alias
            shadows a product's code.
        CatalogueInUseError: an open connection keeps the old catalogue from being replaced.
        StoreFullError: the disk is full; the old catalogue is untouched.
        ValueError: a price with more than 2 decimals, a quantity with more than 3, or a naive time.
    """
    times = {AS_OF: as_of} if stock_as_of is None else {AS_OF: as_of, STOCK_AS_OF: stock_as_of}
    if any(time.tzinfo is None for time in times.values()):
        raise ValueError("times must be aware")
    aside = path.with_name(path.name + ".new")
    aside.unlink(missing_ok=True)
    try:
        meta = _meta(versions) | {key: time.isoformat() for key, time in times.items()}
        if seal is not None:
            meta[CUSTOMER_KEY] = seal.key_id
        count = _written(aside, products, meta, _Rest(tiles, aliases, stock, promotions, customers, seal))
        _make_durable(aside)
        _replace(aside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    return count


def _meta(versions: Mapping[str, int]) -> dict[str, str]:
    return {VERSION_KEY + name: str(version) for name, version in versions.items()}


@dataclass(frozen=True, slots=True)
class _Rest:
    """What comes beside the products."""

    tiles: Iterable[Tab]
    aliases: Iterable[Alias]
    stock: Iterable[Level]
    promotions: Iterable[PromotionText]
    customers: Iterable[CustomerRecord]
    seal: CustomerSeal | None

    def fill(self, db: Connection) -> None:
        run_many(db, _ALIAS, self.aliases)
        if db.execute(_SHADOWED).fetchone() is not None:
            raise CatalogueConflictError("alias.code")
        write_tabs(db, self.tiles)
        run_many(db, _STOCK, ((variant, to_quantity_milli(quantity)) for variant, quantity in self.stock))
        run_many(db, "INSERT INTO promotion VALUES(?, ?, ?)", self.promotions)
        if self.seal is not None:
            write_customers(db, self.customers, self.seal)


def _written(aside: Path, products: Iterable[Product], meta: Mapping[str, str], rest: _Rest) -> int:
    db = connect_writer(aside, _ASIDE)
    try:
        for statement in TABLES:
            db.execute(statement)
        db.execute("BEGIN")
        count = _fill(db, products)
        for statement in INDEXES:
            db.execute(statement)
        _refuse_twins(db)
        finish_indexes(db)
        rest.fill(db)
        run_many(db, "INSERT INTO meta VALUES(?,?)", meta.items())
        db.execute("COMMIT")
        db.execute("ANALYZE")
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute(f"PRAGMA user_version={SCHEMA}")
        db.execute("PRAGMA journal_mode=wal")
    except dbapi2.IntegrityError as error:
        raise CatalogueConflictError(str(error).rpartition(": ")[2]) from error
    except dbapi2.DatabaseError as error:
        known = store_error(error)
        if known is None:
            raise
        raise known from error
    finally:
        db.close()
    return count


def _fill(db: Connection, products: Iterable[Product]) -> int:
    categories = Categories(db)
    rates: dict[str, int] = {}
    numbered = enumerate(products, start=1)
    count = 0
    while chunk := list(islice(numbered, _CHUNK)):
        goods = [(n, goods_of(p)) for n, p in chunk]
        run_many(db, _INSERT, ((n, *product_values(g, categories.id_of(g.category))) for n, g in goods))
        index_words(db, ((n, g.name) for n, g in goods))
        run_many(db, "INSERT INTO alias VALUES(?, ?, ?)", ((*c, n) for n, g in goods for c in code_rows(g)))
        prices = [(p.variant_id, to_cents(p.unit_price), p.price_list) for _, p in chunk]
        run_many(db, _PRICE, prices)
        run_many(db, _PRICE_NOW, prices)
        rates |= {p.tax_code: to_milli(p.tax_rate) for _, p in chunk}
        count = chunk[-1][0]
    run_many(db, _TAX, rates.items())
    db.execute(_TAX_ITEMS)
    return count


def _refuse_twins(db: Connection) -> None:
    for column in ("sku", "gtin14"):
        if db.execute(_TWICE.format(column)).fetchone() is not None:
            raise CatalogueConflictError(f"product.{column}")


def _make_durable(path: Path) -> None:
    _fsync(path, os.O_RDWR)


def _fsync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(aside: Path, path: Path) -> None:
    """Rename over the old catalogue, whose write-ahead log must not be taken for the new one's."""
    _settle_old(path)
    try:
        aside.replace(path)
    except PermissionError as error:  # Windows, while somebody holds the old file
        raise CatalogueInUseError(str(path)) from error
    if os.name == "posix":
        _fsync(path.parent, os.O_RDONLY)


def _settle_old(path: Path) -> None:
    if path.is_file():
        with contextlib.suppress(StoreError, dbapi2.DatabaseError):  # damaged: its log is moved below
            old = connect_writer(path, CATALOG_WRITER)
            try:
                old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                old.close()  # the last connection takes the log with it
    for left in _logs(path):
        if path.is_file() and _is_catalogue(path):
            raise CatalogueInUseError(str(path))
        left.replace(left.with_name(f"{left.name}.old"))


def _logs(path: Path) -> Iterator[Path]:
    for suffix in ("-wal", "-shm"):
        log = path.with_name(path.name + suffix)
        if log.exists():
            yield log


def _is_catalogue(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"
