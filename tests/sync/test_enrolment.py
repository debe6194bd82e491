"""Enrolment over real HTTP: its order, its repeat after any crash, its refusals (packaging.md section 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.outbox import StreamPlace
from core.domain.till_keys import TillKey
from core.ports.secrets import Secret, SecretState
from sync.enrolment import Enrolment, EnrolmentError, Series, TillAnchors, enrol
from sync.transport.client import CentreClient
from tests.fakes.centre import FakeCentre, Reaction, page, problem
from tests.fakes.secrets import MemorySecrets
from tests.fakes.token_desk import OTHER_KEY, OTHER_TILL
from tests.sync.virtual import SeededIds, VirtualClock

CODE = "7KQ2MX4D"
BOOT = "0198f0c0-0000-7000-8000-00000000b007"


@pytest.fixture
def client(centre: FakeCentre) -> Iterator[CentreClient]:
    centre.tokens.codes[CODE] = None
    made = CentreClient(centre.url)
    yield made
    made.close()


def attempt(
    client: CentreClient,
    secrets: MemorySecrets,
    *,
    seed: int = 1,
    code: str = CODE,
    terminal_id: str | None = None,
    anchors: TillAnchors | None = None,
) -> Enrolment:
    return enrol(
        client,
        code,
        secrets,
        SeededIds(VirtualClock(), seed),
        boot_id=BOOT,
        app_version="0.1.0",
        os_name="Linux 6.1",
        terminal_id=terminal_id,
        anchors=anchors,
    )


def test_an_enrolment_gives_identity_and_keeps_the_secrets_apart(
    client: CentreClient, centre: FakeCentre
) -> None:
    secrets = MemorySecrets()
    enrolment = attempt(client, secrets)
    answer = centre.tokens.answers[CODE]
    assert enrolment.terminal_id == answer["terminal_id"]
    assert enrolment.enrolment_nonce == bytes(range(32))
    assert enrolment.series == (Series("sale", "0001", "0001", 1),)
    assert (enrolment.epoch, enrolment.batch_items, enrolment.batch_bytes) == (1, 50, 524_288)
    assert secrets.puts == ["terminal_key", "refresh_token", "pin_pepper.3", "approval_key"]
    assert secrets.get("pin_pepper.3") == Secret(bytes.fromhex(answer["pin_pepper"]["value"]))
    assert secrets.get("approval_key") == Secret(bytes.fromhex(answer["approval_key"]))
    assert secrets.get("refresh_token") == Secret(answer["tokens"]["refresh_token"].encode())
    for secret in (answer["pin_pepper"]["value"], answer["approval_key"], answer["tokens"]["refresh_token"]):
        assert secret not in repr(enrolment)


def test_an_enrolment_brings_the_keys_of_the_shops_tills(client: CentreClient) -> None:
    secrets = MemorySecrets()
    enrolment = attempt(client, secrets)
    private = secrets.get("terminal_key")
    assert isinstance(private, Secret)
    own = Ed25519PrivateKey.from_private_bytes(private.value).public_key().public_bytes_raw()
    assert enrolment.till_keys == (
        TillKey(own, enrolment.terminal_id, "Caja 01"),
        TillKey(OTHER_KEY, OTHER_TILL, "Caja 02", datetime(2026, 11, 20, tzinfo=UTC)),
    )


def test_a_centre_that_tells_no_keys_enrols_all_the_same(client: CentreClient, centre: FakeCentre) -> None:
    centre.token_reactions.append(
        Reaction(change=lambda answer: {name: part for name, part in answer.items() if name != "till_keys"})
    )
    assert attempt(client, MemorySecrets()).till_keys == ()


@pytest.mark.parametrize("typed", ["7kq2mx4d", "7KQ2-MX4D", " 7kq2 mx4d "])
def test_a_code_is_read_as_people_type_it(client: CentreClient, typed: str) -> None:
    assert attempt(client, MemorySecrets(), code=typed).epoch == 1


@pytest.mark.parametrize("typed", ["", "7KQ2MX4", "7KQ2MX4DU", "7KQ2MX4!"])
def test_what_is_no_code_is_not_sent(client: CentreClient, centre: FakeCentre, typed: str) -> None:
    secrets = MemorySecrets()
    with pytest.raises(EnrolmentError) as caught:
        attempt(client, secrets, code=typed)
    assert caught.value.code == "pairing_code"
    assert secrets.puts == []
    assert centre.tokens.answers == {}


@pytest.mark.parametrize("reply", ["none", "half", "reset"])
def test_a_lost_answer_is_asked_again_with_the_same_key_and_the_used_code(
    client: CentreClient, centre: FakeCentre, reply: str
) -> None:
    secrets = MemorySecrets()
    centre.token_reactions.append(Reaction(reply=reply))
    with pytest.raises(EnrolmentError) as caught:
        attempt(client, secrets)
    assert caught.value.code == "unreachable"
    assert secrets.puts == ["terminal_key"]
    enrolment = attempt(client, secrets, seed=99)
    assert enrolment.terminal_id == centre.tokens.answers[CODE]["terminal_id"]
    assert len(set(centre.tokens.keys.values())) == 1


def test_a_crash_after_any_put_repeats_to_the_same_end(client: CentreClient, centre: FakeCentre) -> None:
    class DyingSecrets(MemorySecrets):
        left = 0

        def put(self, name: str, value: bytes) -> SecretState | None:
            if self.left == 0:
                raise KeyboardInterrupt
            self.left -= 1
            return super().put(name, value)

    values: dict[str, str] = {}
    for survives in (0, 1, 1, 2):  # at the key, the token, the pepper, the approval key
        dying = DyingSecrets(values)
        dying.left = survives
        with pytest.raises(KeyboardInterrupt):
            attempt(client, dying, seed=survives)
    first = attempt(client, MemorySecrets(values), seed=50)
    assert attempt(client, MemorySecrets(values), seed=51) == first
    assert len(set(centre.tokens.keys.values())) == 1


def test_a_code_used_by_another_till_is_refused(client: CentreClient) -> None:
    attempt(client, MemorySecrets(), seed=1)
    with pytest.raises(EnrolmentError) as caught:
        attempt(client, MemorySecrets(), seed=2)
    assert (caught.value.code, caught.value.detail) == ("refused", "PAIRING_CODE_USED")


def test_an_unknown_code_is_refused(client: CentreClient) -> None:
    with pytest.raises(EnrolmentError) as caught:
        attempt(client, MemorySecrets(), code="00000000")
    assert (caught.value.code, caught.value.detail) == ("refused", "PAIRING_CODE_INVALID")


@pytest.mark.parametrize(
    ("reaction", "code", "detail"),
    [
        (page(200), "answer_invalid", ""),
        (page(302), "unreachable", "http_302"),
        (page(404), "unreachable", "http_404"),
        (problem(429, "RATE_LIMITED", Retry_After="60"), "unreachable", "http_429"),
        (problem(503, "NOT_READY"), "unreachable", "http_503"),
        (Reaction(change=lambda answer: {**answer, "epoch": None}), "answer_invalid", ""),
        (
            Reaction(change=lambda answer: {**answer, "pin_pepper": {"id": 1, "value": "short"}}),
            "answer_invalid",
            "pin_pepper",
        ),
    ],
)
def test_no_other_answer_enrols(
    client: CentreClient, centre: FakeCentre, reaction: Reaction, code: str, detail: str
) -> None:
    secrets = MemorySecrets()
    centre.token_reactions.append(reaction)
    with pytest.raises(EnrolmentError) as caught:
        attempt(client, secrets)
    assert (caught.value.code, caught.value.detail) == (code, detail)
    assert [name for name in secrets.puts if name.startswith("pin_pepper")] == []


@pytest.mark.parametrize("trouble", [SecretState.LOCKED, SecretState.UNAVAILABLE])
def test_without_a_place_for_the_key_nothing_is_asked(
    client: CentreClient, centre: FakeCentre, trouble: SecretState
) -> None:
    secrets = MemorySecrets()
    secrets.get_fails = trouble
    with pytest.raises(EnrolmentError) as caught:
        attempt(client, secrets)
    assert (caught.value.code, caught.value.detail) == ("secrets", str(trouble))
    assert centre.tokens.answers == {}


def test_a_store_that_forgets_is_noticed_before_anything_is_asked(
    client: CentreClient, centre: FakeCentre
) -> None:
    class Forgetful(MemorySecrets):
        def put(self, name: str, value: bytes) -> SecretState | None:
            return None

    with pytest.raises(EnrolmentError) as caught:
        attempt(client, Forgetful())
    assert (caught.value.code, caught.value.detail) == ("secrets", "missing")
    assert centre.tokens.answers == {}


def test_a_store_that_gives_back_something_else_is_noticed(client: CentreClient, centre: FakeCentre) -> None:
    class Mangling(MemorySecrets):
        def put(self, name: str, value: bytes) -> SecretState | None:
            return super().put(name, value[:-1] + b"?")

    with pytest.raises(EnrolmentError) as caught:
        attempt(client, Mangling())
    assert (caught.value.code, caught.value.detail) == ("secrets", "corrupt")
    assert centre.tokens.answers == {}


def test_a_damaged_store_is_left_by_enrolling_again(client: CentreClient) -> None:
    class Damaged(MemorySecrets):
        def get(self, name: str) -> Secret | SecretState:
            found = super().get(name)
            return SecretState.CORRUPT if found is SecretState.MISSING else found

    assert attempt(client, Damaged()).epoch == 1


def test_a_re_enrolment_shows_where_journal_and_numbers_stand(client: CentreClient) -> None:
    terminal = "0198f0c0-0000-7000-8000-000000000042"
    anchors = TillAnchors(StreamPlace(3, 1_091, "ab" * 32), {"0001": 1_042})
    enrolment = attempt(client, MemorySecrets(), terminal_id=terminal, anchors=anchors)
    assert (enrolment.terminal_id, enrolment.epoch) == (terminal, 4)
    assert enrolment.series[0].next == 1_043


def test_nobody_listens(centre: FakeCentre) -> None:
    client = CentreClient(centre.url)
    centre.close()
    with pytest.raises(EnrolmentError) as caught:
        attempt(client, MemorySecrets())
    assert (caught.value.code, caught.value.detail) == ("unreachable", "connect")
    client.close()
