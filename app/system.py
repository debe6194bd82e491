"""The real clock and the real source of identifiers."""

from __future__ import annotations

import os
import random
import time
from datetime import UTC, datetime

from core.domain.ids import uuid7_from


class SystemClock:
    """Wall and monotonic clock of this machine."""

    def now(self) -> datetime:
        """Wall clock, aware, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()


class SystemIds:
    """Identifiers and randomness from the operating system."""

    def __init__(self) -> None:
        self._jitter = random.SystemRandom()

    def uuid7(self) -> str:
        """A new UUIDv7."""
        return uuid7_from(time.time_ns() // 1_000_000, os.urandom(10))

    def random_bytes(self, count: int) -> bytes:
        """Strong random bytes."""
        return os.urandom(count)

    def uniform(self, low: float, high: float) -> float:
        """A number in [low, high)."""
        return self._jitter.uniform(low, high)
