from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from core.contract.terminals import EnrolmentAnswer, Pepper, normalize_pairing_code
from core.contract.tokens import ASSERTION_AUDIENCE, TokenAnswer, client_assertion, public_jwk

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def make(key: Ed25519PrivateKey, seconds: int = 60) -> str:
    return client_assertion(
        terminal_id="t",
        organization_id="o",
        local_id="l",
        jti="j",
        issued_at=NOW,
        sign=key.sign,
        seconds=seconds,
    )


def test_an_assertion_is_a_jwt_that_a_library_of_others_verifies() -> None:
    key = Ed25519PrivateKey.generate()
    claims = jwt.decode(
        make(key),
        key.public_key(),
        algorithms=["EdDSA"],
        audience=ASSERTION_AUDIENCE,
        options={"verify_exp": False, "verify_iat": False},
    )
    assert (claims["iss"], claims["sub"], claims["jti"]) == ("t", "t", "j")
    assert claims["exp"] - claims["iat"] == 60
    assert claims["iat"] == int(NOW.timestamp())


def test_an_assertion_never_lives_longer_than_a_minute() -> None:
    claims = jwt.decode(make(Ed25519PrivateKey.generate(), 3600), options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 60


def test_a_public_key_becomes_a_jwk_that_reads_back() -> None:
    key = Ed25519PrivateKey.generate().public_key()
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    read = jwt.PyJWK({**public_jwk(raw), "alg": "EdDSA"}).key
    assert read.public_bytes(Encoding.Raw, PublicFormat.Raw) == raw
    with pytest.raises(ValueError, match="32 bytes"):
        public_jwk(raw[:31])


@pytest.mark.parametrize("text", ["7KQ2MX4D", "7kq2-mx4d", " 7KQ2 MX4D ", "7kq2mx4d"])
def test_pairing_codes_are_read_as_people_type_them(text: str) -> None:
    assert normalize_pairing_code(text) == "7KQ2MX4D"


@pytest.mark.parametrize(
    ("text", "code"), [("OIL00000", "01100000"), ("7KQ2MX4U", None), ("7KQ2", None), ("", None)]
)
def test_look_alikes_are_mended_and_the_rest_refused(text: str, code: str | None) -> None:
    assert normalize_pairing_code(text) == code


def test_secrets_do_not_show() -> None:
    tokens = TokenAnswer(access_token="aaa", expires_in=900, refresh_token="rrr")
    pepper = Pepper(id=1, value="ppp")
    construct: Any = EnrolmentAnswer.model_construct
    answer = construct(terminal_id="t", epoch=1, tokens=tokens, pin_pepper=pepper, approval_key="kkk")
    for value in (tokens, pepper, answer):
        for text in (repr(value), str(value), f"{value}"):
            assert not any(secret in text for secret in ("aaa", "rrr", "ppp", "kkk"))
