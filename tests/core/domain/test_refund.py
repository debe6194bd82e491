from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import DomainError
from core.domain.money import from_cents, from_millis
from core.domain.refund import LineReturns

cents = st.integers(0, 10_000)


@given(st.integers(1, 20), cents, cents, st.data())
def test_units_returned_one_after_the_other_give_back_exactly_the_line(
    quantity: int, net: int, itbms: int, data: st.DataObject
) -> None:
    line = LineReturns(Decimal(quantity), from_cents(net), from_cents(itbms))
    given_net = given_tax = Decimal(0)
    while line.left:
        part = Decimal(data.draw(st.integers(1, int(line.left))))
        line, refund = line.take(part)
        assert refund.net >= 0
        assert refund.itbms >= 0
        given_net += refund.net
        given_tax += refund.itbms
        assert given_net <= from_cents(net)
    assert (given_net, given_tax) == (from_cents(net), from_cents(itbms))


@given(st.integers(1, 5_000), cents, cents, st.data())
def test_a_weighed_line_is_given_back_exactly(millis: int, net: int, itbms: int, data: st.DataObject) -> None:
    line = LineReturns(from_millis(millis), from_cents(net), from_cents(itbms))
    first = from_millis(data.draw(st.integers(1, millis)))
    line, one = line.take(first)
    if line.left:
        line, rest = line.take(line.left)
        one = type(one)(one.net + rest.net, one.itbms + rest.itbms)
    assert (one.net, one.itbms) == (from_cents(net), from_cents(itbms))


@pytest.mark.parametrize(
    ("quantity", "code"),
    [("0", "quantity_not_positive"), ("-1", "quantity_not_positive"), ("3", "exceeds_sold")],
)
def test_a_return_that_is_none_is_refused(quantity: str, code: str) -> None:
    line = LineReturns(Decimal(2), Decimal("6.45"), Decimal("0.42"))
    with pytest.raises(DomainError, match=code):
        line.take(Decimal(quantity))
