"""Law or promotion, the better one for the customer, for the basket as it stands (domain.md section 10).

A discount by law is not stacked with promotions, so each line that has one goes either way, and which way may
change what promotions take of others. What counts is what both take off the whole sale, equal is the law's.
The result depends on the basket alone and not on how it came to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.domain.basket_line import BasketLine
from core.domain.basket_lines import BasketLines
from core.domain.promotion.promoter import Promoter

CLIMBED: Final = 8
"""Up to so many lines are turned one by one; of more the best beginning holds, for a scan does not wait."""
_Score = tuple[int, int]
"""Cents taken off the sale, then how many lines go by law."""


def settle_law(held: BasketLines) -> bool:
    """Let every line with a discount by law go the better way; whether any line was looked at."""
    promoter = held.promoter
    lines = [held.lines[held.index(key)] for key in sorted(held.law_keys)]
    if promoter is None or not lines:
        return False
    contested = [line for line in lines if promoter.wants(line.product.variant_id, line.product.category)]
    names = {line.key for line in contested}
    loose = [line for line in lines if line.key not in names and not line.is_statutory]
    for line in loose:
        held.put(line, _by_law(line))
    if contested:
        best = _Search(promoter, contested).best()
        for line in contested:
            if line.is_statutory != (line.key in best):
                held.put(line, _by_law(line) if line.key in best else _by_promotion(line))
    return bool(loose or contested)


class _Search:
    """Tries ways for the lines on the promoter itself, which is left as it was found.

    It begins at both ends, all by law and all by promotion, and where each line by itself would go, and turns
    lines one by one while that takes more off. Where it stays, no line that goes the other way would take
    more off, and neither would all of them.
    """

    def __init__(self, promoter: Promoter, lines: Sequence[BasketLine]) -> None:
        self._promoter = promoter
        self._open = {line.key: _by_promotion(line).for_promotions() for line in lines}
        self._closed = {line.key: _by_law(line).for_promotions() for line in lines}
        self._off = {
            line.key: line.terms.law.off(line.gross_cents) for line in lines if line.terms.law is not None
        }
        self._now = {line.key for line in lines if line.is_statutory}

    def best(self) -> frozenset[int]:
        """Keys of the lines that go by law."""
        found = frozenset(self._now)
        ends: list[tuple[_Score, frozenset[int]]] = []
        for start in (frozenset(self._off), frozenset[int](), self._each_alone()):
            self._arrange(start)
            score = self._climb() if len(self._off) <= CLIMBED else self._score()
            ends.append((score, frozenset(self._now)))
        self._arrange(found)
        return max(ends, key=lambda end: end[0])[1]

    def _each_alone(self) -> frozenset[int]:
        """Lines of which promotions take no more than the law where all go by promotion."""
        self._arrange(frozenset())
        off = self._promoter.item_off
        return frozenset(key for key, by_law in self._off.items() if off(key) <= by_law)

    def _climb(self) -> _Score:
        best, moved = self._score(), True
        while moved:
            moved = False
            for key in self._off:
                self._turn(key)
                score = self._score()
                if score > best:
                    best, moved = score, True
                else:
                    self._turn(key)
        return best

    def _score(self) -> _Score:
        return self._promoter.discount_cents + sum(self._off[key] for key in self._now), len(self._now)

    def _arrange(self, by_law: frozenset[int]) -> None:
        for key in self._off:
            if (key in self._now) != (key in by_law):
                self._turn(key)

    def _turn(self, key: int) -> None:
        if key in self._now:
            self._now.discard(key)
            self._promoter.change(self._closed[key], self._open[key])
        else:
            self._now.add(key)
            self._promoter.change(self._open[key], self._closed[key])


def _by_law(line: BasketLine) -> BasketLine:
    return replace(line, terms=replace(line.terms, discount=line.terms.law))


def _by_promotion(line: BasketLine) -> BasketLine:
    return replace(line, terms=replace(line.terms, discount=None))
