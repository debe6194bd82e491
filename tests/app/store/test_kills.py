"""kill -9 at any moment: no acked sale lost, changed, torn or doubled (faults.md section 5, 30-34, 46)."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from app.powercut.examine import acked, examine
from core.ports.faults import CrashPoint
from tests.counts import COUNTED
from tests.fakes.store import SeededIds, open_till, settings
from tests.strictness import ExpectedLogs

RANDOM_KILLS = 80
KILLS_PER_TILL = 16


class Seller:
    """Talks to `tests.app.store.kill_child`."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.app.store.kill_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.kills = 0

    def order(self, **order: Any) -> int:
        self._write(json.dumps({k: str(v) if isinstance(v, Path) else v for k, v in order.items()}))
        return int(self._read())

    def ended(self) -> int:
        code = int(self._read())
        self.kills += code == -signal.SIGKILL
        return code

    def kill_after(self, seconds: float, *, selling: bool = False, **order: Any) -> int:
        """Kill ``seconds`` after the order, or after the first sale when ``selling``."""
        before = len(acked(order["dir"]))
        child = self.order(**order)
        pause = threading.Event()
        deadline = time.monotonic() + 20
        while selling and len(acked(order["dir"])) == before and time.monotonic() < deadline:
            pause.wait(0.002)
        pause.wait(seconds)
        os.kill(child, signal.SIGKILL)
        return self.ended()

    def close(self) -> None:
        _stream(self.process.stdin).close()
        _stream(self.process.stdout).close()
        self.process.wait(10)

    def _write(self, line: str) -> None:
        stream = _stream(self.process.stdin)
        stream.write(line + "\n")
        stream.flush()

    def _read(self) -> str:
        return _stream(self.process.stdout).readline()


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


@pytest.fixture(scope="module")
def seller() -> Iterator[Seller]:
    seller = Seller()
    yield seller
    seller.close()


def check(data_dir: Path) -> int:
    """Recover, then compare acks, numbers, chain, rows and both journals; linear in the number of sales."""
    found = examine(data_dir, settings())
    assert not found.lost, "an acked sale is missing or changed"
    assert found.problems == ()
    return found.sales


def test_random_kills_lose_and_double_nothing(tmp_path: Path, seller: Seller) -> None:
    chance = random.Random(20261124)
    total = 0
    for till in range(RANDOM_KILLS // KILLS_PER_TILL):
        data_dir = tmp_path / str(till)
        sales = 0
        for n in range(KILLS_PER_TILL):
            seed = till * 1000 + n
            order = {"dir": data_dir, "seed": seed, "rotate": 64 * 1024}
            code = seller.kill_after(chance.uniform(0, 0.12), selling=n % 2 == 1, **order)
            assert code == -signal.SIGKILL
            sales = check(data_dir)
        total += sales
    assert total >= RANDOM_KILLS // 2, "the till hardly sold: the kills proved nothing"


POINTS = [
    CrashPoint.BEFORE_COMMIT,
    CrashPoint.AFTER_COMMIT,
    CrashPoint.AFTER_JOURNAL,
    CrashPoint.IN_CHECKPOINT,
    "journal_sync",
    "journal_half",
]


@pytest.mark.parametrize("point", POINTS)
def test_kills_at_crash_points_lose_and_double_nothing(tmp_path: Path, seller: Seller, point: str) -> None:
    for n in range(4):
        seller.order(dir=tmp_path, seed=2 * n + 1, point=str(point), visits=8 + 5 * n)
        assert seller.ended() == -signal.SIGKILL, f"{point} was never reached"
        assert check(tmp_path) >= 1


def test_a_sale_killed_after_the_commit_is_completed_at_the_next_start(
    tmp_path: Path, seller: Seller
) -> None:
    seller.order(dir=tmp_path, seed=2, point="after_commit", visits=4)
    assert seller.ended() == -signal.SIGKILL
    before = len(acked(tmp_path))
    store = open_till(tmp_path, ids=SeededIds(7))
    assert store.report.after_crash
    assert store.report.appended == 1
    store.close()
    assert check(tmp_path) == before + 1


def test_a_kill_before_the_commit_burns_no_number_and_keeps_the_basket(
    tmp_path: Path, seller: Seller
) -> None:
    seller.order(dir=tmp_path, seed=2, sales=3)
    assert seller.ended() == 0
    seller.order(dir=tmp_path, seed=4, point="before_commit", visits=5)
    assert seller.ended() == -signal.SIGKILL
    store = open_till(tmp_path, ids=SeededIds(7))
    assert store.report.open_draft
    reader = store.reader()
    draft = reader.draft()
    assert draft is not None
    assert draft.lines == ((1, {"name": "Piña"}),)
    reader.close()
    store.close()
    assert check(tmp_path) == len(acked(tmp_path))


def test_kills_in_the_first_migration_leave_an_empty_or_a_whole_schema(
    tmp_path: Path, seller: Seller
) -> None:
    seller.order(dir=tmp_path, seed=1, point="in_migration")
    assert seller.ended() == -signal.SIGKILL
    assert check(tmp_path) == 0
    seller.order(dir=tmp_path, seed=2, sales=2)
    assert seller.ended() == 0
    assert check(tmp_path) == 2


def test_a_deleted_wal_is_recovered_from_the_electronic_journal_even_through_kills(
    tmp_path: Path, seller: Seller, expected_logs: ExpectedLogs
) -> None:
    # killed before its first checkpoint the main file is empty, and the check then rebuilds it too
    expected_logs.allow("WARNING app.store.rebuild: rebuilding the database")
    for n in range(4):
        seller.kill_after(0.03, selling=True, dir=tmp_path, seed=n)
        (tmp_path / "till.db-wal").unlink(missing_ok=True)
        (tmp_path / "till.db-shm").unlink(missing_ok=True)
        seller.order(dir=tmp_path, seed=2 * n, point="in_recovery", sales=1)
        seller.ended()
        assert check(tmp_path) >= len(acked(tmp_path)) > 0


def test_the_suite_killed_at_least_a_hundred_processes(
    seller: Seller, record_property: Callable[[str, object], None]
) -> None:
    record_property(f"{COUNTED}kills of till", seller.kills)
    assert seller.kills >= 100
