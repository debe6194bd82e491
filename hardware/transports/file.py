"""Print to a file: the bytes of each job are appended. It says nothing back, so its fence is none."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from core.ports.devices import DevicePermissionError, NoHardwareError
from hardware.transports.link import LinkLostError


class FileLink:
    """Appends to one regular file; the directory must exist."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None

    @property
    def place(self) -> str:
        """``file://`` and the path."""
        return self._path.as_uri()

    @property
    def two_way(self) -> bool:
        """A file never answers."""
        return False

    def start(self) -> None:
        """Open, or make, the file.

        Raises:
            DevicePermissionError: the system denies it.
            NoHardwareError: no such directory, or the path is no file.
        """
        self.close()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            self._fd = os.open(self._path, flags, 0o600)
        except PermissionError as error:
            raise DevicePermissionError(place=self.place) from error
        except OSError as error:
            raise NoHardwareError(place=self.place, reason=type(error).__name__) from error

    def connected(self) -> bool:
        """Open means connected.

        Raises:
            NoHardwareError: not open.
        """
        if self._fd is None:
            raise NoHardwareError(place=self.place, reason="closed")
        return True

    def send(self, data: memoryview) -> int:
        """Append.

        Raises:
            LinkLostError: the disk is full or the file system is gone.
        """
        if self._fd is None:
            raise LinkLostError(place=self.place, reason="closed")
        try:
            return os.write(self._fd, data)
        except OSError as error:
            raise LinkLostError(place=self.place, reason=type(error).__name__) from error

    def receive(self) -> bytes:
        """Nothing, ever."""
        return b""

    def fileno(self) -> int | None:
        """None: a file is always ready."""
        return None

    def close(self) -> None:
        """Close the file."""
        if self._fd is not None:
            with contextlib.suppress(OSError):
                os.close(self._fd)
            self._fd = None
