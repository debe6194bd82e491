"""The token desk of the fake centre: pairing codes, keys, access and refresh tokens."""

from __future__ import annotations

import base64
import json
import secrets as random_source
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.contract.terminals import EnrolmentRequest
from core.contract.tokens import ASSERTION_AUDIENCE, public_jwk

Json = dict[str, Any]

OTHER_TILL = "0198f0c0-0000-7000-8000-000000000002"
OTHER_KEY = bytes(range(32, 64))


class TokenDesk:
    """Pairing codes, keys, access and refresh tokens by the rules of central.md section 11."""

    def __init__(self) -> None:
        self.codes: dict[str, str | None] = {}
        self.keys: dict[str, str] = {}
        self.answers: dict[str, Json] = {}
        self.access: set[str] = set()
        self.current: str | None = None
        self.predecessor: str | None = None
        self.seen_jti: set[str] = set()
        self.revoked = False
        self.refreshes = 0
        self.presented: list[str] = []
        self.disabled = False

    def enrol(self, request: EnrolmentRequest, now: str) -> tuple[int, Json]:
        """Single use per key: the same code with the same key gets the same answer again."""
        if request.pairing_code not in self.codes:
            return 404, problem_body(404, "PAIRING_CODE_INVALID")
        used_by = self.codes[request.pairing_code]
        if used_by not in (None, request.public_key.x):
            return 409, problem_body(409, "PAIRING_CODE_USED")
        if used_by is None:
            self.codes[request.pairing_code] = request.public_key.x
            self.answers[request.pairing_code] = self._answer(request, now)
        return 201, self.answers[request.pairing_code]

    def _answer(self, request: EnrolmentRequest, now: str) -> Json:
        terminal = request.terminal_id or "0198f0c0-0000-7000-8000-000000000001"
        self.keys[terminal] = request.public_key.x
        self.current, self.predecessor, self.revoked = random_source.token_urlsafe(32), None, False
        epoch = 1 if request.anchors is None else request.anchors.epoch + 1
        held = {} if request.anchors is None else request.anchors.series
        return {
            "terminal_id": terminal,
            "organization_id": "0198f0c0-0000-7000-8000-0000000000aa",
            "local_id": "0198f0c0-0000-7000-8000-0000000000bb",
            "cashier_id": "0198f0c0-0000-7000-8000-0000000000cc",
            "epoch": epoch,
            "enrolment_nonce": bytes(range(32)).hex(),
            "series": [
                {"doc_type": "sale", "series": "0001", "prefix": "0001", "next": held.get("0001", 0) + 1}
            ],
            "pin_pepper": {"id": 3, "value": random_source.token_hex(32)},
            "approval_key": random_source.token_hex(32),
            "bundle_key": {"kty": "OKP", "crv": "Ed25519", "x": request.public_key.x},
            "issuer": "https://pos.example",
            "tokens": self._tokens(),
            "limits": {"batch_items": 50, "batch_bytes": 524288},
            "server_time": now,
            "till_keys": [
                {"terminal_id": terminal, "name": "Caja 01", "public_key": request.public_key.model_dump()},
                {
                    "terminal_id": OTHER_TILL,
                    "name": "Caja 02",
                    "public_key": public_jwk(OTHER_KEY),
                    "valid_to": "2026-11-20T00:00:00Z",
                },
            ],
        }

    def _tokens(self) -> Json:
        access = random_source.token_urlsafe(16)
        self.access.add(access)
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 900,
            "refresh_token": self.current,
        }

    def refresh(self, form: dict[str, list[str]], now_s: float) -> tuple[int, Json]:
        """Rotation by use: the predecessor stays good until its successor has been presented."""
        presented = form.get("refresh_token", [""])[0]
        self.presented.append(presented)
        claims = self._claims(form.get("client_assertion", [""])[0])
        if claims is None or not claims["iat"] - 5 <= now_s <= claims["exp"]:
            return 401, problem_body(401, "UNAUTHENTICATED")
        if claims["jti"] in self.seen_jti:
            return 401, problem_body(401, "UNAUTHENTICATED")
        self.seen_jti.add(claims["jti"])
        if self.disabled:
            return 403, problem_body(403, "TERMINAL_DISABLED")
        if self.revoked or presented not in (self.current, self.predecessor):
            self.revoked = True
            return 401, problem_body(401, "INVALID_GRANT")
        self.predecessor, self.current = presented, random_source.token_urlsafe(32)
        self.refreshes += 1
        return 200, self._tokens()

    def _claims(self, assertion: str) -> Json | None:
        try:
            head, body, signature = assertion.split(".")
            claims: Json = json.loads(_unb64(body))
            key = Ed25519PublicKey.from_public_bytes(_unb64(self.keys[claims["sub"]]))
            key.verify(_unb64(signature), f"{head}.{body}".encode())
        except (ValueError, KeyError, InvalidSignature):
            return None
        short = claims["exp"] - claims["iat"] <= 60
        return claims if claims["aud"] == ASSERTION_AUDIENCE and short else None


def problem_body(status: int, code: str) -> Json:
    """Body of ``application/problem+json``."""
    return {
        "type": f"urn:cuadre:problem:{code}",
        "title": code,
        "status": status,
        "detail": code,
        "code": code,
    }


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
