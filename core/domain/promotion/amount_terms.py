"""Promotions that look at the sum of their lines: a percent, an amount, an amount from a minimum on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.domain.money import div_half_up
from core.domain.promotion.kinds import WHOLE, Kind, check_cents, check_percent


@dataclass(frozen=True, slots=True)
class Percent:
    """A part of the sum of its lines, rounded once; ``percent`` in thousandths of a percent."""

    kind: ClassVar = Kind.PERCENT
    percent: int

    def __post_init__(self) -> None:
        """Raises: DomainError: ``promotion_invalid``: not above zero, or above 100 %."""
        check_percent(self.percent)

    def off(self, base_cents: int) -> int:
        """Cents off a sum."""
        return div_half_up(base_cents * self.percent, WHOLE)


@dataclass(frozen=True, slots=True)
class Fixed:
    """One amount off all its lines together, at most their sum."""

    kind: ClassVar = Kind.FIXED
    amount_cents: int

    def __post_init__(self) -> None:
        """Raises: DomainError: ``promotion_invalid``: not an amount above zero."""
        check_cents("amount", self.amount_cents)

    def off(self, base_cents: int) -> int:
        """Cents off a sum."""
        return min(self.amount_cents, base_cents)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One amount off when the sum of its lines reaches a minimum; once, however far it is exceeded."""

    kind: ClassVar = Kind.THRESHOLD
    minimum_cents: int
    amount_cents: int

    def __post_init__(self) -> None:
        """Raises: DomainError: ``promotion_invalid``: not amounts above zero."""
        check_cents("minimum", self.minimum_cents)
        check_cents("amount", self.amount_cents)

    def off(self, base_cents: int) -> int:
        """Cents off a sum."""
        return min(self.amount_cents, base_cents) if base_cents >= self.minimum_cents else 0


AmountTerms = Percent | Fixed | Threshold
