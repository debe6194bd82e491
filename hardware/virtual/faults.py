"""Faults a person, a test or the demo may put on the virtual printer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What may be wrong; several at once are fine.

    ``paper_out near_end cover offline error cutter`` are states of the machine; ``silent`` swallows every
    reply; ``garbled`` inverts their bits; ``no_read`` stops taking bytes (the window fills up);
    ``refuse`` shuts the door to new connections.
    """

    PAPER_OUT = "paper_out"
    NEAR_END = "near_end"
    COVER = "cover"
    OFFLINE = "offline"
    ERROR = "error"
    SILENT = "silent"
    GARBLED = "garbled"
    NO_READ = "no_read"
    REFUSE = "refuse"


BLOCKING = frozenset({Fault.PAPER_OUT, Fault.COVER, Fault.OFFLINE, Fault.ERROR})
"""While one of these holds the printer prints nothing and keeps its buffer."""


@dataclass(slots=True)
class Trap:
    """Something that happens by itself in the middle of a job, once.

    Attributes:
        after_lines: Springs when so many more lines were printed.
        after_bytes: Springs when so many more bytes arrived.
        fault: Fault put on; None with ``action``.
        action: ``reset`` (RST the connection) or ``power_off``.
    """

    after_lines: int | None = None
    after_bytes: int | None = None
    fault: Fault | None = None
    action: str | None = None

    def line_printed(self) -> bool:
        """Count one line; True when it springs."""
        if self.after_lines is None:
            return False
        self.after_lines -= 1
        return self.after_lines <= 0

    def bytes_arrived(self, count: int) -> bool:
        """Count bytes; True when it springs."""
        if self.after_bytes is None:
            return False
        self.after_bytes -= count
        return self.after_bytes <= 0
