"""Whether a return or a void adds up (sync.md I8): pure, used by the till that makes it and by the centre.

Amounts are shares of the original's (domain.md section 11): they are summed here, never recomputed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from core.domain.documents import SalePayment
from core.domain.money import to_cents, to_millis
from core.domain.refund_document import CompletedRefund, RefundItem, SaleVoid
from core.domain.tax import rate_text, rate_units


def refund_mismatch(refund: CompletedRefund) -> str | None:
    """Whether a return adds up: None, or what does not.

    Returns:
        ``empty scale line_number original_line quantity net tax line_total tax_by_rate tax_total total
        payment_number payment paid_total`` or None.
    """
    try:
        return (
            _items_mismatch(refund.items, inside=refund.price_includes_tax)
            or _refund_sums_mismatch(refund)
            or _repayments_mismatch(refund.payments, to_cents(refund.total))
        )
    except (ValueError, ArithmeticError):
        return "scale"


def void_mismatch(void: SaleVoid) -> str | None:
    """Whether a void adds up: None, or what does not.

    Returns:
        ``empty scale original_line quantity total payment_number payment paid_total`` or None.
    """
    try:
        if not _distinct(n for n, _, _ in void.stock):
            return "original_line" if void.stock else "empty"
        if any(to_millis(quantity) <= 0 for _, _, quantity in void.stock):
            return "quantity"
        total = to_cents(void.total)
        return "total" if total < 0 else _repayments_mismatch(void.payments, total)
    except (ValueError, ArithmeticError):
        return "scale"


def _items_mismatch(items: Sequence[RefundItem], *, inside: bool) -> str | None:
    if not items:
        return "empty"
    if [item.n for item in items] != list(range(1, len(items) + 1)):
        return "line_number"
    if not _distinct(item.original_n for item in items):
        return "original_line"
    return next((code for item in items if (code := _item_mismatch(item, inside=inside))), None)


def _item_mismatch(item: RefundItem, *, inside: bool) -> str | None:
    net, tax = to_cents(item.net), to_cents(item.tax)
    if to_millis(item.quantity) <= 0:
        return "quantity"
    if net < 0:
        return "net"
    if tax < 0 or (tax > 0 and rate_units(item.tax_rate) == 0):
        return "tax"
    return None if to_cents(item.total) == (net if inside else net + tax) else "line_total"


def _refund_sums_mismatch(refund: CompletedRefund) -> str | None:
    by_rate: dict[int, int] = {}
    for item in refund.items:
        rate = rate_units(item.tax_rate)
        if rate > 0:
            by_rate[rate] = by_rate.get(rate, 0) + to_cents(item.tax)
    said = {rate: to_cents(tax) for rate, tax in refund.tax_by_rate.items()}
    if said != {rate_text(rate): cents for rate, cents in by_rate.items()}:
        return "tax_by_rate"
    if to_cents(refund.tax_total) != sum(by_rate.values()):
        return "tax_total"
    return None if to_cents(refund.total) == _sum(item.total for item in refund.items) else "total"


def _repayments_mismatch(payments: Sequence[SalePayment], total: int) -> str | None:
    if [payment.n for payment in payments] != list(range(1, len(payments) + 1)):
        return "payment_number"
    if any(payment.amount <= 0 or payment.received is not None for payment in payments):
        return "payment"
    return None if _sum(payment.amount for payment in payments) == total else "paid_total"


def _distinct(numbers: Iterable[int]) -> bool:
    """Whether line numbers are there, count from 1 and come once each."""
    listed = list(numbers)
    return bool(listed) and min(listed) >= 1 and len(set(listed)) == len(listed)


def _sum(amounts: Iterable[Decimal]) -> int:
    return sum(to_cents(amount) for amount in amounts)
