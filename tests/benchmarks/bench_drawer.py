"""From Enter to the pulse at the drawer: window, store, spooler and a virtual printer on TCP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import Qt

from app.presenters.states import Act, FloorMode
from core.ports.printing import PrintJobState
from hardware.virtual.drawer import VirtualDrawer
from hardware.virtual.printer import VirtualPrinter
from tests.benchmarks.catalogue import SIZES, database
from tests.benchmarks.harness import WARM_UP, BenchContext, Result, quantile
from tests.benchmarks.tills import codes
from tests.benchmarks.windows import LiveTill, turn_until

ROUNDS: Final = 100
LINES: Final = 10
SIZE: Final = "10k"
_DONE: Final = (PrintJobState.PRINTED, PrintJobState.SENT)


class TimedDrawer(VirtualDrawer):
    """Notes when the pulse came."""

    __slots__ = ("at", "came")

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0
        self.came = threading.Event()

    def kick(self, pin: int) -> None:
        """The pulse is here."""
        self.at = time.perf_counter()
        super().kick(pin)
        self.came.set()


def run(context: BenchContext) -> Iterator[Result]:
    """Ten-line sales in cash, each with its receipt printed before the next."""
    drawer = TimedDrawer()
    catalogue = database(SIZE, context.cache)
    with VirtualPrinter() as printer:
        with printer.machine() as machine:
            machine.drawer = drawer
        with LiveTill(context.work / "till", catalogue, printer.address) as till:
            turn_until(lambda: printer.connected)
            wanted = codes((ROUNDS + WARM_UP) * LINES, SIZES[SIZE])
            spent = [
                _sale(till, drawer, [next(wanted) for _ in range(LINES)]) for _ in range(ROUNDS + WARM_UP)
            ]
    spent = spent[WARM_UP:]
    yield Result("drawer.first_byte.p50", quantile(spent, 0.5), "ms", target="value<=30", n=ROUNDS)
    yield Result("drawer.first_byte.p99", quantile(spent, 0.99), "ms", n=ROUNDS)
    yield Result(
        "drawer.first_byte_to_fdatasync.p50",
        quantile(spent, 0.5),
        "ms",
        context.fdatasync_ms,
        None,
        ROUNDS,
        {"limit_is": "one fdatasync of 4 KiB, p50"},
    )


def _sale(till: LiveTill, drawer: TimedDrawer, wanted: list[str]) -> float:
    for code in wanted:
        till.window.scanned(code)
    till.running.floor.act(Act.PAY)
    till.rest()
    drawer.came.clear()
    start = time.perf_counter()
    till.key(Qt.Key.Key_Return, "\r")
    turn_until(lambda: drawer.came.is_set() and till.window.floor.mode is FloorMode.CHANGE)
    turn_until(partial(_printed, till))
    drawer.close()
    return (drawer.at - start) * 1000


def _printed(till: LiveTill) -> bool:
    return all(job.state in _DONE for job in till.running.opened.store.print_jobs.recent(2))
