"""Which money goes back when goods were exchanged or another return came between, over a real store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from app.usecases.customers import Customers
from app.usecases.customers_port import CustomerRecord
from app.usecases.paper import PrinterSetup
from app.usecases.returns import RefundRecord, Settled
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.documents import SalePayment
from core.domain.errors import DomainError
from core.domain.giving_back import with_reference
from core.domain.loyalty import LoyaltyProgram
from tests.app.usecases.selling import Till, make_till
from tests.app.usecases.test_exchanges import bring, complete, rows
from tests.app.usecases.test_returns import receipts, refund, returning, sell_with
from tests.fakes.catalogue import COLA
from tests.fakes.customers import ROSA, SmallDirectory
from tests.fakes.store import SeededIds

ONE = Decimal(1)
CARD_BACK = "SELECT coalesce(sum(amount_cents), 0) FROM repayment WHERE method='card'"


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = make_till(tmp_path)
    made.learn(made.key)
    yield made
    made.close()


def referenced(payments: Sequence[SalePayment]) -> tuple[SalePayment, ...]:
    """The same with a reference where one is needed."""
    return tuple(with_reference(one, "R1") if one.method == "card" else one for one in payments)


def test_money_given_back_meanwhile_is_not_given_back_again_by_an_exchange_held_open(till: Till) -> None:
    sell_with(till, ("card", "3.00"), lines=4)
    till.open_sale.take_back(bring(till, {2: ONE}))
    till.open_sale.scan(COLA.barcode)
    other = bring(till, {4: ONE}, number=2)
    assert isinstance(refund(till, other, referenced(other.repayments(Decimal(0)))), RefundRecord)
    sale = till.open_sale.sale
    assert sale.back is not None
    stale = referenced(sale.back.repayments(sale.total))
    assert [one.method for one in stale] == ["exchange", "card"]
    refused = complete(till, Settled(stale))
    assert isinstance(refused, DomainError)
    assert refused.code == "return_changed"
    assert rows(till, CARD_BACK) == [(300,)]
    till.open_sale.take_back(None)
    till.open_sale.take_back(bring(till, {2: ONE}))
    assert isinstance(complete(till), CompletedRecord)
    assert rows(till, CARD_BACK) == [(300,)]


def swap(till: Till, text: str, number: int, *, buyer: CustomerRecord | None) -> CompletedRecord:
    """Line 1 of a receipt for another cola: no money moves."""
    if buyer is not None:
        buying(till).use(buyer)
    till.open_sale.take_back(bring(till, {1: ONE}, text, number))
    till.open_sale.scan(COLA.barcode)
    return finished(till)


def finished(till: Till) -> CompletedRecord:
    """The open sale, completed in a shop with a programme of points."""
    answers: list[CompletedRecord | Exception] = []
    checkout = Checkout(
        till.state,
        till.reader,
        till.store.runner,
        receipts(till),
        PrinterSetup(),
        LoyaltyProgram(Decimal(2)),
        returning(till),
    )
    checkout.complete(till.open_sale, answers.append, answers.append)
    till.store.runner.drain()
    (answer,) = answers
    assert isinstance(answer, CompletedRecord), answer
    till.open_sale.start_next()
    return answer


def buying(till: Till) -> Customers:
    return Customers(
        till.state, till.store.runner, SeededIds(9), SmallDirectory(), till.reader, till.open_sale
    )


@pytest.mark.parametrize("method", ["points", "store_credit"])
@pytest.mark.parametrize("buyer", [ROSA, None])
def test_what_was_paid_with_points_or_on_credit_never_becomes_cash_however_often_it_is_exchanged(
    till: Till, method: str, buyer: CustomerRecord | None
) -> None:
    buying(till).use(ROSA)
    till.open_sale.scan(COLA.barcode)
    till.open_sale.sale.tender(method, till.open_sale.sale.due)
    finished(till)
    swap(till, "1", 1, buyer=buyer)
    last = swap(till, "2", 2, buyer=buyer)
    assert [one.method for one in last.sale.payments] == ["exchange"]
    record = refund(till, bring(till, {1: ONE}, "3", 3))
    assert isinstance(record, RefundRecord)
    assert [(one.method, one.amount) for one in record.refund.payments] == [(method, Decimal("1.99"))]
    assert record.refund.customer_id == ROSA.customer_id


def test_goods_had_for_goods_paid_with_points_earn_none_and_those_paid_otherwise_do(till: Till) -> None:
    buying(till).use(ROSA)
    till.open_sale.scan(COLA.barcode)
    till.open_sale.sale.tender("points", Decimal("1.00"))
    till.open_sale.sale.tender("cash", Decimal("0.99"))
    assert finished(till).sale.points_earned == 1
    assert swap(till, "1", 1, buyer=ROSA).sale.points_earned == 1


def test_card_money_goes_back_to_the_card_through_an_exchange_and_no_more_than_was_paid(till: Till) -> None:
    sell_with(till, ("card", "3.00"), lines=2)
    swap(till, "1", 1, buyer=None)
    after = bring(till, {1: ONE}, "2", 2).repayments(Decimal(0))
    assert [(one.method, one.amount) for one in after] == [("card", Decimal("1.99"))]
    rest = bring(till, {2: ONE}, "1", 3).repayments(Decimal(0))
    assert [(one.method, one.amount) for one in rest] == [
        ("card", Decimal("1.01")),
        ("cash", Decimal("2.24")),
    ]
