"""Access tokens and client assertions as JWTs (RFC 7519, RFC 8037): EdDSA alone, time from the port."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jwt.types import Options

from central.security.keys import KeyRing
from central.services.ports import TokenError
from central.services.values import Principal
from core.contract.tokens import ASSERTION_AUDIENCE, ASSERTION_SECONDS, TOKEN_AUDIENCE
from core.domain.ids import is_uuid
from core.ports.clock import IdSource

MAX_SECONDS: Final = 900
LEEWAY_S: Final = 30
REQUIRED: Final = ["iss", "aud", "sub", "exp", "nbf", "iat", "jti"]
"""Claims of every access token."""
_IDENTIFIERS: Final = ("cashier_id", "local_id", "organization_id")


class JwtAccessTokens:
    """Issues and checks access tokens of at most 15 minutes."""

    def __init__(self, keys: KeyRing, issuer: str, ids: IdSource) -> None:
        self._keys = keys
        self._issuer = issuer
        self._ids = ids

    @property
    def issuer(self) -> str:
        """``iss`` of the tokens."""
        return self._issuer

    def issue(self, principal: Principal, now: datetime, seconds: int = MAX_SECONDS) -> str:
        """A signed token for a principal; ``seconds`` is capped at 900."""
        self._keys.refresh()
        issued = int(now.timestamp())
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": TOKEN_AUDIENCE,
            "sub": principal.terminal_id or principal.cashier_id,
            "iat": issued,
            "nbf": issued,
            "exp": issued + min(seconds, MAX_SECONDS),
            "jti": self._ids.uuid7(),
            "cashier_id": principal.cashier_id,
            "local_id": principal.local_id,
            "organization_id": principal.organization_id,
            "permissions": sorted(principal.permissions),
        }
        if principal.terminal_id is not None:
            claims |= {"terminal_id": principal.terminal_id, "epoch": principal.epoch}
        return jwt.encode(claims, self._keys.issuer_key, algorithm="EdDSA", headers={"kid": self._keys.kid})

    def verify(self, token: str, now: datetime) -> Principal:
        """See `central.services.ports.AccessTokens`."""
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            unproven: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
            public = self._keys.verifier(kid, issued_at(unproven))
            if public is None:
                raise TokenError
            claims = jwt.decode(
                token,
                public,
                algorithms=["EdDSA"],
                audience=TOKEN_AUDIENCE,
                issuer=self._issuer,
                options=claims_options(REQUIRED),
            )
        except jwt.InvalidTokenError as error:
            raise TokenError from error
        demand_time(claims, now, MAX_SECONDS, leeway=0)
        return principal_of(claims)


class JwtAssertions:
    """Client assertions of terminals: at most 60 s, each ``jti`` once (the caller keeps count)."""

    def claims(self, assertion: str) -> Mapping[str, Any]:
        """Unverified claims with canonical identifiers."""
        try:
            claims: dict[str, Any] = jwt.decode(assertion, options={"verify_signature": False})
        except jwt.InvalidTokenError as error:
            raise TokenError from error
        for name in ("terminal_id", "organization_id", "local_id"):
            if not _is_identifier(claims.get(name)):
                raise TokenError
        return claims

    def verify(self, assertion: str, public_key: bytes, now: datetime) -> tuple[str, datetime]:
        """See `central.services.ports.Assertions`."""
        try:
            claims = jwt.decode(
                assertion,
                Ed25519PublicKey.from_public_bytes(public_key),
                algorithms=["EdDSA"],
                audience=ASSERTION_AUDIENCE,
                options=claims_options(["iss", "sub", "aud", "iat", "exp", "jti"]),
            )
        except jwt.InvalidTokenError as error:
            raise TokenError from error
        subject = claims.get("terminal_id")
        jti = claims["jti"]
        if claims["iss"] != subject or claims["sub"] != subject or not isinstance(jti, str) or len(jti) > 100:
            raise TokenError
        demand_time(claims, now, ASSERTION_SECONDS, leeway=LEEWAY_S)
        return jti, datetime.fromtimestamp(claims["exp"], UTC) + timedelta(seconds=LEEWAY_S)


def issued_at(claims: Mapping[str, Any]) -> float:
    """``iat`` in Unix seconds; infinity when there is none, since no key signs so late."""
    issued = claims.get("iat")
    return float(issued) if isinstance(issued, int) else inf


def claims_options(required: list[str]) -> Options:
    """Times are checked here, by the clock port, and not by the library's own clock."""
    return {"require": required, "verify_exp": False, "verify_nbf": False, "verify_iat": False}


def demand_time(claims: Mapping[str, Any], now: datetime, longest: int, *, leeway: int) -> None:
    """A token holds at this moment, and for no longer than it may.

    Args:
        claims: With ``iat`` and ``exp``; ``nbf`` where there is one.
        now: The centre's clock.
        longest: Seconds of life.
        leeway: Seconds by which the issuer's clock may be behind.

    Raises:
        TokenError: it does not; ``expired`` where only the moment is wrong.
    """
    issued, ends = claims["iat"], claims["exp"]
    starts = claims.get("nbf", issued)
    if any(isinstance(value, bool) or not isinstance(value, int) for value in (issued, ends, starts)):
        raise TokenError
    if not 0 < ends - issued <= longest:
        raise TokenError
    moment = now.timestamp()
    if moment >= ends + leeway or moment < max(issued, starts) - LEEWAY_S:
        raise TokenError(expired=True)


def principal_of(claims: Mapping[str, Any]) -> Principal:
    """Who proven claims speak for.

    Raises:
        TokenError: an identifier is missing or is none.
    """
    terminal_id, epoch = claims.get("terminal_id"), claims.get("epoch")
    permissions = claims.get("permissions", [])
    if not all(_is_identifier(claims.get(name)) for name in _IDENTIFIERS):
        raise TokenError
    if terminal_id is not None and not _is_identifier(terminal_id):
        raise TokenError
    if not isinstance(permissions, list):
        raise TokenError
    return Principal(
        organization_id=claims["organization_id"],
        local_id=claims["local_id"],
        cashier_id=claims["cashier_id"],
        permissions=frozenset(str(name) for name in permissions),  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        terminal_id=terminal_id,
        epoch=epoch if isinstance(epoch, int) else None,
    )


def _is_identifier(value: object) -> bool:
    return isinstance(value, str) and is_uuid(value)
