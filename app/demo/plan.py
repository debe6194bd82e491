"""What the customers of the demo day buy and how they pay; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.barcode import check_digit
from core.domain.catalog import Product

CASH: Final = ("exact", "note", "typed")
"""How a customer pays: the exact sum, a note that covers it, or an amount the cashier types."""


@dataclass(frozen=True, slots=True)
class PlannedSale:
    """One customer: the codes in scanning order and the way of paying."""

    codes: tuple[str, ...]
    cash: str


def plan_day(products: Sequence[Product], sales: int, seed: int) -> tuple[PlannedSale, ...]:
    """Plan a day.

    Args:
        products: In best-seller order; the first are bought most.
        sales: Number of customers.
        seed: Same seed, same day.
    """
    chance = random.Random(seed)
    packed = [product for product in products if product.barcode]
    loose = [product for product in products if product.measured and product.unit == "kg"]
    day: list[PlannedSale] = []
    for _ in range(sales):
        codes = [_popular(packed, chance).barcode for _ in range(chance.choice((1, 2, 2, 3, 3, 4, 6, 9)))]
        if loose and chance.random() < 0.3:
            codes.append(_weight_label(chance.choice(loose), chance))
        day.append(PlannedSale(tuple(codes), chance.choice(CASH)))
    return tuple(day)


def _popular(products: Sequence[Product], chance: random.Random) -> Product:
    return products[min(int(chance.paretovariate(0.6)) - 1, len(products) - 1)]


def _weight_label(product: Product, chance: random.Random) -> str:
    """A scale label of the layout ``21 IIIII WWWWW C`` for 0.150 to 2.500 kg."""
    body = f"21{product.sku:>05}{chance.randint(150, 2500):05d}"
    return body + check_digit(body)
