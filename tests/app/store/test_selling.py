"""A headless till sells: one operation, one transaction, both journals."""

from __future__ import annotations

import queue
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.store.driver import connect_reader
from app.store.errors import SeriesMissingError
from app.usecases.ports import NewPrintJob, WriteUnit
from core.domain.journal.events import EventKind
from core.ports.printing import PrintJobState, PrintKind
from tests.fakes.store import SeededIds, context, open_till, sell


def basket(n: int) -> str:
    return f"0198f0c0-1111-7000-8000-{n:012x}"


def test_a_sale_stands_with_all_its_rows(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    stored = store.runner.run(lambda unit: sell(unit, basket(1), lines=3))
    reader = store.reader()
    (summary,) = reader.recent_sales(10)
    assert (summary.event_id, summary.series, summary.number) == (stored.event.event_id, "0001", 1)
    assert (summary.total_cents, summary.delivery_state) == (321, "pending")
    assert reader.totals() == (1, 321)
    assert reader.receipt_document(stored.event.event_id) == '{"n":1}'
    with_rows = connect_reader(tmp_path / "till.db")
    counts = {
        table: with_rows.execute(f"SELECT count(*) FROM {table}").fetchone()
        for table in ("sale", "sale_line", "payment", "stock_delta", "print_job", "journal")
    }
    assert counts == {
        "sale": (1,),
        "sale_line": (3,),
        "payment": (1,),
        "stock_delta": (3,),
        "print_job": (2,),
        "journal": (2,),
    }
    with_rows.close()
    reader.close()
    store.close()


def test_an_operation_that_raises_leaves_nothing_and_burns_no_number(tmp_path: Path) -> None:
    store = open_till(tmp_path)

    def fails(unit: WriteUnit) -> None:
        sell(unit, basket(1))
        raise LookupError("changed my mind")

    with pytest.raises(LookupError):
        store.runner.run(fails)
    stored = store.runner.run(lambda unit: sell(unit, basket(2)))
    assert stored.event.data["number"] == 1
    assert stored.event.seq == 2
    store.close()


def test_a_document_type_without_series_is_refused(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    with pytest.raises(SeriesMissingError):
        store.runner.run(lambda unit: unit.next_number("invoice"))
    store.close()


def test_the_thread_answers_in_order_and_ends_clean(tmp_path: Path) -> None:
    store = open_till(tmp_path, threaded=True)
    answers: queue.SimpleQueue[int] = queue.SimpleQueue()
    for n in range(1, 6):

        def operation(unit: WriteUnit, n: int = n) -> int:
            return int(sell(unit, basket(n)).event.data["number"])

        store.runner.submit(operation, answers.put, answers.put)  # type: ignore[arg-type]
    assert [answers.get(timeout=10) for _ in range(5)] == [1, 2, 3, 4, 5]
    store.close()
    again = open_till(tmp_path, ids=SeededIds(2))
    assert not again.report.after_crash
    assert again.reader().totals()[0] == 5
    again.close()


def test_a_shift_and_a_draft_survive(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    shift_id = basket(99)
    data = {
        "shift_id": shift_id,
        "number": 1,
        "business_date": "2026-11-24",
        "float": "50.00",
        "counts": None,
    }

    def work(unit: WriteUnit) -> None:
        assert unit.next_shift_number() == 1
        unit.append(EventKind.SHIFT_OPENED, data, context())
        unit.save_draft_header(basket(1), {"v": 1})
        unit.save_draft_line(basket(1), 2, {"name": "Piña"})
        unit.save_draft_line(basket(1), 1, {"name": "Ñame"})
        unit.save_draft_line(basket(1), 1, None)

    store.runner.run(work)
    store.close()
    store = open_till(tmp_path, ids=SeededIds(2))
    reader = store.reader()
    shift = reader.open_shift()
    assert shift is not None
    assert (shift.shift_id, shift.number, shift.float_cents) == (shift_id, 1, 5000)
    draft = reader.draft()
    assert draft is not None
    assert draft.lines == ((2, {"name": "Piña"}),)
    reader.close()
    store.close()


def receipt_job(unit: WriteUnit, event_id: str, **more: Any) -> str:
    return unit.add_print_job(NewPrintJob("receipt", event_id, document='{"n":1}', **more))


def test_a_receipt_asked_for_again_answers_the_one_in_doubt_and_no_other(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    events = [store.runner.run(partial(sell, basket=basket(n))).event.event_id for n in (1, 2)]
    jobs = store.print_jobs
    for job in reversed(jobs.recent(10)):
        if job.kind is PrintKind.RECEIPT:
            jobs.mark_sending(job.output_id, b"x", "00")
            jobs.mark(job.output_id, PrintJobState.UNCERTAIN)
    store.runner.run(partial(receipt_job, event_id=events[0], copy_no=2))
    receipts = [job for job in jobs.recent(10) if job.kind is PrintKind.RECEIPT]
    assert {(job.event_id, job.copy_no, job.state) for job in receipts} == {
        (events[0], 1, PrintJobState.REPRINTED),
        (events[0], 2, PrintJobState.QUEUED),
        (events[1], 1, PrintJobState.UNCERTAIN),
    }
    store.close()


def test_a_receipt_no_printer_takes_is_kept_and_says_why(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    event_id = store.runner.run(partial(sell, basket=basket(1))).event.event_id
    output_id = store.runner.run(partial(receipt_job, event_id=event_id, kept_only=True))
    job = store.print_jobs.get(output_id)
    assert job is not None
    assert (job.state, job.error) == (PrintJobState.CANCELLED, "no_printer")
    store.close()
