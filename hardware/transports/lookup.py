"""Name look-ups that cannot hold a port thread: numbers at once, names on a thread that may be left."""

from __future__ import annotations

import socket
import threading

Address = tuple[socket.AddressFamily, tuple[object, ...]]


class Lookup:
    """One look-up of one name, begun by making it."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._found: list[Address] | OSError | None = None
        try:
            self._found = _resolve(host, port, socket.AI_NUMERICHOST)
        except OSError:
            threading.Thread(target=self._run, name="look-up", daemon=True).start()

    def result(self) -> list[Address] | None:
        """Addresses in order of preference, None while it is going on.

        Raises:
            OSError: nobody knows the name.
        """
        if isinstance(self._found, OSError):
            raise self._found
        return self._found

    def _run(self) -> None:
        try:
            self._found = _resolve(self._host, self._port, 0)
        except OSError as error:
            self._found = error


def _resolve(host: str, port: int, flags: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [(family, address) for family, _, _, _, address in found]
