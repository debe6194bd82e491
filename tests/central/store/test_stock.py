"""Stock over a real PostgreSQL: a sum of movements, each counted once, whatever order they come in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.embedded.pg import EmbeddedPostgres
from central.services.effects import EffectConsumer
from central.services.ports import StoreUnavailableError
from central.services.sync import OfflineSyncManager
from central.store.effects import PgEffectStore
from central.store.engine import Engine, make_engine
from central.store.ingest import PgIngestStore
from core.domain.document_data import sale_to_data
from tests.central.conftest import fresh_database
from tests.central.sales import make_rich_sale
from tests.central.store.stock_world import BEANS, RICE, left, put, reviews, run, send
from tests.central.world import World, make_world


@pytest.fixture
async def saga(world: World) -> AsyncIterator[Engine]:
    engine = make_engine(world.database.dsn("pos_saga"), pool_size=2, max_overflow=2)
    yield engine
    await engine.dispose()


@pytest.fixture
def consumer(world: World, saga: Engine) -> EffectConsumer:
    return EffectConsumer(PgEffectStore(saga), world.clock, world.ids)


async def test_goods_leave_and_come_back(world: World, consumer: EffectConsumer) -> None:
    await put(world, rice=5000, beans=5000)
    till = world.till
    sold, undone = till.sale(lines=2), till.sale(lines=1)
    till.refund(sold, {2: 1})
    till.void(undone)
    await send(world)
    await run(consumer)
    assert await left(world) == {"rice": 4000, "beans": 5000}
    logged = await world.rows(
        "SELECT item_id, max(version) AS version FROM pos.change_log WHERE stream = 'stock' GROUP BY 1"
    )
    kept = await world.rows("SELECT variant_id::text AS item_id, version FROM pos.r_stock")
    assert {tuple(row) for row in logged} == {tuple(row) for row in kept}


async def test_below_zero_one_review_is_opened_and_later_sales_are_added(
    world: World, consumer: EffectConsumer
) -> None:
    await put(world, rice=1500, beans=9000)
    till = world.till
    till.sale(lines=1)
    await send(world)
    await run(consumer)
    world.clock.forward(1)
    first, second, third = (till.sale(lines=2) for _ in range(3))
    await send(world)
    await run(consumer)
    found = await reviews(world, "STOCK_NEGATIVE")
    assert len(found) == 1
    review = found[0]
    sales = {first["event_id"], second["event_id"], third["event_id"]}
    assert {review["event"], *review["events"]} == sales
    assert len(review["events"]) == 2
    assert (review["before"], review["sold"], review["after"], review["count"]) == ("0.5", "3", "-2.5", 3)
    assert (review["variant_id"], review["name"]) == (RICE, "Arroz de primera 5 lb")
    (row,) = await world.rows("SELECT version, review_id::text AS id FROM pos.sync_review")
    log = await world.rows("SELECT version FROM pos.change_log WHERE item_id = $1 ORDER BY id", row["id"])
    assert len(log) == 3
    assert log[-1]["version"] == row["version"]


async def test_what_comes_back_of_its_sales_is_no_longer_asked_about(
    world: World, consumer: EffectConsumer
) -> None:
    await put(world, rice=1000, beans=9000)
    till = world.till
    before = till.sale(lines=1)
    await send(world)
    await run(consumer)
    world.clock.forward(1)
    returned, undone, _ = (till.sale(lines=1) for _ in range(3))
    await send(world)
    await run(consumer)
    (review,) = await reviews(world, "STOCK_NEGATIVE")
    assert (review["sold"], review["after"], review["count"]) == ("3", "-3", 3)
    world.clock.forward(1)
    till.refund(returned, {1: 1})
    till.void(undone)
    await send(world)
    await run(consumer)
    (review,) = await reviews(world, "STOCK_NEGATIVE")
    assert (review["sold"], review["after"], review["count"]) == ("1", "-1", 3)
    world.clock.forward(1)
    till.refund(before, {1: 1})
    await send(world)
    await run(consumer)
    (review,) = await reviews(world, "STOCK_NEGATIVE")
    assert (review["sold"], review["state"]) == ("1", "open"), "a sale from before is none of it"
    assert await left(world) == {"rice": 0, "beans": 9000}


async def test_what_was_never_counted_has_no_figure_and_raises_nothing(
    world: World, consumer: EffectConsumer
) -> None:
    world.till.sale(lines=2)
    await send(world)
    await run(consumer)
    assert await left(world) == {}
    assert await world.count("sync_review") == 0


async def test_a_line_the_catalogue_does_not_know_waits_while_the_others_move(
    world: World, consumer: EffectConsumer
) -> None:
    await put(world, rice=5000)
    sold = world.till.sale(lines=2)
    await send(world)
    await run(consumer)
    assert await left(world) == {"rice": 4000}
    (review,) = await reviews(world, "UNKNOWN_SKU")
    assert (review["event"], review["variant_id"], review["quantity"]) == (sold["event_id"], BEANS, "1")


async def test_a_payment_nobody_has_confirmed_is_asked_about_until_a_till_says_so(
    world: World, consumer: EffectConsumer
) -> None:
    till = world.till
    sold = till.sale(data=sale_to_data(make_rich_sale(till.series, 1)))
    await send(world)
    await consumer.run_once()
    (review,) = await reviews(world, "TENDER_UNCONFIRMED")
    assert (review["rule"], review["method"], review["amount"], review["state"]) == (
        *("still_open", "yappy", "0.71", "open"),
    )
    till.told(sold, 2, "rejected", "not_in_account")
    await send(world)
    both = await reviews(world, "TENDER_UNCONFIRMED")
    assert [(one["rule"], one["state"]) for one in both] == [
        ("still_open", "resolved"),
        ("not_arrived", "open"),
    ]
    till.told(sold, 2, "confirmed")
    await send(world)
    rows = await world.rows(
        "SELECT outcome, resolved_by::text FROM pos.sync_review ORDER BY opened_at, review_id"
    )
    assert {row["outcome"] for row in rows} == {"reject", "confirm"}
    assert {row["resolved_by"] for row in rows} == {till.cashier_id}


async def test_a_payment_confirmed_before_anybody_asked_is_not_asked_about(
    world: World, consumer: EffectConsumer
) -> None:
    till = world.till
    sold = till.sale(data=sale_to_data(make_rich_sale(till.series, 1)))
    till.told(sold, 2, "confirmed")
    await send(world)
    await consumer.run_once()
    assert await world.count("sync_review") == 0


async def test_goods_move_once_though_the_round_is_cut_off_before_the_commit(
    world: World, consumer: EffectConsumer
) -> None:
    await put(world, rice=5000)
    world.till.sale(lines=1)
    await send(world)
    await world.execute(
        "CREATE FUNCTION pos.cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$"
    )
    await world.execute(
        "CREATE TRIGGER cut BEFORE UPDATE ON pos.effects FOR EACH ROW EXECUTE FUNCTION pos.cut()"
    )
    for _ in range(2):
        with pytest.raises(StoreUnavailableError):
            await consumer.run_once()
        assert await left(world) == {"rice": 5000}
    await world.execute("DROP TRIGGER cut ON pos.effects")
    await run(consumer)
    assert await left(world) == {"rice": 4000}


EVENTS = 4


async def mixed(world: World, plan: list[list[int]]) -> dict[str, int]:
    """Figures after two sales, a return and a void came in any order, some of them again and again."""
    await put(world, rice=9000, beans=9000)
    till = world.till
    sold, undone = till.sale(lines=2), till.sale(lines=1)
    till.refund(sold, {2: 1})
    till.void(undone)
    saga = make_engine(world.database.dsn("pos_saga"), pool_size=1, max_overflow=1)
    consumer = EffectConsumer(PgEffectStore(saga), world.clock, world.ids)
    manager = OfflineSyncManager(PgIngestStore(world.engine, world.ids), world.clock, world.ids)
    for indexes in (*plan, list(range(EVENTS))):
        request = till.request([till.events[index] for index in indexes])
        await manager.sync_offline_transactions(request, till.principal)
        await consumer.run_once()
    world.clock.forward(600)
    for _ in range(2):
        await consumer.run_once()
    await saga.dispose()
    return await left(world)


def test_any_order_and_repetition_gives_the_same_figures(server: EmbeddedPostgres) -> None:
    async def example(plan: list[list[int]]) -> None:
        async with fresh_database(server) as database, make_world(database) as world:
            assert await mixed(world, plan) == {"rice": 8000, "beans": 9000}

    @settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.lists(st.integers(0, EVENTS - 1), min_size=1, max_size=EVENTS, unique=True), max_size=4)
    )
    def check(plan: list[list[int]]) -> None:
        asyncio.run(example(plan))

    check()


async def test_without_the_mark_that_it_is_done_goods_would_move_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control of the test above."""
    forgetful = "SELECT $1::uuid, $2::uuid, $3::text, $4::timestamptz"
    monkeypatch.setattr("central.store.effects._DONE", forgetful)
    assert await mixed(world, []) != {"rice": 8000, "beans": 9000}
