"""How far a long backlog has come, and how long it honestly still takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sync.link import LinkState
from sync.status import SyncStatus

LONG: Final = 100
"""Events from which a backlog is long: two full batches."""
MEASURED_S: Final = 3.0
"""Seconds of sending before a remaining time is said at all."""


@dataclass(slots=True)
class Drain:
    """Counts what left since a backlog began; what is sold meanwhile makes it longer, not less done.

    The remaining time comes from what was measured while the line stood, and is not said while it does not.

    Attributes:
        done: Events that left since it began.
        total: These and what still waits.
    """

    done: int = 0
    total: int = 0
    _queued: int = 0
    _flowing_s: float = 0.0
    _flowing_since: float | None = None

    @property
    def long(self) -> bool:
        """Whether it is worth a bar: something waits, and it is or was a lot."""
        return self._queued > 0 and self.total >= LONG

    def see(self, status: SyncStatus, now: float) -> None:
        """Take over a new status at a monotonic second."""
        self.done += max(0, self._queued - status.queued)
        self._queued = status.queued
        if not self._queued:
            self.done, self.total, self._flowing_s, self._flowing_since = 0, 0, 0.0, None
            return
        self.total = self.done + self._queued
        waits = status.next_attempt_s is not None or status.pause is not None
        flows = status.link is LinkState.ONLINE and not waits
        if self._flowing_since is not None:
            self._flowing_s += now - self._flowing_since
        self._flowing_since = now if flows else None

    def left_s(self, now: float) -> int | None:
        """Seconds that the rest takes at the pace so far; None while nothing moves or too little was seen."""
        if self._flowing_since is None or not self.done:
            return None
        spent = self._flowing_s + now - self._flowing_since
        return None if spent < MEASURED_S else max(1, round(spent * self._queued / self.done))
