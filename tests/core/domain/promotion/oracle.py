"""The same rules said again without any shortcut: one piece at a time, exact fractions, the whole basket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.domain.promotion.amount_terms import Fixed, Percent, Threshold
from core.domain.promotion.lines import PromoLine
from core.domain.promotion.pack_terms import Bundle, NForPrice, NPayM, NthPercent
from core.domain.promotion.rules import Level, Promotion

Taken = tuple[str, int, int]


@dataclass
class Row:
    line: PromoLine
    net: int
    taken: list[Taken] = field(default_factory=list[Taken])
    rules: list[Promotion] = field(default_factory=list[Promotion])


def rounded(value: Fraction) -> int:
    return int((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainder by its definition: floors, then a cent each by remainder, weight and place."""
    whole = sum(weights)
    exact = [
        Fraction(total * weight, whole) if whole else Fraction(total, len(weights)) for weight in weights
    ]
    shares = [int(share) for share in exact]
    by_rest = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], -weights[i], i))
    for index in by_rest[: total - sum(shares)]:
        shares[index] += 1
    return shares


def prices(row: Row) -> list[int]:
    """What each single piece still costs, dearest first."""
    line = row.line
    count = line.quantity_milli // 1000
    whole = not line.measured and line.quantity_milli % 1000 == 0
    if not whole or line.gross_cents != count * line.unit_price_cents:
        return []
    return shared(row.net, [1] * count)


def covers(rule: Promotion, line: PromoLine) -> bool:
    reach = rule.reach
    return line.open and (
        reach.everything or line.variant_id in reach.variants or line.category in reach.categories
    )


def free_to(rule: Promotion, row: Row) -> bool:
    alone = not row.rules or (rule.stackable and all(other.stackable for other in row.rules))
    groups = {other.exclusive_group for other in row.rules} - {None}
    return alone and rule.exclusive_group not in groups


def pieces_of(rule: Promotion, rows: Sequence[Row]) -> list[list[tuple[int, int]]]:
    """Per part of a pack: (price, position of the row) of each piece, dearest first."""
    parts = [part.targets for part in rule.terms.parts] if isinstance(rule.terms, Bundle) else [rule.targets]
    named = {variant for part in parts for variant in part.variants}
    found: list[list[tuple[int, int]]] = []
    for part in parts:
        mine: list[tuple[int, int]] = []
        for position, row in enumerate(rows):
            variant = row.line.variant_id
            shelf = row.line.category in part.categories and (
                variant not in named or not isinstance(rule.terms, Bundle)
            )
            if part.everything or variant in part.variants or shelf:
                mine += [(price, position) for price in prices(row)]
        found.append(sorted(mine, key=lambda piece: (-piece[0], piece[1])))
    return found


def off_pack(rule: Promotion, pack: list[tuple[int, int]]) -> int:
    cents = [price for price, _ in pack]
    match rule.terms:
        case NPayM(_, m):
            return sum(sorted(cents, reverse=True)[m:])
        case NthPercent(_, percent):
            return rounded(Fraction(min(cents) * percent, 100_000))
        case NForPrice(_, price) | Bundle(price, _):
            return max(0, sum(cents) - price)
        case _:
            raise AssertionError(rule)


def by_packs(rule: Promotion, rows: Sequence[Row]) -> dict[int, int]:
    pools = pieces_of(rule, rows)
    sizes = [part.quantity for part in rule.terms.parts] if isinstance(rule.terms, Bundle) else [rule.terms.n]  # type: ignore[union-attr]
    offs: dict[int, int] = {}
    while all(len(pool) >= size for pool, size in zip(pools, sizes, strict=True)):
        pack: list[tuple[int, int]] = []
        for pool, size in zip(pools, sizes, strict=True):
            pack += pool[:size]
            del pool[:size]
        off = off_pack(rule, pack)
        if off == 0:
            continue
        pack.sort(key=lambda piece: piece[1])
        if isinstance(rule.terms, Bundle):
            lines = sorted({position for _, position in pack})
            pack = [(sum(price for price, p in pack if p == position), position) for position in lines]
        for (_, position), share in zip(pack, shared(off, [price for price, _ in pack]), strict=True):
            offs[position] = offs.get(position, 0) + share
    return offs


def by_sum(rule: Promotion, rows: Sequence[Row]) -> dict[int, int]:
    base = sum(row.net for row in rows)
    match rule.terms:
        case Percent(percent):
            off = rounded(Fraction(base * percent, 100_000))
        case Fixed(amount):
            off = min(amount, base)
        case Threshold(minimum, amount):
            off = min(amount, base) if base >= minimum else 0
        case _:
            raise AssertionError(rule)
    return dict(enumerate(shared(off, [row.net for row in rows]))) if off else {}


def taken(
    lines: Sequence[PromoLine], rules: Sequence[Promotion], moment: datetime, groups: Sequence[str]
) -> dict[int, list[Taken]]:
    """What each line gives, by key: (promotion id, version, cents) in order."""
    rows = [Row(line, line.gross_cents) for line in sorted(lines, key=lambda line: line.key)]
    ordered = sorted(rules, key=lambda r: (list(Level).index(r.level), -r.priority, r.promotion_id))
    for rule in ordered:
        if not rule.active(moment, groups):
            continue
        mine = [row for row in rows if covers(rule, row.line) and free_to(rule, row)]
        sums = isinstance(rule.terms, Percent | Fixed | Threshold)
        for position, cents in (by_sum(rule, mine) if sums else by_packs(rule, mine)).items():
            mine[position].rules.append(rule)
            mine[position].net -= cents
            if cents:
                mine[position].taken.append((rule.promotion_id, rule.version, cents))
    return {row.line.key: row.taken for row in rows}
