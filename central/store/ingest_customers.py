"""Customers of a batch: the replica's row, the consent, and word of it for whoever keeps customers.

A statement of its own after the ingest statement, in the same transaction: a till makes a few customers a
day, so the statement every batch pays for stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from central.services.intake import Intake, IntakeItem
from central.store.changes import lock_item, log_change
from central.store.engine import RawConnection
from core.domain.changes import Stream

_KNOWN: Final = "SELECT 1 FROM pos.r_customers WHERE organization_id = $1 AND customer_id = $2"
CUSTOMER: Final = """
WITH c AS (
  INSERT INTO pos.r_customers (organization_id, customer_id, name, document_kind, document_number,
    document_dv, phone, email, groups, version, consent_at)
  SELECT $1, $6, $7, $8, $9, $10, $11, $12, $13, $18, $15 WHERE $18::bigint IS NOT NULL),
k AS (
  INSERT INTO pos.customer_consents (organization_id, event_id, customer_id, consent_text, given_at,
    terminal_id, cashier_id, received_at) VALUES ($1, $4, $6, $14, $15, $3, $16, $5))
INSERT INTO pos.central_outbox (organization_id, local_id, event_id, routing_key, body, created_at)
VALUES ($1, $2, $4, 'pos.customer.created', $17, $5)"""
"""Without a version the customer is known already: what the keeper of customers says of them wins."""


async def store_customers(
    connection: RawConnection, intake: Intake, items: Sequence[IntakeItem], fresh: Collection[str]
) -> None:
    """Write the customers of those items that the ingest statement has just stored."""
    for item in items:
        row = item.customer
        if row is None or item.event_id not in fresh:
            continue
        version = await _version(connection, intake, row.customer_id)
        await connection.execute(
            CUSTOMER,
            *(intake.tenant.organization_id, intake.tenant.local_id, intake.terminal_id),
            *(item.event_id, intake.received_at),
            *(row.customer_id, row.name, row.document_kind, row.document_number, row.document_dv),
            *(row.phone, row.email, list(row.groups), row.consent_text, row.consent_at, row.cashier_id),
            *(row.message, version),
        )


async def _version(connection: RawConnection, intake: Intake, customer_id: str) -> int | None:
    """Version of a customer who is new here, None of one who is known; nobody else adds them meanwhile."""
    tenant, item = intake.tenant, (Stream.CUSTOMERS, customer_id)
    await lock_item(connection, tenant, *item, everywhere=True)
    if await connection.fetchval(_KNOWN, tenant.organization_id, customer_id) is not None:
        return None
    return await log_change(connection, tenant, *item, intake.received_at, everywhere=True)
