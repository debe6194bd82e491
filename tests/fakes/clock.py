"""A clock and identifiers that move only when a test says so."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from core.domain.ids import uuid7_from

START = datetime(2026, 11, 24, 15, 2, tzinfo=UTC)  # 10:02 in Panama


class ManualClock:
    """Wall and monotonic time move together unless `jump` is used."""

    def __init__(self, start: datetime = START) -> None:
        self.wall = start
        self.mono = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.mono

    def advance(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.mono += seconds

    def jump(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)


class SeededIds:
    """Deterministic identifiers."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._ms = 1_795_000_000_000

    def uuid7(self) -> str:
        self._ms += 1
        return uuid7_from(self._ms, self._random.randbytes(10))

    def random_bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)

    def uniform(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)
