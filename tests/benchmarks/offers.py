"""Seeded promotions over the benchmarks' catalogue: many on goods, some on shelves, few on the order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from random import Random
from typing import Final

from core.domain.promotion.amount_terms import Fixed, Percent, Threshold
from core.domain.promotion.book import RuleBook
from core.domain.promotion.pack_terms import NForPrice, NPayM, NthPercent
from core.domain.promotion.rules import Level, Promotion, Terms
from core.domain.promotion.targets import Targets
from tests.benchmarks.catalogue import CATEGORIES, product, rows

GOODS_PER_RULE: Final = 12
ORDER_RULES: Final = 4
_SINCE: Final = datetime(2020, 1, 1, tzinfo=UTC)
_ITEM_TERMS: Final[tuple[Callable[[], Terms], ...]] = (
    lambda: Percent(10_000),
    lambda: Fixed(25),
    lambda: NPayM(3, 2),
    lambda: NthPercent(2, 50_000),
    lambda: NForPrice(5, 900),
)


def offers(count: int, products: int) -> RuleBook:
    """``count`` promotions that hold now: one for each shelf, four for the order, the rest for goods."""
    return RuleBook(_rules(count, products))


def _rules(count: int, products: int) -> Iterator[Promotion]:
    draw = Random(11).random
    shelves = sorted({product(row).category for row in rows(CATEGORIES * 4)})
    for number, shelf in enumerate(shelves):
        on_shelf: Terms = NPayM(4, 3) if number % 2 else Percent(5_000)
        yield _promotion(number, on_shelf, Targets(categories=frozenset({shelf})), priority=1)
    first = len(shelves)
    for number in range(first, first + ORDER_RULES):
        on_order: Terms = Percent(2_000) if number == first else Threshold(2_000 * (number - first), 100)
        yield _promotion(number, on_order, Targets(everything=True), level=Level.ORDER)
    for number in range(first + ORDER_RULES, count):
        goods = frozenset(_variant(1 + int(draw() * products)) for _ in range(GOODS_PER_RULE))
        terms = _ITEM_TERMS[number % len(_ITEM_TERMS)]()
        yield _promotion(number, terms, Targets(variants=goods), priority=number % 7)


def _variant(rank: int) -> str:
    return f"00000000-0000-7000-8000-{rank:012d}"


def _promotion(
    number: int, terms: Terms, targets: Targets, *, level: Level = Level.ITEM, priority: int = 0
) -> Promotion:
    return Promotion(
        promotion_id=f"00000000-0000-7000-9000-{number:012d}",
        version=1,
        name=f"Oferta {number}",
        terms=terms,
        targets=targets,
        valid_from=_SINCE,
        level=level,
        priority=priority,
    )
