"""Any order, repetition and splitting of batches gives the same rows and the same final verdicts."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.embedded.pg import EmbeddedPostgres
from central.services.intake import Intake, Outcome
from central.services.sync import OfflineSyncManager
from central.store.ingest import PgIngestStore
from core.domain.document_data import sale_to_data
from tests.central.conftest import fresh_database
from tests.central.world import Till, World, fresh_id, make_sale, make_world

EVENTS = 8


class OneByOneStore(PgIngestStore):
    """The slow path, always: what a batch with one poison item goes through."""

    async def _attempt(self, intake: Intake) -> Outcome:
        return await self._transaction(intake, one_by_one=True)


def make_events(till: Till) -> list[dict[str, Any]]:
    wrong = sale_to_data(make_sale(till.series, 3))
    wrong["total_amount"] = "99.00"
    till.sale(lines=1)
    till.event("login.succeeded", {})
    till.sale(data=wrong)
    till.number = 3
    till.event("espresso.brewed", {})
    till.sale(lines=2)
    till.append(b"not json", fresh_id())
    till.sale(number=4)
    till.sale(lines=1, number=5)
    return till.events


def manager(world: World, kind: type[PgIngestStore] = PgIngestStore) -> OfflineSyncManager:
    return OfflineSyncManager(kind(world.engine, world.ids), world.clock, world.ids)


async def final(world: World, events: list[dict[str, Any]]) -> dict[str, tuple[str, str | None]]:
    reply = await manager(world).sync_offline_transactions(world.till.request(events), world.till.principal)
    assert reply.gaps == []
    return {result.event_id: (result.status, result.code) for result in reply.results}


async def test_fast_and_slow_path_give_equal_verdicts(world: World) -> None:
    events = make_events(world.till)
    fast = await manager(world).sync_offline_transactions(world.till.request(), world.till.principal)
    for table in ("central_outbox", "effects", "payments", "transaction_items", "sync_review"):
        await world.execute(f"DELETE FROM pos.{table}")
    await world.execute("DELETE FROM pos.transactions; DELETE FROM pos.sync_inbox")
    await world.execute("DELETE FROM pos.terminal_epochs")
    slow = await manager(world, OneByOneStore).sync_offline_transactions(
        world.till.request(), world.till.principal
    )
    assert [(r.status, r.code) for r in slow.results] == [(r.status, r.code) for r in fast.results]
    assert len(events) == EVENTS


def test_any_order_repetition_and_splitting_ends_alike(server: EmbeddedPostgres) -> None:
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.lists(st.integers(0, EVENTS - 1), min_size=1, max_size=EVENTS, unique=True),
            min_size=1,
            max_size=6,
        )
    )
    def run(plan: list[list[int]]) -> None:
        asyncio.run(_example(server, plan))

    run()


async def _example(server: EmbeddedPostgres, plan: list[list[int]]) -> None:
    async with fresh_database(server) as database, make_world(database) as world:
        events = make_events(world.till)
        for indexes in plan:
            chosen = [events[index] for index in indexes]
            reply = await manager(world).sync_offline_transactions(
                world.till.request(chosen), world.till.principal
            )
            assert [result.event_id for result in reply.results] == [item["event_id"] for item in chosen]
            assert all(result.status != "retry" for result in reply.results)
        verdicts = await final(world, events)
        codes = [verdicts[event["event_id"]][1] for event in events]
        assert codes[:4] == [None, None, "TOTAL_MISMATCH", "SCHEMA_UNKNOWN"]
        assert (codes[5], codes[7]) == ("SCHEMA_UNKNOWN", None)
        # Number 4 was used twice: whichever came first has it, the other waits for a person.
        assert {codes[4], codes[6]} == {None, "DUP_NUMBER"}
        assert await world.count("sync_inbox") == EVENTS
        assert await world.count("transactions") == 4
        assert await world.count("effects") == 8, "goods and rules of each"
