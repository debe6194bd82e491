"""Numbers, dates and times as people in Panama write them (ux.md section 2: no QLocale).

Amounts are shown without their symbol: the screen draws ``B/.`` smaller beside them.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

_DAYS = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def money(value: Decimal) -> str:
    """``1,234.50``; minus is U+2212. The value must already have at most 2 decimals."""
    text = f"{abs(value):,.2f}"
    return f"−{text}" if value < 0 else text


def quantity(value: Decimal, *, measured: bool) -> str:
    """``2`` for pieces, always three decimals for goods by measure (``0.735``)."""
    return f"{value:.3f}" if measured else f"{value:f}"


def stock(value: Decimal) -> str:
    """``38``, ``0.735`` or ``−3``: no zeros that say nothing; minus is U+2212."""
    text = f"{abs(value).normalize():,f}"
    return f"−{text}" if value < 0 else text


def percent(value: Decimal) -> str:
    """``5 %`` or ``2.5 %``: no zeros that say nothing."""
    return f"{value.normalize():f} %"


def tax_label(code: str, rate: Decimal, exempt: str = "Ex.") -> str:
    """``7 %`` or ``Ex.``."""
    return exempt if code == "00" else percent(rate)


def clock_time(moment: datetime) -> str:
    """``15:05``."""
    return f"{moment:%H:%M}"


def date(moment: datetime, language: str) -> str:
    """``24/11/2026`` or ``24 Nov 2026``."""
    if language == "en":
        return f"{moment.day} {_MONTHS_EN[moment.month - 1]} {moment.year}"
    return f"{moment:%d/%m/%Y}"


def long_date(moment: datetime, language: str) -> str:
    """``martes 24/11/2026`` or ``Tuesday 24 Nov 2026``."""
    return f"{_DAYS.get(language, _DAYS['es'])[moment.weekday()]} {date(moment, language)}"


def wait(seconds: int) -> str:
    """A waiting time: ``45 s``, ``5 min``, ``1 h 05``."""
    if seconds < 60:
        return f"{seconds} s"
    minutes = (seconds + 59) // 60
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d}"


def age(seconds: int) -> str:
    """How long something has waited: as `wait`, from two days on ``13 d``."""
    return wait(seconds) if seconds < 48 * 3600 else f"{seconds // 86_400} d"


def countdown(seconds: int) -> str:
    """Time that runs out: ``48 s``, from a minute on ``4:12``."""
    return f"{seconds} s" if seconds < 60 else f"{seconds // 60}:{seconds % 60:02d}"
