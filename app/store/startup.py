"""Opening the store, in the order of sync.md T12."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.store import schema
from app.store.core import StoreCore, StoreParts
from app.store.driver import Connection, check_library
from app.store.electronic_journal import ElectronicJournal, JournalOpener
from app.store.engine import Writer
from app.store.migrate import ensure_schema
from app.store.mirror import JournalMirror, append_missing
from app.store.rows import read_head, read_identity
from app.usecases.ports import WriteUnit
from core.domain.journal.events import format_time
from core.domain.journal.projection import unix_ms


@dataclass(frozen=True, slots=True)
class StartReport:
    """What opening found and mended.

    Attributes:
        after_crash: The last run had no clean end.
        appended: Events the electronic journal had missed.
        replayed: Events the database had lost.
        migrated_copy: Copy made before a migration.
    """

    after_crash: bool
    appended: int = 0
    replayed: int = 0
    migrated_copy: Path | None = None


def open_core(parts: StoreParts, journal_opener: JournalOpener) -> tuple[StoreCore, StartReport]:
    """Open, mend and check the store; the caller holds the lock."""
    check_library()
    paths = parts.paths
    writer = Writer(paths.database, parts.module)
    paths.database.chmod(0o600)
    copy = ensure_schema(writer, paths.copies, parts.clock.now(), parts.faults)
    after_crash = _last_run_crashed(writer.driver)
    core: StoreCore

    def open_journal() -> ElectronicJournal:
        assert core.identity is not None
        return ElectronicJournal(
            paths.journal,
            core.identity.terminal_id,
            format_time(parts.clock.now()),
            parts.settings,
            journal_opener,
        )

    core = StoreCore(parts, writer, JournalMirror(open_journal))
    core.identity = read_identity(writer.driver)
    core.head = read_head(writer.driver, core.identity)
    for (staff_id,) in writer.driver.execute("SELECT staff_id FROM pin_failures"):
        core.waits.mark(staff_id)
    appended = 0
    if core.identity is not None:
        journal = core.mirror.open()
        if journal is not None:
            appended = append_missing(writer.driver, journal)
    _note_start(core)
    return core, StartReport(after_crash, appended, migrated_copy=copy)


def _last_run_crashed(connection: Connection) -> bool:
    row = connection.execute("SELECT clean_end FROM instance ORDER BY entry DESC LIMIT 1").fetchone()
    return row is not None and row[0] == 0


def _note_start(core: StoreCore) -> None:
    """The write probe: a row for this run, committed."""
    now = unix_ms(core.parts.clock.now())

    def write(unit: WriteUnit) -> None:
        del unit
        core.writer.connection.execute(
            sa.insert(schema.instance),
            {"boot_id": core.parts.boot_id, "started_at_ms": now, "clean_end": 0},
        )

    core.transact([write])


def note_clean_end(core: StoreCore) -> None:
    """Mark this run as ended on purpose."""

    def write(unit: WriteUnit) -> None:
        del unit
        core.writer.connection.execute(
            sa.update(schema.instance)
            .where(schema.instance.c.boot_id == core.parts.boot_id)
            .values(clean_end=1)
        )

    core.transact([write])
