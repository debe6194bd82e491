"""Keeps the electronic journal in step with the database, and goes on without it (sync.md J6)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from app.store.driver import Connection
from app.store.ej_format import Frame, JournalFormatError
from app.store.electronic_journal import ElectronicJournal, last_rotated, place
from app.store.errors import StoreDamagedError
from app.store.rows import frames_after, position_of

_log = logging.getLogger(__name__)


class JournalMirror:
    """The electronic journal, or the memory that its device failed.

    Attributes:
        degraded: The device failed; selling goes on, `retry` catches up. Read by other threads.
        incident_owed: A loss whose ``EJ_DEGRADED`` no journal holds yet. Whoever notices the loss sets it
            here; `StoreCore.settle_incident` clears it, so no way of losing the device goes unsaid (J6).
    """

    def __init__(self, path: Path, opener: Callable[[Path], ElectronicJournal]) -> None:
        """``opener`` opens a file anew and raises OSError or JournalFormatError if it cannot."""
        self._path = path
        self.opener: Final = opener
        self._journal: ElectronicJournal | None = None
        self.degraded = False
        self.incident_owed = False

    def open(self) -> ElectronicJournal | None:
        """Open the file; None, and degraded, when its device fails."""
        journal = self._opened()
        if journal is not None:
            self.degraded = False
        return journal

    def append(self, frames: Sequence[Frame]) -> None:
        """Write and flush; a device that fails is lost, never an error: the sale stands already (T7)."""
        if self._journal is None or not frames:
            return
        try:
            self._journal.append(frames)
        except (OSError, ValueError) as error:
            self.lose(error)

    def prepare(self) -> None:
        """Zeros ahead and rotation, off the sale path."""
        if self._journal is None:
            return
        try:
            self._journal.prepare()
        except OSError as error:
            self.lose(error)

    def retry(self, database: Connection) -> bool:
        """Try the device again and append what it missed; True when it is whole.

        Raises:
            StoreDamagedError: it holds other events; it stays unused.
        """
        journal = self._opened()
        if journal is None:
            return False
        try:
            append_missing(database, journal, last_segment_pos(database, self._path, journal))
        except (OSError, JournalFormatError) as error:
            self.lose(error)
            return False
        except BaseException as error:
            self.lose(error)
            raise
        self.degraded = False
        _log.info("electronic journal is back")
        return True

    def close(self) -> None:
        """Close the file."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def lose(self, error: BaseException) -> None:
        """The device failed: use it no more until `retry`."""
        if not self.degraded:
            _log.warning("electronic journal lost: %s", type(error).__name__)
            self.incident_owed = True
        self.degraded = True
        journal, self._journal = self._journal, None
        if journal is not None:
            try:
                journal.close()
            except OSError:
                _log.debug("closing the lost electronic journal failed")

    def _opened(self) -> ElectronicJournal | None:
        try:
            self._journal = self.opener(self._path)
        except (OSError, JournalFormatError) as error:
            self.lose(error)
        return self._journal


def last_segment_pos(database: Connection, path: Path, journal: ElectronicJournal) -> int | None:
    """Position of the last rotated frame while the current file is still empty, else None.

    Without it an empty file would be given every event anew that the rotated files hold already.

    Raises:
        OSError: the device refused.
        JournalFormatError: a rotated file is not a journal.
    """
    if journal.last is not None:
        return None
    last = last_rotated(path)
    found = None if last is None else position_of(database, *place(last))
    return None if found is None else found[0]


def append_missing(database: Connection, journal: ElectronicJournal, after: int | None = None) -> int:
    """Append the events the database holds beyond the journal's last frame (J4).

    Args:
        database: Any connection to ``till.db``.
        journal: The open electronic journal.
        after: Position of the last frame when known (its file may have been rotated away).

    Returns:
        Number of events appended.

    Raises:
        OSError: the device refused.
        StoreDamagedError: the last frame is not in the database or has another hash there (``fork``).
    """
    pos = 0 if after is None else after
    if journal.last is not None:
        found = position_of(database, *place(journal.last))
        if found is None or found[1] != journal.last.hash:
            raise StoreDamagedError("fork")
        pos = found[0]
    count = 0
    for frames in frames_after(database, pos):
        journal.append(frames)
        count += len(frames)
    return count
