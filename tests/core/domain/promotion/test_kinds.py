"""Each kind on goods the vectors do not have, and rules that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import DomainError
from core.domain.promotion.amount_terms import Fixed, Percent, Threshold
from core.domain.promotion.book import RuleBook
from core.domain.promotion.evaluate import evaluate
from core.domain.promotion.lines import PromoLine
from core.domain.promotion.pack_terms import Bundle, BundlePart, NForPrice, NPayM, NthPercent
from core.domain.promotion.rules import Terms
from core.domain.promotion.targets import Targets
from tests.core.domain.promotion.shop import ALL, NOON, baskets, goods, line, promo, weighed


def off(terms: Terms, lines: Sequence[PromoLine]) -> list[int]:
    result = evaluate(lines, RuleBook([promo("a", terms)]), NOON)
    return [result.line_cents(line.key) for line in lines]


def test_the_second_at_half_price_is_the_cheaper_and_the_pair_shares_it() -> None:
    """3.10 at half is 1.55 off, shared 4.50 to 3.10: returning one piece gives back what was paid for it."""
    assert off(NthPercent(2, 50_000), [line(1, 310), line(2, 450)]) == [63, 92]


def test_each_nth_piece_is_rounded_alone() -> None:
    assert off(NthPercent(1, 50_000), [line(1, 299, 3)]) == [450]


@given(baskets, st.integers(2, 5))
def test_every_nth_free_is_n_pay_one_less(lines: tuple[PromoLine, ...], n: int) -> None:
    assert off(NthPercent(n, 100_000), lines) == off(NPayM(n, n - 1), lines)


@given(baskets, st.integers(1, 4), st.integers(1, 900))
def test_a_pack_price_is_never_dearer(lines: tuple[PromoLine, ...], n: int, price: int) -> None:
    counted = sum(line.gross_cents for line in lines if line.open and line.pieces)
    assert 0 <= sum(off(NForPrice(n, price), lines)) <= counted
    assert off(NForPrice(n, 900 * 1000), lines) == [0] * len(lines)


def test_the_dearest_pieces_make_the_packs() -> None:
    assert off(NForPrice(2, 300), [line(1, 100), line(2, 250, 2), line(3, 200)]) == [0, 200, 0]


def test_an_offer_price_is_a_pack_of_one() -> None:
    assert off(NForPrice(1, 180), [line(1, 200, 3), line(2, 150)]) == [60, 0]


def test_millions_of_pieces_are_counted_without_a_loop_over_them() -> None:
    lines = [line(1, 2, 9_999_999), line(2, 3, 9_999_999)]
    assert off(NPayM(3, 2), lines) == [3_333_333 * 2, 3_333_333 * 3]
    assert off(NthPercent(2, 50_000), lines) == [4_999_999 * 1 + 0, 4_999_999 * 2 + 1]


def test_a_bundle_takes_as_many_of_each_part_as_it_names() -> None:
    meal = Bundle(500, (BundlePart(goods("bread"), 2), BundlePart(goods(categories=["drinks"]))))
    lines = [
        line(1, 200, 5, "bread"),
        line(2, 150, 1, "cola", category="drinks"),
        line(3, 180, 2, "juice", category="drinks"),
    ]
    # 2 x 2.00 + 1.80 for 5.00, twice; the fifth bread and the cola stay alone
    assert off(meal, lines) == [110, 0, 50]


@pytest.mark.parametrize("turn", [1, -1], ids=["shelf-first", "cola-first"])
def test_goods_named_by_their_variant_fill_that_part_and_no_other(turn: int) -> None:
    parts = (BundlePart(goods(categories=["drinks"])), BundlePart(goods("cola")))
    pair = Bundle(100, parts[::turn])
    cola, water = line(1, 80, 2, "cola", category="drinks"), line(2, 60, 1, "water", category="drinks")
    assert off(pair, [cola]) == [0]
    assert sum(off(pair, [cola, water])) == 40


def test_a_bundle_that_would_be_dearer_is_left_alone() -> None:
    pair = Bundle(300, (BundlePart(goods("a")), BundlePart(goods("b"))))
    assert off(pair, [line(1, 100, 1, "a"), line(2, 150, 1, "b")]) == [0, 0]


def test_a_bundle_shares_by_line() -> None:
    """1.00 off 1.00 + 2 x 1.00: a third and two thirds of the lines, not three thirds of pieces."""
    three = Bundle(200, (BundlePart(goods("a")), BundlePart(goods("b"), 2)))
    assert off(three, [line(1, 100, 1, "a"), line(2, 100, 2, "b")]) == [33, 67]


def test_an_odd_cent_of_a_bundle_goes_to_the_first_line_whatever_the_order_of_the_parts() -> None:
    pair = Bundle(199, (BundlePart(goods("b")), BundlePart(goods("a"))))
    assert off(pair, [line(1, 100, 1, "a"), line(2, 100, 1, "b")]) == [1, 0]


def test_weighed_goods_fill_no_bundle() -> None:
    pair = Bundle(100, (BundlePart(goods("a")), BundlePart(goods("b"))))
    assert off(pair, [line(1, 100, 1, "a"), weighed(2, 100, 1000, "b")]) == [0, 0]


A, B = BundlePart(goods("a")), BundlePart(goods("b"))
WRONG: list[tuple[str, Callable[..., object], tuple[Any, ...]]] = [
    ("percent", Percent, (0,)),
    ("percent", Percent, (100_001,)),
    ("amount", Fixed, (0,)),
    ("amount", Fixed, (1_000_000_000,)),
    ("minimum", Threshold, (0, 100)),
    ("amount", Threshold, (100, -1)),
    ("n", NPayM, (0, 1)),
    ("m", NPayM, (3, 3)),
    ("m", NPayM, (3, 0)),
    ("n", NthPercent, (1001, 50_000)),
    ("percent", NthPercent, (2, 0)),
    ("n", NForPrice, (0, 100)),
    ("price", NForPrice, (3, 0)),
    ("price", Bundle, (0, (A, B))),
    ("parts", Bundle, (100, ())),
    ("parts", Bundle, (100, (A,))),
    ("parts", Bundle, (100, (A, A))),
    ("parts", Bundle, (100, (BundlePart(goods("a", categories=["c"])), BundlePart(goods(categories=["c"]))))),
    ("parts", Bundle, (100, (BundlePart(goods("a"), 1000), B))),
    ("parts", BundlePart, (ALL,)),
    ("parts", BundlePart, (Targets(),)),
    ("quantity", BundlePart, (goods("a"), 0)),
    ("targets", Targets, (frozenset({""}),)),
    ("targets", Targets, (frozenset[str](), frozenset({""}))),
]


@pytest.mark.parametrize(("field", "make", "values"), WRONG)
def test_terms_that_cannot_be_are_refused_by_field(
    field: str, make: Callable[..., object], values: tuple[Any, ...]
) -> None:
    with pytest.raises(DomainError) as caught:
        make(*values)
    assert (caught.value.code, caught.value.values["field"]) == ("promotion_invalid", field)
