"""Whole baskets: order of promotions, what closes a line, when a rule holds, and sums that always agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.promotion.amount_terms import Fixed, Percent, Threshold
from core.domain.promotion.book import RuleBook
from core.domain.promotion.evaluate import evaluate
from core.domain.promotion.lines import Applied, Evaluation, PromoLine
from core.domain.promotion.pack_terms import NForPrice, NPayM
from core.domain.promotion.rules import Promotion
from core.domain.time_window import TimeWindow
from tests.core.domain.promotion import oracle
from tests.core.domain.promotion.shop import (
    NOON,
    baskets,
    books,
    goods,
    groups,
    line,
    moments,
    order,
    promo,
    weighed,
)

TEN = Percent(10_000)
HALF = Percent(50_000)


def off(
    lines: Sequence[PromoLine], *rules: Promotion, moment: datetime = NOON
) -> list[list[tuple[str, int]]]:
    """Per line, what each promotion took."""
    result = evaluate(lines, RuleBook(rules), moment)
    return [[(a.promotion_id, a.amount_cents) for a in result.lines[line.key]] for line in lines]


@settings(max_examples=60)
@given(baskets, books, moments, groups)
def test_a_basket_is_evaluated_as_the_rules_say_piece_by_piece(
    lines: tuple[PromoLine, ...], rules: tuple[Promotion, ...], moment: datetime, customer: tuple[str, ...]
) -> None:
    result = evaluate(lines, RuleBook(rules), moment, customer)
    expected = oracle.taken(lines, rules, moment, customer)
    plain = {
        key: [(a.promotion_id, a.version, a.amount_cents) for a in applied]
        for key, applied in result.lines.items()
    }
    assert plain == expected


@settings(max_examples=30)
@given(baskets, books, moments)
def test_no_line_gives_more_than_it_costs_and_sums_agree(
    lines: tuple[PromoLine, ...], rules: tuple[Promotion, ...], moment: datetime
) -> None:
    result = evaluate(lines, RuleBook(rules), moment)
    assert all(0 <= result.line_cents(line.key) <= line.gross_cents for line in lines)
    assert all(a.amount_cents > 0 for applied in result.lines.values() for a in applied)
    assert result.discount_cents == sum(result.line_cents(line.key) for line in lines)
    assert all(not result.lines[line.key] for line in lines if not line.open)


@settings(max_examples=30)
@given(baskets, books, st.randoms(use_true_random=False))
def test_neither_the_order_of_arrival_nor_a_second_time_changes_anything(
    lines: tuple[PromoLine, ...], rules: tuple[Promotion, ...], random: Random
) -> None:
    shuffled_lines, shuffled_rules = list(lines), list(rules)
    random.shuffle(shuffled_lines)
    random.shuffle(shuffled_rules)
    first = evaluate(lines, RuleBook(rules), NOON)
    assert evaluate(lines, RuleBook(rules), NOON) == first
    assert evaluate(shuffled_lines, RuleBook(shuffled_rules), NOON) == first


@settings(max_examples=30)
@given(baskets, books)
def test_another_order_of_the_lines_changes_no_more_than_ties(
    lines: tuple[PromoLine, ...], rules: tuple[Promotion, ...]
) -> None:
    """One promotion on lines of different prices has no ties, so the amounts go with the goods."""
    single = [replace(line, gross_cents=line.key * 1009 + 3, measured=True) for line in lines]
    turned = [replace(line, key=100 - line.key) for line in single]
    for rule in rules:
        here, there = (evaluate(some, RuleBook([rule]), NOON) for some in (single, turned))
        assert [here.line_cents(a.key) for a in single] == [there.line_cents(b.key) for b in turned]


def test_item_promotions_come_before_order_promotions_whatever_their_priority() -> None:
    ticket = order("a", Fixed(200), priority=9)
    assert off([line(1, 2000)], ticket, promo("b", TEN)) == [[("b", 200), ("a", 200)]]


def test_the_higher_priority_works_on_the_full_price_and_ties_go_by_id() -> None:
    fixed, percent = promo("a", Fixed(200)), promo("b", TEN)
    assert off([line(1, 2000)], percent, fixed) == [[("a", 200), ("b", 180)]]
    assert off([line(1, 2000)], replace(percent, priority=1), fixed) == [[("b", 200), ("a", 200)]]


def test_levels_are_summed_apart() -> None:
    result = evaluate([line(1, 2000)], RuleBook([promo("a", TEN), order("b", HALF)]), NOON)
    assert result == Evaluation({1: (Applied("a", 1, 200), Applied("b", 1, 900))}, 200, 900)
    assert (result.discount_cents, result.line_cents(1)) == (1100, 1100)


def test_of_a_group_the_highest_priority_has_the_line() -> None:
    shelf = promo("shelf", TEN, exclusive_group="g")
    one = promo("one", HALF, goods("v1"), exclusive_group="g", priority=1)
    other = promo("other", TEN, exclusive_group="h", priority=-1)
    assert off([line(1, 1000), line(2, 1000)], shelf, one, other) == [
        [("one", 500), ("other", 50)],
        [("shelf", 100), ("other", 90)],
    ]


def test_a_line_stays_closed_to_each_group_that_had_it() -> None:
    kinds = {"a": "g", "b": "h", "c": None, "d": "g", "e": "h"}
    rules = [promo(name, Fixed(10), exclusive_group=group) for name, group in kinds.items()]
    assert off([line(1, 1000)], *rules) == [[("a", 10), ("b", 10), ("c", 10)]]


def test_a_promotion_of_a_group_that_takes_nothing_leaves_the_line_to_the_next() -> None:
    out_of_reach = promo("a", Threshold(5000, 100), exclusive_group="g", priority=1)
    assert off([line(1, 1000)], out_of_reach, promo("b", TEN, exclusive_group="g")) == [[("b", 100)]]


def test_of_a_group_on_the_ticket_one_promotion_counts() -> None:
    rules = [order("a", TEN, exclusive_group="g"), order("b", HALF, exclusive_group="g", priority=1)]
    assert off([line(1, 1000), line(2, 500)], *rules) == [[("b", 500)], [("b", 250)]]


def test_a_promotion_that_does_not_stack_takes_untouched_lines_and_closes_them() -> None:
    alone = promo("alone", HALF, goods("v1", "v2"), stackable=False)
    before = promo("before", Fixed(100), goods("v1"), priority=1)
    after = promo("after", TEN, priority=-1)
    ticket = order("ticket", Threshold(1000, 90))
    assert off([line(1, 1000), line(2, 1000), line(3, 1000)], alone, before, after, ticket) == [
        [("before", 100), ("after", 90), ("ticket", 43)],
        [("alone", 500)],
        [("after", 100), ("ticket", 47)],
    ]


def test_a_closed_line_is_neither_lowered_nor_counted() -> None:
    lines = [replace(line(1, 2000), open=False), line(2, 900)]
    assert off(lines, promo("a", TEN), promo("b", Threshold(1000, 50))) == [[], [("a", 90)]]


def test_an_amount_above_the_goods_leaves_zero() -> None:
    lines = [line(1, 250), line(2, 125)]
    assert off(lines, promo("a", Fixed(500)), promo("b", TEN)) == [[("a", 250)], [("a", 125)]]


def test_goods_by_measure_share_percents_but_are_no_pieces() -> None:
    lines = [weighed(1, 1000, 2000), weighed(2, 890, 735)]
    pack = promo("pack", NForPrice(2, 100))
    assert off(lines, pack, promo("ten", TEN)) == [[("ten", 200)], [("ten", 65)]]


def test_a_price_label_is_no_piece() -> None:
    assert off([replace(line(1, 300, 2), gross_cents=590)], promo("a", NForPrice(2, 100))) == [[]]


def test_a_line_lowered_before_counts_at_its_lower_price() -> None:
    """Three for 1.00, a cent more on one of them: what is left is 33, 33 and 34."""
    rules = [promo("a", NForPrice(3, 100), priority=1), promo("b", NPayM(3, 2))]
    assert off([line(1, 50, 3)], *rules) == [[("a", 50), ("b", 33)]]


@pytest.mark.parametrize(
    ("hours", "holds"), [(-0.001, False), (0, True), (23.999, True), (24, False)], ids=str
)
def test_a_promotion_shipped_ahead_holds_from_its_start_to_before_its_end(hours: float, holds: bool) -> None:
    start = datetime(2026, 12, 1, 5, tzinfo=UTC)
    day = promo("day", TEN, valid_from=start, valid_to=start + timedelta(days=1))
    moment = (start + timedelta(hours=hours)).astimezone(timezone(timedelta(hours=-5)))
    assert off([line(1, 1000)], day, moment=moment) == [[("day", 100)] if holds else []]


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2026-11-27T21:59:59-05:00", False),
        ("2026-11-27T22:00:00-05:00", True),
        ("2026-11-28T06:59:59+00:00", True),
        ("2026-11-28T02:00:00-05:00", False),
        ("2026-11-28T22:30:00-05:00", False),
        ("2026-11-28T12:15:00-05:00", True),
    ],
)
def test_windows_hold_on_panamas_clock_and_across_midnight(moment: str, holds: bool) -> None:
    night = TimeWindow(time(22), time(2), frozenset({"fri"}))
    lunch = TimeWindow(time(12), time(13))
    rule = promo("hours", TEN, windows=(night, lunch))
    assert off([line(1, 1000)], rule, moment=datetime.fromisoformat(moment)) == [
        [("hours", 100)] if holds else []
    ]


@pytest.mark.parametrize(
    ("customer", "holds"), [((), False), (("staff",), False), (("staff", "club"), True)], ids=str
)
def test_a_promotion_of_a_group_of_customers_is_theirs_alone(customer: tuple[str, ...], holds: bool) -> None:
    rule = promo("club", TEN, customer_groups=frozenset({"club", "gold"}))
    assert bool(evaluate([line(1, 1000)], RuleBook([rule]), NOON, customer).item_cents) is holds


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        evaluate([line(1, 100)], RuleBook([promo("a", TEN)]), NOON.replace(tzinfo=None))


def test_two_lines_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="key"):
        evaluate([line(1, 100), line(1, 200)], RuleBook(), NOON)


@pytest.mark.parametrize("wrong", [{"quantity_milli": 0}, {"gross_cents": -1}, {"unit_price_cents": -1}])
def test_a_line_that_no_basket_holds_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="positive"):
        replace(line(1, 100), **wrong)  # type: ignore[arg-type]
