"""One run, many images: what a range of seeds comes to."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tests.longruns import memory_folder
from tests.powerloss.check import Verdict, check
from tests.powerloss.disk import Cut, image
from tests.powerloss.till import DATABASE, TILL, Basket, Kind, Recording, lay_out, record

LIES: Final = 25
"""Most syncs that a lying disk drops."""


@dataclass(slots=True)
class Tally:
    """Sums of one seed.

    Attributes:
        images: Images tried.
        acked: Documents promised, over all images.
        lost: Of those, missing or changed after the start.
        corrupt: Images that contradict themselves or do not start.
        mended: Images in which the start had something to bring back.
        silent: Images in which it brought something back and left no incident.
        first: What was wrong with the first bad one.
        seconds: CPU time.
    """

    seed: int
    kind: str
    images: int = 0
    acked: int = 0
    lost: int = 0
    corrupt: int = 0
    mended: int = 0
    silent: int = 0
    first: str | None = None
    seconds: float = 0.0

    def add(self, cut: Cut, verdict: Verdict) -> None:
        """Count one image."""
        self.images += 1
        self.acked += verdict.acked
        self.lost += verdict.lost
        self.corrupt += bool(verdict.corrupt)
        self.mended += _mended(verdict)
        self.silent += _silent(verdict)
        if self.first is None and (not verdict.sound or _silent(verdict)):
            self.first = f"{cut}: {verdict.lost} lost, {verdict.corrupt}, {verdict.incidents}"


def power_cuts(seed: int, images: int, *, lying: bool = False, kind: Kind | None = None) -> Tally:
    """Record one run, cut the power at random places of it, start the till on each image.

    Args:
        seed: Of run and cuts.
        images: Number of cuts.
        lying: The till's disk has acknowledged its last syncs and not done them; the second copy lies on
            a second, honest device.
        kind: As in `record`.
    """
    began = time.process_time()
    if lying and kind is None:  # a disk that drops the first day leaves nobody who knows what till this is
        kind = random.Random(seed).choice([one for one in Kind if one is not Kind.FIRST])
    run = recorded(seed, kind, second=True if lying else None)
    tally = Tally(seed, str(run.kind))
    for cut in cuts(run, seed, images, lying=lying):
        tally.add(cut, tried(run, cut))
    tally.seconds = time.process_time() - began
    return tally


def recorded(seed: int, kind: Kind | None = None, *, second: bool | None = None) -> Recording:
    """`record` in a folder of its own."""
    folder = memory_folder()
    try:
        return record(seed, folder, kind, second=second)
    finally:
        shutil.rmtree(folder)


def cuts(run: Recording, seed: int, count: int, *, lying: bool = False) -> Iterator[Cut]:
    """Places and chances."""
    chance = random.Random(f"cuts {seed}")
    for _ in range(count):
        cut = Cut(chance.randint(0, len(run.log.entries)), chance.randrange(1 << 30), chance.random() < 0.5)
        yield replace(cut, lies={TILL: chance.randint(1, LIES)}) if lying else cut


def tried(run: Recording, cut: Cut, files: dict[str, bytes] | None = None) -> Verdict:
    """Start the till on one image, or on what else was made of it.

    A disk that lies, or that lost a file, keeps no basket, and nobody promised that it would.
    """
    kept = files is None and not cut.lies
    folder = memory_folder()
    try:
        lay_out(folder, image(run.log, cut) if files is None else files)
        noted = (what for what in run.log.noted(cut.at) if kept or not isinstance(what, Basket))
        return check(folder, noted, second=run.second, seed=cut.seed)
    finally:
        shutil.rmtree(folder)


def _mended(verdict: Verdict) -> bool:
    report = verdict.report
    return report is not None and bool(report.replayed or report.rebuilt)


def _silent(verdict: Verdict) -> bool:
    report = verdict.report
    if report is None or verdict.corrupt:
        return False
    owed = {"TAIL_RECOVERED"} if report.replayed else set[str]()
    if report.rebuilt is not None:
        owed.add("DATABASE_REBUILT")
    return not owed <= set(verdict.incidents)


def alone(files: dict[str, bytes]) -> dict[str, bytes]:
    """The database without its second copy."""
    return {name: data for name, data in files.items() if name.startswith(f"{TILL}/{DATABASE}")}
