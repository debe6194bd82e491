from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.money import (
    div_half_up,
    from_cents,
    from_micros,
    from_millis,
    largest_remainder,
    left_of,
    q2,
    q3,
    q6,
    share_units,
    to_cents,
    to_micros,
    to_millis,
)

amounts = st.decimals(-(10**9), 10**9, places=9)
weight_lists = st.lists(st.integers(0, 10**7), min_size=1, max_size=20)
alike_lists = st.lists(st.integers(0, 3), min_size=1, max_size=30)


@given(amounts)
def test_rounding_agrees_with_the_decimal_module(value: Decimal) -> None:
    for places, rule in ((2, q2), (3, q3), (6, q6)):
        assert rule(value) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(amounts)
def test_rounding_is_symmetric_and_never_gives_a_negative_zero(value: Decimal) -> None:
    assert q2(-value) == -q2(value)
    assert not (q2(value).is_zero() and q2(value).is_signed())


@pytest.mark.parametrize("text", ["-0.00", "-0.004", "0"])
def test_zero_is_never_negative(text: str) -> None:
    assert str(q2(Decimal(text))) == "0.00"


def test_a_value_longer_than_the_context_is_rounded_exactly() -> None:
    assert str(q2(Decimal("0." + "4" * 40))) == "0.44"
    assert str(q2(Decimal("0.00" + "4" * 60 + "9"))) == "0.00"
    assert str(q2(Decimal("1" * 20 + ".00" + "4" * 60 + "9"))) == "1" * 20 + ".00"


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_division_rounds_half_away_from_zero(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    result = div_half_up(numerator, denominator)
    assert abs(result - exact) <= Fraction(1, 2)
    if abs(result - exact) == Fraction(1, 2):
        assert abs(result) > abs(exact)


@given(st.integers(-(10**12), 10**12))
def test_integers_survive_the_way_through_decimals(units: int) -> None:
    assert to_cents(from_cents(units)) == units
    assert to_millis(from_millis(units)) == units
    assert to_micros(from_micros(units)) == units
    assert str(from_cents(0)) == "0.00"


@pytest.mark.parametrize("convert", [to_cents, to_millis, to_micros])
def test_what_is_finer_than_its_scale_is_refused(convert: object) -> None:
    assert callable(convert)
    with pytest.raises(ValueError, match="finer"):
        convert(Decimal("0.0000001"))


@given(st.integers(-(10**7), 10**7), weight_lists)
def test_shares_add_up_and_stay_within_a_unit_of_the_exact_share(total: int, weights: list[int]) -> None:
    shares = share_units(total, weights)
    even = sum(weights) == 0
    whole = len(weights) if even else sum(weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        exact = Fraction(total * (1 if even else weight), whole)
        assert abs(share - exact) < 1


@given(st.integers(0, 200), weight_lists | alike_lists)
def test_units_left_go_by_remainder_then_by_weight_then_by_place(total: int, weights: list[int]) -> None:
    even = weights if sum(weights) else [1] * len(weights)
    exact = [Fraction(total * weight, sum(even)) for weight in even]
    shares = [int(share) for share in exact]
    order = sorted(range(len(even)), key=lambda at: (shares[at] - exact[at], -even[at], at))
    for at in order[: total - sum(shares)]:
        shares[at] += 1
    assert share_units(total, weights) == shares


@given(weight_lists | alike_lists, st.data())
def test_what_is_left_of_amounts_is_each_less_its_share(amounts: list[int], data: st.DataObject) -> None:
    places = data.draw(st.none() | st.sets(st.integers(0, len(amounts) - 1), min_size=1).map(sorted))
    bearing = range(len(amounts)) if places is None else places
    weights = [amounts[place] for place in bearing]
    units = data.draw(st.integers(0, sum(weights)) | st.integers(0, min(5, sum(weights))))
    left = list(amounts)
    for place, share in zip(bearing, share_units(units, weights), strict=True):
        left[place] -= share
    assert left_of({sum(weights): units}.__getitem__, list(amounts), places) == left


@given(weight_lists, st.data())
def test_a_share_never_exceeds_its_line(weights: list[int], data: st.DataObject) -> None:
    total = data.draw(st.integers(0, sum(weights)))
    if sum(weights) == 0:
        return
    assert all(
        0 <= share <= weight for share, weight in zip(share_units(total, weights), weights, strict=True)
    )


@given(st.integers(-(10**7), 10**7), weight_lists, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing_but_ties(total: int, weights: list[int], random: object) -> None:
    order = list(range(len(weights)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight = share_units(total, weights)
    shuffled = share_units(total, [weights[index] for index in order])
    assert sorted(zip(weights, straight, strict=True)) == sorted(
        zip([weights[index] for index in order], shuffled, strict=True)
    )


@given(st.integers(0, 10**7), weight_lists)
def test_a_negative_total_mirrors_the_positive_one(total: int, weights: list[int]) -> None:
    assert share_units(-total, weights) == [-share for share in share_units(total, weights)]


def test_there_must_be_something_to_share_over() -> None:
    assert share_units(0, []) == []
    with pytest.raises(ValueError, match="share over"):
        share_units(1, [])
    with pytest.raises(ValueError, match="negative"):
        share_units(1, [1, -1])
    with pytest.raises(ValueError, match="finer"):
        largest_remainder(Decimal("0.005"), [Decimal(1)])


def test_weights_may_have_any_scale() -> None:
    assert largest_remainder(Decimal("1.00"), [Decimal("0.001"), Decimal("0.003")]) == (
        Decimal("0.25"),
        Decimal("0.75"),
    )
