"""Small socket helpers of the virtual devices; loopback only."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import sys
from typing import Final

_RESET: Final = struct.pack("ii", 1, 0)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        OSError: the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(8)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made


def readable(sock: socket.socket) -> bool:
    """Whether a read (or an accept) would not wait."""
    return bool(select.select([sock], [], [], 0)[0])


def accept(listener: socket.socket) -> socket.socket | None:
    """The client at the door, None when it has gone again or none is there."""
    if not readable(listener):
        return None
    try:
        return listener.accept()[0]
    except OSError:
        return None


def close(sock: socket.socket, *, reset: bool = False) -> None:
    """Close with a FIN, or with a RST."""
    if reset:
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    sock.close()
