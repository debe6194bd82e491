"""What a batch says about the money of earlier sales: rows beside them, for the sale's own never change.

A statement of its own after the ingest statement, in the same transaction, as with voids.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from central.services.intake import ChangeCorrectionRow, Intake, IntakeItem, PaymentOutcomeRow
from central.store.engine import RawConnection
from central.store.tender_reviews import tender_found_out

OUTCOME: Final = """
WITH o AS (
  INSERT INTO pos.payment_outcomes (organization_id, local_id, terminal_id, event_id, created_at,
    sale_event_id, n, method, amount_minor, outcome, reason, reference, cashier_id, approver_id, told_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15))
INSERT INTO pos.central_outbox (organization_id, local_id, event_id, routing_key, body, created_at)
VALUES ($1, $2, $4, 'pos.payment.confirmed', $16, $5)"""
CORRECTION: Final = """
INSERT INTO pos.change_corrections (organization_id, local_id, terminal_id, event_id, created_at,
  sale_event_id, received_before_minor, change_before_minor, received_minor, change_minor, cashier_id,
  approver_id, corrected_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"""


async def store_money(
    connection: RawConnection, intake: Intake, items: Sequence[IntakeItem], fresh: Collection[str]
) -> None:
    """Write what those items found out that the ingest statement has just stored."""
    for item in items:
        row = item.money
        if row is None or item.event_id not in fresh:
            continue
        tenant = (intake.tenant.organization_id, intake.tenant.local_id, intake.terminal_id)
        head = (*tenant, item.event_id, intake.received_at, row.sale_event_id)
        if isinstance(row, PaymentOutcomeRow):
            await connection.execute(OUTCOME, *head, *_outcome(row))
            found, by = (item.event_id, row.n, row.outcome), row.approver_id or row.cashier_id
            await tender_found_out(
                connection, intake.tenant, row.sale_event_id, found, by, intake.received_at
            )
        else:
            await connection.execute(CORRECTION, *head, *_correction(row))


def _outcome(row: PaymentOutcomeRow) -> tuple[object, ...]:
    return (
        *(row.n, row.method, row.amount_minor, row.outcome, row.reason, row.reference),
        *(row.cashier_id, row.approver_id, row.told_at, row.message),
    )


def _correction(row: ChangeCorrectionRow) -> tuple[object, ...]:
    return (
        *(row.received_before_minor, row.change_before_minor, row.received_minor, row.change_minor),
        *(row.cashier_id, row.approver_id, row.corrected_at),
    )
