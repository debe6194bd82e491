"""The same faults on real sockets, with the port thread running."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.ports.devices import ErrorEvent
from core.ports.printing import PrintJobState
from hardware.virtual.faults import Fault, Trap
from hardware.virtual.printer import VirtualPrinter
from tests.conformance.pos_printer import Till
from tests.hardware.place import Place
from tests.strictness import ExpectedLogs

S = PrintJobState
NUMBER = "0001-000123"


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as made:
        yield made


@pytest.fixture
def till(printer: VirtualPrinter, tmp_path: Path) -> Iterator[Till]:
    till = Till(Place(printer.address, "virtual", printer), tmp_path)
    till.start()
    yield till
    till.devices.close()


def copies(printer: VirtualPrinter) -> int:
    with printer.machine() as machine:
        return machine.roll.copies()[NUMBER]


@pytest.mark.parametrize("action", ["reset", "power_off"])
def test_a_job_that_broke_off_is_asked_about_and_never_repeated(
    till: Till, printer: VirtualPrinter, action: str, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("main is not reachable")
    till.wait_state(till.receipt("0001-000001"), S.PRINTED)
    printer.trap(Trap(after_bytes=70, action=action))
    job = till.receipt(NUMBER)
    till.wait_state(job, S.UNCERTAIN)
    assert till.wait_event(lambda e: e == ErrorEvent("main", "uncertain", recoverable=True, output_id=job))
    printer.power(on=True)
    till.wait_state(till.receipt("0001-000124"), S.PRINTED)
    assert till.wait_state(job, S.UNCERTAIN)
    assert copies(printer) <= 1


@pytest.mark.parametrize("fault", [Fault.PAPER_OUT, Fault.COVER])
def test_a_fault_in_the_middle_holds_the_job_and_the_drawer_still_opens(
    till: Till, printer: VirtualPrinter, fault: Fault
) -> None:
    till.wait_state(till.receipt("0001-000001"), S.PRINTED)
    printer.trap(Trap(after_lines=1, fault=fault))
    job = till.receipt(NUMBER)
    till.wait_state(job, S.SENT)
    till.wait_state(till.drawer.open_drawer(till.ids.uuid7()), S.SENT)
    assert printer.wait_for(lambda m: m.drawer.opened)
    printer.fault(fault, on=False)
    till.wait_state(job, S.PRINTED)
    assert copies(printer) == 1


def test_a_slow_reader_gets_all_of_it_once(till: Till, printer: VirtualPrinter) -> None:
    till.wait_state(till.receipt("0001-000001"), S.PRINTED)
    with printer.machine() as machine:
        machine.allowance = 30
        before = machine.received
    job = till.receipt(NUMBER)
    assert printer.wait_for(lambda m: m.received >= before + 30)
    for _ in range(5):
        with printer.machine() as machine:
            machine.allowance = 10
        assert printer.wait_for(lambda m: m.allowance == 0)
    with printer.machine() as machine:
        machine.allowance = None
    till.wait_state(job, S.PRINTED)
    assert copies(printer) == 1


def test_a_cable_pulled_while_idle_is_noticed_and_mended(
    till: Till, printer: VirtualPrinter, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("main is not reachable")
    till.wait_state(till.receipt("0001-000001"), S.PRINTED)
    printer.unplug()
    assert till.wait_event(lambda e: getattr(e, "status", None) == "power_off_offline")
    till.wait_state(till.receipt(NUMBER), S.PRINTED)
    assert copies(printer) == 1
