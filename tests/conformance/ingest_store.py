"""Conformance suite of `central.services.ports.IngestStore` (sync.md C2 to C6, C13), with judge and reply.

Run it on any implementation by subclassing::

    class TestPgIngestStore(IngestStoreConformance):
        @pytest.fixture
        def harness(self, world: World) -> IngestHarness:
            ...
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

import pytest

from central.services.ports import TerminalInactiveError
from core.contract.sync import BatchResponse
from core.domain.document_data import sale_to_data
from core.domain.journal.events import decode_event
from core.domain.z_closing import ZCounter, z_to_data
from core.ports.faults import CrashPoint
from tests.central.world import FakeClock, Till, fresh_id, make_sale

COUNTED = (
    "sync_inbox",
    "transactions",
    "transaction_items",
    "payments",
    "voids",
    "effects",
    "central_outbox",
    "fenced_inbox",
    "cause_wait",
    "z_closings",
)
"""Tables whose rows the suite counts, beside ``sync_review``."""
WRITING = (CrashPoint.BEFORE_INGEST, CrashPoint.IN_INGEST, CrashPoint.BEFORE_INGEST_COMMIT)


class Killed(BaseException):
    """The centre ended at a crash point."""


class KillAt:
    """`Faults` that end the centre at one point, while armed."""

    def __init__(self) -> None:
        self.armed: CrashPoint | None = None

    def reach(self, point: CrashPoint) -> None:
        """End here if this is the place."""
        if point is self.armed:
            self.armed = None
            raise Killed(point)


class IngestHarness(Protocol):
    """What the suite needs of a store under test: empty, with one enrolled till."""

    till: Till
    faults: KillAt
    clock: FakeClock

    async def send(
        self, items: list[dict[str, Any]] | None = None, till: Till | None = None
    ) -> BatchResponse:
        """Judge, store and answer a batch of the till's events (default: all)."""
        ...

    async def counts(self) -> dict[str, int]:
        """Rows by table of `COUNTED`."""
        ...

    async def reviews(self) -> list[tuple[str, str, bool, bytes | None]]:
        """(event_id, code, held, raw) of every open review, in the order of event and code."""
        ...

    async def held_back(self) -> tuple[int, int]:
        """Effects that are held, messages that are."""
        ...

    async def disable(self) -> None:
        """A person disables the till."""
        ...


def verdicts(reply: BatchResponse) -> list[tuple[str, str | None]]:
    """Status and code of each item."""
    return [(result.status, result.code) for result in reply.results]


def fork_of(till: Till, number: int = 0) -> Till:
    """The same terminal from its first event on, as a clone of its machine would be."""
    return replace(till, events=[], seq=0, head=b"", number=number)


def mixed_events(till: Till) -> list[dict[str, Any]]:
    """Sales, a return, a void, records, wrong sums, taken numbers, unknown kinds, unreadable bytes."""
    first = till.sale(lines=2)
    till.event("login.succeeded", {})
    wrong = sale_to_data(make_sale(till.series, 2))
    wrong["total_amount"] = "99.00"
    till.sale(data=wrong, number=2)
    till.event("espresso.brewed", {})
    till.refund(first)
    till.append(b"not json", fresh_id())
    last = till.sale(number=3)
    till.sale(lines=1, number=3)
    till.void(last)
    till.event("sale.completed", {}, schema=2)
    counter = ZCounter()
    for item in till.events[:3]:
        counter.add(decode_event(item["payload"].encode()), bytes.fromhex(item["hash"]))
    till.event("z.closed", z_to_data(counter.close(fresh_id(), 1, {})))
    return till.events


class IngestStoreConformance:
    """The suite. Subclasses give the fixture ``harness``."""

    async def test_a_batch_is_stored_projected_and_accepted(self, harness: IngestHarness) -> None:
        for _ in range(3):
            harness.till.sale(lines=4)
        reply = await harness.send()
        assert verdicts(reply) == [("accepted", None)] * 3
        assert await harness.counts() == {
            **{"sync_inbox": 3, "transactions": 3, "transaction_items": 12, "payments": 3, "voids": 0},
            **{"effects": 6, "central_outbox": 3, "fenced_inbox": 0, "cause_wait": 0, "z_closings": 0},
        }
        assert reply.high_water is not None
        assert (reply.high_water.seq, reply.high_water.hash) == (3, harness.till.head.hex())
        assert (reply.gaps, reply.durable_seq, reply.series) == ([], None, {harness.till.series: 3})
        assert all(result.central_id for result in reply.results)

    async def test_the_same_batch_again_is_all_duplicates(self, harness: IngestHarness) -> None:
        for _ in range(5):
            harness.till.sale()
        first = await harness.send()
        before = await harness.counts()
        second = await harness.send()
        assert verdicts(second) == [("duplicate", None)] * 5
        assert [r.central_id for r in first.results] == [r.central_id for r in second.results]
        assert await harness.counts() == before

    async def test_reviews_stand_when_the_batch_comes_again(self, harness: IngestHarness) -> None:
        events = mixed_events(harness.till)
        first = await harness.send()
        before = await harness.reviews()
        second = await harness.send(list(reversed(events)))
        again = {result.event_id: result for result in second.results}
        for result in first.results:
            assert again[result.event_id].review_id == result.review_id
            assert again[result.event_id].code == result.code
        assert await harness.reviews() == before

    async def test_returns_and_voids_have_rows_effects_and_messages(self, harness: IngestHarness) -> None:
        sold, other = harness.till.sale(), harness.till.sale()
        harness.till.refund(sold)
        harness.till.void(other)
        assert verdicts(await harness.send()) == [("accepted", None)] * 4
        counts = await harness.counts()
        assert (counts["transactions"], counts["voids"], counts["central_outbox"]) == (3, 1, 4)
        assert counts["effects"] == 11

    async def test_other_bytes_under_a_known_id_are_both_kept(self, harness: IngestHarness) -> None:
        first = harness.till.sale()
        await harness.send()
        second = fork_of(harness.till).sale(lines=3, event_id=first["event_id"])
        reply = await harness.send([second])
        assert verdicts(reply) == [("review", "SHA_CONFLICT")]
        assert await harness.reviews() == [
            (first["event_id"], "SHA_CONFLICT", True, second["payload"].encode())
        ]
        assert (await harness.send([second])).results[0].review_id == reply.results[0].review_id
        assert (await harness.counts())["sync_inbox"] == 1

    async def test_one_id_twice_in_a_batch_with_other_bytes_is_a_conflict(
        self, harness: IngestHarness
    ) -> None:
        first = harness.till.sale()
        second = harness.till.sale(event_id=first["event_id"])
        assert set(verdicts(await harness.send([first, second]))) == {("review", "SHA_CONFLICT")}

    async def test_a_place_taken_by_another_event_is_kept_raw(self, harness: IngestHarness) -> None:
        harness.till.sale()
        await harness.send()
        other = fork_of(harness.till, 7).sale()
        assert verdicts(await harness.send([other])) == [("review", "DUP_NUMBER")]
        assert await harness.reviews() == [(other["event_id"], "DUP_NUMBER", True, other["payload"].encode())]

    async def test_a_taken_number_keeps_the_event_and_holds_its_effects(self, harness: IngestHarness) -> None:
        harness.till.sale(number=1)
        harness.till.sale(number=1)
        assert verdicts(await harness.send()) == [("accepted", None), ("review", "DUP_NUMBER")]
        counts = await harness.counts()
        assert (counts["sync_inbox"], counts["transactions"], counts["central_outbox"]) == (2, 1, 1)
        assert await harness.held_back() == (0, 0)

    async def test_what_does_not_add_up_is_counted_and_held(self, harness: IngestHarness) -> None:
        data = sale_to_data(make_sale(harness.till.series, 1))
        data["total_amount"] = "9.99"
        harness.till.sale(data=data)
        assert verdicts(await harness.send()) == [("review", "TOTAL_MISMATCH")]
        counts = await harness.counts()
        assert (counts["transactions"], counts["central_outbox"]) == (1, 1)
        assert await harness.held_back() == (1, 1)

    async def test_what_cannot_be_read_is_kept(self, harness: IngestHarness) -> None:
        harness.till.append(b"not json", fresh_id())
        harness.till.event("espresso.brewed", {})
        harness.till.sale()
        codes = verdicts(await harness.send())
        assert codes == [("review", "SCHEMA_UNKNOWN")] * 2 + [("accepted", None)]
        assert (await harness.counts())["sync_inbox"] == 3

    async def test_corrupt_items_are_retried_and_not_stored(self, harness: IngestHarness) -> None:
        good = harness.till.sale()
        bad = {**harness.till.sale(), "hash": "0" * 64}
        reply = await harness.send([good, bad])
        assert verdicts(reply) == [("accepted", None), ("retry", "CORRUPT")]
        assert (await harness.counts())["sync_inbox"] == 1

    async def test_gaps_are_told_and_close(self, harness: IngestHarness) -> None:
        items = [harness.till.sale() for _ in range(9)]
        reply = await harness.send([items[0], items[3], items[6], items[7]])
        assert reply.gaps == [(2, 3), (5, 6)]
        reply = await harness.send(items[1:3])
        assert reply.gaps == [(5, 6)]
        assert (await harness.send(items)).gaps == []
        assert await harness.reviews() == []

    async def test_a_broken_link_is_reviewed_when_the_gap_closes(self, harness: IngestHarness) -> None:
        till = harness.till
        first, second = till.sale(), till.sale()
        till.head = b"\x11" * 32
        third = till.sale()
        await harness.send([first])
        assert verdicts(await harness.send([third])) == [("accepted", None)]
        await harness.send([second])
        assert await harness.reviews() == [(third["event_id"], "CHAIN_BREAK", False, None)]
        assert verdicts(await harness.send([third])) == [("review", "CHAIN_BREAK")]

    async def test_a_wrong_genesis_is_a_broken_link(self, harness: IngestHarness) -> None:
        harness.till.head = b"\x22" * 32
        harness.till.sale()
        assert verdicts(await harness.send()) == [("review", "CHAIN_BREAK")]

    async def test_a_later_epoch_has_its_own_stream(self, harness: IngestHarness) -> None:
        items = [harness.till.sale() for _ in range(3)]
        await harness.send([items[0], items[2]])
        harness.till.open_epoch(2)
        opened = harness.till.event("epoch.opened", {"reason": "restore", "previous": None})
        reply = await harness.send([opened])
        assert reply.high_water is not None
        assert (reply.high_water.epoch, reply.high_water.seq) == (2, 1)
        assert [(old.epoch, old.gaps) for old in reply.older] == [(1, [(2, 2)])]

    async def test_an_epoch_tells_what_is_missing_of_the_one_before(self, harness: IngestHarness) -> None:
        till = harness.till
        first, _, third = till.sale(), till.sale(), till.sale()
        await harness.send([first])
        said = {"epoch": 1, "seq": 3, "hash": third["hash"]}
        till.open_epoch(2)
        reply = await harness.send([till.event("epoch.opened", {"reason": "restore", "previous": said})])
        assert [(old.epoch, old.gaps) for old in reply.older] == [(1, [(2, 3)])]
        assert await harness.reviews() == []

    async def test_an_epoch_that_continues_from_another_event_is_a_broken_chain(
        self, harness: IngestHarness
    ) -> None:
        till = harness.till
        till.sale()
        await harness.send()
        till.open_epoch(2)
        said = {"epoch": 1, "seq": 1, "hash": "ab" * 32}
        opened = till.event("epoch.opened", {"reason": "restore", "previous": said})
        assert verdicts(await harness.send([opened])) == [("review", "CHAIN_BREAK")]

    async def test_a_return_waits_for_its_sale_and_goes_on_when_it_comes(
        self, harness: IngestHarness
    ) -> None:
        sold = harness.till.sale()
        back = harness.till.refund(sold)
        assert verdicts(await harness.send([back])) == [("retry", "MISSING_CAUSE")]
        assert (await harness.counts())["sync_inbox"] == 0
        assert verdicts(await harness.send([sold])) == [("accepted", None)]
        assert verdicts(await harness.send([back])) == [("accepted", None)]
        assert await harness.held_back() == (0, 0)

    async def test_a_return_whose_sale_never_came_is_held_until_it_does(self, harness: IngestHarness) -> None:
        sold = harness.till.sale()
        back = harness.till.refund(sold)
        await harness.send([back])
        harness.clock.forward(24 * 3600)
        assert verdicts(await harness.send([back])) == [("review", "MISSING_CAUSE")]
        assert await harness.held_back() == (1, 1)
        await harness.send([sold])
        assert await harness.held_back() == (0, 0)
        assert await harness.reviews() == []
        assert verdicts(await harness.send([back])) == [("duplicate", None)]

    async def test_a_lower_epoch_is_fenced(self, harness: IngestHarness) -> None:
        old = harness.till.sale()
        harness.till.open_epoch(2)
        await harness.send([harness.till.event("epoch.opened", {"reason": "restore", "previous": None})])
        harness.till.epoch = 1
        assert verdicts(await harness.send([old])) == [("fenced", None)]
        counts = await harness.counts()
        assert (counts["fenced_inbox"], counts["transactions"]) == (1, 0)

    async def test_an_earlier_boot_that_has_gone_on_is_a_clone(self, harness: IngestHarness) -> None:
        till = harness.till
        earlier, later = till.boot_id, fresh_id()
        await harness.send([till.sale()])
        till.boot_id = later
        await harness.send([till.sale()])
        till.boot_id, third = earlier, till.sale()
        assert verdicts(await harness.send([third])) == [("fenced", None)]
        till.boot_id = later
        assert verdicts(await harness.send([third])) == [("fenced", None)]

    async def test_a_late_copy_from_a_boot_never_heard_of_fences_nobody(self, harness: IngestHarness) -> None:
        till = harness.till
        await harness.send([till.sale()])
        second, unheard = till.sale(), fresh_id()
        head_then = till.head
        till.boot_id = later = fresh_id()
        await harness.send([second])
        await harness.send([till.sale()])
        till.boot_id, till.seq, head_now, till.head = unheard, 2, till.head, head_then
        assert verdicts(await harness.send([second])) == [("duplicate", None)]
        till.boot_id, till.seq, till.head = later, 3, head_now
        assert verdicts(await harness.send([till.sale()])) == [("accepted", None)]

    async def test_a_fork_fences_from_the_next_request_on(self, harness: IngestHarness) -> None:
        harness.till.sale()
        await harness.send()
        other = fork_of(harness.till, 7).sale()
        assert verdicts(await harness.send([other])) == [("review", "DUP_NUMBER")]
        assert verdicts(await harness.send([other])) == [("fenced", None)]

    async def test_a_disabled_terminal_stores_nothing(self, harness: IngestHarness) -> None:
        await harness.disable()
        harness.till.sale()
        with pytest.raises(TerminalInactiveError):
            await harness.send()
        assert (await harness.counts())["sync_inbox"] == 0

    @pytest.mark.parametrize("point", WRITING)
    async def test_a_crash_before_the_commit_leaves_nothing(
        self, harness: IngestHarness, point: CrashPoint
    ) -> None:
        harness.till.sale()
        harness.faults.armed = point
        with pytest.raises(Killed):
            await harness.send()
        assert set((await harness.counts()).values()) == {0}
        assert verdicts(await harness.send()) == [("accepted", None)]

    async def test_a_crash_after_the_commit_leaves_everything(self, harness: IngestHarness) -> None:
        harness.till.sale()
        harness.faults.armed = CrashPoint.AFTER_INGEST_COMMIT
        with pytest.raises(Killed):
            await harness.send()
        assert (await harness.counts())["transactions"] == 1
        assert verdicts(await harness.send()) == [("duplicate", None)]
