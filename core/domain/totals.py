"""Receipt totals: discounts shared, tax per line and per rate, neto and total (domain.md sections 3, 4).

Computed in integers (performance.md 2.7), `Decimal` at the edges; used by the till when a sale completes
and by the centre when it judges one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.domain.errors import DomainError
from core.domain.money import (
    div_half_up,
    exact_scaled,
    from_cents,
    from_micros,
    share_units,
    to_cents,
    to_millis,
)
from core.domain.tax import TaxRounding, gross_cents, micros_to_cents, rate_units, tax2_cents, tax6_units

_NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class TotalsLine:
    """What a line brings to the totals.

    Attributes:
        quantity: Up to 3 decimals.
        unit_price: Balboas, 2 decimals.
        tax_rate: Percent, up to 3 decimals.
        gross: Fixed line amount of a price label; None means ``q2(quantity × unit_price)``.
        discount: Already taken off this line (promotions), before an order discount.
        shares_order_discount: Whether the order discount may fall on this line.
    """

    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal
    gross: Decimal | None = None
    discount: Decimal = _NOTHING
    shares_order_discount: bool = True


@dataclass(frozen=True, slots=True)
class OrderDiscount:
    """A discount on the whole ticket: exactly one of a percent or an amount in balboas."""

    percent: Decimal | None = None
    amount: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse what is no discount.

        Raises:
            DomainError: ``discount_invalid``: both or neither given, negative, or above 100 %.
        """
        given = [value for value in (self.percent, self.amount) if value is not None]
        if len(given) != 1 or given[0] < 0 or (self.percent is not None and self.percent > 100):
            raise DomainError("discount_invalid")


@dataclass(frozen=True, slots=True)
class LineTotals:
    """One line of `ReceiptTotals`, with the fields of `core.domain.documents.SaleItem`."""

    gross: Decimal
    discount: Decimal
    net: Decimal
    tax6: Decimal
    tax: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class ReceiptTotals:
    """Totals of a receipt; ``total = neto + itbms`` always, in both price modes.

    Attributes:
        gross: Σ line gross (``subtotal``).
        discount: Positive sum of all discounts.
        itbms_by_rate: ITBMS per percent above zero, rates ascending, e.g. ``{"7": 0.73}``.
        base_by_rate: Σ line net of the rate less its ITBMS when prices include tax; "0" is the exempt base.
    """

    lines: tuple[LineTotals, ...]
    gross: Decimal
    discount: Decimal
    itbms_by_rate: Mapping[str, Decimal]
    base_by_rate: Mapping[str, Decimal]
    itbms: Decimal
    neto: Decimal
    total: Decimal


def compute_totals(
    lines: Sequence[TotalsLine],
    policy: TaxRounding,
    price_includes_tax: bool,
    order_discount: OrderDiscount | None = None,
) -> ReceiptTotals:
    """Totals of a basket.

    The order discount is ``q2(Σ net × percent / 100)`` or the amount capped at Σ net, over the eligible
    lines, shared by their current net with the largest remainder.

    Raises:
        DomainError: ``discount_invalid``: a line discount is negative or above the line's gross.
        ValueError: an amount, quantity or rate is finer than its scale.
    """
    inside = price_includes_tax
    gross = [_gross(line) for line in lines]
    discount = [_line_discount(line, amount) for line, amount in zip(lines, gross, strict=True)]
    if order_discount is not None:
        _share_order_discount(order_discount, lines, gross, discount)
    net = [amount - off for amount, off in zip(gross, discount, strict=True)]
    rates = [rate_units(line.tax_rate) for line in lines]
    tax6 = [tax6_units(amount, rate, inside=inside) for amount, rate in zip(net, rates, strict=True)]
    itbms, by_rate, tax = line_taxes(net, rates, tax6, policy, inside=inside)
    net_sum = sum(net)
    base: dict[int, int] = {}
    for amount, rate in zip(net, rates, strict=True):
        base[rate] = base.get(rate, 0) + amount
    return ReceiptTotals(
        lines=tuple(
            LineTotals(
                gross=from_cents(gross[i]),
                discount=from_cents(discount[i]),
                net=from_cents(net[i]),
                tax6=from_micros(tax6[i]),
                tax=from_cents(tax[i]),
                total=from_cents(net[i] if inside else net[i] + tax[i]),
            )
            for i in range(len(lines))
        ),
        gross=from_cents(sum(gross)),
        discount=from_cents(sum(discount)),
        itbms_by_rate={rate_text(rate): from_cents(cents) for rate, cents in by_rate.items()},
        base_by_rate={
            rate_text(rate): from_cents(base[rate] - (by_rate.get(rate, 0) if inside else 0))
            for rate in sorted(base)
        },
        itbms=from_cents(itbms),
        neto=from_cents(net_sum - itbms if inside else net_sum),
        total=from_cents(net_sum if inside else net_sum + itbms),
    )


def line_taxes(
    net: Sequence[int], rates: Sequence[int], tax6: Sequence[int], policy: str, *, inside: bool
) -> tuple[int, dict[int, int], list[int]]:
    """ITBMS of a receipt under a policy, in cents (table of domain.md section 3).

    Args:
        net: Line amounts after discounts, cents.
        rates: Thousandths of a percent per line.
        tax6: Line tax in millionths.
        policy: ``line6`` or ``line2``.
        inside: Whether prices include tax.

    Returns:
        (receipt ITBMS, ITBMS per rate above zero with rates ascending, ``line_itbms`` per line).
    """
    members: dict[int, list[int]] = {rate: [] for rate in sorted(set(rates)) if rate > 0}
    for index, rate in enumerate(rates):
        if rate > 0:
            members[rate].append(index)
    tax = [0] * len(net)
    if policy == TaxRounding.LINE2:
        for indexes in members.values():
            for index in indexes:
                tax[index] = tax2_cents(net[index], rates[index], inside=inside)
        by_rate = {rate: sum(tax[i] for i in indexes) for rate, indexes in members.items()}
        return sum(tax), by_rate, tax
    sums = [sum(tax6[i] for i in indexes) for indexes in members.values()]
    itbms = micros_to_cents(sum(sums))
    by_rate = dict(zip(members, share_units(itbms, sums), strict=True))
    for rate, indexes in members.items():
        for index, share in zip(indexes, share_units(by_rate[rate], [tax6[i] for i in indexes]), strict=True):
            tax[index] = share
    return itbms, by_rate, tax


def rate_text(rate: int) -> str:
    """Thousandths of a percent as text without trailing zeros: 7000 → ``7``, 7500 → ``7.5``."""
    whole, rest = divmod(rate, 1000)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)


def _gross(line: TotalsLine) -> int:
    if line.gross is not None:
        return to_cents(line.gross)
    return gross_cents(to_millis(line.quantity), to_cents(line.unit_price))


def _line_discount(line: TotalsLine, gross: int) -> int:
    cents = to_cents(line.discount)
    if cents < 0 or cents > gross:
        raise DomainError("discount_invalid")
    return cents


def _share_order_discount(
    order: OrderDiscount, lines: Sequence[TotalsLine], gross: Sequence[int], discount: list[int]
) -> None:
    eligible = [i for i, line in enumerate(lines) if line.shares_order_discount]
    weights = [gross[i] - discount[i] for i in eligible]
    base = sum(weights)
    if order.percent is not None:
        off = div_half_up(base * exact_scaled(order.percent, 3), 100_000)
    else:
        off = min(to_cents(order.amount or _NOTHING), base)
    if off == 0:
        return
    for index, share in zip(eligible, share_units(off, weights), strict=True):
        discount[index] += share
