"""The window beside an upload, then beside an upload and changes to the goods at once.

How late a 5 ms timer comes, how long an added line takes, how fast ten thousand sales drain, what memory
grows.

Real window, real sync thread, the program's own centre in a process of its own. The lateness is taken between
scans: while a line is drawn the loop is busy with that, and that time is the line's own figure.
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from app.compose.opening import Opened, open_till
from app.compose.streams import StreamDesk
from app.demo.centre import DemoCentre
from app.demo.launch import demo_launch
from app.presenters.states import Act
from app.system import SystemClock, SystemIds
from core.contract.changes import DIGEST_HEADER
from core.domain.changes import CATALOGUE_STREAMS, ChangePage, Stream
from core.domain.promotion.book import RuleBook
from core.ports.changes import ChangeSink
from resources.demo.loader import staff
from sync.link import LinkState
from sync.transport.changes import read_answer
from sync.transport.exchange import Answer
from tests.benchmarks.bench_delta import CHANGES, Feed, as_fetched, changes
from tests.benchmarks.bench_push import Pusher
from tests.benchmarks.bench_scale import rss_mb
from tests.benchmarks.catalogue import SIZES, database
from tests.benchmarks.harness import BenchContext, Result, quantile
from tests.benchmarks.tills import codes
from tests.benchmarks.windows import LiveTill, turn_once, turn_until

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
    """Idle first, with the centre away; then ten thousand sales go up; then as many more beside changes."""
    products = SIZES[context.size]
    catalogue = context.work / "catalog.db"
    shutil.copy(database(context.size, context.cache), catalogue)
    as_fetched(catalogue)
    pusher = Pusher(context.work)
    centre = pusher.centre
    try:
        pusher.sell(2 * SALES)
        pusher.till.close()
        centre.stop()
        opened = _opened(context.work / "till", centre)
        opened = replace(opened, catalogue_path=catalogue, promotions=RuleBook(()))
        with (
            _own_goods(),
            LiveTill(context.work / "till", catalogue, opened=opened, pin=staff()[0].pin) as till,
        ):
            yield from _measured(till, centre, products)
    finally:
        centre.stop()


@contextmanager
def _own_goods() -> Iterator[None]:
    """The goods of the centre here, the demo shop's, are not asked for: those measured come from `Feed`."""
    every = StreamDesk.sinks

    def without_goods(desk: StreamDesk) -> dict[Stream, ChangeSink]:
        return {stream: sink for stream, sink in every(desk).items() if stream not in CATALOGUE_STREAMS}

    with patch.object(StreamDesk, "sinks", without_goods):
        yield


def _opened(data: Path, centre: DemoCentre) -> Opened:
    return open_till(demo_launch(data, "", centre.url, ""), SystemClock(), SystemIds())


def as_sent(pages: Iterable[ChangePage]) -> Iterator[ChangePage]:
    """Pages decoded from their bytes, as the sync thread does."""
    for page in pages:
        changes = [
            {"op": str(one.op), "id": one.id, "version": one.version, "data": one.data}
            for one in page.changes
        ]
        wire: dict[str, Any] = {
            "stream": str(page.stream),
            "generation": page.generation,
            "snapshot": page.snapshot,
            "server_time": datetime.now(UTC).isoformat(),
            "count": len(changes),
            "changes": changes,
            "next_cursor": page.next_cursor,
            "has_more": page.has_more,
        }
        body = json.dumps(wire).encode()
        headers = {DIGEST_HEADER.lower(): hashlib.sha256(body).hexdigest()}
        fetched = read_answer(Answer(200, headers, body), page.stream)
        assert fetched.page is not None, fetched.code
        yield fetched.page


def _measured(till: LiveTill, centre: DemoCentre, products: int) -> Iterator[Result]:
    wanted = codes(_BEFORE, products)
    pages = as_sent(changes(CHANGES, products))
    pages = chain([next(pages)], pages)  # what they are drawn from is made now, not beside the idle window
    feed = Feed(till.running.streams._sinks[Stream.PRODUCTS], pages)
    feed.start()
    quiet = _phase(till, wanted, partial(_after, time.monotonic() + QUIET_S))
    yield from _felt("idle", quiet, judged=False)
    before = rss_mb()
    waiting = till.running.sync.queued
    centre.start()
    turn_until(lambda: till.running.sync.status.link is LinkState.ONLINE)
    till.running.sync.send_now()  # the breaker may be open for up to a minute
    began = time.monotonic()
    deadline = began + DRAIN_S
    upload = _phase(till, wanted, lambda: waiting() <= SALES or time.monotonic() > deadline)
    drained = time.monotonic() - began
    yield from _felt("upload", upload, judged=True)
    yield Result("ui.drain_10k_sales", drained, "s", target="value<=10", n=1)
    feed.flow()
    began = time.monotonic()
    try:
        both = _phase(till, wanted, lambda: waiting() <= 1 or time.monotonic() > deadline)
        applied = feed.applied / (time.monotonic() - began)
    finally:
        feed.stop()
    if waiting() > 1:
        raise RuntimeError(f"{waiting()} events still wait after {DRAIN_S:g} s")
    yield from _felt("upload_and_delta", both, judged=True)
    yield Result("ui.delta_rows", applied, "1/s", n=feed.applied)
    yield Result("ui.memory_grown", rss_mb() - before, "MB", target="value<=15", n=1)


def _felt(name: str, phase: tuple[list[float], list[float]], *, judged: bool) -> Iterator[Result]:
    late, lines = phase
    for figure, samples, target in (("lateness", late, "value<=5"), ("add_line", lines, "value<=16")):
        judge = target if judged else None
        yield Result(f"ui.{figure}_{name}.p99", quantile(samples, 0.99), "ms", target=judge, n=len(samples))
        yield Result(f"ui.{figure}_{name}.max", max(samples), "ms", n=len(samples))


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
