"""What ``till.db`` knows of tenders: the last card slip, codes that were used. Driver-only reading."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from core.domain.document_data import sale_from_data
from core.domain.documents import TenderDetails
from core.domain.journal.events import decode_event

LOOKED_BACK: Final = 40
"""Sales that are looked through for a card: beyond them its terminal may be another one by now."""
AWAITED: Final = "SELECT 1 FROM payment_awaited WHERE event_id=? AND n=?"
QUERIES: Final = MappingProxyType(
    {
        "last_card": "SELECT j.payload FROM sale s "
        "JOIN payment p ON p.event_id=s.event_id AND p.method='card' "
        "JOIN journal j ON j.event_id=s.event_id "
        "WHERE s.entry > (SELECT coalesce(max(entry), 0) - ? FROM sale) ORDER BY s.entry DESC LIMIT 1",
        "code_used": "SELECT 1 FROM payment WHERE confirmation_code=? AND method=? LIMIT 1",
        "transfer_banks": "SELECT bank FROM payment WHERE reference=? AND method='transfer'",
        "payments_awaited": "SELECT a.entry, a.event_id, s.local_transaction_id, a.n, s.series, s.number, "
        "s.occurred_at_ms, p.method, p.amount_cents, coalesce(p.bank, ''), "
        "coalesce(p.confirmation_code, p.reference, '') FROM payment_awaited a "
        "CROSS JOIN payment p ON p.event_id=a.event_id AND p.n=a.n "
        "CROSS JOIN sale s ON s.event_id=a.event_id WHERE a.entry>? ORDER BY a.entry LIMIT ?",
    }
)


def card_of(payload: bytes) -> TenderDetails | None:
    """The last card slip of a sale's event.

    Raises:
        PayloadError: the payload is none of a sale.
    """
    payments = sale_from_data(decode_event(payload).data).payments
    return next((payment.details for payment in reversed(payments) if payment.method == "card"), None)
