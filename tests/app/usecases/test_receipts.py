"""A receipt printed again, from the real store to the paper of the virtual printer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.till import TillStore
from app.usecases.ports import NewPrintJob, StoredEvent, WriteUnit
from app.usecases.receipts import Reprinted, Reprints
from app.usecases.state import TillState
from core.domain.document_data import sale_to_data
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind
from core.domain.receipt.words_es import SPANISH
from core.ports.printing import PrintJobState
from hardware.printer.encoder import render_job
from hardware.printer.profile import load_profile
from tests.fakes.store import ManualClock, context, identity, make_sale, open_till
from tests.hardware.papers import printed, small, text_of

BASKET = "0198f0c0-1111-7000-8000-000000000001"
MARK = "*** REIMPRESIÓN {n} ***"


def sold(unit: WriteUnit) -> StoredEvent:
    series, number = unit.next_number("sale")
    stored = unit.append(EventKind.SALE_COMPLETED, sale_to_data(make_sale(number, BASKET, series)), context())
    unit.add_print_job(NewPrintJob("receipt", stored.event.event_id, document=small().to_json()))
    return stored


def printed_all(store: TillStore) -> None:
    """The printer takes whatever waits."""
    jobs = store.print_jobs
    while (job := jobs.next_job("receipt")) is not None:
        jobs.mark_sending(job.output_id, b"x", "00")
        jobs.mark(job.output_id, PrintJobState.SENT)
        jobs.mark(job.output_id, PrintJobState.PRINTED)


def reprint(store: TillStore, event_id: str) -> int | str:
    """Ask for the receipt again; the number of the copy, or the code of the refusal."""
    answers: list[int | str] = []

    def done(copy: Reprinted) -> None:
        answers.append(copy.copy_no)

    def failed(error: Exception) -> None:
        assert isinstance(error, DomainError)
        answers.append(error.code)

    clock = ManualClock()
    state = TillState(identity(), store.boot_id, clock, clock.monotonic())
    Reprints(state, store.runner, "receipt").reprint(event_id, "0001-000001", done, failed)
    store.runner.drain()
    return answers[0]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TillStore]:
    opened = open_till(tmp_path)
    yield opened
    opened.close()


def test_each_copy_says_once_and_first_which_reprint_it_is_and_then_is_the_original(store: TillStore) -> None:
    event_id = store.runner.run(sold).event.event_id
    for copy_no in (2, 3):
        printed_all(store)
        assert reprint(store, event_id) == copy_no
    profile = load_profile("virtual")
    jobs = reversed(store.print_jobs.recent(10))
    first, *copies = [text_of(printed(render_job(job, profile, SPANISH)).roll.lines) for job in jobs]
    assert len(copies) == 2
    assert "REIMPRESIÓN" not in first
    for n, copy in enumerate(copies, start=1):
        head, _, body = copy.partition("\n")
        assert head.strip() == MARK.format(n=n)
        assert body == first


@pytest.mark.parametrize("state", [PrintJobState.QUEUED, PrintJobState.WAITING_DEVICE, PrintJobState.SENDING])
def test_a_receipt_still_under_way_is_not_printed_again(store: TillStore, state: PrintJobState) -> None:
    event_id = store.runner.run(sold).event.event_id
    job = store.print_jobs.recent(1)[0]
    if state is PrintJobState.SENDING:
        store.print_jobs.mark_sending(job.output_id, b"x", "00")
    else:
        store.print_jobs.mark(job.output_id, state)
    assert reprint(store, event_id) == "receipt_waiting"
    assert [kept.copy_no for kept in store.print_jobs.recent(10)] == [1]


def test_a_receipt_in_doubt_is_printed_again_and_its_doubt_is_settled(store: TillStore) -> None:
    event_id = store.runner.run(sold).event.event_id
    job = store.print_jobs.recent(1)[0]
    store.print_jobs.mark_sending(job.output_id, b"x", "00")
    store.print_jobs.mark(job.output_id, PrintJobState.UNCERTAIN)
    assert reprint(store, event_id) == 2
    settled = store.print_jobs.get(job.output_id)
    assert settled is not None
    assert settled.state is PrintJobState.REPRINTED


def test_what_is_no_sale_has_no_receipt_to_print_again(store: TillStore) -> None:
    assert reprint(store, "0198f0c0-1111-7000-8000-0000000000ff") == "no_receipt"
