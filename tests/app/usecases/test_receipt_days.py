"""Days as people type them to find a receipt."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.usecases.receipt_days import day_number, day_of

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("24/11", TODAY),
        ("24/11/", TODAY),
        ("4/1", date(2026, 1, 4)),
        ("25/11", date(2025, 11, 25)),
        ("29/02", date(2024, 2, 29)),
        ("24/11/2025", date(2025, 11, 24)),
        ("24/11/25", date(2025, 11, 24)),
        ("25/11/2026", date(2026, 11, 25)),
        ("Hoy", TODAY),
        (" today ", TODAY),
        ("AYER", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 23)),
    ],
)
def test_a_typed_day_is_read_day_before_month_and_never_lies_ahead_unless_its_year_says_so(
    typed: str, day: date
) -> None:
    assert day_of(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "24", "24/", "31/2", "0/1", "1/13", "24/11/202", "24-11", "24.11", "mañana", "hoyo", "٢/٣"]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert day_of(typed, TODAY) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_written_as_on_paper_is_read_back(day: date) -> None:
    assert day_of(f"{day:%d/%m/%Y}", TODAY) == day
    assert day_number(day) * 86_400 == int((day - date(1970, 1, 1)).total_seconds())
