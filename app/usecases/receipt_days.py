"""A day as people type it to find a receipt: ``24/11``, ``24/11/2026``, ``hoy``, ``ayer``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from core.domain.search import fold

_DAY: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{2}|[0-9]{4}))?/?")
_WORDS: Final = {"hoy": 0, "today": 0, "ayer": 1, "yesterday": 1}
"""Days back; a person may type either language, whichever the till speaks."""
_CENTURY: Final = 2000
_SHORT_YEAR: Final = 100
_FIRST: Final = date(1970, 1, 1)


def day_of(text: str, today: date) -> date | None:
    """The day a text means, day before month as it stands on paper; None when it is none.

    Args:
        text: As typed. Without a year it is the last such day: in January ``24/11`` is last year's.
        today: The shop's.
    """
    back = _WORDS.get(fold(text).strip())
    if back is not None:
        return today - timedelta(days=back)
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = (None if part is None else int(part) for part in match.groups())
    if day is None or month is None:
        return None
    if year is not None:
        return _date(year + _CENTURY if year < _SHORT_YEAR else year, month, day)
    return _latest(today, month, day)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _FIRST).days


def _latest(today: date, month: int, day: int) -> date | None:
    for year in range(today.year, today.year - 8, -1):  # a leap day lies up to eight years back
        found = _date(year, month, day)
        if found is not None and found <= today:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
