"""Why a line costs what it costs."""

from __future__ import annotations

from core.domain.promotion.amount_terms import Fixed, Percent
from core.domain.promotion.book import RuleBook
from core.domain.promotion.evaluate import evaluate
from core.domain.promotion.explain import Reason, explain
from core.domain.promotion.kinds import Kind
from tests.core.domain.promotion.shop import NOON, line, order, promo


def test_each_step_from_the_shelf_price_is_named() -> None:
    book = RuleBook(
        [promo("a", Percent(10_000), name="Martes", version=3), order("b", Fixed(45), name="Cupón")]
    )
    goods = line(1, 250)
    applied = evaluate([goods], book, NOON).lines[1]
    assert explain(goods, applied, book) == [
        Reason("Martes", Kind.PERCENT, 3, 25, 225),
        Reason("Cupón", Kind.FIXED, 1, 45, 180),
    ]
    assert explain(goods, (), book) == []


def test_a_promotion_gone_from_the_book_is_named_by_its_id() -> None:
    goods = line(1, 250)
    applied = evaluate([goods], RuleBook([promo("a", Percent(10_000))]), NOON).lines[1]
    assert explain(goods, applied, RuleBook()) == [Reason("a", None, 1, 25, 225)]
