"""A TCP proxy on loopback that breaks connections in the ways networks do (faults.md, seam N)."""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum


class Weather(StrEnum):
    """What happens to bytes from now on, on open connections too."""

    CLEAR = "clear"
    REFUSED = "refused"
    BLACK_HOLE = "black_hole"
    REPLIES_LOST = "replies_lost"


class FaultyProxy:
    """Listens on a free port and relays to ``port`` as the weather allows.

    Attributes:
        weather: Read for every piece of data and every new connection.
        cut_reply_after: Cut a connection after so many bytes towards the client; None never.
        doubled: Whole ``requests`` or ``replies`` go through twice; nothing while empty.
        portal: A page with which new connections are answered in place of the centre; None for the centre.
        lost: Asked for every piece of data, whether the connection is reset there instead.
        accepted: Connections accepted so far.
        copies: Messages that went through twice.
    """

    def __init__(self, port: int) -> None:
        self._upstream = port
        self.weather = Weather.CLEAR
        self.cut_reply_after: int | None = None
        self.doubled = ""
        self.portal: bytes | None = None
        self.lost: Callable[[], bool] = bool
        self.accepted = 0
        self.copies = 0
        self._closing = False
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.02)
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def url(self) -> str:
        """Base address for a client."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def reset_all(self) -> None:
        """Reset every open connection at once."""
        for pair in list(self._pairs):
            for end in pair:
                _reset(end)

    def close(self) -> None:
        """Stop and close everything."""
        self._closing = True
        self._accepting.join(5)
        self._listener.close()
        for pair in list(self._pairs):
            for end in pair:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        for pair in self._pairs:
            for end in pair:
                end.close()

    def _accept(self) -> None:
        while not self._closing:
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.accepted += 1
            if self.weather is Weather.REFUSED:
                _reset(client)
                continue
            if self.portal is not None:
                _welcome(client, self.portal)
                continue
            try:
                centre = socket.create_connection(("127.0.0.1", self._upstream), 5)
            except OSError:
                _reset(client)
                continue
            for end in (client, centre):
                end.settimeout(None)
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs.append((client, centre))
            for source, target, towards_client in ((client, centre, False), (centre, client, True)):
                thread = threading.Thread(
                    target=self._relay, args=(source, target, towards_client), daemon=True
                )
                self._threads.append(thread)
                thread.start()

    def _relay(self, source: socket.socket, target: socket.socket, towards_client: bool) -> None:
        relayed, held = 0, b""
        while True:
            try:
                data = source.recv(65_536)
            except OSError:
                data = b""
            if not data:
                break
            if self.weather is Weather.BLACK_HOLE:
                continue
            if self.lost():
                _reset(source)
                _reset(target)
                return
            if self.doubled == ("replies" if towards_client else "requests"):
                held += data
                length = _message(held)
                self.copies += length > 0
                data, held = held[:length] * 2, held[length:]
            if self.weather is Weather.REFUSED or (towards_client and self.weather is Weather.REPLIES_LOST):
                _reset(source)
                _reset(target)
                return
            limit = self.cut_reply_after if towards_client else None
            cut = limit is not None and relayed + len(data) > limit
            if limit is not None and cut:
                data = data[: max(0, limit - relayed)]
            relayed += len(data)
            with suppress(OSError):
                target.sendall(data)
            if cut:
                break
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def _message(data: bytes) -> int:
    """Bytes of the first whole HTTP message, 0 while it is not whole."""
    head, end, _ = data.partition(b"\r\n\r\n")
    found = re.search(rb"(?i)content-length: *(\d+)", head)
    length = len(head) + len(end) + (int(found[1]) if found else 0)
    return length if end and len(data) >= length else 0


def _welcome(client: socket.socket, page: bytes) -> None:
    """Answer whatever is asked with a page, as a portal does, and close."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}"
    with suppress(OSError):
        client.settimeout(5)
        client.recv(65_536)
        client.sendall(f"{head}\r\nConnection: close\r\n\r\n".encode() + page)
        client.shutdown(socket.SHUT_WR)
        client.settimeout(0.5)
        while client.recv(65_536):
            continue
    client.close()


def _reset(end: socket.socket) -> None:
    """Close with RST instead of FIN; wakes a thread that reads from it."""
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RD)  # wakes the reader and, unlike the other directions, sends nothing
    with suppress(OSError):
        end.close()
