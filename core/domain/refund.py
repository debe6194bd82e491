"""How much of a line goes back: shares of its amount and tax, never recomputed (domain.md section 11)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from core.domain.documents import quantity_text
from core.domain.errors import DomainError
from core.domain.money import div_half_up, from_cents, share_units, to_cents, to_millis


@dataclass(frozen=True, slots=True)
class Refund:
    """What one return of a line gives back, balboas with 2 decimals."""

    net: Decimal
    itbms: Decimal


@dataclass(frozen=True, slots=True)
class LineReturns:
    """A line of a sale and how much of it came back so far.

    Attributes:
        quantity: Sold quantity.
        net: What was charged for the line.
        itbms: Its ``line_itbms``.
        returned: Quantity returned so far.
    """

    quantity: Decimal
    net: Decimal
    itbms: Decimal
    returned: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        """Quantity that may still come back."""
        return self.quantity - self.returned

    def take(self, quantity: Decimal) -> tuple[LineReturns, Refund]:
        """Return ``quantity`` of the line: the line afterwards and what goes back.

        Whole quantities: the lowest units not yet returned, the line shared over its units by largest
        remainder. Other quantities: ``q2(amount × returned so far / quantity)`` less what was refunded
        before, so the last return gets exactly the rest.

        Raises:
            DomainError: ``quantity_not_positive``, ``exceeds_sold``; nothing changes then.
            ValueError: a quantity is finer than a thousandth, or an amount finer than a cent.
        """
        if quantity <= 0:
            raise DomainError("quantity_not_positive")
        if quantity > self.left:
            raise DomainError("exceeds_sold", left=quantity_text(self.left))
        after = replace(self, returned=self.returned + quantity)
        net = after._refunded(self.net) - self._refunded(self.net)  # noqa: SLF001  (two values of this class)
        itbms = after._refunded(self.itbms) - self._refunded(self.itbms)  # noqa: SLF001
        return after, Refund(from_cents(net), from_cents(itbms))

    def _refunded(self, amount: Decimal) -> int:
        """Cents of ``amount`` that belong to what was returned so far."""
        sold, back, cents = to_millis(self.quantity), to_millis(self.returned), to_cents(amount)
        if sold % 1000 or back % 1000:
            return div_half_up(cents * back, sold)
        return sum(share_units(cents, [1] * (sold // 1000))[: back // 1000])
