"""Keeps the published status current and tells the observer when it changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from math import inf
from typing import Final

from core.domain.changes import Stream
from core.domain.outbox import OutboxStatus
from core.ports.outbox import Outbox
from sync.gate import Gate
from sync.link import Link
from sync.server_clock import ServerClock
from sync.status import StatusObserver, StreamStatus, SyncStatus

SIZES_KEPT: Final = 1_000


class StatusBoard:
    """Builds `SyncStatus` from the parts of the worker; used on the sync thread."""

    def __init__(
        self, outbox: Outbox, link: Link, gate: Gate, clock: ServerClock, observer: StatusObserver | None
    ) -> None:
        self._outbox, self._link, self._gate, self._clock = outbox, link, gate, clock
        self._observer = observer
        self._sizes: deque[int] = deque(maxlen=SIZES_KEPT)
        self._current = SyncStatus()
        self._told: SyncStatus | None = None
        self._streams: Callable[[], tuple[StreamStatus, ...]] = tuple

    @property
    def current(self) -> SyncStatus:
        """The last published status."""
        return self._current

    def counted(self) -> OutboxStatus:
        """Ask the outbox anew; the next `publish` shows it."""
        counts = self._outbox.status()
        self._current = replace(
            self._current,
            queued=counts.pending,
            oldest_at_ms=counts.oldest_pending_at_ms,
            review=counts.review,
            quarantined=counts.quarantined,
            fenced=counts.fenced,
            last_acked_at_ms=counts.last_acked_at_ms,
            grace_ms=counts.grace_ms,
        )
        return counts

    def answered(self, items: int, seconds: float) -> None:
        """A batch was answered."""
        self._sizes.append(items)
        self._current = replace(
            self._current,
            last_batch_items=items,
            last_batch_s=seconds,
            last_error="",
            tls_alarm=False,
            batch_sizes=tuple(self._sizes),
        )

    def settled(self, incident: str | None) -> None:
        """A reply was applied."""
        if incident is not None:
            self._current = replace(self._current, incident=incident)

    def failed(self, code: str) -> None:
        """Remember why the last attempt brought nothing."""
        self._current = replace(self._current, last_error=code)

    def doubted(self, *, doubted: bool) -> bool:
        """Whether what answers in the centre's place has shown a certificate that is not the centre's.

        Returns:
            Whether this is new.
        """
        before = self._current.tls_alarm
        self._current = replace(self._current, tls_alarm=doubted)
        return before is not doubted

    def show_streams(self, streams: Callable[[], tuple[StreamStatus, ...]]) -> None:
        """Ask these for what comes down whenever something is told."""
        self._streams = streams

    def pulling(self, stream: Stream | None) -> None:
        """Pages of a stream are asked for now; the next `publish` shows it."""
        self._current = replace(self._current, pulling=stream)

    def publish(self, now: float, *, in_flight: int = 0) -> None:
        """Tell the observer, unless nothing but the running countdown has moved."""
        offset = self._clock.best()
        wait = self._gate.opens_at - now if self._gate.waiting else None
        fresh = replace(
            self._current,
            link=self._link.state,
            pause=self._gate.pause,
            in_flight=in_flight,
            next_attempt_s=None if wait is None or wait == inf else max(0.0, wait),
            offset_ms=None if offset is None else offset.offset_ms,
            offset_err_ms=None if offset is None else offset.error_ms,
            streams=self._streams(),
            reached=self._clock.reached,
        )
        told, self._current = self._told, fresh
        if self._observer is not None and _but_countdown(fresh) != told:
            self._told = _but_countdown(fresh)
            self._observer(fresh)


def _but_countdown(status: SyncStatus) -> SyncStatus:
    """Two moments of the same wait are one state; the screen counts down by itself."""
    waits = status.next_attempt_s is not None
    grace = None if status.grace_ms is None else min(status.grace_ms, 1)  # locked or not yet
    return replace(status, next_attempt_s=0.0 if waits else None, grace_ms=grace, reached=None)
