"""What a review is about, and how those end that a rule of the centre raised, over a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, Final

import pytest

from central.services.effects import EffectConsumer
from central.store.effects import PgEffectStore
from central.store.engine import make_engine
from core.domain.document_data import sale_to_data
from core.domain.documents import SalePayment
from tests.central.api.conftest import API, Api
from tests.central.api.test_reviews import URL, carry_out, listed, only, resolve, someone
from tests.central.people import hire
from tests.central.sales import make_rich_sale, make_sale
from tests.central.store.stock_world import RICE, left, put
from tests.central.store.test_closings import close
from tests.central.world import fresh_id

OFFER: Final = '{"name": "Verano", "version": 3, "valid_to": "2026-11-24T00:00:00Z"}'


@pytest.fixture
async def consumer(api: Api) -> AsyncIterator[EffectConsumer]:
    engine = make_engine(api.world.database.dsn("pos_saga"), pool_size=2, max_overflow=2)
    yield EffectConsumer(PgEffectStore(engine), api.world.clock, api.world.ids)
    await engine.dispose()


async def test_what_a_till_sent_is_shown_to_who_decides_in_its_shop(
    api: Api, consumer: EffectConsumer
) -> None:
    await put(api.world, rice=0)
    api.world.till.sale(lines=1)
    await carry_out(api, consumer)
    url = f"{URL}/{(await only(api, 'STOCK_NEGATIVE'))['review_id']}/event"
    assert (await api.client.get(url)).status_code == 401
    assert (await api.client.get(url, headers=api.person("cashier"))).status_code == 403
    stranger = api.person("supervisor", api.world.stranger)
    assert (await api.client.get(url, headers=stranger)).status_code == 404
    answer = await api.client.get(url, headers=api.person("supervisor"))
    assert answer.json()["payload"] in [event["payload"] for event in api.world.till.events]
    unknown = f"{URL}/{fresh_id()}/event"
    assert (await api.client.get(unknown, headers=api.person("supervisor"))).status_code == 404


async def customer(api: Api, name: str, limit: str) -> str:
    made, organization = fresh_id(), api.world.till.tenant.organization_id
    await api.world.execute(
        "INSERT INTO pos.r_customers (organization_id, customer_id, name, blocked, points, version,"
        f" credit_limit_minor) VALUES ('{organization}', '{made}', '{name}', false, 0, 1, {limit})"
    )
    return made


async def credit(api: Api) -> dict[str, int]:
    rows = await api.world.rows("SELECT customer_id::text, credit_used_minor FROM pos.r_customers")
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize("outcome", ["accept", "assign_customer"])
async def test_credit_beyond_the_limit_is_asked_about_and_ends_as_decided(
    api: Api, consumer: EffectConsumer, outcome: str
) -> None:
    till = api.world.till
    rosa, luis = await customer(api, "Rosa", "200"), await customer(api, "Luis", "900")
    for number, lines in ((1, 1), (2, 2)):
        sale = make_sale(till.series, number, lines)
        owed = SalePayment(1, "store_credit", sale.total, None)
        on_credit = replace(sale, payments=(owed,), change_due=Decimal("0.00"))
        till.sale(data=sale_to_data(on_credit) | {"customer_id": rosa})
        await carry_out(api, consumer)
        api.world.clock.forward(1)
    review = await only(api, "CREDIT_LIMIT")
    assert review["document"] == f"{till.series}-000002"
    told = {name: review["params"][name] for name in ("name", "credit", "limit", "used")}
    assert told == {"name": "Rosa", "credit": "2.14", "limit": "2.00", "used": "3.21"}
    assert await credit(api) == {rosa: 321, luis: 0}
    more = {"customer_id": luis} if outcome == "assign_customer" else {}
    assert (await resolve(api, review, await someone(api), outcome, **more))[0] == 403
    assert (await resolve(api, review, await someone(api, "accountant"), outcome, **more))[0] == 200
    await carry_out(api, consumer)
    assert await credit(api) == ({rosa: 107, luis: 214} if more else {rosa: 321, luis: 0})


async def test_goods_taken_back_twice_end_as_accepted_and_what_moved_stays(
    api: Api, consumer: EffectConsumer
) -> None:
    await put(api.world, rice=5000)
    sold = api.world.till.sale(lines=1)
    api.world.till.refund(sold, {1: 1})
    api.world.till.refund(sold, {1: 1})
    await carry_out(api, consumer)
    review = await only(api, "OVER_RETURN")
    assert "credit_note" not in review["choices"]
    status, ended = await resolve(api, review, await someone(api), "accept")
    assert (status, ended["state"], ended["outcome"]) == (200, "resolved", "accept")
    await carry_out(api, consumer)
    assert await left(api.world) == {"rice": 6000}
    assert await listed(api, state="open") == []


async def test_a_broken_chain_and_a_z_that_differs_end_as_accepted_by_their_roles(
    api: Api, consumer: EffectConsumer
) -> None:
    till = api.world.till
    till.sale()
    till.head = bytes(32)
    till.sale()
    close(till, partial(replace, tenders={"cash": 1}))
    await carry_out(api, consumer)
    for code, role in (("CHAIN_BREAK", "administrator"), ("Z_MISMATCH", "accountant")):
        review = await only(api, code)
        assert (await resolve(api, review, await someone(api, "cashier"), "accept"))[0] == 403
        status, ended = await resolve(api, review, await someone(api, role), "accept")
        assert (status, ended["state"], ended["outcome"]) == (200, "resolved", "accept")
    assert await listed(api, state="open") == []


async def drifted(api: Api) -> None:
    """A sale by another price and tax and an offer that had ended, approved by somebody who might no more."""
    till, clock = api.world.till, api.world.clock
    organization = till.tenant.organization_id
    clock.forward(-3_600)  # the till's clock is an hour ahead
    ana = await hire(api.world, name="Ana")
    await api.services.staff.change(till.tenant, replace(ana, role="cashier"))
    await api.world.execute(
        "INSERT INTO pos.r_prices (organization_id, item_id, variant_id, price_minor, version)"
        f" VALUES ('{organization}', '{RICE}', '{RICE}', 120, 1);"
        "INSERT INTO pos.r_taxes (organization_id, item_id, tax_code, rate_milli, version)"
        f" VALUES ('{organization}', '01', '01', 10000, 1);"
        "INSERT INTO pos.r_promotions (organization_id, promotion_id, body, version) VALUES"
        f" ('{organization}', 'verano', '{OFFER}', 1)"
    )
    data: dict[str, Any] = sale_to_data(make_rich_sale(till.series, 1)) | {"customer_id": None}
    for discount in data["discounts"]:
        discount["approver_id"] = ana.staff_id
    till.sale(data=data)


async def test_what_drifted_ends_as_accepted_and_nothing_is_priced_anew(
    api: Api, consumer: EffectConsumer
) -> None:
    await drifted(api)
    await carry_out(api, consumer)
    codes = {review["code"]: review for review in await listed(api, state="open")}
    codes.pop("TENDER_UNCONFIRMED")
    roles = {
        "PRICE_DRIFT": "supervisor",
        "PROMO_EXPIRED": "supervisor",
        "TAX_RULE_DRIFT": "accountant",
        "CLOCK_SKEW": "supervisor",
        "PERMISSION_REVOKED": "manager",
    }
    assert codes.keys() == roles.keys()
    for code, role in roles.items():
        assert "accept" in codes[code]["choices"]
        status, ended = await resolve(api, codes[code], await someone(api, role), "accept")
        assert (status, ended["state"], ended["outcome"]) == (200, "resolved", "accept")
    await carry_out(api, consumer)
    assert [review["code"] for review in await listed(api, state="open")] == ["TENDER_UNCONFIRMED"]
    response = await api.client.get(f"{API}/transactions", headers=api.person("manager"))
    (sale,) = response.json()["items"]
    assert (sale["total"], sale["tax_total"]) == ("2.71", "0.00")
