"""What a verified backup holds is told to the tills, which prune nothing above it (sync.md E9)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from central.services.tenancy import BACKUP_MARGIN, TenancyService
from central.store.engine import make_engine
from central.store.tenancy import PgTenancyStore
from central.store.units import PgUnits
from tests.central.store.test_ingest import send
from tests.central.world import START, World


async def noted(world: World, minutes: float) -> int:
    """A backup taken so many minutes after the start was verified."""
    owner = make_engine(world.database.dsn("pos_owner"), pool_size=1)
    try:
        store = PgTenancyStore(world.engine, owner)
        service = TenancyService(store, PgUnits(world.engine), world.clock, world.ids)
        return await service.note_backup(START + timedelta(minutes=minutes))
    finally:
        await owner.dispose()


async def test_what_came_before_the_backup_is_durable_and_what_came_after_is_not(world: World) -> None:
    till = world.till
    await send(world, [till.sale(), till.sale()])
    world.clock.forward(600)
    await send(world, [till.sale()])
    assert await noted(world, 5) == 1
    reply = await send(world, [till.sale()])
    assert reply.durable_seq == 2


async def test_a_gap_below_keeps_it_down(world: World) -> None:
    till = world.till
    first, _, third = till.sale(), till.sale(), till.sale()
    await send(world, [first, third])
    world.clock.forward(600)
    assert await noted(world, 10) == 1
    assert (await send(world, [till.sale()])).durable_seq == 1


async def test_it_never_goes_back_and_the_last_minute_does_not_count(world: World) -> None:
    await send(world, [world.till.sale()])
    world.clock.forward(600)
    assert await noted(world, BACKUP_MARGIN / timedelta(minutes=1) - 0.1) == 0
    assert await noted(world, 5) == 1
    assert await noted(world, 5) == 0
    await send(world, [world.till.sale()])
    assert await noted(world, 2) == 0
    assert (await send(world, [world.till.sale()])).durable_seq == 1


async def test_a_backup_of_the_future_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="future"):
        await noted(world, 1)
