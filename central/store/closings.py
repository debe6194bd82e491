"""Reads a Z and counts what is held of its places, as the role ``pos_saga``."""

from __future__ import annotations

from typing import Final

from central.services.closings import Counted, NumberGap, ZView
from central.store.engine import RawConnection

_MOST: Final = 20
"""Gaps told of one Z."""
_SAID: Final = """
SELECT terminal_id, number, ranges, head_hash, counts, tenders, received_at FROM pos.z_closings
WHERE organization_id = $1 AND event_id = $2"""
_RANGE: Final = """FROM unnest($3::bigint[], $4::bigint[], $5::bigint[]) r(epoch, first, last)
JOIN pos.sync_inbox i ON i.organization_id = $1 AND i.terminal_id = $2 AND i.epoch = r.epoch
  AND i.seq BETWEEN r.first AND r.last"""
_KINDS: Final = f"SELECT coalesce(i.kind, '?'), count(*) {_RANGE} GROUP BY 1"
_HEAD: Final = """
SELECT hash FROM pos.sync_inbox WHERE organization_id = $1 AND terminal_id = $2 AND epoch = $3 AND seq = $4"""
_TENDERS: Final = f"""
SELECT method, sum(cents)::bigint FROM (
  SELECT p.method, CASE t.kind WHEN 'sale' THEN p.amount_minor ELSE -p.amount_minor END AS cents {_RANGE}
  JOIN pos.transactions t ON t.organization_id = $1 AND t.event_id = i.event_id
  JOIN pos.payments p ON p.organization_id = $1 AND p.transaction_id = t.transaction_id
  UNION ALL
  SELECT v.method, -v.amount_minor {_RANGE}
  JOIN pos.void_payments v ON v.organization_id = $1 AND v.event_id = i.event_id) moved
GROUP BY method"""  # noqa: S608 pieces of this module

_UNREAD: Final = f"""
SELECT count(*) {_RANGE} WHERE i.kind IN ('sale.completed', 'refund.completed') AND NOT EXISTS (
  SELECT FROM pos.transactions t WHERE t.organization_id = $1 AND t.event_id = i.event_id)"""  # noqa: S608
_GAPS: Final = f"""
WITH mine AS (SELECT t.series, min(t.number) AS low, max(t.number) AS high {_RANGE}
    JOIN pos.transactions t ON t.organization_id = $1 AND t.event_id = i.event_id GROUP BY t.series),
  told AS (SELECT t.series, t.number,
      lag(t.number) OVER (PARTITION BY t.series ORDER BY t.number) AS before
    FROM mine JOIN pos.transactions t ON t.organization_id = $1 AND t.series = mine.series
      AND t.number BETWEEN coalesce((SELECT max(b.number) FROM pos.transactions b
        WHERE b.organization_id = $1 AND b.series = mine.series AND b.number < mine.low), mine.low)
      AND mine.high)
SELECT series, before + 1 AS first, number - 1 AS last FROM told
WHERE number > before + 1 ORDER BY series, first LIMIT {_MOST}"""  # noqa: S608 pieces of this module


async def read_closing(connection: RawConnection, organization_id: str, event_id: str) -> ZView:
    """What the till says and what is held.

    Raises:
        LookupError: there is no such Z.
    """
    row = await connection.fetchrow(_SAID, organization_id, event_id)
    if row is None:
        raise LookupError(f"no closing of event {event_id}")
    ranges = row["ranges"]
    where = (
        *(organization_id, row["terminal_id"]),
        [part["epoch"] for part in ranges],
        [part["first"] for part in ranges],
        [part["last"] for part in ranges],
    )
    kinds = {kind: int(count) for kind, count in await connection.fetch(_KINDS, *where)}
    tenders = {method: int(cents) for method, cents in await connection.fetch(_TENDERS, *where)}
    head = await connection.fetchval(
        _HEAD, organization_id, row["terminal_id"], ranges[-1]["epoch"], ranges[-1]["last"]
    )
    said = Counted(
        sum(part["last"] - part["first"] + 1 for part in ranges),
        bytes(row["head_hash"]),
        row["counts"],
        row["tenders"],
    )
    held = Counted(sum(kinds.values()), None if head is None else bytes(head), kinds, tenders)
    unread = await connection.fetchval(_UNREAD, *where)
    gaps = () if unread else tuple(NumberGap(*gap) for gap in await connection.fetch(_GAPS, *where))
    return ZView(row["number"], row["received_at"], said, held, gaps)
