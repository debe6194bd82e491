"""Goods that come back to another till: points and credit as at the till that sold (ADR 85, 88)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.usecases.customers_port import CustomerRecord
from app.usecases.returns import RefundRecord
from app.usecases.tender import CompletedRecord
from core.domain.document_data import sale_from_data
from core.domain.documents import CompletedSale
from core.domain.errors import DomainError
from core.domain.giving_back import giving_from_draft, giving_to_draft
from core.domain.receipt_code import seal
from core.domain.receipt_facts import CodeTender, code_of
from tests.app.usecases.selling import Till, code_on, make_till
from tests.app.usecases.test_exchanged_money import buying, finished
from tests.app.usecases.test_exchanges import bring
from tests.app.usecases.test_returns import refund
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.customers import ROSA

ONE = Decimal(1)


@pytest.fixture
def tills(tmp_path: Path) -> Iterator[tuple[Till, Till]]:
    made = make_till(tmp_path / "a", 1), make_till(tmp_path / "b", 2)
    for till in made:
        till.learn(*(other.key for other in made))
    yield made
    for till in made:
        till.close()


def sold(till: Till, *tenders: tuple[str, str], buyer: CustomerRecord | None = ROSA) -> CompletedRecord:
    """A cola and rice, 5.24; what the tenders leave is paid in cash."""
    if buyer is not None:
        buying(till).use(buyer)
    for code in (COLA.barcode, RICE.barcode):
        till.open_sale.scan(code)
    for method, amount in tenders:
        till.open_sale.sale.tender(method, Decimal(amount))
    if till.open_sale.sale.due:
        till.open_sale.sale.tender("cash", till.open_sale.sale.due)
    return finished(till)


def swapped(till: Till, text: str, line: int, code: str) -> CompletedRecord:
    """One line of a receipt for the same article, with nobody named: no money moves."""
    till.open_sale.take_back(bring(till, {line: ONE}, text, 7))
    till.open_sale.scan(code)
    return finished(till)


def paper_code(record: CompletedRecord) -> str:
    text = code_on(record.document)
    assert text is not None
    return text


def stored(answer: RefundRecord | DomainError) -> RefundRecord:
    assert isinstance(answer, RefundRecord), answer
    return answer


def parts(record: RefundRecord) -> list[tuple[str, str]]:
    return [(one.method, str(one.amount)) for one in record.refund.payments]


@pytest.mark.parametrize("wanted", [{1: ONE}, {2: ONE}, {1: ONE, 2: ONE}])
def test_another_till_takes_back_the_same_points(
    tills: tuple[Till, Till], wanted: dict[int, Decimal]
) -> None:
    seller, other = tills
    record = sold(seller)
    assert record.sale.points_earned == 10
    text = paper_code(record)
    there = stored(refund(other, bring(other, wanted, text))).refund
    here = stored(refund(seller, bring(seller, wanted))).refund
    assert there.points_back == here.points_back > 0
    assert there.customer_id == here.customer_id == ROSA.customer_id


def test_another_till_takes_back_line_by_line_what_it_would_take_at_once(tills: tuple[Till, Till]) -> None:
    seller, other = tills
    text = paper_code(sold(seller))
    taken = [stored(refund(other, bring(other, {n: ONE}, text, n))).refund.points_back for n in (1, 2)]
    assert sum(taken) == 10


@pytest.mark.parametrize("method", ["points", "store_credit"])
def test_goods_had_in_exchange_give_back_points_and_credit_at_another_till_too(
    tills: tuple[Till, Till], method: str
) -> None:
    seller, other = tills
    sold(seller, (method, "1.99"))
    text = paper_code(swapped(seller, "1", 1, COLA.barcode))
    record = stored(refund(other, bring(other, {1: ONE}, text)))
    assert parts(record) == [(method, "1.99")]
    assert record.refund.customer_id == ROSA.customer_id


def test_points_follow_goods_through_exchanges_at_several_tills(tills: tuple[Till, Till]) -> None:
    seller, other = tills
    first = paper_code(sold(seller, ("points", "1.99")))
    second = paper_code(swapped(other, first, 1, COLA.barcode))
    third = paper_code(swapped(seller, second, 1, COLA.barcode))
    assert parts(stored(refund(other, bring(other, {1: ONE}, third)))) == [("points", "1.99")]


def test_the_till_that_exchanged_goods_of_another_one_knows_their_money_by_number(
    tills: tuple[Till, Till],
) -> None:
    seller, other = tills
    swapped(other, paper_code(sold(seller, ("points", "1.99"))), 1, COLA.barcode)
    assert parts(stored(refund(other, bring(other, {1: ONE}, "1", 8)))) == [("points", "1.99")]


def old_code(till: Till, sale: CompletedSale, *tenders: tuple[str, str]) -> str:
    """A code as version 1 says it: nothing of a customer, an exchange without what it carried."""
    code = code_of(sale, till.state.clock.now())
    said = tuple(CodeTender(method, Decimal(amount)) for method, amount in tenders)
    text = seal(replace(code, tenders=said, customer=None), till.signer.key_id, till.signer.sign)
    assert text is not None
    return text


@pytest.mark.parametrize("method", ["points", "store_credit", "exchange"])
def test_money_that_a_code_does_not_tell_of_is_never_paid_out(tills: tuple[Till, Till], method: str) -> None:
    seller, other = tills
    sale = sold(seller, buyer=None).sale
    text = old_code(seller, sale, (method, "1.99"), ("cash", "3.25"))
    answer = refund(other, bring(other, {1: ONE}, text))
    assert isinstance(answer, DomainError)
    assert answer.code == "refund_way_unknown"


def test_goods_whose_money_nobody_knows_may_be_exchanged_and_stay_so(tills: tuple[Till, Till]) -> None:
    seller, other = tills
    sale = sold(seller, buyer=None).sale
    text = old_code(seller, sale, ("exchange", "1.99"), ("cash", "3.25"))
    again = paper_code(swapped(other, text, 1, COLA.barcode))
    for till, wanted in ((seller, again), (other, "1")):
        answer = refund(till, bring(till, {1: ONE}, wanted, 9))
        assert isinstance(answer, DomainError)
        assert answer.code == "refund_way_unknown"
    assert parts(stored(refund(other, bring(other, {2: ONE}, text, 8)))) == [("cash", "3.25")]


def test_a_ticket_kept_over_a_crash_keeps_what_its_goods_carry(tills: tuple[Till, Till]) -> None:
    seller, other = tills
    text = paper_code(sold(seller, ("points", "1.00")))
    back = bring(other, {1: ONE}, text)
    again = giving_from_draft(giving_to_draft(back))
    assert stored(refund(other, again)).refund.points_back == 3
    assert again.exchanged(Decimal("1.99")) == back.exchanged(Decimal("1.99"))


def test_the_event_says_what_an_exchange_carried(tills: tuple[Till, Till]) -> None:
    seller, _ = tills
    sold(seller, ("points", "1.99"))
    record = swapped(seller, "1", 1, COLA.barcode)
    assert record.stored.event.data["carried"] == {
        "customer_id": ROSA.customer_id,
        "payments": [{"method": "points", "amount": "1.99"}],
    }
    assert sale_from_data(record.stored.event.data) == record.sale
