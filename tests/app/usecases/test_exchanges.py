"""Exchange: goods come back and others go out as one ticket, one transaction and one pair of events."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store.driver import connect_reader
from app.store.reader import DriverReader
from app.usecases.paper import PrinterSetup
from app.usecases.receipts import ReceiptMaker, ReplayedReceipts
from app.usecases.returns import Returns, Settled
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.errors import DomainError
from core.domain.giving_back import GivingBack
from core.domain.receipt.words_es import SPANISH
from core.domain.sale_draft import header_to_draft, line_to_draft, sale_from_draft
from tests.app.usecases.selling import SHOP, Till, make_till, reopened
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.store import SeededIds, open_till
from tests.strictness import ExpectedLogs

ONE = Decimal(1)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = make_till(tmp_path / "a", 1)
    made.learn(made.key)
    yield made
    made.close()


def checkout(till: Till) -> Checkout:
    receipts = ReceiptMaker(till.state, SHOP, SPANISH, till.signer, demo=False)
    returns = Returns(till.state, till.store.runner, receipts, PrinterSetup(), SeededIds(5))
    return Checkout(till.state, till.reader, till.store.runner, receipts, PrinterSetup(), None, returns)


def bring(till: Till, wanted: dict[int, Decimal], text: str = "1", number: int = 1) -> GivingBack:
    return till.lookup.find(text).giving(f"0198f0c0-5555-7000-8000-{number:012x}", wanted, "damaged")


def complete(till: Till, settled: Settled | None = None) -> CompletedRecord | Exception:
    answers: list[CompletedRecord | Exception] = []
    checkout(till).complete(till.open_sale, answers.append, answers.append, settled)
    till.store.runner.drain()
    (answer,) = answers
    return answer


def exchange(till: Till, wanted: dict[int, Decimal], *codes: str) -> CompletedRecord:
    """Goods of receipt 1 for these; the rest is paid in cash."""
    till.open_sale.take_back(bring(till, wanted))
    for code in codes:
        till.open_sale.scan(code)
    sale = till.open_sale.sale
    if sale.due:
        sale.tender("cash", sale.due)
    record = complete(till)
    assert isinstance(record, CompletedRecord), record
    return record


def rows(till: Till, statement: str) -> list[tuple[object, ...]]:
    connection = connect_reader(till.folder / "till.db")
    try:
        return [tuple(row) for row in connection.execute(statement)]
    finally:
        connection.close()


KINDS = "SELECT kind FROM journal WHERE kind LIKE '%completed' ORDER BY pos"
CASH = (
    "SELECT (SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE method='cash') - "
    "(SELECT coalesce(sum(amount_cents), 0) FROM repayment WHERE method='cash')"
)


def test_an_exchange_is_one_pair_of_events_each_balanced_and_the_difference_in_money(till: Till) -> None:
    till.sell(1, till.signer)  # a cola, 1.99
    record = exchange(till, {1: ONE}, RICE.barcode)
    assert rows(till, KINDS) == [("sale.completed",), ("refund.completed",), ("sale.completed",)]
    assert record.refund is not None
    refund, event = record.refund.refund, record.stored.event
    assert (event.cause_id, event.seq) == (
        record.refund.stored.event.event_id,
        record.refund.stored.event.seq + 1,
    )
    assert [(one.method, str(one.amount)) for one in refund.payments] == [("exchange", "1.99")]
    assert [(one.method, str(one.amount)) for one in record.sale.payments] == [
        ("exchange", "1.99"),
        ("cash", "1.26"),
    ]
    assert record.sale.total == record.sale.paid_total == Decimal("3.25")
    assert rows(till, CASH) == [(199 + 126,)]
    assert till.reader.draft() is None


def test_goods_of_the_same_price_move_no_money_and_open_no_drawer(till: Till) -> None:
    till.sell(1, till.signer)
    record = exchange(till, {1: ONE}, COLA.barcode)
    assert record.sale.drawer is None
    assert record.refund is not None
    assert record.refund.refund.drawer is None
    assert [payment.method for payment in record.sale.payments] == ["exchange"]


def test_what_is_left_over_goes_back_with_the_pair(till: Till) -> None:
    till.sell(2, till.signer)  # cola and rice
    till.open_sale.take_back(bring(till, {2: ONE}))
    till.open_sale.scan(COLA.barcode)
    sale = till.open_sale.sale
    assert (sale.due, sale.owed) == (Decimal("0.00"), Decimal("1.26"))
    back = sale.back
    assert back is not None
    record = complete(till, Settled(back.repayments(sale.total)))
    assert isinstance(record, CompletedRecord)
    assert record.refund is not None
    assert [(one.method, str(one.amount)) for one in record.refund.refund.payments] == [
        ("exchange", "1.99"),
        ("cash", "1.26"),
    ]
    assert (record.refund.refund.drawer, record.sale.drawer) == (2, None)


def test_what_comes_back_is_kept_with_the_ticket_and_taken_up_after_a_crash(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("WARNING app.store")
    till = make_till(tmp_path, 1)
    till.learn(till.key)
    till.sell(1, till.signer)
    till.open_sale.take_back(bring(till, {1: ONE}))
    till.store.runner.drain()
    draft = till.reader.draft()
    assert draft is not None, "goods on their way back are a ticket, even alone"
    till.open_sale.scan(RICE.barcode)
    till.open_sale.sale.tender("cash", Decimal("1.00"))
    till.open_sale.keep_header()
    till.store.runner.drain()
    before = till.open_sale.sale
    till.reader.close()  # and no more: the process is gone
    till.store.close()
    again = reopened(tmp_path)
    draft = again.reader.draft()
    assert draft is not None
    again.open_sale.restore(draft)
    sale = again.open_sale.sale
    assert (sale.back, sale.due, sale.tally().remaining) == (before.back, Decimal("1.26"), Decimal("0.26"))
    sale.tender("cash", Decimal("0.26"))
    record = complete(again)
    assert isinstance(record, CompletedRecord)
    assert rows(again, KINDS) == [("sale.completed",), ("refund.completed",), ("sale.completed",)]
    assert again.reader.draft() is None
    again.close()


def test_units_taken_back_meanwhile_stop_the_whole_exchange(till: Till) -> None:
    till.sell(1, till.signer)
    till.open_sale.take_back(bring(till, {1: ONE}))
    till.open_sale.scan(RICE.barcode)
    till.open_sale.sale.tender("cash", till.open_sale.sale.due)
    other = bring(till, {1: ONE}, number=2)
    answers: list[object] = []
    receipts = ReceiptMaker(till.state, SHOP, SPANISH, till.signer, demo=False)
    Returns(till.state, till.store.runner, receipts, PrinterSetup(), SeededIds(5)).complete(
        other, None, other.repayments(Decimal("0.00")), None, answers.append, answers.append
    )
    till.store.runner.drain()
    refused = complete(till)
    assert isinstance(refused, DomainError)
    assert refused.code == "exceeds_sold"
    assert rows(till, KINDS) == [("sale.completed",), ("refund.completed",)]
    assert rows(till, "SELECT next FROM series WHERE doc_type='sale'") == [(2,)], "no number was burnt"


def test_an_exchange_whose_answer_was_lost_is_found_standing(till: Till) -> None:
    till.sell(1, till.signer)
    till.open_sale.take_back(bring(till, {1: ONE}))
    till.open_sale.scan(RICE.barcode)
    till.open_sale.sale.tender("cash", till.open_sale.sale.due)
    first, again = complete(till), complete(till)
    assert isinstance(first, CompletedRecord)
    assert isinstance(again, CompletedRecord)
    assert again.standing
    assert again.stored.event.event_id == first.stored.event.event_id
    assert len(rows(till, KINDS)) == 3


def test_a_return_that_stands_alone_is_not_taken_as_payment_once_more(till: Till) -> None:
    till.sell(1, till.signer)
    back = bring(till, {1: ONE})
    answers: list[object] = []
    receipts = ReceiptMaker(till.state, SHOP, SPANISH, till.signer, demo=False)
    Returns(till.state, till.store.runner, receipts, PrinterSetup(), SeededIds(5)).complete(
        back, None, back.repayments(Decimal("0.00")), None, answers.append, answers.append
    )
    till.store.runner.drain()
    till.open_sale.take_back(back)
    till.open_sale.scan(RICE.barcode)
    till.open_sale.sale.tender("cash", till.open_sale.sale.due)
    refused = complete(till)
    assert isinstance(refused, DomainError)
    assert refused.code == "refund_already_stored"
    assert len(rows(till, KINDS)) == 2


@pytest.mark.parametrize("half", ["paper", "queue"])
def test_a_failure_in_either_half_leaves_neither(
    till: Till, monkeypatch: pytest.MonkeyPatch, half: str
) -> None:
    till.sell(1, till.signer)
    till.open_sale.take_back(bring(till, {1: ONE}))
    till.open_sale.scan(RICE.barcode)
    till.open_sale.sale.tender("cash", till.open_sale.sale.due)
    before = rows(till, "SELECT doc_type, next FROM series ORDER BY doc_type")

    def broken(*_: object, **__: object) -> str:
        raise DomainError("store_full")

    with monkeypatch.context() as patched:
        if half == "paper":
            patched.setattr(ReceiptMaker, "exchange", broken)
        else:
            patched.setattr("app.usecases.tender.queue_paper", broken)
        failed = complete(till)
    assert isinstance(failed, DomainError)
    assert rows(till, KINDS) == [("sale.completed",)]
    assert rows(till, "SELECT doc_type, next FROM series ORDER BY doc_type") == before
    assert till.reader.draft() is not None
    assert isinstance(complete(till), CompletedRecord)


EVERYTHING = (
    "SELECT * FROM refund",
    "SELECT * FROM sale ORDER BY entry",
    "SELECT * FROM payment ORDER BY event_id, n",
    "SELECT * FROM repayment ORDER BY event_id, n",
    "SELECT * FROM stock_delta ORDER BY event_id, n",
    "SELECT event_id, cause_id FROM journal WHERE cause_id IS NOT NULL ORDER BY pos",
    "SELECT doc_type, series, next FROM series ORDER BY doc_type",
)


def test_an_exchange_comes_back_whole_from_the_electronic_journal(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("WARNING app.store.rebuild: rebuilding the database")
    expected_logs.allow("WARNING app.store.recovery")
    till = make_till(tmp_path, 1)
    till.learn(till.key)
    till.sell(1, till.signer)
    exchange(till, {1: ONE}, RICE.barcode)
    before = [rows(till, statement) for statement in EVERYTHING]
    till.close()
    for name in ("till.db", "till.db-wal", "till.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    asked = DriverReader(tmp_path / "till.db")
    replayed = ReplayedReceipts(asked, SHOP, SPANISH, till.signer, demo=False)
    store = open_till(tmp_path, 7, enrolled=False, receipt_of=replayed.of_event)
    asked.close()
    assert [rows(till, statement) for statement in EVERYTHING] == before
    (_, kept, document), (_, doubt, again) = rows(
        till,
        "SELECT event_id, state, document FROM print_job WHERE kind='receipt' AND entry > 1 ORDER BY entry",
    )
    assert (kept, doubt) == ("cancelled", "uncertain"), "one paper is in doubt, not two"
    assert document == again
    assert "R0001-000001" in str(document)
    assert "0001-000002" in str(document)
    store.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    brought=st.integers(1, 6),
    bought=st.lists(st.sampled_from([COLA.barcode, RICE.barcode]), max_size=5),
)
def test_either_money_is_due_or_money_goes_back_and_the_difference_is_exact(
    exchanging: Till, brought: int, bought: list[str]
) -> None:
    line = exchanging.lookup.find("1").lines[0]
    wanted = {line.item.n: Decimal(min(brought, int(line.returns.left)))}
    exchanging.open_sale.start_next()
    exchanging.open_sale.take_back(bring(exchanging, wanted))
    for code in bought:
        exchanging.open_sale.scan(code)
    sale = exchanging.open_sale.sale
    assert min(sale.due, sale.owed) == 0
    assert sale.due - sale.owed == sale.total - sale.back_total
    back = sale.back
    assert back is not None
    assert sum(payment.amount for payment in back.repayments(sale.total)) == sale.back_total
    again = sale_from_draft(header_to_draft(sale), [(one.key, line_to_draft(one)) for one in sale.lines])
    assert (again.back, again.due, again.owed) == (sale.back, sale.due, sale.owed)


@pytest.fixture(scope="module")
def exchanging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    """A till that sold three colas on receipt 1."""
    made = make_till(tmp_path_factory.mktemp("till"), 1)
    made.learn(made.key)
    made.open_sale.scan(COLA.barcode, Decimal(3))
    made.sell(0, made.signer)
    yield made
    made.close()


def test_the_goods_of_one_receipt_only_come_back_in_a_ticket(till: Till) -> None:
    till.sell(1, till.signer)
    till.sell(1, till.signer)
    till.open_sale.take_back(bring(till, {1: ONE}))
    with pytest.raises(DomainError, match="exchange_one_receipt"):
        till.open_sale.take_back(bring(till, {1: ONE}, "2"))
    till.open_sale.take_back(None)
    till.store.runner.drain()
    assert till.open_sale.sale.is_empty
    assert till.reader.draft() is None


def test_once_money_was_taken_nothing_more_comes_back(till: Till) -> None:
    till.sell(1, till.signer)
    till.open_sale.scan(RICE.barcode)
    till.open_sale.sale.tender("cash", ONE)
    with pytest.raises(DomainError, match="prices_frozen"):
        till.open_sale.take_back(bring(till, {1: ONE}))


KILLS = (("before_commit", 1), ("after_commit", 3), ("after_journal", 3))
"""Where the process dies, and how many documents stand afterwards: both of the pair, or neither."""


def test_killed_at_any_step_an_exchange_is_whole_or_still_in_its_ticket(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("WARNING app.store")
    till = make_till(tmp_path / "till", 1)
    till.learn(till.key)
    till.sell(1, till.signer)
    till.open_sale.take_back(bring(till, {1: ONE}))
    till.open_sale.scan(RICE.barcode)
    till.open_sale.sale.tender("cash", till.open_sale.sale.due)
    till.open_sale.keep_header()
    till.store.runner.drain()
    till.close()
    for point, _ in KILLS:
        shutil.copytree(till.folder, tmp_path / point)
    orders = "".join(json.dumps([str(tmp_path / point), point]) + "\n" for point, _ in KILLS)
    child = subprocess.run(
        [sys.executable, "-m", "tests.app.usecases.exchange_child"],
        input=orders,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert child.stdout.split() == [str(-signal.SIGKILL)] * len(KILLS), child.stderr
    for point, documents in KILLS:
        again = reopened(tmp_path / point, seed=12)
        assert len(rows(again, KINDS)) == documents, point
        draft = again.reader.draft()
        assert (draft is None) == (documents == 3), point
        if draft is not None:
            again.open_sale.restore(draft)
            record = complete(again)
            assert isinstance(record, CompletedRecord)
            assert record.refund is not None
        assert rows(again, KINDS) == [("sale.completed",), ("refund.completed",), ("sale.completed",)], point
        assert rows(again, "SELECT next FROM series ORDER BY doc_type") == [(2,), (3,)], "no number is lost"
        again.close()
