"""The till's half of enrolment, in the crash-safe order of packaging.md section 8.

Key into the store and read back; then the request; then refresh token, pepper and approval key into the store
and read back. Identity goes into ``till.db`` last, and by the caller: a crash anywhere before repeats the
whole with the same key, and the centre answers the same (code, key) again.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from typing import Final

from core.contract.terminals import (
    ENROLMENT_ANSWER,
    EnrolmentAnswer,
    EnrolmentRequest,
    PublicKeyJwk,
    TillKeyModel,
    normalize_pairing_code,
)
from core.contract.terminals import Anchors as AnchorsModel
from core.contract.tokens import public_jwk
from core.domain.outbox import StreamPlace
from core.domain.till_keys import TillKey
from core.ports.clock import IdSource
from core.ports.secrets import TERMINAL_KEY, Secret, SecretState, SecretStore
from sync.tokens import REFRESH_NAME
from sync.transport.exchange import Answer, Exchange, NoAnswerError, problem_code, retry_after_s

ENROLMENTS_PATH: Final = "/api/v1/pos/terminals/enrolments"
PEPPER_PREFIX: Final = "pin_pepper."
APPROVAL_NAME: Final = "approval_key"
REQUEST_S: Final = 30.0


class EnrolmentError(Exception):
    """Enrolment did not happen; nothing of the till's identity has changed.

    Attributes:
        code: ``pairing_code`` (no such form), ``unreachable``, ``refused``, ``answer_invalid``, or
            ``secrets``.
        detail: Transport code, the centre's problem code, or the `SecretState`.
        retry_after_s: The centre's wish, if any.
    """

    def __init__(self, code: str, detail: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(f"{code} {detail}".rstrip())
        self.code, self.detail, self.retry_after_s = code, detail, retry_after_s


@dataclass(frozen=True, slots=True)
class TillAnchors:
    """Where the till's own journal and numbers stand; given on re-enrolment only."""

    head: StreamPlace
    series: dict[str, int]


@dataclass(frozen=True, slots=True)
class Series:
    """A numbering series of this till; ``next`` is the first number it may use (N1)."""

    doc_type: str
    series: str
    prefix: str
    next: int


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the caller writes into ``till.db`` in one transaction; holds no secret.

    Attributes:
        epoch: The epoch the till opens now.
        enrolment_nonce: 32 bytes for the genesis hash (sync.md E5).
        pin_pepper_id: Which pepper the store holds, under ``pin_pepper.<id>``.
        bundle_key: Raw Ed25519 public key (base64url ``x``) that signs staff bundles; pinned.
        issuer: ``iss`` of access tokens.
        server_time_ms: The centre's clock at the answer.
        till_keys: Keys of the shop's tills, this one's among them.
        terminal_name: As the shop calls this till; empty from a centre that does not say.
    """

    terminal_id: str
    organization_id: str
    local_id: str
    cashier_id: str
    epoch: int
    enrolment_nonce: bytes
    series: tuple[Series, ...]
    pin_pepper_id: int
    bundle_key: str
    issuer: str
    batch_items: int
    batch_bytes: int
    server_time_ms: int
    till_keys: tuple[TillKey, ...]
    terminal_name: str


def enrol(
    exchange: Exchange,
    pairing_code: str,
    secrets: SecretStore,
    ids: IdSource,
    *,
    boot_id: str,
    app_version: str,
    os_name: str,
    terminal_id: str | None = None,
    anchors: TillAnchors | None = None,
) -> Enrolment:
    """Enrol this till, or re-enrol it under the same ``terminal_id``.

    Args:
        exchange: HTTP to the centre, e.g. `sync.transport.client.CentreClient`.
        pairing_code: Eight Crockford characters as a person typed them.
        secrets: The store chosen at provisioning.
        ids: Source of the key's 32 random bytes.
        boot_id: UUID of this start of the till.
        app_version: Version of the program.
        os_name: Operating system as the centre shows it.
        terminal_id: Only to re-enrol.
        anchors: Only to re-enrol.

    Raises:
        EnrolmentError: see its codes.
    """
    code = normalize_pairing_code(pairing_code)
    if code is None:
        raise EnrolmentError("pairing_code")
    request = EnrolmentRequest(
        pairing_code=code,
        public_key=PublicKeyJwk.model_validate(public_jwk(public_key_of(_terminal_key(secrets, ids)))),
        boot_id=boot_id,
        app_version=app_version,
        os=os_name,
        terminal_id=terminal_id,
        anchors=None if anchors is None else _anchors(anchors),
    )
    answer = _ask(exchange, request)
    for name, value in (
        (REFRESH_NAME, answer.tokens.refresh_token.encode("ascii")),
        (f"{PEPPER_PREFIX}{answer.pin_pepper.id}", _pepper(answer)),
        (APPROVAL_NAME, bytes.fromhex(answer.approval_key)),
    ):
        put_and_read_back(secrets, name, value)
    return _enrolment(answer)


def _terminal_key(secrets: SecretStore, ids: IdSource) -> bytes:
    """The key of this till; made once, so that a repeated enrolment shows the same.

    A damaged store counts as an empty one: re-enrolment is the way out of it (packaging.md section 7).
    """
    found = secrets.get(TERMINAL_KEY)
    if isinstance(found, Secret):
        return found.value
    if found not in (SecretState.MISSING, SecretState.CORRUPT):
        raise EnrolmentError("secrets", str(found))
    fresh = ids.random_bytes(32)
    put_and_read_back(secrets, TERMINAL_KEY, fresh)
    return fresh


def public_key_of(private: bytes) -> bytes:
    """Public half (32 raw bytes) of an Ed25519 key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def put_and_read_back(secrets: SecretStore, name: str, value: bytes) -> None:
    """Store a secret for certain.

    Raises:
        EnrolmentError: ``secrets``.
    """
    failure = secrets.put(name, value)
    if failure is not None:
        raise EnrolmentError("secrets", str(failure))
    kept = secrets.get(name)
    if not isinstance(kept, Secret):
        raise EnrolmentError("secrets", str(kept))
    if kept.value != value:
        raise EnrolmentError("secrets", str(SecretState.CORRUPT))


def _ask(exchange: Exchange, request: EnrolmentRequest) -> EnrolmentAnswer:
    body = request.model_dump_json(exclude_none=True).encode()
    headers = {"Content-Type": "application/json"}
    try:
        answer = exchange.send("POST", ENROLMENTS_PATH, content=body, headers=headers, seconds=REQUEST_S)
    except NoAnswerError as error:
        raise EnrolmentError("unreachable", error.code) from error
    if answer.status not in (200, 201):
        raise _refusal(answer)
    try:
        return ENROLMENT_ANSWER.validate_json(answer.body)
    except ValueError as error:
        raise EnrolmentError("answer_invalid") from error


def _refusal(answer: Answer) -> EnrolmentError:
    code = problem_code(answer)
    retryable = answer.status >= 500 or answer.status in (408, 425, 429)
    if code is None or retryable:
        return EnrolmentError("unreachable", f"http_{answer.status}", retry_after_s(answer))
    return EnrolmentError("refused", str(code))


def _pepper(answer: EnrolmentAnswer) -> bytes:
    try:
        value = bytes.fromhex(answer.pin_pepper.value)
    except ValueError:
        value = b""
    if len(value) != 32:
        raise EnrolmentError("answer_invalid", "pin_pepper")
    return value


def _anchors(anchors: TillAnchors) -> AnchorsModel:
    head = anchors.head
    return AnchorsModel(epoch=head.epoch, seq=head.seq, hash=head.hash, series=dict(anchors.series))


def _enrolment(answer: EnrolmentAnswer) -> Enrolment:
    return Enrolment(
        terminal_id=answer.terminal_id,
        organization_id=answer.organization_id,
        local_id=answer.local_id,
        cashier_id=answer.cashier_id,
        epoch=answer.epoch,
        enrolment_nonce=bytes.fromhex(answer.enrolment_nonce),
        series=tuple(
            Series(grant.doc_type, grant.series, grant.prefix, grant.next) for grant in answer.series
        ),
        pin_pepper_id=answer.pin_pepper.id,
        bundle_key=answer.bundle_key.x,
        issuer=answer.issuer,
        batch_items=answer.limits.batch_items,
        batch_bytes=answer.limits.batch_bytes,
        server_time_ms=int(answer.server_time.timestamp() * 1000),
        till_keys=tuple(_till_key(key) for key in answer.till_keys),
        terminal_name=answer.terminal_name,
    )


def _till_key(key: TillKeyModel) -> TillKey:
    return TillKey(b64decode(key.public_key.x + "=", b"-_"), key.terminal_id, key.name, key.valid_to)
