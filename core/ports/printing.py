"""The spooler's queue: implemented by ``app.store``, used by the port threads (hardware.md section 6).

The row of a receipt is written inside the transaction that completes the sale; the bytes are stored
together with SENDING, before the first byte leaves, and never rebuilt for that copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

DRAWER_TTL_MS: Final = 5_000
"""A drawer never opens later than this after its commit, wall clock (hardware.md section 11)."""


class PrintJobState(StrEnum):
    """What is known of a job; see `NEXT_STATES` for the moves allowed."""

    QUEUED = "queued"
    WAITING_DEVICE = "waiting_device"
    SENDING = "sending"
    SENT = "sent"
    PRINTED = "printed"
    UNCERTAIN = "uncertain"
    REPRINTED = "reprinted"
    CANCELLED = "cancelled"


_S = PrintJobState

NEXT_STATES: Final[Mapping[PrintJobState, frozenset[PrintJobState]]] = MappingProxyType(
    {
        _S.QUEUED: frozenset({_S.WAITING_DEVICE, _S.SENDING, _S.CANCELLED}),
        _S.WAITING_DEVICE: frozenset({_S.SENDING, _S.CANCELLED}),
        _S.SENDING: frozenset({_S.SENT, _S.UNCERTAIN}),
        _S.SENT: frozenset({_S.PRINTED, _S.UNCERTAIN}),
        _S.UNCERTAIN: frozenset({_S.PRINTED, _S.REPRINTED}),
        _S.PRINTED: frozenset(),
        _S.REPRINTED: frozenset(),
        _S.CANCELLED: frozenset(),
    }
)
"""Moves of hardware.md section 6. Marking a job with the state it has is allowed and only notes the error."""


class PrintKind(StrEnum):
    """What a job is; ``void fiscal kitchen`` join with their features."""

    RECEIPT = "receipt"
    DRAWER = "drawer"
    TEST = "test"
    REPORT = "report"


class Fence(StrEnum):
    """Which proof says that a job left the printer (hardware.md section 5)."""

    PROCESS_ID = "process_id"
    GS_R = "gs_r"
    NONE = "none"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One copy of one document, or one drawer pulse.

    Attributes:
        output_id: UUIDv7, the UnifiedPOS OutputID of this copy.
        kind: Class of the job; a drawer job goes before everything else.
        printer: Name of the configured printer.
        state: Where it stands.
        created_ms: Wall clock, Unix milliseconds, of the commit that made it.
        event_id: Journal event it belongs to (the sale's), None for a test page.
        copy_no: 1 for the original; each reprint is a new job with one more.
        document: Canonical JSON of the `ReceiptDocument`; None for a drawer job.
        drawer_pin: 2 or 5 for a drawer job, else None.
        blob: Exact bytes of this copy; None until SENDING.
        sha256: Hash of ``blob``, 64 hex digits.
        fence: The proof used, once known.
        attempts: How often SENDING was entered (0 or 1; a second sending is a new job).
        error: Machine code of the last obstacle, e.g. ``rec_empty``, ``cover_open``, ``ttl``.
    """

    output_id: str
    kind: PrintKind
    printer: str
    state: PrintJobState
    created_ms: int
    event_id: str | None = None
    copy_no: int = 1
    document: str | None = None
    drawer_pin: int | None = None
    blob: bytes | None = None
    sha256: str | None = None
    fence: Fence | None = None
    attempts: int = 0
    error: str | None = None


class PrintJobError(Exception):
    """The queue refuses a call.

    Attributes:
        code: ``unknown_job``, ``illegal_transition`` or ``duplicate_job``.
        output_id: The job concerned.
    """

    def __init__(self, code: str, output_id: str, detail: str = "") -> None:
        super().__init__(f"{code} {output_id} {detail}".rstrip())
        self.code = code
        self.output_id = output_id


def drawer_expired(job: PrintJob, now_ms: int) -> bool:
    """Whether a drawer job is too old to be sent; a clock that jumped back counts as too old."""
    return job.kind is PrintKind.DRAWER and abs(now_ms - job.created_ms) > DRAWER_TTL_MS


class PrintJobs(Protocol):
    """Durable queue: each writing call returns after its commit, or raises and has changed nothing.

    Any call may raise a `DomainError` of the store (disk full, closed); then nothing is sent.
    """

    def add(self, job: PrintJob) -> None:
        """Queue a job that belongs to no sale's transaction (test page, report, no-sale opening).

        Raises:
            PrintJobError: ``duplicate_job``.
        """
        ...

    def next_job(self, printer: str) -> PrintJob | None:
        """Oldest QUEUED or WAITING_DEVICE job of ``printer``; drawer jobs first, else in order of entry."""
        ...

    def mark_sending(self, output_id: str, blob: bytes, sha256: str) -> None:
        """Store the bytes and SENDING, durably, before the first byte leaves; counts an attempt.

        Raises:
            PrintJobError: ``unknown_job`` or ``illegal_transition`` (bytes are never replaced).
        """
        ...

    def mark(
        self,
        output_id: str,
        state: PrintJobState,
        *,
        fence: Fence | None = None,
        error: str | None = None,
    ) -> None:
        """Move a job along `NEXT_STATES`; the same state again only notes ``fence`` and ``error``.

        ``fence`` None keeps the one noted before; ``error`` is always replaced. SENDING is entered through
        `mark_sending` alone.

        Raises:
            PrintJobError: ``unknown_job`` or ``illegal_transition``.
        """
        ...

    def recover(self, now_ms: int) -> int:
        """At start-up: SENDING and SENT become UNCERTAIN, expired drawer jobs CANCELLED (error ``ttl``).

        A SENT job whose fence is ``none`` is final and stays. QUEUED and WAITING_DEVICE stay: no byte left.

        Returns:
            How many jobs changed.
        """
        ...

    def get(self, output_id: str) -> PrintJob | None:
        """One job, None when unknown."""
        ...

    def recent(self, limit: int) -> tuple[PrintJob, ...]:
        """The newest ``limit`` jobs, newest first."""
        ...

    def uncertain(self) -> tuple[PrintJob, ...]:
        """UNCERTAIN jobs a person must settle (not drawer jobs), oldest first."""
        ...
