"""``python -m tests.simulation``: seeds on every core, added up in a file from which a run is resumed."""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from tests.longruns import add_up, memory_folder, options, program
from tests.simulation.faults import Fault, Plan
from tests.simulation.run import Report, simulate

SOURCES: Final = ("core", "app", "sync", "central", "tests/simulation")
SUMMED: Final = ("terminal_hours", "sales", "events", "requests", "crashes", "checks", "seconds")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 0 when every seed is sound, 1 when one is not."""
    chosen = _options(arguments)
    if chosen.shrink is not None:
        return _shrink(chosen.shrink, chosen.tills, chosen.hours)
    key = {"program": program(SOURCES), "tills": chosen.tills, "hours": chosen.hours}
    began, root = time.monotonic(), memory_folder()
    try:
        work = partial(simulate, tills=chosen.tills, hours=chosen.hours, root=root)
        rows = add_up(chosen, key, work, _line)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return _sum_up(rows, time.monotonic() - began)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make simulate", description=__doc__)
    options(parser, "1-10", "simulation.jsonl")
    parser.add_argument("--tills", type=int, default=3)
    parser.add_argument("--hours", type=float, default=8.0, help="virtual hours of selling of each seed")
    parser.add_argument("--shrink", type=int, metavar="SEED", help="find the fewest faults that still fail")
    return parser.parse_args(arguments)


def _line(report: Report) -> str:
    what = "sound" if report.violation is None else f"VIOLATED {report.violation}"
    faults = sum(report.struck.values())
    return (
        f"seed {report.seed}: {what}; {report.terminal_hours} terminal-hours, {report.sales} sales,"
        f" {faults} faults, {report.crashes} crashes of tills, {report.seconds:.1f} s, {report.trace[:16]}"
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
    logging.disable(logging.WARNING)  # faults are what the run is made of
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
