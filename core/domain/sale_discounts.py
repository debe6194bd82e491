"""Discounts of the whole sale: what they come to, and the part each line bears (domain.md section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.basket_line import BasketLine, PricePolicy
from core.domain.discount import Discount, DiscountKind
from core.domain.documents import SaleDiscount
from core.domain.money import from_cents, left_of, share_units
from core.domain.promotion.lines import Applied
from core.domain.tax import TaxRounding, micros_to_cents, tax2_cents, tax6_sum
from core.domain.totals import ReceiptTotals, compute_totals

ORDER: Final = (DiscountKind.CUSTOMER, DiscountKind.MANUAL, DiscountKind.POINTS)
"""Kinds of sale discounts in the order in which they are taken, each from what the one before left."""


def ordered(discounts: Iterable[Discount]) -> tuple[Discount, ...]:
    """Discounts of the sale in the order in which they are taken."""
    return tuple(sorted(discounts, key=lambda discount: ORDER.index(discount.kind)))


def adjustment_cents(base_cents: int, adjustments: Sequence[Discount]) -> list[int]:
    """What each discount takes, one after the other, from a base in cents."""
    taken: list[int] = []
    for discount in adjustments:
        off = discount.off(base_cents)
        base_cents -= off
        taken.append(off)
    return taken


def adjusted_nets(
    nets: Iterable[int], adjustments: Iterable[Discount], bearing: Sequence[int] | None = None
) -> list[int]:
    """Cents left of each line once the discounts of the whole sale are shared over those that bear them.

    Args:
        nets: What is left of each before, in basket order.
        adjustments: In the order in which they are taken.
        bearing: Places of the lines that bear them, ascending; None where all do.
    """
    left = list(nets)
    for adjustment in adjustments:
        left = left_of(adjustment.off, left, bearing)
    return left


def itbms_of(rates: Sequence[int], nets: Sequence[int], policy: PricePolicy) -> int:
    """ITBMS in cents of lines of which so much is left: that of `compute_totals`, without its parts."""
    inside = policy.price_includes_tax
    if policy.tax_rounding is TaxRounding.LINE2:
        return sum(tax2_cents(net, rate, inside=inside) for net, rate in zip(nets, rates, strict=True))
    return micros_to_cents(tax6_sum(nets, rates, inside=inside))


@dataclass(frozen=True, slots=True)
class SharedSale:
    """A sale with every discount on its lines.

    Attributes:
        totals: Of the receipt; each line's ``discount`` is all that was taken off it.
        order_promotions: What order promotions took, by line key.
        discounts: Every discount that is no promotion, lines' own first, with the shares by line number.
    """

    totals: ReceiptTotals
    order_promotions: Mapping[int, tuple[Applied, ...]]
    discounts: tuple[SaleDiscount, ...]


def share_sale(
    lines: Sequence[BasketLine],
    order_promotions: Mapping[int, tuple[Applied, ...]],
    adjustments: Sequence[Discount],
    policy: PricePolicy,
) -> SharedSale:
    """Share the discounts of the whole sale over its lines by what is left of each, largest remainder.

    Lines under a statutory discount bear none (domain.md section 10).
    """
    shared = [sum(a.amount_cents for a in order_promotions.get(line.key, ())) for line in lines]
    own = [_own(n, line) for n, line in enumerate(lines, start=1)]
    discounts = [discount for discount in own if discount is not None]
    bearing = [index for index, line in enumerate(lines) if not line.is_statutory]
    for adjustment in adjustments:
        weights = [lines[index].net_cents - shared[index] for index in bearing]
        off = adjustment.off(sum(weights))
        if not off:
            continue
        shares = share_units(off, weights)
        for index, share in zip(bearing, shares, strict=True):
            shared[index] += share
        borne = [(index + 1, share) for index, share in zip(bearing, shares, strict=True) if share]
        discounts.append(_document(adjustment, "sale", borne))
    totals = compute_totals(
        [line.for_totals(part) for line, part in zip(lines, shared, strict=True)],
        policy.tax_rounding,
        policy.price_includes_tax,
    )
    return SharedSale(totals, order_promotions, tuple(discounts))


def _own(n: int, line: BasketLine) -> SaleDiscount | None:
    if line.terms.discount is None or not line.off_cents:
        return None
    return _document(line.terms.discount, "line", [(n, line.off_cents)])


def _document(discount: Discount, scope: str, shares: Sequence[tuple[int, int]]) -> SaleDiscount:
    return SaleDiscount(
        kind=discount.kind.value,
        scope=scope,
        reason=discount.reason,
        amount=from_cents(sum(share for _, share in shares)),
        shares=tuple((n, from_cents(share)) for n, share in shares),
        percent=discount.percent,
        approver_id=discount.approver_id,
        doc_type=discount.doc_type,
        doc_last=discount.doc_last,
    )
