"""Conformance suite of `core.ports.outbox.Outbox` (sync.md U1, U5, U10, U11, E1).

Run it on any implementation by subclassing::

    class TestStoreOutbox(OutboxConformance):
        @pytest.fixture
        def harness(self, tmp_path: Path) -> Iterator[OutboxHarness]:
            ...
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from core.domain.journal.chain import link
from core.domain.outbox import (
    BATCH_BYTES,
    BATCH_ITEMS,
    Batch,
    BatchReply,
    EpochState,
    ItemResult,
    ItemStatus,
    OutboxItem,
    RowState,
    Settlement,
    StreamPlace,
)
from core.ports.outbox import Outbox


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Delivery columns of one journal row."""

    event_id: str
    state: RowState
    attempts: int
    last_code: str | None
    review_id: str | None


class OutboxHarness(Protocol):
    """What the suite needs of an implementation under test; its journal starts empty, in one epoch."""

    @property
    def outbox(self) -> Outbox:
        """The implementation; asked anew after `reopen`."""
        ...

    def append(self, count: int = 1, *, padding: int = 0) -> list[str]:
        """Store events as the till does, each payload at least ``padding`` bytes; ids in journal order."""
        ...

    def rows(self) -> list[OutboxRow]:
        """Every journal row in journal order."""
        ...

    def advance(self, seconds: float) -> None:
        """Move wall and monotonic clock on."""
        ...

    def reopen(self) -> None:
        """Crash and start again: memory is lost, the journal stays."""
        ...

    def force(self, event_id: str, state: RowState) -> None:
        """Put a row into a state that only later features lead to (quarantined)."""
        ...


def result(item: OutboxItem, status: ItemStatus = ItemStatus.ACCEPTED, **more: object) -> ItemResult:
    """Verdict on an item."""
    return ItemResult(item.event_id, status, **more)  # type: ignore[arg-type]


def reply_to(
    batch: Batch,
    *results: ItemResult,
    high_water: StreamPlace | None = None,
    gaps: tuple[tuple[int, int], ...] = (),
) -> BatchReply:
    """A reply; without ``results`` everything is accepted, without ``high_water`` the batch's last place."""
    last = batch.items[-1]
    return BatchReply(
        batch_id=batch.batch_id,
        results=results or tuple(result(item) for item in batch.items),
        current=EpochState(
            high_water=high_water or StreamPlace(last.epoch, last.seq, last.hash), durable_seq=None, gaps=gaps
        ),
    )


def take(harness: OutboxHarness, items: int = BATCH_ITEMS, size: int = BATCH_BYTES) -> Batch:
    """A batch that must be there."""
    batch = harness.outbox.take(items, size)
    assert batch is not None
    return batch


def states(harness: OutboxHarness) -> list[str]:
    """Delivery states in journal order."""
    return [str(row.state) for row in harness.rows()]


class OutboxConformance:
    """The suite. Subclasses give the fixture ``harness``."""

    def test_an_empty_outbox_gives_no_batch(self, harness: OutboxHarness) -> None:
        assert harness.outbox.take(BATCH_ITEMS, BATCH_BYTES) is None
        status = harness.outbox.status()
        assert (status.pending, status.oldest_pending_at_ms) == (0, None)

    def test_a_batch_holds_the_oldest_pending_events_in_journal_order(self, harness: OutboxHarness) -> None:
        ids = harness.append(7)
        assert [item.event_id for item in take(harness, 5).items] == ids[:5]

    def test_a_batch_never_holds_more_items_than_asked_for(self, harness: OutboxHarness) -> None:
        harness.append(BATCH_ITEMS + 3)
        assert len(take(harness).items) == BATCH_ITEMS
        assert len(take(harness, 1).items) == 1

    def test_a_batch_keeps_to_the_byte_limit(self, harness: OutboxHarness) -> None:
        harness.append(6, padding=3_000)
        batch = take(harness, 50, 10_000)
        sizes = [len(item.payload.encode()) for item in batch.items]
        assert sum(sizes) <= 10_000
        assert len(sizes) >= 2, "stopped long before the limit"

    def test_an_item_over_the_limit_still_travels_alone(self, harness: OutboxHarness) -> None:
        ids = harness.append(2, padding=3_000)
        assert [item.event_id for item in take(harness, 50, 1_000).items] == ids[:1]

    def test_items_carry_the_stored_bytes_and_their_links(self, harness: OutboxHarness) -> None:
        ids = harness.append(3)
        batch = take(harness)
        assert [item.event_id for item in batch.items] == ids
        for item in batch.items:
            digest = sha256(item.payload.encode()).digest()
            assert item.hash == link(bytes.fromhex(item.prev_hash), digest).hex()
        for earlier, later in zip(batch.items, batch.items[1:], strict=False):
            assert later.prev_hash == earlier.hash
            assert later.seq == earlier.seq + 1

    def test_the_head_is_the_last_event_of_the_journal(self, harness: OutboxHarness) -> None:
        harness.append(4)
        last = take(harness).items[-1]
        head = take(harness, 2).head
        assert (head.epoch, head.seq, head.hash) == (last.epoch, last.seq, last.hash)

    def test_every_batch_has_its_own_id_and_the_same_sender(self, harness: OutboxHarness) -> None:
        harness.append()
        first, second = take(harness), take(harness)
        assert first.batch_id != second.batch_id
        assert (first.terminal_id, first.boot_id, first.epoch) == (
            second.terminal_id,
            second.boot_id,
            second.epoch,
        )

    def test_taking_marks_nothing(self, harness: OutboxHarness) -> None:
        harness.append(3)
        before = harness.rows()
        assert take(harness).items == take(harness).items
        assert harness.rows() == before

    def test_a_failed_batch_stays_pending_with_one_more_attempt(self, harness: OutboxHarness) -> None:
        ids = harness.append(3)
        harness.outbox.fail(take(harness, 2), "timeout")
        assert [(row.state, row.attempts, row.last_code) for row in harness.rows()] == [
            (RowState.PENDING, 1, "timeout"),
            (RowState.PENDING, 1, "timeout"),
            (RowState.PENDING, 0, None),
        ]
        assert [item.event_id for item in take(harness).items] == ids

    def test_a_failure_told_late_does_not_touch_settled_rows(self, harness: OutboxHarness) -> None:
        harness.append(2)
        batch = take(harness)
        harness.outbox.settle(batch, reply_to(batch))
        harness.outbox.fail(batch, "timeout")
        assert states(harness) == ["acked", "acked"]

    def test_accepted_and_duplicate_are_acked_and_never_sent_again(self, harness: OutboxHarness) -> None:
        harness.append(3)
        batch = take(harness, 2)
        one, two = batch.items
        settled = harness.outbox.settle(
            batch, reply_to(batch, result(one), result(two, ItemStatus.DUPLICATE))
        )
        assert settled == Settlement(acked=2)
        assert states(harness) == ["acked", "acked", "pending"]
        assert len(take(harness).items) == 1

    def test_a_review_is_kept_with_its_code_and_id_and_holds_nobody_up(self, harness: OutboxHarness) -> None:
        harness.append(2)
        batch = take(harness)
        review_id = "0198f0c0-0000-7000-8000-00000000beef"
        verdict = result(batch.items[0], ItemStatus.REVIEW, code="DUP_NUMBER", review_id=review_id)
        settled = harness.outbox.settle(batch, reply_to(batch, verdict, result(batch.items[1])))
        assert (settled.review, settled.acked) == (1, 1)
        row = harness.rows()[0]
        assert (row.state, row.last_code, row.review_id) == (RowState.REVIEW, "DUP_NUMBER", review_id)
        assert harness.outbox.take(BATCH_ITEMS, BATCH_BYTES) is None
        later = harness.append(2)
        after = harness.outbox.take(BATCH_ITEMS, BATCH_BYTES)
        assert after is not None
        assert [item.event_id for item in after.items] == later

    def test_an_item_without_a_result_stays_pending(self, harness: OutboxHarness) -> None:
        ids = harness.append(3)
        batch = take(harness)
        harness.outbox.settle(batch, reply_to(batch, result(batch.items[0]), result(batch.items[2])))
        assert states(harness) == ["acked", "pending", "acked"]
        assert [item.event_id for item in take(harness).items] == [ids[1]]

    def test_a_retry_is_held_for_its_time_while_others_flow(self, harness: OutboxHarness) -> None:
        ids = harness.append(2)
        batch = take(harness, 1)
        verdict = result(batch.items[0], ItemStatus.RETRY, code="MISSING_CAUSE", retry_after_s=60)
        assert harness.outbox.settle(batch, reply_to(batch, verdict)).retried == 1
        assert [item.event_id for item in take(harness).items] == [ids[1]]
        row = harness.rows()[0]
        assert (row.state, row.attempts, row.last_code) == (RowState.PENDING, 1, "MISSING_CAUSE")
        harness.advance(61)
        assert [item.event_id for item in take(harness).items] == ids

    def test_after_a_restart_every_pending_row_is_due(self, harness: OutboxHarness) -> None:
        ids = harness.append(2)
        batch = take(harness, 1)
        verdict = result(batch.items[0], ItemStatus.RETRY, code="BUSY", retry_after_s=3_600)
        harness.outbox.settle(batch, reply_to(batch, verdict))
        harness.reopen()
        assert [item.event_id for item in take(harness).items] == ids

    def test_a_crash_while_in_flight_leaves_the_batch_pending(self, harness: OutboxHarness) -> None:
        ids = harness.append(2)
        take(harness)
        harness.reopen()
        assert states(harness) == ["pending", "pending"]
        assert [item.event_id for item in take(harness).items] == ids

    def test_the_batch_after_one_under_way_holds_none_of_its_items(self, harness: OutboxHarness) -> None:
        ids = harness.append(5)
        first = take(harness, 2)
        second = harness.outbox.take(2, BATCH_BYTES, beside=first)
        assert second is not None
        assert [item.event_id for item in second.items] == ids[2:4]
        assert states(harness) == ["pending"] * 5

    def test_a_batch_taken_ahead_leaves_both_replies_current(self, harness: OutboxHarness) -> None:
        harness.append(4)
        first = take(harness, 2)
        second = harness.outbox.take(2, BATCH_BYTES, beside=first)
        assert second is not None
        harness.outbox.settle(first, reply_to(first))
        place = StreamPlace(first.items[0].epoch, first.items[0].seq, first.items[0].hash)
        settled = harness.outbox.settle(second, reply_to(second, high_water=place))
        assert (settled.acked, settled.reopened) == (2, 3)

    def test_nothing_is_taken_ahead_when_all_that_waits_is_under_way(self, harness: OutboxHarness) -> None:
        harness.append(2)
        first = take(harness)
        assert harness.outbox.take(BATCH_ITEMS, BATCH_BYTES, beside=first) is None
        assert harness.outbox.settle(first, reply_to(first)).acked == 2

    def test_a_batch_taken_ahead_and_dropped_goes_as_if_never_taken(self, harness: OutboxHarness) -> None:
        ids = harness.append(4)
        first = take(harness, 2)
        dropped = harness.outbox.take(2, BATCH_BYTES, beside=first)
        assert dropped is not None
        harness.outbox.fail(first, "timeout")
        assert [item.event_id for item in take(harness).items] == ids
        old = reply_to(dropped, high_water=StreamPlace(first.epoch, 0, "0" * 64))
        assert harness.outbox.settle(dropped, old).reopened == 0

    def test_fenced_rows_are_never_sent_again(self, harness: OutboxHarness) -> None:
        harness.append(2)
        batch = take(harness)
        verdicts = [result(item, ItemStatus.FENCED) for item in batch.items]
        assert harness.outbox.settle(batch, reply_to(batch, *verdicts)).fenced == 2
        assert states(harness) == ["fenced", "fenced"]
        assert harness.outbox.take(BATCH_ITEMS, BATCH_BYTES) is None
        assert harness.outbox.status().fenced == 2

    def test_applying_a_reply_again_changes_nothing(self, harness: OutboxHarness) -> None:
        harness.append(4)
        batch = take(harness)
        one, two, three, four = batch.items
        reply = reply_to(
            batch,
            result(one),
            result(two, ItemStatus.REVIEW, code="DUP_NUMBER", review_id=one.event_id),
            result(three, ItemStatus.RETRY, code="BUSY", retry_after_s=5),
            result(four, ItemStatus.FENCED),
        )
        harness.outbox.settle(batch, reply)
        before = harness.rows()
        again = harness.outbox.settle(batch, reply)
        assert harness.rows() == before
        assert (again.acked, again.review, again.fenced, again.reopened) == (0, 0, 0, 0)

    def test_a_verdict_on_an_unknown_event_is_ignored(self, harness: OutboxHarness) -> None:
        harness.append()
        batch = take(harness)
        stranger = ItemResult("0198f0c0-dead-7000-8000-00000000beef", ItemStatus.ACCEPTED)
        assert harness.outbox.settle(batch, reply_to(batch, stranger)).acked == 0
        assert states(harness) == ["pending"]

    def test_rows_inside_a_gap_go_back_to_pending(self, harness: OutboxHarness) -> None:
        ids = harness.append(6)
        first = take(harness, 5)
        harness.outbox.settle(first, reply_to(first))
        second = take(harness)
        gap = (first.items[1].seq, first.items[2].seq)
        settled = harness.outbox.settle(second, reply_to(second, gaps=(gap,)))
        assert settled.reopened == 2
        assert states(harness) == ["acked", "pending", "pending", "acked", "acked", "acked"]
        assert [item.event_id for item in take(harness).items] == ids[1:3]

    def test_rows_above_the_high_water_go_back_to_pending(self, harness: OutboxHarness) -> None:
        harness.append(5)
        first = take(harness, 4)
        harness.outbox.settle(first, reply_to(first))
        second = take(harness)
        held = first.items[1]
        retry = result(second.items[0], ItemStatus.RETRY, code="BUSY", retry_after_s=1)
        reply = reply_to(second, retry, high_water=StreamPlace(held.epoch, held.seq, held.hash))
        assert harness.outbox.settle(second, reply).reopened == 2
        assert states(harness) == ["acked", "acked", "pending", "pending", "pending"]

    def test_a_centre_that_holds_nothing_gets_everything_again(self, harness: OutboxHarness) -> None:
        harness.append(3)
        first = take(harness, 2)
        harness.outbox.settle(first, reply_to(first))
        second = take(harness)
        retry = result(second.items[0], ItemStatus.RETRY, code="BUSY", retry_after_s=1)
        reply = reply_to(second, retry, high_water=StreamPlace(first.epoch, 0, "0" * 64))
        settled = harness.outbox.settle(second, reply)
        assert (settled.reopened, settled.incident) == (2, None)
        assert states(harness) == ["pending", "pending", "pending"]

    def test_an_old_reply_reopens_nothing(self, harness: OutboxHarness) -> None:
        harness.append(3)
        first = take(harness, 2)
        old = reply_to(first, high_water=StreamPlace(first.epoch, 0, "0" * 64))
        harness.outbox.settle(first, reply_to(first))
        second = take(harness)
        harness.outbox.settle(second, reply_to(second))
        assert harness.outbox.settle(first, old).reopened == 0
        assert states(harness) == ["acked", "acked", "acked"]

    def test_fenced_and_quarantined_rows_are_not_reopened(self, harness: OutboxHarness) -> None:
        ids = harness.append(3)
        first = take(harness, 2)
        harness.outbox.settle(
            first, reply_to(first, result(first.items[0], ItemStatus.FENCED), result(first.items[1]))
        )
        harness.force(ids[1], RowState.QUARANTINED)
        second = take(harness)
        gaps = ((first.items[0].seq, first.items[1].seq),)
        harness.outbox.settle(second, reply_to(second, gaps=gaps))
        assert states(harness) == ["fenced", "quarantined", "acked"]
        assert harness.outbox.take(BATCH_ITEMS, BATCH_BYTES) is None

    def test_another_hash_at_the_high_water_is_an_incident(self, harness: OutboxHarness) -> None:
        harness.append(2)
        batch = take(harness)
        last = batch.items[-1]
        reply = reply_to(batch, high_water=StreamPlace(last.epoch, last.seq, "f" * 64))
        assert harness.outbox.settle(batch, reply).incident == "CHAIN_BREAK"
        assert states(harness) == ["acked", "acked"]

    def test_the_status_counts_rows_and_knows_the_oldest(self, harness: OutboxHarness) -> None:
        harness.append()
        first_at = harness.outbox.status().oldest_pending_at_ms
        harness.advance(30)
        harness.append(2)
        status = harness.outbox.status()
        assert (status.pending, status.oldest_pending_at_ms) == (3, first_at)
        batch = take(harness, 1)
        harness.outbox.settle(batch, reply_to(batch))
        status = harness.outbox.status()
        assert status.pending == 2
        assert status.oldest_pending_at_ms is not None
        assert first_at is not None
        assert status.oldest_pending_at_ms > first_at
        assert status.last_acked_at_ms is not None
