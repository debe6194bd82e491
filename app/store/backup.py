"""Copies of a database by SQLite's backup API: a plain copy without its -wal may hold no tables (T10)."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import cast

from app.store.driver import Connection, dbapi2


def copy_database(source: Connection, target: Path) -> None:
    """Copy the database behind ``source`` to ``target``, durably and atomically.

    The copy is written beside its final name, synced, then renamed: a half copy never bears the name.
    It is a single file in rollback-journal mode once opened and needs no -wal.

    Raises:
        OSError: the disk refused.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    copy = cast("Connection", dbapi2.connect(str(partial), isolation_level=None))
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        copy.close()
    partial.chmod(0o600)
    sync_path(partial)
    partial.replace(target)
    sync_path(target.parent)


def sync_path(path: Path) -> None:
    """Flush a file or, where the system can, a directory to the device."""
    flags = os.O_RDONLY if path.is_dir() else os.O_RDWR
    try:
        handle = os.open(path, flags)
    except PermissionError:  # Windows cannot open a directory
        return
    try:
        with contextlib.suppress(PermissionError):
            os.fsync(handle)
    finally:
        os.close(handle)
