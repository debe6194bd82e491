"""Products to rows and back; money as cents, rates as thousandths of a percent (sync.md T3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from app.store.catalog.trigrams import searched_text
from app.store.driver import Value
from app.usecases.catalogue import PendingStock
from core.domain.barcode import gtin14
from core.domain.catalog import Product
from core.domain.text import sanitise

Row = tuple[Any, ...]
STOCK_COLUMN: Final = 14
"""Place of ``stock_milli`` in the view ``sellable``; ``counted_epoch`` and ``counted_seq`` come after it."""


@dataclass(frozen=True, slots=True)
class Goods:
    """A product without what it costs, which comes apart from it and in time.

    Attributes:
        version: The centre's; 0 for what did not come from there.
        codes: Further codes: kind (``gtin``, ``code`` or ``item``) and code; GTINs in their 14-digit form.
        rank: Place among the best sellers, None for goods without one.
    """

    variant_id: str
    sku: str
    barcode: str
    name: str
    unit: str
    measured: bool
    tax_code: str
    category: str
    statutory_class: str
    open_price: bool
    version: int = 0
    codes: tuple[tuple[str, str], ...] = ()
    rank: int | None = None


def goods_of(product: Product) -> Goods:
    """What of a product stands in its row."""
    return Goods(
        product.variant_id,
        product.sku,
        product.barcode,
        product.name,
        product.unit,
        product.measured,
        product.tax_code,
        product.category,
        product.statutory_class,
        product.open_price,
    )


def to_cents(amount: Decimal) -> int:
    """Whole cents of an amount with at most 2 decimals.

    Raises:
        ValueError: it has more decimals.
    """
    return _scaled(amount, 2)


def to_milli(rate: Decimal) -> int:
    """Thousandths of a percent.

    Raises:
        ValueError: more than 3 decimals.
    """
    return _scaled(rate, 3)


def to_quantity_milli(quantity: Decimal) -> int:
    """Thousandths of a quantity, negative where more was sold than counted.

    Raises:
        ValueError: more than 3 decimals.
    """
    return _scaled(quantity, 3)


def product_values(goods: Goods, category_id: int) -> tuple[Value, ...]:
    """Columns of ``product`` after ``id``, in the order of the table.

    A name is cleaned of control and bidi characters. A barcode that is no valid GTIN has no 14-digit form.
    """
    gtin = gtin14(goods.barcode)
    name = sanitise(goods.name)
    return (
        goods.variant_id,
        goods.version,
        goods.sku,
        goods.barcode,
        None if gtin is None else int(gtin),
        name,
        goods.unit,
        int(goods.measured),
        goods.tax_code,
        category_id,
        goods.statutory_class,
        int(goods.open_price),
        searched_text(name),
    )


NAME: Final = 5
"""Place of the cleaned name in `product_values`."""


def product_of(row: Row) -> Product:
    """The product in a row of the view ``sellable``."""
    (
        _,
        variant,
        sku,
        barcode,
        name,
        unit,
        measured,
        cents,
        tax,
        milli,
        category,
        statutory,
        prices,
        asked,
        *_,
    ) = row
    return Product(
        variant,
        sku,
        barcode,
        name,
        unit,
        measured == 1,
        _amount(cents),
        tax,
        _rate(milli),
        category,
        statutory,
        prices,
        asked == 1,
    )


def stock_of(row: Row, pending: PendingStock | None = None) -> Decimal | None:
    """Quantity of the product in a row of ``sellable``, None without a figure.

    ``pending`` adds what this till moved and the centre has not counted yet.
    """
    milli, epoch, seq = row[STOCK_COLUMN : STOCK_COLUMN + 3]
    if milli is None:
        return None
    if pending is not None:
        milli += pending.after(row[1], None if epoch is None else (epoch, seq))
    return Decimal(milli).scaleb(-3)


@lru_cache(maxsize=4096)
def _amount(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


@lru_cache(maxsize=64)
def _rate(milli: int) -> Decimal:
    return Decimal(milli) / 1000


def code_rows(goods: Goods) -> list[tuple[str, str]]:
    """Kind and code of each row of ``alias``: its further codes, and a printed code that is no valid GTIN.

    The latter is found only as the exact whole text.
    """
    own = goods.barcode if goods.barcode and gtin14(goods.barcode) is None else None
    return sorted({*goods.codes, *([] if own is None else [("code", own)])})


def _scaled(value: Decimal, places: int) -> int:
    scaled = value.scaleb(places)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{value} has more than {places} decimals")
    return whole
