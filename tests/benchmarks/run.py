"""Runs the benchmarks one after another.

``python -m tests.benchmarks.run [--size 10k|100k|1m|all] [names…]``

One JSON object per line on stdout and in ``build/bench.json``, readable text on stderr. Exit code 0: all
targets met; 1: some missed, each tried twice, or a benchmark broke; 2: nothing could run.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.catalogue import FOLDER, SIZES
from tests.benchmarks.harness import BenchContext, Result, as_json, fdatasync_ms, say
from tests.benchmarks.surroundings import environment, load1

DEFAULT_SIZE: Final = "100k"
OUT: Final = Path("build/bench.json")
BROKE: Final = "error"

Run = Callable[[BenchContext], Iterator[Result]]
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A benchmark file: its name without ``bench_``, its function, whether it depends on the size."""

    name: str
    run: Run
    per_size: bool


def discover(names: Sequence[str]) -> list[Entry]:
    """The benchmark files asked for, all when none is named.

    Raises:
        SystemExit: a name that is no benchmark.
    """
    found = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = [name.removeprefix("bench_") for name in names] or found
    if unknown := sorted(set(wanted) - set(found)):
        raise SystemExit(f"no benchmark {', '.join(unknown)}; there are: {', '.join(found)}")
    return [_entry(name) for name in wanted]


def measure(entry: Entry, size: str, fdatasync: float, cache: Path) -> list[Line]:
    """Lines of one benchmark at one size; what misses its target is measured once more before it counts."""
    lines = _attempt(entry, size, fdatasync, cache)
    missed = {line["name"] for line in lines if line["ok"] is False}
    if missed:
        say(f"  again: {', '.join(sorted(missed))}")
        second = {line["name"]: line for line in _attempt(entry, size, fdatasync, cache)}
        lines = [second.get(line["name"], line) if line["name"] in missed else line for line in lines]
    return lines


def exit_code(lines: Iterable[Line]) -> int:
    """As the module says."""
    seen = list(lines)
    if any(line["ok"] is False or BROKE in line["environment"] for line in seen):
        return 1
    return 0 if any(line["value"] is not None for line in seen) else 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run", description=__doc__)
    parser.add_argument("--size", default=DEFAULT_SIZE, choices=[*SIZES, "all"])
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args(arguments)
    FOLDER.mkdir(exist_ok=True)
    fdatasync = fdatasync_ms(FOLDER)
    lines: list[Line] = []
    for entry, size in _plan(discover(options.names), options.size):
        say(f"{entry.name} ({size})" if entry.per_size else entry.name)
        for line in measure(entry, size, fdatasync, FOLDER):
            lines.append(line)
            sys.stdout.write(as_json([line]))
            sys.stdout.flush()
            say(readable(line))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(as_json(lines), encoding="utf-8")
    return exit_code(lines)


def readable(line: Line) -> str:
    """A line for people."""
    around = line["environment"]
    if line["value"] is None:
        return f"  -     {line['name']}: {around.get('skipped') or around.get(BROKE, '')}"
    mark = {True: "ok", False: "MISSED", None: "info"}[line["ok"]]
    text = f"  {mark:<6}{line['name']:<40}{line['value']:>10} {line['unit']}"
    if line["limit"] is not None:
        text += f"  = {line['ratio']} x {line['limit']} ({around.get('limit_is')})"
    if line["target"] is not None:
        text += f"  [{line['target']}]"
    return text + ("  machine busy, not judged" if around.get("busy") else "")


def _plan(entries: Iterable[Entry], size: str) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        if size != "all":
            yield entry, size
        elif not entry.per_size:
            yield entry, DEFAULT_SIZE
        else:
            yield from ((entry, each) for each in SIZES)


def _attempt(entry: Entry, size: str, fdatasync: float, cache: Path) -> list[Line]:
    work = Path(tempfile.mkdtemp(prefix="work-", dir=cache))
    load = load1()
    try:
        context = BenchContext(size, work, cache, fdatasync)
        results = list(entry.run(context))
    except Exception as error:  # noqa: BLE001 - one broken benchmark must not cost the others their lines
        say(traceback.format_exc())
        results = [Result(entry.name, None, "", environment={BROKE: f"{type(error).__name__}: {error}"})]
    finally:
        shutil.rmtree(work, ignore_errors=True)
    around = environment(fdatasync) | ({"size": size} if entry.per_size else {})
    around["load1"] = min(load, around["load1"])
    return [result.line(around) for result in results]


def _entry(name: str) -> Entry:
    module = importlib.import_module(f"tests.benchmarks.bench_{name}")
    return Entry(name, module.run, bool(getattr(module, "PER_SIZE", False)))


if __name__ == "__main__":
    sys.exit(main())
