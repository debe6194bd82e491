"""What needs no centre, and what a centre or a file does that only one stream must feel."""

from __future__ import annotations

import pytest

from app.compose.watched import Watched
from core.domain.changes import Stream
from core.domain.errors import DomainError
from core.ports.changes import Fetched, FetchKind, StreamState
from sync.cycle import SyncCycle
from sync.link import LinkState
from sync.pull.puller import TOO_LARGE, Puller
from tests.fakes.change_sink import VALVE, MemoryChangeSink
from tests.strictness import ExpectedLogs
from tests.sync.pull.support import PullRig
from tests.sync.test_cycle import CycleRig

PRICES, PRODUCTS, STAFF, STOCK = Stream.PRICES, Stream.PRODUCTS, Stream.STAFF, Stream.STOCK


def test_a_page_that_is_too_large_is_asked_for_in_smaller_ones_and_doubts_no_link() -> None:
    rig = PullRig(PRICES)
    rig.fill(PRICES, 120)
    rig.source.says(PRICES, *[Fetched(FetchKind.UNKNOWN, code=TOO_LARGE)] * 3)
    rig.settle(60)
    assert [limit for _, _, limit in rig.source.asked][:4] == [200, 100, 50, 25]
    assert len(rig.sink.rows(PRICES)) == 120
    assert not [one for one in rig.line.told if one.startswith("lost")]


class Unreadable(MemoryChangeSink):
    """Its file cannot be opened for a while."""

    broken = True

    def state(self, stream: Stream) -> StreamState:
        if self.broken:
            raise DomainError("store_unavailable", reason="corrupt")
        return super().state(stream)


def test_a_file_that_cannot_be_read_stops_neither_the_others_nor_itself_for_ever(
    expected_logs: ExpectedLogs,
) -> None:
    expected_logs.expect("could not be kept: store_unavailable")
    rig = PullRig(STAFF, STOCK)
    rig.fill(STAFF, 2)
    rig.fill(STOCK, 2)
    goods = Unreadable()
    sinks = {STAFF: rig.sink, STOCK: goods}
    rig.puller = Puller(sinks, rig.source, rig.credentials, rig.line, rig.clock, rig.ids, rig.now_ms)
    rig.settle(20)
    assert len(rig.sink.rows(STAFF)) == 2
    assert STOCK not in rig.source.streams(), "where to go on is not known"
    assert rig.plan(STOCK).code == "store_unavailable"
    goods.broken = False
    rig.settle(600)
    assert len(goods.rows(STOCK)) == 2


class HeldRig(CycleRig):
    """Goods of which too much is taken away at once."""

    def __init__(self) -> None:
        self.heard: list[Stream] = []
        super().__init__(PRODUCTS)
        for n in range(2 * VALVE):
            self.log.put(PRODUCTS, f"item-{n:03}")
        self.run_for(10)
        for n in range(VALVE):
            self.log.remove(PRODUCTS, f"item-{n:03}")
        self.puller.pull_now([PRODUCTS])
        self.run_for(2)
        assert self.stream(PRODUCTS).held

    def begin(self) -> None:
        super().begin()
        self.watched = Watched(self.sink, self.heard.append)
        self.puller = Puller(
            {PRODUCTS: self.watched},
            self.source,
            self.credentials,
            self.worker.standing,
            self.clock,
            self.ids,
            self.worker.standing.server_clock.now_ms,
        )
        self.cycle = SyncCycle(self.worker, self.puller, self.clock)

    def go_offline(self) -> None:
        self.transport.alive = False
        self.run_for(10)
        assert self.status.link is LinkState.OFFLINE

    def decide(self) -> None:
        """A person takes it; the sync thread is woken, as by `SyncThread.pull_now`."""
        self.watched.decide_soon(PRODUCTS, take=True)
        self.cycle.pull_now([PRODUCTS])
        self.due = self.clock.monotonic()


@pytest.fixture
def held(expected_logs: ExpectedLogs) -> HeldRig:
    expected_logs.allow("what came of products waits for a person|could not be kept")
    return HeldRig()


def test_what_a_person_decides_is_done_without_the_centre_and_shown(held: HeldRig) -> None:
    held.go_offline()
    held.decide()
    held.run_for(1)
    assert not held.stream(PRODUCTS).held
    assert len(held.sink.in_use(PRODUCTS)) == VALVE


def test_a_decision_that_the_disk_refuses_is_not_forgotten(
    held: HeldRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.go_offline()
    decide = held.sink.decide

    def full(stream: Stream, *, take: bool) -> None:
        raise DomainError("disk_full")

    monkeypatch.setattr(held.sink, "decide", full)
    held.decide()
    held.run_for(5)
    assert held.stream(PRODUCTS).held
    monkeypatch.setattr(held.sink, "decide", decide)
    held.run_for(120)
    assert not held.stream(PRODUCTS).held
