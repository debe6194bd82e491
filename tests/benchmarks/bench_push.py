"""Queued sales to the acknowledged row at the centre: outbox, HTTP, ingest under forced row security, ack.

The centre is the program's own (``central up --embedded``), new, in a process of its own on this machine:
no statistics are made for it by hand. The same rows then go by COPY into twin tables of the same PostgreSQL,
and through a naive ORM.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from app.store.unit import Unit
from app.usecases.ports import WriteUnit
from core.domain.catalog import Product
from core.domain.document_data import sale_to_data
from core.domain.journal.events import EventKind
from core.domain.sale import Sale
from resources.demo.loader import load
from tests.benchmarks.harness import BenchContext, Result, quantile
from tests.benchmarks.yardsticks import Yardsticks

ROUNDS: Final = 5
LINES: Final = 10
_AT_ONCE: Final = 50
_STEPS: Final = 1_000


class Pusher:
    """An enrolled till with nothing to send, and sales to give it."""

    def __init__(self, work: Path) -> None:
        self.centre = DemoCentre(work / "centre", work / "centre.log")
        self.centre.start()
        try:
            self.till = HeadlessTill(work / "till", self.centre.url, self.centre.pairing_code("Caja 02"))
        except BaseException:
            self.centre.stop()
            raise
        self.goods = cycle([product for product in load().products if not product.measured])
        self.till.sign_in()
        self.till.open_shift()
        self.push()

    def sell(self, count: int) -> list[str]:
        """Ten-line sales straight into the journal, as the use case writes them; event ids in order."""
        made: list[str] = []
        for _ in range(0, count, _AT_ONCE):
            baskets = [[next(self.goods) for _ in range(LINES)] for _ in range(_AT_ONCE)]
            made += self.till.opened.store.runner.run(partial(self._sell, baskets))
        return made

    def _sell(self, baskets: list[list[Product]], unit: WriteUnit) -> list[str]:
        state, ids = self.till.services.state, self.till.ids
        made: list[str] = []
        for goods in baskets:
            sale = Sale(ids.uuid7())
            for product in goods:
                sale.add(product)
            sale.tender("cash", sale.total)
            series, number = unit.next_number("sale")
            data = sale_to_data(replace(sale.finish("", 1), series=series, number=number))
            made.append(unit.append(EventKind.SALE_COMPLETED, data, state.context()).event.event_id)
        return made

    def push(self) -> float:
        """Milliseconds until nothing is pending any more."""
        worker, outbox, clock = self.till.sync.worker, self.till.opened.store.outbox, self.till.clock
        worker.wake()
        start = time.perf_counter()
        status = outbox.status()
        for _ in range(_STEPS):
            if status.pending == 0:
                break
            worker.step(clock.monotonic())
            status = outbox.status()
        spent = (time.perf_counter() - start) * 1000
        if status.pending or status.quarantined or status.fenced:  # stock below zero is reviewed: it is there
            raise RuntimeError(f"the centre did not take everything: {status}")
        return spent

    def forget_acks(self, count: int) -> None:
        """As if the replies had been lost: the last events are pending again."""

        def reopen(unit: WriteUnit) -> None:
            assert isinstance(unit, Unit)
            unit.connection.exec_driver_sql(
                "UPDATE journal SET state='pending' WHERE pos > (SELECT max(pos) FROM journal) - ?", (count,)
            )

        self.till.opened.store.runner.run(reopen)

    def close(self) -> None:
        """Till first, then the centre."""
        self.till.close()
        self.centre.stop()


def run(context: BenchContext) -> Iterator[Result]:
    """100 and 1,000 sales, each beside its yardsticks."""
    pusher = Pusher(context.work)
    try:
        yardsticks = Yardsticks(context.work / "centre")
        try:
            around = {"postgres": yardsticks.version}
            pusher.sell(100)
            pusher.push()
            yield from _measured(pusher, yardsticks, 100, around)
            yield from _measured(pusher, yardsticks, 1_000, around)
        finally:
            yardsticks.close()
    finally:
        pusher.close()


def _measured(pusher: Pusher, yardsticks: Yardsticks, count: int, around: dict[str, Any]) -> Iterator[Result]:
    first: list[float] = []
    replay: list[float] = []
    copied: list[float] = []
    naive: list[float] = []
    for _ in range(ROUNDS):
        events = pusher.sell(count)
        first.append(pusher.push())
        rows = yardsticks.rows_of(events)
        assert sum(len(group["transactions"]) for group in rows) == count
        copied.append(yardsticks.copy(rows))
        if count == 100:
            naive.append(yardsticks.naive(rows))
        pusher.forget_acks(count)
        replay.append(pusher.push())
    ours = quantile(first, 0.5)

    def line(name: str, value: float, limit: float | None, target: str | None, what: str | None) -> Result:
        return Result(f"push.{name}", value, "ms", limit, target, ROUNDS, {**around, "limit_is": what})

    yield line(f"{count}_sales", ours, None, "value<=100" if count == 100 else None, None)
    copy_is = f"COPY of the same rows into twins, a commit per {_AT_ONCE}"
    yield line(f"{count}_sales_to_copy", ours, quantile(copied, 0.5), "ratio<=2.5", copy_is)
    yield line(f"{count}_replay", quantile(replay, 0.5), ours, "ratio<=1.2", "the same sales sent first")
    if naive:
        yield line(
            f"{count}_naive_orm", quantile(naive, 0.5), ours, "ratio>=10", "our push of the same sales"
        )
