"""Voids of a batch: the row, how the money went back, their effects, and word of it.

A statement of its own after the ingest statement, in the same transaction: a till undoes few sales a day, so
the statement every batch pays for stays as it is. The sale's own row never changes: that it was undone is
read from here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from central.services.effect_kinds import CUSTOMER, DRIFT, OVER_RETURN, STOCK
from central.services.intake import RARE_PAYMENT_COLUMNS, Intake, IntakeItem
from central.services.review_codes import RULES
from central.store.engine import RawConnection

_RARE: Final = ", ".join(RARE_PAYMENT_COLUMNS)
_VALUES: Final = ", ".join(f"(x.rare->>'{name}')::{kind}" for name, kind in RARE_PAYMENT_COLUMNS.items())
VOID: Final = f"""
WITH v AS (
  INSERT INTO pos.voids (organization_id, local_id, terminal_id, event_id, created_at, original_event_id,
    original_terminal_id, original_series, original_number, reason, total_minor, points_back, cashier_id,
    approver_id, shift_id, business_date, voided_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::text::date, $17)),
p AS (
  INSERT INTO pos.void_payments (organization_id, local_id, event_id, n, method, amount_minor,
    received_minor, state, {_RARE})
  SELECT $1, $2, $4, x.n, x.method, x.amount, x.received, x.state, {_VALUES}
  FROM unnest($18::int[], $19::text[], $20::bigint[], $21::bigint[], $22::text[], $23::jsonb[])
    x(n, method, amount, received, state, rare)),
f AS (
  INSERT INTO pos.effects (organization_id, local_id, event_id, kind, state, created_at, due_at)
  VALUES ($1, $2, $4, '{STOCK}', CASE WHEN $24 THEN 'held' ELSE 'pending' END, $5, $5),
    ($1, $2, $4, '{CUSTOMER}', CASE WHEN $24 THEN 'held' ELSE 'pending' END, $5, $5),
    ($1, $2, $4, '{DRIFT}', 'pending', $5, $5),
    ($1, $2, $4, '{OVER_RETURN}', 'pending', $5, $5))
INSERT INTO pos.central_outbox (organization_id, local_id, event_id, routing_key, body, created_at, held)
VALUES ($1, $2, $4, 'pos.sale.voided', $25, $5, $24)"""  # noqa: S608 names of this program only


async def store_voids(
    connection: RawConnection, intake: Intake, items: Sequence[IntakeItem], fresh: Collection[str]
) -> None:
    """Write the voids of those items that the ingest statement has just stored."""
    for item in items:
        row = item.void
        if row is None or item.event_id not in fresh:
            continue
        original, paid = row.original, row.payments
        await connection.execute(
            VOID,
            *(intake.tenant.organization_id, intake.tenant.local_id, intake.terminal_id),
            *(item.event_id, intake.received_at),
            *(original.event_id, original.terminal_id, original.series, original.number),
            *(row.reason, row.total_minor, row.points_back, row.cashier_id, row.approver_id),
            *(row.shift_id, row.business_date, row.voided_at),
            [payment.n for payment in paid],
            [payment.method for payment in paid],
            [payment.amount_minor for payment in paid],
            [payment.received_minor for payment in paid],
            [payment.state for payment in paid],
            [payment.rare for payment in paid],
            item.review is not None and RULES[item.review].held,
            row.message,
        )
