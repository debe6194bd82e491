"""How many points and how much credit a till may give while its data ages (sync.md D8).

A figure is the centre's, as of a moment. Up to five minutes old it counts as it is; up to a day it counts
within the limits the centre signed for tills without connection; then only the centre itself may give. Two
clocks never agree to the second: a figure up to two minutes from the future was told just now. One from
further on says that the clock was set back: nobody knows its age, and it counts for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from core.domain.loyalty import offline_points

FRESH: Final = timedelta(minutes=5)
SKEW: Final = timedelta(minutes=2)
"""How far this till's clock may stand behind the one that told a figure."""
OFFLINE_FOR: Final = timedelta(hours=24)
_ZERO: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class OfflineLimits:
    """What the centre signed for a customer whose data is not fresh; None sets no bound of its own.

    Attributes:
        credit: Most balboas of credit, 2 decimals. Without a signed figure there is no credit offline.
        points: Most points; without one the last known balance is the bound (domain.md section 16).
    """

    credit: Decimal | None = None
    points: int | None = None


NO_LIMITS: Final = OfflineLimits()


def credit_available(
    limit: Decimal | None,
    used: Decimal,
    age: timedelta,
    offline: OfflineLimits = NO_LIMITS,
    spent_here: Decimal = _ZERO,
) -> Decimal:
    """Balboas a customer may still buy on credit, never below zero.

    Args:
        limit: The customer's limit; None for a customer without credit.
        used: What the centre knew to be used.
        age: How old that is, by the clock that cannot be turned back (sync.md K5); further than `SKEW`
            below zero gives nothing.
        offline: The signed limits.
        spent_here: Credit given at this till since, which the centre did not know.
    """
    if limit is None:
        return _ZERO
    left = limit - used - spent_here
    if not _fresh(age):
        left = min(left, (offline.credit or _ZERO) - spent_here) if _usable(age) else _ZERO
    return max(_ZERO, left)


def points_available(
    balance: int, age: timedelta, offline: OfflineLimits = NO_LIMITS, spent_here: int = 0
) -> int:
    """Points a customer may still redeem, never below zero; arguments as `credit_available`."""
    left = offline_points(balance, spent_here)
    if _fresh(age):
        return left
    if not _usable(age):
        return 0
    return left if offline.points is None else min(left, offline_points(offline.points, spent_here))


def _fresh(age: timedelta) -> bool:
    return -SKEW <= age <= FRESH


def _usable(age: timedelta) -> bool:
    return -SKEW <= age <= OFFLINE_FOR
