"""Waiting times between attempts to reach a device: 0.5, 1, 2, 5, 10 s, then 10 s for ever, ±20 %."""

from __future__ import annotations

from typing import Final

from core.ports.clock import IdSource

STEPS_S: Final = (0.5, 1.0, 2.0, 5.0, 10.0)
JITTER: Final = 0.2


class Backoff:
    """Counts failures in a row."""

    def __init__(self, ids: IdSource) -> None:
        self._ids = ids
        self._failures = 0

    def next_wait(self) -> float:
        """Seconds to wait after one more failure."""
        step = STEPS_S[min(self._failures, len(STEPS_S) - 1)]
        self._failures += 1
        return step * self._ids.uniform(1 - JITTER, 1 + JITTER)

    def reset(self) -> None:
        """The device proved that it is there."""
        self._failures = 0
