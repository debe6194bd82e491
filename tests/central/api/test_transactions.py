from __future__ import annotations

from typing import Any

import pytest

from core.contract.transactions import TRANSACTION_LIST
from core.domain.document_data import sale_to_data
from tests.central.api.conftest import API, Api
from tests.central.sales import make_rich_sale

URL = f"{API}/transactions"


async def page(api: Api, headers: dict[str, str] | None = None, /, **params: Any) -> dict[str, Any]:
    response = await api.client.get(URL, params=params, headers=headers or api.person("manager"))
    assert response.status_code == 200, response.text
    TRANSACTION_LIST.validate_json(response.content)
    return dict(response.json())


async def test_a_sale_is_listed_with_its_lines_and_tenders(api: Api) -> None:
    event = api.world.till.sale(lines=3)
    pushed = (await api.push()).json()
    (sale,) = (await page(api))["items"]
    assert sale["transaction_id"] == pushed["results"][0]["central_id"]
    assert sale["event_id"] == event["event_id"]
    assert (sale["number"], sale["series"]) == (f"{api.world.till.series}-000001", api.world.till.series)
    assert (sale["kind"], sale["status"], sale["effects"]) == ("sale", "completed", "pending")
    assert (sale["total"], sale["tax_total"], sale["paid_total"], sale["change_due"]) == (
        *("3.21", "0.21", "3.21", "1.00"),
    )
    assert sale["payment_method"] == "cash"
    assert [item["n"] for item in sale["items"]] == [1, 2, 3]
    line = sale["items"][0]
    assert (line["quantity"], line["unit_price"], line["tax6"], line["tax_rate"], line["total"]) == (
        *("1", "1.07", "0.070000", "7", "1.07"),
    )
    assert sale["payments"][0]["received"] == "4.21"
    assert sale["cites"] == {"prices": 1}


async def test_pages_run_through_all_sales_once_newest_first(api: Api) -> None:
    for _ in range(4):
        api.world.till.events.clear()
        for _ in range(5):
            api.world.till.sale(lines=1)
        await api.push()
        api.world.clock.forward(1)
    seen: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        found = await page(api, None, limit=3, **cursor)
        assert len(found["items"]) <= 3
        seen += [sale["number"] for sale in found["items"]]
        if found["next_cursor"] is None:
            break
        cursor = {"cursor": found["next_cursor"]}
    assert len(seen) == len(set(seen)) == 20
    assert {number[-2:] for number in seen[:5]} == {"16", "17", "18", "19", "20"}


async def test_filters_narrow_the_list(api: Api) -> None:
    till = api.world.till
    for _ in range(3):
        till.sale(lines=1)
    await api.push()
    assert len((await page(api, number=f"{till.series}-000002"))["items"]) == 1
    assert len((await page(api, terminal_id=till.terminal_id, cashier_id=till.cashier_id))["items"]) == 3
    assert (await page(api, terminal_id=api.world.stranger.terminal_id))["items"] == []
    assert (await page(api, kind="return"))["items"] == []
    assert (await page(api, status="voided"))["items"] == []
    assert len((await page(api, None, **{"from": "2026-11-24T10:00:00-05:00"}))["items"]) == 3
    assert (await page(api, to="2026-11-24T15:00:00Z"))["items"] == []


async def test_another_organization_sees_nothing(api: Api) -> None:
    api.world.till.sale()
    await api.push()
    assert (await page(api, api.person("manager", api.world.stranger)))["items"] == []
    assert len((await page(api))["items"]) == 1


async def test_reading_needs_a_permission(api: Api) -> None:
    assert (await api.client.get(URL)).status_code == 401
    assert (await api.client.get(URL, headers=api.person("support"))).status_code == 403
    assert (await api.client.get(URL, headers=api.person("cashier"))).status_code == 200


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"limit": "0"}, (422, "INVALID")),
        ({"limit": "101"}, (422, "INVALID")),
        ({"status": "lost"}, (422, "INVALID")),
        ({"from": "yesterday"}, (422, "INVALID")),
        ({"from": "2026-11-24T10:00:00"}, (422, "INVALID")),
        ({"number": "000001"}, (422, "INVALID")),
        ({"nonsense": "1"}, (422, "INVALID")),
        ({"cursor": "x"}, (400, "BAD_CURSOR")),
        ({"cursor": "WyIyMDI2LTExLTI0IiwgIngiXQ"}, (400, "BAD_CURSOR")),
        ({"cursor": "bnVsbA"}, (400, "BAD_CURSOR")),
    ],
)
async def test_bad_filters_are_refused(api: Api, params: dict[str, str], expected: tuple[int, str]) -> None:
    response = await api.client.get(URL, params=params, headers=api.person("manager"))
    assert (response.status_code, response.json()["code"]) == expected


async def test_all_that_a_sale_says_is_listed(api: Api) -> None:
    till = api.world.till
    till.sale(data=sale_to_data(make_rich_sale(till.series, 1)))
    assert (await api.push()).json()["results"][0]["status"] == "accepted"
    (sale,) = (await page(api))["items"]
    one, two, three = sale["items"]
    assert one["promotions"] == [{"id": "verano", "version": 3, "amount": "0.20"}]
    assert (one["lot"], one["expiry"], one["discount"]) == ("L42", "2026-12-31", "0.40")
    assert (two["list_price"], two["price_reason"], two["promotions"]) == ("1.50", "price_match", [])
    assert two["price_approver_id"]
    assert (three["note"], three["lot"]) == ("para regalo", None)
    (discount,) = sale["discounts"]
    assert (discount["kind"], discount["scope"], discount["reason"]) == ("manual", "sale", "damaged")
    assert (discount["amount"], discount["percent"]) == ("0.30", "10.5")
    assert discount["shares"] == [{"n": 1, "amount": "0.20"}, {"n": 2, "amount": "0.10"}]
    card, yappy = sale["payments"]
    assert (card["card_brand"], card["card_type"], card["card_last4"]) == ("visa", "credit", "4242")
    assert (card["authorization_code"], card["terminal_reference"], card["batch"], card["trace"]) == (
        *("AUTH_123", "T-77", "12", "000345"),
    )
    assert (yappy["confirmation_code"], yappy["payer"], yappy["mode"], yappy["state"]) == (
        *("YAP-0001", "A•••", "manual", "unconfirmed"),
    )
    assert (sale["payment_method"], sale["note"]) == ("mixed", "entregar")
    assert sale["points"] == {"earned": 2, "spent": 1, "back": 0}


async def test_no_card_number_leaves_the_centre_and_none_refuses_a_sale(api: Api) -> None:
    till = api.world.till
    data = sale_to_data(make_rich_sale(till.series, 1))
    pan = "4111 1111 1111 1111"
    data["payments"][0] |= {"card_last4": "4111111111111111", "reference": pan}
    data["note"] = f"tarjeta {pan}"
    event = till.sale(data=data)
    assert (await api.push()).json()["results"][0]["status"] == "accepted"
    (sale,) = (await page(api))["items"]
    assert (sale["payments"][0]["card_last4"], sale["payments"][0]["reference"]) == ("1111", "•••• 1111")
    assert sale["note"] == "•••• 1111"
    (kept,) = await api.world.rows("SELECT payload FROM pos.sync_inbox")
    assert bytes(kept["payload"]) == event["payload"].encode()


async def test_returns_point_at_their_sale_and_voids_are_derived(api: Api) -> None:
    till = api.world.till
    sold, undone = till.sale(lines=2), till.sale(lines=1)
    till.refund(sold, {2: 1})
    void = till.void(undone)
    await api.push()
    (back,) = (await page(api, kind="return"))["items"]
    assert back["original"] == {
        "number": f"{till.series}-000001",
        "terminal_id": till.terminal_id,
        "event_id": sold["event_id"],
    }
    assert (back["number"], back["total"], back["reason"], back["status"]) == (
        *(f"R{till.series}-000001", "1.07", "damaged", "completed"),
    )
    (line,) = back["items"]
    assert (line["original_n"], line["net"], line["unit_price"], line["tax6"]) == (2, "1.07", None, None)
    (voided,) = (await page(api, status="voided"))["items"]
    assert (voided["event_id"], voided["status"]) == (undone["event_id"], "voided")
    assert (voided["void"]["event_id"], voided["void"]["reason"]) == (void["event_id"], "wrong_items")
    assert [(paid["method"], paid["amount"]) for paid in voided["void"]["payments"]] == [("cash", "1.07")]
    completed = (await page(api, status="completed"))["items"]
    assert {sale["event_id"] for sale in completed} == {sold["event_id"], back["event_id"]}
    assert all(sale["void"] is None for sale in completed)
