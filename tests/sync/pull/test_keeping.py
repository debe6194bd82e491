"""Pages that are kept beside the thread that fetched them: nothing waits for them but their own stream."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

import pytest

from core.domain.changes import ChangePage, Stream
from core.domain.errors import DomainError
from core.ports.changes import Applied
from sync.pull.keeping import Beside, Inline, Keeper
from sync.pull.puller import SPREAD_S, Puller
from tests.fakes.change_sink import MemoryChangeSink
from tests.strictness import ExpectedLogs
from tests.sync.pull.support import PullRig

T = TypeVar("T")

PRICES, PRODUCTS, STAFF = Stream.PRICES, Stream.PRODUCTS, Stream.STAFF


class Slow:
    """Keeps when it is told to, as a keeper does whose page waits for a payment."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.held = True

    def keep(self, work: Callable[[], T]) -> Future[T]:
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except Exception as error:  # noqa: BLE001
                done.set_exception(error)

        if self.held:
            self.waiting.append(run)
        else:
            run()
        return done

    def go_on(self) -> None:
        """The payment is over, until the next page."""
        while self.waiting:
            self.waiting.pop(0)()


class BesideRig(PullRig):
    """Goods in a sink of their own, kept by `Slow`."""

    def __init__(self) -> None:
        self.goods, self.slow = MemoryChangeSink(), Slow()
        super().__init__(STAFF, PRODUCTS, PRICES)

    def start(self) -> None:
        sinks = {STAFF: self.sink, PRODUCTS: self.goods, PRICES: self.goods}
        self.puller = Puller(
            sinks,
            self.source,
            self.credentials,
            self.line,
            self.clock,
            self.ids,
            self.now_ms,
            self.slow,
        )


def test_while_a_page_of_goods_waits_people_come_and_goods_are_not_asked_for_again() -> None:
    rig = BesideRig()
    rig.fill(STAFF, 2)
    rig.fill(PRODUCTS, 3)
    rig.fill(PRICES, 3)
    rig.settle(SPREAD_S)
    assert rig.source.streams() == [STAFF, PRODUCTS]
    rig.puller.pull_now([STAFF, PRICES])
    rig.settle(SPREAD_S)
    assert rig.source.streams() == [STAFF]
    assert rig.goods.rows(PRODUCTS) == {}
    assert len(rig.sink.rows(STAFF)) == 2


def test_once_it_is_kept_the_rest_follows_what_was_asked_for_meanwhile_too() -> None:
    rig = BesideRig()
    rig.fill(PRODUCTS, 450)
    rig.fill(PRICES, 1)
    rig.settle(SPREAD_S)
    rig.puller.pull_now([PRODUCTS])
    rig.puller.step(rig.clock.monotonic())
    rig.slow.go_on()
    rig.slow.held = False
    assert rig.puller.due == 0.0, "whoever is woken has something to do"
    rig.settle(SPREAD_S)
    assert len(rig.goods.rows(PRODUCTS)) == 450
    assert len(rig.goods.rows(PRICES)) == 1
    assert rig.plan(PRODUCTS).state.cursor is not None
    assert rig.line.pulled[-1] is None


def test_what_went_wrong_beside_is_said_and_tried_again(
    expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_logs.expect("could not be kept: disk_full")
    rig = BesideRig()
    rig.fill(PRODUCTS, 1)
    apply = rig.goods.apply

    def full(page: ChangePage, at_ms: int) -> Applied:
        raise DomainError("disk_full")

    monkeypatch.setattr(rig.goods, "apply", full)
    rig.settle(SPREAD_S)
    rig.slow.go_on()
    rig.puller.step(rig.clock.monotonic())
    assert rig.plan(PRODUCTS).code == "disk_full"
    monkeypatch.setattr(rig.goods, "apply", apply)
    rig.slow.held = False
    rig.slow.go_on()
    rig.settle(60)
    assert len(rig.goods.rows(PRODUCTS)) == 1


def test_a_puller_that_ended_does_not_follow_what_its_keeper_left(monkeypatch: pytest.MonkeyPatch) -> None:
    rig = BesideRig()
    rig.fill(PRODUCTS, 1)
    rig.settle(SPREAD_S)
    told = list(rig.line.told)
    rig.puller.stop()
    rig.slow.go_on()
    rig.puller.step(rig.clock.monotonic())
    assert rig.line.told == told
    rig.start()
    assert rig.plan(PRODUCTS).state.cursor is not None, "the page stands, whoever fetched it"


@pytest.fixture(params=[Inline, Beside])
def keeper(request: pytest.FixtureRequest) -> Any:
    made = request.param()
    yield made
    if isinstance(made, Beside):
        made.close()


def test_a_keeper_gives_back_what_the_work_gives_or_raises(keeper: Keeper) -> None:
    def broken() -> None:
        raise DomainError("disk_full")

    assert keeper.keep(lambda: 7).result(10) == 7
    assert isinstance(keeper.keep(broken).exception(10), DomainError)


def test_beside_keeps_in_order_on_one_other_thread_and_tells_after_each() -> None:
    keeper, told = Beside(), threading.Semaphore(0)
    keeper.tell(told.release)
    order: list[tuple[int, int]] = []

    def work(number: int) -> None:
        order.append((number, threading.get_ident()))

    for number in range(5):
        keeper.keep(partial(work, number))
    for _ in range(5):
        assert told.acquire(timeout=10)
    keeper.close()
    assert [number for number, _ in order] == list(range(5))
    assert {ident for _, ident in order} - {threading.get_ident()} == {order[0][1]}
