"""The terminal's tokens (sync.md X3, central.md section 11): access in memory, refresh in the SecretStore."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode

from core.contract.problems import ProblemCode
from core.contract.tokens import (
    ASSERTION_TYPE,
    GRANT_REFRESH,
    TOKEN_ANSWER,
    TokenAnswer,
    client_assertion,
)
from core.ports.clock import Clock, IdSource
from core.ports.secrets import TERMINAL_KEY, Secret, SecretState, SecretStore
from core.ports.transport import AuthState, Refresh
from sync.transport.exchange import Answer, Exchange, NoAnswerError, problem_code, retry_after_s

log = logging.getLogger(__name__)

TOKEN_PATH: Final = "/api/v1/pos/auth/token"  # noqa: S105 - a path
REFRESH_NAME: Final = "refresh_token"
NEXT_KEY: Final = "terminal_key.next"
"""A key the centre was offered and this till does not use yet (`sync.key_renewal`)."""
EARLY_S: Final = 30.0
REQUEST_S: Final = 15.0

_SECRET_STATES: Final = {
    SecretState.MISSING: AuthState.SECRETS_MISSING,
    SecretState.LOCKED: AuthState.SECRETS_LOCKED,
    SecretState.UNAVAILABLE: AuthState.SECRETS_UNAVAILABLE,
    SecretState.CORRUPT: AuthState.SECRETS_CORRUPT,
}
_REFUSALS: Final = frozenset({400, 401, 403, 422})


@dataclass(frozen=True, slots=True)
class TerminalIdentity:
    """Who signs: the ids of the enrolment answer."""

    terminal_id: str
    organization_id: str
    local_id: str


class TerminalCredentials:
    """`core.ports.transport.Credentials` of an enrolled till; used on the sync thread.

    The token that is presented is always the one in the store, never a successor that could not be stored:
    once the centre has seen a successor, its predecessor is dead, and a crash would leave the till with the
    dead one. So a store that refuses to write costs nothing but another rotation.

    Args:
        identity: Ids of this till.
        secrets: Where `TERMINAL_KEY` and ``refresh_token`` live.
        exchange: The till's HTTP client.
        clock: Monotonic time for the life of the access token.
        ids: Source of ``jti``.
        server_now_ms: The centre's time as well as it is known (`ServerClock.now_ms`), so that a wrong clock
            at the till does not make its assertions void.
    """

    def __init__(
        self,
        identity: TerminalIdentity,
        secrets: SecretStore,
        exchange: Exchange,
        clock: Clock,
        ids: IdSource,
        server_now_ms: Callable[[], int],
    ) -> None:
        self._identity, self._secrets, self._exchange = identity, secrets, exchange
        self._clock, self._ids, self._server_now_ms = clock, ids, server_now_ms
        self._access: str | None = None
        self._usable_until = 0.0
        self._key: Secret | None = None
        self._presented: Secret | None = None
        self._successor: bytes | None = None

    def token(self) -> str | None:
        """The access token, None in its last 30 seconds."""
        return self._access if self._clock.monotonic() < self._usable_until else None

    def refresh(self) -> Refresh:
        """One request for a new access token; rotates the refresh token.

        Where the key is refused and a next one was offered to the centre, a second one with that: a crash may
        have come between its first signature and its taking over here.
        """
        refresh = self._refresh_with(self._stored_key())
        if refresh.state is AuthState.REFUSED and isinstance(self._secrets.get(NEXT_KEY), Secret):
            followed = self.take_successor()
            return followed if followed.state is AuthState.READY else refresh
        return refresh

    def take_successor(self) -> Refresh:
        """Sign with the next key; if the centre takes it, it is the till's own from now on."""
        successor = self._secrets.get(NEXT_KEY)
        refresh = self._refresh_with(successor)
        if refresh.state is not AuthState.READY or not isinstance(successor, Secret):
            return refresh
        failure = self._secrets.put(TERMINAL_KEY, successor.value)
        if failure is None:
            self._secrets.delete(NEXT_KEY)
        else:
            log.info("the next key could not be stored in its place: %s", failure)
        self._key = successor
        return refresh

    def assertion(self) -> str:
        """What proves this till to the centre, good for a minute and for one use.

        Raises:
            LookupError: the store does not give the key.
        """
        key = self._stored_key()
        if isinstance(key, SecretState):
            raise LookupError(str(key))  # noqa: TRY004 the store's state, not a type
        return signed_assertion(self._identity, key, self._ids.uuid7(), self._server_now_ms())

    def _refresh_with(self, key: Secret | SecretState) -> Refresh:
        self._access = None
        stored = self._stored_token()
        for value in (key, stored):
            if isinstance(value, SecretState):
                return Refresh(_SECRET_STATES[value])
        assert isinstance(key, Secret)
        assert isinstance(stored, Secret)
        try:
            answer = self._post(key, stored)
        except NoAnswerError as error:
            return Refresh(AuthState.UNREACHABLE, error.code)
        return self._accept(answer)

    def _post(self, key: Secret, stored: Secret) -> Answer:
        form = urlencode(
            {
                "grant_type": GRANT_REFRESH,
                "refresh_token": stored.value.decode("ascii"),
                "client_assertion_type": ASSERTION_TYPE,
                "client_assertion": signed_assertion(
                    self._identity, key, self._ids.uuid7(), self._server_now_ms()
                ),
            }
        )
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._exchange.send(
            "POST", TOKEN_PATH, content=form.encode("ascii"), headers=headers, seconds=REQUEST_S
        )

    def _accept(self, answer: Answer) -> Refresh:
        if answer.status != 200:
            return _refused(answer)
        try:
            tokens = TOKEN_ANSWER.validate_json(answer.body)
        except ValueError:
            return Refresh(AuthState.UNREACHABLE, "not_ours_200")
        self._keep(tokens)
        return Refresh(AuthState.READY)

    def _keep(self, tokens: TokenAnswer) -> None:
        self._access = tokens.access_token
        self._usable_until = self._clock.monotonic() + max(1.0, tokens.expires_in - EARLY_S)
        self._successor = tokens.refresh_token.encode("ascii")
        self._store_successor()

    def _store_successor(self) -> None:
        """Put the successor before the predecessor is dropped; what fails is tried again next time."""
        if self._successor is None:
            return
        failure = self._secrets.put(REFRESH_NAME, self._successor)
        if failure is not None:
            log.info("the refresh token could not be stored: %s", failure)
            return
        self._presented, self._successor = Secret(self._successor), None

    def _stored_key(self) -> Secret | SecretState:
        if self._key is None:
            found = self._secrets.get(TERMINAL_KEY)
            if isinstance(found, SecretState):
                return found
            self._key = found
        return self._key

    def _stored_token(self) -> Secret | SecretState:
        self._store_successor()
        if self._presented is None:
            found = self._secrets.get(REFRESH_NAME)
            if isinstance(found, SecretState):
                return found
            self._presented = found
        return self._presented


def signed_assertion(identity: TerminalIdentity, key: Secret, jti: str, now_ms: int) -> str:
    """What proves at the centre that this till asks; good once and for a minute.

    Args:
        identity: Ids of this till.
        key: `TERMINAL_KEY`.
        jti: UUID of its own.
        now_ms: The centre's time, Unix milliseconds.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return client_assertion(
        terminal_id=identity.terminal_id,
        organization_id=identity.organization_id,
        local_id=identity.local_id,
        jti=jti,
        issued_at=datetime.fromtimestamp(now_ms / 1000, UTC),
        sign=Ed25519PrivateKey.from_private_bytes(key.value).sign,
    )


def _refused(answer: Answer) -> Refresh:
    """Only the centre's own refusal pauses the till; a portal's 401 is a network failure (U6)."""
    code = problem_code(answer) if answer.status in _REFUSALS else None
    if code is None:
        return Refresh(AuthState.UNREACHABLE, f"http_{answer.status}", retry_after_s(answer))
    disabled = code is ProblemCode.TERMINAL_DISABLED
    return Refresh(AuthState.DISABLED if disabled else AuthState.REFUSED, str(code))
