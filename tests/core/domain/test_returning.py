"""Returns: shares of what was paid, and never more than was sold."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.basket_line import PricePolicy
from core.domain.discount import Discount, DiscountKind
from core.domain.documents import CompletedSale, SalePayment
from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.payment import CASH
from core.domain.refund_document import (
    OriginalSale,
    refund_from_data,
    refund_to_data,
    void_from_data,
    void_to_data,
)
from core.domain.returning import (
    ReturnableLine,
    exchanged_money,
    money_back,
    refund_document,
    take_back,
    void_document,
)
from core.domain.sale import Sale
from tests.core.domain.strategies import policies, products

SALE_ID = "0198f0c0-0000-7000-8000-00000000aaaa"
ORIGINAL = OriginalSale("0001", 7, "0198f0c0-0000-7000-8000-000000000001", SALE_ID, SALE_ID)


@st.composite
def sold(draw: st.DrawFn) -> CompletedSale:
    policy: PricePolicy = draw(policies)
    sale = Sale(SALE_ID, policy)
    for product in draw(st.lists(products(), min_size=1, max_size=5)):
        added = sale.add(product, Decimal("0.735") if product.measured else Decimal(draw(st.integers(1, 4))))
        if draw(st.booleans()):
            percent = Decimal(draw(st.integers(1, 99)))
            sale.set_discount(added.key, Discount(DiscountKind.MANUAL, "damaged", percent=percent))
    off = draw(st.integers(0, int(sale.total * 100)))
    if off:
        sale.adjust(DiscountKind.MANUAL, Discount(DiscountKind.MANUAL, "agreed", amount=from_cents(off)))
    if sale.total:
        sale.tender(CASH, sale.total)
    return sale.finish("0001", 7, drawer=2)


@settings(max_examples=60)
@given(sold(), st.data())
def test_a_refund_of_everything_returns_exactly_what_was_paid(
    sale: CompletedSale, data: st.DataObject
) -> None:
    returned: dict[int, Decimal] = {}
    total, tax = Decimal(0), Decimal(0)
    while any(returned.get(item.n, Decimal(0)) < item.quantity for item in sale.items):
        lines = [ReturnableLine(item, returned.get(item.n, Decimal(0))) for item in sale.items]
        open_lines = [line for line in lines if line.returns.left > 0]
        chosen = data.draw(
            st.lists(st.sampled_from(open_lines), min_size=1, unique_by=lambda line: line.item.n)
        )
        wanted = {line.item.n: line.returns.left if line.item.unit != "u" else Decimal(1) for line in chosen}
        back = take_back(lines, wanted, price_includes_tax=sale.price_includes_tax)
        assert sum(back.tax_by_rate.values(), Decimal(0)) == back.tax_total
        assert sum((item.total for item in back.items), Decimal(0)) == back.total
        total, tax = total + back.total, tax + back.tax_total
        for n, quantity in wanted.items():
            returned[n] = returned.get(n, Decimal(0)) + quantity
    assert (total, tax) == (sale.total, sale.tax_total)


def _sale(*payments: SalePayment) -> CompletedSale:
    return replace(_plain(), payments=payments)


def _plain() -> CompletedSale:
    from tests.fakes.store import make_sale

    return make_sale(7, SALE_ID)


def test_more_than_is_left_of_a_line_is_refused_by_name() -> None:
    lines = [ReturnableLine(item, Decimal(1)) for item in _plain().items]
    with pytest.raises(DomainError) as refused:
        take_back(lines, {1: Decimal(1)}, price_includes_tax=True)
    assert (refused.value.code, refused.value.values["left"]) == ("exceeds_sold", "0")
    assert refused.value.values["name"] == "Piña 7"


@pytest.mark.parametrize("wanted", [{}, {9: Decimal(1)}, {1: Decimal(0)}, {1: Decimal(-1)}])
def test_a_return_of_nothing_is_refused(wanted: dict[int, Decimal]) -> None:
    with pytest.raises(DomainError):
        take_back([ReturnableLine(item) for item in _plain().items], wanted, price_includes_tax=True)


def test_money_goes_back_the_way_it_came_and_cash_last() -> None:
    paid = (
        SalePayment(1, "cash", Decimal("50.00"), Decimal("50.00")),
        SalePayment(2, "card", Decimal("75.50")),
    )
    back = money_back(Decimal("100.00"), paid, {})
    assert [(part.method, part.amount) for part in back] == [
        ("card", Decimal("75.50")),
        ("cash", Decimal("24.50")),
    ]
    again = money_back(Decimal("25.50"), paid, {"card": Decimal("75.50"), "cash": Decimal("24.50")})
    assert [(part.method, part.amount) for part in again] == [("cash", Decimal("25.50"))]


@given(st.lists(st.integers(0, 3_000), min_size=3, max_size=3), st.data())
def test_money_is_conserved_whatever_part_of_it_went_into_other_goods(
    cents: list[int], data: st.DataObject
) -> None:
    names = ("points", "card", "cash")
    paid = tuple(SalePayment(n, names[n], from_cents(amount)) for n, amount in enumerate(cents))
    left, given_back, moved = sum(cents), dict[str, Decimal](), dict[str, Decimal]()
    while left:
        part = data.draw(st.integers(1, left))
        exchanged = from_cents(data.draw(st.sampled_from((0, part)) | st.integers(0, part)))
        rest = money_back(from_cents(part) - exchanged, paid, given_back)
        payments = {one.method: one.amount for one in rest}
        payments["exchange"] = exchanged
        for one in exchanged_money(paid, given_back, payments):
            moved[one.method] = moved.get(one.method, Decimal(0)) + one.amount
        for method, amount in payments.items():
            given_back[method] = given_back.get(method, Decimal(0)) + amount
        left -= part
    for one in paid:
        assert given_back.get(one.method, Decimal(0)) + moved.get(one.method, Decimal(0)) == one.amount


def test_the_documents_read_back_to_the_same_values() -> None:
    sale = _plain()
    lines = take_back([ReturnableLine(item) for item in sale.items], {1: Decimal(1)}, price_includes_tax=True)
    refund = refund_document(
        SALE_ID, ORIGINAL, sale, lines, "damaged", money_back(lines.total, sale.payments, {}), 2
    )
    assert refund_from_data(json.loads(json.dumps(refund_to_data(refund)))) == refund
    void = void_document(ORIGINAL, sale, "wrong", 2)
    assert void_from_data(json.loads(json.dumps(void_to_data(void)))) == void
    assert sum((part.amount for part in void.payments), Decimal(0)) == sale.total


def test_a_return_whose_money_does_not_come_to_its_total_is_refused() -> None:
    sale = _plain()
    lines = take_back([ReturnableLine(item) for item in sale.items], {1: Decimal(1)}, price_includes_tax=True)
    with pytest.raises(DomainError, match="refund_unbalanced"):
        refund_document(SALE_ID, ORIGINAL, sale, lines, "damaged", (), 2)
