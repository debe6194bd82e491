"""The review desk over a real database: who may end what, and what follows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import pytest

from central.services.effects import EffectConsumer
from central.services.permissions import permissions_of
from central.services.values import Principal
from central.store.effects import PgEffectStore
from central.store.engine import make_engine
from core.contract.reviews import REVIEW, REVIEW_LIST
from core.domain.document_data import sale_to_data
from tests.central.api.conftest import API, Api
from tests.central.people import hire
from tests.central.sales import make_rich_sale
from tests.central.store.stock_world import BEANS, RICE, left, put
from tests.central.world import Till, fresh_id

URL = f"{API}/reviews"


@pytest.fixture
async def consumer(api: Api) -> AsyncIterator[EffectConsumer]:
    engine = make_engine(api.world.database.dsn("pos_saga"), pool_size=2, max_overflow=2)
    yield EffectConsumer(PgEffectStore(engine), api.world.clock, api.world.ids)
    await engine.dispose()


async def carry_out(api: Api, consumer: EffectConsumer) -> None:
    response = await api.push()
    assert response.status_code == 200, response.text
    while await consumer.run_once():
        continue


async def someone(api: Api, role: str = "supervisor", till: Till | None = None) -> dict[str, str]:
    """Token of a person of the shop."""
    row = await hire(api.world, role, till=till)
    tenant = (till or api.world.till).tenant
    return api.token(Principal(tenant.organization_id, tenant.local_id, row.staff_id, permissions_of(role)))


async def listed(api: Api, headers: dict[str, str] | None = None, **params: Any) -> list[dict[str, Any]]:
    response = await api.client.get(URL, params=params, headers=headers or api.person("supervisor"))
    assert response.status_code == 200, response.text
    REVIEW_LIST.validate_json(response.content)
    return list(response.json()["items"])


async def only(api: Api, code: str) -> dict[str, Any]:
    (review,) = await listed(api, code=code)
    return review


async def resolve(
    api: Api, review: dict[str, Any], headers: dict[str, str], outcome: str, **more: Any
) -> tuple[int, dict[str, Any]]:
    body = {"outcome": outcome, "note": "visto en tienda", **more}
    response = await api.client.post(f"{URL}/{review['review_id']}/resolve", json=body, headers=headers)
    if response.status_code == 200:
        REVIEW.validate_json(response.content)
    return response.status_code, response.json()


async def logged(api: Api, review: dict[str, Any]) -> list[int]:
    """Versions of a review that its till is told, the last being the row's own."""
    rows = await api.world.rows(
        "SELECT version FROM pos.change_log WHERE stream = 'reviews' AND item_id = $1 ORDER BY id",
        review["review_id"],
    )
    (row,) = await api.world.rows(
        "SELECT version FROM pos.sync_review WHERE review_id = $1::uuid", review["review_id"]
    )
    assert rows[-1]["version"] == row["version"]
    return [one["version"] for one in rows]


@pytest.fixture
async def negative(api: Api, consumer: EffectConsumer) -> dict[str, Any]:
    """Rice below zero by two units, beans as many as one likes."""
    await put(api.world, rice=1000, beans=9000)
    for _ in range(3):
        api.world.till.sale(lines=1)
    await carry_out(api, consumer)
    return await only(api, "STOCK_NEGATIVE")


async def test_a_review_says_what_it_is_about_and_how_it_may_end(api: Api, negative: dict[str, Any]) -> None:
    assert negative["choices"] == ["accept", "count_stock", "substitute", "credit_note"]
    assert (negative["state"], negative["role"]) == ("open", "supervisor")
    assert negative["document"].startswith(f"{api.world.till.series}-00000")
    assert negative["params"]["after"] == "-2"
    response = await api.client.get(f"{URL}/{negative['review_id']}", headers=api.person("manager"))
    assert response.json() == negative


async def test_counting_is_noted_and_told_to_the_tills(api: Api, negative: dict[str, Any]) -> None:
    headers = await someone(api)
    status, review = await resolve(api, negative, headers, "count_stock")
    assert status == 200
    assert (review["state"], review["outcome"], review["note"]) == (
        *("resolved", "count_stock", "visto en tienda"),
    )
    assert review["resolved_by"]
    assert review["resolved_at"] == "2026-11-24T15:00:00Z"
    versions = await logged(api, negative)
    assert versions == sorted(set(versions))
    assert len(versions) == 3, "opened, one sale added, ended"
    assert await listed(api, state="open") == []
    assert [one["review_id"] for one in await listed(api, state="resolved")] == [negative["review_id"]]


async def test_a_second_decision_finds_it_ended_and_the_same_one_its_answer(
    api: Api, negative: dict[str, Any]
) -> None:
    headers = await someone(api) | {"Idempotency-Key": fresh_id()}
    assert (await resolve(api, negative, headers, "accept"))[0] == 200
    status, again = await resolve(api, negative, headers, "accept")
    assert (status, again["outcome"]) == (200, "accept")
    status, problem = await resolve(api, negative, await someone(api), "accept")
    assert (status, problem["code"]) == (409, "STATE_CONFLICT")
    del headers["Idempotency-Key"]
    assert (await resolve(api, negative, headers, "accept"))[0] == 409


async def test_what_left_as_something_else_moves_both_figures_once(
    api: Api, consumer: EffectConsumer, negative: dict[str, Any]
) -> None:
    headers = await someone(api)
    before = [dict(row) for row in await api.world.rows("SELECT * FROM pos.transaction_items")]
    for wrong in (None, RICE, "beans", fresh_id()):
        status, problem = await resolve(api, negative, headers, "substitute", variant_id=wrong)
        assert (status, problem["errors"][0]["path"]) == (422, "body.variant_id")
    status, _ = await resolve(api, negative, headers, "substitute", variant_id=BEANS)
    assert status == 200
    await carry_out(api, consumer)
    assert await left(api.world) == {"rice": 0, "beans": 7000}
    assert [dict(row) for row in await api.world.rows("SELECT * FROM pos.transaction_items")] == before


async def test_a_credit_note_is_waited_for_and_the_document_ends_the_review(
    api: Api, consumer: EffectConsumer
) -> None:
    await put(api.world, rice=0, beans=9000)
    sold = api.world.till.sale(lines=1)
    await carry_out(api, consumer)
    review = await only(api, "STOCK_NEGATIVE")
    status, waiting = await resolve(api, review, await someone(api), "credit_note")
    assert (status, waiting["state"], waiting["outcome"]) == (200, "open", "credit_note")
    api.world.till.refund(sold)
    await carry_out(api, consumer)
    ended = await only(api, "STOCK_NEGATIVE")
    assert (ended["state"], ended["outcome"], ended["note"]) == ("resolved", "credit_note", "visto en tienda")
    assert await left(api.world) == {"rice": 0, "beans": 9000}


async def test_a_line_nobody_knew_moves_as_it_was_decided(api: Api, consumer: EffectConsumer) -> None:
    await put(api.world, rice=5000)
    api.world.till.sale(lines=2)
    await carry_out(api, consumer)
    review = await only(api, "UNKNOWN_SKU")
    assert (await resolve(api, review, await someone(api, "supervisor"), "accept"))[0] == 403
    status, _ = await resolve(api, review, await someone(api, "catalogue"), "substitute", variant_id=RICE)
    assert status == 200
    await carry_out(api, consumer)
    assert await left(api.world) == {"rice": 3000}


async def test_held_effects_run_when_the_review_is_accepted(api: Api, consumer: EffectConsumer) -> None:
    await put(api.world, rice=5000, beans=5000)
    till = api.world.till
    data = sale_to_data(make_rich_sale(till.series, 1)) | {"total_amount": "9.99", "customer_id": None}
    till.sale(data=data)
    await carry_out(api, consumer)
    assert await left(api.world) == {"rice": 5000, "beans": 5000}
    held = await api.world.rows("SELECT held FROM pos.central_outbox")
    assert [row["held"] for row in held] == [True]
    review = await only(api, "TOTAL_MISMATCH")
    assert (await resolve(api, review, await someone(api, "accountant"), "accept"))[0] == 200
    await carry_out(api, consumer)
    assert await left(api.world) == {"rice": 4000, "beans": 4000}
    held = await api.world.rows("SELECT held FROM pos.central_outbox")
    assert [row["held"] for row in held] == [False]


@pytest.mark.parametrize(("outcome", "rice"), [("keep_both", 3000), ("annul", 4000), ("accept", 3000)])
async def test_two_sales_of_one_number_count_as_decided(
    api: Api, consumer: EffectConsumer, outcome: str, rice: int
) -> None:
    await put(api.world, rice=5000)
    api.world.till.sale(lines=1)
    api.world.till.sale(lines=1, number=1)
    await carry_out(api, consumer)
    review = await only(api, "DUP_NUMBER")
    assert review["document"] == f"{api.world.till.series}-000001"
    second = api.world.till.events[1]
    for headers in (api.person("accountant"), api.person("manager")):
        shown = (await api.client.get(f"{URL}/{review['review_id']}/event", headers=headers)).json()
        assert (shown["event_id"], shown["payload"]) == (second["event_id"], second["payload"])
        assert shown["sha256"] == sha256(second["payload"].encode()).hexdigest()
    assert (await resolve(api, review, await someone(api, "accountant"), outcome))[0] == 200
    await carry_out(api, consumer)
    assert await left(api.world) == {"rice": rice}


@pytest.mark.parametrize(("outcome", "rice"), [("keep_both", 1000), ("annul", 4000)])
async def test_two_forms_of_one_event_count_as_decided(
    api: Api, consumer: EffectConsumer, outcome: str, rice: int
) -> None:
    await put(api.world, rice=5000, beans=5000)
    till = api.world.till
    first = till.sale(lines=1)
    response = await api.push()
    till.open_epoch(1)
    till.events.clear()
    till.sale(lines=1, event_id=first["event_id"], name="Frijoles")
    response = await api.push()
    assert response.json()["results"][0]["code"] == "SHA_CONFLICT"
    while await consumer.run_once():
        continue
    assert await left(api.world) == {"rice": 5000, "beans": 5000}, "the first waits too"
    review = await only(api, "SHA_CONFLICT")
    assert (await resolve(api, review, await someone(api, "administrator"), outcome))[0] == 200
    while await consumer.run_once():
        continue
    assert (await left(api.world))["rice"] == (3000 if outcome == "keep_both" else 4000)


@pytest.mark.parametrize(("outcome", "state"), [("confirm", "confirmed"), ("reject", "rejected")])
async def test_a_tender_is_ruled_on_at_the_desk(
    api: Api, consumer: EffectConsumer, outcome: str, state: str
) -> None:
    till = api.world.till
    till.sale(data=sale_to_data(make_rich_sale(till.series, 1)) | {"customer_id": None})
    await carry_out(api, consumer)
    review = await only(api, "TENDER_UNCONFIRMED")
    assert (await resolve(api, review, await someone(api, "accountant"), outcome))[0] == 200
    response = await api.client.get(f"{API}/transactions", headers=api.person("manager"))
    (sale,) = response.json()["items"]
    assert sale["payments"][1]["state"] == state
    assert sale["review_ids"] == []


async def test_a_payload_this_program_can_read_by_now_is_projected(
    api: Api, consumer: EffectConsumer
) -> None:
    await put(api.world, rice=5000)
    await api.world.execute(
        "ALTER TABLE pos.transaction_items ADD CONSTRAINT poison CHECK (name <> 'veneno')"
    )
    api.world.till.sale(lines=1, name="veneno")
    await carry_out(api, consumer)
    review = await only(api, "SCHEMA_UNKNOWN")
    assert "credit_note" not in review["choices"]
    await api.world.execute("ALTER TABLE pos.transaction_items DROP CONSTRAINT poison")
    status, ended = await resolve(api, review, await someone(api, "support"), "reprocess")
    assert (status, ended["state"], ended["document"]) == (
        *(200, "resolved", f"{api.world.till.series}-000001"),
    )
    await carry_out(api, consumer)
    assert await left(api.world) == {"rice": 4000}


async def test_what_this_program_cannot_read_stays_open(api: Api) -> None:
    api.world.till.event("sale.completed", {"items": None})
    await api.push()
    review = await only(api, "SCHEMA_UNKNOWN")
    status, problem = await resolve(api, review, await someone(api, "support"), "reprocess")
    assert (status, problem["code"]) == (409, "STATE_CONFLICT")
    assert (await only(api, "SCHEMA_UNKNOWN"))["state"] == "open"


async def test_points_and_credit_go_to_whom_they_belong(api: Api, consumer: EffectConsumer) -> None:
    till, (blocked, other) = api.world.till, (fresh_id(), fresh_id())
    for customer, name, stop in ((blocked, "Rosa", "true"), (other, "Luis", "false")):
        await api.world.execute(
            "INSERT INTO pos.r_customers (organization_id, customer_id, name, blocked, points, version)"
            f" VALUES ('{till.tenant.organization_id}', '{customer}', '{name}', {stop}, 10, 1)"
        )
    till.sale(data=sale_to_data(make_rich_sale(till.series, 1)) | {"customer_id": blocked})
    await carry_out(api, consumer)
    assert await points(api) == {blocked: 11, other: 10}
    review = await only(api, "CUSTOMER_BLOCKED")
    assert review["params"]["name"] == "Rosa"
    headers = await someone(api)
    assert (await resolve(api, review, headers, "assign_customer", customer_id=fresh_id()))[0] == 422
    assert (await resolve(api, review, headers, "assign_customer", customer_id=other))[0] == 200
    await carry_out(api, consumer)
    assert await points(api) == {blocked: 10, other: 11}


async def points(api: Api) -> dict[str, int]:
    rows = await api.world.rows("SELECT customer_id::text, points FROM pos.r_customers")
    return {row[0]: row[1] for row in rows}


async def test_who_may_not_decide(api: Api, negative: dict[str, Any]) -> None:
    url = f"{URL}/{negative['review_id']}/resolve"
    body = {"outcome": "accept"}
    assert (await api.client.post(url, json=body)).status_code == 401
    assert (await api.client.get(URL)).status_code == 401
    cashier = await someone(api, "cashier")
    assert (await api.client.get(URL, headers=cashier)).status_code == 403
    assert (await api.client.post(url, json=body, headers=cashier)).status_code == 403
    assert (await api.client.post(url, json=body, headers=await someone(api, "support"))).status_code == 403
    till = api.world.till
    terminal = api.token(
        Principal(
            till.tenant.organization_id,
            till.tenant.local_id,
            till.cashier_id,
            permissions_of("administrator"),
            till.terminal_id,
        )
    )
    assert (await api.client.post(url, json=body, headers=terminal)).status_code == 403
    nobody = api.person("administrator")
    assert (await api.client.post(url, json=body, headers=nobody)).status_code == 403
    stranger = await someone(api, "administrator", api.world.stranger)
    assert (await api.client.post(url, json=body, headers=stranger)).status_code == 404
    assert (await api.client.get(f"{URL}/{negative['review_id']}", headers=stranger)).status_code == 404
    assert await listed(api, stranger) == []
    assert (await only(api, "STOCK_NEGATIVE"))["state"] == "open"


async def test_nobody_decides_about_their_own_act(api: Api, negative: dict[str, Any]) -> None:
    row = await hire(api.world, "manager")
    await api.world.execute(
        f'UPDATE pos.sync_review SET params = params || \'{{"approver_id": "{row.staff_id}"}}\''
    )
    tenant = api.world.till.tenant
    own = api.token(
        Principal(tenant.organization_id, tenant.local_id, row.staff_id, permissions_of("manager"))
    )
    assert (await resolve(api, negative, own, "accept"))[0] == 403
    assert (await resolve(api, negative, await someone(api, "manager"), "accept"))[0] == 200


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"outcome": "confirm"}, "body.outcome"),
        ({"outcome": "cause_arrived"}, "body.outcome"),
        ({"outcome": "burn"}, "body.outcome"),
        ({"outcome": "accept", "note": "x" * 501}, "body.note"),
        ({"outcome": "accept", "more": 1}, "body.more"),
    ],
)
async def test_outcomes_that_do_not_fit_are_refused(
    api: Api, negative: dict[str, Any], body: dict[str, Any], expected: str
) -> None:
    response = await api.client.post(
        f"{URL}/{negative['review_id']}/resolve", json=body, headers=await someone(api)
    )
    assert (response.status_code, response.json()["errors"][0]["path"]) == (422, expected)


async def test_pages_run_through_all_reviews_once(api: Api) -> None:
    for _ in range(3):
        api.world.till.event("sale.completed", {"items": None})
        await api.push()
        api.world.clock.forward(1)
    seen: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        response = await api.client.get(URL, params={"limit": 2, **cursor}, headers=api.person("support"))
        seen += [one["event_id"] for one in response.json()["items"]]
        if response.json()["next_cursor"] is None:
            break
        cursor = {"cursor": response.json()["next_cursor"]}
    assert seen == [one["event_id"] for one in reversed(api.world.till.events)]
