"""The ingest stores of PostgreSQL and of the simulation: equal rows and verdicts for equal batches."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.embedded.pg import EmbeddedPostgres
from central.services.sync import OfflineSyncManager
from central.store.ingest import PgIngestStore
from core.contract.sync import BatchResponse
from tests.central.conftest import fresh_database
from tests.central.world import Till, World, make_world
from tests.conformance.ingest_store import COUNTED, IngestStoreConformance, KillAt, mixed_events
from tests.simulation.harness_ingest import SimIngestHarness
from tests.strictness import ExpectedLogs


class PgIngestHarness:
    def __init__(self, world: World) -> None:
        self._world = world
        self.till, self.clock = world.till, world.clock
        self.faults = KillAt()
        store = PgIngestStore(world.engine, world.ids, self.faults)
        self._manager = OfflineSyncManager(store, world.clock, world.ids)

    async def send(
        self, items: list[dict[str, Any]] | None = None, till: Till | None = None
    ) -> BatchResponse:
        till = till or self.till
        return await self._manager.sync_offline_transactions(till.request(items), till.principal)

    async def counts(self) -> dict[str, int]:
        return {table: await self._world.count(table) for table in COUNTED}

    async def reviews(self) -> list[tuple[str, str, bool, bytes | None]]:
        rows = await self._world.rows(
            "SELECT event_id, code, held, raw FROM pos.sync_review WHERE state = 'open'"
            " ORDER BY event_id, code"
        )
        return [
            (
                str(row["event_id"]),
                row["code"],
                row["held"],
                None if row["raw"] is None else bytes(row["raw"]),
            )
            for row in rows
        ]

    async def held_back(self) -> tuple[int, int]:
        effects = await self._world.rows("SELECT count(*) FROM pos.effects WHERE state = 'held'")
        messages = await self._world.rows("SELECT count(*) FROM pos.central_outbox WHERE held")
        return int(effects[0][0]), int(messages[0][0])

    async def disable(self) -> None:
        await self._world.execute("UPDATE pos.terminals SET status = 'disabled'")


class TestPgIngestStore(IngestStoreConformance):
    @pytest.fixture
    def harness(self, world: World, expected_logs: ExpectedLogs) -> PgIngestHarness:
        expected_logs.allow("is fenced in epoch|sent from epoch")
        return PgIngestHarness(world)


EVENTS = 11
PLANS = st.lists(
    st.lists(st.integers(0, EVENTS - 1), min_size=1, max_size=EVENTS, unique=True), min_size=1, max_size=5
)


def told(reply: BatchResponse) -> object:
    """All that a reply says, but for the identities the centre makes."""
    results = [(r.event_id, r.status, r.code, r.retry_after, r.central_id is None) for r in reply.results]
    return results, reply.high_water, reply.gaps, reply.series, reply.older, reply.durable_seq


def test_both_stores_give_equal_rows_and_verdicts(server: EmbeddedPostgres) -> None:
    @settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
    @given(PLANS)
    def run(plan: list[list[int]]) -> None:
        asyncio.run(_compare(server, plan))

    run()


async def _compare(server: EmbeddedPostgres, plan: list[list[int]]) -> None:
    async with fresh_database(server) as database, make_world(database) as world:
        real = PgIngestHarness(world)
        simulated = SimIngestHarness(world.till)
        events = mixed_events(world.till)
        assert len(events) == EVENTS
        for indexes in plan:
            chosen = [events[index] for index in indexes]
            assert told(await simulated.send(chosen)) == told(await real.send(chosen))
            assert await simulated.counts() == await real.counts()
            assert await simulated.held_back() == await real.held_back()
            assert await simulated.reviews() == await real.reviews()
        simulated.store.close()
