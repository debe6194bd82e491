"""Receipt totals: discounts shared, tax per line and per rate, neto and total (domain.md sections 3, 4).

Computed in integers (performance.md 2.7), `Decimal` at the edges; used by the till when a sale completes
and by the centre when it judges one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.domain.documents import CompletedSale, SalePayment
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


@dataclass(frozen=True, slots=True)
class SaleUnits:
    """A completed sale in integers, line columns side by side: what a centre stores, and what is checked.

    Attributes:
        n: Line numbers.
        unit: Unit of each line.
        quantity: Thousandths.
        unit_price: Cents, like ``gross discount net tax total``.
        tax_rate: Thousandths of a percent.
        tax6: Millionths.
        tax_by_rate: Cents per percent, e.g. ``{"7": 73}``.
        total_amount: Cents of the whole sale, like the other sums.
        payments: (n, method, amount, received) in cents; received is None but for cash.
        promotions: (line number, cents) of everything a promotion took off a line.
        discounts: (cents, shares) of each other discount; shares are (line number, cents).
    """

    tax_rounding: str
    price_includes_tax: bool
    n: Sequence[int]
    unit: Sequence[str]
    quantity: Sequence[int]
    unit_price: Sequence[int]
    gross: Sequence[int]
    discount: Sequence[int]
    net: Sequence[int]
    tax_rate: Sequence[int]
    tax6: Sequence[int]
    tax: Sequence[int]
    total: Sequence[int]
    subtotal: int
    discount_total: int
    tax_by_rate: Mapping[str, int]
    tax_total: int
    total_amount: int
    paid_total: int
    change_due: int
    payments: Sequence[tuple[int, str, int, int | None]]
    promotions: Sequence[tuple[int, int]] = ()
    discounts: Sequence[tuple[int, Sequence[tuple[int, int]]]] = ()


def sale_mismatch(sale: CompletedSale) -> str | None:
    """Whether a completed sale adds up (sync.md I8): None, or what does not.

    Recomputes gross, net, tax and totals in integers under the sale's own policy; never re-prices. The
    amount of goods by measure may come from a price label: then the quantity is that of the amount. What was
    taken off a line is what its promotions and its shares of other discounts say, to the cent.

    Returns:
        ``empty policy scale line_number quantity gross discount net tax6 tax line_total subtotal
        discount_total tax_by_rate tax_total total promotion discount_shares reductions payment
        payment_number paid_total change`` or None.
    """
    try:
        return units_mismatch(_sale_units(sale))
    except (ValueError, ArithmeticError):
        return "scale"


def units_mismatch(sale: SaleUnits) -> str | None:
    """`sale_mismatch` of a sale that is in integers already; it is never ``scale``."""
    return _lines_mismatch(sale) or _reductions_mismatch(sale) or _payments_mismatch(sale)


def _sale_units(sale: CompletedSale) -> SaleUnits:
    items = sale.items
    return SaleUnits(
        tax_rounding=sale.tax_rounding,
        price_includes_tax=sale.price_includes_tax,
        n=[item.n for item in items],
        unit=[item.unit for item in items],
        quantity=to_units([item.quantity for item in items], 1000),
        unit_price=to_units([item.unit_price for item in items], 100),
        gross=to_units([item.gross for item in items], 100),
        discount=to_units([item.discount for item in items], 100),
        net=to_units([item.net for item in items], 100),
        tax_rate=to_units([item.tax_rate for item in items], 1000),
        tax6=to_units([item.tax6 for item in items], 1_000_000),
        tax=to_units([item.tax for item in items], 100),
        total=to_units([item.total for item in items], 100),
        subtotal=to_cents(sale.subtotal),
        discount_total=to_cents(sale.discount_total),
        tax_by_rate={rate: to_cents(tax) for rate, tax in sale.tax_by_rate.items()},
        tax_total=to_cents(sale.tax_total),
        total_amount=to_cents(sale.total),
        paid_total=to_cents(sale.paid_total),
        change_due=to_cents(sale.change_due),
        payments=[
            (tender.n, tender.method, to_cents(tender.amount), _received(tender)) for tender in sale.payments
        ],
        promotions=[(item.n, to_cents(applied.amount)) for item in items for applied in item.promotions],
        discounts=[
            (to_cents(discount.amount), [(n, to_cents(share)) for n, share in discount.shares])
            for discount in sale.discounts
        ],
    )


def _received(tender: SalePayment) -> int | None:
    return None if tender.received is None else to_cents(tender.received)


def _lines_mismatch(sale: SaleUnits) -> str | None:
    if not sale.n or sale.tax_rounding not in _POLICIES:
        return "policy" if sale.n else "empty"
    inside = sale.price_includes_tax
    code = _lines_fault(sale, inside=inside)
    if code is not None:
        return code
    itbms, by_rate, tax = line_taxes(sale.net, sale.tax_rate, sale.tax6, sale.tax_rounding, inside=inside)
    if list(sale.tax) != tax:
        return "tax"
    totals = sale.net if inside else [amount + part for amount, part in zip(sale.net, tax, strict=True)]
    if list(sale.total) != list(totals):
        return "line_total"
    return _sums_mismatch(sale, itbms, by_rate)


def _lines_fault(sale: SaleUnits, *, inside: bool) -> str | None:
    """One loop over plain integers, without a call where none is needed: it runs for every line ingested."""
    amounts = (sale.gross, sale.discount, sale.net, sale.tax6)
    columns = (sale.n, *amounts, sale.tax_rate, sale.quantity, sale.unit_price, sale.unit)
    place = 0
    for n, gross, discount, net, tax6, rate, quantity, price, unit in zip(*columns, strict=True):
        place += 1
        if n != place:
            code = "line_number"
        elif net != gross - discount:
            code = "net"
        elif tax6 != tax6_units(net, rate, inside=inside):
            code = "tax6"
        elif quantity <= 0 or price < 0 or rate < 0:
            code = "quantity"
        elif gross != gross_cents(quantity, price) and not _is_label(unit, quantity, price, gross):
            code = "gross"
        elif not 0 <= discount <= gross:
            code = "discount"
        else:
            continue
        return code
    return None


def _is_label(unit: str, quantity: int, price: int, gross: int) -> bool:
    """Whether a quantity is the one behind a price label of ``gross`` (domain.md section 13)."""
    return unit != PIECE and price > 0 and gross > 0 and quantity == div_half_up(gross * 1000, price)


def _sums_mismatch(sale: SaleUnits, itbms: int, by_rate: Mapping[int, int]) -> str | None:
    gross, discount = sum(sale.gross), sum(sale.discount)
    if sale.subtotal != gross:
        return "subtotal"
    if sale.discount_total != discount:
        return "discount_total"
    if sale.tax_total != itbms:
        return "tax_total"
    if sale.tax_by_rate != {rate_text(rate): cents for rate, cents in by_rate.items()}:
        return "tax_by_rate"
    total = gross - discount if sale.price_includes_tax else gross - discount + itbms
    return None if sale.total_amount == total else "total"


def _reductions_mismatch(sale: SaleUnits) -> str | None:
    if not sale.promotions and not sale.discounts:
        return "reductions" if any(sale.discount) else None
    left = dict(zip(sale.n, sale.discount, strict=True))
    for n, cents in sale.promotions:
        if cents <= 0 or n not in left:
            return "promotion"
        left[n] -= cents
    for amount, shares in sale.discounts:
        if amount <= 0 or sum(share for _, share in shares) != amount:
            return "discount_shares"
        for n, share in shares:
            if share <= 0 or n not in left:
                return "discount_shares"
            left[n] -= share
    return "reductions" if any(left.values()) else None


def _payments_mismatch(sale: SaleUnits) -> str | None:
    paid = change = 0
    for place, (n, method, amount, received) in enumerate(sale.payments, start=1):
        if n != place:
            return "payment_number"
        given = amount if received is None else received
        if amount <= 0 or given < amount or (method == CASH) != (received is not None):
            return "payment"
        paid += amount
        change += given - amount
    if sale.paid_total != paid or sale.total_amount != paid:
        return "paid_total"
    return None if sale.change_due == change else "change"


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
