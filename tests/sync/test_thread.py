"""The thread around the worker, with the real clock, real HTTP and the faulty network."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import pytest

from core.domain.changes import Stream
from core.domain.outbox import RowState
from sync.build import Centre, build_sync
from sync.link import LinkState
from sync.status import StreamStatus, SyncStatus
from sync.thread import SyncParts, SyncThread
from tests.fakes.centre import FakeCentre, Reaction
from tests.fakes.change_sink import MemoryChangeSink
from tests.fakes.outbox import MemoryOutbox
from tests.fakes.proxy import FaultyProxy, Weather
from tests.strictness import ExpectedLogs
from tests.sync.test_tokens import Desk
from tests.sync.virtual import SeededIds, VirtualClock


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class Statuses:
    """Keeps every status and lets a test wait for one."""

    def __init__(self) -> None:
        self.seen: list[SyncStatus] = []
        self._changed = threading.Condition()

    def __call__(self, status: SyncStatus) -> None:
        with self._changed:
            self.seen.append(status)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[SyncStatus], bool], seconds: float = 15) -> SyncStatus:
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self.seen) and wanted(self.seen[-1]), seconds)
            return self.seen[-1]


class LockedOutbox(MemoryOutbox):
    """Commits come from the test's thread, the rest from the sync thread."""

    def append(self, payload: str, event_id: str | None = None) -> str:
        with _LOCK:
            return super().append(payload, event_id)


_LOCK = threading.Lock()
_NEVER = StreamStatus(Stream.STAFF)


class Running:
    """An enrolled till whose sync thread runs against the centre through the faulty network."""

    def __init__(self, centre: FakeCentre, proxy: FaultyProxy) -> None:
        self.centre, self.proxy = centre, proxy
        centre.tokens_needed = True
        desk = Desk(centre)
        desk.client.close()
        self.statuses = Statuses()
        self.sink = MemoryChangeSink()
        self.outbox = LockedOutbox(RealClock(), SeededIds(VirtualClock()))
        place = Centre(
            proxy.url, desk.enrolment.terminal_id, desk.enrolment.organization_id, desk.enrolment.local_id
        )
        build = partial(
            build_sync,
            place,
            self.outbox,
            desk.secrets,
            RealClock(),
            SeededIds(VirtualClock()),
            observer=self.statuses,
            sinks=dict.fromkeys((Stream.STAFF, Stream.PRICES), self.sink),
            beside=True,
        )
        self.thread = SyncThread(build, RealClock())

    def sell(self, count: int = 1) -> None:
        for _ in range(count):
            self.outbox.append(f'{{"n":{len(self.outbox.rows)}}}')
        self.thread.wake()


@pytest.fixture
def running(centre: FakeCentre, proxy: FaultyProxy) -> Iterator[Running]:
    made = Running(centre, proxy)
    yield made
    made.thread.stop()
    assert not made.thread.alive


def test_a_sale_is_at_the_centre_soon_after_its_commit(running: Running) -> None:
    running.thread.start()
    running.statuses.wait(lambda status: status.link is LinkState.ONLINE)
    running.sell(1)
    running.statuses.wait(lambda status: status.batch_sizes == (1,) and status.queued == 0)
    running.sell(120)
    running.statuses.wait(lambda status: sum(status.batch_sizes) == 121 and status.queued == 0)
    assert set(running.centre.deliveries.values()) == {1}
    assert running.centre.tokens.refreshes == 1
    assert running.proxy.accepted == 1, "one client, one connection"


def test_an_outage_queues_and_send_now_drains_it(running: Running) -> None:
    running.thread.start()
    running.statuses.wait(lambda status: status.link is LinkState.ONLINE)
    running.proxy.weather = Weather.REFUSED
    running.proxy.reset_all()
    running.sell(60)
    running.statuses.wait(lambda status: status.link is LinkState.OFFLINE and status.queued == 60)
    assert all(row.state is RowState.PENDING for row in running.outbox.rows)
    running.proxy.weather = Weather.CLEAR
    running.thread.send_now()
    running.statuses.wait(lambda status: status.queued == 0)
    assert set(running.centre.deliveries.values()) == {1}
    running.statuses.wait(lambda status: status.link is LinkState.ONLINE)


def test_an_expired_token_costs_one_refresh_and_no_attempt(running: Running) -> None:
    running.thread.start()
    running.sell(1)
    running.statuses.wait(lambda status: status.batch_sizes == (1,))
    running.centre.tokens.access.clear()
    running.sell(1)
    running.statuses.wait(lambda status: status.batch_sizes == (1, 1) and status.queued == 0)
    assert running.centre.tokens.refreshes == 2
    assert [row.attempts for row in running.outbox.rows] == [0, 0]


def test_what_the_centre_tells_is_at_the_till_over_the_same_connection(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.pull.puller.SPREAD_S", 0.1)
    for n in range(450):
        running.centre.changes.put(Stream.PRICES, f"item-{n:03}", {"price": "1.25"})
    running.thread.start()
    running.statuses.wait(lambda status: all(one.fresh_at_ms for one in status.streams or (_NEVER,)))
    assert running.sink.in_use(Stream.PRICES) == running.centre.changes.there(Stream.PRICES)
    assert running.centre.tokens.refreshes == 1
    assert running.proxy.accepted == 1
    before = len(running.centre.asked)
    running.centre.changes.remove(Stream.PRICES, "item-007")
    running.thread.pull_now([Stream.PRICES])
    running.statuses.wait(lambda _: len(running.centre.asked) > before)
    running.statuses.wait(lambda status: status.pulling is None)
    assert running.sink.in_use(Stream.PRICES) == running.centre.changes.there(Stream.PRICES)


def test_a_configuration_that_moved_on_comes_down_with_the_next_sale(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.pull.puller.SPREAD_S", 0.1)
    running.thread.start()
    running.statuses.wait(lambda status: all(one.fresh_at_ms for one in status.streams or (_NEVER,)))
    running.centre.changes.put(Stream.STAFF, "shop", {"jws": "x"})
    running.centre.config_version = 2
    running.sell(1)
    running.statuses.wait(lambda _: running.sink.in_use(Stream.STAFF) == {"shop": 1})


def test_stopping_cuts_a_request_off_within_two_seconds_and_leaves_it_pending(running: Running) -> None:
    running.centre.reactions.append(Reaction(reply="hold"))
    running.thread.start()
    running.sell(3)
    running.statuses.wait(lambda status: status.in_flight == 3)
    while not running.centre.requests:
        assert running.thread.alive
        threading.Event().wait(0.01)
    started = time.monotonic()
    assert running.thread.stop()
    assert time.monotonic() - started < 2
    assert {row.state for row in running.outbox.rows} == {RowState.PENDING}
    assert [row.attempts for row in running.outbox.rows] == [0, 0, 0]


def test_stopping_an_idle_thread_is_quick_and_stopping_twice_is_fine(running: Running) -> None:
    running.thread.start()
    running.statuses.wait(lambda status: status.link is LinkState.ONLINE)
    assert running.thread.stop()
    assert running.thread.stop()


def test_an_outbox_that_raises_is_logged_and_the_worker_starts_anew(
    running: Running, expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.thread.AFTER_ERROR_S", 0.05)
    expected_logs.expect("sync worker failed")
    take, failures = running.outbox.take, [OSError("disk I/O error")]

    def failing(max_items: int, max_bytes: int) -> object:
        if failures:
            raise failures.pop()
        return take(max_items, max_bytes)

    monkeypatch.setattr(running.outbox, "take", failing)
    running.thread.start()
    running.sell(1)
    running.statuses.wait(lambda status: status.batch_sizes == (1,) and status.queued == 0)


@pytest.mark.parametrize(("ahead", "waits"), [(-1.0, []), (0.2, [1.0]), (2.5, [2.5]), (3_600.0, [60.0])])
def test_the_thread_sleeps_on_its_event_between_one_second_and_one_minute(
    ahead: float, waits: list[float]
) -> None:
    slept: list[float] = []

    class CountingEvent(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            slept.append(timeout or 0.0)
            return True

    clock = VirtualClock()
    thread = SyncThread(_nothing, clock)
    thread._event = CountingEvent()
    thread._sleep(clock.monotonic() + ahead)
    assert slept == waits


def _nothing() -> SyncParts:
    raise AssertionError("never built")
