"""What the spooler needs of its printer; implemented by the port, and by tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.ports.printing import Fence, PrintJob


class RenderError(Exception):
    """The document of a job cannot be drawn; ``code`` is a message id."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Channel(Protocol):
    """What the spooler needs of its printer; implemented by the port."""

    def absent(self) -> str | None:
        """Message id while the printer cannot be reached; None while connected or connecting."""
        ...

    def ready(self) -> bool:
        """Connected, with no bytes waiting."""
        ...

    def ask(self) -> None:
        """Begin a pre-flight."""
        ...

    def asking(self) -> bool:
        """Whether the pre-flight is still open."""
        ...

    def obstacle(self) -> str | None:
        """What keeps the printer from printing, from fresh answers; ``unknown`` without them."""
        ...

    def cause(self) -> str | None:
        """What the printer last named as its trouble, however old; None when it named none."""
        ...

    def transmit(self, data: bytes) -> int:
        """Hand bytes to the port, at once as far as it takes them; gives the mark for `accepted`."""
        ...

    def accepted(self, mark: int) -> bool:
        """Whether the port took everything up to ``mark``."""
        ...

    def progress_at(self) -> float:
        """Monotonic second at which the port last took a byte."""
        ...

    def fence(self) -> tuple[bytes, str, Fence]:
        """Bytes that ask for proof, the token of the answer, and the kind."""
        ...

    def proven(self, token: str) -> bool:
        """Whether the proof came."""
        ...

    def fresh(self) -> bool:
        """Whether the printer is heard now (or never speaks), so that a pulse sent now acts now."""
        ...

    def pulse(self, pin: int) -> tuple[bytes, bool]:
        """Drawer pulse, and whether it works at once (else it waits in the printer's buffer)."""
        ...

    def lead_in(self) -> bytes:
        """What goes before the next job after an interrupted one: prologue, feed, cut."""
        ...

    def drop(self, reason: str) -> None:
        """Give the connection up, so that the rest of a failed write never arrives."""
        ...


Renderer = Callable[[PrintJob], bytes]
