"""A process that sells until it is killed (faults.md section 5).

``python -m tests.app.store.kill_child`` imports everything once, then forks one seller for each order on its
standard input, so that a hundred kills do not pay for a hundred imports.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.store import migrate
from app.store.electronic_journal import OsJournalFile
from app.store.pruning import prune
from app.store.till import TillStore
from app.store.version import SCHEMA
from app.usecases.ports import WriteUnit
from core.domain.ids import uuid7_from
from core.domain.outbox import BatchReply, EpochState, ItemResult, ItemStatus, StreamPlace
from core.ports.faults import CrashPoint
from tests.fakes.store import enrolment, sell, settings


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class RealIds:
    def uuid7(self) -> str:
        return uuid7_from(time.time_ns() // 1_000_000, os.urandom(10))

    def random_bytes(self, count: int) -> bytes:
        return os.urandom(count)

    def uniform(self, low: float, high: float) -> float:
        return random.uniform(low, high)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class KillAt:
    """Ends the process at the n-th visit of one crash point, counted from when it is armed."""

    def __init__(self, point: str | None, visits: int, *, armed: bool = True) -> None:
        self._point, self._left, self.armed = point, visits, armed

    def reach(self, point: CrashPoint) -> None:
        if self.armed and point == self._point:
            self._left -= 1
            if self._left <= 0:
                die()


class DyingFile(OsJournalFile):
    """Dies between writing frames and their fdatasync, or half-way through a frame."""

    visits = 0
    half = False

    def write_at(self, offset: int, data: bytes) -> None:
        if self.half and data.startswith(b"CEJ1"):
            DyingFile.visits -= 1
            if DyingFile.visits <= 0:
                super().write_at(offset, data[: len(data) // 2])
                die()
        super().write_at(offset, data)

    def sync(self) -> None:
        if not self.half:
            DyingFile.visits -= 1
            if DyingFile.visits <= 0:
                die()
        super().sync()


def sell_until_killed(order: dict[str, Any]) -> None:
    data_dir = Path(order["dir"])
    chance = random.Random(order["seed"])
    point, visits = order.get("point"), order.get("visits", 1)
    options: dict[str, Any] = {}
    if point in ("journal_sync", "journal_half"):
        DyingFile.visits, DyingFile.half = visits + 2, point == "journal_half"
        options["journal_opener"] = DyingFile
    if order.get("newer"):
        patch.object(migrate, "SCHEMA", SCHEMA + 1).start()  # a program whose schema is one further
    prunes = order.get("prune", False)
    if prunes:
        options["settings"] = settings(verify_last=3, prune_after_days=0)
    faults = KillAt(point, visits, armed=not prunes)
    idle = 0.0 if order["seed"] % 2 else 2.0
    options.setdefault(
        "settings", settings(idle_checkpoint_s=idle, journal_rotate_bytes=order.get("rotate", 256 * 1024))
    )
    store = TillStore.open(data_dir, RealClock(), RealIds(), faults=faults, **options)
    if store.identity is None:
        store.enrol(enrolment())
    acks = os.open(data_dir / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for _ in range(order.get("sales", 100_000)):
        basket = RealIds().uuid7()

        def draft(unit: WriteUnit, basket: str = basket) -> None:
            unit.save_draft_header(basket, {"v": 1})
            unit.save_draft_line(basket, 1, {"name": "Piña"})

        def complete(unit: WriteUnit, basket: str = basket) -> Any:
            return sell(unit, basket, lines=chance.randint(1, 6))

        store.runner.run(draft)
        stored = store.runner.run(complete)
        ack = [stored.event.data["number"], stored.event.event_id, stored.hash.hex()]
        os.write(acks, json.dumps(ack).encode() + b"\n")
    if prunes:
        _send(store)
        faults.armed = True
        store.runner.call(lambda: prune(store._core))
    store.close()


def _send(store: TillStore) -> None:
    """The centre takes everything and holds it twice."""
    while (batch := store.outbox.take(50, 1 << 20)) is not None:
        verdicts = tuple(ItemResult(item.event_id, ItemStatus.ACCEPTED) for item in batch.items)
        last = batch.items[-1]
        state = EpochState(StreamPlace(last.epoch, last.seq, last.hash), last.seq)
        store.outbox.settle(batch, BatchReply(batch.batch_id, verdicts, state))


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                sell_until_killed(order)
            finally:
                os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
