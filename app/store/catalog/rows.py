"""Products to rows and back; money as cents, rates as thousandths of a percent (sync.md T3)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from app.store.catalog.trigrams import searched_text
from app.store.driver import Value
from core.domain.barcode import gtin14
from core.domain.catalog import Product
from core.domain.text import sanitise

Row = tuple[Any, ...]
STOCK_COLUMN: Final = 14
"""Place of ``stock_milli`` in the view ``sellable``."""


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


def product_values(product: Product, category_id: int) -> tuple[Value, ...]:
    """Columns of ``product`` after ``id``, in the order of the table.

    A name is cleaned of control and bidi characters. A barcode that is no valid GTIN has no 14-digit form.

    Raises:
        ValueError: the price has more than 2 decimals.
    """
    gtin = gtin14(product.barcode)
    name = sanitise(product.name)
    return (
        product.variant_id,
        product.sku,
        product.barcode,
        None if gtin is None else int(gtin),
        name,
        product.unit,
        int(product.measured),
        to_cents(product.unit_price),
        product.tax_code,
        category_id,
        product.statutory_class,
        product.price_list,
        int(product.open_price),
        searched_text(name),
    )


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


def stock_of(row: Row) -> Decimal | None:
    """The quantity last counted of the product in a row of ``sellable``, None without a figure."""
    milli = row[STOCK_COLUMN]
    return None if milli is None else Decimal(milli).scaleb(-3)


@lru_cache(maxsize=4096)
def _amount(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


@lru_cache(maxsize=64)
def _rate(milli: int) -> Decimal:
    return Decimal(milli) / 1000


def own_code(product: Product) -> str | None:
    """A printed code that is no valid GTIN: found only as the exact whole text."""
    return product.barcode if product.barcode and gtin14(product.barcode) is None else None


def _scaled(value: Decimal, places: int) -> int:
    scaled = value.scaleb(places)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{value} has more than {places} decimals")
    return whole
