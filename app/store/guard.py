"""Is the file still ours (sync.md T8), and is there space to end a sale (T9)?"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.store.errors import StoreReplacedError

_CHUNK = 1 << 20


class FileGuard:
    """Remembers device and inode of an open database.

    A renamed or deleted database goes on "committing" into nowhere, silently. The file itself is never
    opened here: closing any handle on it would drop SQLite's own locks in this process.
    """

    def __init__(self, path: Path) -> None:
        """``path`` must have been opened just now.

        Raises:
            OSError: it is not there.
        """
        self._path = path
        self._id = _file_id(path)

    def check(self) -> None:
        """Compare with what lies at the path now.

        Raises:
            StoreReplacedError: missing, or another file.
        """
        try:
            same = _file_id(self._path) == self._id
        except OSError:
            same = False
        if not same:
            raise StoreReplacedError(str(self._path))


def _file_id(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def release_ballast(path: Path) -> None:
    """Give the reserved space back so that the cashier can go on."""
    path.unlink(missing_ok=True)


def restore_ballast(path: Path, size: int) -> bool:
    """Reserve the space again when the disk has four times as much free; True if it was written now.

    Raises:
        OSError: the disk refused.
    """
    if size == 0 or path.exists() or shutil.disk_usage(path.parent).free < 4 * size:
        return False
    partial = path.with_name(path.name + ".part")
    with partial.open("wb", buffering=0) as file:
        for offset in range(0, size, _CHUNK):
            file.write(os.urandom(min(_CHUNK, size - offset)))
    partial.replace(path)
    return True
