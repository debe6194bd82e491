"""Copies of files that contradicted themselves, for a person to look at (sync.md T12)."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from app.store.backup import sync_path
from app.store.electronic_journal import segments
from app.store.paths import StorePaths


def quarantine(paths: StorePaths, now: datetime, reason: str) -> Path:
    """Copy database, write-ahead log and electronic journal into a new folder.

    No connection of this process may be open on the database: closing a copied file's handle drops
    SQLite's locks.

    Returns:
        ``quarantine/<timestamp>-<reason>``.

    Raises:
        OSError: the disk refused.
    """
    folder = _folder(paths.quarantine, f"{now:%Y%m%dT%H%M%S}-{reason}")
    for source in (paths.database, paths.wal, *segments(paths.journal)):
        if source.exists():
            copy = folder / source.name
            shutil.copyfile(source, copy)
            copy.chmod(0o600)
            sync_path(copy)
    sync_path(folder)
    return folder


def set_aside(paths: StorePaths) -> None:
    """Take a database that has been copied out of the way; its -wal goes with it, never before it.

    Raises:
        OSError: the disk refused.
    """
    aside = _folder(paths.quarantine, "set-aside")
    for source in (paths.database, paths.wal, paths.data_dir / "till.db-shm"):
        if source.exists():
            source.replace(aside / source.name)
    sync_path(paths.data_dir)


def _folder(parent: Path, name: str) -> Path:
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    count = 0
    while True:
        folder = parent / (name if count == 0 else f"{name}-{count}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            count += 1
        else:
            return folder
