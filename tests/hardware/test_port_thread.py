"""The owner thread: wakes, ends in time, and survives a bug."""

from __future__ import annotations

import threading

from hardware.port_thread import JOIN_S, PortThread
from hardware.waiter import Waiter
from tests.strictness import ExpectedLogs


class CountingPort:
    """Sleeps without a deadline, so that only a wake-up or the end brings a step."""

    def __init__(self, bugs: int = 0) -> None:
        self.bugs = bugs
        self.failed = 0
        self.closed = threading.Event()
        self.stepped = threading.Semaphore(0)

    def step(self) -> float | None:
        self.stepped.release()
        if self.bugs:
            self.bugs -= 1
            raise ZeroDivisionError("a bug")
        return None

    def fileno(self) -> int | None:
        return None

    def wants_write(self) -> bool:
        return False

    def fail(self) -> None:
        self.failed += 1

    def close(self) -> None:
        self.closed.set()


def test_a_wake_up_brings_a_step_and_the_end_comes_at_once() -> None:
    port = CountingPort()
    thread = PortThread(port, "test")
    thread.start()
    for _ in range(3):
        assert port.stepped.acquire(timeout=5)
        thread.wake()
    assert thread.close()
    assert port.closed.is_set()
    assert JOIN_S <= 2


def test_a_bug_is_logged_and_the_thread_goes_on(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("a bug in the port thread port-test")
    port = CountingPort(bugs=1)
    thread = PortThread(port, "test")
    thread.start()
    assert port.stepped.acquire(timeout=5)
    thread.wake()
    assert port.stepped.acquire(timeout=5)
    assert port.failed == 1
    assert thread.close()


def test_a_wake_up_before_the_wait_is_not_lost() -> None:
    waiter = Waiter()
    waiter.wake()
    waiter.wait([], [], None)
    waiter.wait([], [], 0)
    waiter.close()
    waiter.wake()


def test_many_wake_ups_do_not_block() -> None:
    waiter = Waiter()
    for _ in range(100_000):
        waiter.wake()
    waiter.wait([], [], None)
    waiter.close()
