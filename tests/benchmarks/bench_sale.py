"""Completing a ten-line sale, through the use case and the store thread, against one fdatasync of 4 KiB.

``sale.commit`` is the whole transaction on the store thread, from BEGIN IMMEDIATE to the end of COMMIT, its
receipt included, as performance.md section 2.5 counts it; ``sale.commit_statement`` is COMMIT alone.
``sale.durable`` is what the cashier waits for: from the use case to ``done``, with both journals on the disk.
Between sales the write-ahead log is checkpointed, as the store itself does when a customer has left.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import apsw

from app.store.driver import WRITER_PRAGMAS
from core.ports.faults import CrashPoint
from tests.app.store.test_flushes import CountingVfs, _schema, record_sale, statements_only
from tests.benchmarks.catalogue import SIZES, database
from tests.benchmarks.harness import WARM_UP, BenchContext, Result, quantile
from tests.benchmarks.tills import BenchTill, codes

ROUNDS: Final = 300
LINES: Final = 10
SIZE: Final = "10k"
"""The catalogue plays no part in a sale."""


class Marks:
    """Crash points as times: where the transaction stands when it passes them."""

    def __init__(self) -> None:
        self.at: dict[CrashPoint, float] = {}

    def reach(self, point: CrashPoint) -> None:
        """Note the time."""
        self.at[point] = time.perf_counter()


class Probe:
    """One pwrite of 4 KiB into written zeros and fdatasync, on the till's own disk."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / "fdatasync.probe", os.O_RDWR | os.O_CREAT, 0o600)
        self._flush = getattr(os, "fdatasync", os.fsync)
        self._block = os.urandom(4096)
        os.write(self._handle, bytes(4096 * 64))
        os.fsync(self._handle)

    def spent(self, number: int) -> float:
        """Milliseconds of one."""
        start = time.perf_counter()
        os.lseek(self._handle, 4096 * (number % 64), os.SEEK_SET)
        os.write(self._handle, self._block)
        self._flush(self._handle)
        return (time.perf_counter() - start) * 1000

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)


class Samples:
    """Milliseconds per round."""

    def __init__(self) -> None:
        self.probe: list[float] = []
        self.draft: list[float] = []
        self.commit: list[float] = []
        self.statement: list[float] = []
        self.journal: list[float] = []
        self.durable: list[float] = []


class SaleBench:
    """A till whose store thread leaves times behind."""

    def __init__(self, work: Path, catalogue: Path) -> None:
        self.marks = Marks()
        self.till = BenchTill(work / "till", catalogue, self.marks)
        self.probe = Probe(work)
        self.samples = Samples()
        self._began = 0.0
        self._ended = 0.0
        core: Any = self.till.store.runner.core
        self._transact = core.transact
        core.transact = self._timed  # the store has no hook before BEGIN

    def round(self, wanted: list[str], number: int) -> None:
        """One sale: the probe, two draft lines each alone (the first pays for the log's header), the other
        lines, then Enter.
        """
        probe = self.probe.spent(number)
        open_sale = self.till.services.open_sale
        open_sale.scan(wanted[0])
        self.till.settle()
        open_sale.scan(wanted[1])
        self.till.settle()
        draft = (self._ended - self._began) * 1000
        self.till.fill(wanted[2:])
        self.till.settle()
        start = time.perf_counter()
        self.till.complete()
        ended = time.perf_counter()
        self._keep(number, probe, draft, (ended - start) * 1000)
        self.till.store.runner.call(self._checkpoint)

    def _keep(self, number: int, probe: float, draft: float, durable: float) -> None:
        if number < 0:
            return
        at, samples = self.marks.at, self.samples
        samples.probe.append(probe)
        samples.draft.append(draft)
        samples.commit.append((at[CrashPoint.AFTER_COMMIT] - self._began) * 1000)
        samples.statement.append((at[CrashPoint.AFTER_COMMIT] - at[CrashPoint.BEFORE_COMMIT]) * 1000)
        samples.journal.append((at[CrashPoint.AFTER_JOURNAL] - at[CrashPoint.AFTER_COMMIT]) * 1000)
        samples.durable.append(durable)

    def close(self) -> None:
        """Close till and probe."""
        self.till.close()
        self.probe.close()

    def _checkpoint(self) -> None:
        self.till.store.runner.core.writer.driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _timed(self, operations: Any) -> Any:
        self._began = time.perf_counter()
        try:
            return self._transact(operations)
        finally:
            self._ended = time.perf_counter()


def flushes(folder: Path) -> tuple[int, int]:
    """xSync of the database and flushes of the electronic journal in one sale, by the test's own counters."""
    before, sale, journal = record_sale(folder / "till")
    vfs = CountingVfs()
    connection = apsw.Connection(str(folder / "copy.db"), vfs="counting")
    pragmas = ("locking_mode=EXCLUSIVE", *(f"{name}={value}" for name, value in WRITER_PRAGMAS.items()))
    for statement in (*(f"PRAGMA {each}" for each in pragmas), *_schema(folder / "till")):
        connection.execute(statement).fetchall()
    for statement in statements_only(before):
        connection.execute(statement).fetchall()
    vfs.syncs.clear()
    for statement in statements_only(sale):
        connection.execute(statement).fetchall()
    found = len(vfs.syncs)
    connection.close()  # it checkpoints
    return found, journal


def run(context: BenchContext) -> Iterator[Result]:
    """Sales one after another, each beside its own fdatasync."""
    bench = SaleBench(context.work, database(SIZE, context.cache))
    goods = codes((ROUNDS + WARM_UP) * LINES, SIZES[SIZE])
    try:
        for number in range(-WARM_UP, ROUNDS):
            bench.round([next(goods) for _ in range(LINES)], number)
    finally:
        bench.close()
    samples = bench.samples
    limit = quantile(samples.probe, 0.5)

    def against(name: str, values: list[float], target: str | None) -> Result:
        around = {"limit_is": "one fdatasync of 4 KiB, p50"}
        return Result(name, quantile(values, 0.5), "ms", limit, target, len(values), around)

    yield against("sale.commit.p50", samples.commit, "ratio<=4")
    yield against("sale.commit_statement.p50", samples.statement, None)
    yield against("sale.journal.p50", samples.journal, None)
    yield against("sale.durable.p50", samples.durable, "ratio<=6")
    yield Result("sale.durable.p99", quantile(samples.durable, 0.99), "ms", target="value<=20", n=ROUNDS)
    yield against("sale.draft_line.p50", samples.draft, "ratio<=2.5")
    (context.work / "counted").mkdir()
    database_syncs, journal_flushes = flushes(context.work / "counted")
    yield Result("sale.database_syncs", database_syncs, "syncs", target="value==1", n=1)
    yield Result("sale.journal_flushes", journal_flushes, "syncs", target="value==1", n=1)
