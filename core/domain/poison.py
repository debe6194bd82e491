"""When an item that fails by itself is set aside so that it troubles the rest no more (sync.md U7)."""

from __future__ import annotations

from typing import Final

QUARANTINE_S: Final = 900
"""Seconds an item must have been failing."""
FAILING_STEP_S: Final = 129
"""The most one failure adds. The first adds next to nothing, so 900 s are never reached before the eighth:
the sum alone, which survives restarts, says both "8 times" and "over 15 minutes"."""
HOLD_S: Final = 130
"""An item that failed by itself waits so long before it is tried by itself again."""
AGAIN_S: Final = 86_400
"""A quarantined item is tried again daily, and after every start (an update is one)."""


class FailingTimes:
    """Remembers in memory when items failed last; after a restart the time before does not count."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def failed(self, event_id: str, now_ms: int) -> int:
        """Whole seconds to add to the item's ``failing_s``, 1 to `FAILING_STEP_S`.

        Args:
            event_id: The item.
            now_ms: Monotonic milliseconds.
        """
        last = self._last.get(event_id, now_ms)
        self._last[event_id] = now_ms
        return max(1, min(FAILING_STEP_S, (now_ms - last) // 1_000))

    def forget(self, event_id: str) -> None:
        """It fails no more."""
        self._last.pop(event_id, None)
