"""Which money goes back when goods were exchanged or another return came between, over a real store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from app.usecases.returns import RefundRecord, Settled
from app.usecases.tender import CompletedRecord
from core.domain.documents import SalePayment
from core.domain.errors import DomainError
from core.domain.giving_back import with_reference
from tests.app.usecases.selling import Till, make_till
from tests.app.usecases.test_exchanges import bring, complete, rows
from tests.app.usecases.test_returns import refund, sell_with
from tests.fakes.catalogue import COLA

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
