"""Opening the store, in the order of sync.md T12."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.store import schema
from app.store.anchors import kept_anchors, read_anchors
from app.store.core import StoreCore, StoreParts
from app.store.driver import check_library, dbapi2, error_code, store_error
from app.store.ej_format import JournalFormatError, Scan
from app.store.electronic_journal import ElectronicJournal, JournalOpener, reading, segments
from app.store.engine import Writer
from app.store.errors import StoreDamagedError
from app.store.floors import keep_anchors, leave_epoch_behind_anchor, raise_number_floors, renew_series
from app.store.migrate import ensure_schema
from app.store.mirror import JournalMirror
from app.store.quarantine import quarantine
from app.store.rebuild import rebuild
from app.store.recovery import reconcile
from app.store.rows import read_head, read_identity
from app.store.unit import Unit
from app.store.verify import Mismatch, integrity_check, quick_check, verify_tail
from app.usecases.ports import WriteUnit
from core.domain.journal.events import format_time
from core.domain.journal.rows import unix_ms
from core.ports.faults import CrashPoint

_DAMAGED: Final = {11: "not_a_database", 19: "constraint", 26: "not_a_database"}
"""SQLITE_CORRUPT, SQLITE_NOTADB, and SQLITE_CONSTRAINT: a row of the store's own met one that may not be."""


@dataclass(frozen=True, slots=True)
class StartReport:
    """What opening found and mended; one friendly dialog tells the cashier (packaging.md section 10).

    Attributes:
        after_crash: The last run had no clean end.
        open_draft: A basket waits to be continued.
        appended: Events the electronic journal had missed.
        replayed: Events the database had lost.
        rebuilt: Why the database was made anew, None when it was not.
        quarantine: Folder with the copies made before that.
        new_epoch: The head was behind an anchor, an anchor was gone, or the database was rebuilt.
        migrated_copy: Copy made before a migration.
    """

    after_crash: bool = False
    open_draft: bool = False
    appended: int = 0
    replayed: int = 0
    rebuilt: str | None = None
    quarantine: Path | None = None
    new_epoch: bool = False
    migrated_copy: Path | None = None


def open_core(parts: StoreParts, journal_opener: JournalOpener) -> tuple[StoreCore, StartReport]:
    """Open, mend and check the store; the caller holds the lock.

    Raises:
        NewerDatabaseError: written by a later program.
        StoreDamagedError: it contradicts itself and cannot be mended; copies lie in quarantine.
        StoreError: library, PRAGMAs or disk refuse.
    """
    check_library()
    report = StartReport()
    if _lost(parts):
        report = _rebuilt(parts, "missing")
    try:
        return _opened(parts, journal_opener, report)
    except _Broken as broken:
        if report.rebuilt is not None:
            raise StoreDamagedError(broken.reason, str(report.quarantine)) from broken
        report = _rebuilt(parts, broken.reason)
    try:
        return _opened(parts, journal_opener, report)
    except _Broken as again:
        raise StoreDamagedError(again.reason, str(report.quarantine)) from again


def _opened(
    parts: StoreParts, journal_opener: JournalOpener, report: StartReport
) -> tuple[StoreCore, StartReport]:
    """Open, check, reconcile; damage that shows only while the lost tail comes back is damage too.

    Raises:
        _Broken: the database contradicts itself.
    """
    core, report = _open_checked(parts, journal_opener, report)
    try:
        report = _reconciled(core, report)
        if report.replayed or report.appended:  # a copy has lost what it had taken: trust nothing unseen
            _look_whole(core)
    except (dbapi2.Error, DBAPIError) as error:
        core.close()
        raise _translated(error) from error
    except BaseException:
        core.close()
        raise
    return core, report


class _Broken(Exception):  # noqa: N818 - never leaves this module
    """The database cannot be trusted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _lost(parts: StoreParts) -> bool:
    """No database, though this till has lived."""
    return not parts.paths.database.exists() and _has_lived(parts)


def _has_lived(parts: StoreParts) -> bool:
    """Whether anchors and electronic journal know of events."""
    anchors = kept_anchors(parts.paths.anchors)
    if anchors is None or anchors.identity is None:
        return False
    for segment in segments(parts.paths.journal):
        with contextlib.suppress(JournalFormatError), reading(segment, Scan()) as frames:
            if next(frames, None) is not None:
                return True
    return False


def _rebuilt(parts: StoreParts, reason: str) -> StartReport:
    folder = rebuild(parts, reason)
    return StartReport(rebuilt=reason, quarantine=folder, new_epoch=True)


def _open_checked(
    parts: StoreParts, journal_opener: JournalOpener, report: StartReport
) -> tuple[StoreCore, StartReport]:
    """Library, PRAGMAs, schema, write probe, integrity_check after a crash, quick_check once a day, E7."""
    core: StoreCore | None = None
    left = parts.paths.wal.exists()  # SQLite takes it away at a clean end, whatever the database says of it
    try:
        core, report = _open(parts, journal_opener, report)
        _check(core, unclean=left or report.after_crash)
    except (dbapi2.Error, DBAPIError) as error:
        _close(core)
        raise _translated(error) from error
    except BaseException:
        _close(core)
        raise
    return core, report


def _translated(error: Exception) -> Exception:
    reason = _DAMAGED.get(error_code(error) or 0)
    return (store_error(error) or error) if reason is None else _Broken(reason)


@contextlib.contextmanager
def _own_rows() -> Generator[None]:
    """Read what the store itself has written: a value of another kind than it writes is damage.

    Raises:
        _Broken: there was one.
    """
    try:
        yield
    except (TypeError, ValueError) as error:
        raise _Broken("unreadable") from error


def _close(core: StoreCore | None) -> None:
    if core is not None:
        core.close()


def _open(
    parts: StoreParts, journal_opener: JournalOpener, report: StartReport
) -> tuple[StoreCore, StartReport]:
    paths = parts.paths
    writer = Writer(paths.database, parts.module)
    try:
        paths.database.chmod(0o600)
        copy = ensure_schema(writer, paths.copies, parts.clock.now(), parts.faults)
        core = StoreCore(parts, writer, _mirror(parts, journal_opener))
        with _own_rows():
            core.identity = read_identity(writer.driver)
            core.head = read_head(writer.driver, core.identity)
        for (staff_id,) in writer.driver.execute("SELECT staff_id FROM pin_failures"):
            core.waits.mark(staff_id)
        row = writer.driver.execute("SELECT clean_end FROM instance ORDER BY entry DESC LIMIT 1").fetchone()
        draft = writer.driver.execute("SELECT 1 FROM draft LIMIT 1").fetchone()
    except BaseException:
        writer.close()
        raise
    crashed = row is not None and row[0] == 0
    return core, replace(report, after_crash=crashed, open_draft=draft is not None, migrated_copy=copy)


def _mirror(parts: StoreParts, journal_opener: JournalOpener) -> JournalMirror:
    def open_journal(path: Path) -> ElectronicJournal:
        anchors = read_anchors(parts.paths.anchors)
        assert anchors is not None
        assert anchors.identity is not None
        created_at = format_time(parts.clock.now())
        return ElectronicJournal(
            path, anchors.identity.terminal_id, created_at, parts.settings, journal_opener
        )

    return JournalMirror(parts.paths.journal, open_journal)


def _check(core: StoreCore, *, unclean: bool) -> None:
    """Write probe, then what T12 asks for.

    Raises:
        _Broken: the database contradicts itself.
    """
    driver = core.writer.driver
    checked = driver.execute("SELECT max(checked_at_ms) FROM instance").fetchone()
    now = unix_ms(core.parts.clock.now())
    _note_start(core, now)
    last = 0 if checked is None or checked[0] is None else int(checked[0])
    due = unclean or not 0 <= now - last < core.parts.settings.quick_check_s * 1000
    if unclean:
        _look_whole(core)
    elif due:
        _refuse(quick_check(driver))
    if core.identity is not None:
        with _own_rows():
            _refuse(verify_tail(driver, core.identity, core.parts.settings.verify_last))
    if core.identity is None and _has_lived(core.parts):
        raise _Broken("identity")
    _check_series(core)
    if due:
        _update_instance(core, checked_at_ms=now)


def _check_series(core: StoreCore) -> None:
    """A till that was given series has them: no other check sees a row that is not there.

    Raises:
        _Broken: one is missing, or another stands in its place.
    """
    anchors = kept_anchors(core.parts.paths.anchors)
    if core.identity is None or anchors is None:
        return
    held = dict(core.writer.driver.execute("SELECT doc_type, series FROM series").fetchall())
    for grant in anchors.grants:
        found = held.get(grant.doc_type)
        if found is None or (found != grant.series and not anchors.series_due):  # else they are being renewed
            raise _Broken("series")


def _look_whole(core: StoreCore) -> None:
    """``integrity_check``, 2 ms per MB once read: ``quick_check`` does not hold indexes against their tables.

    Raises:
        _Broken: it found something.
    """
    _refuse(integrity_check(core.writer.driver))


def _refuse(found: tuple[Mismatch, ...]) -> None:
    if found:
        raise _Broken(found[0].code)


def _reconciled(core: StoreCore, report: StartReport) -> StartReport:
    """Electronic journal, anchors, number floors."""
    if core.identity is None:
        return report
    keep_anchors(core)
    try:
        done = reconcile(core)
    except StoreDamagedError as error:
        core.close()
        folder = quarantine(core.parts.paths, core.parts.clock.now(), error.reason)
        raise StoreDamagedError(error.reason, str(folder)) from error
    report = replace(report, appended=done.appended, replayed=done.replayed)
    core.parts.faults.reach(CrashPoint.IN_RECOVERY)
    if renew_series(core) or leave_epoch_behind_anchor(core):
        report = replace(report, new_epoch=True)
    core.parts.faults.reach(CrashPoint.IN_RECOVERY)
    raise_number_floors(core)
    return report


def _note_start(core: StoreCore, now: int) -> None:
    """The write probe: a row for this run, committed."""

    def write(unit: WriteUnit) -> None:
        assert isinstance(unit, Unit)
        values = {"boot_id": core.parts.boot_id, "started_at_ms": now, "clean_end": 0}
        unit.connection.execute(sa.insert(schema.instance), values)

    core.transact([write])


def note_clean_end(core: StoreCore) -> None:
    """Mark this run as ended on purpose.

    Raises:
        StoreError: the disk refused.
    """
    _update_instance(core, clean_end=1)


def _update_instance(core: StoreCore, **values: int) -> None:
    def write(unit: WriteUnit) -> None:
        assert isinstance(unit, Unit)
        unit.connection.execute(
            sa.update(schema.instance).where(schema.instance.c.boot_id == core.parts.boot_id).values(**values)
        )

    core.transact([write])
