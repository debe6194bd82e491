"""Values that pass between the journal and the sync worker (sync.md section 4, U1 to U11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

BATCH_ITEMS: Final = 50
BATCH_BYTES: Final = 512 * 1024


class ItemStatus(StrEnum):
    """Verdict of the centre on one item; there is no ``rejected``: money changed hands."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REVIEW = "review"
    RETRY = "retry"
    FENCED = "fenced"


class RowState(StrEnum):
    """Delivery state of a journal row."""

    PENDING = "pending"
    ACKED = "acked"
    REVIEW = "review"
    FENCED = "fenced"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class StreamPlace:
    """A place in a till's stream with the hash of the event there (64 hex digits)."""

    epoch: int
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One stored event, ready to travel; ``payload`` is the stored text, never re-serialised."""

    event_id: str
    epoch: int
    seq: int
    prev_hash: str
    hash: str
    payload: str


@dataclass(frozen=True, slots=True)
class Batch:
    """At most 50 pending items in journal order and at most 512 KiB of payload.

    Attributes:
        alone: Its one item has failed by itself before and travels by itself (U7).
    """

    batch_id: str
    terminal_id: str
    boot_id: str
    epoch: int
    head: StreamPlace
    items: tuple[OutboxItem, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class ItemResult:
    """Verdict for one ``event_id``."""

    event_id: str
    status: ItemStatus
    code: str | None = None
    review_id: str | None = None
    retry_after_s: int | None = None


@dataclass(frozen=True, slots=True)
class EpochState:
    """What the centre holds of one epoch: highest seq, durable seq and missing ranges below it."""

    high_water: StreamPlace | None
    durable_seq: int | None = None
    gaps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class BatchReply:
    """The centre's answer to one batch, already validated against the batch in flight."""

    batch_id: str
    results: tuple[ItemResult, ...]
    current: EpochState
    older: tuple[EpochState, ...] = ()
    series: dict[str, int] = field(default_factory=dict[str, int])
    server_time_ms: int | None = None
    config_version: int | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What applying a reply changed; counts of rows. Applying the same reply again changes nothing."""

    acked: int = 0
    review: int = 0
    retried: int = 0
    fenced: int = 0
    reopened: int = 0
    incident: str | None = None
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """Counts of journal rows by delivery state, and the age of the oldest pending one."""

    pending: int
    review: int
    quarantined: int
    fenced: int
    oldest_pending_at_ms: int | None
    """Wall clock (Unix ms) of the oldest pending event, None when nothing waits."""
    last_acked_at_ms: int | None = None
    grace_ms: int | None = None
    """Milliseconds until a disabled till is locked, 0 when it is (X5); None while nobody has disabled it."""
