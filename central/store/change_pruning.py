"""Forgets old entries of the log of changes, and lists as they were before them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from central.services.values import Tenant
from central.store.changes import TENANT
from central.store.engine import Engine, raw_connection, translated

_PRUNE: Final = """
WITH gone AS (
  DELETE FROM pos.change_log WHERE organization_id = $1 AND (local_id IS NULL OR local_id = $2)
    AND logged_at < $3 AND xid < pg_snapshot_xmin(pg_current_snapshot()) RETURNING stream, xid, id, version),
past AS (
  DELETE FROM pos.r_past WHERE organization_id = $1 AND until <= (SELECT max(version) FROM gone)),
last AS (
  SELECT DISTINCT ON (g.stream) g.stream, g.xid, g.id FROM gone g ORDER BY g.stream, g.xid DESC, g.id DESC),
kept AS (
  INSERT INTO pos.change_horizon AS h (organization_id, stream, xid, id) SELECT $1, stream, xid, id FROM last
  ON CONFLICT (organization_id, stream) DO UPDATE SET xid = EXCLUDED.xid, id = EXCLUDED.id
  WHERE (EXCLUDED.xid, EXCLUDED.id) > (h.xid, h.id))
SELECT count(*) FROM gone"""


async def prune_changes(engine: Engine, tenant: Tenant, before: datetime) -> int:
    """Forget what a shop, and its organization for all shops, logged before a time.

    Cursors from before what was forgotten are gone from then on: their tills fetch whole lists. Rows of lists
    that had been replaced by then go too: a sale that cites them is older than any till may be away, and what
    the centre cannot know it does not judge.

    Args:
        engine: Of a role that may delete from the log: ``pos_feed`` or the owner.
        tenant: The shop.
        before: The centre's clock; tombstones live 90 days or more (D2).

    Returns:
        How many entries.

    Raises:
        StoreUnavailableError: try again.
    """
    async with translated(), raw_connection(engine) as connection, connection.transaction():
        await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
        return int(await connection.fetchval(_PRUNE, tenant.organization_id, tenant.local_id, before))
