from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
import pytest

from central.services.values import Tenant
from central.store.changes import TENANT, lock_stream, log_change, log_changes
from central.store.engine import RawConnection
from core.domain.changes import Stream
from tests.central.world import START, World, fresh_id

LOG = (
    "SELECT organization_id::text, local_id::text, stream, item_id, op, version"
    " FROM pos.change_log ORDER BY id"
)


@asynccontextmanager
async def writing(world: World, tenant: Tenant, role: str = "pos_app") -> AsyncIterator[RawConnection]:
    """A transaction under a tenant."""
    connection = await asyncpg.connect(world.database.dsn(role))
    try:
        async with connection.transaction():
            await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
            yield connection
    finally:
        await connection.close()


@pytest.mark.parametrize("role", ["pos_app", "pos_saga", "pos_feed"])
async def test_each_role_that_changes_data_writes_the_log(world: World, role: str) -> None:
    tenant = world.till.tenant
    async with writing(world, tenant, role) as connection:
        one = await log_change(connection, tenant, Stream.STOCK, "a", START)
        two = await log_change(connection, tenant, Stream.TAXES, "b", START, everywhere=True, deleted=True)
    assert 0 < one < two
    assert [tuple(row) for row in await world.rows(LOG)] == [
        (tenant.organization_id, tenant.local_id, "stock", "a", "upsert", one),
        (tenant.organization_id, None, "taxes", "b", "delete", two),
    ]


async def test_many_changes_are_versioned_in_their_order(world: World) -> None:
    tenant, items = world.till.tenant, {f"v{number}": number % 3 == 0 for number in range(50)}
    async with writing(world, tenant) as connection:
        versions = await log_changes(connection, tenant, Stream.PRICES, items, START, everywhere=True)
    assert list(versions) == list(items)
    assert sorted(versions.values()) == list(versions.values())
    ops = {row["item_id"]: row["op"] for row in await world.rows(LOG)}
    assert ops == {item: "delete" if gone else "upsert" for item, gone in items.items()}


async def test_a_shop_reads_its_own_changes_and_those_for_all_shops(world: World) -> None:
    tenant = world.till.tenant
    other = Tenant(tenant.organization_id, fresh_id())
    await world.execute(
        "INSERT INTO pos.locals (organization_id, local_id, name, created_at)"
        f" VALUES ('{other.organization_id}', '{other.local_id}', 'Otra', '2026-11-24')"
    )
    for writer, everywhere in (
        (tenant, False),
        (tenant, True),
        (other, False),
        (world.stranger.tenant, True),
    ):
        async with writing(world, writer) as connection:
            await log_change(connection, writer, Stream.STOCK, "x", START, everywhere=everywhere)
    seen = "SELECT local_id::text FROM pos.change_log ORDER BY id"
    async with writing(world, tenant) as connection:
        assert [row[0] for row in await connection.fetch(seen)] == [tenant.local_id, None]
    async with writing(world, other) as connection:
        assert [row[0] for row in await connection.fetch(seen)] == [None, other.local_id]
    async with writing(world, tenant) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await log_change(connection, other, Stream.STOCK, "x", START)


@pytest.mark.parametrize("many", [False, True])
async def test_who_changes_the_same_item_waits_and_gets_the_greater_version(world: World, many: bool) -> None:
    """Without it the first to ask for a version may be the last to write the row."""
    tenant, order = world.till.tenant, list[int]()
    first_logged, second_waits = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with writing(world, tenant) as connection:
            order.append(await log_change(connection, tenant, Stream.STOCK, "a", START))
            first_logged.set()
            await second_waits.wait()

    async def second() -> None:
        await first_logged.wait()
        async with writing(world, tenant) as connection:
            pid = connection.get_server_pid()
            watcher = asyncio.create_task(waiting(pid))
            if many:
                order.extend(
                    (await log_changes(connection, tenant, Stream.STOCK, {"a": True}, START)).values()
                )
            else:
                order.append(await log_change(connection, tenant, Stream.STOCK, "a", START))
            await watcher

    async def waiting(pid: int) -> None:
        query = "SELECT 1 FROM pg_locks WHERE pid = $1 AND NOT granted"
        while not await world.rows(query, pid):
            await asyncio.sleep(0)
        second_waits.set()

    async with asyncio.timeout(20):
        await asyncio.gather(first(), second())
    assert order == sorted(order)


async def test_different_items_do_not_wait_for_each_other(world: World) -> None:
    tenant = world.till.tenant
    async with writing(world, tenant) as one, writing(world, tenant) as two:
        async with asyncio.timeout(10):
            await log_change(one, tenant, Stream.STOCK, "a", START)
            await log_change(two, tenant, Stream.STOCK, "b", START)
            await lock_stream(two, replace(tenant, local_id=fresh_id()), Stream.STOCK)
