"""One promotion applied to the lines it is for; each works on what the earlier ones left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.money import left_of, share_units
from core.domain.promotion.amount_terms import AmountTerms
from core.domain.promotion.lines import Applied, PromoLine
from core.domain.promotion.pack_terms import Bundle, PackTerms, Run
from core.domain.promotion.packs import Pool, packs, piece_runs, spread
from core.domain.promotion.rules import Promotion


@dataclass(frozen=True, slots=True)
class Marks:
    """What earlier promotions did to a line, as far as it closes the line to later ones."""

    touched: bool = False
    closed: bool = False
    groups: frozenset[str] = frozenset()

    def open_to(self, promotion: Promotion) -> bool:
        """Whether a promotion may still take part of the line."""
        if not self.touched:
            return True
        return not self.closed and promotion.stackable and promotion.exclusive_group not in self.groups

    def after(self, promotion: Promotion) -> Marks:
        """The marks once a promotion took part of the line."""
        group = promotion.exclusive_group
        if group is None and promotion.stackable:
            return self if self.touched else TOUCHED  # the usual case makes no value per line
        return Marks(
            touched=True,
            closed=not promotion.stackable,
            groups=self.groups if group is None else self.groups | {group},
        )


UNTOUCHED: Final = Marks()
TOUCHED: Final = Marks(touched=True)


class LineState:
    """A line on its way through the promotions.

    Attributes:
        net_cents: What is left to pay.
        applied: What was taken off so far.
        marks: What the line is closed to.
        took: What the last promotion that took part took, which may be nothing; None when none did.
    """

    __slots__ = ("applied", "line", "marks", "net_cents", "took")

    def __init__(self, line: PromoLine) -> None:
        self.line = line
        self.net_cents = line.gross_cents
        self.applied: tuple[Applied, ...] = ()
        self.marks = UNTOUCHED
        self.took: int | None = None

    def copy(self) -> LineState:
        """The same state, to go on from apart."""
        twin = LineState(self.line)
        twin.net_cents, twin.applied, twin.marks = self.net_cents, self.applied, self.marks
        return twin

    def take(self, promotion: Promotion, cents: int) -> None:
        """Let a promotion take part; its share of the line may be nothing."""
        self.marks = self.marks.after(promotion)
        self.took = cents
        if cents:
            self.net_cents -= cents
            self.applied += (Applied(promotion.promotion_id, promotion.version, cents),)


def apply_promotion(promotion: Promotion, states: Sequence[LineState]) -> int:
    """Apply a promotion to the lines it is for, in basket order.

    Returns:
        Cents taken off, shared over the lines.
    """
    offs = offs_of(promotion, states)
    for place, cents in offs.items():
        states[place].take(promotion, cents)
    return sum(offs.values())


def offs_of(promotion: Promotion, states: Sequence[LineState]) -> dict[int, int]:
    """What a promotion would take of the lines it is for, in basket order; changes none.

    Returns:
        Cents by place in ``states``, which may be nothing; a line that takes no part is not here.
    """
    places = [place for place, state in enumerate(states) if state.marks.open_to(promotion)]
    lines = [states[place] for place in places]
    terms = promotion.terms
    offs = _amount_offs(terms, lines) if isinstance(terms, AmountTerms) else _pack_offs(terms, lines)
    return {places[position]: cents for position, cents in offs.items()}


def share_plainly(
    nets: Sequence[int], taking: Sequence[tuple[AmountTerms, Sequence[int] | None]]
) -> list[int]:
    """What amounts, each off the lines at its places (None: all), leave of ``nets`` one after the other."""
    left = list(nets)
    for terms, places in taking:
        left = left_of(terms.off, left, places)
    return left


def _amount_offs(terms: AmountTerms, lines: Sequence[LineState]) -> dict[int, int]:
    net = [state.net_cents for state in lines]
    cents = terms.off(sum(net))
    return dict(enumerate(share_units(cents, net))) if cents else {}


def _pack_offs(terms: PackTerms, lines: Sequence[LineState]) -> dict[int, int]:
    offs: dict[int, int] = {}
    by_line = isinstance(terms, Bundle)
    for pack, times in packs(_pools(terms, lines)):
        cents = terms.off(pack)
        if cents:
            for position, share in spread(cents, pack, by_line=by_line).items():
                offs[position] = offs.get(position, 0) + share * times
    return offs


def _pools(terms: PackTerms, lines: Sequence[LineState]) -> list[Pool]:
    sizes = [part.quantity for part in terms.parts] if isinstance(terms, Bundle) else [terms.n]
    filling: list[list[Run]] = [[] for _ in sizes]
    for position, state in enumerate(lines):
        line = state.line
        place = terms.place(line.variant_id, line.category) if isinstance(terms, Bundle) else 0
        if place is not None and line.pieces:
            filling[place] += piece_runs(position, state.net_cents, line.pieces)
    return [Pool(runs, size) for runs, size in zip(filling, sizes, strict=True)]
