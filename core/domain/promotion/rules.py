"""One promotion of the shop: what it takes off, of which goods, when, for whom, and in which order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from core.domain.promotion.amount_terms import AmountTerms
from core.domain.promotion.kinds import Kind, invalid
from core.domain.promotion.pack_terms import Bundle, PackTerms
from core.domain.promotion.targets import Targets
from core.domain.text import is_clean
from core.domain.time_window import TimeWindow

Terms = AmountTerms | PackTerms
MAX_ID: Final = 64
"""Longest id, which each line it touched carries in the sale's payload."""
MAX_NAME: Final = 120
MAX_NUMBER: Final = 2**53 - 1
"""Largest version and priority: whole in every reader of JSON."""


class Level(StrEnum):
    """Whether a promotion belongs to goods or to the whole ticket; all item promotions come first."""

    ITEM = "item"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Promotion:
    """One rule, in one version; its id stays through all versions.

    Attributes:
        promotion_id: Identity, like ``version`` stored with each line it touched.
        version: 1 or more; a later one replaces this.
        name: As people and the receipt say it; clean text.
        terms: Kind and parameters.
        targets: Goods it is for; empty for a bundle, whose parts name them.
        level: An order promotion is a percent, an amount or a threshold.
        priority: The higher one is taken first; ties by id.
        exclusive_group: A line that one promotion of a group took part in is closed to the others of it.
        stackable: False: takes only lines that no promotion touched, and closes them to all later ones.
        valid_from: UTC, inclusive; may lie ahead.
        valid_to: UTC, exclusive; None is open-ended.
        windows: Hours in which it holds, any of them; empty means always.
        customer_groups: Only for customers of one of them; empty means for all.
    """

    promotion_id: str
    version: int
    name: str
    terms: Terms
    targets: Targets
    valid_from: datetime
    valid_to: datetime | None = None
    level: Level = Level.ITEM
    priority: int = 0
    exclusive_group: str | None = None
    stackable: bool = True
    windows: tuple[TimeWindow, ...] = ()
    customer_groups: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a rule that could never mean anything.

        Raises:
            DomainError: ``promotion_invalid`` (values ``id`` and ``field``).
        """
        wrong = self._wrong_field()
        if wrong:
            raise invalid(wrong, self.promotion_id)

    @property
    def kind(self) -> Kind:
        """Kind of its terms."""
        return self.terms.kind

    @property
    def is_plain(self) -> bool:
        """Whether it closes no line to others, and none but a closed line is closed to it."""
        return self.stackable and self.exclusive_group is None

    @property
    def reach(self) -> Targets:
        """Goods it may touch: its targets, for a bundle those of its parts."""
        return self.terms.targets if isinstance(self.terms, Bundle) else self.targets

    def active(self, moment: datetime, customer_groups: Collection[str] = ()) -> bool:
        """Whether it holds at an aware moment for a customer of these groups.

        Raises:
            ValueError: ``moment`` has no offset.
        """
        if moment.utcoffset() is None:
            raise ValueError("a moment needs an offset")
        if moment < self.valid_from or (self.valid_to is not None and moment >= self.valid_to):
            return False
        if self.customer_groups and self.customer_groups.isdisjoint(customer_groups):
            return False
        return not self.windows or any(window.active(moment) for window in self.windows)

    def _wrong_field(self) -> str | None:
        bundle = isinstance(self.terms, Bundle)
        checks = {
            "id": 0 < len(self.promotion_id) <= MAX_ID and is_clean(self.promotion_id),
            "version": 1 <= self.version <= MAX_NUMBER,
            "name": 0 < len(self.name) <= MAX_NAME and is_clean(self.name),
            "priority": abs(self.priority) <= MAX_NUMBER,
            "targets": bool(self.targets) != bundle,
            "level": self.level is Level.ITEM or isinstance(self.terms, AmountTerms),
            "exclusive_group": self.exclusive_group != "",
            "valid_from": _is_utc(self.valid_from),
            "valid_to": self.valid_to is None or _is_utc(self.valid_to),
            "windows": all(_is_window(window) for window in self.windows),
            "customer_groups": "" not in self.customer_groups,
        }
        wrong = next((field for field, right in checks.items() if not right), None)
        if wrong is None and self.valid_to is not None and self.valid_to <= self.valid_from:
            wrong = "valid_to"
        return wrong


def _is_utc(moment: datetime) -> bool:
    return moment.utcoffset() == timedelta(0)


def _is_window(window: TimeWindow) -> bool:
    """Whole minutes of the shop's clock; an empty window would never hold."""
    times = (window.start, window.end)
    whole = all(time.tzinfo is None and time.second == 0 and time.microsecond == 0 for time in times)
    return whole and window.start != window.end
