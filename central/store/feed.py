"""Shops to feed, found as the role ``pos_feed``; one process at a time leads."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from central.services.values import Tenant
from central.store.change_pruning import prune_changes
from central.store.engine import Engine, raw_connection, translated

_LOCK: Final = 0x6375616465
_SHOPS: Final = "SELECT organization_id, local_id FROM pos.locals ORDER BY organization_id, local_id"


class PgFeedStore:
    """See `central.services.feed.FeedStore`.

    The connection that leads does nothing else, outside of any transaction: an open one would hold the
    streams back (D5).
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def lead(self) -> AsyncGenerator[bool]:
        """A lock of the connection, gone with it."""
        async with translated(), raw_connection(self._engine) as connection:
            leading: bool = await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK)
            try:
                yield leading
            finally:
                if leading and not connection.is_closed():
                    await connection.execute("SELECT pg_advisory_unlock($1)", _LOCK)

    async def shops(self) -> list[Tenant]:
        """All shops."""
        async with translated(), raw_connection(self._engine) as connection:
            rows = await connection.fetch(_SHOPS)
        return [Tenant(str(row["organization_id"]), str(row["local_id"])) for row in rows]

    async def prune(self, tenant: Tenant, before: datetime) -> int:
        """See `central.store.change_pruning`."""
        return await prune_changes(self._engine, tenant, before)
