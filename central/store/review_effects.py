"""What a review under which effects are held does to them: hold, release, drop, in its own transaction.

Held are the effects that move something (`MOVING`) and the message that leaves; checks go on all the while.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from central.services.effect_kinds import MOVING
from central.services.values import Tenant
from central.store.engine import RawConnection

_HOLD: Final = """
WITH f AS (UPDATE pos.effects SET state = 'held'
  WHERE organization_id = $1 AND event_id = $2 AND state = 'pending' AND kind = ANY($3::text[]))
UPDATE pos.central_outbox SET held = true
WHERE organization_id = $1 AND event_id = $2 AND published_at IS NULL"""
_FREE: Final = """(SELECT true FROM pos.sync_review v WHERE v.organization_id = $1 AND v.event_id = $2
  AND v.state = 'open' AND v.held AND v.code <> 'UNKNOWN_SKU' LIMIT 1) IS NULL"""
_RELEASE: Final = f"""
WITH f AS (UPDATE pos.effects SET state = 'pending'
  WHERE organization_id = $1 AND event_id = $2 AND state = 'held' AND {_FREE})
UPDATE pos.central_outbox SET held = false
WHERE organization_id = $1 AND event_id = $2 AND held AND {_FREE}"""  # noqa: S608
_DROP: Final = """
UPDATE pos.effects SET state = 'dropped' WHERE organization_id = $1 AND event_id = $2 AND state = 'held'"""
_WITHDRAW: Final = """
UPDATE pos.effects SET state = 'dropped'
WHERE organization_id = $1 AND event_id = $2 AND kind = $3 AND state IN ('pending', 'held') RETURNING true"""
_ADD: Final = """
INSERT INTO pos.effects (organization_id, local_id, event_id, kind, state, created_at, due_at, body)
VALUES ($1, $2, $3, $4, 'pending', $5, $5, $6::text::jsonb) ON CONFLICT DO NOTHING RETURNING true"""


async def hold_effects(connection: RawConnection, organization_id: str, event_id: str) -> None:
    """What has not been carried out waits for a person."""
    await connection.execute(_HOLD, organization_id, event_id, list(MOVING))


async def release_effects(connection: RawConnection, organization_id: str, event_id: str) -> None:
    """Let them run, unless another open review holds them still."""
    await connection.execute(_RELEASE, organization_id, event_id)


async def drop_effects(connection: RawConnection, organization_id: str, event_id: str) -> None:
    """They never run, and word of the event never leaves."""
    await connection.execute(_DROP, organization_id, event_id)


async def withdraw_effect(connection: RawConnection, organization_id: str, event_id: str, kind: str) -> bool:
    """One that has not run never does; False when it has, or there is none."""
    return bool(await connection.fetchval(_WITHDRAW, organization_id, event_id, kind))


async def add_effect(
    connection: RawConnection, tenant: Tenant, event_id: str, kind: str, body: Mapping[str, Any], at: datetime
) -> bool:
    """One more effect, what a decision moves; False when there is one of this kind already."""
    made = await connection.fetchval(
        _ADD, tenant.organization_id, tenant.local_id, event_id, kind, at, json.dumps(body)
    )
    return bool(made)
