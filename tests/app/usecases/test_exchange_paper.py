"""The paper of an exchange: one, with both sides, the difference and one code, printed again as one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.store.unit import Unit
from app.usecases.ports import WriteUnit
from app.usecases.receipts import Reprinted, Reprints
from app.usecases.tender import CompletedRecord
from core.domain.journal.chain import receipt_mark
from core.domain.receipt.document import ReceiptDocument
from core.domain.receipt.text import render_text
from tests.app.usecases.selling import Till, code_on, make_till
from tests.app.usecases.test_exchanges import bring, complete, exchange, rows
from tests.app.usecases.test_receipts import printed_all
from tests.fakes.catalogue import COLA, RICE

ONE = Decimal(1)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = make_till(tmp_path, 1)
    made.learn(made.key)
    yield made
    made.close()


PAPERS = "SELECT event_id, state, document FROM print_job WHERE kind='receipt' AND entry > 2 ORDER BY entry"


def printed_lines(document: str) -> list[str]:
    return [
        " ".join(line.split())
        for line in render_text(ReceiptDocument.from_json(document), 42).splitlines()
        if line.strip()
    ]


def test_an_exchange_prints_one_paper_with_both_sides_the_difference_and_one_code(till: Till) -> None:
    till.sell(1, till.signer)  # a cola, 1.99
    record = exchange(till, {1: ONE}, RICE.barcode)
    assert record.refund is not None
    event, back = record.stored.event.event_id, record.refund.stored.event.event_id
    assert rows(till, PAPERS) == [
        (event, "queued", record.document),
        (back, "cancelled", record.document),
    ], "kept to be shown under the return too"
    assert record.refund.document == record.document
    lines = printed_lines(record.document)
    said = "\n".join(lines)
    for expected in (
        "CAMBIO DE PRODUCTO",
        "N.º 0001-000002",
        "DEVOLUCIÓN R0001-000001",
        "De la venta 0001-000001",
        "Devuelto -1.99",
        "TOTAL B/. 3.25",
        "Cambio de producto 1.99",
        "DIFERENCIA PAGADA B/. 1.26",
        "Firma del cliente",
    ):
        assert expected in said, (expected, said)
    assert said.index("Devuelto") < said.index("TOTAL") < said.index("DIFERENCIA")
    for stored in (record.stored, record.refund.stored):
        assert receipt_mark(stored.hash) in said
    text = code_on(record.document)
    assert text is not None
    found = till.lookup.find(text)
    assert found.number == "0001-000002"
    for event_id in (event, back):
        paper = till.reader.paper(event_id)
        assert paper is not None
        assert (paper.event_id, paper.series, paper.number) == (event, "0001", 2), "one paper for both"
    last = till.reader.last_paper()
    assert last is not None
    assert last.event_id == event


def test_a_return_that_an_older_program_gave_a_paper_of_its_own_keeps_it(till: Till) -> None:
    till.sell(1, till.signer)
    record = exchange(till, {1: ONE}, RICE.barcode)
    assert record.refund is not None
    back = record.refund.stored.event.event_id

    def of_its_own(unit: WriteUnit) -> None:
        assert isinstance(unit, Unit)
        unit.connection.exec_driver_sql("UPDATE print_job SET document='{}' WHERE event_id=?", (back,))

    till.store.runner.run(of_its_own)
    paper = till.reader.paper(back)
    assert paper is not None
    assert (paper.event_id, paper.series, paper.number) == (back, "R0001", 1)
    assert till.reader.receipt_document(paper.event_id) == "{}"


def test_a_difference_that_goes_back_stands_on_the_paper_with_its_way(till: Till) -> None:
    till.sell(2, till.signer)  # a cola and rice
    till.open_sale.take_back(bring(till, {2: ONE}))
    till.open_sale.scan(COLA.barcode)
    record = complete(till)
    assert isinstance(record, CompletedRecord)
    said = "\n".join(printed_lines(record.document))
    assert "DIFERENCIA DEVUELTA B/. 1.26\nEfectivo 1.26" in said
    assert rows(till, "SELECT event_id FROM print_job WHERE kind='drawer' AND entry > 2") == [
        (record.stored.event.event_id,)
    ], "one pulse"


def test_the_one_paper_is_printed_again_as_one(till: Till) -> None:
    till.sell(1, till.signer)
    record = exchange(till, {1: ONE}, RICE.barcode)
    assert record.refund is not None
    printed_all(till.store)
    answers: list[object] = []
    reprints = Reprints(till.state, till.store.runner, "receipt")
    for event in (record.stored.event, record.refund.stored.event):
        paper = till.reader.paper(event.event_id)
        assert paper is not None
        reprints.reprint(paper.event_id, "0001-000002", answers.append, answers.append)
        till.store.runner.drain()
        printed_all(till.store)
    assert answers == [Reprinted("0001-000002", 2), Reprinted("0001-000002", 3)]
