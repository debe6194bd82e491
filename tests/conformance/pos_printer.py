"""What every `POSPrinter` with its `CashDrawer` must do, over a real connection to a virtual device.

Subclass, name it ``Test…`` and give the fixture ``place``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.ports.clock import Clock
from core.ports.devices import (
    CashDrawer,
    DeviceEvent,
    DeviceState,
    HealthLevel,
    NotOpenError,
    OutputCompleteEvent,
    POSPrinter,
    PowerState,
    UnsupportedError,
)
from core.ports.printing import PrintJob, PrintJobError, PrintJobState, PrintKind
from hardware.registry import PrinterConfig, PrinterDevices, open_printer
from tests.fakes.clock import SeededIds
from tests.fakes.print_jobs import FakePrintJobs
from tests.hardware.papers import small
from tests.hardware.place import Place, RunningClock

DEADLINE_S = 5.0


class Till:
    """The part of a till that owns a printer."""

    def __init__(self, place: Place, lock_dir: Path) -> None:
        self.place = place
        self.jobs = FakePrintJobs()
        self.clock: Clock = RunningClock()
        self.ids = SeededIds()
        self.events: list[DeviceEvent] = []
        self._news = threading.Condition()
        config = PrinterConfig(
            "main", place.address, lock_dir, place.profile, place.overrides, per_job=place.per_job
        )
        devices = open_printer(config, jobs=self.jobs, clock=self.clock, ids=self.ids, sink=self._event)
        assert devices is not None
        self.devices: PrinterDevices = devices
        self.printer: POSPrinter = devices.printer
        self.drawer: CashDrawer = devices.drawer

    def start(self) -> None:
        self.printer.claim(1)
        self.printer.enable()

    def _event(self, event: DeviceEvent) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def wait_event(self, wanted: Any) -> bool:
        """Until ``wanted(event)`` held of one event."""
        with self._news:
            return self._news.wait_for(lambda: any(wanted(event) for event in self.events), DEADLINE_S)

    def wait_state(self, output_id: str, *states: PrintJobState) -> PrintJobState:
        def reached() -> bool:
            return self.jobs._rows[output_id].state in states

        with self.jobs.changed:
            assert self.jobs.changed.wait_for(reached, DEADLINE_S), self.jobs._rows[output_id]
        return self.jobs._rows[output_id].state

    def wait_unwatched(self) -> None:
        """Until a shared printer was let go: then nothing is known of it any more."""
        if self.place.per_job:
            assert self.wait_event(lambda e: getattr(e, "status", None) == "status_unknown")

    def receipt(self, number: str) -> str:
        output_id = self.ids.uuid7()
        self.printer.print_job(
            PrintJob(
                output_id=output_id,
                kind=PrintKind.RECEIPT,
                printer="main",
                state=PrintJobState.QUEUED,
                created_ms=int(self.clock.now().timestamp() * 1000),
                document=small(number).to_json(),
            )
        )
        return output_id


class PosPrinterConformance:
    """The suite."""

    if TYPE_CHECKING:

        @pytest.fixture
        def place(self) -> Iterator[Place]:
            """Where the printer is, and how to look at its paper."""
            raise NotImplementedError

    @pytest.fixture
    def till(self, place: Place, tmp_path: Path) -> Iterator[Till]:
        till = Till(place, tmp_path / "locks")
        yield till
        till.devices.close()

    def test_a_receipt_reaches_the_paper_once_and_completes(self, till: Till) -> None:
        till.start()
        output_id = till.receipt("0001-000001")
        final = till.wait_state(output_id, till.place.final)
        assert till.place.wait_paper(lambda m: m.roll.copies() == {"0001-000001": 1})
        assert till.wait_event(lambda e: e == OutputCompleteEvent("main", output_id, final))

    def test_receipts_come_in_order(self, till: Till) -> None:
        till.start()
        numbers = [f"0001-{n:06d}" for n in range(1, 8)]
        last = [till.receipt(number) for number in numbers][-1]
        till.wait_state(last, till.place.final)
        assert till.place.wait_paper(lambda m: list(m.roll.copies()) == numbers)
        assert till.place.wait_paper(lambda m: set(m.roll.copies().values()) == {1})

    def test_the_drawer_opens_once(self, till: Till) -> None:
        till.start()
        output_id = till.drawer.open_drawer(till.ids.uuid7())
        till.wait_state(output_id, PrintJobState.SENT)
        assert till.place.wait_paper(lambda m: m.drawer.kicks == 1)
        assert till.place.wait_paper(lambda m: m.drawer.last_pin == 2)

    def test_the_sensor_tells_or_nothing_is_claimed(self, till: Till) -> None:
        till.start()
        till.wait_state(till.drawer.open_drawer(till.ids.uuid7()), PrintJobState.SENT)
        if not till.drawer.caps.status:
            assert till.drawer.drawer_opened is None
            assert till.drawer.wait_for_drawer_close(0) is False
            return
        assert till.wait_event(lambda e: getattr(e, "status", None) == "drawer_open")
        till.place.close_drawer()
        assert till.drawer.wait_for_drawer_close(DEADLINE_S) is True

    def test_what_was_queued_before_it_was_enabled_prints(self, till: Till) -> None:
        output_id = till.receipt("0001-000001")
        till.start()
        till.wait_state(output_id, till.place.final)

    def test_the_same_job_twice_is_refused(self, till: Till) -> None:
        output_id = till.receipt("0001-000001")
        job = till.jobs.get(output_id)
        assert job is not None
        with pytest.raises(PrintJobError):
            till.printer.print_job(job)

    def test_its_life_is_idempotent_and_in_order(self, till: Till) -> None:
        printer = till.printer
        till.devices.printer.close()
        with pytest.raises(NotOpenError):
            printer.claim(0)
        printer.open()
        with pytest.raises(NotOpenError):
            printer.enable()
        for _ in range(2):
            printer.open()
            printer.claim(0)
            printer.enable()
        seen = [(printer.device_enabled, printer.state is DeviceState.CLOSED)]
        for _ in range(2):
            printer.disable()
        seen.append((printer.device_enabled, printer.state is DeviceState.CLOSED))
        for _ in range(2):
            printer.close()
        seen.append((printer.device_enabled, printer.state is DeviceState.CLOSED))
        assert seen == [(True, False), (False, False), (False, True)]

    def test_it_prints_again_after_disable_and_enable(self, till: Till) -> None:
        till.start()
        till.wait_state(till.receipt("0001-000001"), till.place.final)
        till.printer.disable()
        second = till.receipt("0001-000002")
        till.printer.enable()
        till.wait_state(second, till.place.final)

    def test_health_is_only_what_was_heard(self, till: Till) -> None:
        assert not till.printer.check_health(HealthLevel.INTERNAL).ok
        till.start()
        till.wait_state(till.receipt("0001-000001"), till.place.final)
        till.wait_unwatched()
        report = till.printer.check_health(HealthLevel.INTERNAL)
        assert (report.ok, report.code) == ((True, "ok") if till.place.watched else (False, "unknown"))
        with pytest.raises(UnsupportedError):
            till.printer.check_health(HealthLevel.INTERACTIVE)

    def test_status_is_told_or_unknown(self, till: Till) -> None:
        assert till.printer.status().power_state is PowerState.UNKNOWN
        till.start()
        till.wait_state(till.receipt("0001-000001"), till.place.final)
        till.wait_unwatched()
        status = till.printer.status()
        known = (status.rec_empty, status.cover_open, status.rec_near_end)
        assert known == ((False, False, False) if till.place.watched else (None, None, None))
        assert till.printer.caps.status is till.place.talks

    def test_clear_output_cancels_what_waits(self, till: Till) -> None:
        output_id = till.receipt("0001-000001")
        till.printer.clear_output()
        till.start()
        assert till.wait_state(output_id, PrintJobState.CANCELLED)
        second = till.receipt("0001-000002")
        till.wait_state(second, till.place.final)
        assert till.place.wait_paper(lambda m: list(m.roll.copies()) == ["0001-000002"])
