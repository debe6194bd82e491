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
  WHERE organization_id = $1 AND terminal_id = $3),
ends AS (
  (SELECT i.epoch, i.seq - 1 AS seq FROM pos.effects e
   JOIN pos.sync_inbox i ON i.organization_id = e.organization_id AND i.event_id = e.event_id
   WHERE e.organization_id = $1 AND e.local_id = $2 AND e.kind = 'stock' AND e.state IN ('held', 'pending')
     AND i.terminal_id = $3 ORDER BY i.epoch, i.seq LIMIT 1)
  UNION ALL
  SELECT m.epoch, m.contiguous_seq FROM mine m WHERE m.contiguous_seq < m.high_seq
    OR m.contiguous_seq < (SELECT max(n.previous_seq) FROM mine n WHERE n.previous_epoch = m.epoch)
  UNION ALL
  (SELECT epoch, contiguous_seq FROM mine ORDER BY epoch DESC LIMIT 1))
SELECT epoch, seq, seq = 0 AND epoch = (SELECT min(epoch) FROM mine) AS none
FROM ends ORDER BY epoch, seq LIMIT 1"""
"""The lowest of: the place before its first event whose stock is still to be counted, the end of what is held
without a gap in each epoch, the end of the last epoch."""


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
    place = await connection.fetchrow(_COUNTED, tenant.organization_id, tenant.local_id, asker.terminal_id)
    if place is None or place["none"]:
        return rows
    counted = [place["epoch"], place["seq"]]
    return [replace(row, data={**row.data, "counted": counted}) for row in rows]
