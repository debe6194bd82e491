from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.credit import FRESH, OFFLINE_FOR, SKEW, OfflineLimits, credit_available, points_available
from core.domain.money import from_cents

amounts = st.integers(0, 100_000).map(from_cents)
ages = st.integers(-3_600, 200_000).map(lambda seconds: timedelta(seconds=seconds))
limits = st.builds(OfflineLimits, st.none() | amounts, st.none() | st.integers(0, 5_000))
HUNDRED = Decimal("100.00")


@pytest.mark.parametrize(
    ("age", "credit"),
    [
        (timedelta(0), "60.00"),
        (FRESH, "60.00"),
        (FRESH + timedelta(seconds=1), "25.00"),
        (OFFLINE_FOR, "25.00"),
        (OFFLINE_FOR + timedelta(seconds=1), "0.00"),
        (timedelta(seconds=-1), "60.00"),
        (-SKEW, "60.00"),
        (-SKEW - timedelta(seconds=1), "0.00"),
    ],
)
def test_credit_shrinks_as_its_figure_ages(age: timedelta, credit: str) -> None:
    available = credit_available(HUNDRED, Decimal("40.00"), age, OfflineLimits(credit=Decimal("25.00")))
    assert available == Decimal(credit)


def test_without_a_signed_limit_there_is_no_credit_offline() -> None:
    assert credit_available(HUNDRED, Decimal("0.00"), timedelta(hours=1)) == 0


def test_a_customer_without_credit_has_none() -> None:
    assert credit_available(None, Decimal("0.00"), timedelta(0), OfflineLimits(credit=HUNDRED)) == 0


def test_what_this_till_gave_meanwhile_counts_twice_never() -> None:
    offline = OfflineLimits(credit=Decimal("25.00"))
    hour = timedelta(hours=1)
    assert credit_available(HUNDRED, Decimal("40.00"), hour, offline, Decimal("20.00")) == Decimal("5.00")
    assert credit_available(HUNDRED, Decimal("90.00"), hour, offline, Decimal("4.00")) == Decimal("6.00")


@pytest.mark.parametrize(
    ("age", "points"),
    [
        (timedelta(0), 204),
        (timedelta(hours=1), 90),
        (timedelta(hours=25), 0),
        (timedelta(days=-300), 0),
        (-SKEW, 204),
    ],
)
def test_points_shrink_as_their_balance_ages(age: timedelta, points: int) -> None:
    assert points_available(214, age, OfflineLimits(points=100), spent_here=10) == points


def test_without_a_signed_limit_the_last_balance_is_the_bound() -> None:
    assert points_available(214, timedelta(hours=1), spent_here=10) == 204


@given(amounts, amounts, ages, limits, amounts)
def test_age_never_gives_more_credit_and_never_less_than_none(
    limit: Decimal, used: Decimal, age: timedelta, offline: OfflineLimits, spent: Decimal
) -> None:
    now = credit_available(limit, used, timedelta(0), offline, spent)
    later = credit_available(limit, used, age, offline, spent)
    assert 0 <= later <= now <= limit


@given(st.integers(0, 5_000), ages, limits, st.integers(0, 5_000))
def test_age_never_gives_more_points_and_never_less_than_none(
    balance: int, age: timedelta, offline: OfflineLimits, spent: int
) -> None:
    now = points_available(balance, timedelta(0), offline, spent)
    assert 0 <= points_available(balance, age, offline, spent) <= now <= balance
