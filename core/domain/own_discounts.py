"""What a cashier takes off on their own say: by line, of the whole sale, and by a lower price (ADR 83).

One discount may be small and many of them are not, so they are summed: the sum is held to the limit in
balboas and each of them to the limit in percent. What a second person allowed is not counted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from typing import Final

from core.domain.basket_line import BasketLine, LineTerms
from core.domain.discount import Discount, DiscountKind
from core.domain.money import from_cents, to_cents, to_millis
from core.domain.sale_discounts import adjustment_cents
from core.domain.tax import gross_cents

_HUNDRED: Final = Decimal(100)
_FINEST: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class OwnDiscounts:
    """What one person's say takes off a sale.

    Attributes:
        cents: Sum of all of it.
        percent: The greatest share that one discount takes of its base, up to 3 decimals, rounded up.
    """

    cents: int = 0
    percent: Decimal = Decimal(0)


def is_own(discount: Discount | None) -> bool:
    """Whether a discount was given by hand and by nobody but the cashier."""
    return discount is not None and discount.kind is DiscountKind.MANUAL and discount.approver_id is None


def share_percent(off_cents: int, base_cents: int) -> Decimal:
    """Percent that an amount is of its base, 3 decimals rounded up, at most 100; all of it for no base."""
    if base_cents <= 0:
        return _HUNDRED
    exact = Decimal(off_cents) * _HUNDRED / Decimal(base_cents)
    return min(_HUNDRED, exact.quantize(_FINEST, ROUND_UP))


def lowered_cents(line: BasketLine, price: Decimal) -> int:
    """Cents that a price per unit takes off a line against the list's; 0 for a dearer one."""
    listed = line.terms.price.list_price if line.terms.price else line.product.unit_price
    quantity = to_millis(line.quantity)
    return max(0, gross_cents(quantity, to_cents(listed)) - gross_cents(quantity, to_cents(price)))


def own_discounts(
    lines: Iterable[BasketLine], adjustments: Sequence[Discount], bearing_cents: int
) -> OwnDiscounts:
    """What the cashier takes off a sale on their own say.

    Args:
        lines: Those that count.
        adjustments: Discounts of the whole sale, in the order in which they are taken.
        bearing_cents: What they are taken from.
    """
    cents, percent = 0, Decimal(0)
    for line in lines:
        price, discount = line.terms.price, line.terms.discount
        if price is not None and price.approver_id is None:
            cents += lowered_cents(line, line.product.unit_price)
        if discount is not None and is_own(discount):
            cents += line.off_cents
            percent = max(percent, _share(discount, line.off_cents, line.gross_cents - line.promo_cents))
    left = bearing_cents
    for discount, off in zip(adjustments, adjustment_cents(bearing_cents, adjustments), strict=True):
        if is_own(discount):
            cents += off
            percent = max(percent, _share(discount, off, left))
        left -= off
    return OwnDiscounts(cents, percent)


def allowed_terms(line: BasketLine, approver_id: str) -> LineTerms:
    """Terms of a line once somebody allowed what the cashier took off it; the same where that is nothing."""
    terms = line.terms
    if (
        terms.price is not None
        and terms.price.approver_id is None
        and lowered_cents(line, line.product.unit_price)
    ):
        terms = replace(terms, price=replace(terms.price, approver_id=approver_id))
    if terms.discount is not None and is_own(terms.discount):
        given = replace(terms.discount, approver_id=approver_id)
        terms = replace(terms, discount=as_allowed(given, line.gross_cents - line.promo_cents))
    return terms


def as_allowed(discount: Discount, base_cents: int) -> Discount:
    """A discount that a second person allowed, held to what they saw: the amount and the share of its base.

    One that nobody allowed comes back as it is.
    """
    if discount.approver_id is None:
        return discount
    if discount.percent is not None:
        return replace(discount, at_most=from_cents(discount.off(base_cents)))
    taken = from_cents(discount.off(base_cents)) or discount.amount
    return replace(discount, amount=taken, of_base=from_cents(base_cents))


def _share(discount: Discount, off_cents: int, base_cents: int) -> Decimal:
    if not off_cents:
        return Decimal(0)
    return discount.percent if discount.percent is not None else share_percent(off_cents, base_cents)
