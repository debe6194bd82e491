"""What may be read of a basket: its lines, its sums in balboas, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from core.domain.basket_line import BasketLine, PricePolicy
from core.domain.basket_lines import BasketLines
from core.domain.discount import Discount
from core.domain.kept import Kept
from core.domain.money import from_cents
from core.domain.own_discounts import OwnDiscounts, own_discounts
from core.domain.sale_discounts import SharedSale, adjustment_cents, ordered, share_sale


class BasketReading:
    """Lines and discounts of the whole sale, unchanged by looking; sums are integers inside."""

    def __init__(self, held: BasketLines, adjustments: Iterable[Discount]) -> None:
        self._held = held
        self._adjustments = ordered(adjustments)
        self._shared: Kept[SharedSale] = Kept()

    def __len__(self) -> int:
        """Number of lines."""
        return len(self._held.lines)

    @property
    def policy(self) -> PricePolicy:
        """Price policy of this basket."""
        return self._held.policy

    @property
    def lines(self) -> tuple[BasketLine, ...]:
        """All lines in order; a copy, so not for every repaint of a long basket."""
        return tuple(self._held.lines)

    @property
    def adjustments(self) -> tuple[Discount, ...]:
        """Discounts of the whole sale in the order in which they are taken."""
        return self._adjustments

    @property
    def subtotal(self) -> Decimal:
        """Sum of line amounts before discounts."""
        return from_cents(self._held.gross)

    @property
    def promotion_total(self) -> Decimal:
        """What promotions take off, those of the whole order included; positive."""
        return from_cents(self._held.promo + self._held.order_cents)

    @property
    def discount_total(self) -> Decimal:
        """What all other discounts take off; positive."""
        return from_cents(self._held.off + self._adjusted())

    @property
    def itbms(self) -> Decimal:
        """ITBMS of the basket under its policy; a running sum while nothing is taken off the whole sale."""
        return from_cents(self._itbms_cents())

    @property
    def total(self) -> Decimal:
        """What the customer owes."""
        net = self._held.net - self._held.order_cents - self._adjusted()
        return from_cents(net if self.policy.price_includes_tax else net + self._itbms_cents())

    def line_at(self, index: int) -> BasketLine:
        """Line at a position, 0 first; negative positions count from the end.

        Raises:
            IndexError: no such position.
        """
        return self._held.lines[index]

    def line(self, key: int) -> BasketLine:
        """Line by key.

        Raises:
            DomainError: ``line_unknown``.
        """
        return self._held.lines[self._held.index(key)]

    def shared(self) -> SharedSale:
        """The sale with every discount on its lines; its cost grows with the basket.

        The same object is given back while nothing it is made of has changed.
        """
        held = self._held
        made_of = tuple(held.lines), held.order_promotions(), self._adjustments, held.policy
        return self._shared.of(made_of, lambda: share_sale(*made_of))

    def own(self) -> OwnDiscounts:
        """What the cashier takes off on their own say; its cost grows with the basket."""
        return own_discounts(self._held.lines, self._adjustments, self._bearing())

    def _bearing(self) -> int:
        """Cents that discounts of the whole sale are taken from."""
        return self._held.net - self._held.held - self._held.order_cents

    def _adjusted(self) -> int:
        return sum(adjustment_cents(self._bearing(), self._adjustments))

    def _itbms_cents(self) -> int:
        return self._held.itbms_cents(self._adjustments)
