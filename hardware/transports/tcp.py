"""A printer on the network, port 9100 as a rule (hardware.md section 3). IPv4 and IPv6, never blocking."""

from __future__ import annotations

import contextlib
import select
import socket
from typing import Final

from core.ports.devices import DevicePermissionError, NoHardwareError
from hardware.transports.link import LinkLostError
from hardware.transports.lookup import Address, Lookup

_READ: Final = 4096


class TcpLink:
    """One TCP connection, opened without waiting; addresses of a name are tried one after another."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._socket: socket.socket | None = None
        self._lookup: Lookup | None = None
        self._addresses: list[Address] = []
        self._done = False

    @property
    def place(self) -> str:
        """``tcp://host:port``."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"tcp://{host}:{self._port}"

    @property
    def two_way(self) -> bool:
        """Always."""
        return True

    def start(self) -> None:
        """Begin: an address is dialled at once, a name is looked up aside.

        Raises:
            NoHardwareError: no address can be tried.
        """
        self.close()
        self._lookup = Lookup(self._host, self._port)
        self._dial()

    def connected(self) -> bool:
        """Whether the connection stands.

        Raises:
            NoHardwareError: the name is unknown, or every address refused.
        """
        if self._done:
            return True
        if self._lookup is not None:
            self._dial()
        if self._lookup is not None:
            return False
        if self._socket is None:
            raise NoHardwareError(place=self.place, reason="closed")
        _, writable, failed = select.select([], [self._socket], [self._socket], 0)
        if not writable and not failed:
            return False
        error = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            self._next_address(str(error))
            return False
        self._done = True
        return True

    def _dial(self) -> None:
        """Try the first address once the look-up is done."""
        if self._lookup is None:
            return
        try:
            found = self._lookup.result()
        except OSError as error:
            self._lookup = None
            raise NoHardwareError(place=self.place, reason="unknown_host") from error
        if found is not None:
            self._lookup = None
            self._addresses = list(found)
            self._next_address("unreachable")

    def send(self, data: memoryview) -> int:
        """One non-blocking send.

        Raises:
            LinkLostError: reset, broken pipe or closed.
        """
        if self._socket is None:
            raise LinkLostError(place=self.place, reason="closed")
        try:
            return self._socket.send(data)
        except (BlockingIOError, InterruptedError):
            return 0
        except OSError as error:
            raise LinkLostError(place=self.place, reason=_reason(error)) from error

    def receive(self) -> bytes:
        """One non-blocking read; an empty read is the peer's FIN.

        Raises:
            LinkLostError: closed or reset.
        """
        if self._socket is None:
            raise LinkLostError(place=self.place, reason="closed")
        try:
            data = self._socket.recv(_READ)
        except (BlockingIOError, InterruptedError):
            return b""
        except OSError as error:
            raise LinkLostError(place=self.place, reason=_reason(error)) from error
        if not data:
            raise LinkLostError(place=self.place, reason="closed_by_peer")
        return data

    def fileno(self) -> int | None:
        """The socket's descriptor."""
        return None if self._socket is None else self._socket.fileno()

    def close(self) -> None:
        """Close at once, unsent bytes dropped by the peer's choice."""
        self._done, self._lookup = False, None
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.close()
            self._socket = None

    def _next_address(self, reason: str) -> None:
        self.close()
        while self._addresses:
            family, address = self._addresses.pop(0)
            try:
                self._socket = _begin(family, address)
            except PermissionError as error:
                raise DevicePermissionError(place=self.place) from error
            except OSError as error:
                reason = _reason(error)
                continue
            return
        raise NoHardwareError(place=self.place, reason=reason)


def _begin(family: socket.AddressFamily, address: tuple[object, ...]) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setblocking(False)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(BlockingIOError):
            made.connect(address)
    except OSError:
        made.close()
        raise
    return made


def _reason(error: OSError) -> str:
    return type(error).__name__
