"""``POST /terminals/self/key``: the old key offers the new one, and both hold until that has signed once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.security.key_files import raw_public
from core.contract.tokens import public_jwk
from tests.central.api.conftest import API, Api, assertion
from tests.central.api.test_auth import enrolled, refresh
from tests.central.world import Till

PATH = f"{API}/terminals/self/key"


async def offer(api: Api, till: Till, key: Ed25519PrivateKey, **over: Any) -> httpx.Response:
    body = {
        "public_key": public_jwk(raw_public(key)),
        "client_assertion": over.pop("client_assertion", None) or assertion(till, api.world.clock),
    }
    headers = over.pop("headers", None) or api.token(till.principal)
    return await api.client.post(PATH, json={**body, **over}, headers=headers)


async def test_both_keys_hold_until_the_new_one_has_signed_and_then_only_that(api: Api) -> None:
    till, token = await enrolled(api)
    after = replace(till, key=Ed25519PrivateKey.generate())
    for _ in range(2):  # a lost answer is asked for again
        response = await offer(api, till, after.key)
        assert (response.status_code, response.json()) == (200, {"terminal_id": till.terminal_id})
    token = (await refresh(api, till, token)).json()["refresh_token"]
    token = (await refresh(api, after, token)).json()["refresh_token"]
    refused = await refresh(api, till, token)
    assert (refused.status_code, refused.json()["code"]) == (401, "INVALID_GRANT")
    assert (await refresh(api, after, token)).status_code == 200
    assert (await offer(api, after, after.key)).status_code == 200  # in use already
    rows = await api.world.rows(
        "SELECT public_key, valid_to FROM pos.till_keys WHERE terminal_id = $1 ORDER BY valid_to",
        till.terminal_id,
    )
    assert [tuple(row) for row in rows] == [
        (raw_public(till.key), api.world.clock.now()),
        (raw_public(after.key), None),
    ]


async def test_an_offer_that_has_not_signed_is_replaced_and_enrolling_again_forgets_it(api: Api) -> None:
    till, token = await enrolled(api)
    lost, after = (replace(till, key=Ed25519PrivateKey.generate()) for _ in range(2))
    await offer(api, till, lost.key)
    await offer(api, till, after.key)
    assert (await refresh(api, lost, token)).status_code == 401
    assert (await refresh(api, after, token)).status_code == 200


async def test_only_the_terminal_itself_with_a_key_it_has_offers_one(api: Api) -> None:
    till, _ = await enrolled(api)
    stranger, key = api.world.stranger, Ed25519PrivateKey.generate()
    body = {"public_key": public_jwk(raw_public(key)), "client_assertion": "x"}
    assert (await api.client.post(PATH, json=body)).status_code == 401
    assert (await offer(api, till, key, headers=api.person("administrator"))).status_code == 403
    for response in (
        await offer(api, till, key, client_assertion=assertion(replace(till, key=key), api.world.clock)),
        await offer(api, till, key, headers=api.token(stranger.principal)),
        await offer(api, till, key, client_assertion=assertion(api.world.till, api.world.clock)),
        await offer(api, till, key, client_assertion="x"),
    ):
        assert (response.status_code, response.json()["code"]) == (401, "INVALID_GRANT")
    proof = assertion(till, api.world.clock)
    assert (await offer(api, till, key, client_assertion=proof)).status_code == 200
    assert (await offer(api, till, key, client_assertion=proof)).status_code == 401
    assert (await offer(api, till, key, wish=1)).status_code == 422
    await api.services.terminals.disable(till.terminal_id, till.principal)
    assert (await offer(api, till, key)).json()["code"] == "TERMINAL_DISABLED"
