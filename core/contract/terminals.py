"""Pairing codes and enrolment of terminals (central.md section 7.5)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from core.contract.sync import HexHash, UuidText
from core.contract.tokens import TokenAnswer

PAIRING_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
PAIRING_LENGTH: Final = 8

Name = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
PairingCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z -]{8,16}$")]
TerminalKind = Literal["till", "web", "api"]
SeriesName = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z-]{1,16}$")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class PublicKeyJwk(_Answer):
    """Ed25519 public key (RFC 8037); ``x`` is 32 bytes, base64url without padding."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]


class PairingCodeRequest(_Body):
    """Asks for a code that enrols one terminal of a shop."""

    kind: TerminalKind = "till"
    name: Name
    local_id: UuidText


class PairingCodeAnswer(_Answer):
    """Eight Crockford characters, good for 15 minutes and for one key."""

    pairing_code: str
    expires_at: datetime

    def __repr__(self) -> str:
        """Never the code."""
        return "PairingCodeAnswer(…)"

    __str__ = __repr__


class Anchors(_Body):
    """Where the till's own journal and numbers stand, on re-enrolment."""

    epoch: Annotated[int, Field(ge=1, le=2**53)]
    seq: Annotated[int, Field(ge=0, le=2**53)]
    hash: HexHash
    series: dict[SeriesName, Annotated[int, Field(ge=0, le=9_999_999_999)]] = {}


class EnrolmentRequest(_Body):
    """Shows a pairing code and the public half of the terminal's key.

    Attributes:
        terminal_id: Only to re-enrol a terminal the centre knows.
        anchors: Only to re-enrol.
    """

    pairing_code: PairingCode
    public_key: PublicKeyJwk
    boot_id: UuidText
    app_version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    os: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    terminal_id: UuidText | None = None
    anchors: Anchors | None = None


class KeyRenewalRequest(_Body):
    """Body of ``POST /terminals/self/key``: a terminal's next key, and an assertion by a key it has."""

    public_key: PublicKeyJwk
    client_assertion: Annotated[str, Field(min_length=1, max_length=4096)]

    def __repr__(self) -> str:
        """Never the assertion."""
        return "KeyRenewalRequest(…)"

    __str__ = __repr__


class KeyRenewalAnswer(_Answer):
    """Both keys hold until the new one has signed an assertion."""

    terminal_id: UuidText


class SeriesGrant(_Answer):
    """A numbering series of this terminal; ``next`` is the first number it may use (N1)."""

    doc_type: str
    series: str
    prefix: str
    next: int


class Pepper(_Answer):
    """The organization's PIN pepper; ``value`` is 64 hex digits (32 bytes). Keyring only."""

    id: int
    value: str

    def __repr__(self) -> str:
        """Never the value."""
        return f"Pepper(id={self.id}, value=…)"

    __str__ = __repr__


class Limits(_Answer):
    """What one batch may hold."""

    batch_items: int
    batch_bytes: int


class TillKeyModel(_Answer):
    """Public key of a till of the shop, by which others check the signed codes of its receipts (ADR 85).

    Attributes:
        terminal_id: The till that holds the private half.
        name: What people call it.
        valid_to: Receipts dated later do not count; None while the till is in use.
    """

    terminal_id: UuidText
    name: Name
    public_key: PublicKeyJwk
    valid_to: datetime | None = None


class TerminalModel(_Answer):
    """A terminal of a shop, for administrators.

    Attributes:
        status: ``active disabled fenced``; the last two come back by a new enrolment.
        last_seen: When it last sent; None when it never did.
        offset_ms: Centre's clock minus the terminal's.
    """

    terminal_id: UuidText
    name: str
    kind: str
    status: str
    epoch: int
    app_version: str
    os: str
    last_seen: datetime | None = None
    offset_ms: int | None = None


class EnrolmentAnswer(_Answer):
    """Everything a terminal needs to sell and to sync.

    Attributes:
        cashier_id: The terminal's own staff row, ``cashier_id`` of its tokens.
        epoch: The epoch the till opens now.
        enrolment_nonce: 64 hex digits; enters the genesis hash of this and later epochs (sync.md E5).
        approval_key: 64 hex digits; checks remote approval codes offline.
        bundle_key: Pins the signer of the staff bundle.
        issuer: ``iss`` of access tokens.
        till_keys: The shop's tills in use, the enrolled one among them.
        terminal_name: As the shop calls it; empty from a centre before this field.
    """

    terminal_id: UuidText
    organization_id: UuidText
    local_id: UuidText
    cashier_id: UuidText
    epoch: int
    enrolment_nonce: HexHash
    series: tuple[SeriesGrant, ...]
    pin_pepper: Pepper
    approval_key: HexHash
    bundle_key: PublicKeyJwk
    issuer: str
    tokens: TokenAnswer
    limits: Limits
    server_time: datetime
    till_keys: tuple[TillKeyModel, ...] = ()
    terminal_name: str = ""

    def __repr__(self) -> str:
        """Ids only: records and tracebacks show this."""
        return f"EnrolmentAnswer(terminal_id={self.terminal_id!r}, epoch={self.epoch}, …)"

    __str__ = __repr__


ENROLMENT_REQUEST: Final = TypeAdapter(EnrolmentRequest)
ENROLMENT_ANSWER: Final = TypeAdapter(EnrolmentAnswer)
PAIRING_ANSWER: Final = TypeAdapter(PairingCodeAnswer)


def normalize_pairing_code(text: str) -> str | None:
    """The code as stored and hashed: upper case, without spaces and dashes, O as 0, I and L as 1.

    Returns:
        Eight Crockford characters, or None when the text is no code.
    """
    code = text.replace("-", "").replace(" ", "").upper().translate(str.maketrans("OIL", "011"))
    if len(code) != PAIRING_LENGTH or any(character not in PAIRING_ALPHABET for character in code):
        return None
    return code
