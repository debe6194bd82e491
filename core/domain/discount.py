"""Discounts that are no promotion: manual, statutory, of a customer, of points (domain.md 4, 10, 16).

They are recorded apart from promotions, each with its reason and, above the cashier's limit, who allowed it.
Every amount is taken from what is left after the steps before it and rounded once to cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from core.domain.errors import DomainError
from core.domain.money import div_half_up, exact_scaled, to_cents

CUSTOMER_REASON: Final = "customer"
"""Reason code of a customer's standing discount."""
_HUNDRED: Final = Decimal(100)


class DiscountKind(StrEnum):
    """Why money is taken off; ``points`` is a redemption that lowers the tax base."""

    MANUAL = "manual"
    STATUTORY = "statutory"
    CUSTOMER = "customer"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount on a line or on the whole sale: exactly one of a percent or an amount in balboas.

    Attributes:
        percent: Above 0, at most 100, up to 3 decimals.
        amount: Above 0, 2 decimals; capped at what is left when it is taken.
        reason: Reason code, e.g. ``damaged``; for a statutory one the class, e.g. ``medicamento``.
        approver_id: Who allowed it beyond the cashier's limit, None within it.
        doc_type: Document seen for a statutory discount: ``cedula``, ``carne``; nothing is ever pictured.
        doc_last: Its last digits, masked by whoever typed them.
        at_most: Balboas that were approved; a percent never takes more. None where nothing holds it.
        of_base: Balboas of which an amount was approved; of less it takes the same share, rounded down.
    """

    kind: DiscountKind
    reason: str
    percent: Decimal | None = None
    amount: Decimal | None = None
    approver_id: str | None = None
    doc_type: str | None = None
    doc_last: str | None = None
    at_most: Decimal | None = None
    of_base: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse what is no discount.

        Raises:
            DomainError: ``discount_invalid``: both or neither given, zero, negative or too fine;
                ``discount_over_100``.
        """
        given = [value for value in (self.percent, self.amount) if value is not None]
        if len(given) != 1 or given[0] <= 0:
            raise DomainError("discount_invalid")
        if self.percent is not None and self.percent > _HUNDRED:
            raise DomainError("discount_over_100")
        try:
            exact_scaled(given[0], 3 if self.percent is not None else 2)
        except ValueError as error:
            raise DomainError("discount_invalid") from error

    @classmethod
    def of_customer(cls, percent: Decimal) -> Discount | None:
        """A customer's standing discount; None for no percent, and for one that no discount can have.

        A shop's data may be wrong, and that stops no sale: the customer then buys like anybody else.
        """
        try:
            return cls(DiscountKind.CUSTOMER, CUSTOMER_REASON, percent=percent)
        except DomainError:
            return None

    def off(self, base_cents: int) -> int:
        """Cents taken from ``base_cents``: ``q2(base × percent / 100)``, or the amount capped at the base.

        Neither is ever more than was approved, nor a greater share (`at_most`, `of_base`).
        """
        if self.percent is not None:
            share = div_half_up(base_cents * exact_scaled(self.percent, 3), 100_000)
            return share if self.at_most is None else min(share, to_cents(self.at_most))
        amount = to_cents(self.amount or Decimal(0))
        if self.of_base is not None:
            seen = to_cents(self.of_base)
            amount = amount * min(base_cents, seen) // seen if seen else 0
        return min(amount, base_cents)
