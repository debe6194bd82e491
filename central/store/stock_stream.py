"""The stream of stock: figures of the shop, and how far the asking till's own events are in them (D7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from central.services.changes import Asker
from central.store.catalogue_streams import STOCK
from central.store.changes import StreamRow
from central.store.engine import RawConnection
from core.domain.changes import Stream

_COUNTED: Final = """
WITH mine AS (
  SELECT epoch, contiguous_seq, high_seq, previous_epoch, previous_seq FROM pos.terminal_epochs
  WHERE organization_id = $1 AND terminal_id = $2),
ends AS (
  SELECT m.epoch, m.contiguous_seq AS seq FROM mine m WHERE m.contiguous_seq < m.high_seq
    OR m.contiguous_seq < (SELECT max(n.previous_seq) FROM mine n WHERE n.previous_epoch = m.epoch)
  UNION ALL
  (SELECT epoch, contiguous_seq FROM mine ORDER BY epoch DESC LIMIT 1))
SELECT epoch, seq, (SELECT min(epoch) FROM mine) AS first FROM ends ORDER BY epoch, seq LIMIT 1"""
"""The lower of: the end of what is held without a gap in each epoch, the end of the last epoch."""
_WAITING: Final = """
WITH waiting AS (
  SELECT i.event_id, i.epoch, i.seq FROM pos.effects e
  JOIN pos.sync_inbox i ON i.organization_id = e.organization_id AND i.event_id = e.event_id
  WHERE e.organization_id = $1 AND e.local_id = $2 AND e.kind = 'stock' AND e.state = 'pending'
    AND i.terminal_id = $3),
documents AS (
  SELECT w.epoch, w.seq, t.transaction_id FROM waiting w JOIN pos.transactions t
    ON t.organization_id = $1 AND t.event_id = w.event_id
  UNION ALL
  SELECT w.epoch, w.seq, t.transaction_id FROM waiting w
  JOIN pos.voids v ON v.organization_id = $1 AND v.event_id = w.event_id
  JOIN pos.transactions t ON t.organization_id = $1 AND t.event_id = v.original_event_id)
SELECT DISTINCT ON (l.variant_id) l.variant_id::text, d.epoch, d.seq - 1 AS seq FROM documents d
JOIN pos.transaction_items l ON l.organization_id = $1 AND l.transaction_id = d.transaction_id
WHERE l.variant_id = ANY($4::uuid[]) ORDER BY l.variant_id, d.epoch, d.seq"""
"""By variant the place before the first event of this till that moves it and is still to be counted.

What is held is in nobody's figure until a person has decided: were it to end the place, all that was sold
since would be in the centre's figure and taken off it by the till once more.
"""


class StockTable:
    """See `central.store.changes.StreamTable`."""

    stream = Stream.STOCK

    async def after(
        self, connection: RawConnection, asker: Asker, key: str | None, limit: int
    ) -> Sequence[StreamRow]:
        """Figures of the shop, by variant."""
        return await _with_counted(connection, asker, await STOCK.after(connection, asker, key, limit))

    async def by_ids(
        self, connection: RawConnection, asker: Asker, ids: Collection[str]
    ) -> Sequence[StreamRow]:
        """Figures of some variants."""
        return await _with_counted(connection, asker, await STOCK.by_ids(connection, asker, ids))


async def _with_counted(
    connection: RawConnection, asker: Asker, rows: Sequence[StreamRow]
) -> Sequence[StreamRow]:
    if asker.terminal_id is None or not rows:
        return rows
    tenant = asker.tenant
    place = await connection.fetchrow(_COUNTED, tenant.organization_id, asker.terminal_id)
    if place is None:
        return rows
    both, end = (tenant.organization_id, tenant.local_id), (place["epoch"], place["seq"])
    waiting = await connection.fetch(_WAITING, *both, asker.terminal_id, [row.id for row in rows])
    earlier = {row["variant_id"]: (row["epoch"], row["seq"]) for row in waiting}
    return [_placed(row, min(end, earlier.get(row.id, end)), place["first"]) for row in rows]


def _placed(row: StreamRow, place: tuple[int, int], first_epoch: int) -> StreamRow:
    """With how far the till's own events are in it; without, while none is."""
    if place == (first_epoch, 0):
        return row
    return replace(row, data={**row.data, "counted": [*place]})
