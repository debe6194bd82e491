"""The worker in virtual time: what it sends when, and what it makes of every answer (sync.md U6, U10)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import inf

import pytest

from core.domain.outbox import Batch, ItemResult, ItemStatus, RowState
from core.ports.transport import Outcome, OutcomeKind
from sync.link import LinkState
from sync.status import Pause
from tests.strictness import ExpectedLogs
from tests.sync.support import Rig, accepted, failure


@pytest.fixture
def rig() -> Rig:
    return Rig()


def states(rig: Rig) -> set[RowState]:
    return {row.state for row in rig.outbox.rows}


def link(rig: Rig) -> str:
    return str(rig.status.link)


# --- the ordinary way ---


def test_a_backlog_goes_up_in_batches_of_fifty_in_order(rig: Rig) -> None:
    ids = rig.append(123)
    rig.run_for(1)
    assert [len(batch.items) for batch in rig.transport.batches] == [50, 50, 23]
    assert [item.event_id for batch in rig.transport.batches for item in batch.items] == ids
    assert states(rig) == {RowState.ACKED}
    assert rig.status.batch_sizes == (50, 50, 23)


def test_a_commit_wakes_the_worker_at_once(rig: Rig) -> None:
    rig.run_for(10)
    rig.append()
    now = rig.clock.monotonic()
    rig.step()
    assert rig.transport.push_times == [now]


def test_without_a_commit_the_outbox_is_looked_at_every_half_minute(rig: Rig) -> None:
    rig.run_for(1)
    rig.outbox.append("{}")
    rig.run_for(31)
    assert len(rig.transport.batches) == 1


def test_the_status_tells_the_flight_and_the_end(rig: Rig) -> None:
    rig.append(3)
    rig.run_for(1)
    assert [status.in_flight for status in rig.told if status.in_flight] == [3]
    assert rig.status.queued == 0
    assert rig.status.oldest_at_ms is None
    assert (rig.status.last_batch_items, rig.status.last_error) == (3, "")
    assert rig.status.last_batch_s == pytest.approx(0.02)
    assert rig.status.next_attempt_s is None


def test_nothing_is_told_twice(rig: Rig) -> None:
    rig.run_for(60)
    told = len(rig.told)
    rig.run_for(60)
    assert len(rig.told) == told


# --- unknown outcomes ---


def test_an_unknown_outcome_leaves_everything_pending_and_the_same_events_go_again(rig: Rig) -> None:
    ids = rig.append(2)
    rig.transport.script.append(failure())
    rig.run_for(5)
    assert [[item.event_id for item in batch.items] for batch in rig.transport.batches] == [ids, ids]
    assert [row.attempts for row in rig.outbox.rows] == [1, 1]
    assert states(rig) == {RowState.ACKED}


def test_a_wait_is_not_cut_short_by_commits(rig: Rig) -> None:
    rig.append()
    rig.transport.script.append(failure("http_503", retry_after_s=600.0))
    rig.run_for(1)
    for _ in range(20):
        rig.append()
        rig.run_for(25)
    assert len(rig.transport.batches) == 1
    assert rig.status.queued == 21
    assert rig.status.next_attempt_s is not None
    rig.run_for(110)
    assert len(rig.transport.batches) == 2


def test_five_unknown_outcomes_open_the_breaker_for_a_minute(rig: Rig) -> None:
    rig.append()
    rig.transport.script.extend([failure()] * 6)
    rig.transport.push_takes = 0.0
    rig.run_for(600)
    fifth, sixth, seventh = rig.transport.push_times[4:7]
    assert sixth - fifth >= 60
    assert seventh - sixth >= 60
    assert states(rig) == {RowState.ACKED}


def test_probes_neither_feed_the_breaker_nor_end_its_wait(rig: Rig) -> None:
    rig.append()
    rig.transport.script.extend([failure()] * 5)
    rig.run_for(45)
    assert len(rig.transport.batches) == 5
    fifth = rig.transport.push_times[4]
    rig.transport.alive = False
    rig.run_for(8)
    rig.transport.alive = True
    rig.run_for(100)
    assert rig.transport.push_times[5] - fifth >= 60


def test_send_now_skips_backoff_and_breaker_once(rig: Rig) -> None:
    rig.append()
    rig.transport.script.extend([failure()] * 6)
    rig.run_for(45)
    assert len(rig.transport.batches) == 5
    rig.hurry()
    rig.step()
    assert len(rig.transport.batches) == 6
    rig.run_for(50)
    assert len(rig.transport.batches) == 6, "the failed probe must open the breaker again"
    rig.hurry()
    rig.step()
    assert states(rig) == {RowState.ACKED}


def test_a_timeout_halves_the_batch_and_success_grows_it_again(rig: Rig) -> None:
    rig.append(200)
    rig.transport.script.extend([failure("timeout", timed_out=True)] * 3)
    rig.run_for(120)
    assert [len(batch.items) for batch in rig.transport.batches] == [50, 25, 12, 10, 20, 40, 50, 50, 30]


def test_a_reset_does_not_halve_the_batch(rig: Rig) -> None:
    rig.append(50)
    rig.transport.script.append(failure("reset"))
    rig.run_for(10)
    assert [len(batch.items) for batch in rig.transport.batches] == [50, 50]


def test_413_halves_at_once_and_a_single_item_too_large_waits(rig: Rig) -> None:
    rig.append(4)
    too_large = Outcome(OutcomeKind.TOO_LARGE, code="http_413")
    rig.transport.script.extend([too_large, too_large, too_large])
    rig.run_for(0.05)
    assert [len(batch.items) for batch in rig.transport.batches] == [4, 2, 1]
    assert rig.status.next_attempt_s is not None
    rig.run_for(30)
    assert states(rig) == {RowState.ACKED}


def test_a_refused_batch_backs_off_without_touching_the_breaker(rig: Rig) -> None:
    rig.append()
    rig.transport.script.extend([Outcome(OutcomeKind.BAD_BATCH, code="INVALID")] * 6)
    rig.run_for(400)
    gaps = [b - a for a, b in zip(rig.transport.push_times, rig.transport.push_times[1:], strict=False)]
    assert gaps[4] <= 2**5 + 1, "no breaker: the wait after the fifth is the backoff's alone"
    assert states(rig) == {RowState.ACKED}


def test_someone_else_s_answer_is_a_network_failure(rig: Rig) -> None:
    rig.append()
    rig.transport.script.append(Outcome(OutcomeKind.NOT_OURS, code="not_ours_302"))
    rig.run_for(0.1)
    assert states(rig) == {RowState.PENDING}
    assert rig.status.last_error == "not_ours_302"


def test_a_refused_certificate_alarms(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("identity could not be verified: tls")
    rig.append()
    rig.transport.script.append(Outcome(OutcomeKind.NOT_OURS, code="tls"))
    rig.run_for(0.1)
    assert rig.status.tls_alarm
    rig.run_for(10)
    assert not rig.status.tls_alarm


# --- verdicts ---


def test_an_item_without_a_verdict_goes_again_alone(rig: Rig) -> None:
    ids = rig.append(50)

    def forty_eight(batch: Batch) -> Outcome:
        full = accepted(batch).reply
        assert full is not None
        return Outcome(OutcomeKind.ANSWERED, replace(full, results=full.results[:48]))

    rig.transport.script.append(forty_eight)
    rig.run_for(1)
    assert [item.event_id for item in rig.transport.batches[1].items] == ids[48:]
    assert states(rig) == {RowState.ACKED}


def test_a_reply_without_any_verdict_does_not_spin(rig: Rig) -> None:
    rig.append()
    rig.transport.script.extend([lambda batch: accepted(batch, results=())] * 3)
    rig.run_for(0.1)
    assert len(rig.transport.batches) == 1
    assert (rig.status.last_error, rig.status.queued) == ("no_verdict", 1)
    rig.run_for(60)
    assert states(rig) == {RowState.ACKED}


def test_a_held_item_delays_nobody_and_comes_when_due(rig: Rig) -> None:
    ids = rig.append(1)

    def hold(batch: Batch) -> Outcome:
        verdict = ItemResult(batch.items[0].event_id, ItemStatus.RETRY, "MISSING_CAUSE", retry_after_s=60)
        return accepted(batch, results=(verdict,))

    rig.transport.script.append(hold)
    rig.run_for(1)
    later = rig.append(2)
    rig.run_for(5)
    assert [item.event_id for item in rig.transport.batches[1].items] == later
    rig.run_for(65)
    assert [item.event_id for item in rig.transport.batches[2].items] == ids
    assert states(rig) == {RowState.ACKED}


def test_a_fenced_till_stops_and_alarms(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("rests: fenced")
    rig.append(2)
    rig.transport.script.append(
        lambda batch: accepted(
            batch, results=tuple(ItemResult(item.event_id, ItemStatus.FENCED) for item in batch.items)
        )
    )
    rig.run_for(1)
    rig.append(1)
    rig.run_for(10_000)
    rig.hurry()
    rig.run_for(10)
    assert len(rig.transport.batches) == 1
    assert (rig.status.pause, rig.status.fenced, rig.status.queued) == (Pause.FENCED, 2, 1)
    rig.worker = rig.new_worker()
    rig.due = rig.clock.monotonic()
    rig.run_for(100)
    assert len(rig.transport.batches) == 1, "a restart does not lift the fence"


def test_a_contradiction_found_while_settling_is_shown(rig: Rig) -> None:
    rig.append()

    def other_hash(batch: Batch) -> Outcome:
        reply = accepted(batch).reply
        assert reply is not None
        assert reply.current.high_water is not None
        wrong = replace(reply.current, high_water=replace(reply.current.high_water, hash="f" * 64))
        return Outcome(OutcomeKind.ANSWERED, replace(reply, current=wrong))

    rig.transport.script.append(other_hash)
    rig.run_for(1)
    assert rig.status.incident == "CHAIN_BREAK"


# --- link and clock ---


@pytest.mark.parametrize("phase", [0.0, 0.7, 1.3, 2.1])
def test_a_link_that_flaps_every_five_seconds_for_an_hour_shows_a_steady_status(
    rig: Rig, phase: float
) -> None:
    rig.run_for(10 + phase)
    rig.told.clear()
    for cycle in range(720):
        rig.transport.alive = cycle % 2 == 1
        rig.run_for(5)
    shown = [status.link for status in rig.told]
    changes = [now for before, now in pairwise(shown) if now is not before]
    assert len(changes) <= 4
    assert rig.status.link is LinkState.OFFLINE
    rig.transport.alive = True
    rig.run_for(60)
    assert link(rig) == "online"


def test_a_lost_link_shows_within_five_seconds_and_returns_after_two_answers(rig: Rig) -> None:
    rig.run_for(10)
    assert link(rig) == "online"
    rig.transport.alive, rig.transport.live_takes = False, 2.0
    lost = rig.clock.monotonic()
    while link(rig) == "online":
        rig.step()
    assert rig.clock.monotonic() - lost <= 5
    rig.transport.alive, rig.transport.live_takes = True, 0.01
    answers = len(rig.transport.probe_times)
    while link(rig) == "offline":
        rig.step()
    assert len(rig.transport.probe_times) - answers == 2


def test_probes_come_every_two_and_a_half_seconds_when_nothing_is_in_flight(rig: Rig) -> None:
    rig.run_for(60)
    gaps = [b - a for a, b in zip(rig.transport.probe_times, rig.transport.probe_times[1:], strict=False)]
    assert all(2.4 <= gap <= 2.6 for gap in gaps)


def test_a_failed_push_asks_the_link_at_once(rig: Rig) -> None:
    rig.run_for(10)
    rig.append()
    rig.transport.script.append(failure())
    rig.transport.alive = False
    rig.run_for(0.2)
    assert rig.status.link is LinkState.OFFLINE


def test_a_push_that_stalls_shows_offline_while_it_still_waits(rig: Rig) -> None:
    rig.run_for(10)
    rig.transport.stalls, rig.transport.push_takes = True, 41.0
    rig.transport.script.append(failure("timeout", timed_out=True))
    rig.append()
    rig.step()
    seen = [(status.link, status.in_flight) for status in rig.told]
    assert (LinkState.OFFLINE, 1) in seen


def test_a_flapping_link_keeps_its_requests_few_and_doubles_nothing(rig: Rig) -> None:
    rig.append(20)
    for cycle in range(720):
        rig.transport.alive = cycle % 2 == 0
        if cycle % 2:
            rig.transport.script.extend([failure()] * 50)
        else:
            rig.transport.script.clear()
        rig.append(1)
        rig.run_for(5)
    rig.transport.script.clear()
    rig.run_for(400)
    assert states(rig) == {RowState.ACKED}
    assert len(rig.transport.probe_times) <= 2_000
    assert len(rig.transport.batches) <= 1_500


def test_answers_measure_the_centre_s_clock(rig: Rig) -> None:
    rig.transport.server_error_ms = -240
    rig.run_for(5)
    assert (rig.status.offset_ms, rig.status.offset_err_ms) == (-240, 5)
    rig.append()
    rig.run_for(1)
    assert rig.transport.offsets == [-240]


# --- stopping ---


def test_a_stopped_worker_touches_the_outbox_no_more(rig: Rig) -> None:
    rig.append()

    def stop_meanwhile(batch: Batch) -> Outcome:
        rig.worker.stop()
        return accepted(batch)

    rig.transport.script.append(stop_meanwhile)
    rig.step()
    assert states(rig) == {RowState.PENDING}


def test_a_worker_asks_to_be_called_again_never_in_the_past(rig: Rig) -> None:
    for _ in range(50):
        rig.step()
        assert rig.clock.monotonic() <= rig.due < inf
