"""``cuadre powercut-demo``: sell, cut off, open again and count for a minute, and say what was found."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

from app.cli import Arguments
from app.config import TillConfig
from app.main import till_config
from app.powercut.examine import acked, examine
from app.powercut.seller import SETTINGS, run_seller
from app.powercut.words import words_of
from app.processes import own_environment, python_command
from app.store.errors import StoreError
from core.domain.errors import DomainError

KILLS_PER_TILL: Final = 8
"""Then a new till begins, so that what is counted each time stays little, and starts are cut off too."""
ANY_MOMENT: Final = 4
"""One cut in so many comes at any moment of the start, the others after a sale was told."""
SELLS_S: Final = 0.4
STARTS_S: Final = 1.5
TELL_EVERY: Final = 10
GIVE_UP_S: Final = 30.0
LOOK_S: Final = 0.002


class Exit(IntEnum):
    """Exit codes for scripts."""

    SOUND = 0
    FAILED = 1
    NOT_RUN = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted.

    Attributes:
        kills: Processes ended without a word.
        acked: Sales told before that.
        lost: Told, and missing or changed afterwards.
        extra: Stored, and cut off before they were told.
        mended: Events completed in the second journal, or brought back from it.
        problems: Ids of words, without repetition.
    """

    kills: int = 0
    acked: int = 0
    lost: int = 0
    extra: int = 0
    mended: int = 0
    problems: tuple[str, ...] = ()


class NotRunError(Exception):
    """The till ended by itself or never sold: that is no result."""


def run_powercut(arguments: Arguments, say: Callable[[str], Any]) -> int:
    """Try the disk of a folder; 0 all held, 1 something did not, 2 it could not be tried.

    Works in a folder of its own, which is removed unless something was found in it.
    """
    if arguments.seller is not None:
        run_seller(arguments.seller, _catalogue(arguments.seller.parent))
    try:
        config = till_config()
    except DomainError as error:
        say(f"{error.code}: {dict(error.values)}")
        return Exit.NOT_RUN
    words = words_of(config.language)
    try:
        place = Path(tempfile.mkdtemp(prefix="cuadre-powercut-", dir=arguments.folder or _disk_of(config)))
    except OSError as error:
        say(words["not_run"].format(reason=error))
        return Exit.NOT_RUN
    return _run(place, arguments, words, say)


def cut_again_and_again(place: Path, seconds: float, told: Callable[[Tally], Any]) -> Tally:
    """Sell and be cut off in ``place`` until the time is over or something is wrong.

    Raises:
        NotRunError: a till ended by itself.
        OSError: the disk refused.
    """
    from app.demo.shop import ensure_demo_catalogue
    from app.secretstore.record_seal import RecordSeal
    from app.secretstore.seal import KEY_BYTES
    from app.system import SystemIds

    ids, chance = SystemIds(), random.Random()
    ensure_demo_catalogue(_catalogue(place), RecordSeal(ids.random_bytes(KEY_BYTES), ids))
    ends, past, here = time.monotonic() + seconds, Tally(), Tally()
    while time.monotonic() < ends and not here.problems:
        number = past.kills + here.kills
        if number % KILLS_PER_TILL == 0:
            past, here = _sum(past, here), Tally()
        data_dir = place / str(number // KILLS_PER_TILL)
        data_dir.mkdir(exist_ok=True)
        _cut(data_dir, chance, at_any_moment=number % ANY_MOMENT == ANY_MOMENT - 1)
        here = _count(data_dir, here)
        told(_sum(past, here))
    return _sum(past, here)


def _run(place: Path, arguments: Arguments, words: Mapping[str, str], say: Callable[[str], Any]) -> int:
    def so_far(tally: Tally) -> None:
        if not arguments.as_json and tally.kills % TELL_EVERY == 0:
            say(words["so_far"].format(**asdict(tally)))

    if not arguments.as_json:
        say(words["begin"].format(folder=place.parent, seconds=f"{arguments.seconds:g}"))
        say(words["apart"])
    tally = Tally()
    try:
        tally = cut_again_and_again(place, arguments.seconds, so_far)
    except (NotRunError, OSError) as error:
        say(words["not_run"].format(reason=error))
        return Exit.NOT_RUN
    finally:
        if not tally.problems:
            _remove(place)
    if arguments.as_json:
        say(json.dumps(asdict(tally)))
    else:
        for line in _verdict(tally, words, place):
            say(line)
    return Exit.FAILED if tally.problems else Exit.SOUND if tally.acked else Exit.NOT_RUN


def _verdict(tally: Tally, words: Mapping[str, str], place: Path) -> list[str]:
    counted = [words[name].format(**asdict(tally)) for name in ("kills", "acked", "extra", "mended")]
    if tally.problems:
        problems = ", ".join(words[name] for name in tally.problems)
        return [*counted, words["failed"].format(problems=problems), words["stop"].format(folder=place)]
    return [*counted, words["held"], words["limit"]] if tally.acked else [*counted, words["nothing"]]


def _cut(data_dir: Path, chance: random.Random, *, at_any_moment: bool) -> None:
    """Start the till and end it: SIGKILL, on Windows TerminateProcess."""
    command = python_command("app", "powercut-demo", "--seller", str(data_dir))
    before = len(acked(data_dir))
    with (data_dir / "till.log").open("ab") as log:
        till = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            env=own_environment(),
        )
    try:
        if at_any_moment:
            time.sleep(chance.uniform(0.0, STARTS_S))
        else:
            _until(lambda: len(acked(data_dir)) > before or till.poll() is not None)
            time.sleep(chance.uniform(0.0, SELLS_S))
        if till.poll() is not None:
            raise NotRunError((data_dir / "till.log").read_text(encoding="utf-8", errors="replace")[-500:])
    finally:
        till.kill()
        till.wait()
        if till.stdin is not None:
            till.stdin.close()


def _until(reached: Callable[[], bool]) -> None:
    gives_up = time.monotonic() + GIVE_UP_S
    while not reached() and time.monotonic() < gives_up:
        time.sleep(LOOK_S)


def _count(data_dir: Path, before: Tally) -> Tally:
    """Everything this till was told of since its first start is counted anew each time."""
    try:
        found = examine(data_dir, SETTINGS)
    except StoreError:
        told = len(acked(data_dir))
        return replace(before, kills=before.kills + 1, acked=told, lost=told, problems=("opening",))
    return Tally(
        kills=before.kills + 1,
        acked=found.acked,
        lost=found.lost,
        extra=max(0, found.sales - found.acked),
        mended=before.mended + found.report.appended + found.report.replayed,
        problems=(("lost",) if found.lost else ()) + found.problems,
    )


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        one.kills + other.kills,
        one.acked + other.acked,
        one.lost + other.lost,
        one.extra + other.extra,
        one.mended + other.mended,
        tuple(dict.fromkeys(one.problems + other.problems)),
    )


def _catalogue(place: Path) -> Path:
    return place / "catalog.db"


def _disk_of(config: TillConfig) -> Path:
    """A folder on the disk the till sells on: beside its data, or in it where that is a disk of its own."""
    data_dir = config.data_dir.absolute()
    while not data_dir.exists():
        data_dir = data_dir.parent
    beside = data_dir.parent
    return beside if _writable_on(beside, data_dir.stat().st_dev) else data_dir


def _writable_on(folder: Path, device: int) -> bool:
    return folder.stat().st_dev == device and os.access(folder, os.W_OK)


def _remove(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
