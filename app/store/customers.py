"""What ``till.db`` knows of customers: those made here, and what each spent here. Driver-only reading."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from app.usecases.customers_port import CustomerRecord

QUERIES: Final = MappingProxyType(
    {
        "customers_created": "SELECT customer_id, name, document_kind, document_number, document_dv, phone, "
        "consent_at_ms FROM customer_local ORDER BY entry DESC LIMIT ?",
        "points_spent": "SELECT coalesce(sum(points_spent), 0) FROM sale "
        "WHERE customer_id=? AND occurred_at_ms>?",
        "points_gained": "SELECT coalesce((SELECT sum(points_earned) FROM sale "
        "WHERE customer_id=?1 AND occurred_at_ms>?2), 0) - coalesce((SELECT sum(points_back) FROM refund "
        "WHERE customer_id=?1 AND occurred_at_ms>?2), 0) - coalesce((SELECT sum(v.points_back) "
        "FROM sale_void v JOIN sale s ON s.series=v.series AND s.number=v.number "
        "WHERE s.customer_id=?1 AND v.occurred_at_ms>?2), 0)",
        "credit_given": "SELECT coalesce(sum(p.amount_cents), 0) FROM sale s "
        "JOIN payment p ON p.event_id=s.event_id "
        "WHERE s.customer_id=? AND s.occurred_at_ms>? AND p.method='store_credit'",
    }
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def record_of(row: tuple[Any, ...]) -> CustomerRecord:
    """A customer made here: no points, no credit and no groups until the centre has spoken."""
    customer_id, name, kind, number, dv, phone, consent_at_ms = row
    return CustomerRecord(
        customer_id=customer_id,
        name=name,
        kind=kind or "none",
        document=number or "",
        dv=dv or "",
        phone=phone,
        consent_at=_EPOCH + timedelta(milliseconds=consent_at_ms),
    )
