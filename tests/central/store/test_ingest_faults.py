"""Faults of the catalogue between a till and a real PostgreSQL (faults.md 6, 14 to 16, 23, 29)."""

from __future__ import annotations

from typing import Any

import asyncpg
import pytest

from central.services.intake import Intake, Outcome
from central.services.judge import judge
from central.services.ports import StoreUnavailableError, TerminalInactiveError
from central.services.sync import OfflineSyncManager
from central.services.values import Tenant
from central.store import ingest
from central.store.ingest import PgIngestStore
from tests.central.store.test_ingest import send, verdicts
from tests.central.world import World


class Killed(BaseException):
    """The process ends here."""


async def test_fault_14_a_failure_before_the_commit_leaves_nothing_and_the_retry_is_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> Outcome:
        raise RuntimeError("500")

    for _ in range(3):
        world.till.sale()
    with monkeypatch.context() as patch:
        patch.setattr(ingest, "read_outcome", fails)
        with pytest.raises(RuntimeError):
            await send(world)
    assert await world.count("sync_inbox") == 0
    assert verdicts(await send(world)) == [("accepted", None)] * 3


async def test_fault_15_a_crash_after_item_17_of_50_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the slow way, item by item: even there a batch is one transaction."""
    await world.execute("ALTER TABLE pos.transaction_items ADD CONSTRAINT poison CHECK (name <> 'veneno')")
    for n in range(50):
        world.till.sale(lines=1, name="veneno" if n == 49 else "Arroz")
    real, seen = ingest._isolated, 0

    async def dies(*args: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == 18:
            raise Killed
        return await real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(ingest, "_isolated", dies)
        with pytest.raises(Killed):
            await send(world)
    assert seen == 18
    assert await world.count("sync_inbox") == 0
    again = verdicts(await send(world))
    assert again == [("accepted", None)] * 49 + [("review", "SCHEMA_UNKNOWN")]


async def test_fault_16_a_crash_after_the_commit_makes_50_duplicates(world: World) -> None:
    class DiesAfterCommit(PgIngestStore):
        async def ingest(self, intake: Intake) -> Outcome:
            await super().ingest(intake)
            raise Killed

    for _ in range(50):
        world.till.sale(lines=1)
    manager = OfflineSyncManager(DiesAfterCommit(world.engine, world.ids), world.clock, world.ids)
    with pytest.raises(Killed):
        await manager.sync_offline_transactions(world.till.request(), world.till.principal)
    assert verdicts(await send(world)) == [("duplicate", None)] * 50
    assert await world.count("transactions") == 50


async def test_fault_6_batches_in_the_wrong_order_are_taken_and_their_gap_is_told_and_filled(
    world: World,
) -> None:
    items = [world.till.sale() for _ in range(6)]
    later = await send(world, items[3:])
    assert later.gaps == [(1, 3)]
    sooner = await send(world, items[:3])
    assert sooner.gaps == []
    assert await world.count("transactions") == 6
    assert await world.count("sync_review") == 0


@pytest.mark.parametrize("error", [asyncpg.DeadlockDetectedError, asyncpg.SerializationError])
async def test_fault_23_a_deadlock_or_lost_serialization_is_tried_thrice_and_then_busy_not_a_review(
    world: World, monkeypatch: pytest.MonkeyPatch, error: type[asyncpg.PostgresError]
) -> None:
    tries = 0

    async def collides(*_: object, **__: object) -> Any:
        nonlocal tries
        tries += 1
        raise error("40")

    world.till.sale()
    with monkeypatch.context() as patch:
        patch.setattr(ingest, "_store", collides)
        assert verdicts(await send(world)) == [("retry", "BUSY")]
    assert tries == 3
    assert await world.count("sync_review") == 0
    assert verdicts(await send(world)) == [("accepted", None)]


@pytest.mark.parametrize("error", [asyncpg.TooManyConnectionsError, asyncpg.AdminShutdownError])
async def test_fault_23_a_database_that_is_away_is_no_verdict_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch, error: type[asyncpg.PostgresError]
) -> None:
    async def away(*_: object, **__: object) -> Any:
        raise error("away")

    world.till.sale()
    monkeypatch.setattr(ingest, "_store", away)
    with pytest.raises(StoreUnavailableError):
        await send(world)


async def test_fault_29_row_security_stops_another_tenant_even_without_the_check(world: World) -> None:
    """The manager's check is gone here: claims of one tenant, a terminal of another."""
    world.till.sale()
    request = world.till.request()
    store = PgIngestStore(world.engine, world.ids)
    claimed = Tenant(world.stranger.tenant.organization_id, world.till.tenant.local_id)
    intake = judge(request, claimed, world.clock.now(), world.ids)
    with pytest.raises(TerminalInactiveError):
        await store.ingest(intake)
    assert await world.count("sync_inbox") == 0
