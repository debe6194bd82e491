"""What bounds a discount of an open sale: what was approved, and whose points they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.discount import Discount, DiscountKind
from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.own_discounts import as_allowed
from core.domain.promotion.book import RuleBook
from core.domain.promotion.pack_terms import NPayM
from core.domain.promotion.promoter import Promoter
from core.domain.promotion.rules import Promotion
from core.domain.promotion.targets import Targets
from core.domain.sale import Sale
from core.domain.sale_draft import header_to_draft, line_to_draft, sale_from_draft
from core.domain.sale_state import Buyer
from tests.core.domain.test_sale import CHEESE, PIECE, SALE_ID


def _refused(sale: Sale, key: int, quantity: int) -> str:
    with pytest.raises(DomainError) as refusal:
        sale.set_quantity(key, Decimal(quantity))
    return refusal.value.code


HALF = Discount(DiscountKind.MANUAL, "damaged", percent=Decimal(50))


@pytest.mark.parametrize("by_price", [True, False])
def test_what_was_allowed_for_one_piece_is_not_had_for_a_hundred(by_price: bool) -> None:
    sale = Sale(SALE_ID)
    key = sale.add(PIECE, Decimal(2)).key
    if by_price:
        sale.set_price(key, Decimal("0.10"), "damaged", "marta")
    else:
        sale.set_discount(key, replace(HALF, approver_id="marta"))
    total = sale.total
    assert _refused(sale, key, 100) == "quantity_approved"
    assert (sale.line(key).quantity, sale.total) == (Decimal(2), total)
    sale.set_quantity(key, Decimal(1))
    assert _refused(sale, key, 2) == "quantity_approved"
    sale.add(PIECE)
    assert [line.is_approved for line in sale.lines] == [True, False], "more of it is a line of its own"


def test_a_discount_within_ones_own_limit_holds_for_any_quantity() -> None:
    sale = Sale(SALE_ID)
    key = sale.add(PIECE, Decimal(2)).key
    sale.set_discount(key, HALF)
    sale.set_quantity(key, Decimal(100))
    assert sale.total == Decimal("99.50")


def test_an_allowed_percent_of_the_sale_takes_no_more_when_goods_are_added() -> None:
    sale = Sale(SALE_ID)
    key = sale.add(replace(PIECE, unit_price=Decimal("4.00"))).key
    sale.adjust(DiscountKind.MANUAL, replace(HALF, approver_id="marta"))
    sale.add(CHEESE, Decimal(100))
    assert (sale.discount_total, sale.total) == (Decimal("2.00"), Decimal("892.00"))
    again = sale_from_draft(header_to_draft(sale), [(line.key, line_to_draft(line)) for line in sale.lines])
    assert (again.total, again.adjustments) == (sale.total, sale.adjustments)
    assert [one.amount for one in sale.shared().discounts] == [Decimal("2.00")]
    assert sale.shared().totals.total == sale.total
    sale.remove(key)
    sale.set_quantity(sale.line_at(-1).key, Decimal("0.100"))
    assert sale.discount_total == Decimal("0.45"), "of less it is a percent again"


TWENTY = Discount(DiscountKind.MANUAL, "damaged", amount=Decimal("20.00"), approver_id="marta")
DEAR = replace(PIECE, unit_price=Decimal("25.00"))


def _restored(sale: Sale) -> Sale:
    return sale_from_draft(header_to_draft(sale), [(line.key, line_to_draft(line)) for line in sale.lines])


def test_an_allowed_amount_of_the_sale_keeps_its_share_when_goods_leave() -> None:
    sale = Sale(SALE_ID)
    keys = [sale.add(replace(DEAR, variant_id=f"v-{n}")).key for n in range(4)]
    sale.adjust(DiscountKind.MANUAL, TWENTY)
    assert sale.discount_total == Decimal("20.00")
    for key in keys[1:]:
        sale.remove(key)
    assert (sale.discount_total, sale.total) == (Decimal("5.00"), Decimal("20.00")), "a fifth of 25"
    assert _restored(sale).total == sale.total
    for _ in range(3):
        sale.undo()
    sale.add(replace(DEAR, variant_id="v-9"))
    assert sale.discount_total == Decimal("20.00"), "and never more than was allowed"


def test_an_allowed_discount_of_a_line_keeps_its_share_and_its_amount() -> None:
    sale = Sale(SALE_ID)
    key = sale.add(DEAR, Decimal(4)).key
    sale.set_discount(key, TWENTY)
    sale.set_quantity(key, Decimal(1))
    assert sale.discount_total == Decimal("5.00")
    assert _restored(sale).line(key) == sale.line(key)
    sale.set_discount(key, replace(HALF, approver_id="marta"))
    sale.set_price(key, Decimal("50.00"), "wrong_price", "marta")
    assert sale.discount_total == Decimal("12.50"), "half of what was seen, though the price is higher now"


@given(
    amount=st.integers(1, 20_000),
    seen=st.integers(1, 20_000),
    now=st.integers(0, 20_000),
    percent=st.one_of(st.none(), st.integers(1, 100)),
)
def test_what_was_allowed_is_never_passed_in_amount_or_share(
    amount: int, seen: int, now: int, percent: int | None
) -> None:
    given_as = (
        replace(HALF, percent=Decimal(percent), approver_id="marta")
        if percent
        else replace(TWENTY, amount=from_cents(amount))
    )
    allowed = as_allowed(given_as, seen)
    most = given_as.off(seen)
    assert allowed.off(seen) == most
    assert 0 <= allowed.off(now) <= min(most, now)
    if percent is None:
        assert allowed.off(now) * seen <= most * now


POINTS = Discount(DiscountKind.POINTS, "points", amount=Decimal("1.00"))
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)


@pytest.mark.parametrize("next_buyer", [None, Buyer("luis", "Luis")])
def test_the_points_of_a_customer_go_with_the_customer(next_buyer: Buyer | None) -> None:
    sale = Sale(SALE_ID)
    sale.set_buyer(Buyer("rosa", "Rosa"), NOON)
    sale.add(PIECE)
    sale.adjust(DiscountKind.POINTS, POINTS)
    sale.adjust(DiscountKind.MANUAL, HALF)
    sale.set_buyer(Buyer("rosa", "Rosa", points=5), NOON)
    assert sale.discount_total == Decimal("1.99"), "told anew, it is the same customer"
    sale.set_buyer(next_buyer, NOON)
    assert list(sale.adjustments) == [HALF]
    sale.undo()
    assert list(sale.adjustments) == [], "taking a change back gives nobody their points"


def test_of_so_many_the_better_of_promotion_and_law_holds() -> None:
    """Three for two take a third, the law a fifth: of one or two the law's discount is the better."""
    three = Promotion(
        "3x2", 1, "3x2", NPayM(3, 2), Targets(everything=True), datetime(2026, 1, 1, tzinfo=UTC)
    )
    sale = Sale(SALE_ID, promoter=Promoter(RuleBook((three,)), NOON))
    key = sale.add(replace(PIECE, unit_price=Decimal("10.00"))).key
    sale.set_discount(key, Discount(DiscountKind.STATUTORY, "medicamento", percent=Decimal(20)))
    sale.set_quantity(key, Decimal(2))
    assert (sale.total, sale.line(key).is_statutory) == (Decimal("16.00"), True)
    sale.set_quantity(key, Decimal(3))
    assert (sale.total, sale.line(key).is_statutory) == (Decimal("20.00"), False)
    sale.undo()
    assert (sale.total, sale.line(key).is_statutory) == (Decimal("16.00"), True)
    sale.set_quantity(key, Decimal(5))
    assert sale.total == Decimal("40.00"), "a fifth of five is as much as one piece, and equal is the law's"
    assert sale.line(key).is_statutory
