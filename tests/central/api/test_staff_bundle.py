"""The staff bundle: what is in it, when it is signed anew, by which key (central.md section 11)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import httpx
import pytest

from app.security.pin import CredentialVerifier
from app.security.staff_bundle import BundleOpener, BundleRefusedError, signed_payload
from app.usecases.ports import PinCredential
from central.security.bundle_keys import rotate_bundle
from central.services.permissions import permissions_of
from central.store.units import PgUnits
from core.contract.changes import STAFF_BUNDLE, StaffBundle, StaffData
from core.contract.signed import BUNDLE_TYPE
from core.domain.pins import badge_digest
from core.domain.staff import Limits, limits_from_data, limits_of_role
from tests.central.api.conftest import API, Api
from tests.central.people import BADGE, PIN, hire


async def fetch(api: Api, **headers: str) -> httpx.Response:
    bearer = api.token(api.world.till.principal)
    return await api.client.get(f"{API}/staff/bundle", headers={**bearer, **headers})


async def follow(api: Api, pinned: bytes) -> bytes:
    """What a till pins after it took the bundle, as the till itself does."""
    tenant, data = api.world.till.tenant, StaffData.model_validate_json((await fetch(api)).content)
    now_ms = int(api.world.clock.now().timestamp() * 1000)
    opener = BundleOpener(tenant.organization_id, tenant.local_id)
    return opener.open(data.jws, pinned, now_ms, data.handovers).key


async def bundle(api: Api, response: httpx.Response | None = None) -> StaffBundle:
    response = response or await fetch(api)
    assert response.status_code == 200, response.text
    data = StaffData.model_validate_json(response.content)
    return STAFF_BUNDLE.validate_json(signed_payload(data.jws, api.keys.bundle_public_key, BUNDLE_TYPE)[0])


async def test_the_stream_brings_it_anew_at_half_its_life_though_nobody_feeds(api: Api) -> None:
    clock, bearer = api.world.clock, api.world.till.principal

    async def pull() -> list[StaffBundle]:
        answer = await api.client.get(f"{API}/sync/changes/staff", headers=api.token(bearer))
        assert answer.status_code == 200, answer.text
        jws = [StaffData.model_validate(change["data"]).jws for change in answer.json()["changes"]]
        key = api.keys.bundle_public_key
        return [STAFF_BUNDLE.validate_json(signed_payload(one, key, BUNDLE_TYPE)[0]) for one in jws]

    (first,) = await pull()
    clock.forward(35 * 3_600)
    assert await pull() == [first]
    clock.forward(2 * 3_600)
    (second,) = await pull()
    assert (second.version > first.version, second.expires_at) == (True, clock.now() + timedelta(hours=72))
    assert await pull() == [second]


async def test_it_holds_everybody_who_can_sign_in_with_rights_limits_and_proofs(api: Api) -> None:
    world, tenant = api.world, api.world.till.tenant
    marta, ana = await hire(world), await hire(world, "cashier", name="Ana Morales")
    await hire(world, "manager", name="Gerencia")  # proves herself by nothing: signs in nowhere
    await api.services.staff.set_pin(tenant, marta, PIN)
    await api.services.staff.set_badge(tenant, marta, BADGE)
    await api.services.staff.set_pin(tenant, ana, "8052")
    await api.services.staff.change(tenant, replace(ana, limits=Limits(discount_percent=Decimal("2.5"))))
    made = await bundle(api)
    assert (made.organization_id, made.local_id) == (tenant.organization_id, tenant.local_id)
    assert made.expires_at - made.issued_at == timedelta(hours=72)
    people = {person.staff_id: person for person in made.staff}
    assert people.keys() == {marta.staff_id, ana.staff_id}
    one = people[marta.staff_id]
    assert (one.name, one.role, one.active, one.number) == ("Marta Ríos", "supervisor", True, marta.number)
    assert one.permissions == sorted(permissions_of("supervisor"))
    assert one.limits is not None
    assert limits_from_data(one.limits.model_dump(exclude_none=True)) == limits_of_role("supervisor")
    pepper = api.keys.pin_pepper(tenant.organization_id, 1)
    assert (one.badge_pepper_id, one.badge_hash) == ("1", badge_digest(pepper, BADGE).hex())
    limits = people[ana.staff_id].limits
    assert limits is not None
    assert limits.model_dump(exclude_none=True) == {"discount_percent": Decimal("2.5")}


async def test_a_till_that_holds_it_checks_the_same_pin(api: Api) -> None:
    tenant = api.world.till.tenant
    await api.services.staff.set_pin(tenant, await hire(api.world), PIN)
    pin = (await bundle(api)).staff[0].pin
    assert pin is not None
    salt, digest = bytes.fromhex(pin.salt), bytes.fromhex(pin.hash)
    credential = PinCredential(pin.m, pin.t, pin.p, salt, pin.pepper_id, digest)
    till = CredentialVerifier({"1": api.keys.pin_pepper(tenant.organization_id, 1)})
    assert till.pin(credential, PIN)
    assert not till.pin(credential, "582948")


async def test_it_is_signed_anew_when_something_changes_and_at_half_its_life(api: Api) -> None:
    first = await bundle(api)
    assert await bundle(api) == first
    api.world.clock.forward(36 * 3600 - 1)
    assert await bundle(api) == first
    api.world.clock.forward(1)
    second = await bundle(api)
    assert second.version > first.version
    assert second.issued_at - first.issued_at == timedelta(hours=36)
    marta = await hire(api.world)
    await api.services.staff.set_pin(api.world.till.tenant, marta, PIN)
    third = await bundle(api)
    assert (len(third.staff), third.version > second.version) == (1, True)
    await api.services.staff.change(api.world.till.tenant, replace(marta, active=False))
    last = await bundle(api)
    assert (last.staff, last.revoked) == ([], [marta.staff_id])


async def test_a_change_and_its_bundle_are_one_transaction_that_raises_the_hint_in_replies(api: Api) -> None:
    world = api.world
    await bundle(api)
    before = (await world.rows("SELECT version FROM pos.staff_bundles"))[0][0]
    await api.services.staff.set_pin(world.till.tenant, await hire(world), PIN)
    after = (await world.rows("SELECT version FROM pos.staff_bundles"))[0][0]
    told = await world.rows(
        "SELECT item_id, op, version FROM pos.change_log WHERE stream = 'staff' ORDER BY id"
    )
    assert [tuple(row) for row in told] == [
        (world.till.tenant.local_id, "upsert", before),
        (world.till.tenant.local_id, "upsert", after),
    ]
    world.till.sale()
    assert (await api.push()).json()["config_version"] >= after > before


async def test_who_has_this_version_is_told_so(api: Api) -> None:
    response = await fetch(api)
    etag = response.headers["etag"]
    same = await fetch(api, **{"If-None-Match": etag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    assert (await fetch(api, **{"If-None-Match": '"0"'})).status_code == 200


async def test_tills_follow_from_key_to_key_however_long_they_were_off(api: Api) -> None:
    await api.services.staff.set_pin(api.world.till.tenant, await hire(api.world), PIN)
    now, folder = api.world.clock.now, api.folder / "keys"
    pinned = api.keys.bundle_public_key
    assert await follow(api, pinned) == pinned
    first = await bundle(api)
    rotate_bundle(folder, now())
    second = await follow(api, pinned)
    assert second == api.keys.bundle_public_key != pinned
    rotate_bundle(folder, now())
    third = api.keys.bundle_public_key
    assert [await follow(api, key) for key in (pinned, second, third)] == [third] * 3
    last = await bundle(api)
    assert (last.next_key, last.version > first.version) == (None, True)
    api.world.clock.forward(401 * 86_400)
    rotate_bundle(folder, now())
    with pytest.raises(BundleRefusedError):
        await follow(api, pinned)


async def test_only_a_till_gets_it_and_only_its_own_shops(api: Api) -> None:
    marta = await hire(api.world)
    await api.services.staff.set_pin(api.world.till.tenant, marta, PIN)
    path = f"{API}/staff/bundle"
    assert (await api.client.get(path)).status_code == 401
    assert (await api.client.get(path, headers=api.person("administrator"))).status_code == 403
    theirs = await api.client.get(path, headers=api.token(api.world.stranger.principal))
    strange = await bundle(api, theirs)
    assert (strange.local_id, strange.staff) == (api.world.stranger.tenant.local_id, [])


async def test_two_who_publish_at_once_publish_one(api: Api) -> None:
    answers = await asyncio.gather(*(bundle(api) for _ in range(4)))
    assert len({answer.version for answer in answers}) == 1
    assert await api.world.count("staff_bundles") == 1
    async with PgUnits(api.world.engine).begin(api.world.till.tenant) as unit:
        assert await unit.bundles.claim() is not None
