"""Signed bundles as a centre makes them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.contract.signed import BUNDLE_TYPE, LIMITS_TYPE
from tests.fakes.store import LOCAL, ORGANIZATION, START

KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PIN: Final = {"m": 8, "t": 1, "p": 1, "salt": "00" * 16, "pepper_id": "1", "hash": "ab" * 32}


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(payload: Mapping[str, Any], key: Ed25519PrivateKey = KEY, **header: Any) -> str:
    """A compact JWS; header fields replace those a centre writes, None leaves one out."""
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(public(key))}
    head = {"alg": "EdDSA", "kid": "k", "typ": BUNDLE_TYPE, "jwk": jwk} | header
    head = {name: value for name, value in head.items() if value is not None}
    text = ".".join(b64(json.dumps(part).encode()) for part in (head, payload))
    return f"{text}.{b64(key.sign(text.encode()))}"


def member(staff_id: str = "ana", number: int = 1, **changes: Any) -> dict[str, Any]:
    """A cashier with a PIN."""
    return {
        "staff_id": staff_id,
        "number": number,
        "name": staff_id.title(),
        "role": "cashier",
        "permissions": ["pos:create"],
        "pin": PIN,
    } | changes


def bundle(*staff: Mapping[str, Any], issued: datetime = START, **changes: Any) -> dict[str, Any]:
    """Payload for the till of `tests.fakes.store`, three days long."""
    return {
        "version": 1,
        "organization_id": ORGANIZATION,
        "local_id": LOCAL,
        "issued_at": issued.isoformat(),
        "expires_at": (issued + timedelta(hours=72)).isoformat(),
        "staff": list(staff or (member(),)),
    } | changes


def signed_limits(limits: Mapping[str, Any], key: Ed25519PrivateKey = KEY, **shop: str) -> str:
    """Offline limits for the till of `tests.fakes.store`, or for another shop."""
    whose = {"organization_id": ORGANIZATION, "local_id": LOCAL} | shop
    return signed({**limits, **whose}, key, typ=LIMITS_TYPE)
