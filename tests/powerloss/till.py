"""A real till over a recorded disk: sales, returns, voids, baskets, replies, checkpoints, restarts."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from app.store.settings import StoreSettings
from app.store.till import TillStore
from app.usecases.ports import StoredEvent, WriteUnit
from core.domain.outbox import BatchReply, EpochState, ItemResult, ItemStatus, StreamPlace
from core.ports.printing import PrintJobState
from tests.fakes.store import ManualClock, SeededIds, give_back, open_till, sell, settings, void
from tests.longruns import memory_folder
from tests.powerloss.disk import DiskLog, Recorder
from tests.powerloss.sqlite import AS_SHIPPED, OwnReader, SqliteOverVfs

TILL, SECOND, DATABASE = "till", "second", "till.db"
"""Devices: the data directory's, and the one the electronic journal may lie on."""

STEP_BYTES: Final = 16 * 1024
ROTATE_BYTES: Final = 48 * 1024


class Kind(StrEnum):
    """What a run is about."""

    DAY = "day"
    FIRST = "first"
    RESTARTS = "restarts"
    TAIL = "tail"
    REBUILDING = "rebuilding"


@dataclass(frozen=True, slots=True)
class Acked:
    """A document whose paper may be printed (T7)."""

    table: str
    series: str
    number: int
    event_id: str
    hash: bytes
    pos: int


@dataclass(frozen=True, slots=True)
class Basket:
    """The basket a cashier has seen saved; None: it is being paid."""

    basket: str | None


@dataclass(frozen=True, slots=True)
class Marking:
    """From here on events up to ``pos`` may be marked as being at the centre, never before."""

    pos: int


@dataclass(frozen=True, slots=True)
class Recording:
    """One run."""

    kind: Kind
    log: DiskLog
    second: bool


def sizes(folder: Path, *, second: bool) -> StoreSettings:
    """Small files, so that they rotate; the second copy beside the database or not."""
    where = folder / SECOND if second else None
    return settings(
        journal_dir=where, journal_step_bytes=STEP_BYTES, journal_rotate_bytes=ROTATE_BYTES, verify_last=200
    )


def record(
    seed: int, folder: Path, kind: Kind | None = None, operations: int = 40, *, second: bool | None = None
) -> Recording:
    """Run a till over a recorded disk; the same seed and kind write the same log.

    Args:
        seed: Chance of the run.
        folder: An empty folder, best in memory.
        kind: What it is about; None: the seed says.
        operations: Acts of the cashier and of the threads beside.
        second: Whether the electronic journal lies on another device; None: the seed says.
    """
    chance = random.Random(seed)
    kind = kind or chance.choice([Kind.DAY, Kind.DAY, Kind.RESTARTS, *Kind])
    drawn = chance.random() < 0.5
    second = drawn if second is None else second
    before = Template({}, ()) if kind is Kind.FIRST else _template(kind, second)
    lay_out(folder, before.files)
    recorder = Recorder(folder)
    for acked in before.acked:
        recorder.note(acked)
    with recording(recorder, chance.choice((0, AS_SHIPPED))) as module:
        shop = Shop(folder, recorder, module, chance, sizes(folder, second=second))
        shop.work(operations, restarts=kind is Kind.RESTARTS)
    return Recording(kind, recorder.log, second)


@contextmanager
def recording(recorder: Recorder, characteristics: int = AS_SHIPPED) -> Iterator[SqliteOverVfs]:
    """A module for the store, with all else that it writes recorded too."""
    module = SqliteOverVfs(recorder, characteristics)
    reader: Callable[[Path], OwnReader] = partial(OwnReader, module)
    try:
        with (
            recorder.watching_os(),
            patch("app.store.outbox.SharedReader", reader),
            patch("app.store.print_jobs.SharedReader", reader),
        ):
            yield module
    finally:
        module.close()


class Shop:
    """Cashier, sync and spooler of one till, one act at a time."""

    def __init__(
        self,
        folder: Path,
        recorder: Recorder,
        module: SqliteOverVfs,
        chance: random.Random,
        sizes_: StoreSettings,
    ) -> None:
        self._folder, self._recorder, self._module, self._chance = folder, recorder, module, chance
        self._sizes = sizes_
        self._clock = ManualClock()
        self._ids = SeededIds(chance.randrange(1 << 30))
        self._sold: list[StoredEvent] = []
        self._store = self._open()
        self._basket: str | None = None
        self._acts: dict[Callable[[], None], int] = {
            self._sell: 10,
            self._draft: 4,
            self._return: 2,
            self._void: 1,
            self._settle: 4,
            self._print: 2,
            self._rest: 4,
        }

    def work(self, operations: int, *, restarts: bool) -> None:
        """So many acts, then a clean end."""
        acts, weights = list(self._acts), list(self._acts.values())
        for _ in range(operations):
            self._clock.advance(self._chance.uniform(0.1, 40))
            self._chance.choices(acts, weights)[0]()
            if restarts and self._chance.random() < 0.15:
                self._restart()
        self._store.close()

    def _open(self) -> TillStore:
        return open_till(
            self._folder / TILL,
            clock=self._clock,
            ids=self._ids,
            settings=self._sizes,
            module=self._module,
            journal_opener=self._recorder.journal_file,
        )

    def _restart(self) -> None:
        self._store.close()
        self._store = self._open()

    def _run(self, operation: Callable[[WriteUnit], Any]) -> Any:
        return self._store.runner.run(operation)

    def _draft(self) -> None:
        if self._basket is None:
            self._basket = self._ids.uuid7()
        lines = self._chance.randint(1, 4)

        def save(unit: WriteUnit) -> None:
            unit.save_draft_header(str(self._basket), {"v": 1})
            for n in range(1, lines + 1):
                unit.save_draft_line(str(self._basket), n, {"name": "Piña"})

        self._run(save)
        self._recorder.note(Basket(self._basket))

    def _sell(self) -> None:
        basket, self._basket = self._basket or self._ids.uuid7(), None
        self._recorder.note(Basket(None))
        stored = self._run(partial(sell, basket=basket, lines=self._chance.randint(1, 8)))
        self._ack("sale", stored)
        self._sold.append(stored)

    def _return(self) -> None:
        if self._sold:
            sold = self._sold.pop(self._chance.randrange(len(self._sold)))
            self._ack("refund", self._run(partial(give_back, sold=sold)))

    def _void(self) -> None:
        if self._sold:
            self._ack("sale_void", self._run(partial(void, sold=self._sold.pop())))

    def _ack(self, table: str, stored: StoredEvent) -> None:
        self._recorder.note(acked_of(table, stored))

    def _settle(self) -> None:
        batch = self._store.outbox.take(self._chance.randint(1, 50), 1 << 19)
        if batch is None:
            return
        last = batch.items[-1]
        self._recorder.note(Marking(self._pos_of(last.event_id)))
        done = tuple(ItemResult(item.event_id, ItemStatus.ACCEPTED) for item in batch.items)
        place = StreamPlace(last.epoch, last.seq, last.hash)
        self._store.outbox.settle(batch, BatchReply(batch.batch_id, done, EpochState(place)))

    def _pos_of(self, event_id: str) -> int:
        reader = self._module.connection_to(self._folder / TILL / DATABASE)
        found = reader.execute("SELECT pos FROM journal WHERE event_id=?", (event_id,)).fetchone()
        assert found is not None
        return int(found[0])

    def _print(self) -> None:
        job = self._store.print_jobs.next_job("receipt")
        if job is not None:
            self._store.print_jobs.mark_sending(job.output_id, b"\x1b@", "ab" * 32)
            self._store.print_jobs.mark(job.output_id, PrintJobState.SENT)

    def _rest(self) -> None:
        """Long enough for a checkpoint and for zeros ahead."""
        for _ in range(8):
            self._clock.advance(3)
            self._store.runner.step()


Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Template:
    """Files of a till, and the documents it has handed out."""

    files: Files
    acked: tuple[Acked, ...]


@lru_cache
def _template(kind: Kind, second: bool) -> Template:
    """A till that has sold, and what the run's kind did to it since."""
    folder = memory_folder()
    try:
        store = open_till(folder / TILL, 99, settings=sizes(folder, second=second))
        acked = [_sell_one(store, n) for n in range(8)]
        store.runner.core.writer.driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        main = (folder / TILL / DATABASE).read_bytes()
        acked += [_sell_one(store, n) for n in range(8, 12)]
        store.close()
        files = read_files(folder)
    finally:
        shutil.rmtree(folder)
    if kind is Kind.TAIL:  # what its -wal held is in the electronic journal alone
        files[f"{TILL}/{DATABASE}"] = main
    if kind is Kind.REBUILDING:
        whole = files[f"{TILL}/{DATABASE}"]
        files[f"{TILL}/{DATABASE}"] = whole[:612] + bytes(4096 - 612) + whole[4096:]
    return Template(files, tuple(acked))


def _sell_one(store: TillStore, n: int) -> Acked:
    basket = f"0198f0c0-5555-7000-8000-{n:012x}"
    return acked_of("sale", store.runner.run(partial(sell, basket=basket)))


def acked_of(table: str, stored: StoredEvent) -> Acked:
    """What stands on the paper."""
    data, event = stored.event.data, stored.event
    own = table != "sale_void"  # which bears the number of the sale it undoes
    series, number = (str(data["series"]), int(data["number"])) if own else ("", 0)
    return Acked(table, series, number, event.event_id, stored.hash, stored.pos)


def read_files(folder: Path) -> dict[str, bytes]:
    """Contents by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith((".lock", "-shm"))
    }


def lay_out(folder: Path, files: Files) -> None:
    """Write an image."""
    for device in (TILL, SECOND):
        (folder / device).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
