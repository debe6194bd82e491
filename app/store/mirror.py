"""Keeps the electronic journal in step with the database, and goes on without it (sync.md J6)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from app.store.driver import Connection
from app.store.ej_format import Frame, JournalFormatError
from app.store.electronic_journal import ElectronicJournal, place
from app.store.errors import StoreDamagedError
from app.store.rows import frames_after, position_of

_log = logging.getLogger(__name__)


class JournalMirror:
    """The electronic journal, or the memory that its device failed.

    Attributes:
        degraded: The device failed; selling goes on, `retry` catches up.
    """

    def __init__(self, path: Path, opener: Callable[[Path], ElectronicJournal]) -> None:
        """``opener`` opens a file anew and raises OSError or JournalFormatError if it cannot."""
        self._path = path
        self.opener: Final = opener
        self._journal: ElectronicJournal | None = None
        self.degraded = False

    def open(self) -> ElectronicJournal | None:
        """Open the file; None, and degraded, when its device fails."""
        try:
            self._journal = self.opener(self._path)
        except (OSError, JournalFormatError) as error:
            self._lose(error)
            return None
        self.degraded = False
        return self._journal

    def append(self, frames: Sequence[Frame]) -> bool:
        """Write and flush; False when the device has just failed."""
        if self._journal is None or not frames:
            return True
        try:
            self._journal.append(frames)
        except OSError as error:
            self._lose(error)
            return False
        return True

    def prepare(self) -> None:
        """Zeros ahead and rotation, off the sale path."""
        if self._journal is None:
            return
        try:
            self._journal.prepare()
        except OSError as error:
            self._lose(error)

    def retry(self, database: Connection) -> bool:
        """Try the device again and append what it missed; True when it is whole."""
        journal = self.open()
        if journal is None:
            return False
        try:
            append_missing(database, journal)
        except OSError as error:
            self._lose(error)
            return False
        _log.info("electronic journal is back")
        return True

    def close(self) -> None:
        """Close the file."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _lose(self, error: Exception) -> None:
        if not self.degraded:
            _log.warning("electronic journal lost: %s", type(error).__name__)
        self.degraded = True
        journal, self._journal = self._journal, None
        if journal is not None:
            try:
                journal.close()
            except OSError:
                _log.debug("closing the lost electronic journal failed")


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
