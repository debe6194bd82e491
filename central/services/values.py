"""Values that pass between the API, the services and the stores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
    """

    family_id: str
    generation: int
    expires_at: datetime
    presented: int
    revoked: bool
    terminal_id: str
    staff_id: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person, or the staff row of a terminal."""

    staff_id: str
    kind: str
    code: str
    name: str
    role: str
    permissions: tuple[str, ...]
    active: bool
