"""What the services need from outside: stores, tokens, limits. Siblings implement it, compose wires it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from central.services.credential_ports import Credentials
from central.services.intake import Intake, Outcome, Stored
from central.services.shop_config import ConfigItems
from central.services.staff_bundle import Bundles
from central.services.values import (
    PairingCode,
    Principal,
    SeriesRow,
    StaffRow,
    Tenant,
    Terminal,
    TokenRow,
)
from core.contract.transactions import TransactionModel


class StoreUnavailableError(Exception):
    """The database cannot be reached or refuses work just now; nothing was stored, trying again may help."""


class StoreConflictError(Exception):
    """A key is taken already."""


class TerminalInactiveError(Exception):
    """The terminal is unknown in this shop, or a person has disabled it."""


class TerminalFencedError(Exception):
    """Two machines believe to be this terminal; one of them must be enrolled again first (sync.md C12)."""


class IngestStore(Protocol):
    """The only I/O of ingest (sync.md C13)."""

    async def ingest(self, intake: Intake) -> Outcome:
        """Store a judged batch in one transaction, committed when this returns.

        Raises:
            TerminalInactiveError: the terminal may not send.
            StoreUnavailableError: nothing was stored.
        """
        ...


class EventReader(Protocol):
    """Reads what ingest stored."""

    async def status(self, tenant: Tenant, terminal_id: str) -> tuple[Outcome, int, int] | None:
        """(epochs and series, the terminal's epoch, open reviews); None for an unknown terminal."""
        ...

    async def event(self, tenant: Tenant, event_id: str) -> tuple[int, int, Stored] | None:
        """(epoch, seq, verdict) of one event; None when the centre does not hold it."""
        ...


class PairingCodes(Protocol):
    """Pairing codes of this unit's tenant, and the one door without a tenant."""

    async def add(self, code: PairingCode) -> None:
        """Store a new code."""
        ...

    async def claim(self, code_sha256: bytes) -> PairingCode | None:
        """The code, locked for this unit; sets the unit's tenant to the code's. None when there is none."""
        ...

    async def use(self, code: PairingCode, key: bytes, terminal_id: str, epoch: int, at: datetime) -> None:
        """Bind a code to the key that showed it."""
        ...


class Terminals(Protocol):
    """Terminals with their epochs, nonces and series."""

    async def get(self, terminal_id: str, *, lock: bool = False) -> Terminal | None:
        """One terminal of this shop."""
        ...

    async def add(self, terminal: Terminal, at: datetime) -> None:
        """Store a new terminal."""
        ...

    async def re_enrol(self, terminal: Terminal, at: datetime) -> None:
        """New key, epoch, boot and program of a known terminal; it becomes active."""
        ...

    async def tills_in_use(self) -> Sequence[Terminal]:
        """Active tills of this shop, oldest first."""
        ...

    async def all(self) -> Sequence[Terminal]:
        """Every terminal of this shop, oldest first."""
        ...

    async def disable(self, terminal_id: str, at: datetime) -> None:
        """Let a terminal send no more; what its key signs from now on does not count."""
        ...

    async def offer_key(self, terminal_id: str, key: bytes) -> None:
        """Let a successor's key hold beside the one in use."""
        ...

    async def take_key(self, terminal_id: str, key: bytes, at: datetime) -> None:
        """Put a successor's key, which has signed, in the place of the one before."""
        ...

    async def add_nonce(self, terminal_id: str, first_epoch: int, nonce: bytes, at: datetime) -> None:
        """Keep the nonce of an enrolment."""
        ...

    async def nonce(self, terminal_id: str, first_epoch: int) -> bytes | None:
        """Nonce of the enrolment that opened an epoch."""
        ...

    async def latest_nonce(self, terminal_id: str) -> bytes | None:
        """Nonce of a terminal's last enrolment."""
        ...

    async def free_point(self) -> int:
        """Next unused point of sale (punto de facturación, 1 to 999) of the organization, locked."""
        ...

    async def add_series(self, terminal_id: str, series: SeriesRow) -> None:
        """Grant a series."""
        ...

    async def series(self, terminal_id: str) -> list[SeriesRow]:
        """Series of a terminal, sales before refunds."""
        ...

    async def set_next(self, series: str, next_number: int) -> None:
        """Move the first number a re-enrolled terminal may use."""
        ...

    async def held_numbers(self, terminal_id: str) -> Mapping[str, int]:
        """Highest number held per series."""
        ...

    async def highest_epoch(self, terminal_id: str) -> int:
        """Highest epoch the centre has seen of a terminal, 0 when none."""
        ...


class Staff(Protocol):
    """People and the staff rows of terminals."""

    async def add(self, row: StaffRow, local_id: str, at: datetime) -> None:
        """Store a member of the staff who works in a shop; a person without a number is given the next."""
        ...

    async def change(self, row: StaffRow, at: datetime) -> None:
        """Put name, rights and limits of a person in the place of what is stored; a part of their history."""
        ...

    async def get(self, staff_id: str) -> StaffRow | None:
        """By identifier."""
        ...

    async def by_code(self, code: str) -> StaffRow | None:
        """By the code people use."""
        ...

    async def people(self) -> list[StaffRow]:
        """Everybody who works or worked in this shop, by number."""
        ...


class RefreshTokens(Protocol):
    """Families of rotating refresh tokens, hashed."""

    async def open_family(self, family_id: str, terminal_id: str, staff_id: str, at: datetime) -> None:
        """Start a family."""
        ...

    async def add(self, family_id: str, generation: int, sha256: bytes, at: datetime, ends: datetime) -> None:
        """Store the token of a generation; replaces an unseen one of the same generation."""
        ...

    async def claim(self, sha256: bytes) -> TokenRow | None:
        """The token with its family locked; None when unknown."""
        ...

    async def present(self, family_id: str, generation: int) -> None:
        """Note that a generation was presented."""
        ...

    async def revoke(self, family_id: str, at: datetime) -> None:
        """End a family."""
        ...

    async def revoke_terminal(self, terminal_id: str, at: datetime) -> None:
        """End every family of a terminal."""
        ...

    async def revoke_staff(self, staff_id: str, at: datetime) -> None:
        """End every family of a person."""
        ...

    async def first_assertion(self, terminal_id: str, jti: str, at: datetime, ends: datetime) -> bool:
        """Whether this ``jti`` is seen for the first time; forgets ended ones."""
        ...


class Unit(Protocol):
    """One unit of work: one transaction under one tenant; left without `commit`, nothing happened."""

    @property
    def pairing(self) -> PairingCodes: ...  # noqa: D102
    @property
    def terminals(self) -> Terminals: ...  # noqa: D102
    @property
    def staff(self) -> Staff: ...  # noqa: D102
    @property
    def tokens(self) -> RefreshTokens: ...  # noqa: D102
    @property
    def credentials(self) -> Credentials: ...  # noqa: D102
    @property
    def bundles(self) -> Bundles: ...  # noqa: D102
    @property
    def config(self) -> ConfigItems: ...  # noqa: D102

    async def commit(self) -> None:
        """Make it durable. Answers are sent only after this.

        Raises:
            StoreConflictError: a key is taken.
            StoreUnavailableError: the database went away; what happened is unknown.
        """
        ...


class Units(Protocol):
    """Opens units of work."""

    def begin(self, tenant: Tenant | None) -> AbstractAsyncContextManager[Unit]:
        """A unit under a tenant; None only for doors that find their tenant by a secret."""
        ...


class TransactionReader(Protocol):
    """Lists what ingest projected."""

    async def page(self, tenant: Tenant, query: TransactionFilter) -> list[TransactionModel]:
        """Up to ``query.limit`` transactions with items, payments and review ids, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class TransactionFilter:
    """Filters of a list; None means any.

    Attributes:
        completed_from: At or after, by the till's recorded wall clock.
        completed_to: Before.
        limit: Rows to give.
        after: (created_at, transaction_id) of the last one seen.
    """

    status: str | None = None
    kind: str | None = None
    completed_from: datetime | None = None
    completed_to: datetime | None = None
    cashier_id: str | None = None
    terminal_id: str | None = None
    series: str | None = None
    number: int | None = None
    limit: int = 20
    after: tuple[datetime, str] | None = None


class AccessTokens(Protocol):
    """Issues and checks access tokens (central.md section 11)."""

    @property
    def issuer(self) -> str: ...  # noqa: D102

    def issue(self, principal: Principal, now: datetime, seconds: int) -> str:
        """A signed JWT."""
        ...

    def verify(self, token: str, now: datetime) -> Principal:
        """Who a token speaks for.

        Raises:
            TokenError: it does not hold.
        """
        ...


class Callers(Protocol):
    """Tells who calls, by the token of any issuer that this service trusts."""

    async def principal(self, token: str, now: datetime) -> Principal:
        """Who a token speaks for.

        Raises:
            TokenError: it does not hold.
            IssuerUnavailableError: whether it does cannot be told now.
        """
        ...


class IssuerUnavailableError(Exception):
    """The external issuer of tokens cannot be asked for its keys; try again later."""


class TokenError(Exception):
    """A token or assertion does not hold.

    Attributes:
        expired: Whether it only came too late.
    """

    def __init__(self, *, expired: bool = False) -> None:
        super().__init__("expired" if expired else "invalid")
        self.expired = expired


class Assertions(Protocol):
    """Reads client assertions of terminals."""

    def claims(self, assertion: str) -> Mapping[str, Any]:
        """Claims without any check, to find the row whose key verifies them.

        Raises:
            TokenError: not a JWT with string identifiers.
        """
        ...

    def verify(self, assertion: str, public_key: bytes, now: datetime) -> tuple[str, datetime]:
        """(jti, end) of a valid assertion.

        Raises:
            TokenError: signature, audience, subject, life of more than 60 s, or time do not hold.
        """
        ...


class Secrets(Protocol):
    """Keys derived from the service's master key; none of them is in the database."""

    def pin_pepper(self, organization_id: str, version: int) -> bytes:
        """32 bytes."""
        ...

    def approval_key(self, organization_id: str, terminal_id: str, nonce: bytes) -> bytes:
        """32 bytes, of one enrolment: a copy of a till that was enrolled again holds another key."""
        ...

    def first_refresh_token(self, terminal_id: str, epoch: int, nonce: bytes) -> str:
        """First refresh token of an enrolment; the same again, so that a lost answer can be repeated."""
        ...

    @property
    def bundle_public_key(self) -> bytes:
        """32 raw bytes, Ed25519: the signer of staff bundles."""
        ...


class Readiness(Protocol):
    """Whether the service may take work."""

    async def ready(self) -> bool:
        """True when the database answers and stands at this program's schema."""
        ...


class Limiter(Protocol):
    """Counts calls per key."""

    async def allow(self, key: str, limit: int, seconds: float) -> float | None:
        """None when allowed, else seconds until the next call may be."""
        ...
