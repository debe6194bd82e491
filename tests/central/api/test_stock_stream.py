"""How far a till's own events are in the figures of stock that it gets (sync.md D7)."""

from __future__ import annotations

from typing import Any

from tests.central.api.conftest import Api
from tests.central.streams import Reader, put_stock, writing
from tests.central.world import Till


async def test_a_till_learns_how_far_its_own_sales_are_counted(api: Api) -> None:
    world, till = api.world, api.world.till
    async with writing(world, till.tenant) as connection:
        await put_stock(connection, till.tenant, {1: 5})

    async def counted(asking: Till) -> Any:
        page = await Reader(api, "stock", asking).page()
        return page["changes"][0]["data"].get("counted")

    assert await counted(till) is None
    events = [till.sale()["event_id"] for _ in range(3)]
    await api.push()
    assert await counted(till) is None, "nothing is counted yet"
    await world.execute(f"UPDATE pos.effects SET state = 'done' WHERE event_id = '{events[0]}'")
    assert await counted(till) == [1, 1]
    await world.execute(f"UPDATE pos.effects SET state = 'done' WHERE event_id = '{events[1]}'")
    assert await counted(till) == [1, 2]
    assert await counted(await world.neighbour()) is None
    await world.execute("UPDATE pos.effects SET state = 'done' WHERE kind = 'stock'")
    till.seq += 1  # one is missing
    await api.push(till.batch([till.sale()]))
    assert await counted(till) == [1, 3]


async def test_what_a_person_must_decide_first_makes_a_till_count_nothing_twice(api: Api) -> None:
    world, till = api.world, api.world.till
    async with writing(world, till.tenant) as connection:
        await put_stock(connection, till.tenant, {1: 5, 9: 5})
    held, waiting, done = (till.sale()["event_id"] for _ in range(3))
    await api.push()
    await world.execute("UPDATE pos.effects SET state = 'done' WHERE kind = 'stock'")
    await world.execute(f"UPDATE pos.effects SET state = 'held' WHERE event_id = '{held}' AND kind = 'stock'")
    await world.execute(
        f"UPDATE pos.effects SET state = 'pending' WHERE event_id = '{waiting}' AND kind = 'stock'"
    )
    sold, other = (await Reader(api, "stock", till).page())["changes"]
    assert sold["data"]["counted"] == [1, 1], "before the one that will be counted soon, not before the held"
    assert other["data"]["counted"] == [1, 3], "no sale of these goods waits"
    await world.execute(f"UPDATE pos.effects SET state = 'done' WHERE event_id = '{waiting}'")
    sold, other = (await Reader(api, "stock", till).page())["changes"]
    assert sold["data"]["counted"] == other["data"]["counted"] == [1, 3], done
