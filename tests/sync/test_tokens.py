"""Tokens over real HTTP: rotation, lost replies, refusals, a store that fails (sync.md X3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from core.ports.secrets import Secret, SecretState
from core.ports.transport import AuthState
from sync.enrolment import Enrolment, enrol
from sync.tokens import REFRESH_NAME, TerminalCredentials, TerminalIdentity
from sync.transport.client import CentreClient
from tests.fakes.centre import FakeCentre, Reaction, page, problem
from tests.fakes.secrets import MemorySecrets
from tests.sync.virtual import SeededIds, VirtualClock

BOOT = "0198f0c0-0000-7000-8000-00000000b007"


class Desk:
    """An enrolled till and its credentials."""

    def __init__(self, centre: FakeCentre) -> None:
        self.centre = centre
        self.clock = VirtualClock()
        self.ids = SeededIds(self.clock)
        self.client = CentreClient(centre.url)
        self.kept: dict[str, str] = {}
        self.secrets = MemorySecrets(self.kept)
        centre.tokens.codes["7KQ2MX4D"] = None
        self.enrolment: Enrolment = enrol(
            self.client,
            "7kq2-mx4d",
            self.secrets,
            self.ids,
            boot_id=BOOT,
            app_version="0.1.0",
            os_name="Linux",
        )
        self.credentials = self.restart()

    def restart(self, server_now_ms: Callable[[], int] | None = None) -> TerminalCredentials:
        """A new program over the same secrets."""
        identity = TerminalIdentity(
            self.enrolment.terminal_id, self.enrolment.organization_id, self.enrolment.local_id
        )
        self.credentials = TerminalCredentials(
            identity, self.secrets, self.client, self.clock, self.ids, server_now_ms or self.real_now
        )
        return self.credentials

    def real_now(self) -> int:
        """The fake centre lives in real time."""
        import time

        return int(time.time() * 1000)

    def stored(self) -> bytes:
        """The refresh token on disk."""
        found = self.secrets.get(REFRESH_NAME)
        assert isinstance(found, Secret)
        return found.value


@pytest.fixture
def desk(centre: FakeCentre) -> Iterator[Desk]:
    made = Desk(centre)
    yield made
    made.client.close()


def test_a_refresh_brings_an_access_token_and_stores_the_successor(desk: Desk) -> None:
    before = desk.stored()
    assert desk.credentials.token() is None
    assert desk.credentials.refresh().state is AuthState.READY
    assert desk.credentials.token() in desk.centre.tokens.access
    assert desk.stored() != before
    assert desk.stored().decode() == desk.centre.tokens.current
    desk.credentials.refresh()
    assert desk.centre.tokens.presented[-1] != before.decode(), "the successor is presented next"


def test_the_access_token_ends_early_and_lives_in_memory_only(desk: Desk) -> None:
    desk.credentials.refresh()
    access = desk.credentials.token()
    assert access is not None
    assert access not in str(desk.kept)
    desk.clock.advance(869)
    assert desk.credentials.token() == access
    desk.clock.advance(2)
    assert desk.credentials.token() is None


def test_rotation_goes_on_over_many_restarts(desk: Desk) -> None:
    for _ in range(5):
        assert desk.restart().refresh().state is AuthState.READY
    assert desk.centre.tokens.refreshes == 5


@pytest.mark.parametrize("reply", ["none", "half", "reset"])
def test_fault_53_a_lost_reply_leaves_the_old_token_good_for_any_time(desk: Desk, reply: str) -> None:
    desk.centre.token_reactions.append(Reaction(reply=reply))
    assert desk.credentials.refresh().state is AuthState.UNREACHABLE
    desk.clock.advance(10 * 86_400)
    assert desk.restart().refresh().state is AuthState.READY
    assert not desk.centre.tokens.revoked


def test_a_store_that_cannot_write_never_lets_an_unstored_token_be_presented(desk: Desk) -> None:
    stored = desk.stored()
    desk.secrets.put_fails = SecretState.LOCKED
    for _ in range(4):
        assert desk.credentials.refresh().state is AuthState.READY
        assert desk.credentials.token() is not None
    assert desk.stored() == stored
    assert desk.restart().refresh().state is AuthState.READY, "the stored one must still be good"
    desk.secrets.put_fails = None
    assert desk.credentials.refresh().state is AuthState.READY
    assert desk.restart().refresh().state is AuthState.READY
    assert not desk.centre.tokens.revoked


@pytest.mark.parametrize(
    ("reaction", "state", "code"),
    [
        (problem(401, "INVALID_GRANT"), AuthState.REFUSED, "INVALID_GRANT"),
        (problem(400, "UNSUPPORTED_GRANT"), AuthState.REFUSED, "UNSUPPORTED_GRANT"),
        (problem(403, "TERMINAL_DISABLED"), AuthState.DISABLED, "TERMINAL_DISABLED"),
        (problem(429, "RATE_LIMITED"), AuthState.UNREACHABLE, "http_429"),
        (problem(503, "RETRY"), AuthState.UNREACHABLE, "http_503"),
        (page(401), AuthState.UNREACHABLE, "http_401"),
        (page(302), AuthState.UNREACHABLE, "http_302"),
        (page(200), AuthState.UNREACHABLE, "not_ours_200"),
    ],
)
def test_only_the_centre_s_own_refusal_counts(
    desk: Desk, reaction: Reaction, state: AuthState, code: str
) -> None:
    stored = desk.stored()
    desk.centre.token_reactions.append(reaction)
    result = desk.credentials.refresh()
    assert (result.state, result.code) == (state, code)
    assert desk.credentials.token() is None
    assert desk.stored() == stored


def test_the_server_s_wish_is_handed_on(desk: Desk) -> None:
    desk.centre.token_reactions.append(problem(429, "RATE_LIMITED", Retry_After="30"))
    assert desk.credentials.refresh().retry_after_s == 30.0


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (SecretState.MISSING, AuthState.SECRETS_MISSING),
        (SecretState.LOCKED, AuthState.SECRETS_LOCKED),
        (SecretState.UNAVAILABLE, AuthState.SECRETS_UNAVAILABLE),
        (SecretState.CORRUPT, AuthState.SECRETS_CORRUPT),
    ],
)
def test_a_store_that_gives_nothing_is_told_apart(desk: Desk, trouble: SecretState, state: AuthState) -> None:
    desk.secrets.get_fails = trouble
    assert desk.credentials.refresh().state is state
    desk.secrets.get_fails = None
    assert desk.credentials.refresh().state is AuthState.READY


def test_what_was_read_stays_in_memory_when_the_store_dies(desk: Desk) -> None:
    desk.credentials.refresh()
    desk.secrets.get_fails = SecretState.UNAVAILABLE
    assert desk.credentials.refresh().state is AuthState.READY


def test_the_assertion_speaks_the_centre_s_time(desk: Desk) -> None:
    desk.centre.clock_error_ms = 365 * 86_400_000
    assert desk.restart().refresh().state is AuthState.REFUSED
    ahead = desk.real_now() + desk.centre.clock_error_ms
    assert desk.restart(lambda: ahead).refresh().state is AuthState.READY


def test_another_key_s_assertion_is_refused(desk: Desk) -> None:
    desk.secrets.put("terminal_key", bytes(range(32)))
    assert desk.restart().refresh().state is AuthState.REFUSED


def test_nothing_shows_a_token(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.secrets.put_fails = SecretState.LOCKED
    with caplog.at_level("DEBUG"):
        result = desk.credentials.refresh()
    shown = f"{result!r} {desk.credentials!r} {desk.enrolment!r} {caplog.text}"
    for secret in (*desk.centre.tokens.access, desk.centre.tokens.current, desk.stored().decode()):
        assert secret is not None
        assert secret not in shown
