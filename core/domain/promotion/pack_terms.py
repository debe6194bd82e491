"""Promotions that count whole pieces in packs (table of domain.md section 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from core.domain.money import div_half_up
from core.domain.promotion.kinds import (
    MAX_PIECES,
    WHOLE,
    Kind,
    check_cents,
    check_count,
    check_percent,
    invalid,
)
from core.domain.promotion.targets import Targets


class Run(NamedTuple):
    """``pieces`` of one price, all on the line at position ``line``; price in cents."""

    price_cents: int
    pieces: int
    line: int


@dataclass(frozen=True, slots=True)
class NPayM:
    """Of every ``n`` pieces only ``m`` are paid: the cheapest are free."""

    kind: ClassVar = Kind.N_PAY_M
    n: int
    m: int

    def __post_init__(self) -> None:
        """Raises: DomainError: ``promotion_invalid``: not 1 ≤ m < n ≤ `MAX_PIECES`."""
        check_count("n", self.n)
        if not 1 <= self.m < self.n:
            raise invalid("m")

    def off(self, pack: Sequence[Run]) -> int:
        """Cents off one full pack, dearest pieces first."""
        left, cents = self.n - self.m, 0
        for run in reversed(pack):
            free = min(left, run.pieces)
            cents += free * run.price_cents
            left -= free
        return cents


@dataclass(frozen=True, slots=True)
class NthPercent:
    """Every ``n``-th piece, the cheapest of its pack, at a percent off; rounded per piece."""

    kind: ClassVar = Kind.NTH_PERCENT
    n: int
    percent: int

    def __post_init__(self) -> None:
        """Raises: DomainError: ``promotion_invalid``: not a count or not a percent."""
        check_count("n", self.n)
        check_percent(self.percent)

    def off(self, pack: Sequence[Run]) -> int:
        """Cents off one full pack, dearest pieces first."""
        return div_half_up(pack[-1].price_cents * self.percent, WHOLE)


@dataclass(frozen=True, slots=True)
class NForPrice:
    """Every ``n`` pieces for one price, never dearer; ``n`` = 1 is an offer price."""

    kind: ClassVar = Kind.N_FOR_PRICE
    n: int
    price_cents: int

    def __post_init__(self) -> None:
        """Raises: DomainError: ``promotion_invalid``: not a count or not a price above zero."""
        check_count("n", self.n)
        check_cents("price", self.price_cents)

    def off(self, pack: Sequence[Run]) -> int:
        """Cents off one full pack."""
        return _above(pack, self.price_cents)


@dataclass(frozen=True, slots=True)
class BundlePart:
    """``quantity`` pieces of the goods that can fill one place of a bundle."""

    targets: Targets
    quantity: int = 1

    def __post_init__(self) -> None:
        """Raises: DomainError: ``promotion_invalid``: everything, nothing, or not a count."""
        if self.targets.everything or not self.targets:
            raise invalid("parts")
        check_count("quantity", self.quantity)


@dataclass(frozen=True, slots=True)
class Bundle:
    """One of each part for one price together, never dearer.

    No variant and no category is in two parts; goods named by their variant in one part and by their
    category in another fill the part that names the variant. So each line has one place, or none.
    """

    kind: ClassVar = Kind.BUNDLE
    price_cents: int
    parts: tuple[BundlePart, ...]

    def __post_init__(self) -> None:
        """Raises: DomainError: ``promotion_invalid``: no price, not 2 to `MAX_PIECES` pieces, or overlap."""
        check_cents("price", self.price_cents)
        wanted = self.targets
        variants = sum(len(part.targets.variants) for part in self.parts)
        categories = sum(len(part.targets.categories) for part in self.parts)
        pieces = sum(part.quantity for part in self.parts)
        overlap = variants > len(wanted.variants) or categories > len(wanted.categories)
        if not 2 <= pieces <= MAX_PIECES or overlap:
            raise invalid("parts")

    @property
    def targets(self) -> Targets:
        """Goods of all parts together."""
        return Targets(
            frozenset(name for part in self.parts for name in part.targets.variants),
            frozenset(name for part in self.parts for name in part.targets.categories),
        )

    def place(self, variant_id: str, category: str) -> int | None:
        """Position of the part that these goods fill; None when they fill none."""
        shelf = None
        for position, part in enumerate(self.parts):
            if variant_id in part.targets.variants:
                return position
            if category in part.targets.categories:
                shelf = position
        return shelf

    def off(self, pack: Sequence[Run]) -> int:
        """Cents off one whole bundle."""
        return _above(pack, self.price_cents)


PackTerms = NPayM | NthPercent | NForPrice | Bundle


def _above(pack: Sequence[Run], price_cents: int) -> int:
    return max(0, sum(run.price_cents * run.pieces for run in pack) - price_cents)
