"""Goods that come back and sales undone, over a real store: one transaction, checked inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store.driver import connect_reader
from app.store.reader import DriverReader
from app.usecases.paper import PrinterSetup
from app.usecases.receipts import ReceiptMaker, ReplayedReceipts
from app.usecases.returns import RefundRecord, Returns
from app.usecases.tender import CompletedRecord
from app.usecases.voids import VoidRecord, Voids
from core.domain.documents import SalePayment, TenderDetails
from core.domain.errors import DomainError
from core.domain.giving_back import (
    GivingBack,
    giving_back,
    giving_from_draft,
    giving_to_draft,
    with_reference,
)
from core.domain.journal.events import EventKind
from core.domain.receipt.words_es import SPANISH
from core.domain.refund_document import refund_from_data, void_from_data
from tests.app.usecases.selling import SHIFT, SHOP, Till, code_on, make_till
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.store import SeededIds, open_till
from tests.strictness import ExpectedLogs

ONE = Decimal(1)
REFUND_ID = "0198f0c0-5555-7000-8000-{:012x}"


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = make_till(tmp_path / "a", 1)
    made.learn(made.key)
    yield made
    made.close()


def receipts(till: Till) -> ReceiptMaker:
    return ReceiptMaker(till.state, SHOP, SPANISH, till.signer, demo=False)


def returning(till: Till) -> Returns:
    return Returns(till.state, till.store.runner, receipts(till), PrinterSetup(), SeededIds(5))


def voiding(till: Till) -> Voids:
    return Voids(till.state, till.reader, till.store.runner, receipts(till), PrinterSetup())


def bring(till: Till, text: str, wanted: Mapping[int, Decimal], number: int = 1) -> GivingBack:
    """What a person marks on the panel of a receipt."""
    found = till.lookup.find(text)
    return giving_back(
        REFUND_ID.format(number),
        found.original,
        found.sale,
        found.lines,
        wanted,
        "damaged",
        found.money_back,
    )


def refund(
    till: Till, back: GivingBack, payments: tuple[SalePayment, ...] | None = None
) -> RefundRecord | DomainError:
    """Complete a return, or say why not."""
    answers: list[RefundRecord | Exception] = []
    paid = back.repayments(Decimal("0.00")) if payments is None else payments
    returning(till).complete(back, "cart", paid, None, answers.append, answers.append)
    till.store.runner.drain()
    (answer,) = answers
    assert isinstance(answer, RefundRecord | DomainError), answer
    return answer


def void(till: Till, number: int, references: Mapping[int, str] | None = None) -> VoidRecord | DomainError:
    answers: list[VoidRecord | Exception] = []
    voiding(till).complete(
        "0001", number, "wrong_goods", references or {}, None, answers.append, answers.append
    )
    till.store.runner.drain()
    (answer,) = answers
    assert isinstance(answer, VoidRecord | DomainError), answer
    return answer


def sell_with(till: Till, *tenders: tuple[str, str], lines: int = 3) -> CompletedRecord:
    """A sale paid with these (method, amount); the rest in cash."""
    from app.usecases.tender import Checkout

    for n in range(lines):
        till.open_sale.scan((RICE if n % 2 else COLA).barcode)
    for method, amount in tenders:
        details = TenderDetails(authorization_code="A1")
        till.open_sale.sale.tender(method, Decimal(amount), details)
    till.open_sale.sale.tender("cash", till.open_sale.sale.tally().remaining)
    records: list[CompletedRecord] = []
    checkout = Checkout(till.state, till.reader, till.store.runner, receipts(till), PrinterSetup())
    checkout.complete(till.open_sale, records.append, till.failures.append)
    till.store.runner.drain()
    till.open_sale.start_next()
    assert till.failures == []
    return records[0]


def rows(till: Till, statement: str) -> list[tuple[object, ...]]:
    connection = connect_reader(till.folder / "till.db")
    try:
        return [tuple(row) for row in connection.execute(statement)]
    finally:
        connection.close()


def test_a_return_stands_with_number_event_cause_paper_drawer_and_rows(till: Till) -> None:
    sold = till.sell(3, till.signer)
    record = refund(till, bring(till, "1", {1: ONE}))
    assert isinstance(record, RefundRecord)
    event = record.stored.event
    assert (event.kind, event.cause_id) == (EventKind.REFUND_COMPLETED, sold.stored.event.event_id)
    assert (record.refund.series, record.refund.number) == ("R0001", 1)
    assert refund_from_data(event.data) == record.refund
    assert [(payment.method, payment.amount) for payment in record.refund.payments] == [
        ("cash", record.refund.total)
    ]
    kinds = rows(
        till,
        f"SELECT kind, copy_no, drawer_pin FROM print_job WHERE event_id='{event.event_id}' ORDER BY rowid",
    )
    assert kinds == [("drawer", 1, 2), ("receipt", 1, None)]
    assert till.lookup.find("1").lines[0].returned == ONE
    paper = record.document
    for words in ("DEVOLUCIÓN", "R0001-000001", "0001-000001", "Producto golpeado", "Firma del cliente"):
        assert words in paper


def test_two_returns_of_one_unit_never_both_pass_even_when_both_were_marked_before(till: Till) -> None:
    till.sell(1, till.signer)
    first, second = bring(till, "1", {1: ONE}), bring(till, "1", {1: ONE}, 2)
    assert isinstance(refund(till, first), RefundRecord)
    refused = refund(till, second)
    assert isinstance(refused, DomainError)
    assert (refused.code, refused.values["left"]) == ("exceeds_sold", "0")
    assert len(rows(till, "SELECT 1 FROM refund")) == 1


def test_two_tills_may_each_accept_the_same_unit_which_the_centre_finds(tmp_path: Path, till: Till) -> None:
    other = make_till(tmp_path / "b", 2)
    other.learn(till.key, other.key)
    code = code_on(till.sell(1, till.signer).document) or ""
    here, there = refund(till, bring(till, code, {1: ONE})), refund(other, bring(other, code, {1: ONE}, 2))
    assert isinstance(here, RefundRecord)
    assert isinstance(there, RefundRecord)
    assert (there.refund.series, there.refund.number) == ("R0002", 1)
    assert there.refund.original.event_id is None
    assert there.refund.original.terminal_id == till.state.identity.terminal_id
    assert there.refund.total == here.refund.total
    other.close()


def test_a_return_whose_answer_was_lost_is_found_standing_and_not_made_twice(till: Till) -> None:
    till.sell(3, till.signer)
    back = bring(till, "1", {1: ONE})
    first, again = refund(till, back), refund(till, back)
    assert isinstance(first, RefundRecord)
    assert isinstance(again, RefundRecord)
    assert again.standing
    assert again.stored.event.event_id == first.stored.event.event_id
    assert len(rows(till, "SELECT 1 FROM refund")) == 1


def test_money_goes_back_as_it_came_each_part_with_its_own_reference(till: Till) -> None:
    sold = sell_with(till, ("card", "1.00"))
    back = bring(till, "1", {item.n: item.quantity for item in sold.sale.items})
    payments = back.repayments(Decimal("0.00"))
    assert [payment.method for payment in payments] == ["card", "cash"]
    refused = refund(till, back)
    assert isinstance(refused, DomainError)
    assert (refused.code, refused.values) == ("refund_reference_needed", {"method": "card"})
    card = with_reference(payments[0], " 998877 ")
    record = refund(till, back, (card, payments[1]))
    assert isinstance(record, RefundRecord)
    assert record.refund.total == sold.sale.total
    assert record.refund.payments[0].details == TenderDetails(reference="998877")
    assert "998877" in record.document


def test_a_card_number_is_no_reference() -> None:
    with pytest.raises(DomainError, match="pan_refused"):
        with_reference(SalePayment(1, "card", ONE), "4111 1111 1111 1111")


def test_points_are_taken_back_by_the_share_that_came_back(till: Till) -> None:
    from core.domain.document_data import sale_to_data

    sold = till.sell(4, till.signer)
    loyal = replace(sold.sale, points_earned=25, number=2, local_transaction_id=REFUND_ID.format(77))
    context = till.state.context()
    till.store.runner.run(lambda unit: unit.append(EventKind.SALE_COMPLETED, sale_to_data(loyal), context))
    taken = 0
    for turn, item in enumerate(loyal.items):
        record = refund(till, bring(till, "2", {item.n: item.quantity}, turn + 1))
        assert isinstance(record, RefundRecord)
        taken += record.refund.points_back
    assert taken == 25


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_bringing_everything_back_piece_by_piece_gives_exactly_what_was_paid(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    till = make_till(tmp_path_factory.mktemp("till"), 1)
    till.learn(till.key)
    try:
        sold = sell_with(till, ("card", "0.50"), lines=data.draw(st.integers(1, 5)))
        total, turn = Decimal(0), 0
        while any(line.returns.left for line in till.lookup.find("1").lines):
            left = [line for line in till.lookup.find("1").lines if line.returns.left]
            line = data.draw(st.sampled_from(left))
            turn += 1
            back = bring(till, "1", {line.item.n: ONE}, turn)
            payments = tuple(
                with_reference(payment, "R1") if payment.method == "card" else payment
                for payment in back.repayments(Decimal("0.00"))
            )
            record = refund(till, back, payments)
            assert isinstance(record, RefundRecord)
            total += record.refund.total
        assert total == sold.sale.total
        by_method = rows(till, "SELECT method, sum(amount_cents) FROM repayment GROUP BY method ORDER BY 1")
        cash = int(sold.sale.total * 100) - 50
        assert by_method == [("card", 50), ("cash", cash)]
    finally:
        till.close()


def test_an_article_nobody_here_knows_cannot_come_back_yet(till: Till) -> None:
    till.sell(1, till.signer)
    back = bring(till, "1", {1: ONE})
    unknown = replace(back.lines[0], item=replace(back.lines[0].item, variant_id=""))
    refused = refund(till, replace(back, lines=(unknown,)))
    assert isinstance(refused, DomainError)
    assert refused.code == "line_unresolved"


def test_what_is_on_its_way_back_survives_as_a_draft(till: Till) -> None:
    till.sell(3, till.signer)
    back = replace(bring(till, "1", {1: ONE, 2: ONE}), approver_id="luis", cash_allowed=Decimal("2.00"))
    assert giving_from_draft(giving_to_draft(back)) == back
    with pytest.raises(DomainError, match="draft_damaged"):
        giving_from_draft({**giving_to_draft(back), "wanted": {"1": "900"}})


def test_a_void_stands_once_and_takes_everything_back(till: Till) -> None:
    sold = sell_with(till, ("card", "1.00"))
    record = void(till, 1, {1: "V-1"})
    assert isinstance(record, VoidRecord)
    event = record.stored.event
    assert (event.kind, event.cause_id) == (EventKind.SALE_VOIDED, sold.stored.event.event_id)
    assert void_from_data(event.data) == record.void
    assert record.void.total == sum((payment.amount for payment in record.void.payments), Decimal(0))
    assert record.void.payments[0].details == TenderDetails(reference="V-1")
    assert "ANULACIÓN" in record.document
    again = void(till, 1, {1: "V-1"})
    assert isinstance(again, DomainError)
    assert again.code == "receipt_voided"
    assert len(rows(till, "SELECT 1 FROM sale_void")) == 1
    with pytest.raises(DomainError, match="receipt_voided"):
        till.lookup.find("1")


def test_a_return_marked_before_the_void_of_its_sale_is_refused(till: Till) -> None:
    till.sell(2, till.signer)
    back = bring(till, "1", {1: ONE})
    assert isinstance(void(till, 1), VoidRecord)
    refused = refund(till, back)
    assert isinstance(refused, DomainError)
    assert refused.code == "receipt_voided"
    assert rows(till, "SELECT 1 FROM refund") == []


def test_only_a_whole_sale_of_the_open_shift_is_voided(till: Till) -> None:
    till.sell(2, till.signer)
    sell_with(till, ("exchange", "1.00"))
    sell_with(till, ("card", "1.00"))
    till.sell(1, till.signer)
    assert isinstance(refund(till, bring(till, "1", {1: ONE})), RefundRecord)
    codes = []
    for number in (1, 2, 3, 9):
        answer = void(till, number)
        assert isinstance(answer, DomainError)
        codes.append(answer.code)
    assert codes == ["void_returned", "void_exchange", "refund_reference_needed", "receipt_not_found"]
    till.state.shift = replace(SHIFT, shift_id="0198f0c0-0000-7000-8000-00000000c002")
    answer = void(till, 4)
    assert isinstance(answer, DomainError)
    assert answer.code == "void_other_shift"
    assert rows(till, "SELECT 1 FROM sale_void") == []


def test_nobody_at_the_till_returns_or_voids_nothing(till: Till) -> None:
    till.sell(1, till.signer)
    back = bring(till, "1", {1: ONE})
    till.state.shift = None
    for answer in (refund(till, back), void(till, 1)):
        assert isinstance(answer, DomainError)
        assert answer.code == "no_shift"
    till.state.person = None
    for answer in (refund(till, back), void(till, 1)):
        assert isinstance(answer, DomainError)
        assert answer.code == "nobody_signed_in"


REVERSALS = (
    "SELECT * FROM refund",
    "SELECT * FROM refund_line ORDER BY event_id, n",
    "SELECT * FROM sale_void",
    "SELECT * FROM repayment ORDER BY event_id, n",
    "SELECT * FROM stock_delta ORDER BY event_id, n",
    "SELECT doc_type, series, next FROM series ORDER BY doc_type",
)


def test_returns_and_voids_come_back_from_the_electronic_journal_with_their_papers(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("WARNING app.store.rebuild: rebuilding the database")
    expected_logs.allow("WARNING app.store.recovery")
    till = make_till(tmp_path, 1)
    till.learn(till.key)
    till.sell(3, till.signer)
    sell_with(till, ("card", "1.00"))
    back, undone = refund(till, bring(till, "1", {1: ONE})), void(till, 2, {1: "V-1"})
    assert isinstance(back, RefundRecord)
    assert isinstance(undone, VoidRecord)
    papers = {record.stored.event.event_id: record.document for record in (back, undone)}
    before = [rows(till, statement) for statement in REVERSALS]
    till.close()
    for name in ("till.db", "till.db-wal", "till.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    asked = DriverReader(tmp_path / "till.db")
    replayed = ReplayedReceipts(asked, SHOP, SPANISH, till.signer, demo=False)
    store = open_till(tmp_path, 7, enrolled=False, receipt_of=replayed.of_event)
    asked.close()
    assert [rows(till, statement) for statement in REVERSALS] == before
    reader = store.reader()
    for event_id, document in papers.items():
        came_back = reader.receipt_document(event_id)
        assert came_back is not None
        assert ("DEVOLUCIÓN" in came_back, "ANULACIÓN" in came_back) == (
            "DEVOLUCIÓN" in document,
            "ANULACIÓN" in document,
        )
    reader.close()
    store.close()


@pytest.mark.parametrize("kind", ["refund", "void"])
def test_what_fails_half_way_leaves_nothing_and_burns_no_number(
    till: Till, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    till.sell(2, till.signer)
    back = bring(till, "1", {1: ONE})

    def broken(*_: object) -> str:
        raise DomainError("store_full")

    with monkeypatch.context() as patched:
        patched.setattr(ReceiptMaker, kind, broken)
        failed = refund(till, back) if kind == "refund" else void(till, 1)
        assert isinstance(failed, DomainError)
        assert failed.code == "store_full"
    for table in ("refund", "refund_line", "repayment", "sale_void"):
        assert rows(till, f"SELECT 1 FROM {table}") == []
    assert till.lookup.find("1").lines[0].returned == 0
    record = refund(till, back)
    assert isinstance(record, RefundRecord)
    assert record.refund.number == 1
