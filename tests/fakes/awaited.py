"""Payments that nobody has confirmed yet, read from events in memory."""

from __future__ import annotations

from collections.abc import Sequence

from app.usecases.awaited_port import AwaitedPayment
from app.usecases.ports import StoredEvent
from core.domain.document_data import sale_from_data
from core.domain.journal.events import EventKind
from core.domain.money import to_cents


def awaited_payments(events: Sequence[StoredEvent]) -> list[AwaitedPayment]:
    """Unconfirmed payments of completed sales that nobody told about, oldest first."""
    told = [s.event.data for s in events if s.event.kind == EventKind.PAYMENT_CONFIRMED]
    known = {(data["original"]["event_id"], data["n"]) for data in told}
    found: list[AwaitedPayment] = []
    for event in (stored.event for stored in events):
        if event.kind != EventKind.SALE_COMPLETED:
            continue
        sale = sale_from_data(event.data)
        found += [
            AwaitedPayment(
                len(found) + at,
                event.event_id,
                sale.local_transaction_id,
                payment.n,
                sale.series,
                sale.number,
                int(event.context.occurred_at.timestamp() * 1000),
                payment.method,
                to_cents(payment.amount),
                payment.details.bank or "",
                payment.details.confirmation_code or payment.details.reference or "",
            )
            for at, payment in enumerate(sale.payments, start=1)
            if payment.state == "unconfirmed"
        ]
    return [one for one in found if (one.event_id, one.n) not in known]
