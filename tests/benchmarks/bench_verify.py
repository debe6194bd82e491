"""What start-up checks: the chain per event, and SQLite's own check per megabyte. Information only."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import Final

from app.store.driver import connect_reader
from app.store.paths import StorePaths
from app.store.verify import quick_check, verify_tail
from app.system import SystemClock, SystemIds
from app.usecases.ports import WriteUnit
from tests.benchmarks.harness import BenchContext, Result, quantile, timed
from tests.benchmarks.tills import open_store
from tests.fakes.store import sell

EVENTS: Final = 1_000
LINES: Final = 10
ROUNDS: Final = 5


def run(context: BenchContext) -> Iterator[Result]:
    """A thousand ten-line sales, verified as `sync.md` T12 does; the page cache is warm."""
    folder, ids = context.work / "till", SystemIds()
    store = open_store(folder, SystemClock(), ids)
    identity = store.identity
    assert identity is not None
    store.runner.run(partial(_sell_many, ids))
    store.close()
    connection = connect_reader(StorePaths.of(folder).database)
    payloads = [row[0] for row in connection.execute("SELECT payload FROM journal").fetchall()]
    chain: list[float] = []
    hashes: list[float] = []
    pages: list[float] = []
    for _ in range(ROUNDS):
        hashes.append(timed(lambda: [sha256(payload).digest() for payload in payloads], time.thread_time))
        chain.append(timed(lambda: _sound(verify_tail(connection, identity, EVENTS)), time.thread_time))
        pages.append(timed(lambda: _sound(quick_check(connection))))
    connection.close()
    count = len(payloads)
    around = {"limit_is": "SHA-256 of the same bytes"}
    each, limit = quantile(chain, 0.5) / count * 1000, quantile(hashes, 0.5) / count * 1000
    yield Result("verify.event", each, "us", limit, None, ROUNDS, around)
    megabytes = StorePaths.of(folder).database.stat().st_size / 1e6
    yield Result("verify.quick_check_per_mb", quantile(pages, 0.5) / megabytes, "ms", n=ROUNDS)


def _sell_many(ids: SystemIds, unit: WriteUnit) -> None:
    for _ in range(EVENTS):
        sell(unit, ids.uuid7(), LINES)


def _sound(found: tuple[object, ...]) -> None:
    if found:
        raise RuntimeError(f"the benchmark's own journal is damaged: {found[0]}")
