"""Changes to a live catalogue, on the store thread between sales.

The delta from the centre (performance.md 2.9) will feed `CatalogWriter.upsert` in chunks; a chunk is one
transaction in ascending row id, so that the search index grows one segment and not a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from app.store.catalog.check import DriverError, check_schema
from app.store.catalog.errors import CatalogueConflictError, CatalogueDamagedError, CatalogueMissingError
from app.store.catalog.indexing import index_new, index_renamed
from app.store.catalog.names import References
from app.store.catalog.rows import own_code, product_values
from app.store.catalog.schema import AS_OF, CATALOG_WRITER, FTS_MERGE_STEP, VERSION_KEY
from app.store.driver import Connection, connect_writer, dbapi2, store_error
from app.store.errors import PragmaRefusedError
from core.domain.catalog import Product

FIND: Final = "SELECT id, name FROM product WHERE variant_id = ?1"
_NEXT: Final = "SELECT coalesce(max(id), 0) FROM product"
_INSERT: Final = f"INSERT INTO product VALUES({','.join('?' * 15)})"
_UPDATE: Final = (
    "UPDATE product SET variant_id=?2, sku=?3, barcode=?4, gtin14=?5, name=?6, unit=?7, measured=?8,"
    " price_cents=?9, tax_code=?10, category_id=?11, statutory_class=?12, price_list=?13, open_price=?14,"
    " searched=?15 WHERE id = ?1"
)
_SET: Final = "INSERT INTO meta VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2"


class CatalogWriter:
    """The one writing connection of ``catalog.db``."""

    def __init__(self, path: Path) -> None:
        """Open an existing catalogue for writing.

        Raises:
            CatalogueMissingError: no such file.
            CatalogueDamagedError: it is no catalogue.
            CatalogueNewerError: a later program wrote it.
            CatalogueOutdatedError: an earlier program wrote it.
        """
        if not path.is_file():
            raise CatalogueMissingError(str(path))
        try:
            self._db = connect_writer(path, CATALOG_WRITER)
        except (DriverError, PragmaRefusedError) as error:
            raise CatalogueDamagedError(str(error)) from error
        try:
            check_schema(self._db)
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def upsert(
        self,
        products: Iterable[Product],
        versions: Mapping[str, int] | None = None,
        as_of: datetime | None = None,
    ) -> int:
        """Write a few products in one transaction: known variants keep their place, new ones go last.

        Args:
            products: Changed or new products, each as it is to be.
            versions: Data versions reached with them.
            as_of: When the data were read at their source, aware.

        Returns:
            Number of products whose row changed.

        Raises:
            CatalogueConflictError: a SKU or barcode belongs to another product; nothing was written.
            StoreFullError: the disk is full; nothing was written.
            StoreUnavailableError: the disk failed or the file is locked.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            changed = _apply(self._db, products)
            for name, version in (versions or {}).items():
                self._db.execute(_SET, (VERSION_KEY + name, str(version)))
            if as_of is not None:
                self._db.execute(_SET, (AS_OF, as_of.isoformat()))
            for statement in FTS_MERGE_STEP:
                self._db.execute(statement)
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            _raise_known(error)
            raise
        return changed


def _apply(db: Connection, products: Iterable[Product]) -> int:
    references = References(db)
    following = int(_one(db, _NEXT)[0]) + 1
    planned: list[tuple[int, str | None, Product]] = []
    for product in {item.variant_id: item for item in products}.values():
        found = db.execute(FIND, (product.variant_id,)).fetchone()
        if found is None:
            planned.append((following, None, product))
            following += 1
        else:
            planned.append((int(found[0]), str(found[1]), product))
    for number, old_name, product in sorted(planned, key=lambda plan: plan[0]):
        _put(db, references, number, old_name, product)
    return len(planned)


def _put(db: Connection, references: References, number: int, old_name: str | None, product: Product) -> None:
    values = (number, *product_values(product, references.category_of(product)))
    db.execute(_INSERT if old_name is None else _UPDATE, values)
    if old_name is None:
        index_new(db, number, product.name)
    elif old_name != values[5]:
        index_renamed(db, number, product.name)
    db.execute("DELETE FROM alias WHERE kind = 'code' AND product_id = ?1", (number,))
    code = own_code(product)
    if code is not None:
        db.execute("INSERT INTO alias VALUES('code', ?1, ?2)", (code, number))


def _one(db: Connection, sql: str) -> tuple[Any, ...]:
    row = db.execute(sql).fetchone()
    if row is None:
        raise LookupError(sql)
    return row


def _raise_known(error: BaseException) -> None:
    if isinstance(error, dbapi2.IntegrityError):
        raise CatalogueConflictError(str(error).rpartition(": ")[2]) from error
    known = store_error(error) if isinstance(error, DriverError) else None
    if known is not None:
        raise known from error
