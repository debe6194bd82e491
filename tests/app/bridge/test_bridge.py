"""Calls from other threads arrive on the GUI thread, in order, and none after the end."""

from __future__ import annotations

import os
import signal
import threading
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bridge.application import QtTicker, Signals
from app.bridge.mailbox import Mailbox
from app.bridge.runners import GuiStoreRunner, ThreadBackground
from core.domain.errors import DomainError
from tests.fakes.till import InstantRunner, MemoryStore


def test_calls_from_many_threads_run_on_the_gui_thread(qtbot: QtBot) -> None:
    mailbox = Mailbox()
    seen: list[tuple[int, int]] = []

    def note(thread: int, place: int) -> None:
        assert threading.current_thread() is threading.main_thread()
        seen.append((thread, place))

    def post(thread: int) -> None:
        for place in range(200):
            mailbox.post(partial(note, thread, place))

    threads = [threading.Thread(target=post, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: len(seen) == 800, timeout=5000)
    for n in range(4):
        assert [place for thread, place in seen if thread == n] == list(range(200))


def test_after_the_end_nothing_is_called(qtbot: QtBot) -> None:
    mailbox, calls = Mailbox(), list[int]()
    mailbox.post(partial(calls.append, 1))
    mailbox.close()
    mailbox.post(partial(calls.append, 2))
    other = Mailbox()
    other.post(partial(calls.append, 3))
    qtbot.waitUntil(lambda: bool(calls), timeout=2000)
    assert calls == [3]


def test_the_stores_answers_come_back_through_the_mailbox(qtbot: QtBot) -> None:
    store = MemoryStore()
    runner = GuiStoreRunner(InstantRunner(store), Mailbox())
    results: list[object] = []
    runner.submit(lambda unit: unit.next_shift_number(), results.append, results.append)
    store.fail_with = DomainError("store_full")
    runner.submit(lambda unit: unit.next_shift_number(), results.append, results.append)
    assert results == []
    qtbot.waitUntil(lambda: len(results) == 2, timeout=2000)
    assert results[0] == 42
    assert isinstance(results[1], DomainError)


def test_slow_work_reports_its_result_or_its_error(qtbot: QtBot) -> None:
    background = ThreadBackground(Mailbox())
    results: list[object] = []

    def breaks() -> int:
        raise ValueError("no")

    background.run(lambda: 6 * 7, results.append, results.append)
    qtbot.waitUntil(lambda: results == [42], timeout=2000)
    background.run(breaks, results.append, results.append)
    qtbot.waitUntil(lambda: len(results) == 2, timeout=2000)
    assert isinstance(results[1], ValueError)


def test_a_ticker_calls_until_it_is_stopped(qtbot: QtBot) -> None:
    ticker, ticks = QtTicker(1), list[int]()
    ticker.start(partial(ticks.append, 1))
    qtbot.waitUntil(lambda: len(ticks) >= 3, timeout=2000)
    ticker.stop()
    stopped = len(ticks)
    other = QtTicker(1)
    waited: list[int] = []
    other.start(partial(waited.append, 1))
    qtbot.waitUntil(lambda: len(waited) >= 3, timeout=2000)
    other.stop()
    assert len(ticks) == stopped


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_sigterm_ends_the_loop_even_while_it_is_idle(qapp: QApplication) -> None:
    signals = Signals()
    try:
        killer = threading.Timer(0.05, partial(os.kill, os.getpid(), signal.SIGTERM))
        killer.start()
        qapp.exec()
        killer.join()
    finally:
        signals.close()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
