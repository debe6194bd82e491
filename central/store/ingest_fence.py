"""Two machines that believe to be one till (sync.md C12): told apart by epoch, boot and fork, and fenced.

Money changed hands at both, so nothing is thrown away: the bytes are kept aside for a person, and the till
that is re-enrolled sends its own again as items of a lower epoch.
"""

from __future__ import annotations

import logging
from typing import Final

from central.services.intake import Intake, IntakeItem, Stored
from central.store.engine import RawConnection

_LOG: Final = logging.getLogger("cuadre.central")
_JUDGE: Final = """
SELECT
  (SELECT e.fenced_at FROM pos.terminal_epochs e
   WHERE e.organization_id = $1 AND e.terminal_id = $2 AND e.epoch = $3) IS NOT NULL AS fenced,
  EXISTS (SELECT FROM pos.terminal_boots mine JOIN pos.terminal_boots later
    ON later.organization_id = mine.organization_id AND later.terminal_id = mine.terminal_id
    AND later.epoch = mine.epoch AND later.entry > mine.entry AND later.first_head_seq < $5
    WHERE mine.organization_id = $1 AND mine.terminal_id = $2 AND mine.epoch = $3 AND mine.boot_id = $4
  ) AS cloned"""
_FENCE: Final = """
WITH t AS (UPDATE pos.terminals SET status = 'fenced'
  WHERE organization_id = $1 AND terminal_id = $3 AND epoch <= $4 AND status = 'active')
INSERT INTO pos.terminal_epochs (organization_id, local_id, terminal_id, epoch, fenced_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (organization_id, terminal_id, epoch)
  DO UPDATE SET fenced_at = coalesce(pos.terminal_epochs.fenced_at, excluded.fenced_at)"""
_KEEP: Final = """
INSERT INTO pos.fenced_inbox (organization_id, local_id, terminal_id, boot_id, event_id, epoch, seq, sha256,
  hash, payload, received_at)
SELECT $1, $2, $3, $4, x.event_id, x.epoch, x.seq, x.sha256, x.hash, x.payload, $5
FROM unnest($6::uuid[], $7::bigint[], $8::bigint[], $9::bytea[], $10::bytea[], $11::bytea[])
  x(event_id, epoch, seq, sha256, hash, payload)
WHERE (SELECT true FROM pos.sync_inbox i WHERE i.organization_id = $1 AND i.event_id = x.event_id
  AND i.sha256 = x.sha256 LIMIT 1) IS NULL
ON CONFLICT DO NOTHING"""
_PLACES: Final = """
SELECT (SELECT true FROM pos.sync_inbox i WHERE i.organization_id = $1 AND i.terminal_id = $2
    AND i.epoch = $3 AND i.seq = s.seq AND i.event_id <> s.event_id LIMIT 1) AS taken
FROM unnest($4::bigint[], $5::uuid[]) s(seq, event_id)"""


async def is_fenced(connection: RawConnection, intake: Intake, epoch: int) -> bool:
    """Whether this request comes from a machine that is not, or no longer, the till.

    Args:
        connection: Inside the batch's transaction, the terminal locked.
        intake: The judged batch.
        epoch: The terminal's highest epoch.
    """
    if intake.epoch < epoch:
        _LOG.warning("terminal %s sent from epoch %d, it is at %d", intake.terminal_id, intake.epoch, epoch)
        return True
    row = await connection.fetchrow(
        _JUDGE,
        *(intake.tenant.organization_id, intake.terminal_id, intake.epoch, intake.boot_id, intake.head_seq),
    )
    assert row is not None
    if row["cloned"] and not row["fenced"]:
        await _fence(connection, intake, "two machines in turn")
    return bool(row["fenced"] or row["cloned"])


async def keep_aside(connection: RawConnection, intake: Intake) -> dict[str, Stored]:
    """Keep the bytes of a fenced request, but for what the inbox holds anyway."""
    items = (*intake.items, *intake.conflicting)
    await connection.execute(
        _KEEP,
        *(intake.tenant.organization_id, intake.tenant.local_id, intake.terminal_id, intake.boot_id),
        intake.received_at,
        [item.event_id for item in items],
        [item.epoch for item in items],
        [item.seq for item in items],
        [item.sha256 for item in items],
        [item.hash for item in items],
        [item.payload for item in items],
    )
    return {item.event_id: Stored(item.event_id, "fenced") for item in intake.items}


async def fence_forks(connection: RawConnection, intake: Intake, homeless: list[IntakeItem]) -> None:
    """Fence the current epoch, from the next request on, if another event has the place of one of these.

    Items of a lower epoch may find their places taken: they come from a till that was fenced and re-enrolled.
    """
    own = [item for item in homeless if item.epoch == intake.epoch]
    if not own:
        return
    rows = await connection.fetch(
        _PLACES,
        *(intake.tenant.organization_id, intake.terminal_id, intake.epoch),
        [item.seq for item in own],
        [item.event_id for item in own],
    )
    if any(row["taken"] for row in rows):
        await _fence(connection, intake, "two events at one place")


async def _fence(connection: RawConnection, intake: Intake, reason: str) -> None:
    _LOG.error("terminal %s is fenced in epoch %d: %s", intake.terminal_id, intake.epoch, reason)
    await connection.execute(
        _FENCE,
        *(intake.tenant.organization_id, intake.tenant.local_id, intake.terminal_id),
        *(intake.epoch, intake.received_at),
    )
