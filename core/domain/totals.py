"""Receipt totals: discounts shared, tax per line and per rate, neto and total (domain.md sections 3, 4).

Computed in integers (performance.md 2.7), `Decimal` at the edges; used by the till when a sale completes
and by the centre when it judges one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.domain.documents import CompletedSale, SaleItem
from core.domain.errors import DomainError
from core.domain.money import (
    div_half_up,
    exact_scaled,
    from_cents,
    from_micros,
    share_units,
    to_cents,
    to_millis,
    to_units,
)
from core.domain.tax import TaxRounding, gross_cents, line_taxes, rate_text, rate_units, tax6_units

CASH: Final = "cash"
PIECE: Final = "u"
_NOTHING: Final = Decimal("0.00")
_POLICIES: Final = frozenset(policy.value for policy in TaxRounding)


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


def sale_mismatch(sale: CompletedSale) -> str | None:
    """Whether a completed sale adds up (sync.md I8): None, or what does not.

    Recomputes gross, net, tax and totals in integers under the sale's own policy; never re-prices. The
    amount of goods by measure may come from a price label: then the quantity is that of the amount.

    Returns:
        ``empty policy scale line_number quantity gross discount net tax6 tax line_total subtotal
        discount_total tax_by_rate tax_total total payment payment_number paid_total change`` or None.
    """
    try:
        return _lines_mismatch(sale) or _payments_mismatch(sale)
    except (ValueError, ArithmeticError):
        return "scale"


def _lines_mismatch(sale: CompletedSale) -> str | None:
    items = sale.items
    if not items or sale.tax_rounding not in _POLICIES:
        return "policy" if items else "empty"
    inside = sale.price_includes_tax
    gross = to_units([item.gross for item in items], 100)
    discount = to_units([item.discount for item in items], 100)
    net = to_units([item.net for item in items], 100)
    quantity = to_units([item.quantity for item in items], 1000)
    price = to_units([item.unit_price for item in items], 100)
    rates = to_units([item.tax_rate for item in items], 1000)
    tax6 = to_units([item.tax6 for item in items], 1_000_000)
    for index, item in enumerate(items):
        code = None
        if item.n != index + 1:
            code = "line_number"
        elif net[index] != gross[index] - discount[index]:
            code = "net"
        elif tax6[index] != tax6_units(net[index], rates[index], inside=inside):
            code = "tax6"
        code = code or _item_mismatch(item, quantity[index], price[index], gross[index], discount[index])
        if code is not None:
            return code
    itbms, by_rate, tax = line_taxes(net, rates, tax6, sale.tax_rounding, inside=inside)
    if to_units([item.tax for item in items], 100) != tax:
        return "tax"
    totals = net if inside else [amount + part for amount, part in zip(net, tax, strict=True)]
    if to_units([item.total for item in items], 100) != totals:
        return "line_total"
    return _sums_mismatch(sale, sum(gross), sum(discount), itbms, by_rate)


def _item_mismatch(item: SaleItem, quantity: int, price: int, gross: int, discount: int) -> str | None:
    if quantity <= 0 or price < 0 or item.tax_rate < 0:
        return "quantity"
    if gross != gross_cents(quantity, price) and not _is_label(item.unit, quantity, price, gross):
        return "gross"
    return None if 0 <= discount <= gross else "discount"


def _is_label(unit: str, quantity: int, price: int, gross: int) -> bool:
    """Whether a quantity is the one behind a price label of ``gross`` (domain.md section 13)."""
    return unit != PIECE and price > 0 and gross > 0 and quantity == div_half_up(gross * 1000, price)


def _sums_mismatch(
    sale: CompletedSale, gross: int, discount: int, itbms: int, by_rate: Mapping[int, int]
) -> str | None:
    if to_cents(sale.subtotal) != gross:
        return "subtotal"
    if to_cents(sale.discount_total) != discount:
        return "discount_total"
    if to_cents(sale.tax_total) != itbms:
        return "tax_total"
    if {rate: to_cents(tax) for rate, tax in sale.tax_by_rate.items()} != {
        rate_text(rate): cents for rate, cents in by_rate.items()
    }:
        return "tax_by_rate"
    total = gross - discount if sale.price_includes_tax else gross - discount + itbms
    return None if to_cents(sale.total) == total else "total"


def _payments_mismatch(sale: CompletedSale) -> str | None:
    paid = change = 0
    for n, payment in enumerate(sale.payments, start=1):
        if payment.n != n:
            return "payment_number"
        amount = to_cents(payment.amount)
        received = amount if payment.received is None else to_cents(payment.received)
        if amount <= 0 or received < amount or (payment.method == CASH) != (payment.received is not None):
            return "payment"
        paid += amount
        change += received - amount
    if to_cents(sale.paid_total) != paid or to_cents(sale.total) != paid:
        return "paid_total"
    return None if to_cents(sale.change_due) == change else "change"


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
