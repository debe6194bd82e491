"""A sliding-window limiter in memory: one process, at most some ten thousand keys."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Final

from core.ports.clock import Clock

_MAX_KEYS: Final = 10_000


class MemoryLimiter:
    """Counts calls per key; the key unused for longest is forgotten first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: OrderedDict[str, deque[float]] = OrderedDict()

    async def allow(self, key: str, limit: int, seconds: float) -> float | None:
        """See `central.services.ports.Limiter`."""
        now = self._clock.monotonic()
        calls = self._calls.setdefault(key, deque())
        self._calls.move_to_end(key)
        while len(self._calls) > _MAX_KEYS:
            self._calls.popitem(last=False)
        while calls and calls[0] <= now - seconds:
            calls.popleft()
        if len(calls) >= limit:
            return calls[0] + seconds - now
        calls.append(now)
        return None
