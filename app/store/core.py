"""The single-threaded heart of the store: one transaction at a time, then the second copy (sync.md T7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.store.driver import dbapi2, is_io_error, store_error
from app.store.engine import Writer
from app.store.errors import (
    NotEnrolledError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreUnavailableError,
)
from app.store.faults import CrashPoint, Faults
from app.store.guard import FileGuard, release_ballast
from app.store.head import Head
from app.store.mirror import JournalMirror
from app.store.paths import StorePaths
from app.store.pins import PinWaits
from app.store.rows import read_head
from app.store.settings import StoreSettings
from app.store.unit import Unit, UnitTools
from app.usecases.ports import Identity, StoredEvent, WriteUnit
from core.domain.journal.events import EventContext, EventKind, JsonObject
from core.ports.clock import Clock, IdSource


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
    receipt_of: Callable[[StoredEvent], str | None]
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
        self._tools = UnitTools(parts.clock, parts.ids, self.waits, parts.receipt_of)
        self.guard = FileGuard(parts.paths.database)
        self._writer: Writer | None = writer
        self.identity: Identity | None = None
        self.head: Head | None = None
        self.commits = 0
        self.stopped: StoreError | None = None

    @property
    def writer(self) -> Writer:
        """The writing connection, opened anew if a fault closed it.

        Raises:
            StoreUnavailableError: it cannot be opened.
        """
        if self._writer is None:
            self._writer = self._reopen()
        return self._writer

    def transact(self, operations: Sequence[Callable[[WriteUnit], Any]]) -> tuple[list[Any], Committed]:
        """Run operations in one ``BEGIN IMMEDIATE``, commit, append to the electronic journal.

        Returns:
            The operations' results and what was committed.

        Raises:
            StoreFullError: disk full; rolled back.
            StoreUnavailableError: disk fault or lock; rolled back.
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
                self.parts.faults.reach(CrashPoint.BEFORE_COMMIT)
        except Exception as error:
            if not self._survived(error, unit):
                raise
        self._committed(unit)
        return results, Committed(tuple(unit.events), tuple(unit.print_jobs))

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
        )

    def raise_incident(self, code: str, params: JsonObject) -> Committed:
        """Record an incident as an event of its own."""
        data: JsonObject = {"code": code, "params": params}
        context = self.context()
        return self.transact([lambda unit: unit.append(EventKind.INCIDENT_RAISED, data, context)])[1]

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
        if not self.mirror.append(unit.frames):
            self.raise_incident("EJ_DEGRADED", {})
        self.parts.faults.reach(CrashPoint.AFTER_JOURNAL)

    def _survived(self, error: Exception, unit: Unit) -> bool:
        """Turn a disk fault into a typed error; True when the commit stands although it reported a fault."""
        typed = store_error(error)
        if typed is None:
            return False
        if isinstance(typed, StoreFullError):
            release_ballast(self.parts.paths.ballast)
        elif is_io_error(error) and self._stands_after_reopening(unit):
            return True
        raise typed from error

    def _stands_after_reopening(self, unit: Unit) -> bool:
        """A failed fsync is never believed: close, reopen, look what is there (T9)."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        found = read_head(self.writer.driver, self.identity)
        if found == self.head:
            return False
        if unit.frames and found == unit.head:
            return True
        self.stopped = StoreDamagedError("head_after_io_error")
        raise self.stopped

    def _reopen(self) -> Writer:
        try:
            return Writer(self.parts.paths.database, self.parts.module)
        except dbapi2.Error as error:
            raise store_error(error) or StoreUnavailableError("cannot_open") from error
