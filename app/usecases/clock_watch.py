"""The wall clock set back while the till runs: on record, said once, and selling goes on (sync.md K2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from app.usecases.drafts import DraftKeeper, Fact
from app.usecases.state import TillState
from core.domain.journal.events import EventKind, JsonObject, format_time

STEP: Final = timedelta(seconds=2)
"""Smaller steps are the system keeping time."""


class ClockWatch:
    """Looks at the clock now and then; order and waits never depend on it.

    Args:
        drafts: Stores the event.
        told: Hears of the time before and after.
    """

    def __init__(
        self, state: TillState, drafts: DraftKeeper, told: Callable[[datetime, datetime], Any]
    ) -> None:
        self._state = state
        self._drafts = drafts
        self._told = told
        self._last = state.clock.now()

    def look(self) -> None:
        """Compare with the last look; one step back is one event."""
        before, now = self._last, self._state.clock.now()
        self._last = now
        if before - now <= STEP:
            return
        data: JsonObject = {
            "before": format_time(before),
            "after": format_time(now),
            "back_ms": (before - now) // timedelta(milliseconds=1),
        }
        self._drafts.fact(Fact(EventKind.CLOCK_BACK, data))
        self._told(before, now)
