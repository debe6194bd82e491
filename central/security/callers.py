"""Who calls: by a token of this service, or of an external Auth Service (central.md section 11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import jwt

from central.security.tokens import (
    LEEWAY_S,
    MAX_SECONDS,
    REQUIRED,
    JwtAccessTokens,
    claims_options,
    demand_time,
    issued_at,
    principal_of,
)
from central.services.ports import TokenError
from central.services.values import Principal
from core.contract.tokens import TOKEN_AUDIENCE

if TYPE_CHECKING:
    from central.security.jwks import JwksCache

_MAX_KID: Final = 200


class ExternalTokens:
    """Access tokens of an external issuer; they speak for people: a terminal is known by its own key."""

    def __init__(self, issuer: str, keys: JwksCache) -> None:
        self.issuer = issuer
        self._keys = keys

    async def verify(self, token: str, now: datetime) -> Principal:
        """As `central.services.ports.Callers.principal`."""
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            if not isinstance(kid, str) or len(kid) > _MAX_KID:
                raise TokenError
            key = await self._keys.find(kid, issued_at(_unproven(token)))
            if key is None:
                raise TokenError
            claims = jwt.decode(
                token,
                key.public,
                algorithms=[key.algorithm],
                audience=TOKEN_AUDIENCE,
                issuer=self.issuer,
                options=claims_options(REQUIRED),
            )
        except jwt.InvalidTokenError as error:
            raise TokenError from error
        demand_time(claims, now, MAX_SECONDS, leeway=LEEWAY_S)
        if "terminal_id" in claims:
            raise TokenError
        return principal_of(claims)


class TokenCallers:
    """See `central.services.ports.Callers`."""

    def __init__(self, own: JwtAccessTokens, external: ExternalTokens | None = None) -> None:
        self._own = own
        self._external = external

    async def principal(self, token: str, now: datetime) -> Principal:
        """By the issuer that the token names; which of both it may be is proven by its key."""
        external = self._external
        if external is None:
            return self._own.verify(token, now)
        try:
            named = _unproven(token).get("iss")
        except jwt.InvalidTokenError as error:
            raise TokenError from error
        return await external.verify(token, now) if named == external.issuer else self._own.verify(token, now)


def _unproven(token: str) -> Mapping[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims
