"""What printer jobs say on the screens: the newest copy speaks, a person answers about the right receipt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from app.compose.devices import DeviceDesk
from app.presenters.floor.after import AfterSale
from app.presenters.states import DrawerState, PrinterState, PrintShown, StripState
from app.presenters.strip import StripPresenter
from core.ports.devices import PowerState, PrinterStatus
from core.ports.printing import Fence, PrintJob, PrintJobs, PrintJobState, PrintKind
from hardware.registry import PrinterDevices
from tests.fakes.people import InstantBackground

S = PrintJobState


def job(output: str, event: str, state: PrintJobState, *, kind: PrintKind = PrintKind.RECEIPT) -> PrintJob:
    return PrintJob(output, kind, "receipt", state, 0, event_id=event)


@dataclass
class After:
    """Stands for the change screen."""

    shown: list[tuple[str, PrintShown]] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    asked_of: str | None = None

    def drawer(self, drawer: DrawerState) -> None:
        assert drawer is DrawerState.CLOSED

    def drawer_stuck(self, event_id: str) -> None:
        self.stuck.append(event_id)

    def print_changed(self, event_id: str, shown: PrintShown) -> None:
        self.shown.append((event_id, shown))


@dataclass
class Jobs:
    """The newest jobs first, as the store lists them."""

    jobs: list[PrintJob]
    marks: list[tuple[str, PrintJobState, Fence | None]] = field(default_factory=list)

    def recent(self, limit: int) -> tuple[PrintJob, ...]:
        return tuple(self.jobs[:limit])

    def uncertain(self) -> tuple[PrintJob, ...]:
        return tuple(job for job in self.jobs if job.state is S.UNCERTAIN)

    def mark(self, output_id: str, state: PrintJobState, *, fence: Fence | None = None) -> None:
        self.marks.append((output_id, state, fence))


@dataclass
class Printer:
    """A printer with a status."""

    state: PrinterStatus

    def status(self) -> PrinterStatus:
        return self.state


@dataclass
class Devices:
    """A printer and its drawer."""

    printer: Printer


class Strip:
    def __init__(self) -> None:
        self.states: list[StripState] = []

    def show_strip(self, state: StripState) -> None:
        self.states.append(state)


READY = PrinterStatus(PowerState.ONLINE, rec_empty=False, cover_open=False, drawer_opened=False)
OFF = PrinterStatus(PowerState.OFF_OFFLINE, drawer_opened=False)


def desk(jobs: Jobs, after: After, status: PrinterStatus | None) -> tuple[DeviceDesk, Strip]:
    strip = Strip()
    built = DeviceDesk(
        lambda call: call(),
        InstantBackground(),
        cast("Any", jobs),
        StripPresenter(strip, place="Caja 01", demo=False),
        cast("AfterSale", after),
    )
    devices = None if status is None else cast("PrinterDevices", Devices(Printer(status)))
    built.attach(devices, configured=True, has_drawer=True)
    return built, strip


def test_the_newest_copy_speaks_for_its_sale_however_often_one_looks() -> None:
    after = After()
    built, _ = desk(Jobs([job("b", "sale", S.PRINTED), job("a", "sale", S.UNCERTAIN)]), after, READY)
    built.refresh()
    assert set(after.shown) == {("sale", PrintShown.PRINTED)}


@pytest.mark.parametrize(("status", "shown"), [(READY, PrintShown.QUEUED), (OFF, PrintShown.WAITING)])
def test_a_queued_receipt_waits_while_the_printer_is_not_ready(
    status: PrinterStatus, shown: PrintShown
) -> None:
    after = After()
    desk(Jobs([job("a", "sale", S.QUEUED)]), after, status)
    assert after.shown == [("sale", shown)]


def test_yes_settles_the_receipt_that_was_asked_about() -> None:
    after = After(asked_of="second")
    jobs = Jobs([job("c", "third", S.UNCERTAIN), job("b", "second", S.UNCERTAIN), job("a", "x", S.UNCERTAIN)])
    built, strip = desk(jobs, after, READY)
    built.confirm_printed()
    assert jobs.marks == [("b", S.PRINTED, Fence.PERSON)]
    assert strip.states[-1].printer is PrinterState.UNCERTAIN


def test_a_drawer_job_that_ran_out_of_time_is_told() -> None:
    after = After()
    desk(Jobs([job("d", "sale", S.CANCELLED, kind=PrintKind.DRAWER)]), after, READY)
    assert after.stuck == ["sale"]


def test_a_configured_printer_that_cannot_be_used_is_off_on_the_strip() -> None:
    _, strip = desk(Jobs([]), After(), None)
    assert strip.states[-1].printer is PrinterState.OFF


def test_the_fake_speaks_like_the_port() -> None:
    assert hasattr(PrintJobs, "recent")
    assert hasattr(PrintJobs, "mark")
