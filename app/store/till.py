"""The one door to the till's store."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final

from app.store.core import FAULTS, StoreCore, StoreParts
from app.store.electronic_journal import JournalOpener, OsJournalFile
from app.store.errors import StoreError
from app.store.identity import Enrolment, Renewal, Standing, enrol, re_enrol, standing_of
from app.store.lock import DataLock
from app.store.outbox import StoreOutbox
from app.store.paths import StorePaths
from app.store.pending_stock import StorePendingStock
from app.store.print_jobs import StorePrintJobs
from app.store.reader import DriverReader
from app.store.sending import StoreWaiting
from app.store.settings import StoreSettings
from app.store.startup import StartReport, note_clean_end, open_core
from app.store.streams.reader import StreamReader
from app.store.unit import as_it_is
from app.store.upkeep import StoreUpkeep, persist_pin_waits
from app.store.worker import StoreWorker
from app.usecases.ports import Identity, StoredEvent
from core.ports.clock import Clock, IdSource
from core.ports.faults import Faults, NoFaults

_log = logging.getLogger(__name__)


class TillStore:
    """An open store: the writer behind its thread, and what the other threads may hold.

    Attributes:
        runner: `StoreRunner` for the use cases; its callbacks come on the store thread.
        report: What opening found and mended.
        boot_id: UUID of this start, for every event's context.
        outbox: `Outbox` for the sync worker.
        print_jobs: `PrintJobs` for the spooler.
    """

    def __init__(self, core: StoreCore, report: StartReport, lock: DataLock) -> None:
        """Use `open` or `start`."""
        self._core: Final = core
        self._lock: Final = lock
        self.report: Final = report
        self.boot_id: Final = core.parts.boot_id
        self.runner: Final = StoreWorker(core, StoreUpkeep(core))
        self.outbox: Final = StoreOutbox(self.runner)
        self.print_jobs: Final = StorePrintJobs(self.runner)
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @classmethod
    def open(
        cls,
        data_dir: Path,
        clock: Clock,
        ids: IdSource,
        settings: StoreSettings | None = None,
        *,
        receipt_of: Callable[[StoredEvent, StoredEvent | None], str | None] | None = None,
        paper: Callable[[str], str] = as_it_is,
        faults: Faults | None = None,
        lock: DataLock | None = None,
        threaded: bool = True,
        module: Any = None,
        journal_opener: JournalOpener = OsJournalFile,
    ) -> TillStore:
        """Open the store and wait until it can sell.

        Args:
            data_dir: Where the till's files are, or will be.
            clock: Time.
            ids: Identifiers.
            settings: Sizes and times.
            receipt_of: Makes the receipt document (canonical JSON) of a sale that comes back from the
                electronic journal; without it such a sale cannot be reprinted from its print job.
            paper: Last hand on every document before it is queued.
            faults: Crash points; production leaves it out.
            lock: The data directory's lock if already held; released by `close`.
            threaded: False: no thread, `runner.step` is called by the owner (simulation).
            module: Another DB-API module, for fault injection.
            journal_opener: File port of the electronic journal.

        Raises:
            AlreadyOpenError: another process has it.
            StoreError: see ``app.store.errors``.
        """
        held = lock or DataLock(StorePaths.of(data_dir).lock)
        settings = settings or StoreSettings()
        parts = StoreParts(
            paths=StorePaths.of(data_dir, settings.journal_dir),
            settings=settings,
            clock=clock,
            ids=ids,
            faults=faults or NoFaults(),
            boot_id=ids.uuid7(),
            receipt_of=receipt_of or _no_receipt,
            paper=paper,
            module=module,
        )

        def opening() -> TillStore:
            core, report = open_core(parts, journal_opener)
            return cls(core, report, held)

        try:
            if not threaded:
                return opening()
            opened: Future[TillStore] = Future()
            _run_thread(opening, opened)
            return opened.result()
        except BaseException:
            held.release()
            raise

    @property
    def identity(self) -> Identity | None:
        """Who this till is, None before `enrol`."""
        return self._core.identity

    @property
    def stopped(self) -> StoreError | None:
        """Why nothing is written any more (T8), None while all is well."""
        return self._core.stopped

    @property
    def journal_degraded(self) -> bool:
        """Whether the electronic journal's device has failed (J6), for the banner.

        Costs nothing and may be asked from any thread: poll it, each second is enough.
        """
        return self._core.mirror.degraded

    def enrol(self, enrolment: Enrolment) -> None:
        """Become a till; waits for the commit.

        Raises:
            AlreadyEnrolledError: it is one.
            StoreError: the disk refused; nothing was kept.
        """
        self.runner.call(lambda: enrol(self._core, enrolment, self._core.mirror.open))

    def standing(self) -> Standing:
        """Where journal and numbers stand, for the centre to build upon.

        Raises:
            NotEnrolledError: this is no till yet.
        """
        found: Standing = self.runner.call(lambda: standing_of(self._core))
        return found

    def re_enrol(self, renewal: Renewal) -> int:
        """Be the true till again in a new epoch; waits for the commit.

        Returns:
            Number of events that were fenced and go up again.

        Raises:
            StoreError: the disk refused; nothing was kept.
        """
        return int(self.runner.call(lambda: re_enrol(self._core, renewal)))

    def check_file(self) -> None:
        """The database is still the file at its path (T8); a shift that opens is checked without this.

        Raises:
            StoreReplacedError: it was renamed, deleted or replaced; writing has stopped.
        """
        self.runner.call(self._core.check_file)

    def reader(self) -> DriverReader:
        """A new read-only reader for the calling thread; the caller closes it."""
        return DriverReader(self._core.parts.paths.database)

    def pending_stock(self) -> StorePendingStock:
        """What this till moved of each variant, for the catalogue's figures; whoever asks closes it."""
        return StorePendingStock(self._core.parts.paths.database)

    def waiting(self) -> StoreWaiting:
        """Reads what waits to be sent by kind; whoever asks closes it."""
        return StoreWaiting(self._core.parts.paths.database, self._core.parts.clock)

    def streams(self) -> StreamReader:
        """Reads what the centre told; whoever asks closes it."""
        return StreamReader(self._core.parts.paths.database)

    def close(self, timeout: float = 5.0) -> None:
        """Finish what is queued, note the clean end, close the files, free the lock.

        Raises:
            TimeoutError: the store thread did not end in time; the lock stays held.
        """
        self.outbox.close()
        self.print_jobs.close()
        self.runner.close()
        if self._thread is not None:
            self._thread.join(timeout)
            if self._thread.is_alive():
                raise TimeoutError("store thread still busy")
        else:
            self.finish()
        self._lock.release()

    def finish(self) -> None:
        """Last acts on the store thread: drain, note the clean end, close."""
        if self._ended.is_set():
            return
        self._ended.set()
        try:
            self.runner.drain()
            if self._core.stopped is None:
                self._core.settle_incident()
                persist_pin_waits(self._core)
                note_clean_end(self._core)
        except FAULTS as error:
            _log.warning("no clean end: %s", error)
        finally:
            self._core.close()

    def adopt(self, thread: threading.Thread) -> None:
        """Note the thread that will call `serve`, before anyone sees the store."""
        self._thread = thread
        self.runner.threaded = True

    def serve(self) -> None:
        """The store thread's life after opening."""
        self.runner.loop()
        self.finish()


def _no_receipt(stored: StoredEvent, cause: StoredEvent | None) -> str | None:
    del stored, cause
    return None


def _run_thread(opening: Callable[[], TillStore], opened: Future[TillStore]) -> None:
    def main() -> None:
        try:
            store = opening()
        except BaseException as error:  # noqa: BLE001 - handed to whoever opens the store
            opened.set_exception(error)
            return
        store.adopt(threading.current_thread())
        opened.set_result(store)
        store.serve()

    threading.Thread(target=main, name="cuadre-store").start()
