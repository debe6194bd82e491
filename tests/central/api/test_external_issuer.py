"""People's tokens of an external Auth Service (central.md section 11), its keys over a real connection."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.warnings import InsecureKeyLengthWarning

from central.commands import UsageError
from central.compose import Ports, compose
from central.main import create_app
from central.security.callers import ExternalTokens
from central.security.jwks import FRESH_S, JwksCache, demand_safe
from central.security.key_files import raw_public
from central.security.keys import load_keys
from central.services.permissions import permissions_of
from central.settings import Settings
from central.up import external_issuer
from tests.central.api.conftest import API, Api
from tests.central.world import FakeClock, World, fresh_id
from tests.strictness import ExpectedLogs

ISSUER = "https://auth.example"
CLOSED = "cannot be fetched: "


def b64(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8)).rstrip(b"=").decode()


@dataclass
class Signer:
    """A key of the Auth Service."""

    kid: str
    key: Ed25519PrivateKey | RSAPrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def algorithm(self) -> str:
        return "RS256" if isinstance(self.key, RSAPrivateKey) else "EdDSA"

    def jwk(self) -> dict[str, Any]:
        if isinstance(self.key, RSAPrivateKey):
            numbers = self.key.public_key().public_numbers()
            return {"kty": "RSA", "kid": self.kid, "n": b64(numbers.n), "e": b64(numbers.e)}
        x = base64.urlsafe_b64encode(raw_public(self.key)).rstrip(b"=").decode()
        return {"kty": "OKP", "crv": "Ed25519", "kid": self.kid, "x": x, "use": "sig", "alg": "EdDSA"}


class KeyServer(ThreadingHTTPServer):
    """The Auth Service's list of keys on a loopback address."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.body: bytes = b""
        self.status = 200
        self.asked = 0
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/jwks.json"

    def publish(self, *signers: Signer) -> None:
        self.status, self.body = 200, json.dumps({"keys": [one.jwk() for one in signers]}).encode()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, KeyServer)
        self.server.asked += 1
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class's name
        """Says nothing."""


@pytest.fixture
def issuer() -> Iterator[KeyServer]:
    made = KeyServer()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
async def outer(world: World, issuer: KeyServer, tmp_path: Path) -> AsyncIterator[Api]:
    """The application, with an external issuer besides its own."""
    keys = load_keys(tmp_path / "keys")
    async with httpx.AsyncClient(trust_env=False) as fetcher:
        external = ExternalTokens(ISSUER, JwksCache(issuer.url, fetcher, world.clock))
        services = compose(world.engine, keys, "urn:cuadre:central", Ports(world.clock, world.ids), external)
        transport = httpx.ASGITransport(create_app(services))
        async with httpx.AsyncClient(transport=transport, base_url="http://centre") as client:
            yield Api(client, services, world, keys, tmp_path)


def token(api: Api, signer: Signer, headers: dict[str, Any] | None = None, **over: Any) -> str:
    tenant, now = api.world.till.tenant, int(api.world.clock.now().timestamp())
    person = fresh_id()
    claims = {
        **{"iss": ISSUER, "aud": "cuadre-pos", "sub": person, "jti": fresh_id()},
        **{"iat": now, "nbf": now, "exp": now + 900, "cashier_id": person},
        **{"organization_id": tenant.organization_id, "local_id": tenant.local_id},
        "permissions": sorted(permissions_of("manager")),
    }
    claims |= over
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, signer.key, signer.algorithm, headers=headers or {"kid": signer.kid})


async def ask(api: Api, text: str) -> tuple[int, str | None]:
    response = await api.client.get(f"{API}/reviews", headers={"Authorization": f"Bearer {text}"})
    return response.status_code, response.json().get("code")


OK, REFUSED, LATER = (200, None), (401, "UNAUTHENTICATED"), (503, "RETRY")


async def test_people_of_both_issuers_are_known_and_the_list_is_fetched_once(
    outer: Api, issuer: KeyServer
) -> None:
    plain, rsa = Signer("a"), Signer("b", generate_private_key(65537, 2048))
    issuer.publish(plain, rsa)
    for _ in range(3):
        assert await ask(outer, token(outer, plain)) == OK
        assert await ask(outer, token(outer, rsa)) == OK
        assert await ask(outer, outer.person("manager")["Authorization"].partition(" ")[2]) == OK
    assert issuer.asked == 1
    assert await ask(outer, token(outer, plain, permissions=[])) == (403, "FORBIDDEN")


async def test_fault_55_keys_rotated_an_unknown_kid_asks_once_and_the_old_one_is_good_until_its_tokens_end(
    outer: Api, issuer: KeyServer
) -> None:
    old, new = Signer("old"), Signer("new")
    issuer.publish(old)
    before = token(outer, old)
    assert await ask(outer, before) == OK
    outer.world.clock.forward(300)
    issuer.publish(new)
    assert await ask(outer, token(outer, new)) == OK
    assert issuer.asked == 2
    outer.world.clock.forward(599)
    assert await ask(outer, before) == OK
    late = token(outer, old)
    assert await ask(outer, late) == REFUSED  # signed when the key had long left the list
    outer.world.clock.forward(32)
    assert await ask(outer, before) == (401, "TOKEN_EXPIRED")


async def test_made_up_kids_do_not_make_us_ask_again_and_again(outer: Api, issuer: KeyServer) -> None:
    known = Signer("known")
    issuer.publish(known)
    for number in range(20):
        assert await ask(outer, token(outer, Signer(f"made-up-{number}"))) == REFUSED
    assert issuer.asked == 1
    assert await ask(outer, token(outer, known)) == OK
    outer.world.clock.forward(11)
    assert await ask(outer, token(outer, Signer("made-up"))) == REFUSED
    assert issuer.asked == 2


async def test_the_list_is_fetched_anew_after_ten_minutes(outer: Api, issuer: KeyServer) -> None:
    signer = Signer("a")
    issuer.publish(signer)
    assert await ask(outer, token(outer, signer)) == OK
    outer.world.clock.forward(FRESH_S - 1)
    assert await ask(outer, token(outer, signer)) == OK
    assert issuer.asked == 1
    outer.world.clock.forward(1)
    assert await ask(outer, token(outer, signer)) == OK
    assert issuer.asked == 2


@pytest.mark.parametrize(
    "answer", [(500, b"{}"), (200, b"<html>"), (200, b'{"keys": []}'), (200, b"[" * 70_000)]
)
async def test_an_issuer_that_cannot_be_asked_is_no_reason_to_refuse_whom_we_know(
    outer: Api, issuer: KeyServer, answer: tuple[int, bytes], expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow(CLOSED)
    signer, other = Signer("a"), Signer("b")
    issuer.status, issuer.body = answer
    assert await ask(outer, token(outer, signer)) == LATER
    outer.world.clock.forward(11)
    issuer.publish(signer)
    assert await ask(outer, token(outer, signer)) == OK
    outer.world.clock.forward(3_600)
    issuer.status, issuer.body = answer
    assert await ask(outer, token(outer, signer)) == OK
    assert await ask(outer, token(outer, other)) == LATER
    outer.world.clock.forward(86_400)
    assert await ask(outer, token(outer, signer)) == LATER
    assert await ask(outer, outer.person("manager")["Authorization"].partition(" ")[2]) == OK


@pytest.mark.parametrize(
    "over",
    [
        {"aud": "another"},
        {"iss": "https://another"},
        {"exp": 2_000_000_000},
        {"nbf": None},
        {"jti": None},
        {"cashier_id": None},
        {"organization_id": "1"},
        {"terminal_id": fresh_id()},
        {"permissions": "pos:admin"},
    ],
)
async def test_what_lacks_a_claim_or_says_to_be_a_terminal_is_refused(
    outer: Api, issuer: KeyServer, over: dict[str, Any]
) -> None:
    signer = Signer("a")
    issuer.publish(signer)
    assert await ask(outer, token(outer, signer, **over)) == REFUSED


async def test_the_key_and_never_the_token_says_how_it_is_signed(outer: Api, issuer: KeyServer) -> None:
    signer, stranger = Signer("a"), Signer("a")
    issuer.publish(signer)
    assert await ask(outer, token(outer, stranger)) == REFUSED
    assert await ask(outer, token(outer, signer, {"kid": "a" * 300})) == REFUSED
    assert await ask(outer, token(outer, signer, {"typ": "JWT"})) == REFUSED
    body = jwt.decode(token(outer, signer), options={"verify_signature": False})
    none = jwt.encode(body, "", "none", headers={"kid": "a"})
    shared = jwt.encode(body, "0" * 64, "HS256", headers={"kid": "a"})
    assert [await ask(outer, text) for text in (none, shared, "no.token.atall")] == [REFUSED] * 3
    own = outer.person("manager")["Authorization"].partition(" ")[2]
    ours = jwt.encode({**body, "iss": "urn:cuadre:central"}, signer.key, "EdDSA", headers={"kid": "a"})
    assert [await ask(outer, own), await ask(outer, ours)] == [OK, REFUSED]


async def test_weak_and_foreign_keys_of_the_list_are_passed_over(outer: Api, issuer: KeyServer) -> None:
    good, weak = Signer("good"), Signer("weak", generate_private_key(65537, 1024))
    issuer.publish(good, weak)
    listed = json.loads(issuer.body)["keys"]
    listed += [{"kty": "oct", "kid": "shared", "k": "MDAw"}, {"kty": "OKP"}, 7, {"kid": "x", "kty": "?"}]
    listed += [{**Signer("enc").jwk(), "use": "enc"}]
    issuer.body = json.dumps({"keys": listed}).encode()
    assert await ask(outer, token(outer, good)) == OK
    with pytest.warns(InsecureKeyLengthWarning):
        text = token(outer, weak)
    assert await ask(outer, text) == REFUSED


@pytest.mark.parametrize(
    "given",
    [
        {"auth_issuer": ISSUER},
        {"auth_jwks_url": "https://auth.example/keys"},
        {"auth_issuer": "urn:cuadre:central", "auth_jwks_url": "https://auth.example/keys"},
        {"auth_issuer": ISSUER, "auth_jwks_url": "http://auth.example/keys"},
    ],
)
async def test_settings_that_cannot_be_meant_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="CUADRE_CENTRAL_AUTH"):
        async with external_issuer(Settings(**given), FakeClock()):
            pass


async def test_without_settings_there_is_no_external_issuer() -> None:
    async with external_issuer(Settings(), FakeClock()) as none:
        assert none is None


async def test_both_settings_make_one_that_fetches_keys(outer: Api, issuer: KeyServer) -> None:
    signer = Signer("a")
    issuer.publish(signer)
    given = Settings(auth_issuer=ISSUER, auth_jwks_url=issuer.url)
    async with external_issuer(given, outer.world.clock) as made:
        assert made is not None
        who = await made.verify(token(outer, signer), outer.world.clock.now())
    assert who.permissions == permissions_of("manager")


@pytest.mark.parametrize("url", ["http://auth.example/keys", "ftp://127.0.0.1/", "https://", "keys.json"])
def test_keys_come_over_tls_or_from_this_machine(url: str) -> None:
    with pytest.raises(ValueError, match="not https"):
        demand_safe(url)


@pytest.mark.parametrize("url", ["https://auth.example/keys", "http://localhost:1/k", "http://[::1]:1/k"])
def test_addresses_that_may_give_keys(url: str) -> None:
    demand_safe(url)
