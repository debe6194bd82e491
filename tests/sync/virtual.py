"""Virtual time, seeded ids and chance: the same seed gives the same run (faults.md section 2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from core.domain.ids import uuid7_from

EPOCH = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


class VirtualClock:
    """Wall and monotonic time that move only when told to; the wall can jump on its own."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.wall_error = timedelta()

    def now(self) -> datetime:
        """Wall clock."""
        return EPOCH + timedelta(seconds=self.seconds) + self.wall_error

    def monotonic(self) -> float:
        """Seconds since the start of the run."""
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds

    def advance_to(self, moment: float) -> None:
        """Let time pass until a monotonic moment."""
        self.seconds = max(self.seconds, moment)


class SeededIds:
    """`core.ports.clock.IdSource` from one seeded generator."""

    def __init__(self, clock: VirtualClock, seed: int = 1) -> None:
        self._clock = clock
        self._random = Random(seed)

    def uuid7(self) -> str:
        """A UUIDv7 of virtual time."""
        millis = int(self._clock.now().timestamp() * 1000)
        return uuid7_from(millis, self._random.randbytes(10))

    def random_bytes(self, count: int) -> bytes:
        """Seeded bytes."""
        return self._random.randbytes(count)

    def uniform(self, low: float, high: float) -> float:
        """Seeded jitter."""
        return self._random.uniform(low, high)
