"""People's own tokens: PIN, badge, waiting, and what stands nowhere (sync.md X1, X3)."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import jwt
import pytest

from central.services.permissions import permissions_of
from central.services.staff import CredentialRefusedError
from central.services.values import StaffRow
from central.store.units import PgUnits
from core.contract.tokens import GRANT_CASHIER, GRANT_REFRESH
from tests.central.api.conftest import API, Api, assertion
from tests.central.people import BADGE, PIN, hire
from tests.central.world import Till, fresh_id
from tests.strictness import ExpectedLogs


@pytest.fixture
async def marta(api: Api) -> StaffRow:
    person = await hire(api.world)
    await api.services.staff.set_pin(api.world.till.tenant, person, PIN)
    return person


async def sign_in(api: Api, *, till: Till | None = None, **over: Any) -> httpx.Response:
    till = till or api.world.till
    form = {"grant_type": GRANT_CASHIER, "client_assertion": assertion(till, api.world.clock), **over}
    return await api.client.post(f"{API}/auth/token", data=form)


async def renew(api: Api, token: str) -> httpx.Response:
    return await sign_in(api, grant_type=GRANT_REFRESH, refresh_token=token)


async def test_a_person_gets_exactly_their_own_rights_at_the_till_they_stand_at(
    api: Api, marta: StaffRow
) -> None:
    response = await sign_in(api, staff_id=marta.staff_id, pin=PIN)
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    answer = response.json()
    claims = jwt.decode(answer["access_token"], options={"verify_signature": False})
    till = api.world.till
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 900)
    assert claims["cashier_id"] == marta.staff_id
    assert (claims["local_id"], claims["organization_id"]) == (
        till.tenant.local_id,
        till.tenant.organization_id,
    )
    assert claims["terminal_id"] == till.terminal_id
    assert claims["permissions"] == sorted(permissions_of("supervisor"))
    assert "pos:sync" not in claims["permissions"]
    bearer = {"Authorization": f"Bearer {answer['access_token']}"}
    assert (await api.client.get(f"{API}/transactions", headers=bearer)).status_code == 200
    assert (await api.client.get(f"{API}/sync/status", headers=bearer)).status_code == 403


async def test_a_badge_names_its_bearer_and_the_pin_is_still_asked(api: Api, marta: StaffRow) -> None:
    tenant = api.world.till.tenant
    await api.services.staff.set_badge(tenant, marta, BADGE)
    answer = await sign_in(api, badge=f"{BADGE} ", pin=PIN)
    claims = jwt.decode(answer.json()["access_token"], options={"verify_signature": False})
    assert claims["cashier_id"] == marta.staff_id
    for over in ((BADGE, "000001"), ("CARNE-0009-AAAA", PIN)):
        response = await sign_in(api, badge=over[0], pin=over[1])
        assert (response.status_code, response.json()["code"]) == (403, "PIN_REFUSED")
    for short in (
        await sign_in(api, badge=BADGE),
        await sign_in(api, staff_id=marta.staff_id),
        await sign_in(api, pin=PIN),
        await sign_in(api, badge=BADGE, staff_id=marta.staff_id, pin=PIN),
    ):
        assert short.status_code == 400


async def test_wrong_pins_wait_longer_and_longer_through_restarts_and_the_right_one_ends_it(
    api: Api, marta: StaffRow
) -> None:
    clock = api.world.clock
    for tries in range(1, 6):
        response = await sign_in(api, staff_id=marta.staff_id, pin="736152")
        assert (response.status_code, response.json()["code"]) == (403, "PIN_REFUSED")
        assert ("retry-after" in response.headers) == (tries == 5)
    for minutes in (1, 5, 15, 60, 60):
        locked = await sign_in(api, staff_id=marta.staff_id, pin=PIN)  # even the right one
        assert (locked.status_code, locked.json()["code"]) == (403, "PIN_LOCKED")
        assert locked.headers["retry-after"] == str(minutes * 60)
        clock.forward(minutes * 60 - 1)
        locked = await sign_in(api, staff_id=marta.staff_id, pin=PIN)
        assert locked.headers["retry-after"] == "1"
        clock.forward(1)
        assert (await sign_in(api, staff_id=marta.staff_id, pin="736152")).json()["code"] == "PIN_REFUSED"
    clock.forward(3600)
    assert (await sign_in(api, staff_id=marta.staff_id, pin=PIN)).status_code == 200
    assert (await api.world.rows("SELECT failures, failed_at FROM pos.staff_pins"))[0][:] == (0, None)


async def test_a_try_is_counted_before_the_pin_is_looked_at(
    api: Api, marta: StaffRow, monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    from central.security import pins

    def broken(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(pins, "_argon", broken)
    expected_logs.expect("request failed")
    assert (await sign_in(api, staff_id=marta.staff_id, pin=PIN)).status_code == 500
    assert (await api.world.rows("SELECT failures FROM pos.staff_pins"))[0][0] == 1


async def test_guesses_made_at_once_are_counted_one_by_one(api: Api, marta: StaffRow) -> None:
    answers = await asyncio.gather(
        *(sign_in(api, staff_id=marta.staff_id, pin=f"73615{n}") for n in range(9))
    )
    codes = sorted(answer.json()["code"] for answer in answers)
    assert codes == ["PIN_LOCKED"] * 4 + ["PIN_REFUSED"] * 5


async def test_nobody_signs_in_who_is_unknown_has_no_pin_left_or_works_elsewhere(
    api: Api, marta: StaffRow
) -> None:
    world = api.world
    ana = await hire(world, "cashier", name="Ana")
    afar = await hire(world, till=world.stranger)
    await api.services.staff.set_pin(world.stranger.tenant, afar, PIN)
    other = fresh_id()
    await world.execute(
        "INSERT INTO pos.locals (organization_id, local_id, name, created_at) VALUES"
        f" ('{world.till.tenant.organization_id}', '{other}', 'Norte', '2026-11-24T12:00:00Z')"
    )
    await world.execute(
        f"UPDATE pos.staff_locals SET local_id = '{other}' WHERE staff_id = '{marta.staff_id}'"
    )
    for staff_id in (fresh_id(), "x", ana.staff_id, afar.staff_id, marta.staff_id):
        response = await sign_in(api, staff_id=staff_id, pin=PIN)
        assert (response.status_code, response.json()["code"]) == (403, "PIN_REFUSED"), staff_id
    elsewhere = await sign_in(api, till=world.stranger, staff_id=marta.staff_id, pin=PIN)
    assert elsewhere.json()["code"] == "PIN_REFUSED"


async def test_a_pin_without_the_key_of_a_till_in_use_is_worth_nothing(api: Api, marta: StaffRow) -> None:
    world = api.world
    proof = assertion(world.till, world.clock, sign=world.stranger.key.sign)
    assert (await sign_in(api, client_assertion=proof, staff_id=marta.staff_id, pin=PIN)).status_code == 401
    used = assertion(world.till, world.clock)
    assert (await sign_in(api, client_assertion=used, staff_id=marta.staff_id, pin=PIN)).status_code == 200
    assert (await sign_in(api, client_assertion=used, staff_id=marta.staff_id, pin=PIN)).status_code == 401
    await api.services.terminals.disable("Caja 1", world.till.principal)
    response = await sign_in(api, staff_id=marta.staff_id, pin=PIN)
    assert response.json()["code"] == "TERMINAL_DISABLED"


async def test_a_persons_session_ends_twelve_hours_after_the_pin_however_often_it_is_renewed(
    api: Api, marta: StaffRow
) -> None:
    answer = (await sign_in(api, staff_id=marta.staff_id, pin=PIN)).json()
    for _ in range(11):
        api.world.clock.forward(3600)
        answer = (await renew(api, answer["refresh_token"])).json()
    claims = jwt.decode(answer["access_token"], options={"verify_signature": False})
    assert (claims["cashier_id"], claims["permissions"]) == (
        marta.staff_id,
        sorted(permissions_of("supervisor")),
    )
    api.world.clock.forward(3600)
    assert (await renew(api, answer["refresh_token"])).status_code == 401


async def test_a_new_pin_or_leaving_ends_what_a_person_had(api: Api, marta: StaffRow) -> None:
    tenant = api.world.till.tenant
    token = (await sign_in(api, staff_id=marta.staff_id, pin=PIN)).json()["refresh_token"]
    await api.services.staff.set_pin(tenant, marta, "619402")
    assert (await renew(api, token)).status_code == 401
    token = (await sign_in(api, staff_id=marta.staff_id, pin="619402")).json()["refresh_token"]
    await api.world.execute(f"UPDATE pos.staff SET active = false WHERE staff_id = '{marta.staff_id}'")
    assert (await renew(api, token)).status_code == 401
    assert (await sign_in(api, staff_id=marta.staff_id, pin="619402")).status_code == 403


async def test_weak_pins_and_goods_for_badges_are_refused(api: Api) -> None:
    tenant = api.world.till.tenant
    ana, marta = await hire(api.world, "cashier", name="Ana"), await hire(api.world)
    for person, pin in ((ana, "805"), (ana, "1234"), (marta, "8052"), (marta, "123456")):
        with pytest.raises(CredentialRefusedError):
            await api.services.staff.set_pin(tenant, person, pin)
    with pytest.raises(CredentialRefusedError):
        await api.services.staff.set_badge(tenant, ana, "7501055310883")
    assert await api.world.count("staff_pins") == await api.world.count("staff_badges") == 0


async def test_no_pin_badge_or_token_stands_in_the_database_or_the_logs(
    api: Api, marta: StaffRow, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await api.services.staff.set_badge(api.world.till.tenant, marta, BADGE)
    wrong = "736152"
    await sign_in(api, staff_id=marta.staff_id, pin=wrong)
    answer = (await sign_in(api, badge=BADGE, pin=PIN)).json()
    again = (await renew(api, answer["refresh_token"])).json()
    secrets = [wrong, PIN, BADGE, answer["refresh_token"], answer["access_token"], again["refresh_token"]]
    for table in await api.world.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'pos'"):
        for row in await api.world.rows(f"SELECT t::text AS line FROM pos.{table['tablename']} t"):
            for secret in secrets:
                hidden = (secret, secret.encode().hex())
                assert not any(form in row["line"] for form in hidden), table["tablename"]
    logged = " ".join(str(record.__dict__) for record in caplog.records)
    assert "a PIN was refused" in logged
    assert not any(secret in logged for secret in secrets)


async def test_each_change_of_a_persons_rights_is_kept_with_its_time(api: Api, marta: StaffRow) -> None:
    tenant = api.world.till.tenant
    api.world.clock.forward(60)
    async with PgUnits(api.world.engine).begin(tenant) as unit:
        await unit.staff.change(replace(marta, role="cashier"), api.world.clock.now())
        await unit.commit()
    rows = await api.world.rows("SELECT role, from_at FROM pos.staff_rights ORDER BY entry")
    assert [row["role"] for row in rows] == ["supervisor", "cashier"]
    assert rows[1]["from_at"] - rows[0]["from_at"] == timedelta(seconds=60)
