from __future__ import annotations

import pytest

from app.compose.customers import KEY_NAME, customer_seal
from core.ports.secrets import Secret, SecretState
from tests.fakes.clock import SeededIds
from tests.fakes.secrets import MemorySecrets
from tests.strictness import ExpectedLogs

REFUSAL = r"WARNING app\.compose\.customers: the key of the customers cannot be had"


def test_the_key_is_made_once_and_kept_with_the_other_secrets() -> None:
    secrets = MemorySecrets()
    first = customer_seal(secrets, SeededIds(1))
    assert secrets.puts == [KEY_NAME]
    sealed = first.seal("a", b"plain")
    again = customer_seal(secrets, SeededIds(2))
    assert again.open("a", sealed) == b"plain"
    assert secrets.puts == [KEY_NAME]
    assert isinstance(secrets.get(KEY_NAME), Secret)


@pytest.mark.parametrize("state", [SecretState.LOCKED, SecretState.UNAVAILABLE, SecretState.CORRUPT])
def test_a_locked_vault_stops_nothing_and_overwrites_nothing(
    state: SecretState, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect(REFUSAL)
    secrets = MemorySecrets()
    kept = customer_seal(secrets, SeededIds(1)).seal("a", b"plain")
    secrets.get_fails = state
    assert customer_seal(secrets, SeededIds(2)).open("a", kept) is None
    secrets.get_fails = None
    assert customer_seal(secrets, SeededIds(3)).open("a", kept) == b"plain"


def test_a_vault_that_keeps_nothing_is_told(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(REFUSAL)
    secrets = MemorySecrets()
    secrets.put_fails = SecretState.LOCKED
    seal = customer_seal(secrets, SeededIds(1))
    assert seal.open("a", seal.seal("a", b"plain")) == b"plain"


def test_a_key_of_another_length_is_left_alone(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(REFUSAL)
    secrets = MemorySecrets()
    secrets.put(KEY_NAME, b"short")
    customer_seal(secrets, SeededIds(1))
    assert secrets.get(KEY_NAME) == Secret(b"short")
