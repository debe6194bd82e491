"""Values that pass between the API, the services and the stores."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from core.domain.staff import Limits

PEPPER_VERSION: Final = 1
"""Pepper of the PINs that are set from now on; tills hold it under this number."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """Whose rows a unit of work sees: one shop of one organization."""

    organization_id: str
    local_id: str


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks, as the verified access token says; never from a body.

    Attributes:
        terminal_id: Present in tokens of terminals.
        epoch: Of the token's issue, for logs only (sync.md C12 judges the request's).
    """

    organization_id: str
    local_id: str
    cashier_id: str
    permissions: frozenset[str]
    terminal_id: str | None = None
    epoch: int | None = None

    @property
    def tenant(self) -> Tenant:
        """The tenant of this principal."""
        return Tenant(self.organization_id, self.local_id)


@dataclass(frozen=True, slots=True)
class PairingCode:
    """A pairing code as stored: hashed."""

    organization_id: str
    local_id: str
    code_sha256: bytes
    kind: str
    name: str
    created_at: datetime
    expires_at: datetime
    created_by: str | None = None
    used_key: bytes | None = None
    terminal_id: str | None = None
    epoch: int | None = None


@dataclass(frozen=True, slots=True)
class Terminal:
    """A till, or another client that enrolled.

    Attributes:
        public_key: 32 raw bytes, Ed25519.
        staff_id: Its own staff row.
        status: ``active disabled fenced``.
        last_seen: When it last sent a batch.
        offset_ms: Centre's clock minus the terminal's, as it said then.
        next_public_key: Its successor's key, until that has signed once; both hold meanwhile.
    """

    organization_id: str
    local_id: str
    terminal_id: str
    kind: str
    name: str
    status: str
    staff_id: str
    public_key: bytes
    epoch: int
    boot_id: str | None
    app_version: str
    os: str
    last_seen: datetime | None = None
    offset_ms: int | None = None
    next_public_key: bytes | None = None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A numbering series of a terminal; ``next`` as granted at the last enrolment."""

    doc_type: str
    series: str
    prefix: str
    point: int
    next: int


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A refresh token as stored, with its family's state.

    Attributes:
        presented: Highest generation of the family that was ever presented.
        staff_id: Whose: the terminal's own row, or a person's who signed in at it.
        opened_at: When the family began.
    """

    family_id: str
    generation: int
    expires_at: datetime
    presented: int
    revoked: bool
    terminal_id: str
    staff_id: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person, or the staff row of a terminal.

    Attributes:
        permissions: Beyond those of the role.
        number: What a person types at a till to be found; given at `Staff.add` where it is None.
        limits: Their own; None: those of the role.
        offline_grant_days: How long an expired bundle still lets them use privileged rights (sync.md D8).
    """

    staff_id: str
    kind: str
    code: str
    name: str
    role: str
    permissions: tuple[str, ...]
    active: bool
    number: int | None = None
    limits: Limits | None = None
    offline_grant_days: int = 30


@dataclass(frozen=True, slots=True)
class PinHash:
    """Argon2id over HMAC-SHA256(pepper, PIN) with its parameters; never the PIN."""

    memory_kib: int
    time_cost: int
    parallelism: int
    salt: bytes = field(repr=False)
    pepper_id: str
    hash: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PinRow:
    """A person's PIN as stored.

    Attributes:
        failures: Wrong ones in a row.
        failed_at: When the last of them was counted.
    """

    pin: PinHash
    failures: int
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person might do at some moment."""

    active: bool
    permissions: frozenset[str]
    limits: Limits
