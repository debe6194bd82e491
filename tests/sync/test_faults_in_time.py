"""Faults of the catalogue that take their time, in virtual time (faults.md 3, 4, 11, 12, 17 to 19, 21)."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest

from core.domain.outbox import Batch, BatchReply, ItemResult, ItemStatus, RowState
from core.ports.transport import Outcome, OutcomeKind
from sync.link import LinkState
from tests.sync.support import Rig, accepted, failure


@pytest.fixture
def rig() -> Rig:
    return Rig()


def pending(rig: Rig) -> int:
    return sum(row.state is RowState.PENDING for row in rig.outbox.rows)


def test_fault_3_a_lost_reply_sends_the_same_bytes_again(rig: Rig) -> None:
    rig.append(3)
    rig.transport.script.append(failure("reset"))
    rig.run_for(10)
    first, again = (batch.items for batch in rig.transport.batches)
    assert first == again
    assert pending(rig) == 0


def test_fault_4_a_reply_that_comes_twice_is_a_no_op_the_second_time(rig: Rig) -> None:
    rig.append(3)
    replies: list[tuple[Batch, BatchReply]] = []

    def answer(batch: Batch) -> Outcome:
        outcome = accepted(batch)
        assert outcome.reply is not None
        replies.append((batch, outcome.reply))
        return outcome

    rig.transport.default = answer
    rig.run_for(1)
    rig.append(2)
    before = [(row.state, row.attempts) for row in rig.outbox.rows]
    again = rig.outbox.settle(*replies[0])
    assert (again.acked, again.reopened) == (0, 0)
    assert [(row.state, row.attempts) for row in rig.outbox.rows] == before


def test_fault_11_on_2g_it_makes_progress_in_small_batches_and_never_stands_still(rig: Rig) -> None:
    """20 kB/s, 30 % of requests lost, RTT 3 s: a batch of 50 takes longer than the limit allows."""
    chance = Random(11)
    rig.append(300)

    def slow(batch: Batch) -> Outcome:
        rig.transport.push_takes = 3.0 + 1.0 * len(batch.items)
        if rig.transport.push_takes > 45 or chance.random() < 0.3:
            rig.transport.push_takes = 45.0
            return failure("timeout", timed_out=True)
        return accepted(batch)

    rig.transport.push_takes = 45.0
    rig.transport.default = slow
    left = [pending(rig)]
    for _ in range(12):
        rig.run_for(900)
        left.append(pending(rig))
    assert left[-1] == 0
    assert all(later < sooner for sooner, later in pairwise(left) if sooner)


def test_fault_12_a_link_that_flaps_for_an_hour_costs_bounded_requests_and_no_event(rig: Rig) -> None:
    def flapping(batch: Batch) -> Outcome:
        up = int(rig.clock.monotonic() / 5) % 2 == 0
        rig.transport.alive = up
        return accepted(batch) if up else failure("reset")

    rig.transport.default = flapping
    for _ in range(120):
        rig.transport.alive = int(rig.clock.monotonic() / 5) % 2 == 0
        rig.append(2)
        rig.run_for(30)
    assert len(rig.transport.batches) < 400
    rig.transport.default, rig.transport.alive = accepted, True
    rig.run_for(400)
    assert pending(rig) == 0
    assert rig.status.link is LinkState.ONLINE


def test_fault_17_retry_after_is_obeyed_but_never_beyond_a_quarter_of_an_hour(rig: Rig) -> None:
    rig.append()
    busy = Outcome(OutcomeKind.BUSY, code="http_503", retry_after_s=86_400.0)
    rig.transport.script.extend([Outcome(OutcomeKind.BUSY, code="http_503", retry_after_s=600.0), busy])
    rig.run_for(599)
    assert len(rig.transport.batches) == 1
    rig.run_for(40)
    assert len(rig.transport.batches) == 2
    rig.run_for(901)
    assert pending(rig) == 0


def test_fault_18_a_shop_that_returns_together_is_spread_by_jitter_and_drains_in_time() -> None:
    """Ten tills, one centre that takes two batches a second and answers 429 to the rest."""
    tills = [Rig(seed) for seed in range(10)]
    slots: dict[int, int] = {}

    def centre(till: Rig) -> object:
        def answer(batch: Batch) -> Outcome:
            second = int(till.clock.monotonic())
            slots[second] = slots.get(second, 0) + 1
            if slots[second] > 2:
                return Outcome(OutcomeKind.BUSY, code="http_429", retry_after_s=1.0)
            return accepted(batch)

        return answer

    for till in tills:
        till.transport.default = centre(till)  # type: ignore[assignment]
        till.append(200)
    for _ in range(400):
        for till in tills:
            till.run_for(1)
        if not any(pending(till) for till in tills):
            break
    assert not any(pending(till) for till in tills), "backlog / 50 x RTT + 300 s"


def test_fault_19_without_a_verdict_two_of_fifty_stay_and_go_again(rig: Rig) -> None:
    ids = rig.append(50)

    def most(batch: Batch) -> Outcome:
        verdicts = [ItemResult(item.event_id, ItemStatus.ACCEPTED) for item in batch.items]
        return accepted(batch, results=tuple(verdicts[:-2]))

    rig.transport.script.append(most)
    rig.run_for(5)
    assert [item.event_id for item in rig.transport.batches[1].items] == ids[-2:]
    assert pending(rig) == 0


def test_fault_21_a_review_is_shown_holds_nobody_up_and_is_not_sent_again(rig: Rig) -> None:
    ids = rig.append(3)

    def reviewed(batch: Batch) -> Outcome:
        verdicts = tuple(
            ItemResult(item.event_id, ItemStatus.REVIEW, "DUP_NUMBER", review_id=ids[1])
            if item.event_id == ids[1]
            else ItemResult(item.event_id, ItemStatus.ACCEPTED)
            for item in batch.items
        )
        return accepted(batch, results=verdicts)

    rig.transport.default = reviewed
    rig.run_for(60)
    assert rig.status.review == 1
    assert len(rig.transport.batches) == 1
    rig.append()
    rig.run_for(60)
    assert [len(batch.items) for batch in rig.transport.batches] == [3, 1]


@pytest.mark.parametrize("counts_sleep", [True, False], ids=["monotonic goes on", "monotonic stands still"])
def test_fault_36_a_machine_that_slept_for_three_days_gets_a_token_and_sends_at_once(
    rig: Rig, counts_sleep: bool
) -> None:
    rig.run_for(10)
    rig.append(2)
    rig.credentials.have = False  # it ended meanwhile
    if counts_sleep:
        rig.clock.advance(3 * 86_400)
    else:
        rig.clock.wall_error += timedelta(days=3)
    rig.run_for(5)
    assert (rig.credentials.refreshes, pending(rig)) == (1, 0)
    assert rig.status.link is LinkState.ONLINE


def test_fault_40_ten_thousand_sales_of_two_weeks_drain_in_order(rig: Rig) -> None:
    rig.transport.script.append(failure("connect"))
    ids = rig.append(10_000)
    rig.step()
    rig.clock.advance(14 * 86_400)
    rig.run_for(60)
    assert pending(rig) == 0
    batches = rig.transport.batches[1:]
    assert [item.event_id for batch in batches for item in batch.items] == ids
    assert max(len(batch.items) for batch in batches) == 50
