"""Exclusive use of a device across processes: a locked file per device (hardware.md section 2).

The system lets go of the lock when the process dies, so a kill leaves nothing to clean up.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from core.ports.devices import ClaimedError

_POLL_S: Final = 0.05


class DeviceLock:
    """The lock of one device, named by its place."""

    def __init__(self, directory: Path, place: str) -> None:
        digest = hashlib.sha256(place.encode()).hexdigest()[:16]
        self._path = directory / f"device-{digest}.lock"
        self._place = place
        self._fd: int | None = None

    def acquire(self, timeout_s: float, wait: Callable[[float], object]) -> None:
        """Take the lock.

        Args:
            timeout_s: How long to try.
            wait: Called between attempts with the seconds to wait.

        Raises:
            ClaimedError: another process or object held it all the time.
        """
        left = timeout_s
        while not self._try():
            if left <= 0:
                raise ClaimedError(place=self._place)
            wait(min(_POLL_S, left))
            left -= _POLL_S

    def release(self) -> None:
        """Let go; harmless when not held."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _try(self) -> bool:
        if self._fd is not None:
            return True
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(fd)
        except OSError:
            with contextlib.suppress(OSError):
                os.close(fd)
            return False
        self._fd = fd
        return True


if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
