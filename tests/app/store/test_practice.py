"""The store of PRÁCTICA: its events are training, its numbers its own, none of it can be taken to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.store.driver import connect_reader
from app.store.errors import PracticeMixedError, PracticeNeverSendsError
from app.store.identity import Enrolment
from app.store.till import TillStore
from app.usecases.ports import PRACTICE_ORGANIZATION, NewPrintJob, SeriesGrant, StoredEvent, WriteUnit
from core.domain.document_data import sale_to_data
from core.domain.documents import format_number
from core.domain.journal.events import EventKind, decode_event
from core.domain.receipt.document import Cut, ReceiptDocument, text_line
from core.domain.receipt.practice import practice_paper
from core.domain.receipt.words_es import SPANISH
from tests.fakes.store import context, identity, make_sale, open_till, sell
from tests.strictness import ExpectedLogs

BASKET = "0198f0c0-0000-7000-8000-0000000000b{}"
PAPER = ReceiptDocument((text_line("TOTAL 2.14"), Cut())).to_json()


def marked(document: str) -> str:
    return practice_paper(document, SPANISH)


def open_practice(data_dir: Path) -> TillStore:
    store = open_till(data_dir, seed=2, enrolled=False, paper=marked)
    if store.identity is None:
        own = replace(identity(), organization_id=PRACTICE_ORGANIZATION)
        store.enrol(Enrolment(own, (SeriesGrant("sale", "P", 1), SeriesGrant("refund", "PR", 1)), ()))
    return store


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[TillStore]:
    store = open_practice(tmp_path / "practica")
    yield store
    store.close()


def training_sale(at: int) -> Callable[[WriteUnit], StoredEvent]:
    def write(unit: WriteUnit) -> StoredEvent:
        series, number = unit.next_number("sale")
        data = {**sale_data(BASKET.format(at)), "series": series, "number": number}
        stored = unit.append(EventKind.SALE_COMPLETED, data, replace(context(), training=True))
        unit.add_print_job(NewPrintJob("receipt", stored.event.event_id, document=PAPER))
        return stored

    return write


def sale_data(basket: str) -> dict[str, object]:
    return sale_to_data(make_sale(1, basket))


def payloads(data_dir: Path) -> list[bytes]:
    connection = connect_reader(data_dir / "till.db")
    try:
        return [row[0] for row in connection.execute("SELECT payload FROM journal ORDER BY pos")]
    finally:
        connection.close()


def test_nothing_of_practice_can_be_taken_for_sending(practice: TillStore) -> None:
    practice.runner.run(training_sale(1))
    with pytest.raises(PracticeNeverSendsError):
        practice.outbox.take(50, 1 << 20)


def test_every_event_of_practice_says_so_also_those_of_the_store_itself(
    practice: TillStore, tmp_path: Path
) -> None:
    practice.runner.run(training_sale(1))
    practice.runner.call(lambda: practice.runner.core.raise_incident("EJ_DEGRADED", {}))
    events = [decode_event(payload) for payload in payloads(tmp_path / "practica")]
    assert [event.kind for event in events] == ["epoch.opened", "sale.completed", "incident.raised"]
    assert all(event.context.training for event in events)


def test_a_real_event_is_refused_by_practice_and_nothing_of_its_transaction_stands(
    practice: TillStore,
) -> None:
    def two(unit: WriteUnit) -> None:
        training_sale(1)(unit)
        unit.append(EventKind.PRICE_CHECKED, {}, context())

    with pytest.raises(PracticeMixedError):
        practice.runner.run(two)
    assert practice.runner.run(training_sale(2)).event.data["number"] == 1


def test_an_event_of_training_is_refused_by_a_real_till(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    with pytest.raises(PracticeMixedError):
        store.runner.run(training_sale(1))
    store.close()


def test_numbers_of_practice_and_of_the_till_know_nothing_of_each_other(
    practice: TillStore, tmp_path: Path
) -> None:
    real = open_till(tmp_path / "till")
    numbers: list[str] = []
    for at in (1, 2, 3):
        stored = practice.runner.run(training_sale(at))
        numbers.append(format_number(stored.event.data["series"], stored.event.data["number"]))
    sold = real.runner.run(lambda unit: sell(unit, BASKET.format(1)))
    real.close()
    assert numbers == ["P-000001", "P-000002", "P-000003"]
    assert (sold.event.data["series"], sold.event.data["number"]) == ("0001", 1)


def test_whatever_is_queued_for_paper_bears_the_marks_once(practice: TillStore, tmp_path: Path) -> None:
    stored = practice.runner.run(training_sale(1))
    reader = practice.reader()
    paper = reader.receipt_document(stored.event.event_id)
    assert paper == marked(PAPER)

    def again(unit: WriteUnit) -> None:
        unit.add_print_job(NewPrintJob("receipt", stored.event.event_id, document=paper, copy_no=2))

    practice.runner.run(again)
    jobs = practice.print_jobs.recent(2)
    reader.close()
    assert {job.document for job in jobs} == {paper}


@pytest.mark.parametrize("lost", ["till.db", "anchors.json"])
def test_practice_stays_practice_whatever_file_is_lost(
    tmp_path: Path, lost: str, expected_logs: ExpectedLogs
) -> None:
    if lost == "till.db":
        expected_logs.expect("rebuilding the database")
    folder = tmp_path / "practica"
    store = open_practice(folder)
    store.runner.run(training_sale(1))
    store.close()
    for file in folder.glob(f"{lost}*"):
        file.unlink()
    again = open_till(folder, seed=3, enrolled=False, paper=marked)
    assert again.identity is not None
    assert again.identity.practice
    with pytest.raises(PracticeNeverSendsError):
        again.outbox.take(50, 1 << 20)
    next_number = 2 if lost == "till.db" else 1  # where the notes are gone a new series begins (N5)
    assert again.runner.run(training_sale(2)).event.data["number"] == next_number
    again.close()
