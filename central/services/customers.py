"""From ``customer.created`` to the centre's rows: pure (sync.md C13)."""

from __future__ import annotations

import json

from central.services.intake import CustomerRow
from core.domain.customer_data import customer_from_data
from core.domain.ids import is_uuid
from core.domain.journal.events import Event, format_time


def customer_row(event: Event) -> CustomerRow:
    """Projection of a ``customer.created``.

    Raises:
        PayloadError: its data is not that of a customer.
    """
    customer = customer_from_data(event.data)
    document, context = customer.document, event.context
    cashier = context.cashier_id
    return CustomerRow(
        customer_id=customer.customer_id,
        name=customer.name,
        document_kind=None if document is None else document.kind.value,
        document_number=None if document is None else document.number,
        document_dv=None if document is None else document.dv,
        phone=customer.phone,
        email=customer.email,
        groups=customer.groups,
        consent_text=customer.consent_text,
        consent_at=customer.consent_at,
        cashier_id=cashier if cashier is not None and is_uuid(cashier) else None,
        message=json.dumps(
            {
                "event_id": event.event_id,
                "customer_id": customer.customer_id,
                "terminal_id": context.terminal_id,
                "local_id": context.local_id,
                "occurred_at": format_time(context.occurred_at),
            },
            separators=(",", ":"),
        ),
    )
