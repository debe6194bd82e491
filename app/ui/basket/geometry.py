"""Where the parts of a basket row lie: five columns, or two lines where the basket is narrow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect

from app.ui.theme.metrics import EDGE, TWO_LINE_BELOW

DRAWN = 40
"""Edge of the stepper's buttons as drawn; they answer to 4 px more on every side."""
REACH = 4
BUTTON_WIDTH = 96


class Zone(StrEnum):
    """What a tap on a row means."""

    ROW = "row"
    MINUS = "minus"
    PLUS = "plus"
    SEARCH = "search"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class RowGeometry:
    """Right edges of the columns, in px, and whether the row has two lines."""

    width: int
    two_lines: bool

    @staticmethod
    def of(width: int) -> RowGeometry:
        """Choose by the width of the basket."""
        return RowGeometry(width, width < TWO_LINE_BELOW)

    @property
    def amount(self) -> int:
        """Right edge of the amount."""
        return self.width - EDGE

    @property
    def tax(self) -> int:
        """Right edge of the tax label."""
        return self.width - 120

    @property
    def price(self) -> int:
        """Right edge of the price."""
        return self.width - 184

    @property
    def quantity(self) -> int:
        """Right edge of the quantity; the unit stands right of it."""
        return self.width - (153 if self.two_lines else 321)

    def plus(self, row: QRect) -> QRect:
        """Box of the stepper's plus."""
        return QRect(self.quantity + 13, row.y() + (row.height() - DRAWN) // 2, DRAWN, DRAWN)

    def minus(self, row: QRect) -> QRect:
        """Box of the stepper's minus."""
        return QRect(self.quantity - 39 - DRAWN, row.y() + (row.height() - DRAWN) // 2, DRAWN, DRAWN)

    def remove(self, row: QRect) -> QRect:
        """Box of «Quitar» on an error row."""
        top = row.y() + (row.height() - DRAWN) // 2
        return QRect(self.width - EDGE - BUTTON_WIDTH, top, BUTTON_WIDTH, DRAWN)

    def search(self, row: QRect) -> QRect:
        """Box of «Buscar» on an error row."""
        return self.remove(row).translated(-BUTTON_WIDTH - 8, 0)

    def hit(self, row: QRect, position: QPoint, *, stepper: bool, error: bool) -> Zone:
        """Say what lies under a tap."""
        zones: dict[Zone, QRect] = {}
        if stepper:
            zones = {Zone.MINUS: self.minus(row), Zone.PLUS: self.plus(row)}
        elif error:
            zones = {Zone.SEARCH: self.search(row), Zone.REMOVE: self.remove(row)}
        for zone, box in zones.items():
            if box.adjusted(-REACH, -REACH, REACH, REACH).contains(position):
                return zone
        return Zone.ROW
