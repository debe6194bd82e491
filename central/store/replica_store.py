"""Puts lists of changes into the replicas, as a role that may: the owner, or ``pos_feed``."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from central.services.put_file import Items
from central.services.replicas import PutCount, TakenSkuError
from central.services.values import Tenant
from central.store.catalogue_streams import REPLICAS
from central.store.change_pruning import prune_changes
from central.store.changes import TENANT
from central.store.engine import Engine, RawConnection, raw_connection, translated
from core.domain.changes import Stream

_TABLES: Final = {replica.stream: replica for replica in REPLICAS}
_LIVING: Final = frozenset({Stream.STOCK, Stream.CUSTOMERS})
_MARK: Final = """
SELECT settings->>'filled' FROM pos.locals WHERE organization_id = $1 AND local_id = $2 FOR UPDATE"""
_MARKED: Final = """
UPDATE pos.locals SET settings = settings || jsonb_build_object('filled', $3::text)
WHERE organization_id = $1 AND local_id = $2"""
_TWICE: Final = """
SELECT sku FROM pos.r_products WHERE organization_id = $1 GROUP BY sku HAVING count(*) > 1
ORDER BY sku LIMIT 1"""


class PgReplicaStore:
    """See `central.services.replicas.ReplicaStore`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def put(self, tenant: Tenant, stream: Stream, items: Items, at: datetime) -> PutCount:
        """All or none."""
        async with self._writing(tenant) as connection:
            count = await _put(connection, tenant, stream, items, at)
            if stream is Stream.PRODUCTS:
                await _demand_single_skus(connection, tenant)
        return count

    async def filled(self, tenant: Tenant) -> str | None:
        """What the last fill was called."""
        async with self._writing(tenant) as connection:
            return await _mark(connection, tenant)

    async def fill(self, tenant: Tenant, lists: Mapping[Stream, Items], mark: str, at: datetime) -> None:
        """Once for each mark."""
        async with self._writing(tenant) as connection:
            if await _mark(connection, tenant) == mark:
                return
            for stream, items in lists.items():
                held = await _TABLES[stream].all_ids(connection, tenant)
                if stream in _LIVING:
                    wanted: Items = {key: content for key, content in items.items() if key not in held}
                else:
                    wanted = {**dict.fromkeys(held), **items}
                await _put(connection, tenant, stream, wanted, at)
            await connection.execute(_MARKED, tenant.organization_id, tenant.local_id, mark)

    async def prune(self, tenant: Tenant, before: datetime) -> int:
        """See `central.store.change_pruning`."""
        return await prune_changes(self._engine, tenant, before)

    @asynccontextmanager
    async def _writing(self, tenant: Tenant) -> AsyncGenerator[RawConnection]:
        async with translated(), raw_connection(self._engine) as connection, connection.transaction():
            await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
            yield connection


async def _put(
    connection: RawConnection, tenant: Tenant, stream: Stream, items: Items, at: datetime
) -> PutCount:
    replica = _TABLES[stream]
    values = {
        key: None if content is None else replica.to_values(key, content) for key, content in items.items()
    }
    written, removed = await replica.put(connection, tenant, values, at)
    return PutCount(written, removed, len(items) - written - removed)


async def _mark(connection: RawConnection, tenant: Tenant) -> str | None:
    mark: str | None = await connection.fetchval(_MARK, tenant.organization_id, tenant.local_id)
    return mark


async def _demand_single_skus(connection: RawConnection, tenant: Tenant) -> None:
    """Before the commit says the same in fewer words."""
    sku = await connection.fetchval(_TWICE, tenant.organization_id)
    if sku is not None:
        raise TakenSkuError(f"two products would have the sku {sku}")
