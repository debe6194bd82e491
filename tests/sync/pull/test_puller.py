"""The pull half: what is asked for, when, and what becomes of every answer (sync.md D1 to D8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.changes import AGES, CATALOGUE_STREAMS, PAGE_LIMIT, ChangePage, Stream
from core.domain.errors import DomainError
from core.ports.changes import Applied, Fetched, FetchKind
from core.ports.transport import AuthState, Refresh
from sync.pull.plan import EARLIEST
from sync.pull.puller import ORDER, SPREAD_S
from tests.strictness import ExpectedLogs
from tests.sync.pull.support import PullRig

UNKNOWN = Fetched(FetchKind.UNKNOWN, code="reset")
PRICES, STAFF, STOCK = Stream.PRICES, Stream.STAFF, Stream.STOCK


# --- when ---


def test_everything_is_fetched_soon_after_the_start_staff_first_and_products_before_prices() -> None:
    rig = PullRig()
    rig.settle(SPREAD_S)
    assert rig.source.streams() == [Stream.STAFF, Stream.CONFIG, *CATALOGUE_STREAMS, Stream.REVIEWS]
    assert rig.same()


def test_tills_that_are_switched_on_together_do_not_ask_together() -> None:
    moments = set()
    for seed in range(8):
        rig = PullRig(PRICES, seed=seed)
        rig.puller.step(0.0)
        moments.add(rig.puller.due)
    assert len(moments) == 8
    assert max(moments) <= SPREAD_S


def test_a_stream_is_asked_for_again_before_its_soft_age_and_never_at_the_same_second() -> None:
    waits = set()
    for seed in range(8):
        rig = PullRig(PRICES, seed=seed)
        rig.settle(SPREAD_S)
        waits.add(rig.puller.due - rig.clock.monotonic())
    soft = AGES[PRICES].soft_s
    assert len(waits) == 8
    assert all(EARLIEST * soft <= wait <= soft for wait in waits)


def test_what_is_fresh_at_the_start_of_the_program_is_not_fetched_again() -> None:
    rig = PullRig(PRICES, STOCK)
    rig.settle(SPREAD_S)
    rig.source.streams()
    rig.clock.advance(400)
    rig.start()
    rig.settle(SPREAD_S)
    assert rig.source.streams() == [STOCK]
    assert rig.puller.due - rig.clock.monotonic() <= AGES[PRICES].soft_s - 400


def test_one_step_asks_for_one_page_and_a_long_list_goes_on_at_once() -> None:
    rig = PullRig(PRICES)
    rig.fill(PRICES, 450)
    rig.puller.step(0.0)
    for pages in (1, 2, 3):
        rig.step()
        assert len(rig.source.asked) == pages
    assert rig.same()
    rig.log.put(PRICES, "item-0001")
    rig.step()
    assert rig.same(), "what changed during the list is fetched at once"
    assert [limit for _, _, limit in rig.source.asked] == [PAGE_LIMIT] * 4
    assert rig.line.pulled == [*[PRICES] * 4, None]
    assert rig.plan(PRICES).state.fresh_at_ms == rig.now_ms()


def test_small_streams_do_not_wait_for_a_long_list() -> None:
    rig = PullRig(PRICES, STAFF)
    rig.settle(SPREAD_S)
    rig.fill(PRICES, 1_000)
    rig.puller.pull_now([PRICES])
    rig.step()
    rig.source.streams()
    rig.puller.pull_now([STAFF])
    rig.settle(1)
    assert rig.source.streams() == [STAFF, *[PRICES] * 4], "a thousand changes, one page of them before"


def test_a_hint_or_a_person_is_answered_at_once_even_in_a_wait() -> None:
    rig = PullRig(PRICES)
    rig.source.says(PRICES, *[UNKNOWN] * 6)
    for _ in range(7):
        rig.step()
    assert rig.puller.due > rig.clock.monotonic()
    rig.puller.pull_now([PRICES, Stream.TAXES])
    assert rig.puller.due <= rig.clock.monotonic()
    rig.settle(1)
    assert rig.same()


def test_a_stream_nobody_keeps_is_never_asked_for() -> None:
    rig = PullRig(STAFF)
    rig.puller.pull_now(ORDER)
    rig.settle(SPREAD_S)
    assert set(rig.source.streams()) == {STAFF}


def test_a_clock_set_on_or_a_machine_that_slept_has_its_ages_judged_anew() -> None:
    rig = PullRig(PRICES, STOCK)
    rig.settle(SPREAD_S)
    rig.source.streams()
    rig.clock.wall_error = timedelta(days=3)
    rig.settle(SPREAD_S)
    assert rig.source.streams() == [PRICES, STOCK]


def test_a_clock_set_back_delays_nothing() -> None:
    rig = PullRig(PRICES)
    rig.settle(SPREAD_S)
    due = rig.puller.due
    rig.clock.wall_error = timedelta(days=-300)
    rig.puller.step(rig.clock.monotonic())
    assert rig.puller.due == due


# --- failures ---


def test_a_stream_that_fails_waits_longer_and_longer_and_holds_no_other_up() -> None:
    rig = PullRig(PRICES, STOCK)
    rig.source.says(PRICES, *[UNKNOWN] * 40)
    rig.settle(20 * 60)
    asked = rig.source.streams()
    assert asked.count(STOCK) >= 4, "the others are asked for as ever"
    assert 10 <= asked.count(PRICES) <= 40
    assert rig.plan(PRICES).code == "reset"
    assert rig.plan(STOCK).code == ""
    assert "lost reset" in rig.line.told


def test_no_wait_for_a_failure_is_longer_than_five_minutes() -> None:
    rig = PullRig(PRICES)
    rig.source.says(PRICES, *[UNKNOWN] * 60)
    waits = []
    for _ in range(60):
        rig.step()
        waits.append(rig.puller.due - rig.clock.monotonic())
    assert max(waits) <= 300
    assert max(waits) > 120


def test_the_server_s_wish_is_obeyed_by_the_stream_it_was_said_of() -> None:
    rig = PullRig(PRICES, STOCK)
    rig.source.says(PRICES, replace(UNKNOWN, code="http_503", retry_after_s=600.0))
    rig.settle(SPREAD_S)
    assert 595 <= rig.plan(PRICES).due_at - rig.clock.monotonic() <= 900
    assert rig.plan(STOCK).code == ""


def test_a_page_that_does_not_come_in_time_is_asked_for_in_smaller_parts() -> None:
    rig = PullRig(PRICES)
    rig.fill(PRICES, 300)
    rig.source.says(PRICES, *[replace(UNKNOWN, code="timeout")] * 9)
    rig.settle(3_600)
    limits = [limit for _, _, limit in rig.source.asked]
    assert limits[:6] == [200, 100, 50, 25, 12, 10]
    assert min(limits) == 10
    assert limits[10:14] == [20, 40, 80, 160]
    assert rig.same()


def test_an_expired_token_costs_one_refresh_and_no_wait() -> None:
    rig = PullRig(PRICES)
    rig.source.says(PRICES, Fetched(FetchKind.AUTH, code="TOKEN_EXPIRED"))
    rig.settle(SPREAD_S)
    assert rig.credentials.refreshes == 1
    assert rig.source.streams() == [PRICES, PRICES]
    assert rig.plan(PRICES).code == ""


@pytest.mark.parametrize(
    ("refresh", "told"),
    [
        (Refresh(AuthState.REFUSED, "INVALID_GRANT"), "token refused"),
        (Refresh(AuthState.UNREACHABLE, "timeout"), "token unreachable"),
    ],
)
def test_a_token_that_is_not_to_be_had_is_told(refresh: Refresh, told: str) -> None:
    rig = PullRig(PRICES)
    rig.credentials.have = False
    rig.credentials.answers.append(refresh)
    rig.puller.step(0.0)
    rig.step()
    assert rig.line.told == [told]
    assert rig.source.asked == []
    assert rig.plan(PRICES).code == refresh.code


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([Fetched(FetchKind.FORBIDDEN, code="TERMINAL_DISABLED")], "forbidden TERMINAL_DISABLED"),
        ([Fetched(FetchKind.AUTH, code="UNAUTHENTICATED")] * 2, "forbidden UNAUTHENTICATED"),
    ],
)
def test_a_till_that_is_not_served_is_told(answers: list[Fetched], told: str) -> None:
    rig = PullRig(PRICES)
    rig.source.says(PRICES, *answers)
    rig.puller.step(0.0)
    rig.step()
    assert rig.line.told == ["heard", told]


def test_a_stream_the_centre_does_not_serve_waits_with_its_cursor(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("does not serve prices")
    rig = PullRig(PRICES)
    rig.settle(SPREAD_S)
    before = rig.sink.state(PRICES)
    rig.source.says(PRICES, Fetched(FetchKind.REFUSED, code="FORBIDDEN"))
    rig.puller.pull_now([PRICES])
    rig.step()
    assert rig.sink.state(PRICES) == before
    assert rig.plan(PRICES).code == "FORBIDDEN"


def test_a_disk_that_is_full_is_a_wait_and_the_page_is_asked_for_again(
    expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_logs.expect("could not be kept: DISK_FULL")
    rig = PullRig(PRICES)
    rig.fill(PRICES, 3)
    apply, failures = rig.sink.apply, [DomainError("DISK_FULL")]

    def full(page: ChangePage, at_ms: int) -> Applied:
        if failures:
            raise failures.pop()
        return apply(page, at_ms)

    monkeypatch.setattr(rig.sink, "apply", full)
    rig.settle(30)
    assert rig.same()
    assert len(rig.source.asked) == 2


def test_after_stop_what_comes_back_touches_nothing() -> None:
    rig = PullRig(PRICES)
    rig.fill(PRICES, 3)
    rig.source.before = lambda _: rig.puller.stop()
    rig.puller.step(0.0)
    rig.step()
    assert rig.sink.rows(PRICES) == {}
    assert rig.sink.state(PRICES).cursor is None


# --- whole lists ---


def test_a_cursor_that_is_gone_brings_the_whole_list() -> None:
    rig = PullRig(PRICES)
    rig.fill(PRICES, 30)
    rig.settle(SPREAD_S)
    rig.log.remove(PRICES, "item-0003")
    rig.log.forget(PRICES)
    rig.puller.pull_now([PRICES])
    rig.settle(1)
    assert rig.same()
    assert rig.plan(PRICES).code == ""


def test_a_new_generation_brings_the_whole_list_while_the_old_one_sells_on() -> None:
    rig = PullRig(PRICES)
    rig.fill(PRICES, 300)
    rig.settle(SPREAD_S)
    old = rig.sink.in_use(PRICES)
    rig.log.renew(PRICES)
    rig.log.put(PRICES, "new")
    rig.puller.pull_now([PRICES])
    for _ in range(2):
        rig.step()
        assert rig.sink.in_use(PRICES) == old
    rig.settle(1)
    assert rig.same()


def test_a_page_of_another_generation_is_not_applied() -> None:
    rig = PullRig(PRICES)
    rig.fill(PRICES, 3)
    rig.settle(SPREAD_S)
    rig.log.put(PRICES, "item-0001")
    rig.source.says(PRICES, lambda page: replace(page, generation="g9"))
    rig.puller.pull_now([PRICES])
    rig.step()
    assert rig.sink.state(PRICES).cursor is None
    assert rig.plan(PRICES).code == "generation"
    rig.settle(1)
    assert rig.same()


def test_a_list_that_does_not_add_up_begins_anew_once_at_once_and_then_with_waits() -> None:
    rig = PullRig(PRICES)
    rig.fill(PRICES, 5)

    def lying(page: ChangePage) -> ChangePage:
        total = page.snapshot_total
        assert total is not None
        return replace(page, snapshot_total=replace(total, rows=6))

    rig.source.says(PRICES, *[lying] * 4)
    rig.settle(SPREAD_S)
    assert rig.sink.in_use(PRICES) == {}
    assert 2 <= len(rig.source.asked) <= 4
    assert rig.plan(PRICES).code == "refused"
    rig.settle(60)
    assert rig.same()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda page: replace(page, changes=page.changes * 60), "page_too_long"),
        (lambda page: replace(page, snapshot_total=None), "snapshot_total"),
    ],
)
def test_a_page_that_cannot_be_meant_is_asked_for_again_later(
    expected_logs: ExpectedLogs, wrong: object, code: str
) -> None:
    expected_logs.expect(f"contradicts itself: {code}")
    rig = PullRig(PRICES)
    rig.fill(PRICES, 5)
    rig.source.says(PRICES, wrong)  # type: ignore[arg-type]
    rig.puller.step(0.0)
    rig.step()
    assert rig.plan(PRICES).code == code
    assert rig.sink.rows(PRICES) == {}
    rig.settle(60)
    assert rig.same()


def test_a_cursor_that_stands_still_is_no_reason_to_ask_for_ever(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("cursor_stuck")
    rig = PullRig(PRICES)
    rig.settle(SPREAD_S)
    rig.source.says(PRICES, lambda page: replace(page, has_more=True))
    rig.puller.pull_now([PRICES])
    rig.step()
    assert rig.puller.due > rig.clock.monotonic()
    assert rig.plan(PRICES).code == "cursor_stuck"


@pytest.mark.parametrize("snapshot", [True, False])
def test_a_whole_list_comes_when_it_was_asked_for_and_not_otherwise(snapshot: bool) -> None:
    rig = PullRig(PRICES)
    if not snapshot:
        rig.settle(SPREAD_S)
    rig.fill(PRICES, 5)
    rig.source.says(PRICES, lambda page: replace(page, snapshot=not snapshot, snapshot_total=None))
    rig.puller.pull_now([PRICES])
    rig.step()
    assert rig.sink.rows(PRICES) == {}
    assert rig.plan(PRICES).code == ("no_snapshot" if snapshot else "snapshot")
    rig.settle(60)
    assert rig.same()


# --- the sanity valve ---


@pytest.mark.parametrize("take", [True, False])
def test_what_is_held_rests_until_a_person_has_decided(expected_logs: ExpectedLogs, take: bool) -> None:
    expected_logs.allow("waits for a person")
    rig = PullRig(PRICES, STOCK)
    rig.fill(PRICES, 40)
    rig.settle(SPREAD_S)
    for n in range(20):
        rig.log.remove(PRICES, f"item-{n:04}")
    old = rig.sink.in_use(PRICES)
    rig.puller.pull_now([PRICES])
    rig.step()
    assert rig.plan(PRICES).state.held
    rig.source.streams()
    rig.settle(600)
    assert PRICES not in rig.source.streams()
    assert rig.sink.in_use(PRICES) == old
    rig.sink.decide(PRICES, take=take)
    rig.puller.pull_now([PRICES])
    rig.settle(1)
    assert rig.same([PRICES]) is take
    assert rig.plan(PRICES).state.held is not take, "the whole list lacks as much, and is asked about"
