"""One till: its real store, recovery, use cases and sync worker, started, killed and started again."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final, Protocol

from app.store.driver import Connection, connect_reader
from app.store.electronic_journal import OsJournalFile
from app.store.identity import Enrolment
from app.store.reader import DriverReader
from app.store.settings import StoreSettings
from app.store.till import TillStore
from app.usecases.ports import Identity
from core.domain.changes import Stream
from core.domain.outbox import Batch, BatchReply, OutboxStatus, Settlement
from core.ports.changes import ChangeSink
from core.ports.outbox import Outbox
from sync.cycle import SyncCycle
from sync.pull.puller import Puller
from sync.transport.changes import HttpChangeSource
from sync.transport.http import HttpTransport
from sync.worker import SyncWorker
from tests.fakes.change_log import ChangeLog
from tests.simulation.faults import Crash, CrashPoints, Fault, Plan
from tests.simulation.kernel import Kernel, Process, SimClock, SimIds
from tests.simulation.network import SimCredentials, SimExchange, Wire
from tests.simulation.streams import STREAMS, SimSink

SETTINGS: Final = StoreSettings(
    journal_step_bytes=64 * 1024, journal_rotate_bytes=512 * 1024, ballast_bytes=0, verify_last=60
)
"""Small files; the invariants verify more than a start does."""
SPINS: Final = 200
"""Steps of the worker without a moment of time between them: it would never rest."""
DOWN_S: Final = (1.0, 90.0)


class Watch(Protocol):
    """The invariants, as far as a till tells them something."""

    def moved(self, till: SimTill) -> None:
        """Something may have been committed."""
        ...

    def started(self, till: SimTill) -> None:
        """The till is up again; its files are closed for nobody else."""
        ...

    def taken(self, till: SimTill, batch: Batch) -> None:
        """A batch is about to leave."""
        ...

    def settled(self, till: SimTill, batch: Batch, reply: BatchReply, settlement: Settlement | None) -> None:
        """A reply was applied; None: or was not, the till ended meanwhile."""
        ...


class WatchedOutbox:
    """The store's outbox, with the invariants looking on."""

    def __init__(self, till: SimTill, outbox: Outbox, watch: Watch) -> None:
        self._till, self._outbox, self._watch = till, outbox, watch

    def take(self, max_items: int, max_bytes: int, beside: Batch | None = None) -> Batch | None:
        """See `Outbox`."""
        batch = self._outbox.take(max_items, max_bytes, beside)
        self._watch.moved(self._till)
        if batch is not None:
            self._watch.taken(self._till, batch)
        return batch

    def settle(self, batch: Batch, reply: BatchReply) -> Settlement:
        """See `Outbox`."""
        try:
            settlement = self._outbox.settle(batch, reply)
        except Crash:
            self._watch.settled(self._till, batch, reply, None)  # the marks may stand all the same
            raise
        self._watch.moved(self._till)
        self._watch.settled(self._till, batch, reply, settlement)
        return settlement

    def fail(self, batch: Batch, code: str) -> None:
        """See `Outbox`."""
        self._outbox.fail(batch, code)

    def isolate(self, batch: Batch, code: str) -> bool:
        """See `Outbox`."""
        quarantined = self._outbox.isolate(batch, code)
        self._watch.moved(self._till)
        return quarantined

    def hurry(self) -> None:
        """See `Outbox`."""
        self._outbox.hurry()

    def disabled(self, *, disabled: bool) -> None:
        """See `Outbox`."""
        self._outbox.disabled(disabled=disabled)

    def status(self) -> OutboxStatus:
        """See `Outbox`."""
        return self._outbox.status()


class Floor(Protocol):
    """Whoever works at the till; made anew at each start."""

    def open(self, till: SimTill) -> None:
        """The till is up: take the basket up again and go on."""
        ...


class SimTill:
    """A machine with its data directory.

    Attributes:
        store: The open store; stale while the till is not `alive`.
        keeper: A read-only connection of the invariants that outlives crashes, so that no crash ends with the
            checkpoint that SQLite makes when the last connection closes.
        sink: What came down; on its disk.
        crashes: How often it was killed.
    """

    def __init__(
        self,
        kernel: Kernel,
        plan: Plan,
        seed: int,
        enrolment: Enrolment,
        folder: Path,
        wire: Wire,
        log: ChangeLog,
    ) -> None:
        self.kernel, self.plan, self.wire = kernel, plan, wire
        self.enrolment, self.folder = enrolment, folder
        self.actor = enrolment.identity.terminal_name
        self.seed = f"{seed}/{self.actor}"
        self.chance = Random(self.seed)
        self.clock = SimClock(kernel)
        self.ids = SimIds(self.clock, self.chance)
        self.points = CrashPoints(plan, Fault.TILL_CRASH)
        self.sink = SimSink(log, self.points)
        self.alive = False
        self.boots = self.crashes = 0
        self.store: TillStore
        self.reader: DriverReader
        self.keeper: Connection
        self.worker: SyncWorker
        self.cycle: SyncCycle
        self._watch: Watch
        self._floor: Floor
        self._process: Process | None = None
        self._work = object()

    @property
    def identity(self) -> Identity:
        """Who it is."""
        return self.enrolment.identity

    def install(self, template: Path, watch: Watch, floor: Floor) -> None:
        """Copy an empty store and start for the first time."""
        shutil.copytree(template, self.folder)
        self.keeper = connect_reader(self.folder / "till.db")
        self._watch, self._floor = watch, floor
        self.boot()

    def boot(self) -> None:
        """Start the program: recovery, use cases, sync."""
        self.boots += 1
        self.chance = Random(f"{self.seed}/{self.boots}")
        self.clock.boot(self.chance.uniform(10.0, 1e6))
        self.ids = SimIds(self.clock, self.chance)
        try:
            self.store = self._opened()
        except Crash as crash:  # what was open is closed by then
            self._fall(crash)
            return
        self.reader = self.store.reader()
        self.alive = True
        try:
            if self.store.identity is None:
                self.store.enrol(self.enrolment)
        except Crash as crash:
            self.crash(crash)
            return
        self._watch.started(self)
        self._watch.moved(self)
        self._start_sync()
        self.store.runner.observe(self._committed)
        self.kernel.note(self.actor, "up")
        self.act(lambda: self._floor.open(self))

    def act(self, what: Callable[[], None]) -> None:
        """Do something on the till's own thread; a crash ends the till."""
        try:
            what()
        except Crash as crash:
            self.crash(crash)
        else:
            self._watch.moved(self)

    def later(self, seconds: float, what: Callable[[], None]) -> None:
        """Do it in ``seconds``, if this start of the till still lives."""
        boots = self.boots

        def go() -> None:
            if self.alive and self.boots == boots:
                self.act(what)

        self.kernel.after(seconds, self.actor, go)

    def upkeep(self) -> None:
        """What the store thread does between operations."""
        while self.alive and self.store.runner.step() == 0.0:
            pass

    def crash(self, crash: Crash) -> None:
        """The process ends wherever it is."""
        self.abandon()
        self._watch.moved(self)
        self._fall(crash)

    def restart(self) -> None:
        """A person closes the program and starts it again."""
        self._stop_sync()
        self.alive = False
        self.kernel.note(self.actor, "closed")
        try:
            self.reader.close()
            self.store.close()
        except Crash as crash:
            self.abandon()
            self._fall(crash)
            return
        self.kernel.after(self.chance.uniform(*DOWN_S), self.actor, self.boot)

    def abandon(self) -> None:
        """Let go of the files as a killed process does: nothing is flushed, checkpointed or noted."""
        self._stop_sync()
        self.alive = False
        core = self.store.runner.core
        core.mirror.close()
        if core._writer is not None:
            core._writer.close()
            core._writer = None
        self.store.outbox.close()
        self.store.print_jobs.close()
        self.reader.close()
        self.store._lock.release()

    def reopen(self) -> None:
        """Die without a trace and start at once, twice in a row: recovery must end where it ended (I16)."""
        self.abandon()
        active, self.plan.active = self.plan.active, False
        try:
            self.store = self._opened()
        finally:
            self.plan.active = active
        self.reader = self.store.reader()
        self.alive = True

    def send_now(self) -> None:
        """«Enviar ahora»."""
        if self.alive and self._process is not None:
            self.worker.send_now()
            self._process.wake(self._work)

    def _opened(self) -> TillStore:
        return TillStore.open(
            self.folder,
            self.clock,
            self.ids,
            SETTINGS,
            faults=self.points,
            threaded=False,
            journal_opener=self._journal_file,
        )

    def _journal_file(self, path: Path) -> OsJournalFile:
        return TearingFile(path, self.plan, self.chance)

    def _fall(self, crash: Crash) -> None:
        self.crashes += 1
        self.kernel.note(self.actor, f"crash {crash.args[0]}")
        self.kernel.after(self.chance.uniform(*DOWN_S), self.actor, self.boot)

    # --- the sync thread ---

    def _start_sync(self) -> None:
        exchange = SimExchange(self.wire, self.kernel, self.actor)
        credentials = SimCredentials(exchange, self.clock, self.identity.terminal_id)
        transport = HttpTransport(exchange, credentials, close=_nothing)
        outbox = WatchedOutbox(self, self.store.outbox, self._watch)
        self.worker = SyncWorker(outbox, transport, credentials, self.clock, self.ids)
        standing = self.worker.standing
        source = HttpChangeSource(exchange, credentials, standing.stalled)
        sinks: dict[Stream, ChangeSink] = dict.fromkeys(STREAMS, self.sink)
        now_ms = standing.server_clock.now_ms
        puller = Puller(sinks, source, credentials, standing, self.clock, self.ids, now_ms)
        self.cycle = SyncCycle(self.worker, puller, self.clock)
        self._process = exchange.process = Process(self.kernel, self.actor, self._sync, self._sync_ended)
        self._process.start()

    def _stop_sync(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _sync(self) -> None:
        """As `sync.thread.SyncThread` loops it."""
        process, cycle, clock = self._process, self.cycle, self.clock
        assert process is not None
        spins, before = 0, -1.0
        while True:
            wait = cycle.step(clock.monotonic()) - clock.monotonic()
            spins = spins + 1 if self.kernel.now == before else 0
            before = self.kernel.now
            assert spins < SPINS, "the worker never rests"
            if wait > 0:
                process.wait(min(max(wait, 1.0), 60.0), self._work)

    def _sync_ended(self, error: BaseException) -> None:
        if not isinstance(error, Crash):
            raise error
        self.crash(error)

    def _committed(self, _: object) -> None:
        self.worker.wake()
        if self._process is not None:
            self._process.wake(self._work)


class TearingFile(OsJournalFile):
    """A journal file whose program may end half-way through a frame."""

    def __init__(self, path: Path, plan: Plan, chance: Random) -> None:
        super().__init__(path)
        self._plan, self._chance = plan, chance

    def write_at(self, offset: int, data: bytes) -> None:
        """See `OsJournalFile`."""
        if data.startswith(b"CEJ1") and self._plan.strikes(Fault.TORN_JOURNAL):
            super().write_at(offset, data[: self._chance.randrange(len(data))])
            raise Crash("torn_journal")
        super().write_at(offset, data)


def _nothing() -> None:
    """Nothing to close."""
