"""The promotions of an open basket, kept up to date change by change (performance.md 2.4).

A change goes through the item promotions in their order and stops where it changes nothing more, so a scan
costs what it moves and not what the basket holds; the result is always that of
`core.domain.promotion.evaluate.evaluate`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from heapq import heapify, heappop, heappush
from types import MappingProxyType
from typing import Final

from core.domain.promotion.amount_terms import AmountTerms
from core.domain.promotion.apply import LineState, apply_promotion, share_plainly
from core.domain.promotion.book import RuleBook
from core.domain.promotion.evaluate import touched_by
from core.domain.promotion.lines import Applied, Evaluation, PromoLine
from core.domain.promotion.order_sums import OrderSums

Changed = dict[int, tuple[Applied, ...]]
"""Lines whose item promotions are others than before, by key, with those of now; a line gone is not here."""
_NONE: Final[Mapping[int, tuple[Applied, ...]]] = MappingProxyType({})


class _Entry:
    """A line of the basket with what item promotions made of it.

    Attributes:
        steps: Cents that each item promotion that took part took, by rank; nothing is a step too, as it
            closes the line to others.
    """

    __slots__ = ("item_ranks", "line", "order_ranks", "state", "steps")

    def __init__(self, line: PromoLine, item_ranks: tuple[int, ...], order_ranks: tuple[int, ...]) -> None:
        self.line = line
        self.item_ranks = item_ranks
        self.order_ranks = order_ranks
        self.steps: dict[int, int] = {}
        self.state = LineState(line)

    def before(self, rank: int | None, book: RuleBook) -> LineState:
        """The line as the promotion of this rank finds it; after all item promotions for None."""
        state = LineState(self.line)
        if self.steps:
            for step in self.item_ranks:
                if rank is not None and step >= rank:
                    break
                cents = self.steps.get(step)
                if cents is not None:
                    state.take(book[step], cents)
            state.took = None
        return state


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
        self._nets: dict[int, int] | None = None

    @property
    def item_cents(self) -> int:
        """Sum taken by item promotions; a running sum."""
        return self._item_cents

    @property
    def order_cents(self) -> int:
        """Sum taken by order promotions; shared over the lines only by `evaluation`."""
        if self._order_cents is None:
            cents = self._sums.off(self._holds)
            self._order_cents = self._left_by_items() - sum(self.nets().values()) if cents is None else cents
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
            return self._settle(self._holding(ranks))
        ranks += self._enter(after).item_ranks
        return self._settle(set(self._holding(ranks)), {key: told})

    def renew(self, moment: datetime, customer_groups: Collection[str] = ()) -> Changed:
        """Follow the clock and the customer; costs a look at the promotions of the basket when none turns."""
        self._moment = moment
        self._groups = frozenset(customer_groups)
        turned = tuple(rank for rank, held in self._active.items() if self._is_active(rank) != held)
        if not turned:
            return {}
        self._active.update({rank: self._is_active(rank) for rank in turned})
        self._holding_of.clear()
        return self._settle(turned)

    def nets(self) -> dict[int, int]:
        """Cents left of each line after all promotions, by key in basket order.

        Where every promotion of the order is a plain one, that no other closes a line to, the sums are shared
        without noting who took what: a till needs the tax after each scan, the notes only at the end.
        """
        if self._nets is None:
            keys = sorted(self._entries)
            taking = self._plain_orders(keys) if self._evaluation is None else None
            if taking is None:
                lines = self.evaluation().lines
                left = [
                    self._entries[key].line.gross_cents - sum(one.amount_cents for one in lines[key])
                    for key in keys
                ]
            else:
                left = share_plainly([self._entries[key].state.net_cents for key in keys], taking)
            self._nets = dict(zip(keys, left, strict=True))
        return self._nets

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

    def _left_by_items(self) -> int:
        return sum(entry.state.net_cents for entry in self._entries.values())

    def _plain_orders(self, keys: Sequence[int]) -> list[tuple[AmountTerms, Sequence[int]]] | None:
        """Promotions of the order with the places in ``keys`` they take; None when one is not plain."""
        common = self._sums.common(len(keys))
        places: dict[int, Sequence[int]] = {}
        if common is not None:
            places = dict.fromkeys(self._holding(common), range(len(keys)))
        else:
            single: dict[int, list[int]] = {}
            for place, key in enumerate(keys):
                entry = self._entries[key]
                if not entry.state.marks.closed:
                    for rank in self._holding(entry.order_ranks):
                        single.setdefault(rank, []).append(place)
            places.update(single)
        taking: list[tuple[AmountTerms, Sequence[int]]] = []
        for rank in sorted(places):
            rule = self._book[rank]
            if not rule.is_plain or not isinstance(rule.terms, AmountTerms):
                return None
            taking.append((rule.terms, places[rank]))
        return taking

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

    def _settle(self, dirty: Collection[int], told: Mapping[int, tuple[Applied, ...]] = _NONE) -> Changed:
        """Work out anew what follows from a change, promotion by promotion in their order.

        A promotion is applied again when its lines or their state before it changed, and no other is; what
        it takes of a line now, if that is not what it took, touches the later promotions of that line.

        Args:
            dirty: Ranks of promotions whose lines changed, or that began or ceased to hold.
            told: What the lines had that are not held with it any more.
        """
        waiting, met, moved = list(dirty), set(dirty), set(told)
        heapify(waiting)
        while waiting:
            rank = heappop(waiting)
            for key in self._apply(rank):
                moved.add(key)
                later = [more for more in self._holding(self._entries[key].item_ranks) if more > rank]
                for more in later:
                    if more not in met:
                        met.add(more)
                        heappush(waiting, more)
        self._order_cents = self._evaluation = self._nets = None
        return self._take_over(sorted(moved), told)

    def _apply(self, rank: int) -> list[int]:
        """Apply an item promotion to its lines: the keys of those of which it takes something else now."""
        keys = sorted(self._sharing.get(rank, ()))
        if not keys:
            return []
        states = [self._entries[key].before(rank, self._book) for key in keys]
        if self._holds(rank):
            apply_promotion(self._book[rank], states)
        changed: list[int] = []
        for key, state in zip(keys, states, strict=True):
            steps = self._entries[key].steps
            if steps.get(rank) != state.took:
                changed.append(key)
                if state.took is None:
                    del steps[rank]
                else:
                    steps[rank] = state.took
        return changed

    def _take_over(self, keys: Sequence[int], told: Mapping[int, tuple[Applied, ...]]) -> Changed:
        changed: Changed = {}
        for key in keys:
            entry = self._entries[key]
            state = entry.before(None, self._book)
            if state.applied != told.get(key, entry.state.applied):
                changed[key] = state.applied
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
