"""One cycle of the sync thread: upload before pull, one request at a time (sync.md U1, D7)."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Final

from core.domain.changes import Stream
from core.ports.clock import Clock
from sync.pull.puller import Puller
from sync.status import StreamStatus
from sync.worker import SyncWorker

HINTED: Final = (Stream.STAFF, Stream.CONFIG, Stream.REVIEWS)
"""What ``config_version`` in a reply speaks of."""
AHEAD: Final = 8
"""Batches of a backlog after which one page has its turn: a till that comes back after two weeks over a thin
line must not sell at old prices, nor let in who was sent away, until the last of its sales is up."""


class SyncCycle:
    """Composes both halves into one step function.

    What is to be sent goes first; changes are asked for while the link is up, the breaker is closed and the
    centre has nothing against this till (what it has against its events holds nothing up).

    `pull_now` and `stop` may be called from any thread.
    """

    def __init__(self, worker: SyncWorker, puller: Puller, clock: Clock) -> None:
        self._worker, self._puller, self._clock = worker, puller, clock
        self._standing = worker.standing
        self._config_version: int | None = None
        self._ahead = 0
        self._standing.board.show_streams(self._streams)
        known = [plan.state.fresh_at_ms for plan in puller.plans if plan.state.fresh_at_ms is not None]
        if known:
            self._standing.server_clock.reach(max(known))

    def pull_now(self, streams: Iterable[Stream]) -> None:
        """Ask for these as soon as the line is free."""
        self._puller.pull_now(streams)

    def stop(self) -> None:
        """Touch neither outbox nor sinks any more."""
        self._worker.stop()
        self._puller.stop()

    def step(self, now: float) -> float:
        """Do what is due, at most one request of each half; the monotonic second at which to call again."""
        due = self._worker.step(now)
        self._take_hint()
        now = self._clock.monotonic()
        if self._pull_at > now:
            self._tend(now)
            return max(now, min(due, self._pull_at, self._puller.tend_at))
        if due <= now and self._ahead < AHEAD:
            self._ahead += 1
            return now
        self._ahead = 0
        self._puller.step(now)
        now = self._clock.monotonic()
        self._standing.board.publish(now)
        return max(now, min(self._worker.due, self._pull_at))

    def _tend(self, now: float) -> None:
        """What was decided about the goods is done whether the centre is there or not, and shown."""
        if self._puller.tend_at <= now:
            self._puller.tend(now)
            self._standing.board.publish(now)

    @property
    def _pull_at(self) -> float:
        """Monotonic second; infinite while the link is down: the probe says when it is back."""
        if not self._standing.link.answers:
            return inf
        return max(self._puller.due, self._standing.gate.pull_opens_at)

    def _take_hint(self) -> None:
        """A configuration that moved on is fetched now (D7: a hint, never the data)."""
        version = self._worker.config_version
        if version is not None and (self._config_version is None or version > self._config_version):
            self._config_version = version
            self._puller.pull_now(HINTED)

    def _streams(self) -> tuple[StreamStatus, ...]:
        return self._puller.statuses(self._standing.server_clock.time_known())
