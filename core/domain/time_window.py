"""Hours in which a price or promotion holds, on Panama's clock (domain.md section 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from core.domain.shift import PANAMA

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """Half-open [start, end); may cross midnight, and then belongs to the day it began.

    Attributes:
        days: Days on which the window begins, as in `DAYS`; empty means every day.
    """

    start: time
    end: time
    days: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, start: str, end: str, days: Sequence[str] | None = None) -> TimeWindow:
        """Read ``HH:MM`` times and day names.

        Raises:
            ValueError: not a time, or an unknown day.
        """
        chosen = frozenset(days or ())
        if not chosen <= frozenset(DAYS):
            raise ValueError(f"unknown day in {sorted(chosen)}")
        return cls(time.fromisoformat(start), time.fromisoformat(end), chosen)

    def active(self, moment: datetime) -> bool:
        """Whether an aware moment lies in the window.

        Raises:
            ValueError: ``moment`` has no offset.
        """
        if moment.tzinfo is None:
            raise ValueError("a moment needs an offset")
        local = moment.astimezone(PANAMA)
        clock = local.time()
        if self.start <= self.end:
            return self._begins(local) and self.start <= clock < self.end
        if clock >= self.start:
            return self._begins(local)
        return clock < self.end and self._begins(local - timedelta(days=1))

    def _begins(self, day: datetime) -> bool:
        return not self.days or DAYS[day.weekday()] in self.days
