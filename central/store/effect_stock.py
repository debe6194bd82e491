"""What an event moves in its shop's stock, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from central.services.stock import Movement
from central.services.values import Tenant
from central.store.changes import log_changes
from central.store.engine import RawConnection
from core.domain.changes import Stream

_SUM: Final = """
SELECT m.variant_id, m.name, m.moved,
  p.variant_id IS NOT NULL OR NOT EXISTS (SELECT FROM pos.r_products WHERE organization_id = $1) AS known,
  s.variant_id IS NOT NULL AS counted
FROM m LEFT JOIN pos.r_products p ON p.organization_id = $1 AND p.variant_id = m.variant_id
LEFT JOIN pos.r_stock s ON s.organization_id = $1 AND s.local_id = $2 AND s.variant_id = m.variant_id
WHERE m.moved <> 0 ORDER BY m.variant_id"""
_LINES: Final = f"""
WITH d AS (
  SELECT t.transaction_id, CASE t.kind WHEN 'sale' THEN -1 ELSE 1 END AS sign FROM pos.transactions t
  WHERE t.organization_id = $1 AND t.event_id = $3
  UNION ALL
  SELECT t.transaction_id, 1 FROM pos.voids v JOIN pos.transactions t
    ON t.organization_id = v.organization_id AND t.event_id = v.original_event_id
  WHERE v.organization_id = $1 AND v.event_id = $3),
m AS (
  SELECT i.variant_id, min(i.name) AS name, sum(d.sign * i.quantity_milli)::bigint AS moved
  FROM d JOIN pos.transaction_items i ON i.organization_id = $1 AND i.transaction_id = d.transaction_id
  GROUP BY i.variant_id)
{_SUM}"""  # noqa: S608 pieces of this module
_GIVEN: Final = """
SELECT m.variant_id, coalesce(p.name, m.variant_id::text) AS name, m.moved, true AS known,
  s.variant_id IS NOT NULL AS counted
FROM unnest($3::uuid[], $4::bigint[]) m(variant_id, moved)
LEFT JOIN pos.r_products p ON p.organization_id = $1 AND p.variant_id = m.variant_id
LEFT JOIN pos.r_stock s ON s.organization_id = $1 AND s.local_id = $2 AND s.variant_id = m.variant_id
WHERE m.moved <> 0 ORDER BY m.variant_id"""
_IS_VOID: Final = "SELECT true FROM pos.voids WHERE organization_id = $1 AND event_id = $2"
_MOVE: Final = """
UPDATE pos.r_stock s SET quantity_milli = s.quantity_milli + m.moved, as_of = $6, version = m.version
FROM unnest($3::uuid[], $4::bigint[], $5::bigint[]) m(variant_id, moved, version)
WHERE s.organization_id = $1 AND s.local_id = $2 AND s.variant_id = m.variant_id
RETURNING s.variant_id, s.quantity_milli"""


async def read_movements(
    connection: RawConnection, tenant: Tenant, event_id: str, body: Mapping[str, Any] | None
) -> Sequence[Movement] | None:
    """Of the event's own lines, or those a decision gave; None for a void whose sale is not here."""
    both = tenant.organization_id, tenant.local_id
    if body is not None:
        moves = body["moves"]
        rows = await connection.fetch(_GIVEN, *both, [one[0] for one in moves], [one[1] for one in moves])
    else:
        rows = await connection.fetch(_LINES, *both, event_id)
        if not rows and await connection.fetchval(_IS_VOID, tenant.organization_id, event_id):
            return None
    return [Movement(str(row[0]), row[2], row[1], row[3], row[4]) for row in rows]


async def move_stock(
    connection: RawConnection, tenant: Tenant, movements: Sequence[Movement], at: datetime
) -> dict[str, int]:
    """Add to the figures of the shop, tell its tills; thousandths left, by variant."""
    if not movements:
        return {}
    variants = [one.variant_id for one in movements]
    versions = await log_changes(connection, tenant, Stream.STOCK, dict.fromkeys(variants, False), at)
    rows = await connection.fetch(
        _MOVE,
        *(tenant.organization_id, tenant.local_id, variants, [one.moved for one in movements]),
        *([versions[variant] for variant in variants], at),
    )
    return {str(row[0]): row[1] for row in rows}
