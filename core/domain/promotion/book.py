"""All promotions of a shop, found by the goods they are for (performance.md 2.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from core.domain.promotion.kinds import invalid
from core.domain.promotion.lines import PromoLine
from core.domain.promotion.rules import Level, Promotion


class RuleBook:
    """Promotions by rank, their place in the order of evaluation: item promotions first, then by priority.

    What a line costs depends on the rules of its goods alone, not on the size of the book.
    """

    def __init__(self, promotions: Iterable[Promotion] = ()) -> None:
        """Index the promotions, of which each id comes once.

        Raises:
            DomainError: ``promotion_invalid`` (field ``id``): two versions of one promotion.
        """
        self._rules = sorted(promotions, key=_order)
        self._by_id: dict[str, Promotion] = {}
        self._by_variant: dict[str, list[int]] = {}
        self._by_category: dict[str, list[int]] = {}
        everywhere: list[int] = []
        for rank, rule in enumerate(self._rules):
            if self._by_id.setdefault(rule.promotion_id, rule) is not rule:
                raise invalid("id", rule.promotion_id)
            reach = rule.reach
            if reach.everything:
                everywhere.append(rank)
                continue
            for variant_id in reach.variants:
                self._by_variant.setdefault(variant_id, []).append(rank)
            for category in reach.categories:
                self._by_category.setdefault(category, []).append(rank)
        self._everywhere = tuple(everywhere)
        self._first_order = sum(rule.level is Level.ITEM for rule in self._rules)

    def __len__(self) -> int:
        """Number of promotions."""
        return len(self._rules)

    def __getitem__(self, rank: int) -> Promotion:
        """Promotion by rank.

        Raises:
            IndexError: no such rank.
        """
        return self._rules[rank]

    @property
    def first_order(self) -> int:
        """Rank from which on promotions are of the order."""
        return self._first_order

    def find(self, promotion_id: str) -> Promotion | None:
        """Promotion by id, in whatever version the book has."""
        return self._by_id.get(promotion_id)

    def relevant(self, variant_id: str, category: str) -> tuple[int, ...]:
        """Ranks of the promotions these goods may take part in, active or not, in the order of evaluation."""
        own = self._by_variant.get(variant_id)
        shelf = self._by_category.get(category)
        if own is None and shelf is None:
            return self._everywhere
        return tuple(sorted({*(own or ()), *(shelf or ()), *self._everywhere}))

    def ranks(self, line: PromoLine) -> tuple[int, ...]:
        """`relevant` for a line, as far as it is open to promotions."""
        if not line.open:
            return ()
        ranks = self.relevant(line.variant_id, line.category)
        return ranks if line.order_open else ranks[: bisect_left(ranks, self._first_order)]


def _order(rule: Promotion) -> tuple[bool, int, str]:
    return (rule.level is Level.ORDER, -rule.priority, rule.promotion_id)
