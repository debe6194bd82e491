"""Rows of ``customer.created``: how a till finds its own new customers before the centre tells of them.

The electronic address is not among them, since nobody looks a customer up by it here: personal data is kept
in as few places as will do (sync.md X7).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.domain.customer_data import customer_from_data
from core.domain.journal.events import Event
from core.domain.journal.rows import Projection, unix_ms

CUSTOMER_TABLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "customer_local": (
            "customer_id",
            "event_id",
            "name",
            "document_kind",
            "document_number",
            "document_dv",
            "phone",
            "consent_at_ms",
        )
    }
)


def customer_rows(event: Event) -> Projection:
    """The customer a ``customer.created`` made.

    Raises:
        PayloadError: its data is not that of a customer.
    """
    customer = customer_from_data(event.data)
    document = customer.document
    return {
        "customer_local": [
            {
                "customer_id": customer.customer_id,
                "event_id": event.event_id,
                "name": customer.name,
                "document_kind": None if document is None else document.kind.value,
                "document_number": None if document is None else document.number,
                "document_dv": None if document is None else document.dv,
                "phone": customer.phone,
                "consent_at_ms": unix_ms(customer.consent_at),
            }
        ]
    }
