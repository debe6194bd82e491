"""One process per data directory (sync.md T5, packaging.md section 10): an OS lock held for life."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.store.errors import AlreadyOpenError


class DataLock:
    """Holds ``cuadre.lock``; the system frees it with the process, whatever kills it."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            AlreadyOpenError: another process holds it; nothing but the lock file was touched.
            OSError: the directory cannot be written.
        """
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise AlreadyOpenError(str(path.parent)) from error

    def release(self) -> None:
        """Give the lock up; again is harmless."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
