"""Hypothesis strategies shared by the tests of the domain."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from core.domain.basket_line import PricePolicy
from core.domain.catalog import TAX_RATES, Product
from core.domain.money import from_cents, from_millis
from core.domain.sale import Sale
from core.domain.tax import TaxRounding

cents = st.integers(0, 50_000)
prices = st.integers(1, 50_000).map(from_cents)
rates = st.sampled_from(list(TAX_RATES.values()))
policies = st.builds(PricePolicy, st.sampled_from(TaxRounding), price_includes_tax=st.booleans())
piece_quantities = st.integers(1, 30).map(Decimal)
measures = st.integers(1, 20_000).map(from_millis)


@st.composite
def products(draw: st.DrawFn, numbers: tuple[int, ...] = tuple(range(12))) -> Product:
    """A product whose fields follow from its number, so that the same number is the same product."""
    number = draw(st.sampled_from(numbers))
    code = list(TAX_RATES)[number % 4]
    measured = number % 3 == 2
    return Product(
        variant_id=f"0198f0c0-0000-7000-8000-{number:012d}",
        sku=f"SKU{number}",
        barcode=f"{number:08d}",
        name=f"Producto ñ {number}",
        unit="kg" if measured else "u",
        measured=measured,
        unit_price=from_cents(7 + number * 131),
        tax_code=code,
        tax_rate=TAX_RATES[code],
    )


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    """An open sale worth something with 1 to 13 lines, some by measure, some from price labels."""
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa", draw(policies))
    for _ in range(draw(st.integers(1, 12))):
        product = replace(draw(products()), unit_price=draw(prices))
        if not product.measured:
            sale.add(product, draw(piece_quantities))
        elif draw(st.booleans()):
            sale.add(product, draw(measures))
        else:  # a label worth at least a thousandth of a unit
            sale.add(product, label_price=max(draw(prices), product.unit_price))
    if sale.total == 0:  # a thousandth of something cheap
        sale.add(draw(products((0,))))
    return sale
