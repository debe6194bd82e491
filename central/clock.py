"""The machine's clock and chance behind the ports."""

from __future__ import annotations

import random
import secrets
import time
from datetime import UTC, datetime

from core.domain.ids import uuid7_from


class SystemClock:
    """Wall and monotonic time of this machine."""

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()


class SystemIds:
    """Identifiers from the system's randomness."""

    def uuid7(self) -> str:
        """A new UUIDv7."""
        return uuid7_from(time.time_ns() // 1_000_000, secrets.token_bytes(10))

    def random_bytes(self, count: int) -> bytes:
        """Cryptographically strong."""
        return secrets.token_bytes(count)

    def uniform(self, low: float, high: float) -> float:
        """For jitter only."""
        return random.uniform(low, high)
