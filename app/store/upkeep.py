"""What the store thread does between operations (sync.md T4, T8, J1, J6; performance.md 2.5.4)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from app.store import schema
from app.store.core import StoreCore
from app.store.driver import dbapi2
from app.store.errors import StoreError, StoreReplacedError
from app.store.guard import restore_ballast
from app.store.pruning import SLICE, prune
from app.store.unit import Unit
from app.usecases.ports import WriteUnit
from core.ports.faults import CrashPoint

_log = logging.getLogger(__name__)

_REST_S: Final = 30.0
_BALLAST_S: Final = 60.0
_INCIDENT_S: Final = 10.0
_FIRST_PRUNE_S: Final = 600.0
_SLICE_S: Final = 5.0
_WAITED_MS: Final = 2 * 3600 * 1000
"""Longer than any lockout (X1: 60 min): from here on the time need not be written any more."""


class StoreUpkeep:
    """Small jobs with due times on the monotonic clock; each is short, none runs inside a sale."""

    def __init__(self, core: StoreCore) -> None:
        self._core = core
        self._settings = core.parts.settings
        self._clock = core.parts.clock
        now = self._clock.monotonic()
        self._due: dict[Callable[[], object], tuple[float, float]] = {
            self._same_file: (now, self._settings.same_file_s),
            self._retry_journal: (now, self._settings.journal_retry_s),
            core.settle_incident: (now, _INCIDENT_S),
            self._persist_pins: (now + self._settings.pin_persist_s, self._settings.pin_persist_s),
            self._ballast: (now, _BALLAST_S),
            self._prune: (now + _FIRST_PRUNE_S, self._settings.prune_every_s),
        }
        self._checkpointed = -1
        self._lost = False
        self._prepared = -1

    def step(self, idle_s: float) -> float:
        """See `Upkeep`: at most one job a call, so that an operation never waits for two.

        A job that raises is not tried again before its time, so a fault that stays never spins.

        Raises:
            StoreError: disk, file or lock refused; so do OSError and the errors of the driver.
        """
        if self._core.stopped is not None:
            return _REST_S
        core = self._core
        now = self._clock.monotonic()
        self._plan_retry(now)
        if self._prepared != core.commits:
            self._prepared = core.commits
            core.mirror.prepare()
            return 0.0
        for job, (due, every) in self._due.items():
            if due <= now:
                self._due[job] = (now + every, every)
                job()
                return 0.0
        waits = min(due for due, _ in self._due.values()) - now
        if self._checkpointed == core.commits:
            return waits
        if idle_s < self._settings.idle_checkpoint_s:
            return min(waits, self._settings.idle_checkpoint_s - idle_s)
        self._checkpoint()
        return waits

    def _plan_retry(self, now: float) -> None:
        """A lost electronic journal is said at once and tried again a whole interval later (J6)."""
        lost = self._core.mirror.degraded
        if lost and not self._lost:
            self._due[self._core.settle_incident] = (now, _INCIDENT_S)
            self._due[self._retry_journal] = (
                now + self._settings.journal_retry_s,
                self._settings.journal_retry_s,
            )
        self._lost = lost

    def _checkpoint(self) -> None:
        core = self._core
        driver = core.writer.driver
        self._checkpointed = core.commits
        if self._basket_open() and _size(core) < self._settings.wal_alarm_bytes:
            return
        core.parts.faults.reach(CrashPoint.IN_CHECKPOINT)
        try:
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except dbapi2.Error as error:
            _log.warning("checkpoint failed: %s", type(error).__name__)
        if _size(core) > self._settings.wal_alarm_bytes:
            _log.warning("write-ahead log is over %d bytes", self._settings.wal_alarm_bytes)

    def _same_file(self) -> None:
        try:
            self._core.check_file()
        except StoreReplacedError:
            _log.error("the database was replaced while open")

    def _retry_journal(self) -> None:
        if not self._core.mirror.degraded:
            return
        try:
            self._core.mirror.retry(self._core.writer.driver)
        except StoreError as error:
            _log.error("the electronic journal holds other events: %s", error)

    def _ballast(self) -> None:
        try:
            restore_ballast(self._core.parts.paths.ballast, self._settings.ballast_bytes)
        except OSError as error:
            _log.warning("no reserve of disk space: %s", type(error).__name__)

    def _prune(self) -> None:
        """A slice at a time, and none while a basket is open."""
        if self._basket_open():
            self._due[self._prune] = (self._clock.monotonic() + _REST_S, self._settings.prune_every_s)
        elif prune(self._core) == SLICE:
            self._due[self._prune] = (self._clock.monotonic() + _SLICE_S, self._settings.prune_every_s)

    def _basket_open(self) -> bool:
        found = self._core.writer.driver.execute("SELECT EXISTS(SELECT 1 FROM draft)").fetchone()
        return found == (1,)

    def _persist_pins(self) -> None:
        persist_pin_waits(self._core)


def persist_pin_waits(core: StoreCore) -> None:
    """Add the time waited since the marks to the stored times (K5), in one transaction."""
    waited = core.waits.pending()
    if not waited:
        return

    def add(unit: WriteUnit) -> None:
        assert isinstance(unit, Unit)
        statement = (
            sa.update(schema.pin_failures)
            .where(schema.pin_failures.c.staff_id == sa.bindparam("person"))
            .values(waited_ms=schema.pin_failures.c.waited_ms + sa.bindparam("more"))
        )
        rows = [{"person": staff_id, "more": more} for staff_id, more in waited.items()]
        unit.connection.execute(statement, rows)

    core.transact([add])
    for staff_id in waited:
        core.waits.mark(staff_id)  # at once: what is stored now must not be counted again
    done = core.writer.driver.execute("SELECT staff_id FROM pin_failures WHERE waited_ms >= ?", (_WAITED_MS,))
    over = {staff_id for (staff_id,) in done}
    for staff_id in waited:
        if staff_id in over:
            core.waits.forget(staff_id)


def _size(core: StoreCore) -> int:
    try:
        return core.parts.paths.wal.stat().st_size
    except OSError:
        return 0
