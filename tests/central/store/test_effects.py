"""Effects over a real PostgreSQL: what two tills did together is found once, and asked of a person."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from central.effect_loop import consume
from central.services.effects import EffectConsumer
from central.services.ports import StoreUnavailableError
from central.services.sync import OfflineSyncManager
from central.store.effects import PgEffectStore
from central.store.engine import Engine, make_engine
from central.store.ingest import PgIngestStore
from core.domain.document_data import sale_to_data
from core.domain.refund_document import CompletedRefund
from tests.central.sales import make_rich_sale
from tests.central.world import Till, World


@pytest.fixture
async def saga(world: World) -> AsyncIterator[Engine]:
    engine = make_engine(world.database.dsn("pos_saga"), pool_size=2, max_overflow=2)
    yield engine
    await engine.dispose()


@pytest.fixture
def consumer(world: World, saga: Engine) -> EffectConsumer:
    return EffectConsumer(PgEffectStore(saga), world.clock, world.ids)


async def send(world: World, till: Till | None = None, items: list[dict[str, Any]] | None = None) -> None:
    till = till or world.till
    manager = OfflineSyncManager(PgIngestStore(world.engine, world.ids), world.clock, world.ids)
    reply = await manager.sync_offline_transactions(till.request(items), till.principal)
    assert {result.status for result in reply.results} <= {"accepted", "duplicate", "review"}


async def reviews(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    """Reviews of what several tills did together; that a payment is still open is another matter."""
    rows = await world.rows("SELECT event_id, code, params FROM pos.sync_review ORDER BY opened_at, event_id")
    found = [(str(row["event_id"]), row["code"], json.loads(row["params"])) for row in rows]
    return [one for one in found if one[2].get("rule") != "still_open"]


async def states(world: World, kind: str) -> list[str]:
    rows = await world.rows("SELECT state FROM pos.effects WHERE kind = $1 ORDER BY event_id", kind)
    return [row["state"] for row in rows]


async def test_what_came_back_once_raises_nothing(world: World, consumer: EffectConsumer) -> None:
    sold = world.till.sale(lines=2)
    world.till.refund(sold, {1: 1})
    world.till.refund(sold, {2: 1})
    await send(world)
    assert await consumer.run_once() == 8, "goods and rules of each event, two returns"
    assert await consumer.run_once() == 0
    assert await states(world, "over_return") == ["done", "done"]
    assert await reviews(world) == []


async def test_the_same_units_taken_back_twice_are_a_review_on_the_second(
    world: World, consumer: EffectConsumer
) -> None:
    sold = world.till.sale(lines=2)
    world.till.refund(sold, {1: 1})
    await send(world)
    await consumer.run_once()
    again = world.till.refund(sold, {1: 1, 2: 1})
    await send(world)
    await consumer.run_once()
    assert await reviews(world) == [
        (
            again["event_id"],
            "OVER_RETURN",
            {
                "series": world.till.series,
                "number": 1,
                "lines": [
                    {"n": 1, "sold": "1.000", "returned": "2.000", "charged": "1.07", "given_back": "2.14"}
                ],
            },
        )
    ]
    (row,) = await world.rows(
        "SELECT r.role, r.held, r.state, r.terminal_id, r.epoch, r.seq, i.seq AS at FROM pos.sync_review r"
        " JOIN pos.sync_inbox i USING (event_id)"
    )
    assert (row["role"], row["held"], row["state"]) == ("supervisor", False, "open")
    assert (str(row["terminal_id"]), row["epoch"], row["seq"]) == (world.till.terminal_id, 1, row["at"])


async def test_more_money_than_was_charged_is_a_review_though_the_goods_are_right(
    world: World, consumer: EffectConsumer
) -> None:
    def dearer(refund: CompletedRefund) -> CompletedRefund:
        (item,) = refund.items
        paid = replace(refund.payments[0], amount=Decimal("9.99"))
        item = replace(item, net=Decimal("9.99"), total=Decimal("9.99"))
        return replace(refund, items=(item,), total=Decimal("9.99"), payments=(paid,))

    back = world.till.refund(world.till.sale(), change=dearer)
    await send(world)
    await consumer.run_once()
    ((event_id, code, params),) = await reviews(world)
    assert (event_id, code) == (back["event_id"], "OVER_RETURN")
    assert params["lines"] == [
        {"n": 1, "sold": "1.000", "returned": "1.000", "charged": "1.07", "given_back": "9.99"}
    ]


async def test_a_void_takes_everything_back(world: World, consumer: EffectConsumer) -> None:
    sold = world.till.sale(lines=2)
    world.till.refund(sold, {2: 1})
    await send(world)
    await consumer.run_once()
    void = world.till.void(sold)
    await send(world)
    await consumer.run_once()
    ((event_id, code, params),) = await reviews(world)
    assert (event_id, code) == (void["event_id"], "OVER_RETURN")
    assert [line["n"] for line in params["lines"]] == [2]
    late = world.till.refund(sold, {1: 1})
    await send(world)
    await consumer.run_once()
    assert {found[0] for found in await reviews(world)} == {void["event_id"], late["event_id"]}


async def test_a_return_of_a_sale_still_on_its_way_waits_for_it(
    world: World, consumer: EffectConsumer
) -> None:
    sold = world.till.sale()
    back = world.till.refund(sold, known=False)
    first, second = world.till.events
    await send(world, items=[second])
    assert await consumer.run_once() == 3, "goods move at once, counting waits"
    assert await states(world, "over_return") == ["pending"]
    assert await consumer.run_once() == 0
    await send(world, items=[first])
    world.clock.forward(5)
    assert await consumer.run_once() == 3
    assert await states(world, "over_return") == ["done"]
    assert await reviews(world) == []
    attempts = await world.rows(
        "SELECT attempts FROM pos.effects WHERE event_id = $1::uuid AND kind = 'over_return'",
        back["event_id"],
    )
    assert attempts[0][0] == 1


async def test_two_workers_find_one_return_too_many_once(world: World, saga: Engine) -> None:
    sold = world.till.sale()
    for _ in range(6):
        world.till.refund(sold)
    await send(world)
    workers = [EffectConsumer(PgEffectStore(saga), world.clock, world.ids) for _ in range(3)]
    await asyncio.gather(*(worker.run_once() for worker in workers))
    assert await states(world, "over_return") == ["done"] * 6
    found = await reviews(world)
    assert len(found) == 5
    assert sorted(params["lines"][0]["returned"] for _, _, params in found) == [
        f"{count}.000" for count in (2, 3, 4, 5, 6)
    ]


async def test_a_payment_code_of_two_sales_is_a_review_on_the_second(
    world: World, consumer: EffectConsumer
) -> None:
    events: list[dict[str, Any]] = []
    for number in (1, 2):
        sale = make_rich_sale(world.till.series, number)
        events.append(world.till.sale(data=sale_to_data(sale)))
        await send(world)
        await consumer.run_once()
    ((event_id, code, params),) = await reviews(world)
    assert (event_id, code) == (events[1]["event_id"], "TENDER_UNCONFIRMED")
    assert params["rule"] == "code_used_twice"
    assert [(used["method"], used["series"], used["number"]) for used in params["payments"]] == [
        ("yappy", world.till.series, 1)
    ]


async def test_the_code_of_a_voided_sale_may_pay_the_one_rung_up_instead(
    world: World, consumer: EffectConsumer
) -> None:
    first = world.till.sale(data=sale_to_data(make_rich_sale(world.till.series, 1)))
    world.till.void(first)
    world.till.sale(data=sale_to_data(make_rich_sale(world.till.series, 2)))
    await send(world)
    await consumer.run_once()
    assert await reviews(world) == []


async def test_another_organization_is_never_compared(world: World, consumer: EffectConsumer) -> None:
    for till in (world.till, world.stranger):
        till.sale(data=sale_to_data(make_rich_sale(till.series, 1)))
        await send(world, till)
    await consumer.run_once()
    assert await states(world, "confirmation_code") == ["done", "done"]
    assert await reviews(world) == []


async def test_an_effect_that_cannot_be_carried_out_holds_up_no_other(
    world: World, consumer: EffectConsumer, caplog: pytest.LogCaptureFixture
) -> None:
    sold, other = world.till.sale(), world.till.sale()
    world.till.refund(sold)
    world.till.refund(sold)
    world.till.refund(other)
    await send(world)
    await world.execute("ALTER TABLE pos.sync_review ADD CONSTRAINT poison CHECK (code <> 'OVER_RETURN')")
    with caplog.at_level(logging.CRITICAL, logger="cuadre.central"):
        assert await consumer.run_once() == 13
    assert sorted(await states(world, "over_return")) == ["done", "done", "pending"]
    await world.execute("ALTER TABLE pos.sync_review DROP CONSTRAINT poison")
    world.clock.forward(5)
    assert await consumer.run_once() == 1
    assert [code for _, code, _ in await reviews(world)] == ["OVER_RETURN"]


async def test_fault_26_while_the_stock_is_away_sales_are_taken_and_only_its_effects_wait(
    world: World, consumer: EffectConsumer, caplog: pytest.LogCaptureFixture
) -> None:
    """What is told to others waits too, in the central outbox, until somebody fetches it."""
    await world.execute("ALTER TABLE pos.r_stock RENAME TO r_stock_away")
    for _ in range(3):
        world.till.sale()
    await send(world)
    with caplog.at_level(logging.CRITICAL, logger="cuadre.central"):
        await consumer.run_once()
        assert await consumer.run_once() == 0, "what failed waits before it is tried again"
        world.till.sale()
        await send(world)
        await consumer.run_once()
    assert await states(world, "stock") == ["pending"] * 4
    assert await states(world, "drift") == ["done"] * 4
    assert len(await world.rows("SELECT 1 FROM pos.central_outbox WHERE published_at IS NULL")) == 4
    await world.execute("ALTER TABLE pos.r_stock_away RENAME TO r_stock")
    world.clock.forward(600)
    await consumer.run_once()
    assert await states(world, "stock") == ["done"] * 4
    assert await reviews(world) == []


async def test_a_round_cut_off_half_way_leaves_nothing(world: World, saga: Engine) -> None:
    sold = world.till.sale()
    world.till.refund(sold)
    await send(world)
    await world.execute(
        "CREATE FUNCTION pos.cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'cut' USING ERRCODE = '57P01'; END $$"
    )
    await world.execute(
        "CREATE TRIGGER cut BEFORE UPDATE ON pos.effects FOR EACH ROW EXECUTE FUNCTION pos.cut()"
    )
    with pytest.raises(StoreUnavailableError):
        await EffectConsumer(PgEffectStore(saga), world.clock, world.ids).run_once()
    assert await states(world, "over_return") == ["pending"]
    assert await reviews(world) == []


async def test_an_effect_that_always_runs_out_of_time_starves_none_behind_it(
    world: World, consumer: EffectConsumer
) -> None:
    slow = world.till.sale()
    await send(world)
    await world.execute(
        "CREATE FUNCTION pos.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'slow' USING ERRCODE = '57014'; END $$"
    )
    await world.execute(
        "CREATE TRIGGER slow BEFORE UPDATE ON pos.effects FOR EACH ROW"
        f" WHEN (NEW.event_id = '{slow['event_id']}' AND NEW.state = 'done') EXECUTE FUNCTION pos.slow()"
    )
    world.till.sale()
    await send(world)
    await consumer.run_once()
    assert sorted(await states(world, "stock")) == ["done", "pending"]
    assert await consumer.run_once() == 0, "it waits"
    await world.execute("DROP TRIGGER slow ON pos.effects")
    world.clock.forward(600)
    await consumer.run_once()
    assert await states(world, "stock") == ["done", "done"]


async def test_the_loop_waits_for_a_database_that_is_away_and_goes_on(world: World, saga: Engine) -> None:
    class Flaky(PgEffectStore):
        failures = 2

        async def due(self, now: Any, limit: int) -> Any:
            if self.failures:
                self.failures -= 1
                raise StoreUnavailableError("away")
            return await super().due(now, limit)

    sold = world.till.sale()
    world.till.refund(sold)
    await send(world)
    task = asyncio.create_task(consume(EffectConsumer(Flaky(saga), world.clock, world.ids), poll_s=0.001))
    async with asyncio.timeout(10):
        while await states(world, "over_return") != ["done"]:
            await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_role_reads_no_payload_and_no_row_of_a_tenant_it_has_not_taken_on(world: World) -> None:
    world.till.refund(world.till.sale())
    await send(world)
    connection = await asyncpg.connect(world.database.dsn("pos_saga"))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch("SELECT payload FROM pos.sync_inbox")
        assert await connection.fetch("SELECT event_id FROM pos.sync_inbox") == []
        assert await connection.fetch("SELECT transaction_id FROM pos.transactions") == []
    finally:
        await connection.close()
