"""Drifts over a real PostgreSQL: the lists as they are, and as the till's version of them was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from central.services.effects import EffectConsumer
from central.store.effects import PgEffectStore
from central.store.engine import make_engine
from central.store.units import PgUnits
from core.domain.document_data import sale_to_data
from tests.central.people import hire
from tests.central.sales import make_rich_sale, make_sale
from tests.central.store.stock_world import BEANS, RICE, reviews, run, send
from tests.central.world import World


@pytest.fixture
async def consumer(world: World) -> AsyncIterator[EffectConsumer]:
    engine = make_engine(world.database.dsn("pos_saga"), pool_size=2, max_overflow=2)
    yield EffectConsumer(PgEffectStore(engine), world.clock, world.ids)
    await engine.dispose()


async def price(world: World, variant: str, cents: int, version: int) -> None:
    """The list says another price from a version on."""
    await world.execute(
        "INSERT INTO pos.r_prices (organization_id, item_id, variant_id, price_minor, version)"
        f" VALUES ('{world.till.tenant.organization_id}', '{variant}', '{variant}', {cents}, {version})"
        " ON CONFLICT (organization_id, item_id)"
        " DO UPDATE SET price_minor = excluded.price_minor, version = excluded.version"
    )


async def test_a_stale_price_list_is_one_review_however_many_sold_by_it(
    world: World, consumer: EffectConsumer
) -> None:
    await price(world, RICE, 120, 1)
    sold = [world.till.sale(lines=2) for _ in range(3)]
    await send(world)
    await run(consumer)
    (review,) = await reviews(world, "PRICE_DRIFT")
    assert {review["event"], *review["events"]} == {event["event_id"] for event in sold}
    assert (review["charged"], review["expected"], review["count"]) == ("1.07", "1.20", 3)


async def test_the_version_that_the_till_cites_is_kept_when_the_list_changes(
    world: World, consumer: EffectConsumer
) -> None:
    """Tills of the tests cite version 1 of the prices."""
    await price(world, RICE, 107, 1)
    await price(world, RICE, 120, 5)
    await price(world, BEANS, 107, 5)
    await price(world, BEANS, 120, 6)
    await world.execute(f"DELETE FROM pos.r_prices WHERE variant_id = '{RICE}'")
    world.till.sale(lines=1)
    await send(world)
    await run(consumer)
    assert await reviews(world, "PRICE_DRIFT") == []
    world.till.sale(lines=2)
    await send(world)
    await run(consumer)
    (review,) = await reviews(world, "PRICE_DRIFT")
    assert review["variant_id"] == BEANS


async def test_a_sale_by_prices_of_its_own_is_no_drift(world: World, consumer: EffectConsumer) -> None:
    for variant in (RICE, BEANS):
        await price(world, variant, 150, 1)
    plain = make_sale(world.till.series, 1, 2)
    first = replace(plain.items[0], list_price=plain.items[0].unit_price, price_reason="price_match")
    items = (
        replace(first, price_approver_id=world.till.cashier_id),
        replace(plain.items[1], price_reason="open_price"),
    )
    world.till.sale(data=sale_to_data(replace(plain, items=items)))
    await send(world)
    await run(consumer)
    assert await world.count("sync_review") == 0


async def test_taxes_and_promotions_are_held_against_their_lists(
    world: World, consumer: EffectConsumer
) -> None:
    organization = world.till.tenant.organization_id
    await world.execute(
        "INSERT INTO pos.r_taxes (organization_id, item_id, tax_code, rate_milli, version)"
        f" VALUES ('{organization}', '01', '01', 10000, 1)"
    )
    await world.execute(
        "INSERT INTO pos.r_promotions (organization_id, promotion_id, body, version) VALUES"
        f' (\'{organization}\', \'verano\', \'{{"name": "Verano", "version": 3,'
        ' "valid_to": "2026-11-24T00:00:00Z"}\', 1)'
    )
    data = sale_to_data(make_rich_sale(world.till.series, 1)) | {"customer_id": None}
    sold = world.till.sale(data=data)
    await send(world)
    await run(consumer)
    (tax,) = await reviews(world, "TAX_RULE_DRIFT")
    assert (tax["event"], tax["charged"], tax["expected"]) == (sold["event_id"], "0", "10")
    (promotion,) = await reviews(world, "PROMO_EXPIRED")
    assert promotion["name"] == "Verano"


async def test_fault_56_a_right_withdrawn_before_the_act_is_asked_of_a_manager(
    world: World, consumer: EffectConsumer
) -> None:
    person = await hire(world, "supervisor")
    plain: dict[str, Any] = sale_to_data(make_rich_sale(world.till.series, 1)) | {"customer_id": None}
    for discount in plain["discounts"]:
        discount["approver_id"] = person.staff_id
    world.till.sale(data=plain)
    await send(world)
    await run(consumer)
    assert await reviews(world, "PERMISSION_REVOKED") == []
    async with PgUnits(world.engine).begin(world.till.tenant) as unit:
        await unit.staff.change(replace(person, role="cashier"), world.clock.now())
        await unit.commit()
    again = world.till.sale(data={**plain, **_numbered(world, 2)})
    await send(world)
    await run(consumer)
    (review,) = await reviews(world, "PERMISSION_REVOKED")
    assert (review["event"], review["approver_id"], review["name"]) == (
        *(again["event_id"], person.staff_id, "Marta Ríos"),
    )


def _numbered(world: World, number: int) -> dict[str, Any]:
    fresh = sale_to_data(make_rich_sale(world.till.series, number, code=f"YAP-{number}"))
    return {name: fresh[name] for name in ("number", "local_transaction_id", "payments")}


async def test_a_clock_far_off_is_one_review_a_day(world: World, consumer: EffectConsumer) -> None:
    world.clock.forward(-3600)
    for _ in range(2):
        world.till.sale(lines=1)
    await send(world)
    await run(consumer)
    (review,) = await reviews(world, "CLOCK_SKEW")
    assert (review["minutes"], review["count"]) == (60, 2)


async def test_a_clock_is_judged_by_what_each_sale_says_of_it_not_by_what_the_till_says_now(
    world: World, consumer: EffectConsumer
) -> None:
    days = 3 * 24 * 3_600_000
    off = world.till.sale(lines=1, offset_ms=days)
    world.till.sale(lines=1, offset_ms=900)
    await send(world)  # the clock has been corrected: the batch says -240 ms
    await run(consumer)
    (review,) = await reviews(world, "CLOCK_SKEW")
    assert (review["event"], review["minutes"]) == (off["event_id"], 3 * 24 * 60)
    assert "count" not in review, "it is the only one"


async def test_returns_and_voids_are_held_against_rights_alone(
    world: World, consumer: EffectConsumer
) -> None:
    await price(world, RICE, 120, 1)
    sold, undone = world.till.sale(lines=1), world.till.sale(lines=1)
    await send(world)
    await run(consumer)
    world.till.refund(sold)
    world.till.void(undone)
    await send(world)
    await run(consumer)
    (review,) = await reviews(world, "PRICE_DRIFT")
    assert review["count"] == 2
    states = await world.rows("SELECT DISTINCT state FROM pos.effects")
    assert [row["state"] for row in states] == ["done"]
