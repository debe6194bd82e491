"""Answers to remote challenges: given to who holds the right, for one till, act, amount and person."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.services.permissions import ROLES, permissions_of
from central.services.values import Principal
from core.domain.approval import Act
from core.domain.remote_code import answer_fits, grouped, make_challenge
from core.domain.staff import FLOOR_PERMISSIONS, ROLE_PERMISSIONS, Permission, Role
from tests.central.api.conftest import API, Api
from tests.central.api.test_auth import enrol, enrolment, pair
from tests.central.world import Till, fresh_id
from tests.strictness import ExpectedLogs

ACT = Act("line.discount", Permission.DISCOUNT, "sale-1", Decimal("1.63"), "damaged")


def question(api: Api, **over: Any) -> dict[str, str]:
    terminal_id = api.world.till.terminal_id
    challenge = grouped(make_challenge(terminal_id, bytes(16), ACT), 3)
    known = {"terminal": terminal_id, "challenge": challenge, "action": "pos:discount", "amount": "1.63"}
    return {**known, **over}


def supervisor(api: Api, staff_id: str) -> dict[str, str]:
    tenant = api.world.till.tenant
    return api.token(
        Principal(tenant.organization_id, tenant.local_id, staff_id, permissions_of("supervisor"))
    )


async def ask(api: Api, headers: dict[str, str], **over: Any) -> httpx.Response:
    return await api.client.post(f"{API}/approvals/answer", json=question(api, **over), headers=headers)


async def test_the_answer_fits_at_the_till_that_asked_and_nowhere_else(api: Api) -> None:
    marta, till = fresh_id(), api.world.till
    response = await ask(api, supervisor(api, marta))
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    answer = response.json()["answer"]
    challenge = make_challenge(till.terminal_id, bytes(16), ACT)
    key = api.keys.approval_key(till.tenant.organization_id, till.terminal_id, till.nonce)
    assert answer_fits(key, challenge, ACT, marta, answer)
    assert not answer_fits(key, challenge, ACT, fresh_id(), answer)
    other = api.keys.approval_key(till.tenant.organization_id, fresh_id(), till.nonce)
    assert not answer_fits(other, challenge, ACT, marta, answer)


async def test_a_challenge_is_taken_however_it_is_typed(api: Api) -> None:
    marta = supervisor(api, fresh_id())
    plain = (await ask(api, marta)).json()
    typed = question(api)["challenge"].lower().replace("-", " ").replace("0", "o")
    assert (await ask(api, marta, challenge=typed, amount="1.63")).json() == plain


@pytest.mark.parametrize("role", ["cashier", "accountant", "installer"])
async def test_who_lacks_the_right_gets_nothing(api: Api, role: str) -> None:
    response = await ask(api, api.person(role))
    assert (response.status_code, response.json()["code"]) == (403, "FORBIDDEN")
    assert (await ask(api, api.token(api.world.till.principal))).status_code == 403


@pytest.mark.parametrize(
    "over",
    [
        {"challenge": "6P6-ZPC-F9T"},
        {"challenge": "6P6"},
        {"action": "pos:everything"},
        {"amount": "-1.63"},
        {"amount": "1.635"},
        {"amount": "1e3"},
        {"terminal": ""},
        {"answer": "12345678"},
    ],
)
async def test_what_cannot_be_a_question_is_refused_without_an_echo(api: Api, over: dict[str, str]) -> None:
    response = await ask(api, supervisor(api, fresh_id()), **over)
    assert (response.status_code, response.json()["code"]) == (422, "INVALID")
    assert not any(value and value in response.text for value in over.values() if len(value) > 4)


async def test_tills_of_other_shops_are_unknown(api: Api) -> None:
    response = await ask(api, supervisor(api, fresh_id()), terminal=api.world.stranger.terminal_id)
    assert (response.status_code, response.json()["code"]) == (404, "TERMINAL_UNKNOWN")


async def two_machines(api: Api) -> tuple[Till, Till]:
    """A till, and a copy of it that sold in turn with it: fenced by the centre."""
    till = api.world.till
    await api.push({**till.batch([till.sale()])})
    copy = replace(till, boot_id=fresh_id(), events=list(till.events))
    await api.push(copy.batch([copy.sale(number=50)]), copy)
    till.seq, till.head = copy.seq, copy.head
    verdict = (await api.push(till.batch([till.sale(number=51)]))).json()["results"][0]
    assert verdict["status"] == "fenced"
    return till, copy


async def test_of_two_machines_that_say_to_be_one_till_neither_is_answered(
    api: Api, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("is fenced in epoch 1: two machines in turn")
    await two_machines(api)
    marta = supervisor(api, fresh_id())
    for name in (api.world.till.terminal_id, "Caja 1"):
        response = await ask(api, marta, terminal=name)
        assert (response.status_code, response.json()["code"]) == (409, "TERMINAL_FENCED")


async def test_the_till_that_was_enrolled_again_is_answered_and_its_copy_can_use_nothing_of_it(
    api: Api, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("is fenced in epoch 1: two machines in turn")
    till, copy = await two_machines(api)
    key, marta = Ed25519PrivateKey.generate(), fresh_id()
    anchors = {"epoch": 1, "seq": till.seq, "hash": till.head.hex(), "series": {}}
    body = enrolment(await pair(api), key, terminal_id=till.terminal_id, anchors=anchors)
    enrolled = (await enrol(api, body)).json()
    answer = (await ask(api, supervisor(api, marta))).json()["answer"]
    challenge = make_challenge(till.terminal_id, bytes(16), ACT)
    assert answer_fits(bytes.fromhex(enrolled["approval_key"]), challenge, ACT, marta, answer)
    copied = api.keys.approval_key(till.tenant.organization_id, copy.terminal_id, copy.nonce)
    assert not answer_fits(copied, challenge, ACT, marta, answer)


async def test_a_disabled_till_is_not_answered(api: Api) -> None:
    url = f"{API}/terminals/{api.world.till.terminal_id}/disable"
    assert (await api.client.post(url, headers=api.person("administrator"))).status_code < 300
    response = await ask(api, supervisor(api, fresh_id()))
    assert (response.status_code, response.json()["code"]) == (403, "TERMINAL_DISABLED")


async def test_nobody_answers_more_than_ten_a_minute(api: Api) -> None:
    marta = supervisor(api, fresh_id())
    assert [(await ask(api, marta)).status_code for _ in range(11)] == [200] * 10 + [429]
    assert (await ask(api, supervisor(api, fresh_id()))).status_code == 200


async def test_without_a_token_nobody_is_answered(api: Api) -> None:
    assert (await ask(api, {})).status_code == 401


def test_a_supervisor_holds_at_the_centre_every_right_of_the_floor() -> None:
    for role in ("supervisor", "manager", "administrator"):
        assert ROLES[role] >= FLOOR_PERMISSIONS
    assert ROLES["cashier"] == ROLE_PERMISSIONS[Role.CASHIER]
