from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.security.key_files import raw_public
from core.contract.tokens import public_jwk
from core.domain.journal.chain import genesis
from tests.central.api.conftest import API, Api, assertion
from tests.central.world import Till, World, fresh_id


async def pair(api: Api, **over: Any) -> str:
    tenant = api.world.till.tenant
    body = {"kind": "till", "name": "Caja 2", "local_id": tenant.local_id, **over}
    response = await api.client.post(
        f"{API}/terminals/pairing-codes", json=body, headers=api.person("administrator")
    )
    assert response.status_code == 201, response.text
    return str(response.json()["pairing_code"])


def enrolment(code: str, key: Ed25519PrivateKey, **over: Any) -> dict[str, Any]:
    return {
        "pairing_code": code,
        "public_key": public_jwk(raw_public(key)),
        "boot_id": fresh_id(),
        "app_version": "0.1.0",
        "os": "Debian 12",
        **over,
    }


async def enrol(api: Api, body: dict[str, Any]) -> httpx.Response:
    api.world.clock.forward(61)  # past the limit of five a minute
    return await api.client.post(f"{API}/terminals/enrolments", json=body)


def till_of(answer: dict[str, Any], key: Ed25519PrivateKey, world: World) -> Till:
    return Till(
        world.till.tenant,
        answer["terminal_id"],
        bytes.fromhex(answer["enrolment_nonce"]),
        answer["cashier_id"],
        answer["series"][0]["series"],
        key,
        epoch=answer["epoch"],
    )


async def refresh(api: Api, till: Till, token: str, **over: Any) -> httpx.Response:
    form = {
        "grant_type": "refresh_token",
        "refresh_token": token,
        "client_assertion": over.pop("client_assertion", None) or assertion(till, api.world.clock, **over),
    }
    return await api.client.post(f"{API}/auth/token", data=form)


async def enrolled(api: Api) -> tuple[Till, str]:
    key = Ed25519PrivateKey.generate()
    answer = (await enrol(api, enrolment(await pair(api), key))).json()
    return till_of(answer, key, api.world), answer["tokens"]["refresh_token"]


async def test_a_till_enrols_sells_and_syncs(api: Api) -> None:
    key = Ed25519PrivateKey.generate()
    response = await enrol(api, enrolment(await pair(api), key))
    assert response.status_code == 201
    answer = response.json()
    assert answer["organization_id"] == api.world.till.tenant.organization_id
    assert answer["series"] == [
        {"doc_type": "sale", "series": "0002", "prefix": "0002", "next": 1},
        {"doc_type": "refund", "series": "R0002", "prefix": "R0002", "next": 1},
    ]
    assert answer["limits"] == {"batch_items": 50, "batch_bytes": 524288}
    assert (
        len(bytes.fromhex(answer["pin_pepper"]["value"])) == len(bytes.fromhex(answer["approval_key"])) == 32
    )
    till = till_of(answer, key, api.world)
    assert till.head == genesis(till.terminal_id, 1, bytes.fromhex(answer["enrolment_nonce"]))
    till.sale()
    bearer = {"Authorization": f"Bearer {answer['tokens']['access_token']}"}
    pushed = await api.client.post(f"{API}/sync/batches", json=till.batch(), headers=bearer)
    assert [result["status"] for result in pushed.json()["results"]] == ["accepted"]


async def test_a_lost_answer_is_given_again_to_the_same_key_only(api: Api) -> None:
    code, key = await pair(api), Ed25519PrivateKey.generate()
    body = enrolment(code, key)
    first, again = (await enrol(api, body)).json(), (await enrol(api, body)).json()
    assert again["tokens"]["refresh_token"] == first["tokens"]["refresh_token"]
    for answer in (first, again):
        del answer["server_time"], answer["tokens"]
    assert first == again
    assert await api.world.count("terminals") == 3
    other = await enrol(api, enrolment(code, Ed25519PrivateKey.generate()))
    assert (other.status_code, other.json()["code"]) == (409, "PAIRING_CODE_USED")
    api.world.clock.forward(900)
    late = await enrol(api, body)
    assert (late.status_code, late.json()["code"]) == (403, "PAIRING_CODE_INVALID")


async def test_one_code_shown_at_once_by_two_keys_lets_one_in(api: Api) -> None:
    code = await pair(api)
    bodies = [enrolment(code, Ed25519PrivateKey.generate()) for _ in range(4)]
    responses = await asyncio.gather(
        *(api.client.post(f"{API}/terminals/enrolments", json=body) for body in bodies)
    )
    assert sorted(response.status_code for response in responses) == [201, 409, 409, 409]


async def test_codes_are_read_as_people_type_them(api: Api) -> None:
    code = await pair(api)
    typed = f"{code[:4]}-{code[4:]}".lower().replace("0", "o")
    assert (await enrol(api, enrolment(typed, Ed25519PrivateKey.generate()))).status_code == 201


async def test_unknown_codes_and_hasty_callers_are_refused(api: Api) -> None:
    body = enrolment("ZZZZZZZZ", Ed25519PrivateKey.generate())
    url = f"{API}/terminals/enrolments"
    answers = [await api.client.post(url, json=body) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0


async def test_only_an_administrator_of_the_shop_makes_codes(api: Api) -> None:
    body = {"kind": "till", "name": "Caja 2", "local_id": api.world.till.tenant.local_id}
    url = f"{API}/terminals/pairing-codes"
    assert (await api.client.post(url, json=body)).status_code == 401
    assert (await api.client.post(url, json=body, headers=api.person("manager"))).status_code == 403
    foreign = await api.client.post(url, json=body, headers=api.person("administrator", api.world.stranger))
    assert foreign.json()["code"] == "TENANT_MISMATCH"
    unknown = await api.client.post(url, json={**body, "x": 1}, headers=api.person("administrator"))
    assert unknown.status_code == 422


async def test_a_till_learns_the_keys_of_the_tills_of_its_shop_that_are_in_use(api: Api) -> None:
    first, gone, last = [Ed25519PrivateKey.generate() for _ in range(3)]
    ours = (await enrol(api, enrolment(await pair(api, name="Caja 2"), first))).json()
    theirs = (await enrol(api, enrolment(await pair(api, name="Caja 3"), gone))).json()
    await enrol(api, enrolment(await pair(api, kind="web", name="Tienda web"), Ed25519PrivateKey.generate()))
    await api.world.execute(
        f"UPDATE pos.terminals SET status = 'disabled' WHERE terminal_id = '{theirs['terminal_id']}'"
    )
    answer = (await enrol(api, enrolment(await pair(api, name="Caja 4"), last))).json()
    known = {key["terminal_id"]: (key["name"], key["public_key"]) for key in answer["till_keys"]}
    assert known == {
        api.world.till.terminal_id: ("Caja 1", public_jwk(raw_public(api.world.till.key))),
        ours["terminal_id"]: ("Caja 2", public_jwk(raw_public(first))),
        answer["terminal_id"]: ("Caja 4", public_jwk(raw_public(last))),
    }
    assert [key["valid_to"] for key in answer["till_keys"]] == [None] * 3


async def test_no_secret_of_an_enrolment_is_in_the_database(api: Api) -> None:
    code, key = await pair(api), Ed25519PrivateKey.generate()
    answer = (await enrol(api, enrolment(code, key))).json()
    secrets = (code, answer["tokens"]["refresh_token"], answer["pin_pepper"]["value"], answer["approval_key"])
    tables = await api.world.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'pos'")
    for table in tables:
        for row in await api.world.rows(f"SELECT t::text AS line FROM pos.{table['tablename']} t"):
            assert not any(secret in row["line"] for secret in secrets), table["tablename"]


async def test_a_known_till_enrols_again_one_epoch_and_its_numbers_further(api: Api) -> None:
    till, _ = await enrolled(api)
    till.sale()
    till.sale()
    await api.push(till=till)
    key = Ed25519PrivateKey.generate()
    anchors = {"epoch": 1, "seq": 2, "hash": till.head.hex(), "series": {till.series: 7}}
    body = enrolment(await pair(api), key, terminal_id=till.terminal_id, anchors=anchors)
    answer = (await enrol(api, body)).json()
    assert (answer["terminal_id"], answer["epoch"]) == (till.terminal_id, 2)
    assert answer["series"][0]["next"] == 8
    assert answer["enrolment_nonce"] != till.nonce.hex()
    again = till_of(answer, key, api.world)
    again.event("epoch.opened", {"reason": "re-enrolment"})
    assert (await api.push(till=again)).json()["results"][0]["status"] == "accepted"
    unknown = enrolment(await pair(api), key, terminal_id=fresh_id())
    assert (await enrol(api, unknown)).json()["code"] == "TERMINAL_UNKNOWN"


async def test_refresh_tokens_rotate_and_each_access_token_lives_a_quarter_of_an_hour(api: Api) -> None:
    till, token = await enrolled(api)
    seen = {token}
    for _ in range(3):
        answer = (await refresh(api, till, token)).json()
        token = answer["refresh_token"]
        assert token not in seen
        seen.add(token)
        assert answer["expires_in"] == 900
        claims = jwt.decode(answer["access_token"], options={"verify_signature": False})
        assert claims["exp"] - claims["iat"] == 900
        assert (claims["terminal_id"], claims["permissions"]) == (
            till.terminal_id,
            ["pos:create", "pos:sync"],
        )
        status = await api.client.get(
            f"{API}/sync/status", headers={"Authorization": f"Bearer {answer['access_token']}"}
        )
        assert status.status_code == 200


async def test_a_lost_reply_never_locks_a_till_out_however_late_it_retries(api: Api) -> None:
    till, token = await enrolled(api)
    lost = (await refresh(api, till, token)).json()["refresh_token"]
    api.world.clock.forward(30 * 86_400)
    retried = (await refresh(api, till, token)).json()["refresh_token"]
    assert (await refresh(api, till, lost)).status_code == 401  # replaced before it was ever seen
    assert (await refresh(api, till, retried)).status_code == 200


async def test_an_old_token_is_theft_and_ends_the_family(api: Api) -> None:
    till, first = await enrolled(api)
    second = (await refresh(api, till, first)).json()["refresh_token"]
    third = (await refresh(api, till, second)).json()["refresh_token"]
    stolen = await refresh(api, till, first)
    assert (stolen.status_code, stolen.json()["code"]) == (401, "INVALID_GRANT")
    assert (await refresh(api, till, third)).status_code == 401
    assert (await refresh(api, till, second)).status_code == 401


async def test_a_repeated_assertion_is_refused_and_revokes_nothing(api: Api) -> None:
    till, token = await enrolled(api)
    proof = assertion(till, api.world.clock)
    second = (await refresh(api, till, token, client_assertion=proof)).json()["refresh_token"]
    assert (await refresh(api, till, token, client_assertion=proof)).status_code == 401
    assert (await refresh(api, till, second)).status_code == 200


async def test_assertions_that_do_not_hold_give_nothing_and_leave_the_token_good(api: Api) -> None:
    till, token = await enrolled(api)
    clock = api.world.clock
    other = Ed25519PrivateKey.generate()
    hours = clock.now().timestamp() + 7200
    bad = [
        assertion(till, clock, sign=other.sign),
        assertion(till, clock, terminal_id=fresh_id()),
        assertion(till, clock, local_id=fresh_id()),
        assertion(api.world.stranger, clock),
        jwt.encode({"terminal_id": till.terminal_id}, "k" * 32, algorithm="HS256"),
        jwt.encode({**_claims(till, clock.now().timestamp()), "exp": hours}, till.key, algorithm="EdDSA"),
        jwt.encode({**_claims(till, clock.now().timestamp()), "aud": "other"}, till.key, algorithm="EdDSA"),
        _unsigned(_claims(till, clock.now().timestamp())),
        "x",
        "",
    ]
    for proof in bad:
        response = await api.client.post(
            f"{API}/auth/token",
            data={"grant_type": "refresh_token", "refresh_token": token, "client_assertion": proof or " "},
        )
        assert (response.status_code, response.json()["code"]) == (401, "INVALID_GRANT"), proof
    late = assertion(till, clock)
    clock.forward(120)
    response = await refresh(api, till, token, client_assertion=late)
    assert (response.status_code, response.json()["code"]) == (401, "ASSERTION_EXPIRED")
    assert response.json()["server_time"]
    assert (await refresh(api, till, token)).status_code == 200


def _claims(till: Till, now: float) -> dict[str, Any]:
    who = till.terminal_id
    both = {"organization_id": till.tenant.organization_id, "local_id": till.tenant.local_id}
    times = {"iat": int(now), "exp": int(now) + 60, "jti": fresh_id(), "aud": "cuadre-pos/auth/token"}
    return {"iss": who, "sub": who, "terminal_id": who, **both, **times}


def _unsigned(claims: dict[str, Any]) -> str:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none'})}.{part(claims)}."


async def test_a_strangers_junk_uses_up_nothing_of_the_terminal_it_names(api: Api) -> None:
    till, token = await enrolled(api)
    proof = assertion(till, api.world.clock)
    token = (await refresh(api, till, token, client_assertion=proof)).json()["refresh_token"]
    stranger = Ed25519PrivateKey.generate()
    for number in range(70):
        junk = proof if number % 2 else assertion(till, api.world.clock, sign=stranger.sign)
        assert (await refresh(api, till, token, client_assertion=junk)).status_code == 401
    assert (await refresh(api, till, token)).status_code == 200


async def test_a_terminal_gets_sixty_tokens_a_minute(api: Api) -> None:
    till, token = await enrolled(api)
    for _ in range(60):
        response = await refresh(api, till, token)
        token = response.json()["refresh_token"]
    response = await refresh(api, till, token)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "60")
    api.world.clock.forward(61)
    assert (await refresh(api, till, token)).status_code == 200


async def test_an_address_is_counted_whatever_it_shows(api: Api) -> None:
    till, token = await enrolled(api)
    for _ in range(300):
        assert (await refresh(api, till, token, client_assertion="x")).status_code == 401
    assert (await refresh(api, till, token)).status_code == 429


async def test_a_disabled_terminal_gets_no_token(api: Api) -> None:
    till, token = await enrolled(api)
    await api.world.execute("UPDATE pos.terminals SET status = 'disabled'")
    response = await refresh(api, till, token)
    assert (response.status_code, response.json()["code"]) == (403, "TERMINAL_DISABLED")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"grant_type": "password"}, (400, "UNSUPPORTED_GRANT")),
        ({"grant_type": "refresh_token"}, (400, "BAD_REQUEST")),
        ({}, (400, "UNSUPPORTED_GRANT")),
    ],
)
async def test_other_grants_and_empty_forms_are_refused(
    api: Api, form: dict[str, str], expected: tuple[int, str]
) -> None:
    content = "&".join(f"{name}={value}" for name, value in form.items())
    response = await api.client.post(
        f"{API}/auth/token",
        content=content,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert (response.status_code, response.json()["code"]) == expected


async def test_the_published_key_verifies_the_tokens(api: Api) -> None:
    keys = (await api.client.get("/.well-known/jwks.json")).json()["keys"]
    token = api.person("manager")["Authorization"].partition(" ")[2]
    header = jwt.get_unverified_header(token)
    assert (header["alg"], header["kid"]) == ("EdDSA", keys[0]["kid"])
    jwt.decode(
        token,
        jwt.PyJWK(keys[0]).key,
        algorithms=["EdDSA"],
        audience="cuadre-pos",
        options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
    )


# --- disabling (sync.md X5) ---


async def test_fault_54_a_disabled_terminal_is_told_so_everywhere_and_its_tokens_end(api: Api) -> None:
    till, token = await enrolled(api)
    bearer = api.token(till.principal)
    admin = api.person("administrator")
    done = await api.client.post(f"{API}/terminals/{till.terminal_id}/disable", headers=admin)
    assert (done.status_code, done.json()["status"]) == (200, "disabled")
    till.sale()
    for response in (
        await api.client.post(f"{API}/sync/batches", json=till.batch(), headers=bearer),
        await refresh(api, till, token),
    ):
        assert (response.status_code, response.json()["code"]) == (403, "TERMINAL_DISABLED")
    assert await api.world.count("sync_inbox") == 0
    again = await api.client.post(f"{API}/terminals/{till.terminal_id}/disable", headers=admin)
    assert again.status_code == 200


async def test_a_disabled_terminal_comes_back_by_a_new_enrolment(api: Api) -> None:
    till, _ = await enrolled(api)
    await api.client.post(f"{API}/terminals/{till.terminal_id}/disable", headers=api.person("administrator"))
    body = enrolment(await pair(api), till.key, terminal_id=till.terminal_id)
    answer = (await enrol(api, body)).json()
    assert answer["epoch"] == 2
    assert (await refresh(api, till, answer["tokens"]["refresh_token"])).status_code == 200
    rows = (await api.client.get(f"{API}/terminals", headers=api.person("administrator"))).json()
    assert {row["terminal_id"]: row["status"] for row in rows}[till.terminal_id] == "active"


async def test_only_administrators_of_the_shop_disable_and_list_terminals(api: Api) -> None:
    till, _ = await enrolled(api)
    path = f"{API}/terminals/{till.terminal_id}/disable"
    assert (await api.client.post(path, headers=api.person("cashier"))).status_code == 403
    assert (await api.client.get(f"{API}/terminals", headers=api.person("cashier"))).status_code == 403
    stranger = api.person("administrator", api.world.stranger)
    assert (await api.client.post(path, headers=stranger)).status_code == 404
    listed = (await api.client.get(f"{API}/terminals", headers=stranger)).json()
    assert [row["terminal_id"] for row in listed] == [api.world.stranger.terminal_id]
