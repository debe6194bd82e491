"""Two weeks in which a till had no centre: lived through its own use cases, one basket after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from app.demo.headless import HeadlessTill
from app.demo.plan import plan_day
from core.domain.catalog import Product

DAYS: Final = 14
OPEN_H: Final = 12


@dataclass(frozen=True, slots=True)
class LivedWeeks:
    """What the till kept.

    Attributes:
        sales: Number of sales.
        chosen: Event of one in the middle.
    """

    sales: int
    chosen: str


class ShopClock:
    """Wall time that the weeks are lived in; it stands still until it is moved."""

    def __init__(self, start: datetime) -> None:
        self._now, self._running = start, 0.0

    def now(self) -> datetime:
        """As the till's clock would show it."""
        return self._now

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self._running

    def to(self, moment: datetime) -> None:
        """Later; it never goes back."""
        passed = max(timedelta(0), moment - self._now)
        self._now += passed
        self._running += passed.total_seconds()


def live_weeks(
    data: Path, centre_url: str, pairing_code: str, products: Sequence[Product], sales: int, seed: int
) -> LivedWeeks:
    """Enrol a till in an empty directory, then sell for two weeks without sending anything.

    Args:
        data: Its data directory.
        centre_url: Where it enrols.
        pairing_code: For that.
        products: Goods of the shop, best sellers first.
        sales: How many, spread evenly over the weeks.
        seed: Same seed, same baskets.
    """
    start = datetime.now(UTC) - timedelta(days=DAYS)
    clock = ShopClock(start)
    till = HeadlessTill(data, centre_url, pairing_code, clock=clock)
    chosen = ""
    try:
        till.sign_in()
        till.open_shift()
        for n, planned in enumerate(plan_day(products, sales, seed)):
            day, share = divmod(n * DAYS, sales)
            clock.to(start + timedelta(days=day, hours=OPEN_H * share / sales))
            record = till.sell(planned.codes)
            if n == sales // 2:
                chosen = record.stored.event.event_id
    finally:
        till.close()
    return LivedWeeks(sales, chosen)
