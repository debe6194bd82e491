"""The till changes its own key without ever being without one the centre knows (central.md section 7.5).

The new key goes into the secret store first, then to the centre, signed for by the old one; both hold until
the new one has signed once, and only then does it take the old one's name. A crash anywhere is mended by
doing it again, or by the next refusal of the old key (`TerminalCredentials.refresh`).
"""

from __future__ import annotations

from typing import Final

from core.contract.terminals import KeyRenewalRequest, PublicKeyJwk
from core.contract.tokens import public_jwk
from core.ports.clock import IdSource
from core.ports.secrets import Secret, SecretState, SecretStore
from core.ports.transport import AuthState, Refresh
from sync.enrolment import public_key_of, put_and_read_back
from sync.tokens import NEXT_KEY, TerminalCredentials
from sync.transport.exchange import Exchange, NoAnswerError, problem_code

RENEWAL_PATH: Final = "/api/v1/pos/terminals/self/key"
REQUEST_S: Final = 30.0


class KeyRenewalError(Exception):
    """The key in use is still the old one.

    Attributes:
        code: ``unreachable``, ``refused`` or ``secrets``.
        detail: The centre's problem code, the transport's, or the state of tokens or secrets.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".rstrip())
        self.code, self.detail = code, detail


def rotate_terminal_key(
    credentials: TerminalCredentials, exchange: Exchange, secrets: SecretStore, ids: IdSource
) -> None:
    """Give this till a new key; again after a crash goes on where it stopped. Sync must not be running.

    Raises:
        KeyRenewalError: see its codes.
        sync.enrolment.EnrolmentError: ``secrets``: the store does not keep what it was given.
    """
    offered = isinstance(secrets.get(NEXT_KEY), Secret)
    _demand(credentials.refresh())
    if offered and secrets.get(NEXT_KEY) is SecretState.MISSING:
        return  # the centre had taken it already, and it has taken over just now
    successor = _successor(secrets, ids)
    _offer(credentials, exchange, public_key_of(successor))
    _demand(credentials.take_successor())


def _successor(secrets: SecretStore, ids: IdSource) -> bytes:
    found = secrets.get(NEXT_KEY)
    if isinstance(found, Secret):
        return found.value
    if found is not SecretState.MISSING:
        raise KeyRenewalError("secrets", str(found))
    fresh = ids.random_bytes(32)
    put_and_read_back(secrets, NEXT_KEY, fresh)
    return fresh


def _offer(credentials: TerminalCredentials, exchange: Exchange, public_key: bytes) -> None:
    request = KeyRenewalRequest(
        public_key=PublicKeyJwk.model_validate(public_jwk(public_key)),
        client_assertion=credentials.assertion(),
    )
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {credentials.token()}"}
    try:
        answer = exchange.send(
            "POST",
            RENEWAL_PATH,
            content=request.model_dump_json().encode(),
            headers=headers,
            seconds=REQUEST_S,
        )
    except NoAnswerError as error:
        raise KeyRenewalError("unreachable", error.code) from error
    if answer.status != 200:
        code = problem_code(answer)
        refused = code is not None and answer.status < 500
        raise KeyRenewalError("refused" if refused else "unreachable", str(code or f"http_{answer.status}"))


def _demand(refresh: Refresh) -> None:
    if refresh.state is AuthState.READY:
        return
    code = "unreachable" if refresh.state is AuthState.UNREACHABLE else "refused"
    raise KeyRenewalError(code, refresh.code or str(refresh.state))
