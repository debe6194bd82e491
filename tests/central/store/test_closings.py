"""Zs held against what the centre has, over a real PostgreSQL (sync.md U9)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest

from central.services.effects import EffectConsumer
from central.store.effects import PgEffectStore
from central.store.engine import make_engine
from core.domain.journal.events import decode_event
from core.domain.z_closing import ZClosing, ZCounter, z_to_data
from tests.central.store.test_ingest import send, verdicts
from tests.central.world import Till, World, fresh_id

DAY_S = 86_400


@pytest.fixture
async def consumer(world: World) -> AsyncIterator[EffectConsumer]:
    engine = make_engine(world.database.dsn("pos_saga"), pool_size=2, max_overflow=2)
    yield EffectConsumer(PgEffectStore(engine), world.clock, world.ids)
    await engine.dispose()


def shift(till: Till, sales: int = 3) -> list[dict[str, Any]]:
    """A shift with sales, a return and a void."""
    till.event("shift.opened", {})
    sold = [till.sale() for _ in range(sales)]
    till.refund(sold[0])
    till.void(sold[1])
    return till.events


def close(till: Till, change: Callable[[ZClosing], ZClosing] = lambda closing: closing) -> dict[str, Any]:
    """Append the Z of everything the till has."""
    counter = ZCounter()
    for item in till.events:
        counter.add(decode_event(item["payload"].encode()), bytes.fromhex(item["hash"]))
    return till.event("z.closed", z_to_data(change(counter.close(fresh_id(), 1, {}))))


async def state(world: World) -> str:
    (row,) = await world.rows("SELECT state FROM pos.effects WHERE kind = 'z_reconcile'")
    return str(row["state"])


async def mismatches(world: World) -> list[dict[str, Any]]:
    rows = await world.rows("SELECT params FROM pos.sync_review WHERE code = 'Z_MISMATCH'")
    return [json.loads(row["params"]) for row in rows]


async def settle(world: World, consumer: EffectConsumer) -> None:
    while await consumer.run_once():
        world.clock.forward(0)


async def test_a_z_that_agrees_raises_nothing(world: World, consumer: EffectConsumer) -> None:
    shift(world.till)
    close(world.till)
    assert {status for status, _ in verdicts(await send(world))} == {"accepted"}
    await settle(world, consumer)
    assert await state(world) == "done"
    assert await mismatches(world) == []


async def test_it_waits_for_missing_places_and_agrees_once_they_came(
    world: World, consumer: EffectConsumer
) -> None:
    items = shift(world.till)
    z = close(world.till)
    reply = await send(world, [*items[:2], z])
    assert reply.gaps == [(3, len(items) - 1)]
    await settle(world, consumer)
    assert await state(world) == "pending"
    await send(world, items[2:-1])
    await settle(world, consumer)
    assert await state(world) == "done", "a gap that closes is looked at at once"
    assert await mismatches(world) == []


async def test_after_a_day_what_is_missing_is_asked_of_a_person(
    world: World, consumer: EffectConsumer
) -> None:
    items = shift(world.till)
    z = close(world.till)
    await send(world, [*items[:3], *items[4:-1], z])
    world.clock.forward(DAY_S - 1)
    await settle(world, consumer)
    assert await state(world) == "pending"
    world.clock.forward(2)
    await settle(world, consumer)
    assert await state(world) == "done"
    (params,) = await mismatches(world)
    assert params == {
        "number": 1,
        "missing": 1,
        "counts": {"sale.completed": {"till": 3, "centre": 2}},
        "tenders": {"cash": {"till": "3.21", "centre": "1.07"}},
    }
    (review,) = await world.rows("SELECT event_id, role, held FROM pos.sync_review WHERE code = 'Z_MISMATCH'")
    assert (str(review["event_id"]), review["role"], review["held"]) == (z["event_id"], "accountant", False)


async def test_another_sum_is_told_by_tender(world: World, consumer: EffectConsumer) -> None:
    shift(world.till)
    close(world.till, lambda closing: replace(closing, tenders={"cash": 999, "card": 100}))
    await send(world)
    await settle(world, consumer)
    (params,) = await mismatches(world)
    assert params["tenders"] == {
        "card": {"till": "1.00", "centre": "0.00"},
        "cash": {"till": "9.99", "centre": "3.21"},
    }


async def test_another_count_or_head_is_a_mismatch(world: World, consumer: EffectConsumer) -> None:
    shift(world.till)
    close(
        world.till,
        lambda closing: replace(
            closing, counts={"sale.completed": 9}, head=replace(closing.head, hash="ab" * 32)
        ),
    )
    await send(world)
    await settle(world, consumer)
    (params,) = await mismatches(world)
    assert params["head"] is False
    assert params["counts"]["sale.completed"] == {"till": 9, "centre": 3}


async def test_a_sale_whose_number_was_taken_shows_in_the_sums_of_its_shift(
    world: World, consumer: EffectConsumer
) -> None:
    """It is held and counted, but its money stands in no projection until a person has decided."""
    till = world.till
    till.event("shift.opened", {})
    till.sale(number=1)
    till.sale(number=1)
    close(till)
    await send(world)
    await settle(world, consumer)
    (params,) = await mismatches(world)
    assert params == {"number": 1, "tenders": {"cash": {"till": "4.28", "centre": "2.14"}}}


async def test_a_shift_over_two_epochs_is_held_against_both(world: World, consumer: EffectConsumer) -> None:
    till = world.till
    shift(till)
    till.open_epoch(2)
    till.event("epoch.opened", {"reason": "head_behind_anchor"})
    till.sale()
    close(till)
    await send(world)
    await settle(world, consumer)
    assert await state(world) == "done"
    assert await mismatches(world) == []


@pytest.mark.parametrize("data", [{}, {"shift_id": "x"}, {"ranges": 5}])
async def test_a_z_that_cannot_be_read_is_kept_under_schema_unknown(
    world: World, data: dict[str, Any]
) -> None:
    world.till.event("z.closed", data)
    assert verdicts(await send(world)) == [("review", "SCHEMA_UNKNOWN")]
    assert await world.count("z_closings") == 0


async def test_a_z_of_places_behind_it_is_none(world: World) -> None:
    shift(world.till)
    z = close(world.till)
    data = json.loads(z["payload"])["data"]
    data["ranges"][0][2] = data["head"]["seq"] = 99
    world.till.event("z.closed", data)
    assert verdicts(await send(world))[-1] == ("review", "SCHEMA_UNKNOWN")


async def test_a_resent_z_is_reconciled_once(world: World, consumer: EffectConsumer) -> None:
    shift(world.till)
    close(world.till)
    await send(world)
    await send(world)
    await settle(world, consumer)
    assert await world.count("z_closings") == 1


async def gaps(world: World) -> list[tuple[str, int, int]]:
    rows = await world.rows("SELECT params FROM pos.sync_review WHERE code = 'NUMBER_GAP' ORDER BY opened_at")
    told = [json.loads(row["params"]) for row in rows]
    return sorted((one["series"], one["first"], one["last"]) for one in told)


async def test_numbers_that_no_document_has_are_told_once_at_the_z(
    world: World, consumer: EffectConsumer
) -> None:
    till = world.till
    till.event("shift.opened", {})
    till.sale()
    till.number += 2
    till.sale()
    close(till)
    await send(world)
    await settle(world, consumer)
    assert await gaps(world) == [(till.series, 2, 3)]
    assert await mismatches(world) == []
    begun = len(till.events)
    till.event("shift.opened", {})
    till.number += 1
    till.sale()
    counter = ZCounter()
    for item in till.events[begun:]:
        counter.add(decode_event(item["payload"].encode()), bytes.fromhex(item["hash"]))
    till.event("z.closed", z_to_data(counter.close(fresh_id(), 2, {})))
    await send(world, till.events[begun:])
    await settle(world, consumer)
    assert await gaps(world) == [(till.series, 2, 3), (till.series, 5, 5)], "from the number before the shift"


async def test_while_a_document_cannot_be_read_its_number_is_not_called_missing(
    world: World, consumer: EffectConsumer
) -> None:
    till = world.till
    till.event("shift.opened", {})
    till.sale()
    till.number += 1
    till.event("sale.completed", {"series": till.series, "number": 2, "payments": []})
    till.sale()
    close(till)
    await send(world)
    await settle(world, consumer)
    assert await gaps(world) == []
