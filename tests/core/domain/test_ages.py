from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ages import Freshness, Reached, TimeKnown, age_of, time_known
from core.domain.changes import AGES, Stream

DAY = 86_400
AT = 1_795_532_400_000


def later(seconds: int) -> TimeKnown:
    return TimeKnown(AT + seconds * 1000, AT + seconds * 1000)


@pytest.mark.parametrize(
    ("stream", "seconds", "freshness"),
    [
        (Stream.PRICES, 0, Freshness.FRESH),
        (Stream.PRICES, 15 * 60 - 1, Freshness.FRESH),
        (Stream.PRICES, 15 * 60, Freshness.STALE),
        (Stream.PRICES, DAY, Freshness.WARN),
        (Stream.PRICES, 7 * DAY, Freshness.HARD),
        (Stream.PRODUCTS, 400 * DAY, Freshness.WARN),
        (Stream.CUSTOMERS, DAY, Freshness.HARD),
        (Stream.STAFF, 72 * 3600, Freshness.HARD),
        (Stream.STOCK, 3600, Freshness.WARN),
        (Stream.REVIEWS, 400 * DAY, Freshness.STALE),
    ],
)
def test_ages_have_the_limits_of_their_stream(stream: Stream, seconds: int, freshness: Freshness) -> None:
    age = age_of(stream, AT, later(seconds))
    assert (age.age_s, age.freshness) == (seconds, freshness)


def test_what_never_came_has_no_age() -> None:
    age = age_of(Stream.STAFF, None, later(0))
    assert (age.age_s, age.freshness) == (None, Freshness.NEVER)


def test_turning_a_clock_back_extends_no_hard_limit() -> None:
    reached = Reached(AT, 100_000)
    turned = time_known(AT - 30 * DAY * 1000, 100_000 + 73 * 3_600_000, None, reached)
    assert age_of(Stream.STAFF, AT, turned).freshness is Freshness.HARD
    assert age_of(Stream.PRICES, AT, turned).freshness is Freshness.FRESH, "what is said goes by the estimate"


def test_a_clock_that_is_ahead_ages_what_is_hard_and_only_that() -> None:
    ahead = time_known(AT + 80 * 3600 * 1000, 0, -80 * 3600 * 1000, None)
    assert age_of(Stream.STAFF, AT, ahead).freshness is Freshness.HARD
    assert age_of(Stream.STOCK, AT, ahead).freshness is Freshness.FRESH


@given(
    wall=st.integers(-(10**9), 10**9),
    offset=st.none() | st.integers(-(10**8), 10**8),
    ran=st.integers(0, 10**9),
)
def test_the_latest_moment_never_goes_back(wall: int, offset: int | None, ran: int) -> None:
    reached = Reached(AT, 5_000)
    time = time_known(AT + wall, 5_000 + ran, offset, reached)
    assert time.latest_ms >= max(AT + ran, AT + wall, time.now_ms)


def test_what_an_earlier_run_knew_only_makes_it_later_and_the_centres_word_counts_alone() -> None:
    noted, older = Reached(AT + 4 * DAY * 1000, 5_000), Reached(AT, 6_000)
    assert older.after(noted) is noted
    assert noted.after(older) is noted
    assert older.after(None) is older
    word = Reached(AT, 6_000, said=True)
    assert word.after(noted) is word
    assert noted.after(word) is word


def test_an_age_is_never_negative() -> None:
    assert age_of(Stream.STOCK, AT, later(-50)).age_s == 0


def test_every_stream_has_limits_that_grow() -> None:
    for stream in Stream:
        ages = AGES[stream]
        limits = [limit for limit in (ages.soft_s, ages.warn_s, ages.hard_s) if limit is not None]
        assert limits == sorted(limits)
