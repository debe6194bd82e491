"""The promotions of an open basket, change by change, are those of the whole basket."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.domain.promotion import promoter as module
from core.domain.promotion.amount_terms import Fixed, Percent, Threshold
from core.domain.promotion.apply import LineState, apply_promotion, offs_of
from core.domain.promotion.book import RuleBook
from core.domain.promotion.evaluate import evaluate
from core.domain.promotion.lines import Applied, PromoLine
from core.domain.promotion.pack_terms import NPayM
from core.domain.promotion.promoter import Promoter
from core.domain.promotion.rules import Level, Promotion
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
    promo_lines,
)

TEN = Percent(10_000)
Items = dict[int, tuple[Applied, ...]]


class PromoterMachine(RuleBasedStateMachine):
    """Random work on an open basket; a mirror follows the changes it is told, as a screen would."""

    @initialize(rules=books, moment=moments, customer=groups)
    def open(self, rules: tuple[Promotion, ...], moment: datetime, customer: tuple[str, ...]) -> None:
        self.book = RuleBook(rules)
        self.items = {r.promotion_id for r in rules if r.level is Level.ITEM}
        self.moment, self.customer = moment, customer
        self.promoter = Promoter(self.book, moment, customer)
        self.lines: dict[int, PromoLine] = {}
        self.shown: Items = {}
        self.next_key = 1

    def _show(self, changed: Mapping[int, tuple[Applied, ...]]) -> None:
        assert all(self.shown.get(key, ()) != applied for key, applied in changed.items())
        self.shown.update(changed)

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        after = data.draw(promo_lines(self.next_key))
        self.next_key += 1
        self.lines[after.key] = after
        self._show(self.promoter.change(None, after))

    @rule(data=st.data())
    @precondition(lambda self: self.lines)
    def alter(self, data: st.DataObject) -> None:
        before = data.draw(st.sampled_from(list(self.lines.values())))
        after = data.draw(promo_lines(before.key))
        self.lines[before.key] = after
        self._show(self.promoter.change(before, after))

    @rule(data=st.data(), back=st.booleans())
    @precondition(lambda self: self.lines)
    def remove(self, data: st.DataObject, back: bool) -> None:
        before = data.draw(st.sampled_from(list(self.lines.values())))
        self._show(self.promoter.change(before, None))
        self.shown.pop(before.key, None)
        if back:  # the last change was undone
            self._show(self.promoter.change(None, before))
        else:
            del self.lines[before.key]

    @rule(moment=moments, customer=groups)
    def renew(self, moment: datetime, customer: tuple[str, ...]) -> None:
        self.moment, self.customer = moment, customer
        self._show(self.promoter.renew(moment, customer))
        assert self.promoter.renew(moment, customer) == {}

    @invariant()
    def it_equals_the_whole_basket_evaluated(self) -> None:
        whole = evaluate(self.lines.values(), self.book, self.moment, self.customer)
        assert self.promoter.item_cents == whole.item_cents
        assert self.promoter.order_cents == whole.order_cents
        assert self.promoter.discount_cents == whole.discount_cents
        assert self.promoter.nets() == [
            one.gross_cents - whole.line_cents(key) for key, one in sorted(self.lines.items())
        ]
        assert self.promoter.evaluation() == whole
        of_items = {
            key: tuple(a for a in applied if a.promotion_id in self.items)
            for key, applied in whole.lines.items()
        }
        assert {key: self.shown.get(key, ()) for key in self.lines} == of_items


TestPromoter = PromoterMachine.TestCase
TestPromoter.settings = settings(max_examples=25, stateful_step_count=12)


@settings(max_examples=30)
@given(baskets, books)
def test_adding_lines_one_by_one_ends_where_the_whole_basket_does(
    lines: tuple[PromoLine, ...], rules: tuple[Promotion, ...]
) -> None:
    book = RuleBook(rules)
    promoter = Promoter(book, NOON)
    for line_ in lines:
        promoter.change(None, line_)
    assert promoter.evaluation() == evaluate(lines, book, NOON)


def watched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[int]]]:
    """Each application of a promotion from now on, with the keys of its lines."""
    seen: list[tuple[str, list[int]]] = []

    def watch(apply: Callable[[Promotion, Sequence[LineState]], object]) -> object:
        def watching(promotion: Promotion, states: Sequence[LineState]) -> object:
            seen.append((promotion.promotion_id, [state.line.key for state in states]))
            return apply(promotion, states)

        return watching

    for apply in (apply_promotion, offs_of):
        monkeypatch.setattr(module, apply.__name__, watch(apply))
    return seen


def test_only_lines_connected_by_a_shared_promotion_are_worked_out_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = [
        promo("ab", NPayM(2, 1), goods("a", "b")),
        promo("bc", TEN, goods("b", "c")),
        promo("d", TEN, goods("d")),
        promo("later", TEN, goods("c", "d"), valid_from=NOON + timedelta(hours=1)),
        order("ticket", TEN),
    ]
    promoter = Promoter(RuleBook(rules), NOON)
    for key, variant in enumerate("abcde", start=1):
        promoter.change(None, line(key, 100, 1, variant))
    seen = watched(monkeypatch)
    assert promoter.change(None, line(6, 100, 1, "e")) == {}
    assert seen == []
    promoter.change(line(3, 100, 1, "c"), line(3, 100, 2, "c"))
    assert seen == [("bc", [2, 3])]  # "ab" comes before it and has none of its lines changed
    seen.clear()
    assert promoter.order_cents == 57  # 10 % of 7.00 less 1.00, 0.25 and 0.10
    assert seen == []
    promoter.evaluation()
    assert seen == [("ticket", [1, 2, 3, 4, 5, 6])]
    seen.clear()
    promoter.change(line(1, 100, 1, "a"), line(1, 300, 1, "a"))
    assert seen == [("ab", [1, 2]), ("bc", [2, 3])]  # what "ab" takes of line 2 is another amount now


@pytest.mark.parametrize(
    ("rules", "shared"),
    [
        ([order("a", TEN), order("b", Fixed(50))], False),
        ([order("a", Threshold(100, 5), goods("v1"), priority=1), order("b", TEN)], False),
        ([order("a", TEN, goods("v1"), stackable=False, priority=1), order("b", TEN)], False),
        ([order("a", TEN, priority=1), order("b", TEN, goods("v1"))], False),
        ([order("a", TEN, priority=1), order("b", TEN, goods("v1"), exclusive_group="g")], True),
    ],
    ids=["all-all", "part-all", "alone-all", "all-part", "all-part-group"],
)
def test_who_took_what_is_noted_for_the_sum_on_the_ticket_only_where_that_decides_it(
    rules: list[Promotion], shared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    promoter = Promoter(RuleBook(rules), NOON)
    lines = [line(key, 333 * key, 1) for key in (1, 2, 3)]
    for one in lines:
        promoter.change(None, one)
    seen = watched(monkeypatch)
    assert promoter.order_cents == evaluate(lines, RuleBook(rules), NOON).order_cents > 0
    assert bool(seen) is shared


def test_a_line_that_loses_its_promotions_is_told_and_one_that_keeps_them_is_not() -> None:
    promoter = Promoter(RuleBook([promo("a", Fixed(10), goods("a"))]), NOON)
    first, dearer, foreign = line(1, 100, 1, "a"), line(1, 200, 1, "a"), line(1, 200, 1, "b")
    assert promoter.change(None, first) == {1: (Applied("a", 1, 10),)}
    assert promoter.change(first, dearer) == {}
    assert promoter.change(dearer, foreign) == {1: ()}


def test_the_lines_left_behind_are_worked_out_again() -> None:
    promoter = Promoter(RuleBook([promo("a", NPayM(2, 1), goods("a", "b"))]), NOON)
    one, other = line(1, 100, 1, "a"), line(2, 100, 1, "b")
    promoter.change(None, one)
    assert promoter.change(None, other) == {1: (Applied("a", 1, 50),), 2: (Applied("a", 1, 50),)}
    assert promoter.change(one, None) == {2: ()}
    assert promoter.change(None, line(3, 100, 1, "b")) == {
        2: (Applied("a", 1, 50),),
        3: (Applied("a", 1, 50),),
    }


def test_lines_closed_by_an_item_promotion_are_not_of_the_order_sum() -> None:
    alone = promo("alone", TEN, goods("v1"), stackable=False)
    promoter = Promoter(RuleBook([alone, order("ticket", TEN)]), NOON)
    promoter.change(None, line(1, 1000))
    promoter.change(None, line(2, 500))
    assert (promoter.item_cents, promoter.order_cents) == (100, 50)


def test_a_promotion_turns_when_the_clock_is_followed() -> None:
    soon = promo("soon", TEN, goods("v1"), valid_from=NOON + timedelta(hours=1))
    promoter = Promoter(RuleBook([soon]), NOON)
    assert promoter.change(None, line(1, 100)) == {}
    assert promoter.renew(NOON + timedelta(minutes=59)) == {}
    assert promoter.renew(NOON + timedelta(hours=1)) == {1: (Applied("soon", 1, 10),)}
    assert promoter.renew(NOON) == {1: ()}


def test_naming_the_customer_brings_their_promotions() -> None:
    club = order("club", TEN, customer_groups=frozenset({"club"}))
    promoter = Promoter(RuleBook([club]), NOON)
    promoter.change(None, line(1, 1000))
    assert promoter.order_cents == 0
    assert promoter.renew(NOON, ["club"]) == {}
    assert promoter.order_cents == 100


def test_a_change_that_does_not_fit_the_basket_is_refused_and_changes_nothing() -> None:
    promoter = Promoter(RuleBook([promo("a", TEN)]), NOON)
    held = line(1, 1000)
    promoter.change(None, held)
    changes = [
        (None, None),
        (held, line(2, 100)),
        (None, held),
        (replace(held, key=2), None),
        (line(1, 7), None),
    ]
    for before, after in changes:
        with pytest.raises(ValueError, match="line"):
            promoter.change(before, after)
    assert promoter.evaluation() == evaluate([held], RuleBook([promo("a", TEN)]), NOON)
