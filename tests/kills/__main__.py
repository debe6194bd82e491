"""``make chaos``: the long version of the kills, seed by seed, added up in a file and resumed from it."""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from tests.kills.alone import POINTS, Seller, kill_alone_at_point, kill_alone_at_random
from tests.kills.field import field, kill_at_points, kill_at_random
from tests.longruns import ROOT, around, program, rows_of, seeds

SOURCES: Final = ("core", "app", "sync", "central", "tests/kills")
AT_POINTS: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 0 when every seed is sound, 1 when one is not."""
    options = _options(arguments)
    logging.disable(logging.WARNING)  # deaths are what the run is made of
    key = {"program": program(SOURCES), "random": options.kills}
    done = rows_of(options.file, key)
    options.file.parent.mkdir(parents=True, exist_ok=True)
    for seed in options.seeds:
        if seed not in done:
            done[seed] = row = {**key, "seed": seed, **run_seed(seed, options.kills), "around": around()}
            with options.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
            print(f"seed {seed}: {_said(row)}", flush=True)
    return _sum_up([done[seed] for seed in options.seeds])


def run_seed(seed: int, kills: int) -> dict[str, Any]:
    """Half the random kills at a till alone, half at till, centre and PostgreSQL; each crash point too."""
    began, killed, sales = time.monotonic(), Counter[str](), 0
    violation: str | None = None
    try:
        sales += _alone(seed, kills // 2, killed)
        with field() as made:
            try:
                kill_at_points(made, AT_POINTS)
                kill_at_random(made, kills - kills // 2, seed)
                sales += made.verify()
            finally:
                killed.update(made.kills)
    except AssertionError as error:
        violation = str(error) or "a check failed"
    return {
        "kills": killed.total(),
        "killed": dict(killed),
        "sales": sales,
        "violation": violation,
        "seconds": round(time.monotonic() - began, 1),
    }


def _alone(seed: int, kills: int, killed: Counter[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="cuadre-alone-"))
    try:
        with closing(Seller()) as seller:
            try:
                sales = kill_alone_at_random(seller, folder / "random", kills, seed)
                for point in POINTS:
                    sales += kill_alone_at_point(seller, folder / point, point, AT_POINTS)
            finally:
                killed["till alone"] += seller.kills
    finally:
        shutil.rmtree(folder)
    return sales


def _said(row: dict[str, Any]) -> str:
    what = "sound" if row["violation"] is None else f"VIOLATED {row['violation']}"
    killed = ", ".join(f"{victim} {count}" for victim, count in sorted(row["killed"].items()))
    return f"{what}; {row['kills']} kills ({killed}), {row['sales']} sales, {row['seconds']:.1f} s"


def _sum_up(rows: Sequence[dict[str, Any]]) -> int:
    killed = Counter[str]()
    for row in rows:
        killed.update(row["killed"])
    failed = [row for row in rows if row["violation"] is not None]
    sales = sum(row["sales"] for row in rows)
    print(f"\n{len(rows)} seeds, {killed.total()} kills, {sales} sales")
    print("killed: " + ", ".join(f"{victim} {count}" for victim, count in sorted(killed.items())))
    print(f"violations: {len(failed)}")
    for row in failed:
        print(f"  seed {row['seed']}: {row['violation']}")
    return 1 if failed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--seeds", type=seeds, default=seeds("1-10"), help="1-50, 7 or 1-3,9")
    parser.add_argument("--kills", type=int, default=80, help="at random, of each seed")
    parser.add_argument("--file", type=Path, default=ROOT / "build" / "kills.jsonl")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
