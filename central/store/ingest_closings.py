"""What Zs say of their shifts, kept until the centre has held it against what it has (sync.md U9)."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Final

from central.services.effect_kinds import Z_RECONCILE
from central.services.intake import Intake, IntakeItem
from central.store.engine import RawConnection

_KEEP: Final = f"""
WITH z AS (
  INSERT INTO pos.z_closings (organization_id, local_id, event_id, terminal_id, shift_id, number, ranges,
    head_hash, counts, tenders, received_at)
  VALUES ($1, $2, $3, $4, $5::text::uuid, $6, $7::text::jsonb, $8, $9::text::jsonb, $10::text::jsonb, $11))
INSERT INTO pos.effects (organization_id, local_id, event_id, kind, state, created_at, due_at)
VALUES ($1, $2, $3, '{Z_RECONCILE}', 'pending', $11, $11)"""  # noqa: S608 a name of this program
_AGAIN: Final = f"""
UPDATE pos.effects e SET due_at = $3 FROM pos.z_closings z
WHERE z.organization_id = $1 AND z.terminal_id = $2 AND e.organization_id = $1 AND e.event_id = z.event_id
  AND e.kind = '{Z_RECONCILE}' AND e.state = 'pending' AND e.due_at > $3"""  # noqa: S608


async def store_closings(
    connection: RawConnection, intake: Intake, items: Sequence[IntakeItem], fresh: Collection[str]
) -> None:
    """Keep the Zs among those items that the ingest statement has just stored."""
    for item in items:
        closing = item.closing
        if closing is None or item.event_id not in fresh:
            continue
        await connection.execute(
            _KEEP,
            *(intake.tenant.organization_id, intake.tenant.local_id, item.event_id, intake.terminal_id),
            *(closing.shift_id, closing.number, json.dumps([asdict(part) for part in closing.ranges])),
            *(bytes.fromhex(closing.head.hash), json.dumps(dict(closing.counts))),
            *(json.dumps(dict(closing.tenders)), intake.received_at),
        )


async def gap_closed(connection: RawConnection, intake: Intake) -> None:
    """A gap of this terminal has closed: Zs that wait are looked at again, at once."""
    await connection.execute(_AGAIN, intake.tenant.organization_id, intake.terminal_id, intake.received_at)
