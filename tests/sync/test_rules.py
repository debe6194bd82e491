"""The pure rules: jitter, breaker, batch size, link, the centre's clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.backoff import Backoff, Breaker, jitter_ceiling
from sync.batch import BatchSize
from sync.gate import Gate
from sync.link import STEADY_ANSWERS, Link, LinkState
from sync.server_clock import Offset, ServerClock
from sync.status import Pause, SyncStatus
from tests.sync.virtual import SeededIds, VirtualClock

# --- backoff and breaker ---


@pytest.mark.parametrize(("failures", "ceiling"), [(1, 2), (3, 8), (8, 256), (9, 300), (10_000, 300)])
def test_the_jitter_s_ceiling_doubles_up_to_five_minutes(failures: int, ceiling: float) -> None:
    assert jitter_ceiling(failures) == ceiling


@given(st.integers(1, 40), st.integers(0, 2**32))
def test_full_jitter_stays_below_its_ceiling(failures: int, seed: int) -> None:
    ids, backoff = SeededIds(VirtualClock(), seed), Backoff()
    waits = [backoff.failed(ids) for _ in range(failures)]
    assert all(0 <= wait <= jitter_ceiling(n) for n, wait in enumerate(waits, 1))


def test_jitter_is_full_not_half() -> None:
    waits = []
    for seed in range(200):
        backoff = Backoff(failures=8)
        waits.append(backoff.failed(SeededIds(VirtualClock(), seed)))
    assert min(waits) < 30
    assert max(waits) > 270


@given(st.floats(0, 10_000), st.integers(0, 2**32))
def test_retry_after_is_obeyed_up_to_fifteen_minutes(wished: float, seed: int) -> None:
    wait = Backoff().failed(SeededIds(VirtualClock(), seed), wished)
    assert min(wished, 900) <= wait <= 900


def test_success_starts_the_count_anew() -> None:
    backoff = Backoff(failures=7)
    backoff.succeeded()
    assert backoff.failed(SeededIds(VirtualClock())) <= 2


def test_the_breaker_opens_with_the_fifth_unknown_outcome_in_a_row() -> None:
    breaker = Breaker()
    for _ in range(4):
        breaker.unknown(100.0)
    assert breaker.open_until == 0
    breaker.unknown(100.0)
    assert breaker.open_until == 160


def test_a_failed_probe_opens_the_breaker_again_and_an_answer_closes_it() -> None:
    breaker = Breaker()
    for now in (0, 0, 0, 0, 0, 60):
        breaker.unknown(float(now))
    assert breaker.open_until == 120
    breaker.answered()
    assert (breaker.open_until, breaker.unknowns) == (0, 0)


def test_the_later_of_breaker_and_backoff_decides() -> None:
    gate = Gate(SeededIds(VirtualClock()))
    for _ in range(5):
        gate.unknown(0.0, None)
    assert gate.opens_at >= 60
    gate.unknown(60.0, 600.0)
    assert gate.opens_at >= 660


def test_a_pause_ends_by_an_answer_or_is_looked_at_again() -> None:
    gate = Gate(SeededIds(VirtualClock()))
    gate.rest(Pause.SECRETS_LOCKED, 10.0)
    assert gate.opens_at == 310
    gate.rest(Pause.AUTH_REFUSED, 10.0)
    assert gate.opens_at == 3_610
    gate.rest(Pause.FENCED, 10.0)
    assert gate.opens_at == float("inf")
    gate.answered()
    assert (gate.pause, gate.opens_at) == (None, 0)


# --- batch size ---


def test_timeouts_halve_down_to_ten() -> None:
    size = BatchSize()
    seen = []
    for _ in range(4):
        size.timed_out(size.items)
        seen.append(size.items)
    assert seen == [25, 12, 10, 10]


def test_413_halves_down_to_one() -> None:
    size = BatchSize()
    seen = []
    while size.too_large(size.items):
        seen.append(size.items)
    assert seen == [25, 12, 6, 3, 1]


def test_brisk_answers_grow_the_batch_again_and_slow_ones_do_not() -> None:
    size = BatchSize()
    for _ in range(3):
        size.timed_out(size.items)
    size.answered(20.0)
    assert size.items == 10
    for expected in (20, 40, 50, 50):
        size.answered(0.1)
        assert size.items == expected


def test_after_a_413_the_batch_creeps_up_one_by_one() -> None:
    size = BatchSize()
    size.too_large(50)
    size.answered(0.1)
    assert size.items == 26


@given(st.lists(st.tuples(st.sampled_from(["timeout", "413", "slow", "brisk"]), st.integers(1, 50))))
def test_the_batch_size_stays_in_its_limits(steps: list[tuple[str, int]]) -> None:
    size = BatchSize()
    for kind, count in steps:
        sent = min(count, size.items)
        if kind == "timeout":
            size.timed_out(sent)
        elif kind == "413":
            size.too_large(sent)
        else:
            size.answered(30.0 if kind == "slow" else 0.1)
        assert 1 <= size.items <= 50


# --- link ---


def test_one_missing_answer_is_offline_and_two_good_ones_are_online() -> None:
    link = Link()
    states = [link.state]
    for answer in (link.good, link.bad, link.good, link.good, link.bad, link.good, link.bad):
        answer()
        states.append(link.state)
    assert states == [
        LinkState.CONNECTING,
        LinkState.ONLINE,
        LinkState.OFFLINE,
        LinkState.OFFLINE,
        LinkState.ONLINE,
        LinkState.OFFLINE,
        LinkState.OFFLINE,
        LinkState.OFFLINE,
    ]


def test_a_link_lost_soon_after_its_return_has_to_prove_itself_longer_up_to_a_minute() -> None:
    link, needed = Link(), list[int]()
    link.good()
    for _ in range(6):
        link.bad()
        answers = 0
        while link.state is LinkState.OFFLINE:
            link.good()
            answers += 1
        needed.append(answers)
    assert needed == [2, 4, 8, 16, STEADY_ANSWERS, STEADY_ANSWERS]
    for _ in range(STEADY_ANSWERS):
        link.good()
    link.bad()
    link.good()
    link.good()
    assert link.state is LinkState.ONLINE


# --- the centre's clock ---


def sample(clock: VirtualClock, server: ServerClock, error_ms: int, rtt: float) -> None:
    """The centre's clock is ahead by ``error_ms``; the answer takes ``rtt`` there and back, evenly."""
    sent = clock.now()
    clock.advance(rtt)
    server.sample(sent, rtt, round(sent.timestamp() * 1000 + rtt * 500) + error_ms)


def test_the_offset_is_server_minus_till_with_half_the_round_trip_as_error() -> None:
    clock = VirtualClock()
    server = ServerClock(clock)
    sample(clock, server, -240, 0.07)
    assert server.best() == Offset(-240, 35)


def test_slow_answers_are_no_samples_and_the_best_one_counts() -> None:
    clock = VirtualClock()
    server = ServerClock(clock)
    sample(clock, server, 100, 2.1)
    assert server.best() is None
    sample(clock, server, 110, 0.5)
    sample(clock, server, 100, 0.1)
    sample(clock, server, 130, 0.9)
    assert server.best() == Offset(100, 50)


def test_samples_die_with_the_clock_they_measured_and_of_age() -> None:
    clock = VirtualClock()
    server = ServerClock(clock)
    sample(clock, server, 100, 0.1)
    clock.wall_error = timedelta(days=365)
    assert server.best() is None
    sample(clock, server, 200, 0.1)
    clock.advance(601)
    assert server.best() is None


@given(st.integers(-(10**10), 10**10), st.floats(0, 2), st.floats(0, 1))
def test_the_true_offset_lies_within_the_error(true_ms: int, rtt: float, there: float) -> None:
    clock = VirtualClock()
    server = ServerClock(clock)
    sent = clock.now()
    server.sample(sent, rtt, round(sent.timestamp() * 1000 + rtt * there * 1000) + true_ms)
    best = server.best()
    assert best is not None
    assert abs(best.offset_ms - true_ms) <= best.error_ms + 2


# --- status ---


def test_what_the_centre_said_last_outlives_a_clock_that_is_turned_back() -> None:
    clock = VirtualClock()
    server = ServerClock(clock)
    assert server.time_known().now_ms == server.time_known().latest_ms
    sample(clock, server, 0, 0.1)
    said = server.reached
    assert said is not None
    clock.wall_error = timedelta(days=-9)
    clock.advance(60)
    known = server.time_known()
    assert known.latest_ms == said.at_ms + 60_000
    assert known.now_ms < known.latest_ms


def test_an_answer_too_slow_for_a_sample_still_names_a_moment_that_was_reached() -> None:
    clock = VirtualClock()
    server = ServerClock(clock)
    server.sample(clock.now(), 30.0, 1_795_532_400_000)
    assert server.best() is None
    assert server.reached is not None
    server.reach(1)
    assert server.reached.at_ms == 1_795_532_400_000


def test_a_moment_of_a_former_run_counts_until_the_centre_says_one() -> None:
    clock = VirtualClock()
    server = ServerClock(clock)
    ahead = int(clock.now().timestamp() * 1000) + 3_600_000
    server.reach(ahead)
    assert server.time_known().latest_ms == ahead
    sample(clock, server, 0, 0.1)
    assert server.time_known().latest_ms < ahead


@pytest.mark.parametrize("pause", list(Pause))
def test_a_pause_holds_the_pull_unless_it_is_about_events(pause: Pause) -> None:
    gate = Gate(SeededIds(VirtualClock()))
    gate.rest(pause, 10.0)
    about_events = pause in (Pause.FENCED, Pause.UPGRADE_REQUIRED)
    assert gate.holds_pull is not about_events
    assert (gate.pull_opens_at == 0.0) is about_events


def test_a_failed_push_that_waits_holds_no_pull_until_the_breaker_opens() -> None:
    gate = Gate(SeededIds(VirtualClock()))
    for failures in range(1, 6):
        gate.unknown(100.0, None)
        assert gate.pull_opens_at == (160.0 if failures == 5 else 0.0)


def test_only_trouble_with_tokens_is_an_auth_pause() -> None:
    assert SyncStatus(pause=Pause.SECRETS_LOCKED).auth_paused
    assert not SyncStatus(pause=Pause.FENCED).auth_paused
    assert not SyncStatus().auth_paused
