"""A network back end for httpcore whose limits hold for a whole request, not for each read.

httpx limits single operations, so a peer that sends one byte a minute would hold a request for ever
(sync.md U2: 45 s in all). Here every operation gets what is left of the request's own time.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Final

import httpcore

from sync.transport.resolver import LookupTimeoutError, resolve

CONNECT_S: Final = 5.0
STALL_S: Final = 4.0

SocketOption = Any  # httpcore's own alias for tuples of socket options is private


class Deadline:
    """Time left for the request under way; one request at a time."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._ends = 0.0
        self._on_stall: Callable[[], None] | None = None
        self._on_sent: Callable[[], None] | None = None
        self.aborted = False

    def start(
        self,
        seconds: float,
        on_stall: Callable[[], None] | None,
        on_sent: Callable[[], None] | None = None,
    ) -> None:
        """A request begins."""
        self._ends = self._monotonic() + seconds
        self._on_stall, self._on_sent = on_stall, on_sent

    def left(self) -> float:
        """Seconds left, never zero or less: sockets take 0 for "do not block"."""
        return max(0.001, self._ends - self._monotonic())

    def stalled(self) -> None:
        """Tell, once per request, that nothing comes back."""
        told, self._on_stall = self._on_stall, None
        if told is not None:
            told()

    def sent(self) -> None:
        """Tell, once per request, that it is out and its answer is waited for."""
        told, self._on_sent = self._on_sent, None
        if told is not None:
            told()

    @property
    def listens(self) -> bool:
        """Whether somebody still wants to know of a stall."""
        return self._on_stall is not None

    def check(self) -> None:
        """Refuse to go on once another thread has aborted.

        Raises:
            httpcore.NetworkError: aborted.
        """
        if self.aborted:
            raise httpcore.NetworkError("aborted")


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose every operation keeps to the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - replaced by ours
        """Read what comes; after 4 s without a byte the stall is told and the wait goes on."""
        self._deadline.sent()
        self._deadline.check()
        left = self._deadline.left()
        if left > STALL_S and self._deadline.listens:
            try:
                return self._inner.read(max_bytes, STALL_S)
            except httpcore.ReadTimeout:
                self._deadline.stalled()
                left = self._deadline.left()
        data = self._inner.read(max_bytes, left)
        self._deadline.check()
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - replaced by ours
        """Write in slices, so that a peer that takes a few bytes at a time cannot stretch the limit."""
        view = memoryview(buffer)
        for start in range(0, len(buffer), 16_384):
            self._deadline.check()
            self._inner.write(bytes(view[start : start + 16_384]), self._deadline.left())

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - replaced by ours
    ) -> httpcore.NetworkStream:
        """Shake hands within the connecting time."""
        inner = self._inner.start_tls(ssl_context, server_hostname, min(CONNECT_S, self._deadline.left()))
        return DeadlineStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._inner.get_extra_info(info)

    def cut(self) -> None:
        """Wake whoever reads or writes; from any thread."""
        sock = self._inner.get_extra_info("socket")
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


class DeadlineBackend(httpcore.NetworkBackend):
    """Connects within 5 s over all addresses of the host."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()
        self._stream: DeadlineStream | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - replaced by ours
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers.

        Raises:
            httpcore.ConnectTimeout: neither look-up nor any address answered in time.
            httpcore.ConnectError: refused, or no such host.
        """
        ends = time.monotonic() + min(CONNECT_S, self._deadline.left())
        try:
            addresses = resolve(host, port, ends - time.monotonic())
        except LookupTimeoutError as error:
            raise httpcore.ConnectTimeout("name look-up timed out") from error
        except OSError as error:
            raise httpcore.ConnectError("name look-up failed") from error
        failure: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            self._deadline.check()
            left = ends - time.monotonic()
            if left <= 0:
                raise httpcore.ConnectTimeout("connecting timed out")
            try:
                inner = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            self._stream = DeadlineStream(inner, self._deadline)
            return self._stream
        raise failure

    def abort(self) -> None:
        """Cut the connection from another thread; the request under way fails at once."""
        self._deadline.aborted = True
        if (stream := self._stream) is not None:
            stream.cut()
