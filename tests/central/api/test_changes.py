from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
import zstandard

from central.services.change_cursor import MAX_ITEM_ID, Cursor, Place, Walk, encode_cursor
from central.services.permissions import permissions_of
from central.services.values import Principal
from central.store.catalogue_streams import PRICES, PRODUCTS, STOCK
from central.store.change_pruning import prune_changes
from central.store.engine import make_engine
from core.domain.changes import CATALOGUE_STREAMS, Stream
from tests.central.api.conftest import API, Api
from tests.central.streams import (
    Reader,
    product_row,
    put_prices,
    put_products,
    put_stock,
    state_of,
    variant,
    writing,
)
from tests.central.world import START, fresh_id
from tests.strictness import ExpectedLogs

URL = f"{API}/sync/changes"


async def test_nobody_reads_without_a_token(api: Api) -> None:
    for stream in CATALOGUE_STREAMS:
        response = await api.client.get(f"{URL}/{stream}")
        assert (response.status_code, response.json()["code"]) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("role", ["cashier", "manager", "administrator", "auditor"])
async def test_only_who_may_sync_reads(api: Api, role: str) -> None:
    response = await api.client.get(f"{URL}/prices", headers=api.person(role))
    assert (response.status_code, response.json()["code"]) == (403, "FORBIDDEN")


async def test_a_disabled_till_is_told_so(api: Api) -> None:
    await api.world.execute("UPDATE pos.terminals SET status = 'disabled'")
    response = await Reader(api, "prices", api.world.till).get()
    assert (response.status_code, response.json()["code"]) == (403, "TERMINAL_DISABLED")


async def test_a_stream_that_is_none_is_not_found(api: Api) -> None:
    response = await Reader(api, "secrets", api.world.till).get()
    assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("limit", [0, 1001, "many"])
async def test_a_limit_out_of_range_is_refused(api: Api, limit: Any) -> None:
    response = await Reader(api, "prices", api.world.till).get(limit=limit)
    assert (response.status_code, response.json()["code"]) == (422, "INVALID")


async def test_an_empty_stream_is_an_empty_snapshot_of_one_page(api: Api) -> None:
    reader = Reader(api, "promotions", api.world.till)
    page = await reader.page()
    assert page["snapshot"] is True
    assert page["snapshot_total"]["rows"] == 0
    assert page["snapshot_total"]["pages"] == 1
    after = await reader.page()
    assert (after["snapshot"], after["count"], after["has_more"]) == (False, 0, False)


async def test_a_snapshot_in_pages_adds_up_and_is_followed_by_what_changed(api: Api) -> None:
    tenant = api.world.till.tenant
    await put_prices(api.world, tenant, {number: 100 + number for number in range(1, 24)})
    reader = Reader(api, "prices", api.world.till, limit=10)
    await reader.pull()
    assert [page["count"] for page in reader.pages] == [10, 10, 3, 0]
    assert reader.items == await state_of(api.world, PRICES, tenant)
    assert reader.items[variant(1)][1] == {"variant_id": variant(1), "price": "1.01"}
    await put_prices(api.world, tenant, {3: 999, 4: None, 50: 5})
    page = await reader.page()
    assert [(change["op"], change["id"]) for change in page["changes"]] == [
        ("upsert", variant(3)),
        ("delete", variant(4)),
        ("upsert", variant(50)),
    ]
    assert "data" not in page["changes"][1]
    assert reader.items == await state_of(api.world, PRICES, tenant)
    assert (await reader.page())["count"] == 0


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("zstd, gzip", "zstd"), ("gzip;q=0.5", "gzip"), ("gzip, zstd;q=0", "gzip"), ("br", None), ("", None)],
)
async def test_a_page_travels_as_small_as_the_till_can_read_it(
    api: Api, accepted: str, coding: str | None
) -> None:
    await put_products(
        api.world, api.world.till.tenant, {number: product_row(number) for number in range(50)}
    )
    headers = {**api.token(api.world.till.principal), "Accept-Encoding": accepted}
    async with api.client.stream("GET", f"{URL}/products", headers=headers) as response:
        raw = b"".join([part async for part in response.aiter_raw()])
    assert response.headers.get("Content-Encoding") == coding
    match coding:
        case "gzip":
            body = gzip.decompress(raw)
        case "zstd":
            body = zstandard.ZstdDecompressor().decompress(raw)
        case _:
            body = raw
    assert hashlib.sha256(body).hexdigest() == response.headers["Cuadre-SHA256"]
    assert len(json.loads(body)["changes"]) == 50
    assert coding is None or len(raw) < len(body) / 5


async def test_several_changes_of_one_item_are_told_once(api: Api) -> None:
    tenant, reader = api.world.till.tenant, Reader(api, "prices", api.world.till)
    await reader.pull()
    for cents in (1, 2, 3):
        await put_prices(api.world, tenant, {7: cents, 8: 5})
    await put_prices(api.world, tenant, {8: None})
    page = await reader.page()
    assert [(change["op"], change["id"]) for change in page["changes"]] == [
        ("upsert", variant(7)),
        ("delete", variant(8)),
    ]
    assert page["changes"][0]["data"]["price"] == "0.03"


async def test_what_is_written_as_it_was_is_not_told_again(api: Api) -> None:
    tenant, reader = api.world.till.tenant, Reader(api, "products", api.world.till)
    await put_products(api.world, tenant, {number: product_row(number) for number in range(1, 5)})
    await reader.pull()
    changed = {1: product_row(1), 2: product_row(2, "Arroz integral"), 9: None}
    await put_products(api.world, tenant, changed)
    page = await reader.page()
    assert [change["id"] for change in page["changes"]] == [variant(2)]
    assert reader.items == await state_of(api.world, PRODUCTS, tenant)


async def test_a_late_commit_under_an_old_number_is_not_skipped(api: Api) -> None:
    """A cursor by serial number would pass the row of the transaction that began first and ended last."""
    world, tenant = api.world, api.world.till.tenant
    reader = Reader(api, "stock", world.till)
    await reader.pull()
    async with writing(world, tenant) as early:
        await early.execute("SELECT pg_current_xact_id()")  # it has its number, and writes later
        async with writing(world, tenant) as late:
            await put_stock(late, tenant, {1: 5})
        held = await reader.page()
        assert (held["count"], held["has_more"]) == (0, False)
        await put_stock(early, tenant, {2: 7})
    await reader.pull()
    assert reader.items == await state_of(world, STOCK, tenant)
    assert set(reader.items) == {variant(1), variant(2)}


async def test_shops_and_organizations_see_their_own(api: Api) -> None:
    world, tenant = api.world, api.world.till.tenant
    await world.execute(
        "INSERT INTO pos.locals (organization_id, local_id, name, created_at)"
        f" VALUES ('{tenant.organization_id}', '{(local := fresh_id())}', 'Otra', '2026-11-24')"
    )
    await put_prices(world, tenant, {1: 100})
    async with writing(world, tenant) as connection:
        await put_stock(connection, tenant, {1: 5})
    other = api.token(Principal(tenant.organization_id, local, fresh_id(), permissions_of("terminal"), None))

    async def ids(stream: str, headers: dict[str, str], cursor: str | None = None) -> tuple[list[str], str]:
        asked = {} if cursor is None else {"cursor": cursor}
        response = await api.client.get(f"{URL}/{stream}", headers=headers, params=asked)
        assert response.status_code == 200, response.text
        page = response.json()
        return [change["id"] for change in page["changes"]], page["next_cursor"]

    mine, stranger = api.token(world.till.principal), api.token(world.stranger.principal)
    one, none = [variant(1)], list[str]()
    for stream, seen in (("prices", (one, one, none)), ("stock", (one, none, none))):
        for headers, expected in zip((mine, other, stranger), seen, strict=True):
            listed, cursor = await ids(stream, headers)
            assert listed == expected
            await put_prices(world, tenant, {1: 100 + len(cursor)})
            async with writing(world, tenant) as connection:
                await put_stock(connection, tenant, {1: 5 + len(cursor)})
            assert (await ids(stream, headers, cursor))[0] == expected
            await put_prices(world, tenant, {1: 100})
            async with writing(world, tenant) as connection:
                await put_stock(connection, tenant, {1: 5})


@pytest.mark.parametrize("text", ["x", "W10", "eyJhIjoxfQ", "%00", "W251bGxd", "a" * 512])
async def test_what_is_no_cursor_is_a_bad_request(api: Api, text: str) -> None:
    response = await Reader(api, "prices", api.world.till, cursor=text).get()
    assert (response.status_code, response.json()["code"]) == (400, "BAD_CURSOR")


async def test_a_cursor_of_another_stream_is_a_bad_request(api: Api) -> None:
    reader = Reader(api, "prices", api.world.till)
    await reader.pull()
    response = await Reader(api, "taxes", api.world.till, cursor=reader.cursor).get()
    assert (response.status_code, response.json()["code"]) == (400, "BAD_CURSOR")


async def gone(reader: Reader) -> bool:
    response = await reader.get()
    if response.status_code == 410:
        assert response.json()["code"] == "CURSOR_GONE"
        assert response.json()["retryable"] is False
    return bool(response.status_code == 410)


async def test_a_cursor_of_another_generation_is_gone(api: Api) -> None:
    world, tenant = api.world, api.world.till.tenant
    await put_prices(world, tenant, dict.fromkeys(range(1, 4), 100))
    amid, reader = Reader(api, "prices", world.till, limit=1), Reader(api, "prices", world.till)
    await amid.page()
    await reader.pull()
    first = reader.pages[-1]["generation"]
    await world.execute("UPDATE pos.generation SET timeline = timeline + 1")  # as after a failover
    assert await gone(reader)
    assert await gone(amid)
    again = Reader(api, "prices", world.till)
    await again.pull()
    assert again.pages[-1]["generation"] != first
    assert again.items == await state_of(world, PRICES, tenant)


async def test_a_restore_that_empties_the_generation_makes_old_cursors_void(api: Api) -> None:
    reader = Reader(api, "prices", api.world.till)
    await reader.pull()
    await api.world.execute("DELETE FROM pos.generation")
    assert await gone(reader)


async def test_a_cursor_beyond_the_log_or_of_another_shop_is_gone(api: Api) -> None:
    till = api.world.till
    reader = Reader(api, "prices", till)
    await reader.pull()
    generation = reader.pages[-1]["generation"]
    for cursor in (
        Cursor(generation, Stream.PRICES, till.tenant.local_id, Place(2**40, 1)),
        Cursor(generation, Stream.PRICES, fresh_id(), Place(2**40, 1)),
    ):
        assert await gone(Reader(api, "prices", till, cursor=encode_cursor(cursor)))


async def test_pruning_ends_cursors_from_before_it_and_no_younger_one(api: Api) -> None:
    world, tenant = api.world, api.world.till.tenant
    owner = make_engine(world.database.dsn("pos_owner"))
    await put_prices(world, tenant, {1: 100, 2: 100})
    old, idle, young = (Reader(api, "prices", world.till) for _ in range(3))
    await old.pull()
    await Reader.pull(idle)
    await put_prices(world, tenant, {1: 101, 2: None})
    await young.pull()
    await idle.pull()
    assert await prune_changes(owner, tenant, START) == 0
    other = Reader(api, "taxes", world.till)
    await other.pull()
    assert await prune_changes(owner, tenant, START + timedelta(seconds=1)) == 4
    await owner.dispose()
    assert await world.count("change_log") == 0
    assert await gone(old)
    for alive in (young, idle, other):
        assert not await gone(alive)
    await put_prices(world, tenant, {1: 102})
    await young.pull()
    assert young.items == await state_of(world, PRICES, tenant)


async def test_lists_as_they_were_are_forgotten_with_the_log_that_told_of_them(api: Api) -> None:
    world, tenant = api.world, api.world.till.tenant
    owner = make_engine(world.database.dsn("pos_owner"))
    await put_prices(world, tenant, {1: 100, 2: 100})
    await put_prices(world, tenant, {1: 101, 2: None})
    old = await world.rows("SELECT version FROM pos.r_past")
    assert len(old) == 2
    await put_prices(world, tenant, {1: 102})
    await world.execute(
        "UPDATE pos.change_log SET logged_at = logged_at + interval '1 day'"
        " WHERE version = (SELECT max(version) FROM pos.change_log)"
    )
    assert await prune_changes(owner, tenant, START) == 0
    assert await world.count("r_past") == 3
    assert await prune_changes(owner, world.stranger.tenant, START + timedelta(seconds=1)) == 0
    assert await world.count("r_past") == 3
    assert await prune_changes(owner, tenant, START + timedelta(seconds=1)) == 4
    await owner.dispose()
    (kept,) = await world.rows("SELECT body->>'price_minor' FROM pos.r_past")
    assert kept[0] == "101"


async def test_after_a_logical_restore_everybody_begins_anew_and_gets_everything(api: Api) -> None:
    """The numbers of the old cluster stand in the rows; those of the new one begin far below."""
    world, tenant = api.world, api.world.till.tenant
    await put_prices(world, tenant, {1: 100})
    till = Reader(api, "prices", world.till)
    await till.pull()
    await world.execute(
        "INSERT INTO pos.change_horizon (organization_id, stream, xid, id)"
        f" VALUES ('{tenant.organization_id}', 'prices', '999999999999', 7)"
        " ON CONFLICT (organization_id, stream) DO UPDATE SET xid = excluded.xid"
    )
    await world.execute("UPDATE pos.generation SET system_identifier = system_identifier - 1")
    assert await gone(till)
    again = Reader(api, "prices", world.till)
    await again.pull()
    assert again.items == await state_of(world, PRICES, tenant)


def test_the_longest_cursor_fits_the_contract() -> None:
    walk = Walk("9" * MAX_ITEM_ID, b"\xff" * 32, 2**31, 2**31)
    place = Place(2**62, 2**62)
    assert len(encode_cursor(Cursor(fresh_id(), Stream.PROMOTIONS, fresh_id(), place, walk))) <= 512


async def test_a_snapshot_read_while_rows_change_ends_in_the_same_state(api: Api) -> None:
    world, tenant = api.world, api.world.till.tenant
    await put_prices(world, tenant, dict.fromkeys(range(1, 41), 100))
    reader, step = Reader(api, "prices", world.till, limit=7), 0
    while (page := await reader.page())["has_more"] or page["snapshot"]:
        step += 1
        if step < 9:
            # Behind the reader and ahead of it: changed, gone, new.
            await put_prices(world, tenant, {step: 200 + step, 41 - step: None, 100 - step: 7, 90 + step: 8})
    assert reader.items == await state_of(world, PRICES, tenant)


async def test_a_transaction_that_holds_all_streams_back_is_told_once(
    api: Api, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("a transaction holds all streams back")
    world, tenant = api.world, api.world.till.tenant
    reader, watch = Reader(api, "stock", world.till), api.services.changes.watch
    await reader.pull()
    assert watch.held_s == 0
    async with writing(world, tenant) as long:
        await long.execute("SELECT pg_current_xact_id()")
        await put_prices(world, tenant, {1: 100})  # this is what waits
        for seconds, told in ((1, 0), (59, 0), (2, 1), (30, 1)):
            await reader.page()
            world.clock.forward(seconds)
            await reader.page()
            assert len(expected_logs.records) == told
        assert watch.held_s == 92
    await reader.page()
    assert watch.held_s == 0


async def test_readers_and_writers_at_once_end_in_the_same_state(api: Api) -> None:
    world, tenant = api.world, api.world.till.tenant
    done = asyncio.Event()
    reader = Reader(api, "stock", world.till, limit=5)

    async def write(salt: int) -> None:
        for turn in range(12):
            async with writing(world, tenant) as connection:
                await put_stock(connection, tenant, {(salt * 7 + turn) % 10: None if turn % 4 == 3 else turn})
                await asyncio.sleep(0)
                await put_stock(connection, tenant, {20 + salt: turn})

    async def read() -> None:
        while not done.is_set():
            await reader.pull()

    async with asyncio.TaskGroup() as group:
        group.create_task(read())
        async with asyncio.TaskGroup() as writers:
            for salt in range(3):
                writers.create_task(write(salt))
        done.set()
    await reader.pull()
    assert reader.items == await state_of(world, STOCK, tenant)
