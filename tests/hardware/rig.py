"""A printer port without threads or sockets: time moves only when a test says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.ports.devices import DeviceEvent, ErrorEvent, NoHardwareError
from core.ports.printing import PrintJob, PrintJobState, PrintKind
from hardware.printer.port import PortSettings, PrinterPort
from hardware.printer.profile import load_profile
from hardware.transports.link import LinkLostError
from hardware.virtual.faults import Trap
from hardware.virtual.machine import Machine
from tests.fakes.clock import ManualClock, SeededIds
from tests.fakes.print_jobs import FakePrintJobs
from tests.hardware.papers import small

UNREACHABLE = r"WARNING hardware\.connection: main is not reachable"


class MachineLink:
    """Leads straight into a virtual printer; power and cable can fail."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.powered = True
        self.up = False
        self.opened = 0
        self.sends = 0

    place = "tcp://rig:9100"
    two_way = True

    def start(self) -> None:
        if not self.powered:
            raise NoHardwareError(place=self.place, reason="refused")
        self.up = True
        self.opened += 1

    def connected(self) -> bool:
        return self.up

    def send(self, data: memoryview) -> int:
        self._alive()
        room = min(len(data), self.machine.room)
        if room:
            self.sends += 1
            self.machine.receive(bytes(data[:room]))
            self._actions()
        return room

    def receive(self) -> bytes:
        self._alive()
        data = bytes(self.machine.replies)
        self.machine.replies.clear()
        return data

    def fileno(self) -> int | None:
        return None

    def close(self) -> None:
        if self.up:
            self.up = False
            self.machine.disconnected()

    def power(self, *, on: bool) -> None:
        self.powered = on
        if not on:
            self.machine.power_cycle()
            self.close()

    def _actions(self) -> None:
        actions, self.machine.port_actions = self.machine.port_actions, []
        for action in actions:
            if action == "power_off":
                self.power(on=False)
            else:
                self.close()

    def _alive(self) -> None:
        self._actions()
        if not self.up:
            raise LinkLostError(place=self.place, reason="ConnectionResetError")


@dataclass
class Rig:
    """One till's printer port over one virtual printer; `restart` is the next life of the process."""

    profile: str = "virtual"
    overrides: dict[str, Any] = field(default_factory=dict)
    per_job: bool = False

    def __post_init__(self) -> None:
        self.machine = Machine()
        self.link = MachineLink(self.machine)
        self.jobs = FakePrintJobs()
        self.clock = ManualClock()
        self.ids = SeededIds()
        self.events: list[DeviceEvent] = []
        self.port = self.make_port(self.jobs)

    def make_port(self, jobs: Any) -> PrinterPort:
        profile = load_profile(self.profile, **self.overrides)
        settings = PortSettings("main", profile, per_job=self.per_job)
        return PrinterPort(settings, self.link, jobs, self.clock, self.ids, self.events.append)

    def step(self, times: int = 6) -> None:
        for _ in range(times):
            self.port.step()

    def pass_time(self, seconds: float, step_s: float = 0.25) -> None:
        """Let time go by in small steps, the port working all along."""
        for _ in range(max(1, round(seconds / step_s))):
            self.clock.advance(step_s)
            self.step(3)

    def restart(self) -> None:
        """The process died: sockets close, memory is gone, the queue is what was committed."""
        self.link.close()
        self.port = self.make_port(self.jobs)

    def now_ms(self) -> int:
        return int(self.clock.now().timestamp() * 1000)

    def receipt(self, number: str = "0001-000123", **changes: Any) -> str:
        values: dict[str, Any] = {
            "output_id": self.ids.uuid7(),
            "kind": PrintKind.RECEIPT,
            "printer": "main",
            "state": PrintJobState.QUEUED,
            "created_ms": self.now_ms(),
            "document": small(number).to_json(),
        }
        return self._add(PrintJob(**(values | changes)))

    def drawer(self) -> str:
        return self.receipt(kind=PrintKind.DRAWER, document=None, drawer_pin=2)

    def _add(self, job: PrintJob) -> str:
        self.jobs.add(job)
        self.port.wake()
        return job.output_id

    def job(self, output_id: str) -> PrintJob:
        job = self.jobs.get(output_id)
        assert job is not None
        return job

    def state(self, output_id: str) -> PrintJobState:
        return self.job(output_id).state

    def errors(self) -> list[str]:
        return [event.code for event in self.events if isinstance(event, ErrorEvent)]

    def copies(self, number: str = "0001-000123") -> int:
        return self.machine.roll.copies()[number]

    def trap(self, **values: Any) -> None:
        self.machine.traps.append(Trap(**values))
