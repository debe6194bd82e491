"""What the sync screen and the status strip are told (sync.md U10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.domain.ages import Freshness, Reached
from core.domain.changes import Stream
from sync.link import LinkState


class Pause(StrEnum):
    """Why nothing is sent although the link may be up; selling goes on in every case (law 2)."""

    AUTH_REFUSED = "auth_refused"
    SECRETS_MISSING = "secrets_missing"
    SECRETS_LOCKED = "secrets_locked"
    SECRETS_UNAVAILABLE = "secrets_unavailable"
    SECRETS_CORRUPT = "secrets_corrupt"
    TERMINAL_DISABLED = "terminal_disabled"
    TENANT_MISMATCH = "tenant_mismatch"
    FENCED = "fenced"
    UPGRADE_REQUIRED = "upgrade_required"


_AUTH: Final = frozenset(
    {
        Pause.AUTH_REFUSED,
        Pause.SECRETS_MISSING,
        Pause.SECRETS_LOCKED,
        Pause.SECRETS_UNAVAILABLE,
        Pause.SECRETS_CORRUPT,
    }
)


@dataclass(frozen=True, slots=True)
class StreamStatus:
    """One stream of changes.

    Attributes:
        freshness: Class of its age when this was told; `core.domain.ages.age_of` tells it for any moment.
        fresh_at_ms: The centre's clock (Unix ms) when it last said that there is no more.
        snapshot: Whether the whole list is being fetched.
        held: Whether what came waits for a person (D4).
        code: Why the last attempt brought nothing, empty since one did.
    """

    stream: Stream
    freshness: Freshness = Freshness.NEVER
    fresh_at_ms: int | None = None
    snapshot: bool = False
    held: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """One moment of the worker.

    Attributes:
        link: Online, offline, or not known yet.
        pause: Why sending rests, None when it does not.
        queued: Pending events.
        oldest_at_ms: Wall clock (Unix ms) of the oldest pending event.
        review: Events the centre keeps for a person.
        quarantined: Events set aside by the till.
        fenced: Events the centre holds for a re-enrolment.
        in_flight: Items of the request under way, 0 between requests.
        last_batch_items: Size of the last answered batch, None before the first.
        last_batch_s: Seconds it took.
        next_attempt_s: Seconds until the next push when a wait is on, None when nothing waits.
        last_error: Code of the last failure since the last answer, empty when none.
        incident: Code of a contradiction found while settling, e.g. ``CHAIN_BREAK``.
        tls_alarm: Whether a certificate was refused and the centre has given nothing since.
        offset_ms: Clock offset, server minus till.
        offset_err_ms: Its error.
        last_acked_at_ms: Wall clock of the last acknowledgement.
        grace_ms: Milliseconds until a disabled till is locked, None while nobody has disabled it.
        batch_sizes: Sizes of the batches answered in this run, oldest first, the last 1,000.
        streams: What comes down, in the order it is asked for; empty where nothing does.
        pulling: The stream that pages are asked for now.
        reached: The last moment the centre named, else one that a former run knew of; told with other news
            alone.
    """

    link: LinkState = LinkState.CONNECTING
    pause: Pause | None = None
    queued: int = 0
    oldest_at_ms: int | None = None
    review: int = 0
    quarantined: int = 0
    fenced: int = 0
    in_flight: int = 0
    last_batch_items: int | None = None
    last_batch_s: float | None = None
    next_attempt_s: float | None = None
    last_error: str = ""
    incident: str | None = None
    tls_alarm: bool = False
    offset_ms: int | None = None
    offset_err_ms: int | None = None
    last_acked_at_ms: int | None = None
    grace_ms: int | None = None
    batch_sizes: tuple[int, ...] = ()
    streams: tuple[StreamStatus, ...] = ()
    pulling: Stream | None = None
    reached: Reached | None = None

    @property
    def auth_paused(self) -> bool:
        """Whether tokens or the place that keeps them hold sending up (X5: never locks a till)."""
        return self.pause in _AUTH


StatusObserver = Callable[[SyncStatus], None]
"""Called on the sync thread whenever something changed; must return at once."""
