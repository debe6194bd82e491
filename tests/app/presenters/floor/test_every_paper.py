"""Returns, exchanges and voids stand in the list of receipts; each is seen, printed again and saved there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.compose.receipt_tasks import plug_receipt_tasks
from app.presenters.messages import M
from app.presenters.panels import Say
from app.presenters.states import Act, FloorMode
from app.presenters.wording import W
from app.store.driver import connect_reader
from app.usecases.exporting import ExportTools, ReceiptExports
from app.usecases.receipt_search import ReceiptSearch
from app.usecases.receipts import Reprinted, Reprints
from app.usecases.returns import RefundRecord
from app.usecases.voids import VoidRecord
from tests.app.presenters.floor.conftest import build_floor
from tests.app.presenters.floor.keys import Keys
from tests.app.presenters.floor.test_receipt_list import nobody
from tests.app.usecases.selling import Till, make_till
from tests.app.usecases.test_exchanges import exchange
from tests.app.usecases.test_receipts import printed_all
from tests.app.usecases.test_returns import bring, refund, void
from tests.fakes.catalogue import RICE
from tests.fakes.people import InstantBackground

ONE = Decimal(1)


class Papers(Keys):
    """A till that sold thrice, took one piece back, exchanged one and voided the third sale."""

    def __init__(self, folder: Path) -> None:
        self.till: Till = make_till(folder, 1)
        self.till.learn(self.till.key)
        for _ in range(3):
            self.till.sell(1, self.till.signer)
        assert isinstance(refund(self.till, bring(self.till, "2", {1: ONE}, 9)), RefundRecord)
        exchange(self.till, {1: ONE}, RICE.barcode)
        assert isinstance(void(self.till, 3), VoidRecord)
        super().__init__(build_floor(reader=self.till.reader))
        floor, till = self.floor, self.till
        search = ReceiptSearch(till.reader, lambda: till.state.local_time().date(), nobody)
        plug_receipt_tasks(floor.presenter, floor.after, floor.state, search, till.lookup)
        floor.presenter.open()
        self.saved: dict[str, bytes] = {}

    @property
    def place(self) -> str:
        return "Documentos/Cuadre"

    def save(self, name: str, content: bytes) -> None:
        """A folder that people find."""
        self.saved[name] = content

    def exports(self) -> ReceiptExports:
        tools = ExportTools(lambda document, _: document.encode(), lambda *parts: parts[2], self)
        return ReceiptExports(self.till.reader, InstantBackground(), tools)

    def listed(self) -> list[tuple[str, object, str]]:
        return [(str(row.title), row.detail, row.right) for row in self.rows.items]


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Papers]:
    made = Papers(tmp_path)
    yield made
    made.till.close()


AT = {"when": "10:00"}


def test_each_row_says_what_it_is_and_what_came_back_has_a_minus(papers: Papers) -> None:
    papers.act(Act.SALE_SEARCH)
    assert papers.listed() == [
        ("0001-000003", Say(W.RECEIPTS_VOID, AT), "−1.99"),
        ("0001-000004", Say(W.RECEIPTS_EXCHANGE, AT), "3.25"),
        ("R0001-000002", Say(W.RECEIPTS_REFUND, AT), "−1.99"),
        ("R0001-000001", Say(W.RECEIPTS_REFUND, AT), "−1.99"),
        ("0001-000003", "10:00", "1.99"),
        ("0001-000002", "10:00", "1.99"),
        ("0001-000001", "10:00", "1.99"),
    ]
    papers.type("r0001-000001")
    assert [title for title, *_ in papers.listed()] == ["R0001-000001"]
    papers.type("ayer")
    assert papers.listed() == []
    papers.type("24/11")
    assert len(papers.listed()) == 7


@pytest.mark.parametrize(
    ("row", "number", "file", "word"),
    [
        (0, "0001-000003", "0001-000003-V", "ANULACIÓN"),
        (1, "0001-000004", "0001-000004", "CAMBIO DE PRODUCTO"),
        (2, "0001-000004", "0001-000004", "R0001-000002"),
        (3, "R0001-000001", "R0001-000001", "DEVOLUCIÓN"),
        (4, "0001-000003", "0001-000003", "RECIBO"),
    ],
)
def test_each_paper_is_seen_printed_again_and_saved(
    papers: Papers, row: int, number: str, file: str, word: str
) -> None:
    papers.act(Act.SALE_SEARCH)
    papers.desk.select("receipts", row)
    assert papers.floor.shows(FloorMode.RECEIPT)
    receipt = papers.floor.view.receipt
    assert receipt is not None
    assert receipt.number == number
    assert word in receipt.document
    for mail in (False, True):
        papers.floor.after.export(papers.exports(), mail=mail)
        said = papers.floor.view.message
        assert said is not None
        assert said.id is (M.MAIL_SAVED if mail else M.PDF_SAVED)
    assert set(papers.saved) == {f"{file}.pdf", f"{file}.eml"}
    assert word in papers.saved[f"{file}.pdf"].decode()
    shown = papers.floor.after.receipt_shown
    assert shown is not None
    printed_all(papers.till.store)
    answers: list[object] = []
    reprints = Reprints(papers.till.state, papers.till.store.runner, "printer")
    reprints.reprint(shown.event_id, number, answers.append, answers.append)
    papers.till.store.runner.drain()
    connection = connect_reader(papers.till.folder / "till.db")
    jobs = connection.execute(
        "SELECT document, copy_no FROM print_job WHERE event_id=? AND copy_no > 1", (shown.event_id,)
    ).fetchall()
    connection.close()
    assert answers == [Reprinted(number, 2)]
    assert [tuple(job) for job in jobs] == [(receipt.document, 2)]
