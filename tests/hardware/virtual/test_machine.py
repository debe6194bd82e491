"""The virtual printer answers as the manuals say."""

from __future__ import annotations

import pytest

from hardware.virtual.faults import Fault, Trap
from hardware.virtual.machine import Machine


@pytest.fixture
def machine() -> Machine:
    return Machine()


def said(machine: Machine, data: bytes) -> bytes:
    machine.receive(data)
    answer = bytes(machine.replies)
    machine.replies.clear()
    return answer


@pytest.mark.parametrize(
    ("fault", "answers"),
    [
        (None, "161212"),
        (Fault.PAPER_OUT, "1e327e"),
        (Fault.NEAR_END, "16121e"),
        (Fault.COVER, "1e1612"),
        (Fault.ERROR, "1e5212"),
        (Fault.OFFLINE, "1e1212"),
    ],
)
def test_real_time_status(machine: Machine, fault: Fault | None, answers: str) -> None:
    if fault is not None:
        machine.set_fault(fault, on=True)
    assert said(machine, b"\x10\x04\x01\x10\x04\x02\x10\x04\x04").hex() == answers


def test_status_is_pushed_on_every_change_once_asked_for(machine: Machine) -> None:
    assert said(machine, b"\x1d\x61\x0f").hex() == "14000000"
    machine.set_fault(Fault.NEAR_END, on=True)
    assert bytes(machine.replies).hex() == "14000300"
    machine.replies.clear()
    assert said(machine, b"\x10\x14\x01\x00\x01").hex() == "10000300"
    assert machine.drawer.opened


def test_queued_answers_wait_until_the_fault_clears_and_real_time_ones_do_not(machine: Machine) -> None:
    machine.set_fault(Fault.PAPER_OUT, on=True)
    assert said(machine, b"Hola\n\x1d\x72\x01\x1d\x28\x48\x06\x00\x30\x300007") == b""
    assert said(machine, b"\x10\x04\x01") == b"\x1e"
    machine.set_fault(Fault.PAPER_OUT, on=False)
    assert bytes(machine.replies) == b"\x00\x37\x220007\x00"
    assert machine.roll.lines[0].text == "Hola"


def test_a_drawer_pulse_acts_at_once_or_in_its_turn(machine: Machine) -> None:
    machine.set_fault(Fault.COVER, on=True)
    machine.receive(b"\x1bp\x01\x19\xfa")
    assert machine.drawer.kicks == 0
    machine.receive(b"\x10\x14\x01\x00\x01")
    assert (machine.drawer.kicks, machine.drawer.last_pin) == (1, 2)
    machine.set_fault(Fault.COVER, on=False)
    assert (machine.drawer.kicks, machine.drawer.last_pin) == (2, 5)


def test_a_stuck_drawer_stays_shut_and_a_key_opens_it(machine: Machine) -> None:
    machine.drawer.stuck = True
    machine.receive(b"\x10\x14\x01\x00\x01")
    seen = [machine.drawer.opened]
    machine.drawer.open_by_key()
    seen.append(machine.drawer.opened)
    assert seen == [False, True]
    machine.drawer.sensor = False
    assert machine.drawer.pin3_high()


def test_power_off_drops_the_buffer(machine: Machine) -> None:
    machine.set_fault(Fault.PAPER_OUT, on=True)
    machine.receive(b"never printed\n")
    machine.power_cycle()
    machine.set_fault(Fault.PAPER_OUT, on=False)
    assert machine.roll.lines == []


def test_a_trap_by_bytes_lets_nothing_after_it_through(machine: Machine) -> None:
    machine.traps.append(Trap(after_bytes=5, action="reset"))
    machine.receive(b"12345678\n")
    assert machine.received == 5
    assert machine.port_actions == ["reset"]


def test_a_trap_by_lines_blocks_the_rest(machine: Machine) -> None:
    machine.traps.append(Trap(after_lines=2, fault=Fault.PAPER_OUT))
    machine.receive(b"1\n2\n3\n4\n")
    assert [line.text for line in machine.roll.lines] == ["1", "2"]
    machine.set_fault(Fault.PAPER_OUT, on=False)
    assert [line.text for line in machine.roll.lines] == ["1", "2", "3", "4"]


def test_clearing_the_buffer_forgets_unsent_answers(machine: Machine) -> None:
    machine.set_fault(Fault.COVER, on=True)
    machine.receive(b"old\n\x1d\x28\x48\x06\x00\x30\x300001")
    assert said(machine, b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08") == b"\x37\x25\x00"
    machine.set_fault(Fault.COVER, on=False)
    assert (machine.roll.lines, bytes(machine.replies)) == ([], b"")


def test_a_missing_code_page_prints_something_else(machine: Machine) -> None:
    poor = Machine(pages={0: "cp437"})
    poor.receive(b"\x1bt\x13\xb5\n")  # capital A with acute on page 858
    assert poor.roll.lines[0].text == "╡"
    machine.receive(b"\x1bt\x13\xb5\n")
    assert machine.roll.lines[0].text == "Á"


def test_copies_are_counted_by_ticket(machine: Machine) -> None:
    ticket = b"N. 0001-000007\nRef 0001-000001\n\x1dVB\x00"
    machine.receive(ticket + b"\n\x1dVB\x00" + ticket)
    assert machine.roll.copies() == {"0001-000007": 2}
    assert len(machine.roll.tickets()) == 2


def test_the_model_tells_its_name(machine: Machine) -> None:
    assert said(machine, b"\x1d\x49\x43") == b"\x5fCUADRE VIRTUAL\x00"
