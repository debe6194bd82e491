"""What ``till.db`` knows of sales by number and of what came back. Driver-only reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from app.usecases.returns_port import BroughtBack, ExchangedFor, SoldSale
from core.domain.document_data import sale_from_data
from core.domain.documents import format_number
from core.domain.journal.events import decode_event
from core.domain.money import from_cents, from_millis

QUERIES: Final = MappingProxyType(
    {
        "sold": "SELECT j.payload, v.event_id IS NOT NULL FROM sale s "
        "JOIN journal j ON j.event_id=s.event_id "
        "LEFT JOIN sale_void v ON v.original_event_id=s.event_id WHERE s.series=? AND s.number=?",
        "lines_back": "SELECT l.original_n, l.quantity_milli FROM refund r "
        "JOIN refund_line l ON l.event_id=r.event_id WHERE r.original_series=? AND r.original_number=?",
        "sums_back": "SELECT coalesce(sum(total_cents), 0), coalesce(sum(tax_cents), 0), "
        "coalesce(sum(points_back), 0) FROM refund WHERE original_series=? AND original_number=?",
        "numbers_back": "SELECT series, number FROM refund WHERE original_series=? AND original_number=?",
        "refund_of": "SELECT event_id FROM refund WHERE local_transaction_id=?",
        "money_back": "SELECT p.method, p.amount_cents FROM refund r "
        "JOIN repayment p ON p.event_id=r.event_id WHERE r.original_series=? AND r.original_number=?",
        "refund_at": "SELECT original_series, original_number, original_terminal_id FROM refund "
        "WHERE event_id=?",
        "money_until": "SELECT r.event_id, p.method, p.amount_cents FROM refund r "
        "JOIN repayment p ON p.event_id=r.event_id WHERE r.original_series=? AND r.original_number=? "
        "AND r.entry <= (SELECT entry FROM refund WHERE event_id=?)",
    }
)


def sold_of(payload: bytes, voided: int) -> SoldSale:
    """A sale from its event's payload.

    Raises:
        PayloadError: the payload is none of a sale.
    """
    event = decode_event(payload)
    context = event.context
    sale = sale_from_data(event.data)
    return SoldSale(event.event_id, sale, context.occurred_at, bool(voided), context.shift_id, event.cause_id)


def back_of(
    lines: Iterable[tuple[Any, ...]], money: Iterable[tuple[Any, ...]], sums: tuple[Any, ...]
) -> BroughtBack:
    """Sums over the rows of all returns of one sale; ``sums`` are cents in all, of tax, and points."""
    millis: dict[int, int] = {}
    for n, quantity in lines:
        millis[n] = millis.get(n, 0) + quantity
    return BroughtBack(
        {n: from_millis(quantity) for n, quantity in millis.items()},
        _by_method(money),
        total=from_cents(sums[0]),
        tax=from_cents(sums[1]),
        points=sums[2],
    )


def read_back(ask: Callable[..., list[tuple[Any, ...]]], series: str, number: int) -> BroughtBack:
    """What came back of a sale; ``ask`` runs one of `QUERIES` by name."""
    lines, money = ask("lines_back", series, number), ask("money_back", series, number)
    sums, numbers = ask("sums_back", series, number), sorted(ask("numbers_back", series, number))
    back = back_of(lines, money, sums[0] if sums else (0, 0, 0))
    return replace(back, numbers=tuple(format_number(*place) for place in numbers))


def read_exchange(ask: Callable[..., list[tuple[Any, ...]]], event_id: str) -> ExchangedFor | None:
    """The return with this event and what went back before it; ``ask`` runs one of `QUERIES` by name."""
    for series, number, terminal_id in ask("refund_at", event_id):
        money = ask("money_until", series, number, event_id)
        before = _by_method(part for refund, *part in money if refund != event_id)
        payments = _by_method(part for refund, *part in money if refund == event_id)
        return ExchangedFor(series, number, terminal_id, before, payments)
    return None


def _by_method(money: Iterable[Sequence[Any]]) -> dict[str, Decimal]:
    cents: dict[str, int] = {}
    for method, amount in money:
        cents[method] = cents.get(method, 0) + amount
    return {method: from_cents(amount) for method, amount in cents.items()}
