"""Upkeep that fails never ends the store thread (sync.md T4, T9)."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.store.driver import dbapi2
from app.store.errors import StoreUnavailableError
from app.store.till import TillStore
from app.system import SystemClock
from app.usecases.ports import PinFailures, StoredEvent
from tests.app.store.test_core import basket, fill_up, make_room, steps
from tests.fakes.store import CASHIER, ManualClock, open_till, sell, settings
from tests.strictness import ExpectedLogs

_FAILED = "upkeep of the store failed"


def said(logs: ExpectedLogs, text: str) -> int:
    return len([record for record in logs.records if text in record.getMessage()])


class Waiting:
    """What the caller of an operation hears, with a deadline."""

    def __init__(self) -> None:
        self._came = threading.Event()
        self.answer: Any = None

    def __call__(self, answer: Any) -> None:
        self.answer = answer
        self._came.set()

    def result(self) -> Any:
        assert self._came.wait(10), "nobody answered"
        return self.answer


def sold(store: TillStore, n: int) -> Any:
    waiting = Waiting()
    store.runner.submit(partial(sell, basket=basket(n)), waiting, waiting)
    return waiting.result()


def test_a_full_disk_does_not_stop_upkeep_and_is_said_once(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect(f"{_FAILED}: store_full")
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock)
    store.runner.run(lambda unit: unit.set_pin_failures(CASHIER, 1))
    fill_up(store.runner.core, "pin_failures")
    for _ in range(5):
        clock.advance(31)
        steps(store, 10)
    assert said(expected_logs, _FAILED) == 1
    assert isinstance(store.runner.run(partial(sell, basket=basket(1))), StoredEvent)
    make_room(store.runner.core)
    clock.advance(31)
    steps(store, 10)
    stored = store.runner.core.writer.driver.execute("SELECT waited_ms FROM pin_failures").fetchall()
    assert stored == [(6 * 31_000,)], "nothing of the wait is lost, nothing counted twice"
    clock.advance(4)
    assert store.runner.run(lambda unit: unit.pin_failures(CASHIER)) == PinFailures(1, 6 * 31_000 + 4_000)
    store.close()


def test_a_failed_step_of_upkeep_asks_for_a_pause(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(_FAILED)
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock)
    store.runner.run(lambda unit: unit.set_pin_failures(CASHIER, 1))
    fill_up(store.runner.core, "pin_failures")
    clock.advance(31)
    dues = [store.runner.step() for _ in range(10)]
    assert dues.count(1.0) == 1
    assert dues[-1] > 0, "a fault that stays never spins"
    make_room(store.runner.core)
    store.close()


def test_a_locked_database_does_not_end_the_thread(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(f"{_FAILED}: store_unavailable reason='busy'")
    failed = threading.Event()
    store = open_till(
        tmp_path, threaded=True, clock=SystemClock(), settings=settings(pin_persist_s=0.05, ballast_bytes=0)
    )
    runner = store.runner
    runner.run(lambda unit: unit.set_pin_failures(CASHIER, 1))
    real = runner._keep_up

    def watched(now: float) -> float:
        due = real(now)
        if runner._said:
            failed.set()
        return due

    runner._keep_up = watched  # type: ignore[method-assign]
    runner.call(lambda: runner.core.writer.driver.execute("PRAGMA busy_timeout=20").fetchall())
    other = dbapi2.connect(str(tmp_path / "till.db"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert failed.wait(10)
    assert isinstance(sold(store, 1), StoreUnavailableError)
    other.execute("ROLLBACK")
    other.close()
    assert isinstance(sold(store, 1), StoredEvent)
    store.close()


def test_a_mistake_in_upkeep_is_logged_and_the_thread_sells_on(
    tmp_path: Path, expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_logs.expect("goes on after a mistake")
    store = open_till(tmp_path, threaded=True, clock=SystemClock())
    reached = threading.Event()

    def wrong(idle_s: float) -> float:
        reached.set()
        raise ZeroDivisionError(idle_s)

    monkeypatch.setattr(store.runner._upkeep, "step", wrong)
    assert isinstance(sold(store, 1), StoredEvent)
    assert reached.wait(10)
    assert isinstance(sold(store, 2), StoredEvent)
    store.close()


class _EndError(BaseException):
    """What no loop catches."""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_is_gone_leaves_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_till(tmp_path, threaded=True, clock=SystemClock())
    thread = store._thread
    assert thread is not None
    entered, go_on = threading.Event(), threading.Event()

    def ends(_: object) -> float:
        entered.set()
        go_on.wait(10)
        raise _EndError

    monkeypatch.setattr(store.runner._upkeep, "step", ends)
    sold(store, 1)
    assert entered.wait(10)
    queued = Waiting()
    store.runner.submit(partial(sell, basket=basket(2)), queued, queued)
    go_on.set()
    refused = queued.result()
    thread.join(10)
    assert isinstance(refused, StoreUnavailableError)
    assert refused.values == {"reason": "thread"}
    assert isinstance(sold(store, 3), StoreUnavailableError)
    with pytest.raises(StoreUnavailableError):
        store.runner.run(partial(sell, basket=basket(3)))
    store.runner.core.close()
    store.close()
