"""What an event waits for and does not get: a person is told after a day, and it moves once it comes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest

from central.services.effects import EffectConsumer
from central.store.effects import PgEffectStore
from central.store.engine import make_engine
from core.domain.document_data import sale_to_data
from tests.central.api.conftest import Api
from tests.central.api.test_reviews import carry_out, listed, only, points, resolve, someone
from tests.central.sales import make_rich_sale
from tests.central.store.stock_world import BEANS, left, put
from tests.central.world import START, fresh_id

DAY_S: Final = 24 * 3_600
HOUR_S: Final = 3_600


@pytest.fixture
async def consumer(api: Api) -> AsyncIterator[EffectConsumer]:
    engine = make_engine(api.world.database.dsn("pos_saga"), pool_size=2, max_overflow=2)
    yield EffectConsumer(PgEffectStore(engine), api.world.clock, api.world.ids)
    await engine.dispose()


async def later(api: Api, consumer: EffectConsumer, seconds: int) -> None:
    """All that is due after a while."""
    api.world.clock.forward(seconds)
    while await consumer.run_once():
        continue


async def customer(api: Api, name: str, *, blocked: bool = False, customer_id: str | None = None) -> str:
    made, organization = customer_id or fresh_id(), api.world.till.tenant.organization_id
    await api.world.execute(
        "INSERT INTO pos.r_customers (organization_id, customer_id, name, blocked, points, version)"
        f" VALUES ('{organization}', '{made}', '{name}', {blocked}, 10, 1)"
    )
    return made


async def forget(api: Api, customer_id: str) -> None:
    await api.world.execute(f"DELETE FROM pos.r_customers WHERE customer_id = '{customer_id}'")


def sell_to(api: Api, customer_id: str) -> dict[str, Any]:
    """A sale that earns one point."""
    till = api.world.till
    return till.sale(data=sale_to_data(make_rich_sale(till.series, 1)) | {"customer_id": customer_id})


async def test_a_customer_nobody_knows_is_asked_about_after_a_day_and_somebody_else_gets_the_points(
    api: Api, consumer: EffectConsumer
) -> None:
    gone, luis = fresh_id(), await customer(api, "Luis")
    sold = sell_to(api, gone)
    await carry_out(api, consumer)
    await later(api, consumer, DAY_S - 600)
    assert await listed(api, code="CUSTOMER_BLOCKED") == []
    await later(api, consumer, 600)
    await later(api, consumer, DAY_S)
    review = await only(api, "CUSTOMER_BLOCKED")
    assert (review["event_id"], review["role"]) == (sold["event_id"], "supervisor")
    assert "assign_customer" in review["choices"]
    told = {name: review["params"][name] for name in ("rule", "customer_id", "points", "credit")}
    assert told == {"rule": "unknown_customer", "customer_id": gone, "points": 1, "credit": "0.00"}
    status, _ = await resolve(api, review, await someone(api), "assign_customer", customer_id=luis)
    assert status == 200
    await customer(api, "Rosa", customer_id=gone)
    await later(api, consumer, DAY_S)
    assert await points(api) == {luis: 11, gone: 10}
    assert await listed(api, state="open", code="CUSTOMER_BLOCKED") == []


@pytest.mark.parametrize("accepted", [False, True])
async def test_a_customer_who_is_known_in_the_end_gets_the_points_and_nobody_is_asked_any_more(
    api: Api, consumer: EffectConsumer, accepted: bool
) -> None:
    rosa = fresh_id()
    sell_to(api, rosa)
    await carry_out(api, consumer)
    await later(api, consumer, DAY_S)
    review = await only(api, "CUSTOMER_BLOCKED")
    if accepted:
        assert (await resolve(api, review, await someone(api), "accept"))[0] == 200
    await customer(api, "Rosa", customer_id=rosa)
    await later(api, consumer, HOUR_S)
    assert await points(api) == {rosa: 11}
    ended = await only(api, "CUSTOMER_BLOCKED")
    assert (ended["state"], ended["outcome"]) == ("resolved", "accept" if accepted else "cause_arrived")


async def test_points_are_given_away_though_whom_they_are_taken_from_is_gone(
    api: Api, consumer: EffectConsumer
) -> None:
    rosa, luis = await customer(api, "Rosa", blocked=True), await customer(api, "Luis")
    sell_to(api, rosa)
    await carry_out(api, consumer)
    review = await only(api, "CUSTOMER_BLOCKED")
    await forget(api, rosa)
    await resolve(api, review, await someone(api), "assign_customer", customer_id=luis)
    await later(api, consumer, 1)
    assert await points(api) == {luis: 11}


async def test_whoever_should_have_got_them_is_gone_too_and_a_third_one_gets_them_once(
    api: Api, consumer: EffectConsumer
) -> None:
    rosa, luis = await customer(api, "Rosa", blocked=True), await customer(api, "Luis")
    sell_to(api, rosa)
    await carry_out(api, consumer)
    review = await only(api, "CUSTOMER_BLOCKED")
    await resolve(api, review, await someone(api), "assign_customer", customer_id=luis)
    await forget(api, luis)
    await later(api, consumer, DAY_S)
    assert await points(api) == {rosa: 11}, "nothing is taken from anybody meanwhile"
    (second,) = await listed(api, state="open", code="CUSTOMER_BLOCKED")
    marta = await customer(api, "Marta")
    status, _ = await resolve(api, second, await someone(api), "assign_customer", customer_id=marta)
    assert status == 200
    await later(api, consumer, 1)
    assert await points(api) == {rosa: 10, marta: 11}


async def test_a_void_whose_sale_never_comes_is_asked_about_after_a_day_and_waits_on(
    api: Api, consumer: EffectConsumer
) -> None:
    """Of another shop's stream the centre cannot see the sale here: it does not wait with the verdict."""
    await put(api.world, rice=5000)
    till = api.world.till
    sold = till.sale(lines=1)
    void = till.void(sold, seller_id=fresh_id())
    response = await api.push(till.batch([void]))
    assert response.json()["results"][0]["status"] == "accepted"
    await later(api, consumer, DAY_S - 600)
    assert await listed(api) == []
    await later(api, consumer, 600)
    review = await only(api, "MISSING_CAUSE")
    assert (review["event_id"], review["state"]) == (void["event_id"], "open")
    await api.push(till.batch([sold]))
    await later(api, consumer, HOUR_S)
    assert await left(api.world) == {"rice": 5000}
    ended = await only(api, "MISSING_CAUSE")
    assert (ended["state"], ended["outcome"]) == ("resolved", "cause_arrived")


@pytest.mark.parametrize("first", ["return", "decision"])
async def test_a_line_nobody_knew_that_came_back_leaves_the_figure_as_it_was(
    api: Api, consumer: EffectConsumer, first: str
) -> None:
    """Whichever comes first, the return or the decision that there should be one."""
    await put(api.world, rice=5000)
    tenant = api.world.till.tenant
    await api.world.execute(
        "INSERT INTO pos.r_stock VALUES"
        f" ('{tenant.organization_id}', '{tenant.local_id}', '{BEANS}', 7000, '{START}', 1)"
    )
    sold = api.world.till.sale(lines=2)
    await carry_out(api, consumer)
    review = await only(api, "UNKNOWN_SKU")
    who = await someone(api, "catalogue")
    if first == "decision":
        assert (await resolve(api, review, who, "credit_note"))[1]["state"] == "open"
    api.world.clock.forward(1)
    back = api.world.till.refund(sold, {2: 1})
    await carry_out(api, consumer)
    if first == "return":
        assert (await resolve(api, review, who, "credit_note"))[1]["state"] == "resolved"
        await later(api, consumer, 1)
    both = {one["event_id"]: one for one in await listed(api, code="UNKNOWN_SKU")}
    assert both[sold["event_id"]]["outcome"] == "credit_note"
    assert await left(api.world) == {"rice": 4000, "beans": 6000}, "sold; what came back waits"
    assert (await resolve(api, both[back["event_id"]], who, "accept"))[0] == 200
    await later(api, consumer, 1)
    assert await left(api.world) == {"rice": 4000, "beans": 7000}
