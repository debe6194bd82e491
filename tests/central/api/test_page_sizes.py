"""Pages of streams end by their bytes too, and what they add up to stays true (sync.md D1, D2)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from central.services.changes import PAGE_BYTES
from central.store.catalogue_streams import PROMOTIONS
from tests.central.api.conftest import Api
from tests.central.streams import Reader, state_of, writing
from tests.central.world import START, World


async def put_offers(world: World, sizes: Mapping[str, int | None], mark: str = "ñ") -> None:
    """Offers of about so many bytes, None: gone; their words take two bytes each."""
    tenant = world.till.tenant
    items = {
        offer: None if size is None else (offer, json.dumps({"name": mark * (size // 2)}, ensure_ascii=False))
        for offer, size in sizes.items()
    }
    async with writing(world, tenant) as connection:
        await PROMOTIONS.put(connection, tenant, items, START)


async def test_a_snapshot_is_cut_by_bytes_and_adds_up(api: Api) -> None:
    world = api.world
    await put_offers(world, {f"p{n}": 200_000 for n in range(5)} | {"p5": 2 * PAGE_BYTES, "p6": 10})
    reader = Reader(api, "promotions", world.till)
    await reader.pull()  # checks each total
    assert [page["count"] for page in reader.pages if page["snapshot"]] == [2, 2, 1, 1, 1]
    assert [page["has_more"] for page in reader.pages if page["snapshot"]] == [True] * 4 + [False]
    assert reader.items == await state_of(world, PROMOTIONS, world.till.tenant)


async def test_what_changed_is_cut_by_bytes_and_nothing_is_skipped(api: Api) -> None:
    world = api.world
    reader = Reader(api, "promotions", world.till)
    await put_offers(world, {"p1": 100, "gone": 100})
    await reader.pull()
    await put_offers(world, {f"p{n}": 200_000 for n in range(1, 6)})
    await put_offers(world, {"p1": 200_002, "gone": None})  # p1 is told once, by its newest entry
    before = len(reader.pages)
    await reader.pull()
    told = [[change["id"] for change in page["changes"]] for page in reader.pages[before:]]
    assert told == [["p2", "p3"], ["p4", "p5"], ["p1", "gone"]]
    assert reader.items == await state_of(world, PROMOTIONS, world.till.tenant)
    assert (await reader.page())["count"] == 0


async def test_what_is_small_travels_in_one_page(api: Api) -> None:
    await put_offers(api.world, {f"p{n:03}": 2_000 for n in range(200)})
    page = await Reader(api, "promotions", api.world.till).page()
    assert (page["count"], page["has_more"]) == (200, False)
