from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from central.services.sync import OfflineSyncManager
from central.store.ingest import PgIngestStore
from core.contract.sync import BatchResponse
from core.domain.document_data import sale_to_data
from tests.central.sales import make_rich_sale
from tests.central.world import Till, World


async def send(
    world: World, items: list[dict[str, Any]] | None = None, till: Till | None = None
) -> BatchResponse:
    till = till or world.till
    manager = OfflineSyncManager(PgIngestStore(world.engine, world.ids), world.clock, world.ids)
    return await manager.sync_offline_transactions(till.request(items), till.principal)


def verdicts(reply: BatchResponse) -> list[tuple[str, str | None]]:
    return [(result.status, result.code) for result in reply.results]


async def test_a_return_is_a_transaction_that_points_at_its_sale(world: World) -> None:
    sold = world.till.sale(lines=3)
    back = world.till.refund(sold, {1: 1, 3: 1})
    reply = await send(world)
    assert verdicts(reply) == [("accepted", None)] * 2
    assert reply.series == {world.till.series: 1}
    (row,) = await world.rows("SELECT * FROM pos.transactions WHERE kind = 'return'")
    assert (str(row["event_id"]), str(row["transaction_id"])) == (
        back["event_id"],
        reply.results[1].central_id,
    )
    assert (str(row["original_event_id"]), row["original_series"], row["original_number"]) == (
        *(sold["event_id"], world.till.series, 1),
    )
    assert (row["reason"], row["subtotal_minor"], row["tax_minor"]) == ("damaged", 214, 14)
    assert (row["total_minor"], row["paid_minor"]) == (214, 214)
    lines = await world.rows(
        "SELECT n, original_n, quantity_milli, unit_price_minor, net_minor, tax_minor"
        " FROM pos.transaction_items WHERE original_n IS NOT NULL ORDER BY n"
    )
    assert [tuple(line) for line in lines] == [(1, 1, 1000, None, 107, 7), (2, 3, 1000, None, 107, 7)]
    effects = await world.rows(
        "SELECT kind, state, due_at IS NOT NULL FROM pos.effects WHERE event_id = $1::uuid ORDER BY kind",
        back["event_id"],
    )
    assert [tuple(effect) for effect in effects] == [
        ("drift", "pending", True),
        ("over_return", "pending", True),
        ("stock", "pending", True),
    ]
    (message,) = await world.rows(
        "SELECT body FROM pos.central_outbox WHERE routing_key = 'pos.refund.completed'"
    )
    assert json.loads(message["body"])["original_event_id"] == sold["event_id"]
    assert verdicts(await send(world)) == [("duplicate", None)] * 2


async def test_a_void_is_kept_beside_its_sale_which_never_changes(world: World) -> None:
    sold = world.till.sale(data=sale_to_data(make_rich_sale(world.till.series, 1)))
    await send(world, [sold])
    (before,) = [dict(row) for row in await world.rows("SELECT * FROM pos.transactions")]
    void = world.till.void(sold)
    assert verdicts(await send(world)) == [("duplicate", None), ("accepted", None)]
    (after,) = [dict(row) for row in await world.rows("SELECT * FROM pos.transactions")]
    assert after == before
    (row,) = await world.rows("SELECT * FROM pos.voids")
    assert (str(row["event_id"]), str(row["original_event_id"])) == (void["event_id"], sold["event_id"])
    assert (row["reason"], row["total_minor"]) == ("wrong_items", 271)
    paid = await world.rows("SELECT method, amount_minor, card_last4 FROM pos.void_payments ORDER BY n")
    assert [tuple(payment) for payment in paid] == [("card", 200, "4242"), ("yappy", 71, None)]
    (message,) = await world.rows("SELECT body FROM pos.central_outbox WHERE routing_key = 'pos.sale.voided'")
    assert json.loads(message["body"])["original_event_id"] == sold["event_id"]
    await send(world)
    assert await world.count("voids") == 1


async def test_a_return_that_does_not_add_up_is_counted_and_its_effects_held(world: World) -> None:
    sold = world.till.sale()
    wrong = Decimal("9.99")
    back = world.till.refund(sold, change=lambda refund: replace(refund, total=wrong))
    assert verdicts(await send(world)) == [("accepted", None), ("review", "TOTAL_MISMATCH")]
    states = await world.rows(
        "SELECT kind, state FROM pos.effects WHERE event_id = $1::uuid ORDER BY kind", back["event_id"]
    )
    # Held: what moves goods and points. That more came back than was sold is asked all the same.
    assert [tuple(state) for state in states] == [
        ("drift", "pending"),
        ("over_return", "pending"),
        ("stock", "held"),
    ]
    held = await world.rows("SELECT held FROM pos.central_outbox ORDER BY seq")
    assert [row["held"] for row in held] == [False, True]


@pytest.mark.parametrize("kind", ["refund.completed", "sale.voided"])
async def test_a_reversal_that_cannot_be_read_is_kept_for_a_person(world: World, kind: str) -> None:
    sold = world.till.sale()
    made = world.till.refund(sold) if kind == "refund.completed" else world.till.void(sold)
    data = json.loads(made["payload"])["data"]
    for change in ({"original": {**data["original"], "number": 0}}, {"payments": None}, {"reason": "x" * 65}):
        world.till.event(kind, {**data, **change})
    codes = [code for _, code in verdicts(await send(world))]
    assert codes == [None, None] + ["SCHEMA_UNKNOWN"] * 3


async def test_a_return_with_a_taken_number_keeps_its_event(world: World) -> None:
    sold = world.till.sale(lines=2)
    world.till.refund(sold, {1: 1})
    world.till.returns = 0
    world.till.refund(sold, {2: 1})
    assert verdicts(await send(world))[1:] == [("accepted", None), ("review", "DUP_NUMBER")]
    assert await world.count("sync_inbox") == 3


async def test_one_bad_item_beside_reversals_leaves_them_accepted(world: World) -> None:
    """The slow way, item by item, writes voids and returns too."""
    sold, other = world.till.sale(), world.till.sale()
    world.till.void(sold)
    world.till.refund(other)
    world.till.sale(name="veneno")
    await world.execute("ALTER TABLE pos.transaction_items ADD CONSTRAINT poison CHECK (name <> 'veneno')")
    assert [code for _, code in verdicts(await send(world))] == [None] * 4 + ["SCHEMA_UNKNOWN"]
    assert await world.count("voids") == 1
    await world.execute("ALTER TABLE pos.voids ADD CONSTRAINT poison CHECK (reason = '') NOT VALID")
    world.till.void(other)
    assert verdicts(await send(world))[-1] == ("review", "SCHEMA_UNKNOWN")
