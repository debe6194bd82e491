"""The spooler: a sale prints once, or a person is asked (hardware.md sections 6 and 11)."""

from __future__ import annotations

import hashlib

import pytest

from core.domain.errors import DomainError
from core.ports.devices import ErrorEvent, OutputCompleteEvent, PowerState
from core.ports.printing import Fence, PrintJobState
from hardware.virtual.faults import Fault
from tests.hardware.rig import UNREACHABLE, Rig
from tests.strictness import ExpectedLogs

S = PrintJobState


@pytest.fixture
def rig() -> Rig:
    rig = Rig()
    rig.step()
    return rig


def test_a_receipt_is_printed_once_and_proven(rig: Rig) -> None:
    job = rig.receipt()
    rig.step()
    done = rig.job(job)
    assert (done.state, done.fence, done.attempts) == (S.PRINTED, Fence.PROCESS_ID, 1)
    assert done.blob is not None
    assert done.sha256 == hashlib.sha256(done.blob).hexdigest()
    assert rig.copies() == 1
    assert OutputCompleteEvent("main", job, S.PRINTED) in rig.events
    assert [state for _, state in rig.jobs.history] == [S.QUEUED, S.SENDING, S.SENT, S.PRINTED]


def test_a_copy_leaves_in_one_send(rig: Rig) -> None:
    before = rig.link.sends
    rig.receipt()
    rig.step()
    assert rig.link.sends - before == 2  # the pre-flight, then the copy with its fence


def test_jobs_print_in_order_one_at_a_time(rig: Rig) -> None:
    for n in range(1, 6):
        rig.receipt(f"0001-{n:06d}")
    rig.step(20)
    assert list(rig.machine.roll.copies()) == [f"0001-{n:06d}" for n in range(1, 6)]
    assert rig.machine.roll.copies().total() == 5


def test_sending_is_committed_before_the_first_byte(rig: Rig) -> None:
    seen: list[tuple[PrintJobState, int]] = []
    job = rig.receipt()
    lines = rig.machine.roll.lines
    mark_sending = rig.jobs.mark_sending

    def watched(output_id: str, blob: bytes, sha256: str) -> None:
        mark_sending(output_id, blob, sha256)
        seen.append((rig.state(job), len(lines)))

    rig.jobs.mark_sending = watched  # type: ignore[method-assign]
    rig.step()
    assert seen == [(S.SENDING, 0)]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.PAPER_OUT, "rec_empty"),
        (Fault.COVER, "cover_open"),
        (Fault.OFFLINE, "offline"),
        (Fault.ERROR, "printer_error"),
    ],
)
def test_a_blocked_printer_gets_nothing_and_prints_once_when_free(rig: Rig, fault: Fault, code: str) -> None:
    rig.machine.set_fault(fault, on=True)
    rig.step()
    job = rig.receipt()
    rig.step()
    assert (rig.job(job).state, rig.job(job).error) == (S.WAITING_DEVICE, code)
    rig.pass_time(600, step_s=2)
    assert rig.copies() == 0
    assert rig.job(job).attempts == 0
    rig.machine.set_fault(fault, on=False)
    rig.step(10)
    assert rig.state(job) is S.PRINTED
    assert rig.copies() == 1


def test_paper_out_in_the_middle_waits_with_the_cause_and_prints_once(rig: Rig) -> None:
    rig.trap(after_lines=1, fault=Fault.PAPER_OUT)
    job = rig.receipt()
    rig.step()
    rig.pass_time(3600, step_s=2)
    assert (rig.job(job).state, rig.job(job).error) == (S.SENT, "rec_empty")
    rig.machine.set_fault(Fault.PAPER_OUT, on=False)
    rig.pass_time(5)
    assert rig.state(job) is S.PRINTED
    assert rig.copies() == 1
    assert rig.errors() == []


def test_no_proof_and_no_cause_is_uncertain_after_the_patience_and_a_late_proof_settles_it(rig: Rig) -> None:
    held: list[bytes] = []
    process_id = rig.machine._process_id
    rig.machine._do["GS ( H"] = held.append
    job = rig.receipt()
    rig.step()
    rig.pass_time(14)
    assert rig.state(job) is S.SENT
    rig.pass_time(2)
    assert (rig.job(job).state, rig.job(job).error) == (S.UNCERTAIN, "patience")
    assert rig.errors() == ["uncertain"]
    assert rig.copies() == 1
    process_id(held[0])
    rig.step()
    assert rig.state(job) is S.PRINTED
    assert rig.copies() == 1


def test_an_uncertain_receipt_is_never_sent_again_by_itself(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(UNREACHABLE)
    rig.trap(after_bytes=60, action="power_off")
    job = rig.receipt()
    rig.step()
    assert rig.state(job) is S.UNCERTAIN
    rig.link.power(on=True)
    rig.pass_time(120, step_s=1)
    assert rig.state(job) is S.UNCERTAIN
    assert rig.job(job).attempts == 1
    assert rig.copies() <= 1
    assert ErrorEvent("main", "uncertain", recoverable=True, output_id=job) in rig.events


def test_after_a_broken_job_the_next_ticket_starts_clean(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(UNREACHABLE)
    rig.trap(after_bytes=50, action="reset")
    rig.receipt("0001-000001")
    rig.step()
    after = rig.receipt("0001-000002")
    rig.pass_time(20)
    assert rig.state(after) is S.PRINTED
    last = rig.machine.roll.tickets()[-1]
    assert "0001-000002" in last[0].text


def test_a_reprint_is_marked_and_the_first_is_settled(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(UNREACHABLE)
    rig.trap(after_bytes=60, action="reset")
    job = rig.receipt()
    rig.step()
    assert rig.state(job) is S.UNCERTAIN
    rig.jobs.mark(job, S.REPRINTED)
    rig.receipt(copy_no=2)
    rig.pass_time(20)
    assert rig.state(job) is S.REPRINTED
    printed = ["".join(line.text for line in ticket) for ticket in rig.machine.roll.tickets()]
    assert [text.count("REIMPRESIÓN 1") for text in printed if "REIMPRESIÓN" in text] == [1]


def test_a_printer_that_is_off_costs_nothing_and_is_named_once(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(UNREACHABLE)
    rig.link.power(on=False)
    jobs = [rig.receipt(f"0001-{n:06d}") for n in range(1, 4)]
    rig.pass_time(300, step_s=1)
    assert rig.port.snapshot.power_state is PowerState.OFF_OFFLINE
    assert rig.job(jobs[0]).error == "no_hardware"
    assert {rig.state(job) for job in jobs} == {S.WAITING_DEVICE, S.QUEUED}
    rig.link.power(on=True)
    rig.pass_time(13)
    assert [rig.state(job) for job in jobs] == [S.PRINTED] * 3
    assert rig.machine.roll.copies().total() == 3


def test_a_peer_that_stops_reading_is_given_up_after_the_write_limit(
    rig: Rig, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("write_timeout")
    rig.machine.allowance = 40
    job = rig.receipt()
    rig.step()
    rig.pass_time(4)
    assert rig.state(job) is S.SENDING
    rig.pass_time(2)
    assert (rig.job(job).state, rig.job(job).error) == (S.UNCERTAIN, "write_timeout")


def test_a_full_buffer_with_a_named_cause_keeps_waiting_and_prints_once(rig: Rig) -> None:
    rig.machine.allowance = 12 + 60  # the pre-flight and a part of the copy, then the window is shut
    rig.trap(after_lines=1, fault=Fault.COVER)
    job = rig.receipt()
    rig.step()
    rig.pass_time(60, step_s=1)
    assert rig.state(job) is S.SENDING
    rig.machine.set_fault(Fault.COVER, on=False)
    rig.machine.allowance = None
    rig.pass_time(5)
    assert rig.state(job) is S.PRINTED
    assert rig.copies() == 1


def test_silence_at_the_pre_flight_is_a_loss_and_nothing_is_sent(
    rig: Rig, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("silent")
    rig.machine.faults.add(Fault.SILENT)
    job = rig.receipt()
    rig.pass_time(2)
    assert rig.job(job).attempts == 0
    assert rig.port.snapshot.rec_empty is None
    rig.machine.faults.discard(Fault.SILENT)
    rig.pass_time(13)
    assert rig.state(job) is S.PRINTED
    assert rig.copies() == 1


def test_a_printer_that_never_answered_gets_nothing_and_stays_connected() -> None:
    rig = Rig()
    rig.machine.faults.add(Fault.SILENT)
    job = rig.receipt()
    rig.pass_time(30)
    assert (rig.job(job).state, rig.job(job).error) == (S.WAITING_DEVICE, "unknown")
    assert rig.link.opened == 1


def test_garbled_answers_are_unknown_and_never_fine(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.allow(UNREACHABLE)
    rig.machine.faults.add(Fault.GARBLED)
    job = rig.receipt()
    rig.pass_time(5)
    assert rig.job(job).attempts == 0
    assert rig.port.snapshot.rec_empty is None


def test_a_model_without_a_voice_is_sent_to_and_never_called_printed() -> None:
    rig = Rig(profile="generic")
    job = rig.receipt()
    rig.step()
    assert (rig.job(job).state, rig.job(job).fence) == (S.SENT, Fence.NONE)
    assert rig.copies() == 1
    rig.restart()
    rig.step()
    assert rig.state(job) is S.SENT
    assert rig.port.snapshot.power_state is PowerState.UNKNOWN


def test_a_silent_link_leaves_nothing_undone_until_the_next_wake() -> None:
    rig = Rig(profile="generic")
    jobs = [rig.receipt(f"0001-{n:06d}") for n in range(1, 8)]
    due = rig.port.step()
    steps = 1
    while due is not None and due <= 0:
        due, steps = rig.port.step(), steps + 1
        assert steps < 100, "the port spins"
    assert {rig.state(job) for job in jobs} == {S.SENT}


def test_an_idle_port_sleeps_until_its_next_poll(rig: Rig) -> None:
    rig.receipt()
    rig.pass_time(7)
    due = rig.port.step()
    assert due is not None
    assert due >= 1.0


def test_the_older_fence_proves_in_order() -> None:
    rig = Rig(overrides={"fence": "gs_r"})
    job = rig.receipt()
    rig.step(10)
    assert (rig.job(job).state, rig.job(job).fence) == (S.PRINTED, Fence.GS_R)


def test_a_document_nobody_can_draw_is_cancelled_and_said(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("cannot be drawn: bad_document")
    bad, good = rig.receipt(document="{}"), rig.receipt()
    rig.step(10)
    assert (rig.job(bad).state, rig.job(bad).error) == (S.CANCELLED, "bad_document")
    assert rig.state(good) is S.PRINTED
    assert rig.errors() == ["bad_document"]


def test_a_store_that_cannot_write_sends_nothing_and_later_prints_once(
    rig: Rig, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("print queue of main: store_full")
    mark_sending = rig.jobs.mark_sending
    refusals = [DomainError("store_full"), DomainError("store_full")]

    def full(output_id: str, blob: bytes, sha256: str) -> None:
        if refusals:
            raise refusals.pop()
        mark_sending(output_id, blob, sha256)

    rig.jobs.mark_sending = full  # type: ignore[method-assign]
    job = rig.receipt()
    rig.step()
    assert rig.copies() == 0
    rig.pass_time(30)
    assert rig.state(job) is S.PRINTED
    assert rig.copies() == 1


def test_a_state_the_store_could_not_take_is_written_later(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("print queue of main: store_full")
    mark = rig.jobs.mark
    refusals = [DomainError("store_full")]

    def full(output_id: str, state: PrintJobState, **values: object) -> None:
        if refusals:
            raise refusals.pop()
        mark(output_id, state, **values)  # type: ignore[arg-type]

    job = rig.receipt()
    rig.jobs.mark = full  # type: ignore[method-assign]
    rig.step()
    assert rig.copies() == 1
    rig.pass_time(8)
    assert rig.state(job) is S.PRINTED
    assert rig.copies() == 1


def test_a_job_a_person_cancelled_meanwhile_is_left_alone(rig: Rig) -> None:
    rig.machine.set_fault(Fault.COVER, on=True)
    rig.step()
    job = rig.receipt()
    rig.step()
    rig.jobs.mark(job, S.CANCELLED)
    rig.machine.set_fault(Fault.COVER, on=False)
    rig.pass_time(5)
    assert rig.copies() == 0


def test_clearing_the_buffer_makes_what_was_sent_uncertain(rig: Rig) -> None:
    rig.trap(after_lines=1, fault=Fault.PAPER_OUT)
    job = rig.receipt()
    rig.step()
    rig.port.ask_clear()
    rig.step()
    assert (rig.job(job).state, rig.job(job).error) == (S.UNCERTAIN, "cleared")
    rig.machine.set_fault(Fault.PAPER_OUT, on=False)
    rig.pass_time(3)
    assert rig.machine.roll.copies().total() <= 1
    assert "GS V" not in rig.machine.commands


def test_a_shared_printer_is_let_go_after_each_job() -> None:
    rig = Rig(per_job=True)
    rig.pass_time(1)
    job = rig.receipt()
    rig.pass_time(2)
    assert rig.state(job) is S.PRINTED
    assert not rig.link.up
    opened = rig.link.opened
    rig.receipt("0001-000124")
    rig.pass_time(2)
    assert rig.link.opened == opened + 1
    assert not rig.link.up
