"""What may be read of an open sale: its lines, its sums, and what comes back in the same ticket."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from core.domain.basket import Basket
from core.domain.basket_line import BasketLine, PricePolicy
from core.domain.discount import Discount
from core.domain.giving_back import GivingBack
from core.domain.own_discounts import OwnDiscounts

_NOTHING: Final = Decimal("0.00")


class SaleReading:
    """The basket of a sale and the goods on their way back beside it, unchanged by looking.

    Goods bought and goods brought back pay each other up to the smaller of the two sums; the rest is paid
    (`due`) or goes back (`owed`), so one of the two is always zero.
    """

    def __init__(self, basket: Basket) -> None:
        self._basket = basket
        self._back: GivingBack | None = None

    @property
    def policy(self) -> PricePolicy:
        """Price policy of this basket."""
        return self._basket.policy

    @property
    def lines(self) -> tuple[BasketLine, ...]:
        """All lines in order; a copy, so not for every repaint of a long basket (use `line_at`)."""
        return self._basket.lines

    @property
    def line_count(self) -> int:
        """Number of lines."""
        return len(self._basket)

    @property
    def has_goods(self) -> bool:
        """Whether anything is bought."""
        return len(self._basket) > 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is bought and nothing comes back."""
        return not self.has_goods and self._back is None

    @property
    def next_key(self) -> int:
        """Key of the next new line."""
        return self._basket.next_key

    @property
    def adjustments(self) -> tuple[Discount, ...]:
        """Discounts of the whole sale in the order in which they are taken."""
        return self._basket.adjustments

    @property
    def subtotal(self) -> Decimal:
        """Sum of line amounts before discounts."""
        return self._basket.subtotal

    @property
    def promotion_total(self) -> Decimal:
        """What promotions take off; positive."""
        return self._basket.promotion_total

    @property
    def discount_total(self) -> Decimal:
        """What all other discounts take off; positive."""
        return self._basket.discount_total

    @property
    def itbms(self) -> Decimal:
        """ITBMS of the basket under its policy."""
        return self._basket.itbms

    @property
    def total(self) -> Decimal:
        """What the customer owes."""
        return self._basket.total

    def own(self) -> OwnDiscounts:
        """What the cashier takes off on their own say; its cost grows with the basket."""
        return self._basket.own()

    def line_at(self, index: int) -> BasketLine:
        """Line at a position, 0 first, or from the end when negative; see `Basket.line_at`."""
        return self._basket.line_at(index)

    def line(self, key: int) -> BasketLine:
        """Line by key.

        Raises:
            DomainError: ``line_unknown``.
        """
        return self._basket.line(key)

    @property
    def back(self) -> GivingBack | None:
        """What comes back in this ticket."""
        return self._back

    @property
    def back_total(self) -> Decimal:
        """What it comes to, positive."""
        return _NOTHING if self._back is None else self._back.taken.total

    @property
    def exchanged(self) -> Decimal:
        """How much of what is bought is paid with what comes back."""
        return min(self.total, self.back_total)

    @property
    def due(self) -> Decimal:
        """What the customer pays in money."""
        return self.total - self.exchanged

    @property
    def owed(self) -> Decimal:
        """What the customer gets back in money."""
        return self.back_total - self.exchanged
