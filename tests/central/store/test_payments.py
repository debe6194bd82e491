"""What is found out about the money of a sale stands beside it at the centre; the sale never changes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from central.services.ports import TransactionFilter
from central.services.sync import OfflineSyncManager
from central.store.ingest import PgIngestStore
from central.store.repositories.transactions import PgTransactionReader
from core.contract.sync import BatchResponse
from core.contract.transactions import TransactionModel
from core.domain.document_data import sale_to_data
from tests.central.sales import make_rich_sale
from tests.central.world import World


async def send(world: World) -> BatchResponse:
    manager = OfflineSyncManager(PgIngestStore(world.engine, world.ids), world.clock, world.ids)
    return await manager.sync_offline_transactions(world.till.request(), world.till.principal)


def verdicts(reply: BatchResponse) -> list[tuple[str, str | None]]:
    return [(result.status, result.code) for result in reply.results]


async def listed(world: World) -> TransactionModel:
    found = await PgTransactionReader(world.engine).page(world.till.tenant, TransactionFilter())
    assert len(found) == 1
    return found[0]


@pytest.fixture
def sold(world: World) -> dict[str, Any]:
    """2.00 by card and 0.71 by a Yappy payment nobody has confirmed."""
    return world.till.sale(data=sale_to_data(make_rich_sale(world.till.series, 1)))


async def test_a_payment_that_arrived_is_confirmed_beside_its_sale(
    world: World, sold: dict[str, Any]
) -> None:
    await send(world)
    before = [dict(row) for row in await world.rows("SELECT * FROM pos.payments ORDER BY n")]
    told = world.till.told(sold, 2, "confirmed")
    assert verdicts(await send(world)) == [("duplicate", None), ("accepted", None)]
    assert [dict(row) for row in await world.rows("SELECT * FROM pos.payments ORDER BY n")] == before
    card, yappy = (await listed(world)).payments
    assert (card.told, yappy.state) == (None, "confirmed")
    assert yappy.told is not None
    assert (yappy.told.event_id, yappy.told.cashier_id) == (told["event_id"], world.till.cashier_id)
    (message,) = await world.rows(
        "SELECT body FROM pos.central_outbox WHERE routing_key = 'pos.payment.confirmed'"
    )
    body = json.loads(message["body"])
    assert (body["sale_event_id"], body["n"], body["amount"], body["outcome"]) == (
        *(sold["event_id"], 2, "0.71", "confirmed"),
    )
    await send(world)
    assert await world.count("payment_outcomes") == 1


async def test_one_that_did_not_arrive_is_put_before_the_owner(world: World, sold: dict[str, Any]) -> None:
    world.till.told(sold, 2, "rejected", "not_in_account")
    assert verdicts(await send(world)) == [("accepted", None), ("review", "TENDER_UNCONFIRMED")]
    (review,) = await world.rows("SELECT code, params, state FROM pos.sync_review")
    params = json.loads(review["params"]) if isinstance(review["params"], str) else review["params"]
    assert (review["code"], review["state"]) == ("TENDER_UNCONFIRMED", "open")
    assert params == {
        "rule": "not_arrived",
        "series": world.till.series,
        "number": 1,
        "method": "yappy",
        "amount": "0.71",
        "reason": "not_in_account",
        "reference": "YAP-0001",
    }
    transaction = await listed(world)
    assert (transaction.status, transaction.payments[1].state) == ("completed", "rejected")


async def test_what_was_found_out_last_is_what_is_known(world: World, sold: dict[str, Any]) -> None:
    world.till.told(sold, 2, "rejected", "not_in_account")
    last = world.till.told(sold, 2, "confirmed")
    await send(world)
    yappy = (await listed(world)).payments[1]
    assert yappy.told is not None
    assert (yappy.state, yappy.told.event_id) == ("confirmed", last["event_id"])


async def test_corrected_change_stands_beside_the_document(world: World) -> None:
    sold = world.till.sale(lines=3)
    for received in ("50.00", "20.00"):
        world.till.corrected(sold, received)
    assert verdicts(await send(world)) == [("accepted", None)] * 3
    transaction = await listed(world)
    assert (transaction.change_due, transaction.payments[0].received) == ("1.00", "4.21")
    assert [(one.received, one.change) for one in transaction.change_corrections] == [
        ("50.00", "46.79"),
        ("20.00", "16.79"),
    ]
    assert await world.count("central_outbox") == 1, "the sale's; nobody outside counts what was handed back"


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "perhaps"},
        {"original": None},
        {"amount": "0.715"},
        {"n": 0},
    ],
)
async def test_an_outcome_that_cannot_be_read_is_kept_for_a_person(
    world: World, sold: dict[str, Any], change: dict[str, Any]
) -> None:
    data = json.loads(world.till.told(sold, 2, "confirmed")["payload"])["data"]
    world.till.event("payment.confirmed", {**data, **change})
    assert verdicts(await send(world))[-1] == ("review", "SCHEMA_UNKNOWN")


async def test_a_correction_by_which_other_cash_would_count_is_kept_for_a_person(world: World) -> None:
    sold = world.till.sale()
    data = json.loads(world.till.corrected(sold, "50.00")["payload"])["data"]
    wrong = {**data["after"], "change": str(Decimal(data["after"]["change"]) - 1)}
    world.till.event("change.corrected", {**data, "after": wrong})
    assert verdicts(await send(world))[-1] == ("review", "SCHEMA_UNKNOWN")
    assert await world.count("change_corrections") == 1


async def test_another_shop_sees_nothing_of_it(world: World, sold: dict[str, Any]) -> None:
    world.till.told(sold, 2, "confirmed")
    await send(world)
    found = await PgTransactionReader(world.engine).page(world.stranger.tenant, TransactionFilter())
    assert found == []
