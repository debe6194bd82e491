"""Batches of one till that meet in the database are taken one after the other (sync.md C2, C4)."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import pytest

from central.store import ingest, ingest_state
from core.contract.sync import BatchResponse
from tests.central.store.test_ingest import send, verdicts
from tests.central.world import World


async def test_two_batches_of_one_till_at_once_are_taken_one_after_the_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second waits for the lock and sees what the first has stored: a broken link between the two too."""
    till = world.till
    before = [till.sale(lines=1), till.sale(lines=1)]
    till.head = b"\x11" * 32
    after = [till.sale(lines=1), till.sale(lines=1)]
    real, inside, started = ingest_state.advance_state, asyncio.Event(), asyncio.Event()
    seconds: list[asyncio.Task[BatchResponse]] = []

    async def advance(*given: Any) -> Any:
        told = await real(*given)
        if not inside.is_set():
            inside.set()
            await started.wait()
            while not (seconds[0].done() or await _somebody_waits(world)):
                pass  # it asks the server each time
        return told

    monkeypatch.setattr(ingest, "advance_state", advance)
    first = asyncio.create_task(send(world, before))
    await inside.wait()
    seconds.append(asyncio.create_task(send(world, after)))
    started.set()
    assert (await first).gaps == []
    assert verdicts(await seconds[0]) == [("review", "CHAIN_BREAK"), ("accepted", None)]
    assert await world.count("transactions") == 4


async def test_control_a_lock_inside_the_statement_leaves_an_item_without_verdict(world: World) -> None:
    """Why the lock has a statement of its own (C4): a snapshot is older than the lock waited for in it."""
    await world.execute("CREATE TABLE pos.control(event_id int PRIMARY KEY)")
    lock = "SELECT pg_advisory_xact_lock(4711)"
    take = (
        "WITH l AS MATERIALIZED ({lock}), ins AS (INSERT INTO pos.control SELECT 1 FROM l"
        " ON CONFLICT DO NOTHING RETURNING event_id)"
        " SELECT ins.event_id AS fresh, old.event_id AS held FROM l LEFT JOIN ins ON true"
        " LEFT JOIN pos.control old ON true"
    )
    dsn = world.database.dsn("postgres")
    first, second = await asyncpg.connect(dsn), await asyncpg.connect(dsn)
    for inside in (True, False):
        await first.execute("TRUNCATE pos.control")
        await first.execute("BEGIN")
        await first.execute(lock)
        await first.execute("INSERT INTO pos.control VALUES (1)")

        async def takes(inside: bool) -> asyncpg.Record | None:
            async with second.transaction():
                if not inside:
                    await second.execute(lock)
                return await second.fetchrow(take.format(lock=lock))

        waiting = asyncio.create_task(takes(inside))
        while not await _somebody_waits(world):
            pass
        await first.execute("COMMIT")
        row = await waiting
        assert row is not None
        assert (row["fresh"], row["held"]) == (None, None if inside else 1)
    await first.close()
    await second.close()


async def _somebody_waits(world: World) -> bool:
    (row,) = await world.rows("SELECT count(*) AS n FROM pg_locks WHERE NOT granted")
    return bool(row["n"])
