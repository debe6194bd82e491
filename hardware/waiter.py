"""The one place where a port thread waits: for its sockets, for a wake-up, or for a deadline."""

from __future__ import annotations

import contextlib
import select
import socket
from collections.abc import Sequence


class Waiter:
    """A select call that another thread can end."""

    def __init__(self) -> None:
        self._here, self._there = socket.socketpair()
        self._here.setblocking(False)
        self._there.setblocking(False)

    def wake(self) -> None:
        """End the wait of now, or the next one; from any thread, at once."""
        with contextlib.suppress(OSError):  # full: a wake-up is waiting anyway; closed: nobody waits
            self._there.send(b"!")

    def wait(self, readers: Sequence[int], writers: Sequence[int], timeout_s: float | None) -> None:
        """Return when a descriptor can be read or written, on a wake-up, or after ``timeout_s`` seconds.

        A connection attempt that failed shows as writable or, on Windows, as exceptional: both end the wait.
        """
        limit = None if timeout_s is None else max(0.0, timeout_s)
        readable, _, _ = select.select([self._here.fileno(), *readers], writers, writers, limit)
        if self._here.fileno() in readable:
            with contextlib.suppress(BlockingIOError):
                while self._here.recv(1024):
                    pass

    def close(self) -> None:
        """Free the descriptors."""
        self._here.close()
        self._there.close()
