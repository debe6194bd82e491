"""From lines that a customer brings back to the document of their return (domain.md section 11).

Amounts and tax are shares of the original lines; the money goes back the way it came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.domain.documents import CompletedSale, SaleItem, SalePayment
from core.domain.errors import DomainError
from core.domain.money import from_cents, to_cents
from core.domain.payment import CASH, EXCHANGE, UNTRACED
from core.domain.refund import LineReturns
from core.domain.refund_document import CompletedRefund, OriginalSale, RefundItem, SaleVoid
from core.domain.tax import rate_text, rate_units

_NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class ReturnableLine:
    """A line of a sale and how much of it came back already.

    Attributes:
        item: The line as it was sold.
        returned: Quantity returned before, at this till as far as it knows.
    """

    item: SaleItem
    returned: Decimal = Decimal(0)

    @property
    def returns(self) -> LineReturns:
        """The line for `core.domain.refund`."""
        return LineReturns(self.item.quantity, self.item.net, self.item.tax, self.returned)


@dataclass(frozen=True, slots=True)
class ReturnedLines:
    """What goes back for some lines: the items and their sums, still without number and money."""

    items: tuple[RefundItem, ...]
    tax_by_rate: Mapping[str, Decimal]
    tax_total: Decimal
    total: Decimal


def take_back(
    lines: Sequence[ReturnableLine], wanted: Mapping[int, Decimal], *, price_includes_tax: bool
) -> ReturnedLines:
    """Work out what goes back.

    Args:
        lines: The original's lines with what came back before.
        wanted: Quantity by line number, at least one.
        price_includes_tax: As the original was priced.

    Raises:
        DomainError: ``nothing_returned`` (no line wanted), ``line_unknown``, ``quantity_not_positive``,
            ``exceeds_sold`` (value ``left``: what may still come back, and ``name``).
    """
    if not wanted:
        raise DomainError("nothing_returned")
    by_number = {line.item.n: line for line in lines}
    items: list[RefundItem] = []
    taxes: dict[int, int] = {}
    total = 0
    for n, quantity in sorted(wanted.items()):
        if n not in by_number:
            raise DomainError("line_unknown", key=str(n))
        item = _taken(by_number[n], quantity, len(items) + 1, price_includes_tax=price_includes_tax)
        items.append(item)
        total += to_cents(item.total)
        rate = rate_units(item.tax_rate)
        if rate > 0:
            taxes[rate] = taxes.get(rate, 0) + to_cents(item.tax)
    return ReturnedLines(
        items=tuple(items),
        tax_by_rate={rate_text(rate): from_cents(taxes[rate]) for rate in sorted(taxes)},
        tax_total=from_cents(sum(taxes.values())),
        total=from_cents(total),
    )


def _taken(line: ReturnableLine, quantity: Decimal, n: int, *, price_includes_tax: bool) -> RefundItem:
    item = line.item
    try:
        _, back = line.returns.take(quantity)
    except DomainError as error:
        raise DomainError(error.code, **{**error.values, "name": item.name}) from error
    return RefundItem(
        n=n,
        original_n=item.n,
        variant_id=item.variant_id,
        sku=item.sku,
        barcode=item.barcode,
        name=item.name,
        unit=item.unit,
        quantity=quantity,
        net=back.net,
        tax_code=item.tax_code,
        tax_rate=item.tax_rate,
        tax=back.itbms,
        total=back.net if price_includes_tax else back.net + back.itbms,
    )


def money_back(
    total: Decimal, paid: Sequence[SalePayment], given_back: Mapping[str, Decimal]
) -> tuple[SalePayment, ...]:
    """How a sum goes back by default: the way it came, other money before cash.

    Each method but cash takes at most what was paid with it and has not gone back yet; the rest goes back in
    cash. What went into other goods (method ``exchange``) took money along in the same order.

    Args:
        total: What goes back, 0.00 or more.
        paid: The original's payments, those of method ``exchange`` traced (`traced`); one that is not comes
            back as ``untraced``, which nobody pays out.
        given_back: By method, what went back in earlier returns.
    """
    left, moved = to_cents(total), to_cents(given_back.get(EXCHANGE, _NOTHING))
    room: dict[str, int] = {}
    for payment in paid:
        method = UNTRACED if payment.method == EXCHANGE else payment.method
        if method != CASH:
            room[method] = room.get(method, 0) + to_cents(payment.amount)
    parts: list[tuple[str, int]] = []
    for method, amount in room.items():
        free = max(0, amount - to_cents(given_back.get(method, _NOTHING)))
        gone = min(free, moved)
        moved -= gone
        part = min(left, free - gone)
        if part:
            parts.append((method, part))
            left -= part
    if left:
        parts.append((CASH, left))
    return tuple(SalePayment(n, method, from_cents(part)) for n, (method, part) in enumerate(parts, start=1))


def exchanged_money(
    paid: Sequence[SalePayment], before: Mapping[str, Decimal], payments: Mapping[str, Decimal]
) -> tuple[SalePayment, ...]:
    """By which money the goods were paid that went out for those of one return: what moved from sale to sale.

    Args:
        paid: The original's payments, traced.
        before: By method, what went back for the original before this return.
        payments: By method, how this return was paid, ``exchange`` included.
    """
    given = dict(before)
    for method, amount in payments.items():
        if method != EXCHANGE:
            given[method] = given.get(method, _NOTHING) + amount
    return money_back(payments.get(EXCHANGE, _NOTHING), paid, given)


def traced(paid: Sequence[SalePayment], moved: Sequence[SalePayment]) -> tuple[SalePayment, ...]:
    """Payments of a sale with the money in place of the ``exchange`` that carried it."""
    own = [payment for payment in paid if payment.method != EXCHANGE]
    return tuple(replace(payment, n=n) for n, payment in enumerate((*moved, *own), start=1))


def with_carried(sale: CompletedSale) -> CompletedSale:
    """A sale with the money its exchange carried among its payments, and who that belongs to as its buyer."""
    if sale.carried is None:
        return sale
    payments, owner = traced(sale.payments, sale.carried.payments), sale.carried.customer_id
    return replace(sale, payments=payments, customer_id=sale.customer_id or owner, carried=None)


def refund_document(
    refund_id: str,
    original: OriginalSale,
    sale: CompletedSale,
    lines: ReturnedLines,
    reason: str,
    payments: Sequence[SalePayment],
    drawer: int | None,
) -> CompletedRefund:
    """The document of a return, still without its number (given inside the transaction).

    Raises:
        DomainError: ``refund_unbalanced``: the payments do not come to the total.
    """
    if sum((payment.amount for payment in payments), _NOTHING) != lines.total:
        raise DomainError("refund_unbalanced")
    return CompletedRefund(
        local_transaction_id=refund_id,
        series="",
        number=1,
        original=original,
        reason=reason,
        tax_rounding=sale.tax_rounding,
        price_includes_tax=sale.price_includes_tax,
        items=lines.items,
        tax_by_rate=lines.tax_by_rate,
        tax_total=lines.tax_total,
        total=lines.total,
        payments=tuple(payments),
        currency=sale.currency,
        customer_id=sale.customer_id,
        drawer=drawer if any(payment.method == CASH for payment in payments) else None,
    )


def void_document(
    original: OriginalSale, sale: CompletedSale, reason: str, drawer: int | None, points_back: int = 0
) -> SaleVoid:
    """The document of a void: everything goes back as it came, the cash net of its change."""
    return SaleVoid(
        original=original,
        reason=reason,
        total=sale.total,
        payments=tuple(replace(payment, received=None) for payment in sale.payments),
        stock=tuple((item.n, item.variant_id, item.quantity) for item in sale.items),
        points_back=points_back,
        drawer=drawer if any(payment.method == CASH for payment in sale.payments) else None,
    )
