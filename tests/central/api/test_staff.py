"""People by an administrator over the API: who may change whom, what ends, what tills are told."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.security.staff_bundle import signed_payload
from central.services.permissions import permissions_of
from central.services.values import Principal
from core.contract.changes import STAFF_BUNDLE, StaffData
from core.contract.signed import BUNDLE_TYPE
from core.domain.staff import Role
from tests.central.api.conftest import API, Api, assertion
from tests.central.api.test_auth import enrolled, refresh
from tests.central.people import PIN, hire
from tests.central.world import Till, fresh_id

URL = f"{API}/staff"
NEW = {"code": "C-7", "name": "Rosa Pinto", "role": "cashier"}


async def call(
    api: Api, method: str, path: str = "", role: str = "administrator", **more: Any
) -> httpx.Response:
    headers = more.pop("headers", None) or api.person(role)
    return await api.client.request(method, f"{URL}{path}", headers=headers, **more)


async def told(api: Api) -> dict[str, tuple[str, str, bool]]:
    """People of the bundle: name, role, active."""
    bearer = api.token(api.world.till.principal)
    answer = await api.client.get(f"{URL}/bundle", headers=bearer)
    jws = StaffData.model_validate_json(answer.content).jws
    payload = signed_payload(jws, api.keys.bundle_public_key, BUNDLE_TYPE)[0]
    return {
        one.staff_id: (one.name, one.role, one.active) for one in STAFF_BUNDLE.validate_json(payload).staff
    }


async def sign_in(api: Api, till: Till, staff_id: str, pin: str) -> httpx.Response:
    form = {"grant_type": "urn:cuadre:cashier", "staff_id": staff_id, "pin": pin}
    form["client_assertion"] = assertion(till, api.world.clock)
    return await api.client.post(f"{API}/auth/token", data=form)


async def test_a_person_is_taken_on_given_a_pin_changed_and_let_go(api: Api) -> None:
    till, _ = await enrolled(api)
    made = await call(api, "POST", json=NEW)
    assert made.status_code == 201, made.text
    rosa = made.json()
    assert (rosa["name"], rosa["role"], rosa["active"], rosa["limits"]) == (
        "Rosa Pinto",
        "cashier",
        True,
        None,
    )
    assert rosa["number"] is not None
    assert rosa in (await call(api, "GET")).json()
    path = f"/{rosa['staff_id']}"
    assert (await call(api, "POST", f"{path}/pin", json={"pin": PIN})).status_code == 204
    assert (await told(api))[rosa["staff_id"]] == ("Rosa Pinto", "cashier", True)
    session = (await sign_in(api, till, rosa["staff_id"], PIN)).json()
    change = {"role": "supervisor", "limits": {"discount_percent": "12.5"}, "offline_grant_days": 0}
    changed = await call(api, "PATCH", path, json=change)
    assert changed.status_code == 200, changed.text
    assert changed.json() == {
        **rosa,
        "role": "supervisor",
        "offline_grant_days": 0,
        "limits": {**dict.fromkeys(changed.json()["limits"]), "discount_percent": "12.5"},
    }
    assert (await refresh(api, till, session["refresh_token"])).status_code == 401
    assert (await call(api, "PATCH", path, json={"limits": None})).json()["limits"] is None
    assert (await call(api, "PATCH", path, json={"active": False})).json()["active"] is False
    assert (await told(api)).get(rosa["staff_id"], ("", "", False))[2] is False
    assert (await sign_in(api, till, rosa["staff_id"], PIN)).status_code == 403
    assert [one["active"] for one in (await call(api, "GET")).json()] == [False]


async def test_a_code_is_had_once(api: Api) -> None:
    assert (await call(api, "POST", json=NEW)).status_code == 201
    again = await call(api, "POST", json={**NEW, "name": "Luis"})
    assert (again.status_code, again.json()["code"]) == (409, "STATE_CONFLICT")


@pytest.mark.parametrize(
    "body",
    [
        {**NEW, "role": "terminal"},
        {**NEW, "role": "boss"},
        {**NEW, "code": ""},
        {**NEW, "name": "a\u0000b"},
        {**NEW, "permissions": ["pos:admin"]},
        {"name": "Rosa"},
    ],
)
async def test_nobody_is_made_of_anything_else(api: Api, body: dict[str, Any]) -> None:
    assert (await call(api, "POST", json=body)).status_code == 422


async def test_nobody_gives_or_takes_rights_beyond_their_own(api: Api) -> None:
    boss = await hire(api.world, Role.ADMINISTRATOR, name="Elsa")
    assert (
        await call(api, "POST", role="installer", json={**NEW, "role": "administrator"})
    ).status_code == 403
    assert (await call(api, "POST", role="installer", json={**NEW, "role": "cashier"})).status_code == 403
    for body in ({"active": False}, {"role": "cashier"}):
        assert (await call(api, "PATCH", f"/{boss.staff_id}", role="installer", json=body)).status_code == 403
    pin = f"/{boss.staff_id}/pin"
    assert (await call(api, "POST", pin, role="installer", json={"pin": PIN})).status_code == 403
    tenant = api.world.till.tenant
    own = api.token(
        Principal(tenant.organization_id, tenant.local_id, boss.staff_id, permissions_of("administrator"))
    )
    assert (
        await call(api, "PATCH", f"/{boss.staff_id}", headers=own, json={"active": False})
    ).status_code == 403
    assert (await call(api, "PATCH", f"/{boss.staff_id}", json={"name": "Elsa Ríos"})).status_code == 200


@pytest.mark.parametrize("role", ["cashier", "supervisor", "manager", "auditor"])
async def test_only_administrators_of_the_shop(api: Api, role: str) -> None:
    ana = await hire(api.world, "cashier")
    calls: list[tuple[str, str, dict[str, Any] | None]] = [
        ("GET", "", None),
        ("POST", "", NEW),
        ("PATCH", f"/{ana.staff_id}", {"name": "x"}),
        ("POST", f"/{ana.staff_id}/pin", {"pin": PIN}),
    ]
    stranger = api.person("administrator", api.world.stranger)
    for method, path, body in calls:
        assert (await call(api, method, path, role=role, json=body)).status_code == 403
        assert (await api.client.request(method, f"{URL}{path}", json=body)).status_code == 401
        if path:
            assert (await call(api, method, path, headers=stranger, json=body)).status_code == 404
    assert (await call(api, "GET", headers=stranger)).json() == []


async def test_a_pin_that_may_not_be_anybodys_is_refused_without_an_echo(api: Api) -> None:
    marta = await hire(api.world, "supervisor")
    answer = await call(api, "POST", f"/{marta.staff_id}/pin", json={"pin": "123456"})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert "123456" not in answer.text


async def test_sessions_of_a_person_and_of_a_terminal_are_ended(api: Api) -> None:
    till, token = await enrolled(api)
    marta = await hire(api.world)
    await api.services.staff.set_pin(api.world.till.tenant, marta, PIN)
    person = (await sign_in(api, till, marta.staff_id, PIN)).json()["refresh_token"]

    async def revoke(role: str = "administrator", till_of: Till | None = None, **body: Any) -> int:
        headers = api.person(role, till_of)
        return (await api.client.post(f"{API}/auth/revoke", json=body, headers=headers)).status_code

    assert await revoke("manager", staff_id=marta.staff_id) == 403
    assert await revoke(till_of=api.world.stranger, staff_id=marta.staff_id) == 404
    assert await revoke(till_of=api.world.stranger, terminal_id=till.terminal_id) == 404
    assert await revoke() == await revoke(staff_id=marta.staff_id, terminal_id=till.terminal_id) == 422
    assert await revoke(staff_id=fresh_id()) == 404
    assert await revoke(staff_id=marta.staff_id) == 204
    assert (await refresh(api, till, person)).status_code == 401
    renewed = await refresh(api, till, token)
    assert renewed.status_code == 200
    assert await revoke(terminal_id=till.terminal_id) == 204
    ended = await refresh(api, till, renewed.json()["refresh_token"])
    assert (ended.status_code, ended.json()["code"]) == (401, "INVALID_GRANT")
