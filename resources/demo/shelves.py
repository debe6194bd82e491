"""How much of everything is on the demo shop's shelves: the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from core.domain.catalog import Product

_MADE_TO_ORDER: Final = frozenset({"Comida preparada", "Varios"})
_BEST: Final = 200
"""Best sellers, of which the shop keeps more."""


def stock_of(products: Iterable[Product]) -> dict[str, Decimal]:
    """Quantity by variant, 3 decimals; one article in 25 has run out, one in 200 was oversold.

    Args:
        products: In best-seller order. What is cooked to order has no figure.
    """
    return {
        product.variant_id: _quantity(product, rank)
        for rank, product in enumerate(products)
        if product.category not in _MADE_TO_ORDER
    }


def _quantity(product: Product, rank: int) -> Decimal:
    digest = hashlib.sha256(f"stock:{product.variant_id}".encode()).digest()
    chance, amount, grams = digest[0] * 256 + digest[1], digest[2] + digest[3], digest[4] * 256 + digest[5]
    if chance % 200 == 0:
        return Decimal(-1 - amount % 3).quantize(Decimal("0.001"))
    if chance % 25 == 0:
        return Decimal("0.000")
    pieces = 3 + amount % (120 if rank < _BEST else 36)
    return Decimal(pieces * 1000 + (grams % 1000 if product.measured else 0)).scaleb(-3)
