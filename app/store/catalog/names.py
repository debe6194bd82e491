"""Small tables a product refers to: taxes and categories, written when first met."""

from __future__ import annotations

from app.store.catalog.rows import to_milli
from app.store.driver import Connection
from core.domain.catalog import Product

_TAX = "INSERT INTO tax(code, rate_milli) VALUES(?1, ?2) ON CONFLICT(code) DO UPDATE SET rate_milli = ?2"
_CATEGORY = "INSERT INTO category(name) VALUES(?1) ON CONFLICT(name) DO NOTHING"


class References:
    """Ids of categories, and the rates of tax codes, kept in step with the products being written."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._rates: dict[str, int] = {}
        self._categories: dict[str, int] = {}

    def category_of(self, product: Product) -> int:
        """Id of the product's category; its tax code is written with it.

        Raises:
            ValueError: the rate has more than 3 decimals.
        """
        rate = to_milli(product.tax_rate)
        if self._rates.get(product.tax_code) != rate:
            self._db.execute(_TAX, (product.tax_code, rate))
            self._rates[product.tax_code] = rate
        found = self._categories.get(product.category)
        if found is None:
            found = self._categories[product.category] = self._written(product.category)
        return found

    def _written(self, name: str) -> int:
        self._db.execute(_CATEGORY, (name,))
        row = self._db.execute("SELECT id FROM category WHERE name = ?1", (name,)).fetchone()
        if row is None:
            raise LookupError(name)
        return int(row[0])
