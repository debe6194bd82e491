"""What a port thread needs of a connection: every call returns at once; waiting is done in one place."""

from __future__ import annotations

from typing import Protocol

from core.ports.devices import DeviceError


class LinkLostError(DeviceError):
    """The other end is gone: FIN, RST, broken pipe or an I/O error; ``reason`` says which."""

    code = "link_lost"


class Link(Protocol):
    """One way to one device, opened again and again by the same object."""

    @property
    def place(self) -> str:
        """The address as configured, for logs."""
        ...

    @property
    def two_way(self) -> bool:
        """Whether anything can ever be read from it."""
        ...

    def start(self) -> None:
        """Begin to connect; drops what was there before.

        Raises:
            DeviceError: it is known at once that it cannot work.
        """
        ...

    def connected(self) -> bool:
        """Whether the connection stands; False while it is being made.

        Raises:
            DeviceError: it failed.
        """
        ...

    def send(self, data: memoryview) -> int:
        """Hand over as much as is taken now and return how many bytes that was, 0 when none.

        Raises:
            LinkLostError: the other end is gone.
        """
        ...

    def receive(self) -> bytes:
        """What has arrived, empty when nothing has.

        Raises:
            LinkLostError: the other end closed or reset the connection.
        """
        ...

    def fileno(self) -> int | None:
        """Descriptor to wait on, None when there is none (a file, or nothing open)."""
        ...

    def close(self) -> None:
        """Let go; harmless when closed."""
        ...
