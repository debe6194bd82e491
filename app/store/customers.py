"""What ``till.db`` knows of customers: those made here, and what each spent here. Driver-only reading."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from app.usecases.customers_port import CustomerRecord

_STANDS: Final = "NOT EXISTS (SELECT 1 FROM sale_void v WHERE v.series=s.series AND v.number=s.number)"
_REPAID: Final = (
    "JOIN refund r ON r.original_series=s.series AND r.original_number=s.number "
    "JOIN repayment p ON p.event_id=r.event_id WHERE s.customer_id=? AND r.occurred_at_ms>?"
)
QUERIES: Final = MappingProxyType(
    {
        "customers_created": "SELECT customer_id, name, document_kind, document_number, document_dv, phone, "
        "consent_at_ms FROM customer_local ORDER BY entry DESC LIMIT ?",
        "points_spent": "SELECT coalesce(sum(s.points_spent), 0) FROM sale s "  # noqa: S608
        f"WHERE s.customer_id=? AND s.occurred_at_ms>? AND {_STANDS}",
        # as many points as the sale took for that much money, floored: never more than it took
        "points_repaid": "SELECT coalesce(sum(s.points_spent * p.amount_cents / (SELECT sum(t.amount_cents) "  # noqa: S608
        "FROM payment t WHERE t.event_id=s.event_id AND t.method='points')), 0) "
        f"FROM sale s {_REPAID} AND p.method='points'",
        "points_earned": "SELECT coalesce(sum(points_earned), 0) FROM sale "
        "WHERE customer_id=? AND occurred_at_ms>?",
        "points_returned": "SELECT coalesce(sum(r.points_back), 0) FROM sale s JOIN refund r "
        "ON r.original_series=s.series AND r.original_number=s.number "
        "WHERE s.customer_id=? AND r.occurred_at_ms>?",
        "points_voided": "SELECT coalesce(sum(v.points_back), 0) FROM sale s JOIN sale_void v "
        "ON v.series=s.series AND v.number=s.number WHERE s.customer_id=? AND v.occurred_at_ms>?",
        "credit_given": "SELECT coalesce(sum(p.amount_cents), 0) FROM sale s "  # noqa: S608
        "JOIN payment p ON p.event_id=s.event_id "
        f"WHERE s.customer_id=? AND s.occurred_at_ms>? AND p.method='store_credit' AND {_STANDS}",
        "credit_repaid": "SELECT coalesce(sum(p.amount_cents), 0) "  # noqa: S608
        f"FROM sale s {_REPAID} AND p.method='store_credit'",
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
