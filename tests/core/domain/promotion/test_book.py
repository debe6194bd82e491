"""Rules are found by the goods they are for, and the size of the book does not matter."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from core.domain.errors import DomainError
from core.domain.promotion.amount_terms import Fixed, Percent
from core.domain.promotion.book import RuleBook
from core.domain.promotion.pack_terms import Bundle, BundlePart, NPayM
from core.domain.promotion.promoter import Promoter
from core.domain.promotion.rules import Promotion
from tests.core.domain.promotion.shop import NOON, goods, line, order, promo

TEN = Percent(10_000)


def names(book: RuleBook, variant_id: str, category: str = "") -> list[str]:
    return [book[rank].promotion_id for rank in book.relevant(variant_id, category)]


def test_goods_find_their_own_rules_in_the_order_of_evaluation() -> None:
    book = RuleBook(
        [
            order("ticket", TEN, priority=9),
            promo("shelf", TEN, goods(categories=["drinks"])),
            promo("cola", TEN, goods("cola"), priority=1),
            promo("both", TEN, goods("cola", categories=["drinks"])),
            promo("bread", TEN, goods("bread")),
            promo("meal", Bundle(500, (BundlePart(goods("bread")), BundlePart(goods("cola"))))),
        ]
    )
    assert len(book) == 6
    assert names(book, "cola", "drinks") == ["cola", "both", "meal", "shelf", "ticket"]
    assert names(book, "water", "drinks") == ["both", "shelf", "ticket"]
    assert names(book, "bread") == ["bread", "meal", "ticket"]
    assert names(book, "nails", "iron") == ["ticket"]
    assert book.ranks(replace(line(1, 100, 1, "cola"), open=False)) == ()


def test_a_book_has_one_version_of_a_promotion() -> None:
    with pytest.raises(DomainError) as caught:
        RuleBook([promo("a", TEN), promo("a", TEN, version=2)])
    assert (caught.value.code, caught.value.values["id"]) == ("promotion_invalid", "a")


def touching() -> list[Promotion]:
    return [
        promo("three", NPayM(3, 2), goods("v1", "v2")),
        promo("shelf", TEN, goods(categories=["drinks"])),
        order("ticket", Fixed(100)),
    ]


def foreign(count: int) -> list[Promotion]:
    return [promo(f"other{n}", TEN, goods(f"other{n}", categories=[f"shelf{n}"])) for n in range(count)]


def work(rules: int) -> int:
    """Calls the engine makes for three scans and a look at the total, with that many foreign rules."""
    promoter = Promoter(RuleBook([*foreign(rules), *touching()]), NOON)
    counted = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal counted
        module = str(frame.f_globals.get("__name__"))
        counted += event in ("call", "c_call") and module.startswith("core.domain.promotion.")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for key, variant in enumerate(["v1", "v2", "cola"], start=1):
            promoter.change(None, line(key, 100 * key, 2, variant, category="drinks"))
        total = promoter.discount_cents
    finally:
        sys.setprofile(before)
    assert total == 310
    return counted


def test_ten_thousand_rules_a_basket_does_not_touch_cost_what_ten_do() -> None:
    few = work(10)
    assert few > 100
    assert work(10_000) == few
