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
from core.domain.promotion.apply import apply_promotion, offs_of, share_plainly
from core.domain.promotion.book import RuleBook
from core.domain.promotion.evaluate import touched_by
from core.domain.promotion.held import HeldLine
from core.domain.promotion.lines import Applied, Evaluation, PromoLine
from core.domain.promotion.order_sums import OrderSums

Changed = dict[int, tuple[Applied, ...]]
"""Lines whose item promotions are others than before, by key, with those of now; a line gone is not here."""
_NONE: Final[Mapping[int, tuple[Applied, ...]]] = MappingProxyType({})


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
        self._entries: dict[int, HeldLine] = {}
        self._keys: list[int] = []  # ascending, and beside them what item promotions left of each line:
        self._left: list[int] = []  # a look through a thousand entries costs more than the sharing itself
        self._sharing: dict[int, set[int]] = {}
        self._active: dict[int, bool] = {}
        self._holding_of: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._item_cents = 0
        self._sums = OrderSums(book)
        self._order_cents: int | None = None
        self._evaluation: Evaluation | None = None
        self._nets: list[int] | None = None

    @property
    def item_cents(self) -> int:
        """Sum taken by item promotions; a running sum."""
        return self._item_cents

    @property
    def order_cents(self) -> int:
        """Sum taken by order promotions; shared over the lines only by `evaluation`."""
        if self._order_cents is None:
            cents = self._sums.off(self._holds)
            self._order_cents = sum(self._left) - sum(self.nets()) if cents is None else cents
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

    def wants(self, variant_id: str, category: str) -> bool:
        """Whether a promotion that holds now is for these goods."""
        return any(self._holds(rank) for rank in self._book.relevant(variant_id, category))

    def item_off(self, key: int) -> int:
        """Cents that item promotions take off a line."""
        entry = self._entries[key]
        return entry.line.gross_cents - entry.state.net_cents

    def nets(self) -> Sequence[int]:
        """Cents left of each line after all promotions, in basket order.

        Where every promotion of the order is a plain one, that no other closes a line to, the sums are shared
        without noting who took what: a till needs the tax after each scan, the notes only at the end.
        """
        if self._nets is None:
            keys = self._keys
            taking = self._plain_orders(keys) if self._evaluation is None else None
            if taking is None:
                lines = self.evaluation().lines
                self._nets = [
                    self._entries[key].line.gross_cents - sum(one.amount_cents for one in lines[key])
                    for key in keys
                ]
            else:
                self._nets = share_plainly(self._left, taking)
        return self._nets

    def evaluation(self) -> Evaluation:
        """All promotions with the shares of each line: for the total, the first tender, and "why?"."""
        if self._evaluation is None:
            states = {key: self._entries[key].state.copy() for key in self._keys}
            ranks = {key: self._holding(self._entries[key].order_ranks) for key in states}
            touched = touched_by(states.values(), ranks)
            order_cents = sum(apply_promotion(self._book[rank], taking) for rank, taking in touched)
            applied = {key: state.applied for key, state in states.items()}
            self._evaluation = Evaluation(applied, self._item_cents, order_cents)
        return self._evaluation

    def _plain_orders(self, keys: Sequence[int]) -> list[tuple[AmountTerms, Sequence[int] | None]] | None:
        """Promotions of the order, each with its places in ``keys`` (None: all); None if one is not plain."""
        common = self._sums.common(len(keys))
        places: Mapping[int, Sequence[int] | None]
        places = self._places(keys) if common is None else dict.fromkeys(self._holding(common))
        taking: list[tuple[AmountTerms, Sequence[int] | None]] = []
        for rank in sorted(places):
            rule = self._book[rank]
            if not rule.is_plain or not isinstance(rule.terms, AmountTerms):
                return None
            taking.append((rule.terms, places[rank]))
        return taking

    def _places(self, keys: Sequence[int]) -> dict[int, list[int]]:
        """Places in ``keys`` that each promotion of the order may take from; lines alike are asked once."""
        alike: dict[tuple[int, ...], list[int]] = {}
        for place, key in enumerate(keys):
            entry = self._entries[key]
            if entry.order_ranks and not entry.state.marks.closed:
                alike.setdefault(entry.order_ranks, []).append(place)
        places: dict[int, list[int]] = {}
        for ranks, those in alike.items():
            for rank in self._holding(ranks):
                places.setdefault(rank, []).extend(those)
        for several in places.values():
            several.sort()
        return places

    def _enter(self, line: PromoLine) -> HeldLine:
        ranks = self._book.ranks(line)
        orders = bisect_left(ranks, self._book.first_order)
        entry = HeldLine(line, ranks[:orders], ranks[orders:])
        self._entries[line.key] = entry
        at = bisect_left(self._keys, line.key)
        self._keys.insert(at, line.key)
        self._left.insert(at, entry.state.net_cents)
        for rank in entry.item_ranks:
            self._sharing.setdefault(rank, set()).add(line.key)
        self._count_in(entry)
        return entry

    def _leave(self, entry: HeldLine) -> None:
        line = entry.line
        del self._entries[line.key]
        at = bisect_left(self._keys, line.key)
        del self._keys[at], self._left[at]
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
            for entry in self._apply(rank):
                moved.add(entry.line.key)
                for more in self._holding(entry.item_ranks):
                    if more > rank and more not in met:
                        met.add(more)
                        heappush(waiting, more)
        self._order_cents = self._evaluation = self._nets = None
        return self._take_over(sorted(moved), told)

    def _apply(self, rank: int) -> list[HeldLine]:
        """Apply an item promotion to its lines: those of which it takes something else now."""
        rule, entries = self._book[rank], [self._entries[key] for key in sorted(self._sharing.get(rank, ()))]
        offs: Mapping[int, int] = {}
        if entries and self._holds(rank):
            offs = offs_of(rule, [entry.before(rank) for entry in entries])
        return [entry for place, entry in enumerate(entries) if entry.step(rank, rule, offs.get(place))]

    def _take_over(self, keys: Sequence[int], told: Mapping[int, tuple[Applied, ...]]) -> Changed:
        changed: Changed = {}
        for key in keys:
            entry = self._entries[key]
            state = entry.after_all()
            if state.applied != told.get(key, entry.state.applied):
                changed[key] = state.applied
            self._count_out(entry)
            entry.state = state
            self._left[bisect_left(self._keys, key)] = state.net_cents
            self._count_in(entry)
        return changed

    def _count_in(self, entry: HeldLine) -> None:
        self._item_cents += entry.line.gross_cents - entry.state.net_cents
        if entry.order_ranks:
            entry.signature = self._signature(entry)
            self._sums.add(entry.signature, entry.state.net_cents)

    def _count_out(self, entry: HeldLine) -> None:
        self._item_cents -= entry.line.gross_cents - entry.state.net_cents
        if entry.order_ranks:
            self._sums.remove(entry.signature, entry.state.net_cents)

    def _signature(self, entry: HeldLine) -> tuple[int, ...]:
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
