"""Time, identifiers and chance come in from outside (law 5)."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time is data, never order (sync.md K1); timeouts run on the monotonic clock."""

    def now(self) -> datetime:
        """Wall clock, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back, from an arbitrary start."""
        ...


class IdSource(Protocol):
    """Fresh identifiers and randomness."""

    def uuid7(self) -> str:
        """A new UUIDv7, lower-case canonical text."""
        ...

    def random_bytes(self, count: int) -> bytes:
        """Cryptographically strong random bytes."""
        ...

    def uniform(self, low: float, high: float) -> float:
        """A number in [low, high), for jitter only."""
        ...
