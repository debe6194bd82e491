"""A drawer opens now or never (hardware.md section 11)."""

from __future__ import annotations

import pytest

from core.ports.printing import DRAWER_TTL_MS, Fence, PrintJobState
from hardware.virtual.faults import Fault
from tests.hardware.rig import UNREACHABLE, Rig
from tests.strictness import ExpectedLogs

S = PrintJobState


@pytest.fixture
def rig() -> Rig:
    rig = Rig()
    rig.step()
    return rig


def test_the_drawer_opens_before_the_text(rig: Rig) -> None:
    receipt = rig.receipt()
    drawer = rig.drawer()
    rig.step()
    sending = [output_id for output_id, state in rig.jobs.history if state is S.SENDING]
    assert sending == [drawer, receipt]
    assert (rig.machine.drawer.kicks, rig.copies()) == (1, 1)
    assert rig.machine.drawer.last_pin == 2
    assert (rig.job(drawer).state, rig.job(drawer).fence) == (S.SENT, Fence.NONE)
    assert rig.state(receipt) is S.PRINTED


def test_the_drawer_opens_while_the_paper_is_out(rig: Rig) -> None:
    rig.trap(after_lines=1, fault=Fault.PAPER_OUT)
    rig.receipt()
    rig.step()
    drawer = rig.drawer()
    rig.step()
    assert rig.state(drawer) is S.SENT
    assert rig.machine.drawer.kicks == 1


def test_the_drawer_opens_after_a_long_quiet_time_only_once_the_printer_is_heard(rig: Rig) -> None:
    rig.pass_time(60, step_s=1)
    drawer = rig.drawer()
    rig.step()
    assert rig.state(drawer) is S.SENT
    assert rig.machine.drawer.kicks == 1


def test_a_drawer_never_opens_late(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(UNREACHABLE)
    rig.link.power(on=False)
    drawer = rig.drawer()
    rig.pass_time(DRAWER_TTL_MS / 1000 + 1)
    assert (rig.job(drawer).state, rig.job(drawer).error) == (S.CANCELLED, "ttl")
    rig.link.power(on=True)
    rig.pass_time(30)
    assert rig.machine.drawer.kicks == 0
    assert "ttl" in rig.errors()


def test_a_printer_back_in_time_opens_the_drawer(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(UNREACHABLE)
    rig.link.power(on=False)
    rig.step()
    drawer = rig.drawer()
    rig.pass_time(0.5)
    rig.link.power(on=True)
    rig.pass_time(3)
    assert rig.state(drawer) is S.SENT
    assert rig.machine.drawer.kicks == 1


def test_a_silent_printer_gets_no_pulse_that_would_act_later(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("silent")
    rig.pass_time(65, step_s=1)
    rig.machine.faults.add(Fault.SILENT)
    drawer = rig.drawer()
    rig.pass_time(7)
    assert rig.state(drawer) is S.CANCELLED
    assert rig.machine.drawer.kicks == 0


def test_a_pulse_that_queues_in_the_printer_is_refused_while_it_would_be_late() -> None:
    rig = Rig(overrides={"realtime_pulse": False})
    rig.step()
    rig.trap(after_lines=1, fault=Fault.PAPER_OUT)
    rig.receipt()
    rig.step()
    drawer = rig.drawer()
    rig.step()
    assert (rig.job(drawer).state, rig.job(drawer).error) == (S.CANCELLED, "busy")
    rig.machine.set_fault(Fault.PAPER_OUT, on=False)
    rig.pass_time(5)
    assert rig.machine.drawer.kicks == 0
    again = rig.drawer()
    rig.step()
    assert rig.state(again) is S.SENT
    assert rig.machine.drawer.kicks == 1


def test_the_sensor_says_open_and_closed_and_without_one_nothing(rig: Rig) -> None:
    rig.drawer()
    rig.step()
    seen = [rig.port.snapshot.drawer_opened]
    rig.machine.drawer.close()
    rig.machine.run()
    rig.step()
    seen.append(rig.port.snapshot.drawer_opened)
    assert seen == [True, False]
    blind = Rig(overrides={"drawer_sensor_open_level": None})
    blind.step()
    assert blind.port.snapshot.drawer_opened is None
