"""Make database and electronic journal say the same at start (sync.md J3, J4; faults.md 31, 46)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.store.anchors import Anchors, read_anchors, write_anchors
from app.store.core import StoreCore
from app.store.driver import Connection
from app.store.ej_format import Frame, JournalFormatError, Scan
from app.store.electronic_journal import ElectronicJournal, last_rotated, place, reading, segments
from app.store.errors import StoreDamagedError
from app.store.head import Head
from app.store.mirror import append_missing, last_segment_pos
from app.store.replay import replay
from app.store.rows import position_of
from app.store.unit import Unit
from app.usecases.ports import WriteUnit
from core.domain.journal.events import EventKind
from core.ports.faults import CrashPoint


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Events moved in either direction, and whether the journal file had to be written anew."""

    appended: int = 0
    replayed: int = 0
    rewritten: bool = False


def reconcile(core: StoreCore) -> Reconciled:
    """Compare both journals and complete the one that is behind; a second run finds nothing to do (I16).

    Raises:
        StoreDamagedError: ``fork`` (same place, other hash) or ``gap``: the caller quarantines.
        StoreError: the disk refused.
    """
    journal, was_there = _open(core)
    if journal is None:
        core.settle_incident()
        return Reconciled()
    if _is_gone(core, journal, was_there=was_there):
        path = core.parts.paths.anchors
        write_anchors(path, replace(read_anchors(path) or Anchors(), series_due=True))
    replayed = _replay_ahead(core, journal)
    try:
        return _completed(core, journal, replayed)
    except OSError as error:  # full or failing: it is caught up with later (J6)
        core.mirror.lose(error)
        core.settle_incident()
        return Reconciled(0, replayed)


def _completed(core: StoreCore, journal: ElectronicJournal, replayed: int) -> Reconciled:
    """Repair the file or append what it lacks.

    Raises:
        OSError: the device refused.
    """
    damaged = list(journal.scan.damaged)
    if damaged:
        _rewrite(core)
        core.raise_incident("EJ_DAMAGED", {"frames": str(len(damaged))})
        return Reconciled(0, replayed, rewritten=True)
    appended = append_missing(
        core.writer.driver, journal, last_segment_pos(core.writer.driver, core.parts.paths.journal, journal)
    )
    return Reconciled(appended, replayed)


def _is_gone(core: StoreCore, journal: ElectronicJournal, *, was_there: bool) -> bool:
    """Whether the file that should hold the last events was not there or could not be read (N5).

    A till killed behind its first commit, or behind the first one after a rotation, has an empty file.
    """
    head = core.head
    if journal.last is not None or head is None:
        return False
    last = last_rotated(core.parts.paths.journal)
    if last is None:
        anchors = read_anchors(core.parts.paths.anchors)
        base = None if anchors is None else anchors.base
        return head.pos > max(1, 0 if base is None else base.pos)
    found = position_of(core.writer.driver, *place(last))
    return not was_there and found is not None and head.pos > found[0]


def _open(core: StoreCore) -> tuple[ElectronicJournal | None, bool]:
    """Open the file, and whether it was there: one whose header is unreadable is set aside, written anew."""
    path = core.parts.paths.journal
    was_there = path.exists()
    if path.exists():
        try:
            with reading(path, Scan()):
                pass
        except JournalFormatError:
            path.replace(path.with_name(f"unreadable.{core.parts.boot_id}.ej"))
            was_there = False
        except OSError:
            pass
    return core.mirror.open(), was_there


def _replay_ahead(core: StoreCore, journal: ElectronicJournal) -> int:
    last = journal.last or last_rotated(core.parts.paths.journal)
    if last is None:
        return 0
    database = core.writer.driver
    found = position_of(database, *place(last))
    if found is not None:
        if found[1] != last.hash:
            raise StoreDamagedError("fork")
        return 0
    head, identity = core.head, core.identity
    assert head is not None
    assert identity is not None
    ahead = list(_frames_after(core, head, database))

    def write(unit: WriteUnit) -> int:
        assert isinstance(unit, Unit)
        count = replay(unit, ahead, identity)
        core.parts.faults.reach(CrashPoint.IN_RECOVERY)
        data = {"code": "TAIL_RECOVERED", "params": {"events": str(count)}}
        unit.append(EventKind.INCIDENT_RAISED, data, core.context())
        return count

    results, _ = core.transact([write])
    return int(results[0])


def _frames_after(core: StoreCore, head: Head, database: Connection) -> Iterator[Frame]:
    """Frames behind the database's head, from the segment that holds it to the newest."""
    started = False
    for segment in segments(core.parts.paths.journal):
        with reading(segment, Scan()) as frames:
            for frame in frames:
                started = started or frame.prev_hash == head.hash
                if started:
                    yield frame
                else:
                    started = frame.hash == head.hash
    if not started:
        known = _common_place(core, database)
        raise StoreDamagedError("fork" if known else "gap")


def _common_place(core: StoreCore, database: Connection) -> bool:
    """Whether some place of the electronic journal holds another event than the database's."""
    for segment in segments(core.parts.paths.journal):
        with reading(segment, Scan()) as frames:
            for frame in frames:
                found = position_of(database, *place(frame))
                if found is not None and found[1] != frame.hash:
                    return True
    return False


def _rewrite(core: StoreCore) -> None:
    """Write the damaged current file anew from the database, beside it, then rename (J3)."""
    path = core.parts.paths.journal
    core.mirror.close()
    last = last_rotated(path)
    found = None if last is None else position_of(core.writer.driver, *place(last))
    before = 0 if found is None else found[0]
    fresh = path.with_name("journal.rewritten")
    fresh.unlink(missing_ok=True)
    journal = core.mirror.opener(fresh)
    append_missing(core.writer.driver, journal, before)
    journal.close()
    path.replace(path.with_name(f"damaged.{core.parts.boot_id}.ej"))
    fresh.replace(path)
    core.mirror.open()
