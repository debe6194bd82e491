"""Carries a batch to the centre and says honestly what came back (sync.md U2 to U6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from core.domain.outbox import Batch, BatchReply


class OutcomeKind(StrEnum):
    """Classes of transport outcome; only ``ANSWERED`` is an answer.

    ``UNKNOWN`` and ``BUSY`` (429, 503) tell nothing of the batch's fate; ``NOT_OURS`` came from somebody
    else (captive portal, proxy, failed TLS) and is treated as a network failure.
    """

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_OURS = "not_ours"
    AUTH = "auth"
    FORBIDDEN = "forbidden"
    TOO_LARGE = "too_large"
    BAD_BATCH = "bad_batch"
    UPGRADE = "upgrade"
    BUSY = "busy"


CERTIFICATE_REFUSED: Final = "tls"
"""Code of every failure in which the other side could not prove to be the centre; no downgrade follows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one request brought.

    Attributes:
        kind: Class of the outcome.
        reply: Present only with ``ANSWERED``.
        code: Machine code for logs and the sync screen, e.g. ``timeout``, ``http_503``.
        retry_after_s: The server's wish, capped at 900 by the worker.
        timed_out: Whether the request ran into its deadline once connected (halves the batch).
    """

    kind: OutcomeKind
    reply: BatchReply | None = None
    code: str = ""
    retry_after_s: float | None = None
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Liveness:
    """Answer of ``GET /health/live``; ``code`` says why there was none, as in `Outcome`."""

    alive: bool
    server_time_ms: int | None = None
    code: str = ""


class Transport(Protocol):
    """One long-lived connection to the centre; used by the sync thread only."""

    def prepare(
        self, batch: Batch, sent_at_ms: int, offset_ms: int | None, offset_err_ms: int | None
    ) -> None:
        """Encode a batch ahead, while another is under way: the next `push` of it sends these bytes."""
        ...

    def push(
        self,
        batch: Batch,
        sent_at_ms: int,
        offset_ms: int | None,
        offset_err_ms: int | None,
        on_stall: Callable[[], None] | None = None,
        on_sent: Callable[[], None] | None = None,
    ) -> Outcome:
        """Send one batch; never raises for anything the network or the centre does.

        Args:
            batch: What to send; sending the same batch again is harmless (U5).
            sent_at_ms: Wall clock of the till, Unix milliseconds.
            offset_ms: Last known clock offset, server minus till (K2).
            offset_err_ms: Half the round trip of that measurement.
            on_stall: Called on this thread, once, when no byte has come back for 4 s.
            on_sent: Called on this thread when the request is out and its answer is waited for: a moment to
                do something else, again with each further request that the batch needs.
        """
        ...

    def live(self) -> Liveness:
        """Ask whether the centre answers, within 2 s."""
        ...

    def ready(self) -> bool:
        """Whether the centre itself says, within 2 s, that it can take work (U7)."""
        ...

    def close(self) -> None:
        """Free the connection."""
        ...


class AuthState(StrEnum):
    """Whether the terminal holds a usable access token, or why it does not."""

    READY = "ready"
    REFUSED = "refused"
    DISABLED = "disabled"
    SECRETS_MISSING = "secrets_missing"
    SECRETS_LOCKED = "secrets_locked"
    SECRETS_UNAVAILABLE = "secrets_unavailable"
    SECRETS_CORRUPT = "secrets_corrupt"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Refresh:
    """Result of asking for an access token; ``code`` and ``retry_after_s`` as in `Outcome`."""

    state: AuthState
    code: str = ""
    retry_after_s: float | None = None


class Credentials(Protocol):
    """The terminal's tokens: access in memory only, refresh in the `SecretStore` only (sync.md X3)."""

    def token(self) -> str | None:
        """The access token, None when there is none or it is about to expire."""
        ...

    def refresh(self) -> Refresh:
        """Fetch a new access token; one request, never raises for what network or centre do."""
        ...
