"""Reads the streams: what the log says, and the items themselves, in one snapshot of the database."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.change_cursor import Place
from central.services.changes import Asker, Head, Listed, Logged, UnknownStreamError
from central.services.ports import TerminalInactiveError
from central.services.values import Tenant
from central.store.changes import TENANT, StreamRow, StreamTable
from central.store.engine import RawConnection, raw_connection, translated
from core.domain.changes import Change, ChangeOp, Stream
from core.ports.clock import Clock, IdSource

_HEAD: Final = """
SELECT g.generation, pg_snapshot_xmin(s)::text AS oldest, pg_snapshot_xmax(s)::text AS next,
  COALESCE((g.system_identifier, g.timeline) = (c.system_identifier, k.timeline_id), false) AS ours,
  h.xid::text AS horizon_xid, h.id AS horizon_id,
  $4::uuid IS NULL OR t.status <> 'disabled' AS active
FROM pg_control_system() c, pg_control_checkpoint() k, pg_current_snapshot() s
LEFT JOIN pos.generation g ON g.organization_id = $1
LEFT JOIN pos.change_horizon h ON h.organization_id = $1 AND h.stream = $3 AND h.xid < pg_snapshot_xmax(s)
LEFT JOIN pos.terminals t ON t.organization_id = $1 AND t.local_id = $2 AND t.terminal_id = $4"""
_RENEW: Final = """
INSERT INTO pos.generation AS g (organization_id, generation, system_identifier, timeline, begun_at)
SELECT $1, $2, c.system_identifier, k.timeline_id, $3 FROM pg_control_system() c, pg_control_checkpoint() k
ON CONFLICT (organization_id) DO UPDATE SET generation = EXCLUDED.generation, begun_at = EXCLUDED.begun_at,
  system_identifier = EXCLUDED.system_identifier, timeline = EXCLUDED.timeline
WHERE (g.system_identifier, g.timeline) <> (EXCLUDED.system_identifier, EXCLUDED.timeline)"""


def _entries(shop: str) -> str:
    return f"""(SELECT l.xid, l.id, l.item_id, l.version FROM pos.change_log l
  WHERE l.organization_id = $1 AND l.stream = $3 AND l.local_id {shop}
    AND (l.xid, l.id) > ($4::text::xid8, $5) AND l.xid < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY l.xid, l.id LIMIT $6)"""  # noqa: S608 parts of this module only


LOG_QUERY: Final = f"""
SELECT l.xid::text AS number, l.id, l.item_id, l.version
FROM ({_entries("IS NULL")} UNION ALL {_entries("= $2")}) l
ORDER BY l.xid, l.id LIMIT $6"""  # noqa: S608 as above
"""In commit order: no transaction below the oldest running one can still write (D5).

The column is named apart from its text: ``ORDER BY xid`` beside ``xid::text AS xid`` sorts as text. Each half
is one range of an index of its own, read no further than the page goes.
"""


class PgChangeReader:
    """See `central.services.changes.ChangeReader`."""

    def __init__(
        self, engine: AsyncEngine, tables: Iterable[StreamTable], clock: Clock, ids: IdSource
    ) -> None:
        self._engine = engine
        self._tables: Mapping[Stream, StreamTable] = {table.stream: table for table in tables}
        self._clock = clock
        self._ids = ids

    async def log(self, asker: Asker, stream: Stream, after: Place, limit: int) -> Logged:
        """Entries after a place, each with its item as it is now."""
        table = self._table(stream)
        async with self._reading(asker, stream) as (connection, head):
            tenant = asker.tenant
            rows = await connection.fetch(
                LOG_QUERY,
                *(tenant.organization_id, tenant.local_id, stream.value),
                *(str(after.xid), after.id, limit + 1),
            )
            more, rows = len(rows) > limit, rows[:limit]
            newest = _newest(rows)
            items = {row.id: row for row in await table.by_ids(connection, asker, newest)} if newest else {}
        changes = [_as_it_is(item, version, items.get(item)) for item, (version, _) in newest.items()]
        return Logged(head, changes, [place for _, place in newest.values()], more)

    async def list(self, asker: Asker, stream: Stream, after: str | None, limit: int) -> Listed:
        """Items by id."""
        table = self._table(stream)
        async with self._reading(asker, stream) as (connection, head):
            rows = await table.after(connection, asker, after, limit + 1)
        return Listed(head, [_upsert(row) for row in rows[:limit]], len(rows) > limit)

    def _table(self, stream: Stream) -> StreamTable:
        table = self._tables.get(stream)
        if table is None:
            raise UnknownStreamError(stream)
        return table

    @asynccontextmanager
    async def _reading(self, asker: Asker, stream: Stream) -> AsyncGenerator[tuple[RawConnection, Head]]:
        async with translated(), raw_connection(self._engine) as connection:
            head = None
            while head is None:
                async with connection.transaction(isolation="repeatable_read", readonly=True):
                    head = await _head(connection, asker, stream)
                    if head is not None:
                        yield connection, head
                if head is None:
                    await self._renew(connection, asker.tenant)

    async def _renew(self, connection: RawConnection, tenant: Tenant) -> None:
        """A generation of its own for this cluster and timeline: numbers of another one mean other rows."""
        async with connection.transaction():
            await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
            await connection.execute(_RENEW, tenant.organization_id, self._ids.uuid7(), self._clock.now())


async def _head(connection: RawConnection, asker: Asker, stream: Stream) -> Head | None:
    tenant = asker.tenant
    await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
    row = await connection.fetchrow(
        _HEAD, tenant.organization_id, tenant.local_id, stream.value, asker.terminal_id
    )
    if row is None or not row["active"]:
        raise TerminalInactiveError
    if not row["ours"]:
        return None
    horizon = Place(int(row["horizon_xid"] or 0), row["horizon_id"] or 0)
    return Head(row["generation"], int(row["oldest"]), int(row["next"]), horizon)


def _newest(rows: Sequence[Any]) -> dict[str, tuple[int, Place]]:
    """Greatest version logged of each item and the place of its last entry, in the order of those."""
    newest: dict[str, tuple[int, Place]] = {}
    for row in rows:
        version = max(row["version"], newest.pop(row["item_id"], (0,))[0])
        newest[row["item_id"]] = version, Place(int(row["number"]), row["id"])
    return newest


def _as_it_is(item_id: str, logged: int, row: StreamRow | None) -> Change:
    """The item itself, which may be newer than the log says; one that is gone leaves its tombstone."""
    return Change(ChangeOp.DELETE, item_id, logged, {}) if row is None else _upsert(row)


def _upsert(row: StreamRow) -> Change:
    return Change(ChangeOp.UPSERT, row.id, row.version, row.data)
