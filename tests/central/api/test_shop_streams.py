"""What the centre tells of a shop by itself: keys, best sellers, limits, and who does it (sync.md D8)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from app.security.staff_bundle import BundleOpener, BundleRefusedError, signed_payload
from central.compose import Ports, compose_feeder
from central.security.bundle_keys import rotate_bundle
from central.security.keys import KeyRing, load_keys
from central.services.config_desk import ConfigRefusedError
from central.services.feed import Feeder
from central.services.shop_config import ShopPublisher
from central.services.sync import OfflineSyncManager
from central.store.engine import make_engine
from central.store.feed import PgFeedStore
from central.store.ingest import PgIngestStore
from central.store.shop_streams import CONFIG
from central.store.units import PgUnits
from core.contract.changes import STAFF_BUNDLE
from core.contract.signed import BUNDLE_TYPE, LIMITS_TYPE, key_to_text
from core.domain.credit import OfflineLimits
from core.domain.document_data import sale_to_data
from core.domain.till_keys import key_id_of
from tests.central.api.conftest import API, Api
from tests.central.sales import make_sale
from tests.central.streams import writing
from tests.central.world import Till, World, fresh_id
from tests.strictness import ExpectedLogs


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    return load_keys(tmp_path / "keys")


@pytest.fixture
async def engine(world: World) -> AsyncIterator[AsyncEngine]:
    made = make_engine(world.database.dsn("pos_feed"), pool_size=2, max_overflow=2)
    yield made
    await made.dispose()


@pytest.fixture
def feeder(world: World, engine: AsyncEngine, keys: KeyRing) -> Feeder:
    return compose_feeder(engine, keys, Ports(world.clock, world.ids))


async def item(world: World, item_id: str, till: Till | None = None) -> Any:
    local = (till or world.till).tenant.local_id
    rows = await world.rows(
        "SELECT data::text FROM pos.config_items WHERE id = $1 AND local_id = $2", item_id, local
    )
    return json.loads(rows[0][0]) if rows else None


async def told(world: World, item_id: str) -> int:
    rows = await world.rows("SELECT count(*) FROM pos.change_log WHERE item_id = $1", item_id)
    return int(rows[0][0])


async def hint(world: World) -> int:
    rows = await world.rows(
        "SELECT config_version FROM pos.organizations WHERE organization_id = $1",
        world.till.tenant.organization_id,
    )
    return int(rows[0][0])


async def sell(world: World, till: Till, sold: dict[str, int]) -> dict[str, Any]:
    """Push a sale of these quantities (in pieces) of these variants; returns its event."""
    till.number += 1
    data = sale_to_data(make_sale(till.series, till.number, len(sold)))
    for line, variant in zip(data["items"], sold, strict=True):
        line["variant_id"] = variant
    made = till.event("sale.completed", data)
    await push(world, till)
    for variant, pieces in sold.items():
        await world.execute(
            f"UPDATE pos.transaction_items i SET quantity_milli = {pieces * 1000} FROM pos.transactions t"
            f" WHERE i.transaction_id = t.transaction_id AND t.event_id = '{made['event_id']}'"
            f" AND i.variant_id = '{variant}'"
        )
    return made


async def push(world: World, till: Till) -> None:
    manager = OfflineSyncManager(PgIngestStore(world.engine, world.ids), world.clock, world.ids)
    await manager.sync_offline_transactions(till.request(), till.principal)


async def test_best_sellers_are_counted_over_30_days_by_quantity_without_what_was_voided(
    world: World, feeder: Feeder
) -> None:
    rice, soap, old, wrong = (fresh_id() for _ in range(4))
    await sell(world, world.till, {old: 90})
    world.clock.forward(30 * 86_400 + 1)
    await sell(world, world.till, {rice: 2, soap: 7})
    await sell(world, world.till, {rice: 6})
    voided = await sell(world, world.till, {wrong: 50})
    world.till.void(voided)
    await push(world, world.till)
    await sell(world, world.stranger, {fresh_id(): 1})
    assert await feeder.run_once()
    assert (await item(world, "top_products"))["variant_ids"] == [rice, soap]
    assert len((await item(world, "top_products", world.stranger))["variant_ids"]) == 1


async def test_they_are_counted_hourly_and_told_when_they_changed_without_a_hint(
    world: World, feeder: Feeder
) -> None:
    rice, soap = fresh_id(), fresh_id()
    await feeder.run_once()
    assert await item(world, "top_products") is None
    await sell(world, world.till, {rice: 2})
    await feeder.run_once()
    assert await item(world, "top_products") is None  # within the hour
    world.clock.forward(3600)
    before = await hint(world)
    await feeder.run_once()
    assert await told(world, "top_products") == 1
    assert await hint(world) == before
    world.clock.forward(3600)
    await feeder.run_once()
    assert await told(world, "top_products") == 1
    await sell(world, world.till, {soap: 3})
    world.clock.forward(3600)
    await feeder.run_once()
    assert (await item(world, "top_products"))["variant_ids"] == [soap, rice]


async def test_every_key_a_till_ever_had_is_told_with_until_when_it_counts(
    world: World, feeder: Feeder, keys: KeyRing
) -> None:
    till, other = world.till, await world.neighbour()
    public = till.key.public_key().public_bytes_raw()
    units = PgUnits(world.engine)
    async with units.begin(till.tenant) as unit:
        known = await unit.terminals.get(till.terminal_id)
        assert known is not None
        await unit.terminals.take_key(till.terminal_id, public, world.clock.now())
        await unit.terminals.take_key(other.terminal_id, bytes(range(32)), world.clock.now())
        await unit.commit()
    await feeder.run_once()
    first = await item(world, "till_keys")
    assert first["keys"] == {key_id_of(key): key_to_text(key) for key in (public, bytes(range(32)))}
    world.clock.forward(60)
    async with units.begin(till.tenant) as unit:
        await unit.terminals.take_key(till.terminal_id, b"n" * 32, world.clock.now())
        await unit.terminals.disable(other.terminal_id, world.clock.now())
        await ShopPublisher(keys).publish(unit, till.tenant, world.clock.now())
        await unit.commit()
    tills = {one["public_key"]["x"]: one for one in (await item(world, "till_keys"))["tills"]}
    ended = world.clock.now().isoformat().replace("+00:00", "Z")
    assert {key: one.get("valid_to") for key, one in tills.items()} == {
        key_to_text(public): ended,
        key_to_text(b"n" * 32): None,
        key_to_text(bytes(range(32))): ended,
    }
    count = await told(world, "till_keys")
    await feeder.run_once()
    assert await told(world, "till_keys") == count  # nothing new


async def test_limits_that_somebody_set_are_signed_for_their_shop_and_again_by_a_new_key(
    world: World, feeder: Feeder, keys: KeyRing, tmp_path: Path
) -> None:
    tenant = world.till.tenant
    limits = {
        "credit": "50.00",
        "points": 200,
        "valid_to": (world.clock.now() + timedelta(days=90)).isoformat(),
    }
    async with PgUnits(world.engine).begin(tenant) as unit:
        await unit.config.put("limits", limits, world.clock.now())
        await unit.commit()
    await feeder.run_once()
    first = keys.bundle_public_key
    opener = BundleOpener(tenant.organization_id, tenant.local_id)
    signed = await item(world, "limits")
    assert opener.limits(signed["jws"], first, world.clock.now()) == OfflineLimits(Decimal("50.00"), 200)
    assert json.loads(signed_payload(signed["jws"], first, LIMITS_TYPE)[0])["local_id"] == tenant.local_id
    ended = world.clock.now() + timedelta(days=90)
    assert opener.limits(signed["jws"], first, ended) is None
    count = await told(world, "limits")
    await feeder.run_once()
    assert await told(world, "limits") == count
    rotate_bundle(tmp_path / "keys", world.clock.now())
    await feeder.run_once()
    again = await item(world, "limits")
    assert opener.limits(again["jws"], keys.bundle_public_key, world.clock.now()) is not None
    with pytest.raises(BundleRefusedError):
        signed_payload(again["jws"], first, LIMITS_TYPE)


async def test_the_log_is_kept_short_at_most_once_an_hour(world: World, feeder: Feeder) -> None:
    await feeder.run_once()
    logged = await world.count("change_log")
    assert logged > 0
    await world.execute("UPDATE pos.change_log SET logged_at = logged_at - interval '91 days'")
    world.clock.forward(3_599)
    await feeder.run_once()
    assert await world.count("change_log") == logged
    world.clock.forward(1)
    await feeder.run_once()
    assert await world.count("change_log") == 0


async def test_one_process_feeds_and_the_next_takes_over(world: World, feeder: Feeder) -> None:
    other = make_engine(world.database.dsn("pos_feed"), pool_size=1, max_overflow=0)
    async with PgFeedStore(other).lead() as leading:
        assert leading
        assert not await feeder.run_once()
    assert await feeder.run_once()
    assert await feeder.run_once()
    await other.dispose()
    assert await world.count("staff_bundles") == 2


async def test_a_shop_that_cannot_be_fed_holds_up_no_other(
    world: World, feeder: Feeder, expected_logs: ExpectedLogs
) -> None:
    await world.execute(
        "INSERT INTO pos.config_items (organization_id, local_id, id, data, version) VALUES"
        f" ('{world.till.tenant.organization_id}', '{world.till.tenant.local_id}', 'limits', '[]', 1)"
    )
    expected_logs.expect("a shop could not be fed")
    await feeder.run_once()
    shops = await world.rows("SELECT local_id::text FROM pos.staff_bundles")
    assert [row[0] for row in shops] == [world.stranger.tenant.local_id]


async def test_bundles_of_a_shop_in_touch_never_expire(world: World, feeder: Feeder) -> None:
    for _ in range(10):
        await feeder.run_once()
        rows = await world.rows("SELECT expires_at FROM pos.staff_bundles")
        assert all(row[0] - world.clock.now() > timedelta(hours=35) for row in rows)
        world.clock.forward(12 * 3600)


# --- as tills are told ---


async def test_staff_and_configuration_are_streams_of_their_shop(api: Api, keys: KeyRing) -> None:
    world, tenant = api.world, api.world.till.tenant
    async with PgUnits(world.engine).begin(tenant) as unit:
        await ShopPublisher(keys).publish(unit, tenant, world.clock.now())
        await unit.commit()
    told = await pull(api, "staff")
    assert [(change["id"], change["op"]) for change in told] == [(tenant.local_id, "upsert")]
    bundle = STAFF_BUNDLE.validate_json(
        signed_payload(told[0]["data"]["jws"], keys.bundle_public_key, BUNDLE_TYPE)[0]
    )
    assert (bundle.version, bundle.local_id) == (told[0]["version"], tenant.local_id)
    assert [change["id"] for change in await pull(api, "config")] == ["till_keys"]
    (foreign,) = await pull(api, "staff", world.stranger)
    assert foreign["id"] == world.stranger.tenant.local_id  # its own, signed as it asked
    async with writing(world, tenant, "pos_app") as connection:
        put = {"settings": CONFIG.to_values("settings", {"loyalty": {"points_per_balboa": "1"}})}
        assert await CONFIG.put(connection, tenant, put, world.clock.now()) == (1, 0)
    items = {change["id"]: change for change in await pull(api, "config")}
    assert items["settings"]["data"] == {"loyalty": {"points_per_balboa": "1"}, "stock_policy": "allow"}
    assert await hint(world) == items["settings"]["version"]
    (foreign,) = await pull(api, "config", world.stranger)
    assert (foreign["id"], foreign["data"]["keys"]) == ("till_keys", {})


@pytest.mark.parametrize(
    ("item_id", "content"),
    [
        ("wishes", {}),
        ("settings", {"stock_policy": "sometimes"}),
        ("limits", {"credit": "-1.00", "points": 1, "valid_to": "2027-01-01T00:00:00Z"}),
        ("limits", {"credit": "1.001", "points": 1, "valid_to": "2027-01-01T00:00:00Z"}),
        ("top_products", {"variant_ids": ["x"] * 101, "built_at": "2027-01-01T00:00:00Z"}),
    ],
)
def test_what_is_no_configuration_is_not_written(item_id: str, content: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"config|Config"):
        CONFIG.to_values(item_id, content)


async def pull(api: Api, stream: str, till: Till | None = None) -> list[dict[str, Any]]:
    bearer = api.token((till or api.world.till).principal)
    response = await api.client.get(f"{API}/sync/changes/{stream}", headers=bearer)
    assert response.status_code == 200, response.text
    changes: list[dict[str, Any]] = response.json()["changes"]
    return changes


async def test_what_people_set_is_told_at_once_and_limits_leave_signed(api: Api) -> None:
    world, tenant = api.world, api.world.till.tenant
    limits = {"credit": "20.00", "points": 50, "valid_to": "2027-01-01T00:00:00Z"}
    await api.services.config.put(tenant, "limits", limits)
    await api.services.config.put(tenant, "settings", {"stock_policy": "allow"})
    items = {change["id"]: change for change in await pull(api, "config")}
    assert items.keys() == {"limits", "settings", "till_keys"}
    jws = items["limits"]["data"]["jws"]
    opener = BundleOpener(tenant.organization_id, tenant.local_id)
    found = opener.limits(jws, api.keys.bundle_public_key, world.clock.now())
    assert found == OfflineLimits(Decimal("20.00"), 50)
    wrong: list[tuple[str, Any]] = [
        ("till_keys", {"keys": {}}),
        ("limits", {"credit": "x"}),
        ("settings", []),
    ]
    for item_id, content in wrong:
        with pytest.raises(ConfigRefusedError):
            await api.services.config.put(tenant, item_id, content)
