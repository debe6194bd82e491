"""A line of an open basket with what item promotions made of it, one step after the other."""

from __future__ import annotations

from bisect import bisect_left

from core.domain.promotion.apply import LineState
from core.domain.promotion.lines import PromoLine
from core.domain.promotion.rules import Promotion


class HeldLine:
    """The line as every promotion found it, so that one step is worked out again and not those before it.

    Attributes:
        line: As promotions see it.
        item_ranks: Promotions of goods that it may take part in.
        order_ranks: Promotions of the order that it may take part in.
        state: After all item promotions, as it was when the basket was settled last.
        signature: The ``order_ranks`` it is counted under then.
    """

    __slots__ = ("_ranks", "_states", "item_ranks", "line", "order_ranks", "signature", "state")

    def __init__(self, line: PromoLine, item_ranks: tuple[int, ...], order_ranks: tuple[int, ...]) -> None:
        self.line = line
        self.item_ranks = item_ranks
        self.order_ranks = order_ranks
        self.state = LineState(line)
        self.signature: tuple[int, ...] = order_ranks
        self._ranks = [-1]  # of the promotions that took part, after none
        self._states = [self.state]  # what each left; never changed, so that others may look on

    def before(self, rank: int) -> LineState:
        """The line as the promotion of this rank finds it; to be read only."""
        return self._states[bisect_left(self._ranks, rank) - 1]

    def after_all(self) -> LineState:
        """The line as the last promotion that took part left it; to be read only."""
        return self._states[-1]

    def step(self, rank: int, promotion: Promotion, cents: int | None) -> bool:
        """Say what a promotion takes now; if that is not what it took, the steps after it are forgotten.

        Args:
            rank: Of the promotion.
            promotion: The promotion.
            cents: What it takes, which may be nothing; None when it takes no part.

        Returns:
            Whether the promotions after it find the line otherwise than before.
        """
        at = bisect_left(self._ranks, rank)
        took = at < len(self._ranks) and self._ranks[at] == rank
        if cents is None and not took:
            return False
        if took and self._states[at].took == cents:
            return False
        del self._ranks[at:], self._states[at:]
        if cents is not None:
            state = self._states[-1].copy()
            state.take(promotion, cents)
            self._ranks.append(rank)
            self._states.append(state)
        return True
