"""What a benchmark is given, how it measures, and the line it reports (performance.md section 3).

A benchmark file ``bench_*.py`` offers ``def run(context: BenchContext) -> Iterator[Result]``. It yields one
`Result` per figure, measures limit and candidate interleaved in one process, and says with `skipped` what it
could not run. A file whose figures depend on the size of the catalogue sets ``PER_SIZE = True``.
"""

from __future__ import annotations

import json
import operator
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

WARM_UP: Final = 10
BUSY: Final = 1.5
"""load1 per core above which a time is information only; counts and bytes are what they are."""
TIMES: Final = frozenset({"us", "ms", "s", "1/s"})

_TARGET: Final = re.compile(r"(ratio|value)(<=|>=|==)(\d+(?:\.\d+)?)")
_COMPARE: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Result:
    """One figure.

    Attributes:
        name: Dotted, e.g. ``search.keystroke.p99``.
        value: In ``unit``; None when it could not run.
        unit: ``ms``, ``MB``, ``B``, ``1/s`` …
        limit: The yardstick of the same run and unit.
        target: ``ratio`` or ``value``, then ``<=``, ``>=`` or ``==``, then a number; None for information.
        n: Samples.
        environment: What this line adds to the run's: ``limit_is``, ``skipped``, anything.
    """

    name: str
    value: float | None
    unit: str
    limit: float | None = None
    target: str | None = None
    n: int = 0
    environment: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.target is not None and _TARGET.fullmatch(self.target) is None:
            raise ValueError(f"{self.name}: target {self.target!r} has another form")

    @property
    def ratio(self) -> float | None:
        """Value over limit."""
        return self.value / self.limit if self.value is not None and self.limit else None

    @property
    def ok(self) -> bool | None:
        """Whether the target is met; None for information, and where nothing could run."""
        found = _TARGET.fullmatch(self.target or "")
        if found is None or self.value is None:
            return None
        measured = self.ratio if found[1] == "ratio" else self.value
        return measured is not None and _COMPARE[found[2]](measured, float(found[3]))

    def line(self, environment: Mapping[str, Any]) -> dict[str, Any]:
        """The JSON object of this figure; on a busy machine the target of a time is not judged."""
        around = {**environment, **self.environment}
        busy = self.unit in TIMES and float(around.get("load1", 0)) > BUSY * int(around.get("cores", 1))
        return {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "limit": _rounded(self.limit),
            "ratio": _rounded(self.ratio),
            "target": self.target,
            "ok": None if busy else self.ok,
            "n": self.n,
            "environment": {**around, "busy": True} if busy and self.ok is not None else around,
        }


def skipped(name: str, unit: str, reason: str, target: str | None = None) -> Result:
    """A figure that could not run, and why."""
    return Result(name, None, unit, target=target, environment={"skipped": reason})


@dataclass(frozen=True, slots=True)
class BenchContext:
    """What a benchmark is given.

    Attributes:
        size: ``10k``, ``100k`` or ``1m``: the catalogue of `tests.benchmarks.catalogue.database`.
        work: An empty directory on the disk being measured, gone after the run.
        cache: The kept folder ``.bench``.
        fdatasync_ms: One pwrite of 4 KiB and fdatasync on that disk, p50.
    """

    size: str
    work: Path
    cache: Path
    fdatasync_ms: float

    def say(self, text: str) -> None:
        """A line for people, on stderr."""
        say(text)


class Bench(Protocol):
    """A benchmark file."""

    def run(self, context: BenchContext) -> Iterator[Result]:
        """Measure."""
        ...


def say(text: str) -> None:
    """A line for people; stdout holds JSON alone."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def quantile(values: Sequence[float], q: float) -> float:
    """The value below which the share ``q`` of the values lies (nearest rank).

    Raises:
        ValueError: no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(q * len(ordered)) - 1))]


def timed(action: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Milliseconds one call takes; `time.thread_time` where the call does no I/O."""
    start = clock()
    action()
    return (clock() - start) * 1000


def interleaved(
    actions: Mapping[str, Callable[[int], object]],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    """Milliseconds of each action in each round, one after the other, after `WARM_UP` rounds unmeasured.

    Args:
        actions: Called with the number of the round, 0 and up; warm-up rounds are negative.
        rounds: Measured rounds.
        clock: As for `timed`.
    """
    samples: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(-WARM_UP, rounds):
        for name, action in actions.items():
            start = clock()
            action(number)
            if number >= 0:
                samples[name].append((clock() - start) * 1000)
            else:
                clock()
    return samples


def fdatasync_ms(folder: Path, rounds: int = 200) -> float:
    """p50 of pwrite of 4 KiB and fdatasync on a preallocated file, in milliseconds."""
    path = folder / "fdatasync.probe"
    block = os.urandom(4096)
    flush = getattr(os, "fdatasync", os.fsync)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.write(handle, b"\0" * 4096 * 64)
        os.fsync(handle)

        def once(number: int) -> None:
            os.lseek(handle, 4096 * (number % 64), os.SEEK_SET)
            os.write(handle, block)
            flush(handle)

        return quantile(interleaved({"probe": once}, rounds)["probe"], 0.5)
    finally:
        os.close(handle)
        path.unlink()


def as_json(lines: Iterable[Mapping[str, Any]]) -> str:
    """One object a line."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
