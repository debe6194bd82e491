"""A search through the till's own reader: keys and slips, against bm25 order and a scan of every name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from app.store.catalog import CatalogReader
from app.store.catalog.schema import CATALOG_READER
from app.store.catalog.search import match_text, query_words
from app.store.driver import Connection, Value, connect_reader
from core.domain.search import fold, words
from tests.benchmarks.catalogue import SIZES, Typo, database, keystrokes, typos
from tests.benchmarks.harness import WARM_UP, BenchContext, Result, quantile, timed

PER_SIZE: Final = True
ENGINE_MS: Final = {"10k": None, "100k": "value<=1", "1m": "value<=5"}
TYPO_MS: Final = {"10k": None, "100k": "value<=2", "1m": "value<=5"}
TYPO_ROUNDS: Final = 3
YARDSTICK_EVERY: Final = {"10k": 1, "100k": 4, "1m": 5}
"""The yardsticks are slow; every so many keys is enough for 300 samples."""
LIMIT: Final = 20
BM25: Final = (
    "SELECT s.* FROM product_fts f, sellable s"
    " WHERE product_fts MATCH ?1 AND s.id = f.rowid ORDER BY f.rank LIMIT ?2"
)
LIKE: Final = "SELECT count(*) FROM product WHERE name LIKE ?1"


@dataclass
class Samples:
    """Milliseconds per key: every key of ours, and some keys of ours beside both yardsticks."""

    every: list[float] = field(default_factory=list)
    paired: list[float] = field(default_factory=list)
    bm25: list[float] = field(default_factory=list)
    like: list[float] = field(default_factory=list)


def measure(path: Path, keys: list[str], step: int) -> Samples:
    """Type the keys; CPU time, as nothing waits for a disk."""
    samples = Samples()
    reader, scan = CatalogReader(path), connect_reader(path, CATALOG_READER)

    def spent(action: Callable[[], object]) -> float:
        return timed(action, time.thread_time)

    for number, text in enumerate(keys[:WARM_UP] + keys, start=-WARM_UP):
        mine = spent(partial(reader.search, text, LIMIT))
        if number < 0:
            continue
        samples.every.append(mine)
        folded = query_words(text)
        if number % step or not folded:
            continue
        samples.paired.append(mine)
        samples.bm25.append(spent(partial(fetch, scan, BM25, match_text(folded), LIMIT)))
        samples.like.append(spent(partial(fetch, scan, LIKE, f"%{text}%")))
    reader.close()
    scan.close()
    return samples


@dataclass
class Slips:
    """Milliseconds of each misspelt word and of the scan beside it; whether the word meant was found."""

    ours: list[float] = field(default_factory=list)
    like: list[float] = field(default_factory=list)
    found: list[bool] = field(default_factory=list)


def measure_typos(path: Path, slips: list[Typo]) -> Slips:
    """Search each misspelt word alone, as a whole search with all its stages; CPU time."""
    samples = Slips()
    reader, scan = CatalogReader(path), connect_reader(path, CATALOG_READER)
    for slip in slips[:WARM_UP]:
        reader.search(slip.typed, LIMIT)
    for number in range(TYPO_ROUNDS):
        for slip in slips:
            samples.ours.append(timed(partial(reader.search, slip.typed, LIMIT), time.thread_time))
            if number:
                continue
            samples.like.append(timed(partial(fetch, scan, LIKE, f"%{slip.typed}%"), time.thread_time))
            meant = fold(slip.meant)
            hits = reader.search(slip.typed, LIMIT)
            samples.found.append(any(meant in words(fold(hit.product.name)) for hit in hits))
    reader.close()
    scan.close()
    return samples


def fetch(db: Connection, sql: str, *values: Value) -> int:
    """Run a yardstick to its last row."""
    return len(db.execute(sql, values).fetchall())


def run(context: BenchContext) -> Iterator[Result]:
    """Keys of 150 seeded products typed letter by letter."""
    path = database(context.size, context.cache)
    samples = measure(path, list(keystrokes(SIZES[context.size])), YARDSTICK_EVERY[context.size])
    ours, paired, bm25, like = samples.every, samples.paired, samples.bm25, samples.like
    judged = context.size != "10k"
    yield Result("search.keystroke.p50", quantile(ours, 0.5), "ms", n=len(ours))
    yield Result(
        "search.keystroke.p99", quantile(ours, 0.99), "ms", target=ENGINE_MS[context.size], n=len(ours)
    )
    yield Result("search.keystroke.max", max(ours), "ms", n=len(ours))
    yield Result(
        "search.keystroke_to_bm25.p99",
        quantile(paired, 0.99),
        "ms",
        limit=quantile(bm25, 0.99),
        target="ratio<=0.02" if judged else None,
        n=len(paired),
        environment={"limit_is": "the same query in bm25 order, p99"},
    )
    yield Result(
        "search.keystroke_to_like.p99",
        quantile(paired, 0.99),
        "ms",
        limit=quantile(like, 0.99),
        n=len(paired),
        environment={"limit_is": "LIKE over every name, p99"},
    )
    yield from _typo_lines(measure_typos(path, typos(SIZES[context.size])), context.size)


def _typo_lines(slips: Slips, size: str) -> Iterator[Result]:
    yield Result("search.typo.p50", quantile(slips.ours, 0.5), "ms", n=len(slips.ours))
    yield Result("search.typo.p99", quantile(slips.ours, 0.99), "ms", target=TYPO_MS[size], n=len(slips.ours))
    yield Result(
        "search.typo_to_like.p99",
        quantile(slips.ours, 0.99),
        "ms",
        limit=quantile(slips.like, 0.5),
        target=None if size == "10k" else "ratio<=0.2",
        n=len(slips.ours),
        environment={"limit_is": "one LIKE over every name, p50"},
    )
    yield Result(
        "search.typo.recall",
        sum(slips.found) / len(slips.found),
        "share",
        target="value>=0.95",
        n=len(slips.found),
        environment={"recall_is": "one-edit slips whose word meant is in a hit"},
    )
