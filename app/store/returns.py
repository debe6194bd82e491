"""What ``till.db`` knows of sales by number and of what came back. Driver-only reading."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, Final

from app.usecases.returns_port import BroughtBack, SoldSale
from core.domain.document_data import sale_from_data
from core.domain.journal.events import decode_event
from core.domain.money import from_cents, from_millis

QUERIES: Final = MappingProxyType(
    {
        "sold": "SELECT j.payload, v.event_id IS NOT NULL FROM sale s "
        "JOIN journal j ON j.event_id=s.event_id "
        "LEFT JOIN sale_void v ON v.original_event_id=s.event_id WHERE s.series=? AND s.number=?",
        "lines_back": "SELECT l.original_n, l.quantity_milli FROM refund r "
        "JOIN refund_line l ON l.event_id=r.event_id WHERE r.original_series=? AND r.original_number=?",
        "money_back": "SELECT p.method, p.amount_cents FROM refund r "
        "JOIN repayment p ON p.event_id=r.event_id WHERE r.original_series=? AND r.original_number=?",
    }
)


def sold_of(payload: bytes, voided: int) -> SoldSale:
    """A sale from its event's payload.

    Raises:
        PayloadError: the payload is none of a sale.
    """
    event = decode_event(payload)
    return SoldSale(event.event_id, sale_from_data(event.data), event.context.occurred_at, bool(voided))


def back_of(lines: Iterable[tuple[Any, ...]], money: Iterable[tuple[Any, ...]]) -> BroughtBack:
    """Sums over the rows of all returns of one sale."""
    millis: dict[int, int] = {}
    for n, quantity in lines:
        millis[n] = millis.get(n, 0) + quantity
    cents: dict[str, int] = {}
    for method, amount in money:
        cents[method] = cents.get(method, 0) + amount
    return BroughtBack(
        {n: from_millis(quantity) for n, quantity in millis.items()},
        {method: from_cents(amount) for method, amount in cents.items()},
    )
