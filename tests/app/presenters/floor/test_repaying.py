"""What the person at the till reads while handing money back."""

from __future__ import annotations

from decimal import Decimal

from app.presenters.floor.repaying import given_back
from app.presenters.panels import Facts
from core.domain.documents import SalePayment


def shown(*methods: str) -> Facts:
    payments = [SalePayment(n, method, Decimal("2.00")) for n, method in enumerate(methods, start=1)]
    (facts,) = [block for block in given_back(payments) if isinstance(block, Facts)]
    return facts


def test_cash_stands_last_and_largest_however_it_was_paid() -> None:
    facts = shown("cash", "card")
    assert facts.handed
    assert facts.rows[-1] == shown("cash").rows[0]


def test_money_that_leaves_no_drawer_is_not_counted_out() -> None:
    assert (shown("card").handed, shown("card").strong) == (False, True)
    assert shown("exchange").rows == ()
