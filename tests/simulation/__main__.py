"""``python -m tests.simulation``: seeds on every core, added up in a file from which a run is resumed."""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from tests.simulation.faults import Fault, Plan
from tests.simulation.run import Report, memory_folder, simulate

ROOT: Final = Path(__file__).parents[2]
SOURCES: Final = ("core", "app", "sync", "central", "tests/simulation")
SUMMED: Final = ("terminal_hours", "sales", "events", "requests", "crashes", "checks", "seconds")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 0 when every seed is sound, 1 when one is not."""
    options = _options(arguments)
    logging.disable(logging.WARNING)  # faults are what the run is made of
    if options.shrink is not None:
        return _shrink(options.shrink, options.tills, options.hours)
    key = {"program": program(), "tills": options.tills, "hours": options.hours}
    done = {} if options.fresh else _read(options.file, key)
    missing = [seed for seed in options.seeds if seed not in done]
    began = time.monotonic()
    options.file.parent.mkdir(parents=True, exist_ok=True)
    with options.file.open("a", encoding="utf-8") as file:
        for report in _run(missing, options.tills, options.hours, options.jobs):
            done[report.seed] = row = asdict(report)
            file.write(json.dumps({**key, **row}) + "\n")
            file.flush()
            _say(report)
    return _sum_up([done[seed] for seed in options.seeds], time.monotonic() - began)


def program() -> str:
    """Digest of the sources: results of another program do not count."""
    digest = hashlib.sha256()
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def seeds(text: str) -> list[int]:
    """``1-50``, ``7`` or ``1-3,9``."""
    found: list[int] = []
    for part in text.split(","):
        low, _, high = part.partition("-")
        found += range(int(low), int(high or low) + 1)
    return found


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make simulate", description=__doc__)
    parser.add_argument("--seeds", type=seeds, default=seeds("1-10"), help="1-50, 7 or 1-3,9")
    parser.add_argument("--tills", type=int, default=3)
    parser.add_argument("--hours", type=float, default=8.0, help="virtual hours of selling of each seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--file", type=Path, default=ROOT / "build" / "simulation.jsonl")
    parser.add_argument("--fresh", action="store_true", help="run seeds again that the file holds")
    parser.add_argument("--shrink", type=int, metavar="SEED", help="find the fewest faults that still fail")
    return parser.parse_args(arguments)


def _run(missing: Sequence[int], tills: int, hours: float, jobs: int) -> Iterator[Report]:
    if not missing:
        return
    root = memory_folder()
    work = partial(simulate, tills=tills, hours=hours, root=root)
    quiet = (logging.disable, (logging.WARNING,))
    try:
        if jobs == 1:
            yield from map(work, missing)
            return
        with ProcessPoolExecutor(min(jobs, len(missing)), get_context("spawn"), *quiet) as pool:
            yield from pool.map(work, missing)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _read(file: Path, key: dict[str, Any]) -> dict[int, dict[str, Any]]:
    if not file.exists():
        return {}
    rows: Iterable[dict[str, Any]] = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {row["seed"]: row for row in rows if all(row.get(name) == value for name, value in key.items())}


def _say(report: Report) -> None:
    what = "sound" if report.violation is None else f"VIOLATED {report.violation}"
    faults = sum(report.struck.values())
    print(
        f"seed {report.seed}: {what}; {report.terminal_hours} terminal-hours, {report.sales} sales,"
        f" {faults} faults, {report.crashes} crashes of tills, {report.seconds:.1f} s, {report.trace[:16]}",
        flush=True,
    )


def _sum_up(rows: Sequence[dict[str, Any]], elapsed: float) -> int:
    total = {name: sum(row[name] for row in rows) for name in SUMMED}
    struck: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for row in rows:
        struck.update(row["struck"])
        reached.update(row["reached"])
    failed = [row for row in rows if row["violation"] is not None]
    speed = total["terminal_hours"] / total["seconds"] if total["seconds"] else 0.0
    print(f"\n{len(rows)} seeds, {total['terminal_hours']} terminal-hours, {total['sales']} sales")
    print(f"{total['events']} events, {total['requests']} batches at the centre, {total['checks']} checks")
    print(f"{speed:.1f} terminal-hours per second and core; {elapsed:.0f} s for the seeds run now")
    print("faults: " + ", ".join(f"{kind} {struck[kind]}" for kind in map(str, Fault)))
    print(
        "crash points reached: " + ", ".join(f"{point} {count}" for point, count in sorted(reached.items()))
    )
    slowest = max((row["drained_s"] for row in rows), default=0.0)
    print(f"slowest drain after healing: {slowest:.0f} s")
    print(f"violations: {len(failed)}")
    for row in failed:
        print(f"  seed {row['seed']}: {row['violation']}  (make simulate ARGS='--shrink {row['seed']}')")
    return 1 if failed else 0


def _shrink(seed: int, tills: int, hours: float) -> int:
    """Take fault after fault away while the same invariant still breaks."""
    first = simulate(seed, tills=tills, hours=hours)
    if first.invariant is None:
        print(f"seed {seed} is sound")
        return 0
    without: frozenset[Fault] = frozenset()
    for kind in Plan.draw(seed).rates:
        plan = Plan.draw(seed, without | {kind})
        if simulate(seed, tills=tills, hours=hours, plan=plan).invariant == first.invariant:
            without |= {kind}
    left = sorted(Plan.draw(seed, without).rates)
    print(f"seed {seed}: {first.violation}\nfaults needed: {', '.join(left) or 'none'}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
