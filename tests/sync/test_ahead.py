"""The next batch is prepared, and the last reply marked, while a request is under way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.outbox import Batch, RowState
from core.ports.transport import Outcome
from tests.sync.support import Rig, accepted, failure


@pytest.fixture
def rig() -> Rig:
    return Rig()


def states(rig: Rig) -> set[RowState]:
    return {row.state for row in rig.outbox.rows}


def test_the_next_batch_is_read_and_encoded_while_one_is_under_way(rig: Rig) -> None:
    rig.append(120)
    rig.step()
    assert [len(batch.items) for batch in rig.transport.batches] == [50]
    assert [len(batch.items) for batch in rig.transport.prepared] == [50]
    rig.run_for(1)
    assert rig.transport.batches[1:] == rig.transport.prepared
    assert states(rig) == {RowState.ACKED}


def test_what_was_prepared_is_dropped_when_an_item_must_go_again(rig: Rig) -> None:
    ids = rig.append(60)

    def first_item_unanswered(batch: Batch) -> Outcome:
        outcome = accepted(batch)
        assert outcome.reply is not None
        return replace(outcome, reply=replace(outcome.reply, results=outcome.reply.results[1:]))

    rig.transport.script.append(first_item_unanswered)
    rig.run_for(1)
    assert len(rig.transport.prepared) == 1
    assert [item.event_id for item in rig.transport.batches[1].items] == [ids[0], *ids[50:]]
    assert states(rig) == {RowState.ACKED}


def test_a_failure_drops_what_was_prepared(rig: Rig) -> None:
    rig.append(60)
    rig.transport.script.append(failure("reset"))
    rig.run_for(10)
    assert rig.transport.batches[1].items == rig.transport.batches[0].items
    assert states(rig) == {RowState.ACKED}


def test_a_reply_that_was_not_marked_yet_is_a_duplicate_after_a_restart(rig: Rig) -> None:
    rig.append(60)
    rig.step()
    assert states(rig) == {RowState.PENDING}  # answered; to be marked while the next one is out
    rig.outbox.restart()
    rig.worker = rig.new_worker()
    rig.run_for(1)
    assert rig.transport.batches[1].items == rig.transport.batches[0].items
    assert states(rig) == {RowState.ACKED}


def test_the_last_reply_is_marked_although_the_next_request_never_got_out(rig: Rig) -> None:
    rig.append(60)
    rig.step()
    rig.transport.sends = False
    rig.transport.script.append(failure("connect"))
    rig.step()
    assert [str(row.state) for row in rig.outbox.rows].count("acked") == 50
