"""What promotions see of a basket line, and what they leave on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PromoLine:
    """A basket line as promotions see it.

    Attributes:
        key: Ascending in basket order; breaks ties.
        variant_id: Identity of the goods.
        category: Their shelf category, empty when they have none.
        quantity_milli: Thousandths, above zero.
        unit_price_cents: Shelf price of one unit.
        gross_cents: Line amount, zero or more; that of its label when a price label says it.
        open: False when a statutory discount has the line: no promotion takes or counts it.
        order_open: False when a discount by hand has the line: promotions of the whole order neither take nor
            count it, since what they would share is gone already.
        measured: Whether the goods are weighed or measured, so that 2.000 kg are not two pieces.
    """

    key: int
    variant_id: str
    category: str
    quantity_milli: int
    unit_price_cents: int
    gross_cents: int
    open: bool = True
    order_open: bool = True
    measured: bool = False

    def __post_init__(self) -> None:
        """Refuse what no basket holds.

        Raises:
            ValueError: no quantity, or an amount below zero.
        """
        if self.quantity_milli <= 0 or self.gross_cents < 0 or self.unit_price_cents < 0:
            raise ValueError("a promotion needs a positive line")

    @property
    def pieces(self) -> int:
        """Whole pieces that may be counted into packs; 0 for goods by measure and for price labels."""
        count, part = divmod(self.quantity_milli, 1000)
        if self.measured or part or count * self.unit_price_cents != self.gross_cents:
            return 0
        return count


@dataclass(frozen=True, slots=True)
class Applied:
    """What one promotion took off one line, in cents above zero; stored with the line for good."""

    promotion_id: str
    version: int
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All promotions of a basket.

    Attributes:
        lines: What was taken off each line by its key, in that order; every line is here.
        item_cents: Sum taken by item promotions.
        order_cents: Sum taken by order promotions.
    """

    lines: Mapping[int, tuple[Applied, ...]]
    item_cents: int
    order_cents: int

    @property
    def discount_cents(self) -> int:
        """Sum of all that was taken off."""
        return self.item_cents + self.order_cents

    def line_cents(self, key: int) -> int:
        """Sum taken off one line.

        Raises:
            KeyError: no such line.
        """
        return sum(applied.amount_cents for applied in self.lines[key])
