"""A till without a centre that is killed at any moment, and exactly at each crash point of a sale."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any, Final

from app.powercut.examine import acked, examine
from core.ports.faults import CrashPoint
from tests.fakes.store import settings

KILLS_PER_TILL: Final = 16
POINTS: Final = (
    str(CrashPoint.BEFORE_COMMIT),
    str(CrashPoint.AFTER_COMMIT),
    str(CrashPoint.AFTER_JOURNAL),
    str(CrashPoint.IN_CHECKPOINT),
    "journal_sync",
    "journal_half",
)
LONGEST_S: Final = 0.12
SELLS_S: Final = 20.0


class Seller:
    """Talks to `tests.app.store.kill_child`.

    Attributes:
        kills: Children that died of the signal.
    """

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.app.store.kill_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.kills = 0

    def order(self, **order: Any) -> int:
        """Start a till; its process id."""
        self._write(json.dumps({k: str(v) if isinstance(v, Path) else v for k, v in order.items()}))
        return int(self._read())

    def ended(self) -> int:
        """Wait for its end; the exit code, negative for a signal."""
        code = int(self._read())
        self.kills += code == -signal.SIGKILL
        return code

    def dies(self, **order: Any) -> None:
        """Start a till that kills itself at a crash point."""
        self.order(**order)
        assert self.ended() == -signal.SIGKILL, f"{order.get('point')} was never reached"

    def kill_after(self, seconds: float, *, selling: bool = False, **order: Any) -> int:
        """Kill ``seconds`` after the order, or after the first sale when ``selling``."""
        before = len(acked(order["dir"]))
        child = self.order(**order)
        pause = threading.Event()
        deadline = time.monotonic() + SELLS_S
        while selling and len(acked(order["dir"])) == before and time.monotonic() < deadline:
            pause.wait(0.002)
        pause.wait(seconds)
        os.kill(child, signal.SIGKILL)
        return self.ended()

    def close(self) -> None:
        """End it."""
        _stream(self.process.stdin).close()
        _stream(self.process.stdout).close()
        self.process.wait(10)

    def _write(self, line: str) -> None:
        stream = _stream(self.process.stdin)
        stream.write(line + "\n")
        stream.flush()

    def _read(self) -> str:
        return _stream(self.process.stdout).readline()


def check(data_dir: Path) -> int:
    """Recover, then compare acks, numbers, chain, rows and both journals; linear in the number of sales."""
    found = examine(data_dir, settings())
    assert not found.lost, "an acked sale is missing or changed"
    assert found.problems == ()
    return found.sales


def kill_alone_at_random(seller: Seller, folder: Path, kills: int, seed: int) -> int:
    """Kill at any moment of start and selling, and look each time; a new till every few kills; its sales."""
    chance = random.Random(seed)
    total, sales = 0, 0
    for n in range(kills):
        till, nth = divmod(n, KILLS_PER_TILL)
        total += 0 if nth else sales
        data_dir = folder / str(till)
        order = {"dir": data_dir, "seed": seed + 1000 * till + nth, "rotate": 64 * 1024}
        code = seller.kill_after(chance.uniform(0, LONGEST_S), selling=nth % 2 == 1, **order)
        assert code == -signal.SIGKILL, f"the till ended by itself with {code}"
        sales = check(data_dir)
    return total + sales


def kill_alone_at_point(seller: Seller, folder: Path, point: str, times: int) -> int:
    """Kill exactly there, after more sales each time; the sales of the till."""
    sales = 0
    for n in range(times):
        seller.dies(dir=folder, seed=2 * n + 1, point=point, visits=8 + 5 * n)
        sales = check(folder)
        assert sales >= 1
    return sales


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
