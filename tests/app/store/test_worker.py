"""The store thread: order, merging, fairness, callbacks, the end (sync.md T4, performance.md 2.4)."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import queue
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.store.core import Committed
from app.store.errors import NotEnrolledError, StoreClosedError, StoreUnavailableError
from app.store.worker import LONGEST_HOLD_S
from app.usecases.ports import PinFailures, StaffRecord, WriteUnit
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind
from tests.fakes.store import CASHIER, ManualClock, SeededIds, context, enrolment, open_till, sell
from tests.strictness import ExpectedLogs


def basket(n: int) -> str:
    return f"0198f0c0-1111-7000-8000-{n:012x}"


def draft(unit: WriteUnit, n: int) -> int:
    unit.save_draft_header(basket(1), {"v": 1})
    unit.save_draft_line(basket(1), n, {"n": n})
    return n


def _note(unit: WriteUnit, order: list[str], entry: str) -> None:
    del unit
    order.append(entry)


def test_draft_lines_waiting_together_share_one_transaction(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    commits = store.runner.core.commits
    done: list[Any] = []
    for n in range(5):
        store.runner.submit(partial(draft, n=n), done.append, done.append, joins=True)
    store.runner.submit(partial(sell, basket=basket(1)), done.append, done.append)
    store.runner.step()
    assert (done, store.runner.core.commits) == ([0, 1, 2, 3, 4], commits + 1)
    store.runner.step()
    assert (len(done), store.runner.core.commits) == (6, commits + 2)
    reader = store.reader()
    assert reader.draft() is None
    reader.close()
    store.close()


def test_one_refused_operation_does_not_take_its_neighbours_along(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    done: list[Any] = []

    def refuses(unit: WriteUnit) -> int:
        draft(unit, 99)
        raise DomainError("no")

    for operation in (partial(draft, n=1), refuses, partial(draft, n=2)):
        store.runner.submit(operation, done.append, lambda error: done.append(str(error)), joins=True)
    store.runner.step()
    assert done == [1, "no", 2]
    reader = store.reader()
    found = reader.draft()
    assert found is not None
    assert [key for key, _ in found.lines] == [1, 2]
    reader.close()
    store.close()


def test_the_cashier_goes_before_sync_and_spooler_but_does_not_starve_them(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    order: list[str] = []
    runner = store.runner
    answers: queue.SimpleQueue[None] = queue.SimpleQueue()
    runner.threaded = True
    waiting = threading.Thread(target=lambda: answers.put(runner.run(lambda unit: order.append("back"))))
    waiting.start()
    while not runner._back:
        threading.Event().wait(0.001)
    for n in range(40):
        runner.submit(partial(_note, order=order, entry=str(n)), str, str)
    for _ in range(41):
        runner.step()
    waiting.join(5)
    assert order.index("back") == 16
    assert [entry for entry in order if entry != "back"] == [str(n) for n in range(40)]
    runner.threaded = False
    store.close()


def test_observers_hear_of_events_and_print_jobs_after_the_caller(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    heard: list[Any] = []
    store.runner.observe(heard.append)
    store.runner.submit(partial(sell, basket=basket(1)), lambda _: heard.append("done"), heard.append)
    store.runner.step()
    assert heard[0] == "done"
    assert isinstance(heard[1], Committed)
    assert (len(heard[1].events), len(heard[1].print_jobs)) == (1, 2)
    store.runner.run(partial(draft, n=1))
    assert len(heard) == 2, "a draft wakes nobody"
    store.close()


def test_a_failing_listener_does_not_end_the_thread(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("a listener of the store failed")
    store = open_till(tmp_path, threaded=True)

    def fails(_: object) -> None:
        raise ZeroDivisionError

    store.runner.submit(partial(draft, n=1), fails, fails)
    assert store.runner.run(partial(draft, n=2)) == 2
    store.close()


def test_what_is_queued_is_still_done_and_the_rest_is_refused_at_the_end(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    done: list[Any] = []
    store.runner.submit(partial(sell, basket=basket(1)), done.append, done.append)
    store.close()
    assert len(done) == 1
    store.runner.submit(partial(sell, basket=basket(2)), done.append, done.append)
    assert isinstance(done[1], StoreClosedError)
    again = open_till(tmp_path, 2)
    reader = again.reader()
    assert reader.totals()[0] == 1
    reader.close()
    again.close()


def test_the_store_thread_cannot_wait_for_itself(tmp_path: Path) -> None:
    store = open_till(tmp_path, threaded=True)
    caught: queue.SimpleQueue[Exception] = queue.SimpleQueue()

    def waits(_: object) -> None:
        try:
            store.runner.run(partial(draft, n=2))
        except RuntimeError as error:
            caught.put(error)

    store.runner.submit(partial(draft, n=1), waits, waits)
    assert "itself" in str(caught.get(timeout=10))
    store.close()


def test_no_event_before_enrolment(tmp_path: Path) -> None:
    store = open_till(tmp_path, enrolled=False)
    assert store.identity is None
    assert store.outbox.take(50, 1000) is None
    with pytest.raises(NotEnrolledError):
        store.runner.run(lambda unit: unit.append(EventKind.LOGOUT, {}, context()))
    store.enrol(enrolment())
    store.runner.run(partial(sell, basket=basket(1)))
    store.close()


def test_wrong_pins_are_counted_before_the_verdict_and_waiting_survives_a_restart(tmp_path: Path) -> None:
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock)
    assert store.runner.run(lambda unit: unit.pin_failures(CASHIER)) == PinFailures(0, 0)
    store.runner.run(lambda unit: unit.set_pin_failures(CASHIER, 5))
    clock.advance(20)
    assert store.runner.run(lambda unit: unit.pin_failures(CASHIER)) == PinFailures(5, 20_000)
    store.close()
    clock.advance(3600)
    store = open_till(tmp_path, clock=clock, ids=SeededIds(2))
    assert store.runner.run(lambda unit: unit.pin_failures(CASHIER)) == PinFailures(5, 20_000), (
        "nobody waits while the till is off, nor by turning the clock"
    )
    clock.advance(31)
    for _ in range(10):
        store.runner.step()
    clock.advance(9)
    assert store.runner.run(lambda unit: unit.pin_failures(CASHIER)) == PinFailures(5, 60_000)
    store.runner.run(lambda unit: unit.set_pin_failures(CASHIER, 0))
    assert store.runner.run(lambda unit: unit.pin_failures(CASHIER)) == PinFailures(0, 0)
    store.close()


def test_staff_is_read_back_whole_and_hides_its_hash(tmp_path: Path) -> None:
    from app.usecases.ports import PinCredential

    pin = PinCredential(47104, 1, 1, b"salt", "p1", b"secret-hash")
    people = (
        StaffRecord(CASHIER, 1, "Yariela Ríos", "cashier", frozenset({"pos:create"}), True, pin),
        StaffRecord(basket(3), 2, "Supervisora", "supervisor", frozenset(), False, None),
    )
    store = open_till(tmp_path)
    store.runner.run(lambda unit: unit.replace_staff(people))
    assert store.runner.run(lambda unit: unit.staff(CASHIER)) == people[0]
    assert store.runner.run(lambda unit: unit.staff(basket(9))) is None
    reader = store.reader()
    assert reader.people() == (people[0],)
    assert "secret-hash" not in repr(reader.people())
    reader.close()
    store.close()


def test_a_checkpoint_waits_until_idle_and_no_basket_is_open(tmp_path: Path) -> None:
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock)
    before = (tmp_path / "till.db").stat().st_size
    for n in range(10):
        store.runner.run(partial(sell, basket=basket(n), lines=20))
    store.runner.run(partial(draft, n=1))
    clock.advance(3)
    for _ in range(10):
        store.runner.step()
    assert (tmp_path / "till.db").stat().st_size == before
    store.runner.run(lambda unit: unit.drop_draft(basket(1)))
    for _ in range(10):
        store.runner.step()
    assert (tmp_path / "till.db").stat().st_size == before, "not idle long enough"
    clock.advance(3)
    for _ in range(10):
        store.runner.step()
    assert (tmp_path / "till.db").stat().st_size > before
    store.close()


def test_a_reprint_gets_the_next_copy_number_and_the_stored_document(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    stored = store.runner.run(partial(sell, basket=basket(1)))
    event_id = stored.event.event_id
    assert store.runner.run(lambda unit: unit.next_copy(event_id)) == 2
    found = store.runner.run(lambda unit: unit.sale_document(event_id))
    assert found == (stored, '{"n":1}')
    assert store.runner.run(lambda unit: unit.sale_document(basket(9))) is None
    store.close()


def test_what_can_wait_comes_after_everybody_and_never_while_a_payment_is_open(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    runner, order = store.runner, list[str]()
    runner.threaded = True
    slices = threading.Thread(target=lambda: runner.idle(lambda: order.append("slice")))
    slices.start()
    acks = threading.Thread(target=lambda: runner.run(lambda unit: order.append("back")))
    acks.start()
    while not runner._back or not runner._spare:
        threading.Event().wait(0.001)
    runner.hold(True)
    runner.submit(partial(_note, order=order, entry="sale"), str, str)
    for _ in range(4):
        runner.step()
    acks.join(5)
    assert order == ["sale", "back"]
    runner.submit(partial(_note, order=order, entry="next sale"), str, str)
    runner.hold(False)
    runner.step()
    runner.step()
    slices.join(5)
    assert order == ["sale", "back", "next sale", "slice"]
    runner.threaded = False
    store.close()


def test_a_slice_waits_for_the_end_of_a_payment_on_the_living_thread(tmp_path: Path) -> None:
    store = open_till(tmp_path, threaded=True)
    store.runner.hold(True)
    order: list[str] = []
    slices = threading.Thread(target=lambda: store.runner.idle(lambda: order.append("slice")))
    slices.start()
    store.runner.run(lambda unit: order.append("payment"))
    store.runner.hold(False)
    slices.join(5)
    assert order == ["payment", "slice"]
    store.close()


def test_slices_still_waiting_are_refused_when_the_till_closes(tmp_path: Path) -> None:
    store = open_till(tmp_path, threaded=True)
    store.runner.hold(True)
    refused: queue.SimpleQueue[Exception] = queue.SimpleQueue()

    def slices() -> None:
        try:
            store.runner.idle(int)
        except StoreClosedError as error:
            refused.put(error)

    waiting = threading.Thread(target=slices)
    waiting.start()
    while not store.runner._spare:
        threading.Event().wait(0.001)
    store.close()
    waiting.join(5)
    assert isinstance(refused.get_nowait(), StoreClosedError)


def test_whoever_drives_the_store_alone_is_refused_a_slice_during_a_payment(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    store.runner.hold(True)
    with pytest.raises(StoreUnavailableError):
        store.runner.idle(int)
    store.runner.hold(False)
    assert store.runner.idle(lambda: 7) == 7
    store.close()


def test_an_attended_job_runs_when_it_is_due_and_not_in_a_payment(tmp_path: Path) -> None:
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock)
    runs: list[float] = []

    def job() -> float:
        runs.append(clock.monotonic())
        return 60.0

    detach = store.runner.attend(job)
    for _ in range(20):
        store.runner.step()
    assert len(runs) == 1
    store.runner.hold(True)
    clock.advance(61)
    for _ in range(20):
        store.runner.step()
    assert len(runs) == 1
    clock.advance(LONGEST_HOLD_S)
    for _ in range(20):
        store.runner.step()
    assert len(runs) == 2
    store.runner.hold(False)
    detach()
    clock.advance(61)
    for _ in range(20):
        store.runner.step()
    assert len(runs) == 2
    store.close()


def test_a_fault_in_an_attended_job_is_said_once_and_tried_again(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock)
    runs: list[int] = []

    def job() -> float:
        runs.append(1)
        raise OSError("disk")

    store.runner.attend(job)
    for _ in range(5):
        clock.advance(2)
        for _ in range(10):
            store.runner.step()
    assert len(runs) == 5
    assert [record.getMessage() for record in expected_logs.records] == [
        "upkeep of the store failed: OSError"
    ]
    expected_logs.expect("upkeep of the store failed")
    store.close()
