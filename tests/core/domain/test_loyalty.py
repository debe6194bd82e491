from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.documents import CompletedSale, SaleDiscount, SalePayment
from core.domain.errors import DomainError
from core.domain.loyalty import (
    EarnBase,
    LoyaltyProgram,
    RedeemAs,
    loyalty_clawback,
    loyalty_earn,
    offline_points,
    program_from_data,
    redeem,
    with_points,
)
from core.domain.money import from_cents
from core.domain.payload import PayloadError
from core.domain.sale_state import Buyer

amounts = st.integers(0, 1_000_000).map(from_cents)
rates = st.integers(1, 100_000).map(lambda units: Decimal(units).scaleb(-4))
values = st.integers(1, 20_000).map(lambda units: Decimal(units).scaleb(-4))


@given(amounts, rates)
def test_points_are_the_floor_of_the_exact_product(amount: Decimal, rate: Decimal) -> None:
    points = loyalty_earn(amount, rate)
    exact = Fraction(amount) * Fraction(rate)
    assert points <= exact < points + 1


def test_a_sale_below_nothing_earns_nothing() -> None:
    assert loyalty_earn(Decimal("-5.00"), Decimal(1)) == 0


@pytest.mark.parametrize(("base", "points"), [(EarnBase.TOTAL, 27), (EarnBase.NETO, 25)])
def test_the_programme_says_what_earns(base: EarnBase, points: int) -> None:
    program = LoyaltyProgram(Decimal(1), base)
    assert program.earned_by(Decimal("27.22"), Decimal("25.40")) == points


def test_rewards_and_gift_cards_never_earn() -> None:
    program = LoyaltyProgram(Decimal(1))
    assert program.earned_by(Decimal("27.22"), Decimal("25.40"), excluded=Decimal("10.00")) == 17
    assert program.earned_by(Decimal("5.00"), Decimal("5.00"), excluded=Decimal("10.00")) == 0


@given(st.integers(0, 5_000), st.lists(st.integers(0, 5_000), min_size=1, max_size=8))
def test_returns_take_points_bit_by_bit_and_in_the_end_all(earned: int, cents: list[int]) -> None:
    base = from_cents(sum(cents))
    returned, taken = Decimal(0), 0
    for part in cents:
        returned += from_cents(part)
        back = loyalty_clawback(earned, base, returned, taken)
        assert 0 <= back <= earned - taken
        taken += back
    assert taken == earned


@given(st.integers(0, 500), amounts, amounts, st.integers(0, 500))
def test_never_more_than_was_earned_and_never_less_than_nothing(
    earned: int, base: Decimal, returned: Decimal, taken: int
) -> None:
    assert 0 <= loyalty_clawback(earned, base, returned, taken) <= earned


@given(values, st.integers(1, 100_000))
def test_points_needed_for_an_amount_are_the_fewest_worth_it(value: Decimal, cents: int) -> None:
    program = LoyaltyProgram(Decimal(1), point_value=value)
    amount = from_cents(cents)
    points = program.needed_for(amount)
    assert program.worth(points) >= amount
    assert (points - 1) * value < amount


def test_offline_what_was_spent_here_is_gone() -> None:
    assert offline_points(214, 200) == 14
    assert offline_points(214, 300) == 0


PROGRAM = LoyaltyProgram(Decimal(1), redeem=RedeemAs.DISCOUNT, point_value=Decimal("0.05"), min_points=10)


def test_redeemed_points_are_worth_their_value() -> None:
    assert redeem(PROGRAM, 14, 214, Decimal("18.54")) == Decimal("0.70")


@pytest.mark.parametrize(
    ("points", "available", "due", "code", "values_"),
    [
        (0, 214, "18.54", "points_not_positive", {}),
        (-3, 214, "18.54", "points_not_positive", {}),
        (10**9, 10**9, "18.54", "points_not_positive", {}),
        (9, 214, "18.54", "points_below_minimum", {"minimum": "10"}),
        (14, 13, "18.54", "points_exceed_balance", {"available": "13"}),
        (40, 214, "1.99", "points_exceed_due", {"points": "40"}),
        (41, 214, "1.99", "points_exceed_due", {"points": "40"}),
    ],
)
def test_points_that_cannot_be_spent_are_refused(
    points: int, available: int, due: str, code: str, values_: dict[str, str]
) -> None:
    with pytest.raises(DomainError) as refusal:
        redeem(PROGRAM, points, available, Decimal(due))
    assert (refusal.value.code, refusal.value.values) == (code, values_)


def test_a_point_worth_less_than_a_cent_buys_nothing_alone() -> None:
    tiny = LoyaltyProgram(Decimal(1), point_value=Decimal("0.001"))
    assert redeem(tiny, 10, 100, Decimal("1.00")) == Decimal("0.01")
    with pytest.raises(DomainError, match="points_not_positive"):
        redeem(tiny, 9, 100, Decimal("1.00"))


def test_a_programme_is_read_from_the_configuration() -> None:
    program = program_from_data(
        {
            "points_per_unit": "0.5",
            "base": "neto",
            "redeem": "discount",
            "point_value": "0.02",
            "min_points": 50,
        }
    )
    assert program == LoyaltyProgram(Decimal("0.5"), EarnBase.NETO, RedeemAs.DISCOUNT, Decimal("0.02"), 50)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"points_per_unit": 1, "point_value": "0.01"},
        {"points_per_unit": "0", "point_value": "0.01"},
        {"points_per_unit": "uno", "point_value": "0.01"},
        {"points_per_unit": "NaN", "point_value": "0.01"},
        {"points_per_unit": "1", "point_value": "Infinity"},
        {"points_per_unit": "1", "point_value": "0.01", "base": "gross"},
        {"points_per_unit": "1", "point_value": "0.01", "min_points": 0},
    ],
)
def test_a_programme_that_makes_no_sense_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(PayloadError, match="loyalty programme"):
        program_from_data(data)


RECEIPT_A = ("25.40", "1.82", "27.22")


def _sold(*payments: SalePayment, discounts: tuple[SaleDiscount, ...] = ()) -> CompletedSale:
    neto, itbms, total = map(Decimal, RECEIPT_A)
    return CompletedSale(
        local_transaction_id="0198f0c0-0000-7000-8000-00000000aaaa",
        series="0001",
        number=1,
        tax_rounding="line6",
        price_includes_tax=True,
        subtotal=Decimal("30.25"),
        discount_total=Decimal("30.25") - total,
        tax_by_rate={},
        tax_total=itbms,
        total=neto + itbms,
        paid_total=total,
        change_due=Decimal(0),
        items=(),
        payments=payments,
        discounts=discounts,
    )


def test_a_sale_earns_by_its_total_or_its_neto_and_tells_the_balance_after_it() -> None:
    rosa = Buyer("rosa", "Rosa", balance=214)
    sold = _sold()
    for base, earned in ((EarnBase.TOTAL, 27), (EarnBase.NETO, 25)):
        told = with_points(sold, LoyaltyProgram(Decimal(1), base), rosa)
        assert (told.points_earned, told.points_spent, told.points_balance) == (earned, 0, 214 + earned)


def test_nobody_earns_nothing_and_a_customer_without_known_points_earns_without_a_balance() -> None:
    program = LoyaltyProgram(Decimal(1))
    assert with_points(_sold(), program, None) == _sold()
    assert with_points(_sold(), program, Buyer("rosa", "Rosa", balance=9, earns=False)) == _sold()
    new = with_points(_sold(), program, Buyer("rosa", "Rosa"))
    assert (new.points_earned, new.points_balance) == (27, None)


def test_what_is_paid_with_points_earns_none_and_leaves_the_balance() -> None:
    """2.22 of 27.22 in points at 0.05: 45 points go, and 25.00 earns 25."""
    program = LoyaltyProgram(Decimal(1), point_value=Decimal("0.05"))
    sold = _sold(SalePayment(1, "points", Decimal("2.22")), SalePayment(2, "card", Decimal("25.00")))
    told = with_points(sold, program, Buyer("rosa", "Rosa", balance=100))
    assert (told.points_earned, told.points_spent, told.points_balance) == (25, 45, 80)


def test_points_as_a_discount_are_spent_and_the_rest_earns() -> None:
    off = SaleDiscount("points", "sale", "points", Decimal("3.03"), ())
    told = with_points(
        _sold(discounts=(off,)), LoyaltyProgram(Decimal(1)), Buyer("rosa", "Rosa", balance=400)
    )
    assert (told.points_earned, told.points_spent, told.points_balance) == (27, 303, 124)
