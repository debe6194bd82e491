"""A return or a void before its sale (sync.md U8; faults.md 28): waited for a day, never lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any

import asyncpg

from central.services.sync import OfflineSyncManager
from central.store.ingest import PgIngestStore
from core.contract.sync import BatchResponse
from tests.central.store.test_ingest import send, verdicts
from tests.central.world import CountingIds, Till, World

DAY_S = 86_400
MISSING = [("retry", "MISSING_CAUSE")]


async def waits(world: World) -> int:
    return await world.count("cause_wait")


async def states(world: World, event: dict[str, Any]) -> dict[str, Any]:
    """Everything the centre knows of one event beside its bytes."""
    key = event["event_id"]
    effects = await world.rows("SELECT kind, state FROM pos.effects WHERE event_id = $1::uuid", key)
    reviews = await world.rows(
        "SELECT code, state, outcome FROM pos.sync_review WHERE event_id = $1::uuid ORDER BY code", key
    )
    out = await world.rows("SELECT held FROM pos.central_outbox WHERE event_id = $1::uuid", key)
    return {
        "effects": dict(tuple(row) for row in effects),
        "reviews": [tuple(row) for row in reviews],
        "held": [row["held"] for row in out],
    }


async def test_fault_28_a_return_before_its_sale_is_asked_for_again_and_not_stored(world: World) -> None:
    sold = world.till.sale()
    back = world.till.refund(sold)
    reply = await send(world, [back])
    assert verdicts(reply) == MISSING
    assert reply.results[0].retry_after == 60
    assert await world.count("sync_inbox") == 0
    assert await waits(world) == 1
    assert verdicts(await send(world, [sold, back])) == [("accepted", None)] * 2
    assert await waits(world) == 0
    assert (await states(world, back))["reviews"] == []


async def test_the_same_for_a_void_and_across_batches(world: World) -> None:
    sold = world.till.sale()
    void = world.till.void(sold)
    assert verdicts(await send(world, [void])) == MISSING
    assert verdicts(await send(world, [sold])) == [("accepted", None)]
    assert verdicts(await send(world, [void])) == [("accepted", None)]
    assert await waits(world) == 0


async def test_a_cause_later_in_the_same_batch_is_there(world: World) -> None:
    sold = world.till.sale()
    back = world.till.refund(sold)
    assert verdicts(await send(world, [back, sold])) == [("accepted", None)] * 2
    assert await waits(world) == 0


async def test_others_in_the_batch_are_not_held_up(world: World) -> None:
    sold = world.till.sale()
    back = world.till.refund(sold)
    other = world.till.sale()
    assert verdicts(await send(world, [back, other])) == [*MISSING, ("accepted", None)]


async def test_after_a_day_on_the_centre_s_clock_it_is_stored_under_review_with_its_effects_held(
    world: World,
) -> None:
    back = world.till.refund(world.till.sale())
    await send(world, [back])
    world.clock.forward(DAY_S - 1)
    assert verdicts(await send(world, [back])) == MISSING
    world.clock.forward(1)
    reply = await send(world, [back])
    assert verdicts(reply) == [("review", "MISSING_CAUSE")]
    found = await states(world, back)
    assert found["reviews"] == [("MISSING_CAUSE", "open", None)]
    assert found["effects"] == {"stock": "held", "over_return": "pending", "drift": "pending"}
    assert found["held"] == [True]
    again = await send(world, [back])
    assert [(r.status, r.review_id) for r in again.results] == [("review", reply.results[0].review_id)]


async def test_a_cause_that_comes_after_all_closes_the_review_and_releases_the_effects(world: World) -> None:
    sold = world.till.sale()
    back = world.till.refund(sold)
    await send(world, [back])
    world.clock.forward(DAY_S)
    await send(world, [back])
    await send(world, [sold])
    assert await states(world, back) == {
        "effects": {"stock": "pending", "over_return": "pending", "drift": "pending"},
        "reviews": [("MISSING_CAUSE", "resolved", "cause_arrived")],
        "held": [False],
    }
    assert await waits(world) == 0
    assert verdicts(await send(world, [back])) == [("duplicate", None)]


async def test_effects_stay_held_while_another_review_holds_them(world: World) -> None:
    sold = world.till.sale()
    back = world.till.refund(sold, change=lambda refund: replace(refund, total=Decimal("9.99")))
    await send(world, [back])
    world.clock.forward(DAY_S)
    assert verdicts(await send(world, [back])) == [("review", "TOTAL_MISMATCH")]
    assert [code for code, *_ in (await states(world, back))["reviews"]] == [
        "MISSING_CAUSE",
        "TOTAL_MISMATCH",
    ]
    await send(world, [sold])
    found = await states(world, back)
    assert found["reviews"] == [
        ("MISSING_CAUSE", "resolved", "cause_arrived"),
        ("TOTAL_MISMATCH", "open", None),
    ]
    assert found["effects"]["stock"] == "held"
    assert found["held"] == [True]


async def test_a_sale_of_another_till_of_the_shop_is_waited_for_too(world: World) -> None:
    neighbour = await world.neighbour()
    sold = neighbour.sale()
    back = world.till.refund(sold, seller=neighbour)
    assert verdicts(await send(world, [back])) == MISSING
    await send(world, [sold], neighbour)
    assert verdicts(await send(world, [back])) == [("accepted", None)]


async def test_a_sale_of_another_shop_cannot_be_seen_from_here_and_is_not_waited_for(world: World) -> None:
    sold = world.stranger.sale()
    back = world.till.refund(sold, seller=world.stranger)
    assert verdicts(await send(world, [back])) == [("accepted", None)]
    assert await waits(world) == 0


async def test_a_return_and_its_sale_that_meet_in_the_database_never_miss_each_other(world: World) -> None:
    """The wait is a row both touch: whoever commits second sees the first, however they interleave."""
    neighbour = await world.neighbour()
    for _ in range(6):
        sold = neighbour.sale()
        back = world.till.refund(sold, seller=neighbour)
        await send(world, [back])
        world.clock.forward(DAY_S)
        await asyncio.gather(_send(world, neighbour, sold, 7), _send(world, world.till, back, 8))
        found = await states(world, back)
        assert [state for _, state, _ in found["reviews"]] in ([], ["resolved"])
        assert found["effects"]["stock"] == "pending"
        assert found["held"] == [False]
    assert await waits(world) == 0


async def test_while_the_return_is_being_stored_its_sale_waits_and_then_closes_the_review(
    world: World,
) -> None:
    sold = world.till.sale()
    back = world.till.refund(sold)
    await send(world, [back])
    blocker = await asyncpg.connect(world.database.dsn("postgres"))
    transaction = blocker.transaction()
    await transaction.start()
    await blocker.execute("SELECT * FROM pos.cause_wait FOR UPDATE")
    sending = asyncio.create_task(_send(world, world.till, sold, 9))
    done, _ = await asyncio.wait({sending}, timeout=0.2)
    assert not done, "the sale must wait for whoever holds the row"
    await transaction.rollback()
    await blocker.close()
    assert verdicts(await sending) == [("accepted", None)]
    assert await waits(world) == 0


async def _send(world: World, till: Till, item: dict[str, Any], salt: int) -> BatchResponse:
    ids = CountingIds(salt * 1_000 + till.seq)
    manager = OfflineSyncManager(PgIngestStore(world.engine, ids), world.clock, ids)
    return await manager.sync_offline_transactions(till.request([item]), till.principal)
