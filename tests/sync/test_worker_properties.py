"""Whatever the network does: nothing is acked that the centre does not hold, nothing is lost or doubled."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.outbox import (
    Batch,
    BatchReply,
    EpochState,
    ItemResult,
    ItemStatus,
    RowState,
    StreamPlace,
)
from core.ports.transport import Outcome, OutcomeKind
from sync.status import Pause
from tests.strictness import ExpectedLogs
from tests.sync.support import Rig, failure

OUTCOMES = (
    "answer", "answer", "answer", "lost request", "lost reply", "late duplicate", "partial", "portal", "busy",
    "timeout", "too large", "bad batch", "auth", "review", "hold", "restart", "commit", "now",
)  # fmt: skip


class Centre:
    """Holds events by id; answers about what it holds, as the real one does."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.held: dict[str, int] = {}
        self.reviews: set[str] = set()
        self.stored: Counter[str] = Counter()

    def take(self, batch: Batch, kind: str) -> BatchReply:
        results = []
        for n, item in enumerate(batch.items):
            if kind == "partial" and n % 3 == 0 and len(batch.items) > 1:
                continue
            if kind == "hold" and n % 2 == 0 and item.event_id not in self.held:
                results.append(ItemResult(item.event_id, ItemStatus.RETRY, "BUSY", retry_after_s=7))
                continue
            status = ItemStatus.DUPLICATE if item.event_id in self.held else ItemStatus.ACCEPTED
            if item.event_id not in self.held:
                self.held[item.event_id] = item.seq
                self.stored[item.event_id] += 1
                if kind == "review" and n == 0:
                    self.reviews.add(item.event_id)
            if item.event_id in self.reviews:
                status = ItemStatus.REVIEW
            results.append(ItemResult(item.event_id, status, review_id=item.event_id))
        seqs = set(self.held.values())
        high = max(seqs, default=0)
        rows = self.rig.outbox.rows
        place = StreamPlace(batch.epoch, high, rows[high - 1].item.hash if high else "0" * 64)
        gaps = tuple((seq, seq) for seq in range(1, high) if seq not in seqs)
        return BatchReply(batch.batch_id, tuple(results), EpochState(place, gaps=gaps))

    def react(self, kind: str, batch: Batch) -> Outcome:
        match kind:
            case "lost request":
                return failure("reset")
            case "lost reply":
                self.take(batch, "answer")
                return failure("timeout", timed_out=True)
            case "portal":
                return Outcome(OutcomeKind.NOT_OURS, code="reply_invalid")
            case "busy":
                return Outcome(OutcomeKind.BUSY, code="http_503", retry_after_s=20.0)
            case "timeout":
                return failure("timeout", timed_out=True)
            case "too large":
                return Outcome(OutcomeKind.TOO_LARGE, code="http_413")
            case "bad batch":
                return Outcome(OutcomeKind.BAD_BATCH, code="INVALID")
            case "auth":
                return Outcome(OutcomeKind.AUTH, code="TOKEN_EXPIRED")
            case _:
                reply = self.take(batch, kind)
                if kind == "late duplicate":
                    self.rig.outbox.settle(batch, reply)
                return Outcome(OutcomeKind.ANSWERED, reply)


@pytest.mark.no_cover
@given(st.lists(st.sampled_from(OUTCOMES), max_size=40), st.integers(0, 2**32), st.integers(1, 120))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_interleaving_acks_what_the_centre_does_not_hold_and_all_arrives_once(
    expected_logs: ExpectedLogs, kinds: list[str], seed: int, backlog: int
) -> None:
    expected_logs.allow("rests: auth_refused")
    rig = Rig(seed)
    centre = Centre(rig)
    rig.transport.default = partial(centre.react, "answer")
    rig.transport.is_ready = seed % 2 == 0
    rig.append(backlog)
    for kind in kinds:
        if kind == "commit":
            rig.append(3)
        elif kind == "now":
            rig.hurry()
        elif kind == "restart":
            rig.outbox.restart()
            rig.worker = rig.new_worker()
            rig.due = rig.clock.monotonic()
        else:
            rig.transport.script.append(partial(centre.react, kind))
        rig.run_for(3)
        check(rig, centre)
    rig.transport.script.clear()
    for _ in range(3):
        rig.run_for(1_300)
        check(rig, centre)
    if rig.status.pause is None:
        assert [row.state for row in rig.outbox.rows if row.state is RowState.PENDING] == []
        assert set(centre.held) == {row.item.event_id for row in rig.outbox.rows}
    else:
        assert rig.status.pause is Pause.AUTH_REFUSED


def check(rig: Rig, centre: Centre) -> None:
    """After every step, not only at the end."""
    for row in rig.outbox.rows:
        if row.state in (RowState.ACKED, RowState.REVIEW):
            assert row.item.event_id in centre.held
    assert all(count == 1 for count in centre.stored.values())
    for batch in rig.transport.batches:
        seqs = [item.seq for item in batch.items]
        assert seqs == sorted(seqs)
        assert len(seqs) <= 50


@given(st.lists(st.integers(1, 40_000), min_size=1, max_size=130))
@settings(max_examples=40)
def test_batching_covers_every_pending_item_once_and_in_order(sizes: list[int]) -> None:
    rig = Rig()
    ids = [rig.outbox.append("x" * size) for size in sizes]
    rig.run_for(30)
    sent = [item.event_id for batch in rig.transport.batches for item in batch.items]
    assert sent == ids
    for batch in rig.transport.batches:
        assert len(batch.items) <= 50
        size = sum(len(item.payload.encode()) for item in batch.items)
        assert size <= 512 * 1024 or len(batch.items) == 1


def test_the_same_seed_gives_the_same_run() -> None:
    def trace(seed: int) -> list[tuple[float, int]]:
        rig = Rig(seed)
        rig.append(80)
        rig.transport.script.extend([failure()] * 7)
        rig.run_for(500)
        return [
            (time, len(batch.items))
            for time, batch in zip(rig.transport.push_times, rig.transport.batches, strict=True)
        ]

    assert trace(7) == trace(7)
    assert trace(7) != trace(8)
