"""What the centre signs for tills to hold without it: the staff bundle and the offline limits.

Compact JWS (RFC 7515) with EdDSA, built here without any cryptography: the key stays behind ``sign``. What
kind of content it is stands in the header's ``typ``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Final

from core.contract.changes import LimitsConfig
from core.contract.tokens import public_jwk

BUNDLE_TYPE: Final = "cuadre-staff+jws"
LIMITS_TYPE: Final = "cuadre-limits+jws"


class SignedLimits(LimitsConfig):
    """Payload of ``LimitsConfig.jws``: the same limits, and whose they are."""

    organization_id: str
    local_id: str


def sign_jws(payload: bytes, *, kind: str, kid: str, key: bytes, sign: Callable[[bytes], bytes]) -> str:
    """A compact JWS over a payload.

    Args:
        payload: JSON.
        kind: `BUNDLE_TYPE` or `LIMITS_TYPE`.
        kid: Thumbprint of the key (RFC 7638).
        key: Its public half, 32 raw bytes; a till that has pinned none takes it from the header.
        sign: Ed25519 signature (64 bytes) of the given bytes.
    """
    head = {"alg": "EdDSA", "kid": kid, "typ": kind, "jwk": public_jwk(key)}
    signed = f"{_b64(json.dumps(head, separators=(',', ':')).encode())}.{_b64(payload)}"
    return f"{signed}.{_b64(sign(signed.encode('ascii')))}"


def key_to_text(key: bytes) -> str:
    """An Ed25519 public key as base64url without padding."""
    return _b64(key)


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
