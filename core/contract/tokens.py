"""Access tokens and the terminal's client assertion (central.md section 11).

The assertion is a compact JWS (RFC 7515, EdDSA) that a terminal signs with its own Ed25519 key. It is
built here without any cryptography: the key stays behind ``sign``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

TOKEN_AUDIENCE: Final = "cuadre-pos"  # noqa: S105 an audience, not a secret
"""``aud`` of access tokens."""
ASSERTION_AUDIENCE: Final = "cuadre-pos/auth/token"
"""``aud`` of client assertions."""
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS: Final = 60
"""Longest life of an assertion; ``iat`` is server time as the till knows it (own clock plus offset)."""
GRANT_REFRESH: Final = "refresh_token"
GRANT_CASHIER: Final = "urn:cuadre:cashier"


class TokenAnswer(BaseModel):
    """Answer of ``POST /api/v1/pos/auth/token``.

    Attributes:
        access_token: JWT, EdDSA, at most 15 minutes.
        expires_in: Seconds until the access token ends.
        refresh_token: The successor; the one presented stays good until this one has been used once.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 the scheme, not a secret
    expires_in: int
    refresh_token: str

    def __repr__(self) -> str:
        """Never the tokens: records and tracebacks show this."""
        return "TokenAnswer(…)"

    __str__ = __repr__


TOKEN_ANSWER: Final = TypeAdapter(TokenAnswer)


def client_assertion(
    *,
    terminal_id: str,
    organization_id: str,
    local_id: str,
    jti: str,
    issued_at: datetime,
    sign: Callable[[bytes], bytes],
    seconds: int = ASSERTION_SECONDS,
) -> str:
    """A signed assertion for ``POST /api/v1/pos/auth/token``.

    Args:
        terminal_id: Subject and issuer; the organization and shop tell the centre which row holds its key.
        organization_id: From the enrolment answer.
        local_id: From the enrolment answer.
        jti: Fresh identifier (UUID); the centre takes each one once.
        issued_at: Aware; server time as the till knows it (own clock plus measured offset).
        sign: Ed25519 signature (64 bytes) of the given bytes by the terminal's key.
        seconds: Life, at most `ASSERTION_SECONDS`.
    """
    issued = int(issued_at.timestamp())
    claims = {
        "iss": terminal_id,
        "sub": terminal_id,
        "aud": ASSERTION_AUDIENCE,
        "iat": issued,
        "exp": issued + min(seconds, ASSERTION_SECONDS),
        "jti": jti,
        "terminal_id": terminal_id,
        "organization_id": organization_id,
        "local_id": local_id,
    }
    head = _part({"alg": "EdDSA", "typ": "JWT"})
    signed = f"{head}.{_part(claims)}"
    return f"{signed}.{_b64(sign(signed.encode('ascii')))}"


def public_jwk(raw_public_key: bytes) -> dict[str, str]:
    """An Ed25519 public key (32 raw bytes) as a JWK (RFC 8037).

    Raises:
        ValueError: the key is not 32 bytes long.
    """
    if len(raw_public_key) != 32:
        raise ValueError("an Ed25519 public key has 32 bytes")
    return {"kty": "OKP", "crv": "Ed25519", "x": _b64(raw_public_key)}


def _part(value: dict[str, object] | dict[str, str] | dict[str, str | int]) -> str:
    return _b64(json.dumps(value, separators=(",", ":")).encode())


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
