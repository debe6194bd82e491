from __future__ import annotations

from typing import Any

import pytest

from core.contract.transactions import TRANSACTION_LIST
from tests.central.api.conftest import API, Api

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
