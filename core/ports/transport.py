"""Carries a batch to the centre and says honestly what came back (sync.md U2 to U6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.domain.outbox import Batch, BatchReply


class OutcomeKind(StrEnum):
    """Classes of transport outcome; only ``ANSWERED`` is an answer."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_OURS = "not_ours"
    AUTH = "auth"
    FORBIDDEN = "forbidden"
    TOO_LARGE = "too_large"
    BAD_BATCH = "bad_batch"
    UPGRADE = "upgrade"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one request brought.

    Attributes:
        kind: Class of the outcome.
        reply: Present only with ``ANSWERED``.
        code: Machine code for logs and the sync screen, e.g. ``timeout``, ``http_503``.
        retry_after_s: The server's wish, capped at 900 by the worker.
        timed_out: Whether the request ran into its deadline (halves the batch).
    """

    kind: OutcomeKind
    reply: BatchReply | None = None
    code: str = ""
    retry_after_s: float | None = None
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Liveness:
    """Answer of ``GET /health/live``."""

    alive: bool
    server_time_ms: int | None = None


class Transport(Protocol):
    """One long-lived connection to the centre; used by the sync thread only."""

    def push(
        self, batch: Batch, sent_at_ms: int, offset_ms: int | None, offset_err_ms: int | None
    ) -> Outcome:
        """Send one batch; never raises for anything the network or the centre does."""
        ...

    def live(self) -> Liveness:
        """Ask whether the centre answers, within 2 s."""
        ...

    def close(self) -> None:
        """Free the connection."""
        ...
