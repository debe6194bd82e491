"""Public keys of an external Auth Service (RFC 7517): fetched, kept ten minutes, outliving their rotation."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from central.services.ports import IssuerUnavailableError
from core.ports.clock import Clock

_LOG: Final = logging.getLogger("cuadre.central")
FRESH_S: Final = 600.0
STALE_S: Final = 86_400.0
"""So long keys hold while their issuer cannot be reached."""
PAUSE_S: Final = 10.0
"""Between two requests: tokens with made-up key ids ask no oftener."""
TIMEOUT_S: Final = 5.0
OVERLAP_S: Final = 60.0
"""The issuer may have signed with a key for a moment after it had left the list we know."""
FORGET_S: Final = 3_600.0
"""No token lives so long."""
MAX_BYTES: Final = 64 * 1024
MIN_RSA_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A key of the issuer and the one algorithm it verifies: never what a token's header asks for."""

    public: Ed25519PublicKey | RSAPublicKey
    algorithm: str


@dataclass(frozen=True, slots=True)
class _Gone:
    """A key that left the list, and when that was seen (Unix seconds)."""

    key: IssuerKey
    at: float


class JwksCache:
    """The issuer's keys by their id; one request at a time, and not more than one in ten seconds."""

    def __init__(self, url: str, client: httpx.AsyncClient, clock: Clock) -> None:
        """``url`` is ``https://…``, or ``http://`` to this machine.

        Raises:
            ValueError: it is neither.
        """
        demand_safe(url)
        self._url, self._client, self._clock = url, client, clock
        self._lock = asyncio.Lock()
        self._keys: Mapping[str, IssuerKey] = {}
        self._gone: Mapping[str, _Gone] = {}
        self._fetched: float | None = None
        self._asked: float | None = None
        self._failing = False

    async def find(self, kid: str, issued_at: float) -> IssuerKey | None:
        """The key of an id for a token of this time; an unknown id, like an old list, costs one request.

        Raises:
            IssuerUnavailableError: it is not known, and the issuer cannot be asked.
        """
        if self._age() >= FRESH_S:
            await self._ask()
        found = self._known(kid, issued_at)
        if found is None and kid not in self._gone:
            await self._ask()
            found = self._known(kid, issued_at)
        if found is None and self._failing:
            raise IssuerUnavailableError("the keys of the token issuer cannot be fetched")
        return found

    def _known(self, kid: str, issued_at: float) -> IssuerKey | None:
        if self._age() > STALE_S:
            return None
        if kid in self._keys:
            return self._keys[kid]
        gone = self._gone.get(kid)
        return gone.key if gone is not None and issued_at <= gone.at + OVERLAP_S else None

    def _age(self) -> float:
        return float("inf") if self._fetched is None else self._clock.monotonic() - self._fetched

    async def _ask(self) -> None:
        async with self._lock:
            now = self._clock.monotonic()
            if self._asked is not None and now - self._asked < PAUSE_S:
                return  # somebody has just asked
            self._asked = now
            try:
                keys = await asyncio.wait_for(self._fetch(), TIMEOUT_S)
            except (httpx.HTTPError, ValueError, TimeoutError) as error:
                if not self._failing:
                    _LOG.warning("keys of the token issuer cannot be fetched: %s", type(error).__name__)
                self._failing = True
                return
            self._take(keys, now)

    async def _fetch(self) -> Mapping[str, IssuerKey]:
        body = bytearray()
        async with self._client.stream("GET", self._url, headers={"Accept": "application/json"}) as answer:
            if answer.status_code != 200:
                raise ValueError(f"status {answer.status_code}")
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise ValueError("too long")
        return read_keys(json.loads(body))

    def _take(self, keys: Mapping[str, IssuerKey], now: float) -> None:
        wall = self._clock.now().timestamp()
        gone = {kid: old for kid, old in self._gone.items() if wall - old.at < FORGET_S and kid not in keys}
        for kid, key in self._keys.items():
            if kid not in keys:
                gone[kid] = _Gone(key, wall)
        if self._failing:
            _LOG.info("keys of the token issuer are fetched again")
        self._keys, self._gone, self._fetched, self._failing = keys, gone, now, False


def read_keys(body: Any) -> Mapping[str, IssuerKey]:
    """Signing keys of a JWK set that we can use; others in it are passed over.

    Raises:
        ValueError: not one is left, so it is no list of this issuer.
    """
    listed = _object(body).get("keys")
    listed = cast("list[object]", listed) if isinstance(listed, list) else []
    found: dict[str, IssuerKey] = {}
    for entry in map(_object, listed):
        key = _read_key(entry)
        if key is not None:
            found[entry["kid"]] = key
    if not found:
        raise ValueError("no usable key")
    return found


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _read_key(entry: dict[str, Any]) -> IssuerKey | None:
    if not isinstance(entry.get("kid"), str) or entry.get("use", "sig") != "sig":
        return None
    try:
        public: object = jwt.PyJWK(entry).key
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        return None
    if isinstance(public, Ed25519PublicKey):
        key = IssuerKey(public, "EdDSA")
    elif isinstance(public, RSAPublicKey) and public.key_size >= MIN_RSA_BITS:
        key = IssuerKey(public, "RS256")
    else:
        return None
    return key if entry.get("alg", key.algorithm) == key.algorithm else None


def demand_safe(url: str) -> None:
    """Keys come over TLS, or from this machine.

    Raises:
        ValueError: they would not.
    """
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and _is_this_machine(parts.hostname or ""):
        return
    raise ValueError(f"not https: {url}")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
