"""What a larger catalogue costs: look-ups, opening and memory at this size against the same at 10k."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from app.store.catalog import CatalogReader
from core.domain.barcode import check_digit
from tests.benchmarks.catalogue import SIZES, database, keystrokes
from tests.benchmarks.harness import BenchContext, Result, interleaved, quantile, skipped, timed

PER_SIZE: Final = True
SMALL: Final = "10k"
LOOKUPS: Final = 3_000
_PAGE: Final = 4096

_MEMORY: Final = """
import sys
from pathlib import Path
from app.store.catalog import CatalogReader
from tests.benchmarks.bench_scale import rss_mb
texts = sys.stdin.read().splitlines()
before = rss_mb()
reader = CatalogReader(Path(sys.argv[1]))
for text in texts:
    reader.search(text)
print(rss_mb() - before)
"""


def run(context: BenchContext) -> Iterator[Result]:
    """At 10k there is nothing to compare with."""
    if context.size == SMALL:
        yield skipped("scale.barcode.p99", "ms", "10k is the yardstick")
        return
    small, large = database(SMALL, context.cache), database(context.size, context.cache)
    yield from _barcodes(small, large, context.size)
    yield from _keys(small, large, context.size)
    yield from _opening(small, large)
    yield _memory(large, context.size)


def rss_mb() -> float:
    """Resident memory of this process, MB; Linux only."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE / 1e6


def _barcodes(small: Path, large: Path, size: str) -> Iterator[Result]:
    draw = Random(7).random
    readers = {name: CatalogReader(path) for name, path in (("small", small), ("large", large))}
    counts = {"small": SIZES[SMALL], "large": SIZES[size]}
    wanted = {name: [_code(1 + int(draw() * count)) for _ in range(100)] for name, count in counts.items()}

    def look(name: str, number: int) -> object:
        return readers[name].by_gtin(wanted[name][number % 100])

    samples = interleaved({name: partial(look, name) for name in readers}, LOOKUPS, time.thread_time)
    for reader in readers.values():
        reader.close()
    p99 = {name: quantile(values, 0.99) for name, values in samples.items()}
    yield Result("scale.barcode.p50", quantile(samples["large"], 0.5), "ms", n=LOOKUPS)
    yield Result("scale.barcode.p99", p99["large"], "ms", target="value<=0.1", n=LOOKUPS)
    yield _against("scale.barcode_to_10k.p99", p99["large"], p99["small"], "ratio<=3", LOOKUPS)


def _keys(small: Path, large: Path, size: str) -> Iterator[Result]:
    p99: list[float] = []
    for path, count in ((small, SIZES[SMALL]), (large, SIZES[size])):
        reader = CatalogReader(path)
        spent = [timed(partial(reader.search, text), time.thread_time) for text in keystrokes(count)]
        reader.close()
        p99.append(quantile(spent, 0.99))
    yield _against("scale.keystroke_to_10k.p99", p99[1], p99[0], "ratio<=25", 1_500)


def _opening(small: Path, large: Path) -> Iterator[Result]:
    def opened(path: Path) -> Callable[[int], object]:
        return lambda _: CatalogReader(path).close()

    samples = interleaved({"small": opened(small), "large": opened(large)}, 50)
    p50 = {name: quantile(values, 0.5) for name, values in samples.items()}
    yield _against("scale.open.p50", p50["large"], p50["small"], None, 50)


def _memory(large: Path, size: str) -> Result:
    if not Path("/proc/self/statm").exists():
        return skipped("scale.memory", "MB", "no /proc here", target="value<=20")
    typed = "\n".join(keystrokes(SIZES[size]))
    run_ = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(large)],
        input=typed,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    return Result("scale.memory", float(run_.stdout), "MB", target="value<=20", n=1)


def _against(name: str, value: float, limit: float, target: str | None, n: int) -> Result:
    return Result(
        name, value, "ms", limit=limit, target=target, n=n, environment={"limit_is": "the same at 10k"}
    )


def _code(number: int) -> str:
    body = f"745{number:09d}"
    return (body + check_digit(body)).zfill(14)
