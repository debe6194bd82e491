"""Reads of the catalogue for the GUI thread, one prepared statement each (performance.md 2.2, 2.3)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from app.store.catalog import cascade
from app.store.catalog.check import DriverError, open_catalogue
from app.store.catalog.damage import is_damage, note_damage
from app.store.catalog.errors import CatalogueDamagedError
from app.store.catalog.marks import Span
from app.store.catalog.rows import Row, product_of, stock_of
from app.store.catalog.schema import AS_OF, CUSTOMER_KEY, STOCK_AS_OF, VERSION_KEY
from app.store.driver import Value
from app.usecases.catalogue import FoundProduct, PendingStock, PriceNote, StockLevel
from core.domain.barcode import GTIN_LENGTHS, is_digits
from core.domain.catalog import Product

BY_GTIN: Final = (
    "SELECT * FROM sellable"
    " WHERE id = coalesce((SELECT id FROM product WHERE gtin14 = CAST(?1 AS INTEGER) LIMIT 1),"
    " (SELECT product_id FROM alias WHERE kind = 'gtin' AND code = ?1 LIMIT 1))"
)
BY_CODE: Final = (
    "SELECT * FROM sellable WHERE id = coalesce((SELECT id FROM product WHERE sku = ?1 LIMIT 1),"
    " (SELECT product_id FROM alias WHERE kind = 'code' AND code = ?1 LIMIT 1))"
)
BY_ITEM: Final = (
    "SELECT * FROM sellable"
    " WHERE id = coalesce((SELECT product_id FROM alias WHERE kind = 'item' AND code = ?1 LIMIT 1),"
    " (SELECT id FROM product WHERE sku = ?1 LIMIT 1))"
)
BY_VARIANT: Final = "SELECT * FROM sellable WHERE variant_id = ?1"
TILES: Final = (
    "SELECT s.* FROM tile, sellable s"
    " WHERE tab_id = (SELECT id FROM tab WHERE name = ?1) AND s.variant_id = tile.variant_id"
    " ORDER BY position LIMIT ?2"
)
BEST_OF: Final = (
    "SELECT * FROM sellable"
    " WHERE category_id = (SELECT id FROM category WHERE name = ?1) ORDER BY id LIMIT ?2"
)
META: Final = "SELECT value FROM meta WHERE key = ?1"
_SHELVES: Final = (
    "SELECT name FROM category c WHERE EXISTS (SELECT 1 FROM product WHERE category_id = c.id) ORDER BY id"
)
HOT: Final[dict[str, str]] = {
    "by_gtin": BY_GTIN,
    "by_code": BY_CODE,
    "by_item": BY_ITEM,
    "by_variant": BY_VARIANT,
    **cascade.HOT,
    "tiles": TILES,
    "best_of": BEST_OF,
    "meta": META,
}
"""Every statement that runs between a touch and its picture; tests look at their plans."""
_LONGEST_CODE: Final = 40


class CatalogReader:
    """A read-only connection to ``catalog.db``; of one thread, as SQLite's statements are.

    Implements `app.usecases.catalogue.Catalogue`. Opening loads nothing, whatever the size. Every read may
    raise `CatalogueDamagedError`. Changes of the store thread are seen as they are committed, a new snapshot
    too.
    """

    def __init__(self, path: Path, pending: PendingStock | None = None) -> None:
        """Open a catalogue.

        Args:
            path: The file.
            pending: What this till moved and the centre has not counted; None: its figures as they are.

        Raises:
            CatalogueMissingError: no such file.
            CatalogueDamagedError: it is no catalogue.
            CatalogueNewerError: a later program wrote it.
            CatalogueOutdatedError: an earlier program wrote it.
        """
        self._path, self._pending = path, pending
        self._db = open_catalogue(path)
        try:
            self.as_of()
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def by_gtin(self, gtin14: str) -> Product | None:
        """Product by the 14-digit form of its barcode, or of another barcode it has."""
        return self._one(BY_GTIN, gtin14)

    def by_code(self, text: str) -> Product | None:
        """Product by its SKU, or by any other exact code the shop gave it."""
        return self._one(BY_CODE, text)

    def by_item(self, item: str) -> Product | None:
        """Product by the item number in a weight or price label; without one of its own that is its SKU."""
        return self._one(BY_ITEM, item)

    def by_variant(self, variant_id: str) -> Product | None:
        """Product by identity."""
        return self._one(BY_VARIANT, variant_id)

    def search(self, text: str, limit: int = 20) -> list[FoundProduct]:
        """Products whose names match, best sellers first (domain.md section 14); any text is allowed.

        A whole barcode finds its product alone; an exact SKU comes before the names. A query with ñ lists
        the names that have it first. Parts of words fill a short list; one-letter corrections an empty one.
        """
        if limit < 1:
            return []
        code = text.strip()
        scanned = self._by_digits(code)
        if self._pending is not None:
            self._pending.refresh()
        if scanned is not None:
            return [self._found(scanned)]
        exact = self._by_typed_code(code)
        hits = cascade.cascade(self._all, text, limit)
        if exact is None:
            return [self._found(*hit) for hit in hits]
        others = [hit for hit in hits if hit.row[0] != exact[0] and not hit.typo]
        return [self._found(exact), *(self._found(*hit) for hit in others)][:limit]

    def categories(self) -> tuple[str, ...]:
        """Tabs of tiles in the shop's order; a shop without tiles has its shelf categories."""
        tabs = self._all("SELECT name FROM tab ORDER BY id")
        names = tabs or self._all(_SHELVES)
        return tuple(str(row[0]) for row in names)

    def tiles(self, category: str, limit: int) -> list[Product]:
        """Products to touch: the tab's own, or a shelf category's best sellers."""
        rows = self._all(TILES, category, limit) or self._all(BEST_OF, category, limit)
        return [product_of(row) for row in rows]

    def stock(self, variant_id: str) -> StockLevel | None:
        """The centre's figure with what this till moved since; None without one."""
        row, as_of = self._row(BY_VARIANT, variant_id), self.stock_as_of()
        if self._pending is not None:
            self._pending.refresh()
        quantity = None if row is None else stock_of(row, self._pending)
        return None if quantity is None or as_of is None else StockLevel(quantity, as_of)

    def stock_as_of(self) -> datetime | None:
        """When the stock figures were read at their source, aware; None without any."""
        row = self._row(META, STOCK_AS_OF)
        return None if row is None else datetime.fromisoformat(str(row[0]))

    def price_note(self, variant_id: str) -> PriceNote | None:
        """Where the product's price comes from; None for an unknown product."""
        product = self.by_variant(variant_id)
        if product is None:
            return None
        return PriceNote(product.price_list, self.versions().get("prices", 0), self.as_of())

    def promotions(self) -> tuple[str, ...]:
        """Every promotion as JSON text, in order of id."""
        return tuple(str(row[0]) for row in self._all("SELECT body FROM promotion ORDER BY id"))

    def count(self) -> int:
        """Number of products; reads an index, so not for every keystroke."""
        return int(self._all("SELECT count(*) FROM product")[0][0])

    def versions(self) -> dict[str, int]:
        """Data versions for the ``cites`` of events (sync.md E2)."""
        rows = self._all("SELECT key, value FROM meta WHERE key GLOB ?1 ORDER BY key", VERSION_KEY + "*")
        return {str(key)[len(VERSION_KEY) :]: int(value) for key, value in rows}

    def fetched(self) -> bool:
        """Whether anything in this copy came from a centre's streams."""
        return bool(self._all("SELECT 1 FROM stream WHERE fresh_at_ms IS NOT NULL LIMIT 1"))

    def customer_key(self) -> str | None:
        """Which key the customers in this copy are sealed with; None if it holds none."""
        row = self._row(META, CUSTOMER_KEY)
        return None if row is None else str(row[0])

    def as_of(self) -> datetime:
        """When products and prices were last read at their source, aware."""
        return datetime.fromisoformat(self._meta(AS_OF))

    def _by_digits(self, code: str) -> Row | None:
        if len(code) not in GTIN_LENGTHS or not is_digits(code):
            return None
        return self._row(BY_GTIN, code.zfill(14))

    def _by_typed_code(self, code: str) -> Row | None:
        if len(code) > _LONGEST_CODE or not any(char.isdigit() for char in code):
            return None
        return self._row(BY_CODE, code)

    def _one(self, sql: str, key: str) -> Product | None:
        row = self._row(sql, key)
        return None if row is None else product_of(row)

    def _row(self, sql: str, key: str) -> Row | None:
        rows = self._all(sql, key)
        return rows[0] if rows else None

    def _all(self, sql: str, *values: Value) -> list[Row]:
        try:
            return self._db.execute(sql, values).fetchall()
        except DriverError as error:
            if is_damage(error):
                note_damage(self._path)
            raise CatalogueDamagedError(str(error)) from error

    def _meta(self, key: str) -> str:
        row = self._row(META, key)
        if row is None:
            raise CatalogueDamagedError(f"meta.{key}")
        return str(row[0])

    def _found(self, row: Row, marks: tuple[Span, ...] = (), typo: bool = False) -> FoundProduct:
        return FoundProduct(product_of(row), marks, typo, stock_of(row, self._pending))
