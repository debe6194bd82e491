"""Conformance suite of `core.ports.outbox.Outbox`, second part: items that fail, a disabling (U7, X5)."""

from __future__ import annotations

from core.domain.disabling import GRACE_MS
from core.domain.outbox import BATCH_BYTES, BATCH_ITEMS, Batch, ItemStatus, RowState
from core.domain.poison import AGAIN_S, HOLD_S
from tests.conformance.outbox import OutboxHarness, reply_to, result, states, take


def quarantine(harness: OutboxHarness) -> None:
    """Let the first event fail by itself until it is set aside."""
    while not harness.outbox.isolate(take(harness, 1), "http_500"):
        harness.advance(HOLD_S)


def take_own(harness: OutboxHarness, ids: list[str]) -> Batch | None:
    """The next batch of the suite's events, once those that the store wrote meanwhile are gone."""
    while (batch := harness.outbox.take(BATCH_ITEMS, BATCH_BYTES)) is not None:
        if batch.items[0].event_id in ids:
            return batch
        harness.outbox.settle(batch, reply_to(batch))
    return None


class OutboxPoisonConformance:
    """Run it beside `tests.conformance.outbox.OutboxConformance`."""

    def test_an_item_that_fails_by_itself_is_held_and_then_travels_by_itself(
        self, harness: OutboxHarness
    ) -> None:
        ids = harness.append(3)
        assert harness.outbox.isolate(take(harness, 1), "http_500") is False
        assert [item.event_id for item in take(harness).items] == ids[1:]
        harness.advance(HOLD_S + 1)
        others = take(harness)
        assert ([item.event_id for item in others.items], others.alone) == (ids[1:], False)
        harness.outbox.settle(others, reply_to(others))
        batch = take(harness)
        assert ([item.event_id for item in batch.items], batch.alone) == (ids[:1], True)

    def test_a_person_who_cannot_wait_has_it_tried_at_once(self, harness: OutboxHarness) -> None:
        ids = harness.append(1)
        harness.outbox.isolate(take(harness, 1), "http_500")
        assert harness.outbox.take(BATCH_ITEMS, BATCH_BYTES) is None
        harness.outbox.hurry()
        batch = take(harness)
        assert ([item.event_id for item in batch.items], batch.alone) == (ids, True)

    def test_several_that_fail_by_themselves_never_take_the_turn_of_the_others(
        self, harness: OutboxHarness
    ) -> None:
        ids = harness.append(3)
        for event_id in ids[:2]:
            batch = take(harness, 1)
            assert batch.items[0].event_id == event_id
            harness.outbox.isolate(batch, "http_500")
        harness.advance(10 * HOLD_S)
        batch = take(harness)
        assert ([item.event_id for item in batch.items], batch.alone) == (ids[2:], False)

    def test_what_fails_by_itself_is_quarantined_at_the_eighth_time(self, harness: OutboxHarness) -> None:
        harness.append()
        verdicts = []
        for _ in range(8):
            verdicts.append(harness.outbox.isolate(take(harness), "http_500"))
            harness.advance(HOLD_S)
        assert verdicts == [False] * 7 + [True]
        row = harness.rows()[0]
        assert (row.state, row.attempts, row.last_code) == (RowState.QUARANTINED, 8, "http_500")
        assert harness.outbox.status().quarantined >= 1

    def test_the_time_of_failing_survives_restarts(self, harness: OutboxHarness) -> None:
        harness.append()
        for n in range(1, 12):
            harness.outbox.isolate(take(harness), "http_500")
            if harness.rows()[0].state is RowState.QUARANTINED:
                break
            harness.advance(HOLD_S)
            if n == 4:
                harness.reopen()
        assert harness.rows()[0].attempts == 9, "the time around the restart is not known"

    def test_failing_fast_and_often_is_not_enough_for_quarantine(self, harness: OutboxHarness) -> None:
        harness.append()
        for _ in range(40):
            batch = take(harness)
            assert harness.outbox.isolate(batch, "http_500") is False
            harness.outbox.settle(
                batch, reply_to(batch, result(batch.items[0], ItemStatus.RETRY, code="BUSY", retry_after_s=0))
            )
            harness.reopen()
        assert states(harness) == ["pending"]

    def test_a_corrupt_item_is_quarantined_and_a_busy_one_or_one_without_its_cause_never(
        self, harness: OutboxHarness
    ) -> None:
        ids = harness.append(3)
        codes = dict(zip(ids, ("CORRUPT", "BUSY", "MISSING_CAUSE"), strict=True))
        for _ in range(40):
            batch = take(harness)
            verdicts = [
                result(item, ItemStatus.RETRY, code=codes[item.event_id], retry_after_s=60)
                if item.event_id in codes
                else result(item)
                for item in batch.items
            ]
            harness.outbox.settle(batch, reply_to(batch, *verdicts))
            harness.advance(61)
        assert states(harness) == ["quarantined", "pending", "pending"]

    def test_the_quarantined_are_tried_by_themselves_daily_and_after_a_start(
        self, harness: OutboxHarness
    ) -> None:
        ids = harness.append()
        quarantine(harness)
        assert take_own(harness, ids) is None
        harness.advance(AGAIN_S + 1)
        batch = take_own(harness, ids)
        assert batch is not None
        assert batch.alone
        assert harness.outbox.isolate(batch, "http_500") is False
        assert take_own(harness, ids) is None
        harness.reopen()
        batch = take_own(harness, ids)
        assert batch is not None
        assert harness.outbox.settle(batch, reply_to(batch)).acked == 1
        assert states(harness) == ["acked"]

    def test_a_disabling_is_kept_over_starts_and_its_grace_runs_on(self, harness: OutboxHarness) -> None:
        assert harness.outbox.status().grace_ms is None
        harness.outbox.disabled(disabled=True)
        assert harness.outbox.status().grace_ms == GRACE_MS
        harness.advance(3_600)
        harness.outbox.disabled(disabled=True)
        harness.reopen()
        left = harness.outbox.status().grace_ms
        assert left is not None
        assert left <= GRACE_MS - 3_600_000
        harness.advance(72 * 3_600)
        assert harness.outbox.status().grace_ms == 0
        harness.outbox.disabled(disabled=False)
        assert harness.outbox.status().grace_ms is None

    def test_what_is_pending_goes_before_the_quarantined(self, harness: OutboxHarness) -> None:
        harness.append()
        quarantine(harness)
        harness.reopen()
        fresh = harness.append(2)
        assert [item.event_id for item in take(harness).items][-2:] == fresh
