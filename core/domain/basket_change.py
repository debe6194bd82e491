"""What a change of the basket was: enough to repaint its rows, to store draft lines, and to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.domain.basket_line import BasketLine
from core.domain.discount import Discount


class ChangeKind(StrEnum):
    """What happened: to a line, or to the discounts of the whole sale."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SALE = "sale"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the basket.

    Attributes:
        key: The line; 0 for a change of the whole sale.
        index: Its position (for ``removed``: where it was).
        before: The line before, None when it is new.
        after: The line now, None when it is gone.
        unusual: Whether the new quantity is above 999 and a person should be asked once.
        also: Other lines whose promotions changed with it, each with its position now.
        adjustments_before: Discounts of the sale before, for a change of the whole sale.
    """

    kind: ChangeKind
    key: int
    index: int
    before: BasketLine | None
    after: BasketLine | None
    unusual: bool = False
    also: tuple[tuple[int, BasketLine], ...] = ()
    adjustments_before: tuple[Discount, ...] = ()


UNDONE: Final = MappingProxyType(
    {
        ChangeKind.ADDED: ChangeKind.REMOVED,
        ChangeKind.REMOVED: ChangeKind.ADDED,
        ChangeKind.CHANGED: ChangeKind.CHANGED,
    }
)
"""What taking a change of a line back does to the line."""
