"""Tabs and tiles: products to touch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

from app.presenters.states import TilesState
from app.ui.messages import clean
from app.ui.theme.metrics import GAP, TARGET, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Look, TileButton
from app.ui.widgets.canvas import CENTER, Canvas, Style

LEAST_TILE = 116
TILE_HEIGHT = 72
ASIDE = 12
TIGHT = 8
"""Air at both sides of a tab's words, and as much where the words need the room."""


class TabButton(Button):
    """A tab; long words are shortened."""

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the words."""
        style = Style(Type.BODY, Weight.SEMI, ink, CENTER, free=True)
        canvas.text(self.rect().adjusted(TIGHT, 0, -TIGHT, 0), self.words, style)


class Tabs(QWidget):
    """Tabs in one line, or in two where one would cut their words; widths follow the words.

    Where one line is all there is, as many as fit stand there whole and «Más…» turns to the next ones.
    """

    def __init__(self, theme: Theme, picked: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picked = picked
        self._tabs: list[TabButton] = []
        self._first = 0
        self._next = 0
        self._more = TabButton(theme, self._turn, self)
        self._more.setObjectName("tab.more")
        self._more.hide()
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._arrange()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._more.say(QCoreApplication.translate("Side", "More…"))

    def _turn(self) -> None:
        self._first = self._next
        self._arrange()

    def show_tabs(self, words: tuple[str, ...], selected: int) -> None:
        """Draw the tabs."""
        while len(self._tabs) < len(words):
            at = len(self._tabs)
            tab = TabButton(self._theme, partial(self._picked, at), self)
            tab.setObjectName(f"tab.{at}")
            tab.show()
            self._tabs.append(tab)
        while len(self._tabs) > len(words):
            self._tabs.pop().deleteLater()
        for at, tab in enumerate(self._tabs):
            tab.say(clean(words[at]))
            tab.choose(at == selected)
        self._arrange()

    def set_idle(self, idle: bool) -> None:
        """Draw as not calling, while a panel is open."""
        for tab in (*self._tabs, self._more):
            tab.set_idle(idle)

    def lines_for(self, width: int) -> int:
        """How many lines the words need at a width: 1, or 2 at most."""
        wish = self._wish()
        return 1 if sum(wish) + GAP * (len(wish) - 1) <= width else 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._arrange()

    def _wish(self) -> list[int]:
        metrics = QFontMetrics(self._theme.font(Type.BODY, Weight.SEMI))
        return [max(TARGET, metrics.horizontalAdvance(tab.words) + 2 * ASIDE) for tab in self._tabs]

    def _arrange(self) -> None:
        lines = 2 if self.height() >= 2 * TARGET + GAP else 1
        wish = self._wish()
        if not wish:
            return
        if not self._whole(wish, lines):
            self._some(wish, lines)
            return
        self._more.hide()
        for tab in self._tabs:
            tab.show()
        split = len(wish) if lines == 1 else _split(wish)
        height = (self.height() - GAP * (lines - 1)) // lines
        for line, (start, end) in enumerate(((0, split), (split, len(wish)))):
            if start < end:
                self._line(self._tabs[start:end], wish[start:end], line * (height + GAP), height)

    def _whole(self, wish: list[int], lines: int) -> bool:
        """Whether all words stand whole, in two lines with less air around them."""
        if lines == 1:
            return self.lines_for(self.width()) == 1
        tight = _tight(wish)
        at = _split(tight)
        return all(sum(part) + GAP * (len(part) - 1) <= self.width() for part in (tight[:at], tight[at:]))

    def _some(self, wish: list[int], lines: int) -> None:
        """As many tabs as fit whole from the first one on, and «Más…» behind them."""
        metrics = QFontMetrics(self._theme.font(Type.BODY, Weight.SEMI))
        more = max(TARGET, metrics.horizontalAdvance(self._more.words) + 2 * ASIDE)
        needs = wish if lines == 1 else _tight(wish)
        self._first = at = min(self._first, len(wish) - 1)
        height = (self.height() - GAP * (lines - 1)) // lines
        for line in range(lines):
            last, start = line == lines - 1, at
            room = self.width() - (more if last else -GAP)
            while at < len(wish) and room - GAP - needs[at] >= 0:
                room -= GAP + needs[at]
                at += 1
            if last:
                at = max(at, self._first + 1)
            shown = [*self._tabs[start:at], *([self._more] if last else [])]
            if shown:
                wished = [*wish[start:at], *([more] if last else [])]
                self._line(shown, wished, line * (height + GAP), height)
        self._next = 0 if at >= len(wish) else at
        for number, tab in enumerate(self._tabs):
            tab.setVisible(self._first <= number < at)
        self._more.show()

    def _line(self, tabs: list[TabButton], wish: list[int], top: int, height: int) -> None:
        room = self.width() - GAP * (len(tabs) - 1)
        if sum(wish) > room:
            wish = _tight(wish)
        spare = room - sum(wish)
        if spare >= 0:
            widths = [want + spare // len(tabs) for want in wish]
        else:
            cap = _cap(wish, room)
            widths = [min(want, cap) for want in wish]
        widths[-1] += room - sum(widths)
        x = 0
        for tab, width in zip(tabs, widths, strict=True):
            tab.setGeometry(x, top, width, height)
            x += width + GAP


def _tight(wish: list[int]) -> list[int]:
    """Air goes before letters do."""
    return [want - 2 * (ASIDE - TIGHT) for want in wish]


def _split(wish: list[int]) -> int:
    """How many tabs stand in the first of two lines, so that the longer line is as short as can be."""
    return min(range(1, len(wish) + 1), key=lambda at: (max(sum(wish[:at]), sum(wish[at:])), -at))


def _cap(wish: list[int], room: int) -> int:
    """The width above which words are shortened so that all fit."""
    left, count = room, len(wish)
    for want in sorted(wish):
        if want * count >= left:
            return left // count
        left -= want
        count -= 1
    return max(wish)


class TileGrid(QScrollArea):
    """Tiles in as many columns as fit; more than fit are scrolled by touch."""

    def __init__(self, theme: Theme, picked: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picked = picked
        self._tiles: list[TileButton] = []
        self._ids: list[str] = []
        self._inner = QWidget()
        self.setWidget(self._inner)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(0, 0)
        self.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_tiles(self, state: TilesState) -> None:
        """Draw the tiles of the selected tab."""
        while len(self._tiles) < len(state.tiles):
            at = len(self._tiles)
            tile = TileButton(self._theme, partial(self._pick, at), self._inner, look=Look.CARD)
            tile.setObjectName(f"tile.{at}")
            tile.show()
            self._tiles.append(tile)
        while len(self._tiles) > len(state.tiles):
            self._tiles.pop().deleteLater()
        self._ids = [tile.variant_id for tile in state.tiles]
        for button, shown in zip(self._tiles, state.tiles, strict=True):
            button.price = shown.price
            button.say(clean(shown.name, 80))
            button.setAccessibleDescription(shown.price)
            button.update()
        self._arrange()

    def set_idle(self, idle: bool) -> None:
        """Draw as not calling, while a panel is open."""
        for tile in self._tiles:
            tile.set_idle(idle)

    def _pick(self, at: int) -> None:
        self._picked(self._ids[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        columns = max(1, (width + GAP) // (LEAST_TILE + GAP))
        columns = min(columns, 3 if width >= 480 and width < 700 else columns)
        shown = max(1, (height + GAP) // (TILE_HEIGHT + GAP))
        tall = min(TILE_HEIGHT + 8, (height - GAP * (shown - 1)) // shown)
        free = width - GAP * (columns - 1)
        for at, tile in enumerate(self._tiles):
            row, column = divmod(at, columns)
            left = free * column // columns + GAP * column
            right = free * (column + 1) // columns + GAP * column
            tile.setGeometry(left, row * (tall + GAP), right - left, tall)
        rows = -(-len(self._tiles) // columns)
        self._inner.resize(width, max(height, rows * (tall + GAP) - GAP))
