"""The number pad in calculator order, and the smaller pad of the PIN."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.metrics import GAP
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Look, PadKey

BACK = "back"
TIMES = "times"
PLUS = "plus"
ENTER = "enter"
AMOUNT_KEYS = (
    ("7", "8", "9", BACK),
    ("4", "5", "6", TIMES),
    ("1", "2", "3", PLUS),
    ("00", "0", ".", ENTER),
)
_ICONS = {BACK: "backspace", TIMES: "times", PLUS: "plus", ENTER: "enter"}


class Pad(QWidget):
    """Keys in rows; each press is told by its name: a digit, ``back``, ``times``, ``plus``, ``enter``."""

    def __init__(
        self,
        theme: Theme,
        pressed: Callable[[str], None],
        parent: QWidget | None = None,
        *,
        keys: tuple[tuple[str, ...], ...] = AMOUNT_KEYS,
    ) -> None:
        super().__init__(parent)
        self._rows: list[list[PadKey]] = []
        for row in keys:
            self._rows.append([self._key(theme, pressed, name) for name in row])
        self._retranslate()

    def _key(self, theme: Theme, pressed: Callable[[str], None], name: str) -> PadKey:
        icon = _ICONS.get(name, "")
        look = Look.KEY if icon else Look.CARD
        key = PadKey(theme, partial(pressed, name), self, look=look, icon=icon)
        key.setObjectName(f"pad.{name}")
        if not icon:
            key.say(name)
        return key

    def cell(self, row: int, column: int) -> QRect:
        """Where a key lies, in coordinates of the pad's parent."""
        top, bottom = _span(self.height(), len(self._rows), row)
        left, right = _span(self.width(), len(self._rows[row]), column)
        return QRect(self.x() + left, self.y() + top, right - left, bottom - top)

    def key(self, name: str) -> PadKey:
        """Return one key by its name; raises `KeyError` without it."""
        for row in self._rows:
            for key in row:
                if key.objectName() == f"pad.{name}":
                    return key
        raise KeyError(name)

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        names = {
            "pad.back": QCoreApplication.translate("Pad", "Delete last"),
            "pad.times": QCoreApplication.translate("Pad", "Times"),
            "pad.plus": QCoreApplication.translate("Pad", "Plus"),
            "pad.enter": QCoreApplication.translate("Pad", "Enter"),
        }
        for row in self._rows:
            for key in row:
                if key.objectName() in names:
                    key.say(names[key.objectName()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the area evenly, to the last pixel."""
        super().resizeEvent(event)
        count = len(self._rows)
        for at, row in enumerate(self._rows):
            top, bottom = _span(self.height(), count, at)
            for column, key in enumerate(row):
                left, right = _span(self.width(), len(row), column)
                key.setGeometry(left, top, right - left, bottom - top)


def _span(length: int, parts: int, at: int) -> tuple[int, int]:
    free = length - GAP * (parts - 1)
    start = free * at // parts + GAP * at
    return start, free * (at + 1) // parts + GAP * at
