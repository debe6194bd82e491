"""Signing with the till's key, and checking against the keys of the shop (ADR 85)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.security.signing import KeySigner, StoredKeys, signer_of
from app.store.till import TillStore
from core.domain.till_keys import TillKey
from core.ports.secrets import TERMINAL_KEY, SecretState
from tests.fakes.secrets import MemorySecrets
from tests.fakes.store import open_till
from tests.strictness import ExpectedLogs

PRIVATE = bytes(range(32))
SIGNER = KeySigner(PRIVATE)
KEY = TillKey(SIGNER.public_key, "0198f0c0-0000-7000-8000-000000000001", "Caja 01")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TillStore]:
    opened = open_till(tmp_path)
    opened.runner.run(lambda unit: unit.replace_till_keys([KEY]))
    yield opened
    opened.close()


def test_the_key_of_the_secret_store_signs() -> None:
    secrets = MemorySecrets()
    secrets.put(TERMINAL_KEY, PRIVATE)
    signer = signer_of(secrets)
    assert signer is not None
    assert (signer.key_id, signer.sign(b"x")) == (KEY.key_id, SIGNER.sign(b"x"))
    assert len(signer.sign(b"x")) == 64


@pytest.mark.parametrize("state", [None, SecretState.LOCKED, SecretState.CORRUPT])
def test_without_a_key_nothing_signs(state: SecretState | None) -> None:
    secrets = MemorySecrets()
    secrets.get_fails = state
    assert signer_of(secrets) is None


def test_a_damaged_key_signs_nothing(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the till's key is damaged")
    secrets = MemorySecrets()
    secrets.put(TERMINAL_KEY, b"short")
    assert signer_of(secrets) is None


def test_a_known_key_is_found_and_checks_what_it_signed_and_nothing_else(store: TillStore) -> None:
    reader = store.reader()
    ring = StoredKeys(reader)
    assert ring.find(KEY.key_id) == KEY
    assert ring.find("ffffffffffff") is None
    signature = SIGNER.sign(b"receipt")
    assert ring.verify(KEY, signature, b"receipt")
    assert not ring.verify(KEY, signature, b"other")
    assert not ring.verify(KEY, signature[:-1], b"receipt")
    assert not ring.verify(TillKey(bytes(31), "", ""), signature, b"receipt")
    reader.close()
