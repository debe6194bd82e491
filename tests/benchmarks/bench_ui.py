"""The window beside an upload: how late a 5 ms timer comes, how long an added line takes, how fast it drains.

Real window, real sync thread, the program's own centre in a process of its own. The lateness is taken between
scans: while a line is drawn the loop is busy with that, and that time is the line's own figure.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from app.compose.opening import Opened, open_till
from app.demo.centre import DemoCentre
from app.demo.launch import demo_launch
from app.presenters.states import Act
from app.system import SystemClock, SystemIds
from core.domain.promotion.book import RuleBook
from resources.demo.loader import staff
from tests.benchmarks.bench_push import Pusher
from tests.benchmarks.catalogue import SIZES, database
from tests.benchmarks.harness import BenchContext, Result, quantile
from tests.benchmarks.tills import codes
from tests.benchmarks.windows import LiveTill, turn_once

PER_SIZE: Final = True
SALES: Final = 10_000
TICK_MS: Final = 5
QUIET_S: Final = 5.0
BETWEEN_MS: Final = 100
DRAIN_S: Final = 120.0
_BEFORE: Final = 2_000
"""Codes scanned at most while it drains."""


class Lateness(QObject):
    """A precise timer of 5 ms, and by how much each tick came late, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last: float | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def pause(self) -> None:
        """What comes now is not the loop's to answer for."""
        self._last = None

    def stop(self) -> None:
        """No more ticks."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        if self._last is not None:
            self.late.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now


def run(context: BenchContext) -> Iterator[Result]:
    """Idle first, with the centre away, then while ten thousand sales go up."""
    catalogue = database(context.size, context.cache)
    pusher = Pusher(context.work)
    centre = pusher.centre
    try:
        pusher.sell(SALES)
        pusher.till.close()
        centre.stop()
        opened = _opened(context.work / "till", centre)
        opened = replace(opened, catalogue_path=catalogue, promotions=RuleBook(()))
        with LiveTill(context.work / "till", catalogue, opened=opened, pin=staff()[0].pin) as till:
            yield from _measured(till, centre, SIZES[context.size])
    finally:
        centre.stop()


def _opened(data: Path, centre: DemoCentre) -> Opened:
    return open_till(demo_launch(data, "", centre.url, ""), SystemClock(), SystemIds())


def _measured(till: LiveTill, centre: DemoCentre, products: int) -> Iterator[Result]:
    wanted = codes(_BEFORE, products)
    quiet = _phase(till, wanted, partial(_after, time.monotonic() + QUIET_S))
    centre.start()
    began = time.monotonic()
    deadline = began + DRAIN_S
    waiting = till.running.sync.queued
    busy = _phase(till, wanted, lambda: waiting() <= 1 or time.monotonic() > deadline)
    drained = time.monotonic() - began
    if waiting() > 1:
        raise RuntimeError(f"{waiting()} events still wait after {DRAIN_S:g} s")
    for name, (late, lines), target in (("idle", quiet, False), ("upload", busy, True)):
        yield Result(
            f"ui.lateness_{name}.p99",
            quantile(late, 0.99),
            "ms",
            target="value<=5" if target else None,
            n=len(late),
        )
        yield Result(f"ui.lateness_{name}.max", max(late), "ms", n=len(late))
        yield Result(
            f"ui.add_line_{name}.p99",
            quantile(lines, 0.99),
            "ms",
            target="value<=16" if target else None,
            n=len(lines),
        )
    yield Result("ui.drain_10k_sales", drained, "s", target="value<=10", n=1)


def _after(moment: float) -> bool:
    return time.monotonic() >= moment


def _phase(
    till: LiveTill, wanted: Iterator[str], ended: Callable[[], bool]
) -> tuple[list[float], list[float]]:
    """Lateness and milliseconds of added lines, until the phase has ended."""
    ticks, lines, loop = Lateness(), list[float](), QEventLoop()
    pause = QTimer()
    pause.setSingleShot(True)
    pause.timeout.connect(loop.quit)
    while not ended():
        pause.start(BETWEEN_MS)
        loop.exec()
        ticks.pause()
        began = time.perf_counter()
        till.window.scanned(next(wanted))
        turn_once()
        lines.append((time.perf_counter() - began) * 1000)
        till.running.floor.act(Act.UNDO)
        turn_once()
        ticks.pause()
    ticks.stop()
    return ticks.late, lines
