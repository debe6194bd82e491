"""Small words for promotions and lines, and strategies of both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from core.domain.promotion.amount_terms import AmountTerms, Fixed, Percent, Threshold
from core.domain.promotion.lines import PromoLine
from core.domain.promotion.pack_terms import Bundle, BundlePart, NForPrice, NPayM, NthPercent
from core.domain.promotion.rules import Level, Promotion, Terms
from core.domain.promotion.targets import Targets
from core.domain.tax import gross_cents
from core.domain.time_window import DAYS, TimeWindow

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
"""Tuesday noon in Panama."""
START = datetime(2026, 1, 1, 5, tzinfo=UTC)
ALL = Targets(everything=True)
VARIANTS = ("v0", "v1", "v2", "v3", "v4", "v5")
CATEGORIES = ("", "c1", "c2")


def goods(*variants: str, categories: Iterable[str] = ()) -> Targets:
    return Targets(frozenset(variants), frozenset(categories))


def promo(promotion_id: str, terms: Terms, targets: Targets = ALL, **more: Any) -> Promotion:
    """A promotion of today; a bundle names its goods itself."""
    named = Targets() if isinstance(terms, Bundle) else targets
    values: dict[str, Any] = {"version": 1, "name": promotion_id, "valid_from": START, **more}
    return Promotion(promotion_id=promotion_id, terms=terms, targets=named, **values)


def order(promotion_id: str, terms: AmountTerms, targets: Targets = ALL, **more: Any) -> Promotion:
    return promo(promotion_id, terms, targets, level=Level.ORDER, **more)


def line(key: int, price: int, pieces: int = 1, variant: str = "", **more: Any) -> PromoLine:
    """Pieces of goods; the variant is that of the key unless it is named."""
    values: dict[str, Any] = {"category": "", **more}
    return PromoLine(
        key=key,
        variant_id=variant or f"v{key}",
        quantity_milli=pieces * 1000,
        unit_price_cents=price,
        gross_cents=pieces * price,
        **values,
    )


def weighed(key: int, price: int, grams: int, variant: str = "", **more: Any) -> PromoLine:
    values: dict[str, Any] = {"category": "", "gross_cents": gross_cents(grams, price), **more}
    return PromoLine(
        key=key,
        variant_id=variant or f"v{key}",
        quantity_milli=grams,
        unit_price_cents=price,
        measured=True,
        **values,
    )


percents = st.integers(1, 100_000)
amounts = st.integers(1, 3000)
amount_terms = st.one_of(
    st.builds(Percent, percents), st.builds(Fixed, amounts), st.builds(Threshold, amounts, amounts)
)
targets = st.one_of(
    st.just(ALL),
    st.builds(
        Targets,
        st.frozensets(st.sampled_from(VARIANTS), min_size=1, max_size=3),
        st.frozensets(st.sampled_from(CATEGORIES[1:]), max_size=1),
    ),
)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    names = draw(st.permutations([*VARIANTS[:4], "c1"]))
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=3))
    parts: list[BundlePart] = []
    for position, size in enumerate(sizes):
        name = names[position]
        wanted = goods(categories=[name]) if name == "c1" else goods(name)
        parts.append(BundlePart(wanted, size))
    return Bundle(draw(amounts), tuple(parts))


pack_terms = st.one_of(
    st.integers(2, 5).flatmap(lambda n: st.builds(NPayM, st.just(n), st.integers(1, n - 1))),
    st.builds(NthPercent, st.integers(1, 4), percents),
    st.builds(NForPrice, st.integers(1, 5), amounts),
    bundles(),
)
windows = st.builds(
    TimeWindow,
    st.sampled_from([time(8), time(12), time(22)]),
    st.sampled_from([time(2), time(11, 59), time(18, 30)]),
    st.frozensets(st.sampled_from(DAYS), max_size=3),
)


@st.composite
def promotions(draw: st.DrawFn, promotion_id: str) -> Promotion:
    level = draw(st.sampled_from([Level.ITEM, Level.ITEM, Level.ORDER]))
    terms = draw(amount_terms if level is Level.ORDER else st.one_of(amount_terms, pack_terms))
    start = NOON + timedelta(hours=draw(st.sampled_from([-900, -900, -900, 1])))
    return promo(
        promotion_id,
        terms,
        draw(targets),
        version=draw(st.integers(1, 9)),
        level=level,
        priority=draw(st.integers(-1, 2)),
        exclusive_group=draw(st.sampled_from([None, None, "g", "h"])),
        stackable=draw(st.sampled_from([True, True, True, False])),
        valid_from=start,
        valid_to=draw(st.sampled_from([None, start + timedelta(hours=902)])),
        windows=tuple(draw(st.lists(windows, max_size=1))),
        customer_groups=draw(st.sampled_from([frozenset[str](), frozenset[str](), frozenset({"club"})])),
    )


books = st.integers(0, 5).flatmap(lambda count: st.tuples(*(promotions(f"p{n}") for n in range(count))))


@st.composite
def promo_lines(draw: st.DrawFn, key: int) -> PromoLine:
    price = draw(st.integers(0, 700))
    more: dict[str, Any] = {
        "variant": draw(st.sampled_from(VARIANTS)),
        "category": draw(st.sampled_from(CATEGORIES)),
        "open": draw(st.sampled_from([True, True, True, True, False])),
    }
    kind = draw(st.sampled_from("ppppwl"))
    if kind == "p":
        return line(key, price, draw(st.integers(1, 9)), **more)
    if kind == "l":  # an embedded price is the line amount
        more["gross_cents"] = draw(st.integers(1, 2000))
    return weighed(key, price, draw(st.integers(1, 4000)), **more)


baskets = st.integers(1, 7).flatmap(lambda count: st.tuples(*(promo_lines(n) for n in range(1, count + 1))))
moments = st.sampled_from([-2000, 0, 0, 0, 0, 2, 3, 12]).map(lambda hours: NOON + timedelta(hours=hours))
groups = st.sampled_from([(), (), ("club",)])
