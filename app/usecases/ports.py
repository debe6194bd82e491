"""What the use cases need of the store; implemented in ``app.store``, handed over by ``app.compose``.

An operation is a function of a `WriteUnit`. The store thread runs it inside one ``BEGIN IMMEDIATE``
transaction, commits, appends the new events to the electronic journal, and only then reports success
(sync.md T6, T7). Raising inside an operation rolls all of it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeVar

from app.usecases.returns_port import TillSales
from core.domain.journal import chain
from core.domain.journal.events import Event, EventContext, EventKind, JsonObject
from core.domain.journal.written import Written
from core.domain.staff import OFFLINE_GRANT_DAYS, Limits
from core.domain.till_keys import TillKey

T = TypeVar("T")

PRACTICE_ORGANIZATION: Final = "00000000-0000-0000-0000-000000000000"
"""Organisation of PRÁCTICA: no centre has it, and it is kept wherever a till's identity is (ADR 86)."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with its place in the chain, as it stands in the transaction."""

    event: Event
    pos: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class NewPrintJob:
    """A job for the spooler, written in the sale's own transaction (hardware.md section 6).

    Attributes:
        kind: ``receipt``, ``drawer`` or ``report`` here.
        event_id: The event it belongs to; None for a report.
        document: Canonical JSON of the receipt document, None for a drawer pulse.
        drawer_pin: 2 or 5 for a drawer pulse, else None.
        copy_no: 1 for the original; a reprint has one more.
        kept_only: Nothing prints it: the till has no printer, and the document is kept to be shown.
    """

    kind: str
    event_id: str | None
    printer: str = "receipt"
    document: str | None = None
    drawer_pin: int | None = None
    copy_no: int = 1
    kept_only: bool = False


@dataclass(frozen=True, slots=True)
class PinCredential:
    """Argon2id over HMAC-SHA256(pepper, PIN) with its parameters (sync.md X1); never the PIN."""

    memory_kib: int
    time_cost: int
    parallelism: int
    salt: bytes
    pepper_id: str
    hash: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BadgeCredential:
    """A badge by the HMAC-SHA256 (32 bytes) of its code under a PIN pepper; never the code."""

    pepper_id: str
    sha256: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """A person as the till knows them; a `core.domain.staff.Holder` of rights.

    Attributes:
        number: 1 to 9, the key that picks the person on the sign-in screen.
        role: ``cashier``, ``supervisor``, ``manager``, ``installer``.
        permissions: Names such as ``pos:create``.
        limits: How far the person may go alone, and up to where they may allow others.
        offline_grant_days: How long a staff list that has expired still lets them use privileged rights.
    """

    staff_id: str
    number: int
    name: str
    role: str
    permissions: frozenset[str]
    active: bool
    pin: PinCredential | None
    limits: Limits = field(default_factory=Limits)
    badge: BadgeCredential | None = None
    offline_grant_days: int = OFFLINE_GRANT_DAYS


@dataclass(frozen=True, slots=True)
class PinFailures:
    """Wrong PINs in a row and how long the person must still wait, in whole milliseconds.

    ``waited_ms`` is time already waited since the last failure, counted on the monotonic clock and
    carried over restarts, so turning the wall clock changes nothing (sync.md X1, K5).
    """

    failures: int
    waited_ms: int


@dataclass(frozen=True, slots=True)
class OpenShift:
    """The shift in which events fall; midnight does not move its business date (sync.md K3)."""

    shift_id: str
    number: int
    business_date: str
    opened_at_ms: int
    cashier_id: str
    float_cents: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this till is, from its enrolment.

    Attributes:
        nonce: The 32 raw bytes of the latest ``enrolment_nonce`` (start of the hash chain).
        centre_url: Base URL of the centre, empty for a stand-alone shop.
        nonce_since: First epoch that ``nonce`` serves.
        earlier: (first epoch, nonce) of the enrolments before, ascending.
    """

    terminal_id: str
    organization_id: str
    local_id: str
    terminal_name: str
    epoch: int
    nonce: bytes = field(repr=False)
    centre_url: str
    nonce_since: int = 1
    earlier: tuple[tuple[int, bytes], ...] = field(default=(), repr=False)

    def genesis(self, epoch: int) -> bytes:
        """First ``prev_hash`` of an epoch of this till (sync.md E5)."""
        nonce = self.nonce
        if epoch < self.nonce_since:
            nonce = next((held for first, held in reversed(self.earlier) if first <= epoch), nonce)
        return chain.genesis(self.terminal_id, epoch, nonce)

    @property
    def practice(self) -> bool:
        """Whether this is the till of PRÁCTICA: its events are training and can never be sent."""
        return self.organization_id == PRACTICE_ORGANIZATION


@dataclass(frozen=True, slots=True)
class SeriesGrant:
    """A numbering series given by the centre: document type, series, next number."""

    doc_type: str
    series: str
    next: int


@dataclass(frozen=True, slots=True)
class DraftSale:
    """An open basket as it survives a crash: JSON objects made by ``core.domain.sale``."""

    local_transaction_id: str
    header: JsonObject
    lines: tuple[tuple[int, JsonObject], ...]
    """(line key, line) in basket order."""


@dataclass(frozen=True, slots=True)
class SaleSummary:
    """One completed sale for lists and reprints. Amounts in cents."""

    event_id: str
    local_transaction_id: str
    series: str
    number: int
    occurred_at_ms: int
    total_cents: int
    delivery_state: str


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """One document that left a paper: a sale, a return or a void. Amounts in cents, without a sign.

    Attributes:
        kind: The kind of its event.
        series: With ``number`` its number; a void has that of its sale.
    """

    event_id: str
    kind: str
    series: str
    number: int
    occurred_at_ms: int
    total_cents: int
    delivery_state: str


class WriteUnit(TillSales, Protocol):
    """One open write transaction on the store thread."""

    def next_number(self, doc_type: str) -> tuple[str, int]:
        """Take the next number of the series of ``doc_type``: (series, number). Rolls back with the unit."""
        ...

    def append(
        self,
        kind: EventKind,
        data: JsonObject,
        context: EventContext,
        cause_id: str | None = None,
    ) -> StoredEvent:
        """Append an event to the journal and write every row it projects (sync.md E2, E4)."""
        ...

    def append_written(
        self, kind: EventKind, written: Written, context: EventContext, cause_id: str | None = None
    ) -> StoredEvent:
        """As `append`, of data that were written ahead of the transaction."""
        ...

    def add_print_job(self, job: NewPrintJob) -> str:
        """Queue a print or drawer job; returns its ``output_id``."""
        ...

    def next_copy(self, event_id: str) -> int:
        """Copy number of the next reprint of a sale's receipt: 2 after the original alone."""
        ...

    def receipt_under_way(self, event_id: str) -> bool:
        """Whether a copy of this event's receipt still waits in the queue or is being sent."""
        ...

    def payment_awaited(self, event_id: str, n: int) -> bool:
        """Whether nobody has said yet what became of this unconfirmed payment of a sale."""
        ...

    def save_draft_header(self, local_transaction_id: str, header: JsonObject) -> None:
        """Insert or replace the head of an open basket."""
        ...

    def save_draft_line(self, local_transaction_id: str, key: int, line: JsonObject | None) -> None:
        """Insert or replace one basket line; None removes it. Cost independent of the basket's size."""
        ...

    def drop_draft(self, local_transaction_id: str) -> None:
        """Forget an open basket (it was completed or cancelled)."""
        ...

    def staff(self, staff_id: str) -> StaffRecord | None:
        """One person, credential included."""
        ...

    def people(self) -> tuple[StaffRecord, ...]:
        """Everybody the till knows, ordered by number, those no longer active included."""
        ...

    def replace_staff(self, people: Sequence[StaffRecord]) -> None:
        """Set the whole staff list."""
        ...

    def replace_till_keys(self, keys: Sequence[TillKey]) -> None:
        """Set the shop's till keys, as the item ``till_keys`` of stream ``config`` lists them."""
        ...

    def pin_failures(self, counter: str) -> PinFailures:
        """Wrong tries in a row and the time waited since.

        ``counter`` is a person's id for their PIN, or a name for what nobody in particular gets wrong
        (`app.usecases.proving`).
        """
        ...

    def set_pin_failures(self, counter: str, failures: int) -> None:
        """Store a counter; the wait starts anew."""
        ...

    def open_shift(self) -> OpenShift | None:
        """The open shift, if any."""
        ...

    def next_shift_number(self) -> int:
        """Number for the shift about to open, 1 or more, never reused."""
        ...

    def sale_document(self, event_id: str) -> tuple[StoredEvent, str] | None:
        """A completed sale and the stored receipt document (canonical JSON) of its original print job."""
        ...


class StoreRunner(Protocol):
    """The store thread as the use cases see it."""

    def submit(
        self,
        operation: Callable[[WriteUnit], T],
        done: Callable[[T], Any],
        failed: Callable[[Exception], Any],
        *,
        joins: bool = False,
    ) -> None:
        """Queue an operation; exactly one of the callbacks is called, after the electronic journal.

        ``joins``: it may share one transaction with its neighbours in the queue (draft lines,
        performance.md 2.4); one that raises is then run on its own.

        The caller's thread is whichever the implementation promises: the store thread itself, or the
        GUI thread through ``app.bridge``.
        """
        ...


class TillReader(TillSales, Protocol):
    """Read-only queries of at most 1 ms on the caller's own read-only connection."""

    def identity(self) -> Identity | None:
        """Who this till is, None before enrolment."""
        ...

    def people(self) -> tuple[StaffRecord, ...]:
        """Active staff ordered by number."""
        ...

    def open_shift(self) -> OpenShift | None:
        """The open shift, if any."""
        ...

    def draft(self) -> DraftSale | None:
        """The open basket left by the last run, if any; none of those set aside."""
        ...

    def parked(self) -> tuple[DraftSale, ...]:
        """Baskets set aside, oldest first."""
        ...

    def draft_of(self, local_transaction_id: str) -> DraftSale | None:
        """One basket that is open or set aside."""
        ...

    def recent_sales(self, limit: int) -> tuple[SaleSummary, ...]:
        """Newest first."""
        ...

    def last_paper(self) -> PaperSummary | None:
        """The sale, return or void stored last."""
        ...

    def paper(self, event_id: str) -> PaperSummary | None:
        """The sale, return or void of an event; of a return in exchange the sale, which has their paper."""
        ...

    def receipt_document(self, event_id: str) -> str | None:
        """Stored document (canonical JSON) of the paper of a sale, return or void."""
        ...

    def next_number(self, doc_type: str) -> tuple[str, int] | None:
        """(series, number) that the next document of this type will most likely get; None without a series.

        Only the transaction that takes it can be sure.
        """
        ...

    def till_key(self, key_id: str) -> TillKey | None:
        """Public key of a till of the shop, by its name (`core.domain.till_keys.key_id_of`)."""
        ...

    def totals(self) -> tuple[int, int]:
        """(number of completed sales, sum of their totals in cents), for checks and demos."""
        ...
