"""The key file of the ``machine-file`` back end: 32 bytes outside the data directory and its backups.

It protects copies and backups, not against somebody who is on this machine; so it is used only where the
installer says so, and by the demo shop.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from app.secretstore.durable import write_private
from app.secretstore.seal import KEY_BYTES
from core.ports.clock import IdSource


class MachineKeyError(Exception):
    """The key file is of no use: ``missing``, ``length``, ``mode`` (others may read it), ``unreadable``."""


def create_machine_key(path: Path, ids: IdSource) -> None:
    """Make the key once; an existing one is never replaced, for it opens an existing sealed file.

    Raises:
        OSError: the directory cannot be written.
    """
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path, ids.random_bytes(KEY_BYTES))


def load_machine_key(path: Path) -> bytes:
    """The key.

    Raises:
        MachineKeyError: missing, of another length, readable for others, or not readable for us.
    """
    try:
        mode = path.stat().st_mode
        key = path.read_bytes()
    except FileNotFoundError as error:
        raise MachineKeyError("missing") from error
    except OSError as error:
        raise MachineKeyError("unreadable") from error
    if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
        raise MachineKeyError("mode")
    if len(key) != KEY_BYTES:
        raise MachineKeyError("length")
    return key
