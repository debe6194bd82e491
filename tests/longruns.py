"""What runs for long and is added up: a file of rows, one a seed, from which a run is resumed.

A row counts only for the program that made it: its sources and its settings are in the row.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.surroundings import environment

ROOT: Final = Path(__file__).parents[1]


def program(folders: Iterable[str]) -> str:
    """Digest of the sources in these folders: results of another program do not count."""
    digest = hashlib.sha256()
    for folder in folders:
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


def rows_of(file: Path, key: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """Rows of this program and these settings, by seed."""
    if not file.exists():
        return {}
    rows: Iterable[dict[str, Any]] = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {row["seed"]: row for row in rows if all(row.get(name) == value for name, value in key.items())}


def memory_folder() -> Path:
    """A new folder on a file system in memory, where there is one; the caller removes it."""
    fast = "/dev/shm" if Path("/dev/shm").is_dir() else None
    return Path(tempfile.mkdtemp(prefix="cuadre-", dir=fast))


def options(parser: argparse.ArgumentParser, default_seeds: str, file: str) -> None:
    """What every long run takes."""
    parser.add_argument("--seeds", type=seeds, default=seeds(default_seeds), help="1-50, 7 or 1-3,9")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--file", type=Path, default=ROOT / "build" / file, help="rows of seeds that are done"
    )
    parser.add_argument("--fresh", action="store_true", help="run seeds again that the file holds")


def add_up(
    chosen: argparse.Namespace, key: Mapping[str, Any], work: Callable[[int], Any], say: Callable[[Any], str]
) -> list[dict[str, Any]]:
    """Run the seeds that the file does not hold, and give the rows of all.

    Args:
        chosen: See `options`.
        key: What makes rows comparable.
        work: One seed to a dataclass with a ``seed``; it must pickle.
        say: One line about a row.
    """
    logging.disable(logging.WARNING)  # faults are what the run is made of
    done = {} if chosen.fresh else rows_of(chosen.file, key)
    missing = [seed for seed in chosen.seeds if seed not in done]
    chosen.file.parent.mkdir(parents=True, exist_ok=True)
    with chosen.file.open("a", encoding="utf-8") as file:
        for report in _each(missing, work, chosen.jobs):
            done[report.seed] = row = asdict(report)
            file.write(json.dumps({**key, **row}) + "\n")
            file.flush()
            print(say(report), flush=True)
    return [done[seed] for seed in chosen.seeds]


def _each(missing: Sequence[int], work: Callable[[int], Any], jobs: int) -> Iterator[Any]:
    if jobs == 1 or len(missing) < 2:
        yield from map(work, missing)
        return
    quiet = (logging.disable, (logging.WARNING,))
    with ProcessPoolExecutor(min(jobs, len(missing)), get_context("spawn"), *quiet) as pool:
        yield from pool.map(work, missing)


def surroundings() -> str:
    """Disk, system and versions, which belong to every figure (faults.md section 8)."""
    from app.store.driver import dbapi2

    folder = memory_folder()
    try:
        device = file_system(folder)
    finally:
        shutil.rmtree(folder)
    return (
        f"SQLite {dbapi2.sqlite_version}, Python {platform.python_version()}, {platform.system()}"
        f" {platform.machine()}, {os.cpu_count()} processors, files on {device} ({folder.parent}),"
        f" {time.strftime('%Y-%m-%d')}"
    )


def _mounts() -> list[tuple[str, str]]:
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return [("/", "an unknown file system")]
    return [(line.split()[1], line.split()[2]) for line in lines]


def _below(folder: Path, mount: str) -> bool:
    return folder.is_relative_to(mount)


def around() -> dict[str, Any]:
    """Where a row was made: commit, versions, cores, and the file system that temporary files lie on."""
    found = environment(0.0)
    kept = ("commit", "python", "sqlite", "os", "cores", "load1")
    return {name: found[name] for name in kept} | {"disk": file_system(Path(tempfile.gettempdir()))}


def file_system(folder: Path) -> str:
    """Kind of the file system a folder lies on, ``ext4``."""
    at = folder.resolve()
    return max(_mounts(), key=lambda mount: len(mount[0]) if _below(at, mount[0]) else -1)[1]
