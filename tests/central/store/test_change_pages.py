"""How the log is read: as far as the page goes, whatever else is in it."""

from __future__ import annotations

import json
from typing import Any

from central.store.change_pages import LOG_QUERY
from tests.central.streams import writing
from tests.central.world import World

_FILL = """
INSERT INTO pos.change_log (organization_id, local_id, stream, item_id, op, version, logged_at)
SELECT $1, CASE WHEN n % 3 = 0 THEN $2::uuid END, (ARRAY['prices', 'stock', 'products'])[n % 7 % 3 + 1],
  'item ' || n, 'upsert', n, '2026-11-24' FROM generate_series(1, 20000) n"""


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(found for part in plan.get("Plans", []) for found in nodes(part))]


async def test_a_page_is_a_range_of_each_of_two_indexes(world: World) -> None:
    tenant = world.till.tenant
    names = tenant.organization_id, tenant.local_id
    async with writing(world, tenant) as connection:
        await connection.execute(_FILL, *names)
    await world.execute("ANALYZE pos.change_log")
    async with writing(world, tenant, "pos_app") as connection:
        plan = await connection.fetchval(
            "EXPLAIN (ANALYZE, FORMAT JSON) " + LOG_QUERY, *names, "stock", "0", 0, 201
        )
    scans = [node for node in nodes(json.loads(plan)[0]["Plan"]) if "Scan" in node["Node Type"]]
    used = {node.get("Index Name"): node["Actual Rows"] for node in scans}
    assert set(used) == {"change_log_shop", "change_log_everywhere"}, json.dumps(scans)
    assert max(used.values()) <= 201, "no more is read than a page holds"
