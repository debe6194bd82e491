"""Whatever writers and readers do between each other, a reader ends with what is there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from central.compose import stream_tables
from central.embedded.pg import EmbeddedPostgres
from central.services.changes import ChangeService
from central.store.catalogue_streams import STOCK
from central.store.change_pages import PgChangeReader
from central.store.changes import TENANT, log_change
from central.store.engine import RawConnection
from core.domain.changes import Stream
from tests.central.conftest import fresh_database
from tests.central.streams import Reader, state_of, variant
from tests.central.world import START, World, make_world

_PUT = """
INSERT INTO pos.r_stock (organization_id, local_id, variant_id, quantity_milli, as_of, version)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organization_id, local_id, variant_id)
DO UPDATE SET quantity_milli = EXCLUDED.quantity_milli, version = EXCLUDED.version"""
_GONE = "DELETE FROM pos.r_stock WHERE organization_id = $1 AND local_id = $2 AND variant_id = $3"
WRITERS, ITEMS = 3, 4


@dataclass
class Writer:
    """A session that writes single items, as effects do."""

    connection: RawConnection
    world: World
    holds: set[int] = field(default_factory=set)
    transaction: Any = None

    async def write(self, item: int, value: int | None) -> None:
        tenant = self.world.till.tenant
        names = tenant.organization_id, tenant.local_id
        if self.transaction is None:
            self.transaction = self.connection.transaction()
            await self.transaction.start()
            await self.connection.execute(TENANT, *names)
        self.holds.add(item)
        gone = value is None
        version = await log_change(self.connection, tenant, Stream.STOCK, variant(item), START, deleted=gone)
        if gone:
            await self.connection.execute(_GONE, *names, variant(item))
        else:
            await self.connection.execute(_PUT, *names, variant(item), value, START, version)

    async def end(self, *, commit: bool) -> None:
        if self.transaction is not None:
            await (self.transaction.commit() if commit else self.transaction.rollback())
        self.transaction, self.holds = None, set()


class DirectReader(Reader):
    """Asks the service, without HTTP."""

    service: ChangeService

    async def get(self, **params: Any) -> Any:
        page = await self.service.page(self.till.principal, self.stream, self.cursor, self.limit)
        return httpx.Response(200, content=page.body, headers={"Cuadre-SHA256": page.sha256})


_STEP = st.one_of(
    st.tuples(
        st.just("write"),
        st.integers(0, WRITERS - 1),
        st.integers(0, ITEMS - 1),
        st.none() | st.integers(0, 9),
    ),
    st.tuples(st.sampled_from(["commit", "commit", "rollback"]), st.integers(0, WRITERS - 1)),
    st.tuples(st.just("page"), st.integers(0, 1)),
)

_LATE: list[tuple[Any, ...]] = [
    *(("write", 0, 0, 5), ("write", 1, 2, 6), ("commit", 1), ("page", 0), ("commit", 0)),
]
"""Who began first commits last, after a page in between: what a cursor of another kind would skip."""


def test_any_interleaving_of_writers_and_readers_ends_in_the_same_state(server: EmbeddedPostgres) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        world, writers = runner.run(_open(stack, server))

        @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
        @given(st.lists(_STEP, max_size=40))
        @example(_LATE)
        def run(plan: list[tuple[Any, ...]]) -> None:
            runner.run(_example(world, writers, plan))

        try:
            run()
        finally:
            runner.run(stack.aclose())


async def _open(stack: AsyncExitStack, server: EmbeddedPostgres) -> tuple[World, list[Writer]]:
    database = await stack.enter_async_context(fresh_database(server))
    world = await stack.enter_async_context(make_world(database))
    writers: list[Writer] = []
    for _ in range(WRITERS):
        connection = await asyncpg.connect(database.dsn("pos_owner"))
        stack.push_async_callback(connection.close)
        writers.append(Writer(connection, world))
    return world, writers


async def _example(world: World, writers: Sequence[Writer], plan: list[tuple[Any, ...]]) -> None:
    source = PgChangeReader(world.engine, stream_tables(), world.clock, world.ids)
    readers: list[DirectReader] = []
    for limit in (1, 2):
        reader = DirectReader(None, "stock", world.till, limit=limit)  # type: ignore[arg-type]
        reader.service = ChangeService(source, world.clock)
        readers.append(reader)
    await readers[0].pull()  # the other one begins amid the changes
    for action, who, *rest in plan:
        match action:
            case "page":
                await readers[who].page()
            case "write":
                first, value = rest
                for item in (first, first + 1):
                    if not any(item in other.holds for other in writers if other is not writers[who]):
                        await writers[who].write(item, value)
            case _:
                await writers[who].end(commit=action == "commit")
    for writer in writers:
        await writer.end(commit=True)
    state = await state_of(world, STOCK, world.till.tenant)
    for reader in readers:
        await reader.pull()
        assert reader.items == state
