"""The single-threaded heart of the store: one transaction at a time, then the second copy (sync.md T7)."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from app.store.driver import dbapi2, is_io_error, store_error
from app.store.engine import Writer
from app.store.errors import (
    NotEnrolledError,
    PracticeMixedError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreReplacedError,
    StoreUnavailableError,
)
from app.store.guard import FileGuard, release_ballast
from app.store.head import Head
from app.store.mirror import JournalMirror
from app.store.paths import StorePaths
from app.store.pins import PinWaits
from app.store.rows import read_head
from app.store.settings import StoreSettings
from app.store.unit import Unit, UnitTools, as_it_is
from app.usecases.ports import Identity, StoredEvent, WriteUnit
from core.domain.journal.events import EventContext, EventKind, JsonObject
from core.ports.clock import Clock, IdSource
from core.ports.faults import CrashPoint, Faults

_log = logging.getLogger(__name__)

FAULTS: Final[tuple[type[Exception], ...]] = (StoreError, OSError, DBAPIError, dbapi2.Error)
"""What disk, lock and driver can raise at any moment; anything else is a mistake of the program."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What one transaction left behind, for those who wait for it (spooler, sync)."""

    events: tuple[StoredEvent, ...]
    print_jobs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoreParts:
    """What comes in from outside."""

    paths: StorePaths
    settings: StoreSettings
    clock: Clock
    ids: IdSource
    faults: Faults
    boot_id: str
    receipt_of: Callable[[StoredEvent, StoredEvent | None], str | None]
    paper: Callable[[str], str] = as_it_is
    module: Any = None


class StoreCore:
    """Owns the writing connection; used by one thread at a time (T4).

    Attributes:
        identity: Who this till is, None before enrolment.
        head: Head of the journal, None before enrolment.
        commits: Transactions committed since the start.
        stopped: Why nothing may be written any more, None while all is well.
    """

    def __init__(self, parts: StoreParts, writer: Writer, mirror: JournalMirror) -> None:
        self.parts: Final = parts
        self.mirror: Final = mirror
        self.waits: Final = PinWaits(parts.clock)
        self._tools = UnitTools(parts.clock, parts.ids, self.waits, parts.receipt_of, parts.paper)
        self.guard = FileGuard(parts.paths.database)
        self._writer: Writer | None = writer
        self.identity: Identity | None = None
        self.head: Head | None = None
        self.commits = 0
        self.stopped: StoreError | None = None
        self._in_doubt = False
        self._owed_logged = False

    @property
    def writer(self) -> Writer:
        """The writing connection, opened anew if a fault closed it.

        Raises:
            StoreUnavailableError: it cannot be opened.
            StoreReplacedError: another file lies there by now; writing has stopped.
        """
        if self._writer is None:
            self._writer = self._reopen()
        if self._in_doubt:
            self._settle_doubt(self._writer)
        return self._writer

    def transact(self, operations: Sequence[Callable[[WriteUnit], Any]]) -> tuple[list[Any], Committed]:
        """Run operations in one ``BEGIN IMMEDIATE``, commit, append to the electronic journal.

        Whatever raises here was rolled back; after the COMMIT nothing raises any more (T7).

        Returns:
            The operations' results and what was committed.

        Raises:
            StoreFullError: disk full; rolled back.
            StoreUnavailableError: disk fault or lock; rolled back.
            StoreReplacedError: a shift would open on a file that is not ours any more (T8); rolled back.
            PracticeMixedError: an event of training in a real till, or a real one in PRÁCTICA; rolled back.
            StoreError: the store has stopped.
            Exception: whatever an operation raised; rolled back.
        """
        if self.stopped is not None:
            raise self.stopped
        writer = self.writer
        unit = Unit(writer, self.head, self._tools)
        results: list[Any] = []
        try:
            with writer.begin():
                results.extend(operation(unit) for operation in operations)
                self._check_training(unit)
                if any(stored.event.kind == EventKind.SHIFT_OPENED for stored in unit.events):
                    self.check_file()
                self.parts.faults.reach(CrashPoint.BEFORE_COMMIT)
        except Exception as error:
            if not self._survived(error, unit):
                raise
        self._committed(unit)
        return results, Committed(tuple(unit.events), tuple(unit.print_jobs))

    def _check_training(self, unit: Unit) -> None:
        practice = self.identity is not None and self.identity.practice
        for stored in unit.events:
            if stored.event.context.training is not practice:
                raise PracticeMixedError(stored.event.kind)

    def context(self) -> EventContext:
        """Surroundings of an event the store itself reports.

        Raises:
            NotEnrolledError: no identity yet.
        """
        if self.identity is None:
            raise NotEnrolledError
        clock = self.parts.clock
        return EventContext(
            terminal_id=self.identity.terminal_id,
            local_id=self.identity.local_id,
            boot_id=self.parts.boot_id,
            occurred_at=clock.now(),
            mono_us=int(clock.monotonic() * 1_000_000),
            training=self.identity.practice,
        )

    def raise_incident(self, code: str, params: JsonObject) -> Committed:
        """Record an incident as an event of its own."""
        data: JsonObject = {"code": code, "params": params}
        context = self.context()
        return self.transact([lambda unit: unit.append(EventKind.INCIDENT_RAISED, data, context)])[1]

    def settle_incident(self) -> None:
        """Record the loss of the electronic journal if that is still owed (J6); a refusal leaves it owed."""
        if not self.mirror.incident_owed or self.identity is None or self.stopped is not None:
            return
        self.mirror.incident_owed = False  # first: recording it comes by here again
        try:
            self.raise_incident("EJ_DEGRADED", {})
        except FAULTS as error:
            self.mirror.incident_owed = True
            if not self._owed_logged:
                _log.warning("the loss of the electronic journal cannot be recorded yet: %s", error)
            self._owed_logged = True
            return
        self._owed_logged = False

    def check_file(self) -> None:
        """The database is still the file at its path (T8).

        Raises:
            StoreReplacedError: it was renamed, deleted or replaced; writing has stopped.
        """
        try:
            self.guard.check()
        except StoreReplacedError as error:
            self.stopped = error
            raise

    def close(self) -> None:
        """Close both journals."""
        self.mirror.close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _committed(self, unit: Unit) -> None:
        self.commits += 1
        self.head = unit.head
        if not unit.frames:
            return
        self.parts.faults.reach(CrashPoint.AFTER_COMMIT)
        degraded = self.mirror.degraded
        self.mirror.append(unit.frames)
        if self.mirror.degraded and not degraded:
            self.settle_incident()
        self.parts.faults.reach(CrashPoint.AFTER_JOURNAL)

    def _survived(self, error: Exception, unit: Unit) -> bool:
        """Turn a disk fault into a typed error; True when the commit stands although it reported a fault."""
        typed = store_error(error)
        if typed is None:
            return False
        if isinstance(typed, StoreFullError):
            with contextlib.suppress(OSError):
                release_ballast(self.parts.paths.ballast)
        elif is_io_error(error) and self._stands_after_reopening(unit):
            return True
        raise typed from error

    def _stands_after_reopening(self, unit: Unit) -> bool:
        """A failed fsync is never believed: close, reopen, look what is there (T9)."""
        self._in_doubt = True
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._writer = self._reopen()
        self._in_doubt = False
        found = read_head(self.writer.driver, self.identity)
        if found == self.head:
            return False
        if unit.frames and found == unit.head:
            return True
        self.stopped = StoreDamagedError("head_after_io_error")
        raise self.stopped

    def _settle_doubt(self, writer: Writer) -> None:
        """The file could not be reopened after a fault: what was refused then may stand all the same.

        Its events get their second copy now. The person who tries that sale again is told that it is stored
        (`SaleStoredError`).
        """
        try:
            found = read_head(writer.driver, self.identity)
        except dbapi2.Error as error:
            raise store_error(error) or StoreUnavailableError("io") from error
        self._in_doubt = False
        if found != self.head:
            self.head = found
            self.mirror.lose(StoreUnavailableError("missed"))

    def _reopen(self) -> Writer:
        self.check_file()
        try:
            return Writer(self.parts.paths.database, self.parts.module)
        except dbapi2.Error as error:
            raise store_error(error) or StoreUnavailableError("cannot_open") from error
