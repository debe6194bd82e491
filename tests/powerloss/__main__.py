"""``python -m tests.powerloss``: power cuts by the thousand, added up in a file to resume from."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from tests.longruns import add_up, options, program, surroundings
from tests.powerloss.images import Tally, power_cuts

SOURCES: Final = ("core", "app/store", "app/usecases", "tests/powerloss", "tests/fakes")
SUMMED: Final = ("images", "acked", "lost", "corrupt", "mended", "silent", "seconds")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 0 when nothing was lost, corrupt or silent."""
    parser = argparse.ArgumentParser(prog="make powerloss", description=__doc__)
    options(parser, "1-10", "powerloss.jsonl")
    parser.add_argument("--images", type=int, default=100, help="power cuts in the run of each seed")
    parser.add_argument(
        "--lying", action="store_true", help="the till's disk drops its last syncs (fault 42)"
    )
    chosen = parser.parse_args(arguments)
    key = {"program": program(SOURCES), "images_each": chosen.images, "lying": chosen.lying}
    rows = add_up(chosen, key, partial(power_cuts, images=chosen.images, lying=chosen.lying), _line)
    return _sum_up(rows, lying=chosen.lying)


def _line(tally: Tally) -> str:
    what = "sound" if tally.first is None else f"BAD {tally.first}"
    return f"seed {tally.seed} ({tally.kind}): {what}; {tally.images} images, {tally.seconds:.1f} CPU s"


def _sum_up(rows: Sequence[dict[str, Any]], *, lying: bool) -> int:
    total = {name: sum(row[name] for row in rows) for name in SUMMED}
    disk = "a disk that lies about its last syncs" if lying else "an honest disk"
    print(f"\n{len(rows)} runs on {disk}, {total['images']} images after a power cut")
    print(f"documents promised before the cuts: {total['acked']}, lost: {total['lost']}")
    print(f"images corrupt or not starting: {total['corrupt']}")
    print(f"images in which something was brought back: {total['mended']}, silently: {total['silent']}")
    each = 1000 * total["seconds"] / max(1, total["images"])
    print(f"{total['seconds']:.0f} CPU s, {each:.0f} ms an image; {surroundings()}")
    print("WAL, synchronous=FULL; promised: the receipt may be printed; 1 to 8 lines a sale")
    for row in rows:
        if row["first"] is not None:
            print(f"  seed {row['seed']}: {row['first']}")
    return 1 if total["lost"] or total["corrupt"] or total["silent"] else 0


if __name__ == "__main__":
    sys.exit(main())
