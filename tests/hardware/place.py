"""Places to print to: a virtual printer on TCP, or a file read back by the same tokenizer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.ports.printing import PrintJobState
from hardware.virtual.machine import Machine
from hardware.virtual.printer import VirtualPrinter


class RunningClock:
    """The real clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


@dataclass
class Place:
    """An address with a driver, and a look at its paper."""

    address: str
    profile: str
    printer: VirtualPrinter | None = None
    path: Path | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    per_job: bool = False
    talks: bool = True

    @property
    def watched(self) -> bool:
        """Whether its status is known between jobs; a printer let go after each job is not watched."""
        return self.talks and not self.per_job

    @property
    def final(self) -> PrintJobState:
        return PrintJobState.PRINTED if self.talks else PrintJobState.SENT

    def wait_paper(self, condition: Callable[[Machine], bool]) -> bool:
        if self.printer is not None:
            return self.printer.wait_for(condition)
        assert self.path is not None
        machine = Machine()
        machine.receive(self.path.read_bytes())
        return condition(machine)

    def close_drawer(self) -> None:
        assert self.printer is not None
        with self.printer.machine() as machine:
            machine.drawer.close()
