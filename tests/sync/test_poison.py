"""One bad item never stops the others (sync.md U7; faults.md 20)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.domain.outbox import Batch, ItemResult, ItemStatus, RowState
from core.ports.transport import Outcome, OutcomeKind
from tests.strictness import ExpectedLogs
from tests.sync.support import Rig, accepted, failure

REFUSALS = (
    failure("http_500"),
    Outcome(OutcomeKind.BAD_BATCH, code="INVALID"),
    failure("truncated"),
)


@pytest.fixture
def rig() -> Rig:
    made = Rig()
    made.transport.is_ready = True
    return made


def poisoned(*culprits: str, refusal: Outcome = REFUSALS[0]) -> Callable[[Batch], Outcome]:
    """A centre that fails on whole batches with one of these in them."""

    def answer(batch: Batch) -> Outcome:
        return refusal if any(item.event_id in culprits for item in batch.items) else accepted(batch)

    return answer


def state(rig: Rig, place: int) -> str:
    return str(rig.outbox.rows[place].state)


def pending(rig: Rig) -> list[str]:
    return [row.item.event_id for row in rig.outbox.rows if row.state is RowState.PENDING]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.code)
@pytest.mark.parametrize("place", [0, 1, 17, 24, 25, 48, 49])
def test_fault_20_one_item_in_fifty_is_isolated_in_at_most_twelve_requests(
    rig: Rig, place: int, refusal: Outcome
) -> None:
    ids = rig.append(50)
    rig.transport.default = poisoned(ids[place], refusal=refusal)
    rig.run_for(5)
    assert pending(rig) == [ids[place]]
    requests = len(rig.transport.batches) + len(rig.transport.ready_times)
    assert requests <= 12
    assert rig.transport.batches[-1].items[-1].event_id in ids


def test_the_halves_are_those_of_the_design(rig: Rig) -> None:
    ids = rig.append(50)
    rig.transport.default = poisoned(ids[0])
    rig.run_for(5)
    assert [len(batch.items) for batch in rig.transport.batches] == [50, 50, 25, 13, 7, 4, 2, 1, 49]


def test_others_flow_while_the_culprit_waits_and_is_tried_alone(rig: Rig) -> None:
    ids = rig.append(60)
    rig.transport.default = poisoned(ids[30])
    rig.run_for(5)
    sent = len(rig.transport.batches)
    later = rig.append(3)
    rig.run_for(2)
    assert pending(rig) == [ids[30]]
    assert [item.event_id for item in rig.transport.batches[sent].items] == later
    sent = len(rig.transport.batches)
    rig.run_for(140)
    assert [[item.event_id for item in b.items] for b in rig.transport.batches[sent:]] == [[ids[30]]]


def test_eight_failures_over_a_quarter_of_an_hour_quarantine_it_and_it_is_tried_daily(
    rig: Rig, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("is set aside")
    ids = rig.append(50)
    rig.transport.default = poisoned(ids[3])
    rig.run_for(870)
    assert state(rig, 3) == "pending"
    rig.run_for(90)
    assert state(rig, 3) == "quarantined"
    assert rig.status.quarantined == 1
    assert rig.status.queued == 0
    sent = len(rig.transport.batches)
    rig.run_for(86_000)
    assert len(rig.transport.batches) == sent
    rig.run_for(600)
    assert [len(batch.items) for batch in rig.transport.batches[sent:]] == [1]
    rig.transport.default = accepted
    rig.run_for(87_000)
    assert {row.state for row in rig.outbox.rows} == {RowState.ACKED}


def test_after_a_start_the_quarantined_is_tried_again(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.allow("is set aside")
    ids = rig.append(2)
    rig.transport.default = poisoned(ids[0])
    rig.run_for(1_000)
    assert state(rig, 0) == "quarantined"
    rig.transport.default = accepted
    rig.outbox.restart()
    rig.worker = rig.new_worker()
    rig.due = rig.clock.monotonic()
    rig.run_for(5)
    assert state(rig, 0) == "acked"


def test_three_culprits_are_found_one_after_the_other(rig: Rig) -> None:
    ids = rig.append(50)
    culprits = [ids[4], ids[5], ids[44]]
    rig.transport.default = poisoned(*culprits)
    rig.run_for(60)
    assert pending(rig) == culprits


def test_without_readiness_nothing_is_blamed_on_an_item(rig: Rig) -> None:
    rig.append(50)
    rig.transport.is_ready = False
    rig.transport.default = lambda _: failure("http_500")
    rig.run_for(3_600)
    assert {len(batch.items) for batch in rig.transport.batches} == {50}
    assert {row.failing_s for row in rig.outbox.rows} == {0}


def test_a_lost_link_is_never_blamed_on_an_item(rig: Rig) -> None:
    rig.append(50)
    rig.transport.alive = False
    rig.transport.default = lambda _: failure("reset")
    rig.run_for(3_600)
    assert rig.transport.ready_times == []
    assert {row.failing_s for row in rig.outbox.rows} == {0}


def test_a_bisect_does_not_feed_the_breaker(rig: Rig) -> None:
    ids = rig.append(50)
    rig.transport.default = poisoned(ids[0])
    rig.run_for(5)
    later = rig.append()
    rig.run_for(1)
    assert later[0] not in pending(rig), "an open breaker would hold it for a minute"


def test_a_network_failure_ends_a_bisect(rig: Rig) -> None:
    ids = rig.append(50)
    rig.transport.script.extend([failure("http_500"), failure("http_500"), failure("reset"), *[accepted] * 3])
    rig.run_for(30)
    assert [len(batch.items) for batch in rig.transport.batches] == [50, 50, 25, 50]
    assert pending(rig) == []
    assert ids


def test_a_centre_that_fails_on_everything_is_not_hammered(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.allow("is set aside")
    rig.append(500)
    rig.transport.default = lambda _: failure("http_500")
    rig.run_for(3_600)
    assert len(rig.transport.batches) < 800
    assert sum(row.state is RowState.QUARANTINED for row in rig.outbox.rows) < 40


def test_a_single_item_too_large_for_a_proxy_is_set_aside(rig: Rig) -> None:
    ids = rig.append(5)

    def proxy(batch: Batch) -> Outcome:
        large = any(item.event_id == ids[2] for item in batch.items)
        return Outcome(OutcomeKind.TOO_LARGE, code="http_413") if large else accepted(batch)

    rig.transport.default = proxy
    rig.run_for(30)
    assert pending(rig) == [ids[2]]


def test_retry_corrupt_is_quarantined_and_busy_never(rig: Rig, expected_logs: ExpectedLogs) -> None:
    ids = rig.append(3)

    def answer(batch: Batch) -> Outcome:
        codes = {ids[0]: "CORRUPT", ids[1]: "BUSY"}
        results = tuple(
            ItemResult(item.event_id, ItemStatus.RETRY, codes[item.event_id], retry_after_s=60)
            if item.event_id in codes
            else ItemResult(item.event_id, ItemStatus.ACCEPTED)
            for item in batch.items
        )
        return accepted(batch, results=results)

    expected_logs.allow("is set aside")
    rig.transport.default = answer
    rig.run_for(3_600)
    states = [row.state for row in rig.outbox.rows]
    assert states == [RowState.QUARANTINED, RowState.PENDING, RowState.ACKED]
