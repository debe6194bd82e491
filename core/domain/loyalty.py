"""Loyalty points: earned, taken back, redeemed (domain.md section 16).

Points are whole and floored, so the shop never owes a fraction. The centre keys their effect by the sale;
the till only shows a balance and says how many may be spent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from core.domain.discount import DiscountKind
from core.domain.documents import CompletedSale
from core.domain.errors import DomainError
from core.domain.money import from_cents, to_cents
from core.domain.payload import PayloadError
from core.domain.sale_state import Buyer

POINTS: Final = "points"
"""Method of a tender of points (``iFormaPago`` 05)."""
_RATE: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
MAX_POINTS: Final = 9_999_999
"""Largest number of points in one act."""


class EarnBase(StrEnum):
    """Which amount of a sale earns: receipt A gives 27 points on its total, 25 on its neto."""

    TOTAL = "total"
    NETO = "neto"


class RedeemAs(StrEnum):
    """How points pay: as a discount, which lowers the tax base, or as a tender (``iFormaPago`` 05)."""

    DISCOUNT = "discount"
    TENDER = "tender"


@dataclass(frozen=True, slots=True)
class LoyaltyProgram:
    """One programme of a shop, as it comes with its configuration.

    Attributes:
        points_per_unit: Points per balboa, above zero, e.g. ``0.5``.
        base: Which amount earns.
        redeem: How points pay; one way per programme.
        point_value: Balboas one point is worth, e.g. ``0.01``; any number of decimals.
        min_points: Fewest points a customer may redeem at once.
    """

    points_per_unit: Decimal
    base: EarnBase = EarnBase.TOTAL
    redeem: RedeemAs = RedeemAs.TENDER
    point_value: Decimal = Decimal("0.01")
    min_points: int = 1

    def earned_by(self, total: Decimal, neto: Decimal, excluded: Decimal = Decimal("0.00")) -> int:
        """Points of a sale.

        Args:
            total: What was paid after discounts.
            neto: The same without its tax.
            excluded: Part of the chosen base that never earns: reward, discount and gift-card lines.
        """
        amount = total if self.base is EarnBase.TOTAL else neto
        return loyalty_earn(max(Decimal(0), amount - excluded), self.points_per_unit)

    def worth(self, points: int) -> Decimal:
        """Balboas a number of points is worth, floored to the cent, 2 decimals."""
        numerator, denominator = self.point_value.as_integer_ratio()
        return from_cents(points * numerator * 100 // denominator)

    def needed_for(self, amount: Decimal) -> int:
        """Fewest points worth at least ``amount``.

        Raises:
            ValueError: the amount is finer than a cent.
        """
        numerator, denominator = self.point_value.as_integer_ratio()
        return -(-to_cents(amount) * denominator // (100 * numerator))


def loyalty_earn(amount: Decimal, points_per_unit: Decimal) -> int:
    """``floor(amount × points_per_unit)``; nothing for amounts below zero, exact in any context."""
    amount_n, amount_d = amount.as_integer_ratio()
    rate_n, rate_d = points_per_unit.as_integer_ratio()
    return max(0, amount_n * rate_n // (amount_d * rate_d))


def loyalty_clawback(earned: int, sale_base: Decimal, returned: Decimal, taken: int = 0) -> int:
    """Points one return takes back: those due for all returned so far, less those already taken.

    Args:
        earned: Points of the sale.
        sale_base: The amount that earned them.
        returned: Base returned so far, this return included; more than ``sale_base`` counts as all.
        taken: Points earlier returns took.

    A full return takes back everything, also of a sale whose base was zero.
    """
    if returned >= sale_base:
        return max(0, earned - taken)
    back_n, back_d = max(Decimal(0), returned).as_integer_ratio()
    base_n, base_d = sale_base.as_integer_ratio()
    return max(0, earned * back_n * base_d // (back_d * base_n) - taken)


def offline_points(balance: int, spent_here: int) -> int:
    """Points that may be redeemed without the centre: the last known balance less those spent here since."""
    return max(0, balance - spent_here)


def redeem(program: LoyaltyProgram, points: int, available: int, due: Decimal) -> Decimal:
    """Balboas that ``points`` take off a sale, 2 decimals.

    Raises:
        DomainError: ``points_not_positive``, ``points_below_minimum``, ``points_exceed_balance``, or
            ``points_exceed_due`` when they are worth more than what is due (no change is given on points).
    """
    if points <= 0 or points > MAX_POINTS:
        raise DomainError("points_not_positive")
    if points < program.min_points:
        raise DomainError("points_below_minimum", minimum=str(program.min_points))
    if points > available:
        raise DomainError("points_exceed_balance", available=str(available))
    worth = program.worth(points)
    if worth <= 0:
        raise DomainError("points_not_positive")
    if worth > due:
        raise DomainError("points_exceed_due", points=str(program.needed_for(due)))
    return worth


def program_from_data(data: Mapping[str, Any]) -> LoyaltyProgram:
    """Read a programme as the configuration carries it (decimal strings, points as integers).

    Raises:
        PayloadError: a field is missing or out of range.
    """
    try:
        program = LoyaltyProgram(
            _rate(data["points_per_unit"]),
            EarnBase(data.get("base", EarnBase.TOTAL)),
            RedeemAs(data.get("redeem", RedeemAs.TENDER)),
            _rate(data["point_value"]),
            int(data.get("min_points", 1)),
        )
        if not (program.points_per_unit > 0 and program.point_value > 0 and program.min_points > 0):
            raise ValueError("out of range")
    except (KeyError, TypeError, ValueError) as error:
        raise PayloadError(f"loyalty programme: {error}") from error
    return program


def _rate(value: object) -> Decimal:
    if not isinstance(value, str) or _RATE.fullmatch(value) is None:
        raise TypeError(f"{value!r} is not a rate")
    return Decimal(value)


def with_points(sale: CompletedSale, program: LoyaltyProgram, buyer: Buyer | None) -> CompletedSale:
    """The document of a sale with the points it earns and spends, and the balance that leaves.

    What was paid with points earns none, nor do goods that were had for goods paid with points
    (``sale.carried``). The balance is the last one known and what happened here since, so it says no more
    than this till can know; it goes with the document, as paper made again later says the same.
    """
    if buyer is None or not buyer.earns:
        return sale
    tendered = sum((p.amount for p in sale.payments if p.method == POINTS), Decimal(0))
    worthless = sum(
        (p.amount for p in (sale.carried.payments if sale.carried else ()) if p.method == POINTS), tendered
    )
    reduced = sum((d.amount for d in sale.discounts if d.kind == DiscountKind.POINTS), Decimal(0))
    earned = program.earned_by(sale.total, sale.total - sale.tax_total, worthless)
    spent = program.needed_for(tendered + reduced)
    balance = None if buyer.balance is None else max(0, buyer.balance + earned - spent)
    return replace(sale, points_earned=earned, points_spent=spent, points_balance=balance)
