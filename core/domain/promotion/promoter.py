"""The promotions of an open basket, kept up to date change by change (performance.md 2.4).

A change works out again the lines that are connected with the changed one by item promotions they may share,
and no others; the result is always that of `core.domain.promotion.evaluate.evaluate`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from core.domain.promotion.apply import LineState, apply_promotion
from core.domain.promotion.book import RuleBook
from core.domain.promotion.evaluate import touched_by
from core.domain.promotion.lines import Applied, Evaluation, PromoLine
from core.domain.promotion.order_sums import OrderSums

Changed = dict[int, tuple[Applied, ...]]
"""Lines whose item promotions are others than before, by key, with those of now; a line gone is not here."""
_NONE: Final[Mapping[int, tuple[Applied, ...]]] = MappingProxyType({})


class _Entry:
    """A line of the basket with what item promotions made of it."""

    __slots__ = ("item_ranks", "order_ranks", "state")

    def __init__(self, line: PromoLine, item_ranks: tuple[int, ...], order_ranks: tuple[int, ...]) -> None:
        self.item_ranks = item_ranks
        self.order_ranks = order_ranks
        self.state = LineState(line)

    @property
    def line(self) -> PromoLine:
        return self.state.line


class Promoter:
    """Promotions of one basket under one book: what an open basket is sold under stays (sync.md D6)."""

    def __init__(self, book: RuleBook, moment: datetime, customer_groups: Collection[str] = ()) -> None:
        """Start with an empty basket.

        Args:
            book: Promotions the basket is sold under.
            moment: Aware; which promotions hold.
            customer_groups: Groups of the customer of the sale.
        """
        self._book = book
        self._moment = moment
        self._groups = frozenset(customer_groups)
        self._entries: dict[int, _Entry] = {}
        self._sharing: dict[int, set[int]] = {}
        self._active: dict[int, bool] = {}
        self._holding_of: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._item_cents = 0
        self._sums = OrderSums(book)
        self._order_cents: int | None = None
        self._evaluation: Evaluation | None = None

    @property
    def item_cents(self) -> int:
        """Sum taken by item promotions; a running sum."""
        return self._item_cents

    @property
    def order_cents(self) -> int:
        """Sum taken by order promotions; shared over the lines only by `evaluation`."""
        if self._order_cents is None:
            cents = self._sums.off(self._holds)
            self._order_cents = self.evaluation().order_cents if cents is None else cents
        return self._order_cents

    @property
    def discount_cents(self) -> int:
        """Sum of all that is taken off."""
        return self.item_cents + self.order_cents

    def change(self, before: PromoLine | None, after: PromoLine | None) -> Changed:
        """Follow one change of the basket: a line added (no ``before``), changed, or removed (no ``after``).

        Raises:
            ValueError: ``before`` is not the line held under its key, or the two have different keys.
        """
        keys = {line.key for line in (before, after) if line is not None}
        if len(keys) != 1:
            raise ValueError("a change is one line's")
        (key,) = keys
        entry = self._entries.get(key)
        if before != (None if entry is None else entry.line):
            raise ValueError(f"line {key} is held otherwise")
        ranks: tuple[int, ...] = ()
        told: tuple[Applied, ...] = ()
        if entry is not None:
            ranks += entry.item_ranks
            told = entry.state.applied
            self._leave(entry)
        if after is None:
            return self._settle(self._connected(ranks))
        ranks += self._enter(after).item_ranks
        return self._settle(self._connected(ranks) | {key}, {key: told})

    def renew(self, moment: datetime, customer_groups: Collection[str] = ()) -> Changed:
        """Follow the clock and the customer; costs a look at the promotions of the basket when none turns."""
        self._moment = moment
        self._groups = frozenset(customer_groups)
        turned = tuple(rank for rank, held in self._active.items() if self._is_active(rank) != held)
        if not turned:
            return {}
        self._active.update(dict.fromkeys(turned, True))
        self._holding_of.clear()
        keys = self._connected(turned)  # through those that held and those that hold now
        self._active.update({rank: self._is_active(rank) for rank in turned})
        self._holding_of.clear()
        return self._settle(keys)

    def evaluation(self) -> Evaluation:
        """All promotions with the shares of each line: for the total, the first tender, and "why?"."""
        if self._evaluation is None:
            states = {key: self._entries[key].state.copy() for key in sorted(self._entries)}
            ranks = {key: self._holding(self._entries[key].order_ranks) for key in states}
            touched = touched_by(states.values(), ranks)
            order_cents = sum(apply_promotion(self._book[rank], taking) for rank, taking in touched)
            applied = {key: state.applied for key, state in states.items()}
            self._evaluation = Evaluation(applied, self._item_cents, order_cents)
        return self._evaluation

    def _enter(self, line: PromoLine) -> _Entry:
        ranks = self._book.ranks(line)
        orders = bisect_left(ranks, self._book.first_order)
        entry = _Entry(line, ranks[:orders], ranks[orders:])
        self._entries[line.key] = entry
        for rank in entry.item_ranks:
            self._sharing.setdefault(rank, set()).add(line.key)
        self._count_in(entry)
        return entry

    def _leave(self, entry: _Entry) -> None:
        line = entry.line
        del self._entries[line.key]
        for rank in entry.item_ranks:
            self._sharing[rank].discard(line.key)
        self._count_out(entry)

    def _connected(self, ranks: tuple[int, ...]) -> set[int]:
        """Lines that share a promotion that holds, directly or through other lines."""
        keys = set[int]()
        seen = set(self._holding(ranks))
        waiting = list(seen)
        while waiting:
            for key in self._sharing.get(waiting.pop(), ()):
                if key not in keys:
                    keys.add(key)
                    more = [rank for rank in self._holding(self._entries[key].item_ranks) if rank not in seen]
                    seen.update(more)
                    waiting += more
        return keys

    def _settle(self, keys: Collection[int], told: Mapping[int, tuple[Applied, ...]] = _NONE) -> Changed:
        """Work out item promotions of connected lines anew.

        Args:
            keys: Whole components.
            told: What the lines had that are not held with it any more.
        """
        states = [LineState(self._entries[key].line) for key in sorted(keys)]
        ranks = {key: self._holding(self._entries[key].item_ranks) for key in keys}
        for rank, taking in touched_by(states, ranks):
            apply_promotion(self._book[rank], taking)
        self._order_cents = self._evaluation = None
        changed: Changed = {}
        for state in states:
            entry = self._entries[state.line.key]
            if state.applied != told.get(state.line.key, entry.state.applied):
                changed[state.line.key] = state.applied
            self._count_out(entry)
            entry.state = state
            self._count_in(entry)
        return changed

    def _count_in(self, entry: _Entry) -> None:
        self._item_cents += entry.line.gross_cents - entry.state.net_cents
        if entry.order_ranks:
            self._sums.add(self._signature(entry), entry.state.net_cents)

    def _count_out(self, entry: _Entry) -> None:
        self._item_cents -= entry.line.gross_cents - entry.state.net_cents
        if entry.order_ranks:
            self._sums.remove(self._signature(entry), entry.state.net_cents)

    def _signature(self, entry: _Entry) -> tuple[int, ...]:
        marks = entry.state.marks
        return tuple(rank for rank in entry.order_ranks if marks.open_to(self._book[rank]))

    def _holding(self, ranks: tuple[int, ...]) -> tuple[int, ...]:
        if ranks not in self._holding_of:
            self._holding_of[ranks] = tuple(rank for rank in ranks if self._holds(rank))
        return self._holding_of[ranks]

    def _holds(self, rank: int) -> bool:
        if rank not in self._active:
            self._active[rank] = self._is_active(rank)
        return self._active[rank]

    def _is_active(self, rank: int) -> bool:
        return self._book[rank].active(self._moment, self._groups)
