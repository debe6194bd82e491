"""Every action by name and key (F1 or ≡): what the keys teach and touch can reach.

What a window cannot hold stands on further pages: «Más…», Page Up and Page Down, or the wheel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act
from app.ui.theme.metrics import GAP, TARGET, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Command, Look
from app.ui.widgets.canvas import RIGHT, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.words import ACT_ICONS, act_words, key_words, list_words

LISTED = (
    Act.PAY,
    Act.PAY_CARD,
    Act.PAY_YAPPY,
    Act.PAY_TRANSFER,
    Act.PAY_OTHER,
    Act.SEARCH,
    Act.CUSTOMER,
    Act.QUANTITY,
    Act.REMOVE,
    Act.UNDO,
    Act.REPEAT,
    Act.PRICE_CHECK,
    Act.DISCOUNT,
    Act.PRICE_OVERRIDE,
    Act.NOTE,
    Act.WHY,
    Act.PARK,
    Act.PARKED_LIST,
    Act.RETURN,
    Act.LAST_RECEIPT,
    Act.REPRINT,
    Act.SALE_SEARCH,
    Act.AWAITED,
    Act.CORRECT_CHANGE,
    Act.SAVE_PDF,
    Act.SAVE_MAIL,
    Act.SENDING,
    Act.REVIEWS,
    Act.SEND_NOW,
    Act.CENTRE_DATA,
    Act.LABELS,
    Act.PRACTICE,
    Act.LEAVE_PRACTICE,
    Act.LOCK,
    Act.VOID,
)
"""All there may be, in their order; shown are those with a handler that belong to the screen of now."""
HEAD = 72
LOW_HEAD = 60
"""Of a list that needs every line of the window."""
ROW = 56
FOOT = 16
MARGIN = 12
COLUMN = 296
MOST_COLUMNS = 4
FOOT_WIDTH = 140
NOTCH = 120
"""Eighths of a degree a wheel turns from one notch to the next."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """How the lines stand: rows and columns of a page, height of a row and of the title, px."""

    columns: int
    rows: int
    high: int
    head: int

    @property
    def holds(self) -> int:
        """Lines of a page."""
        return self.columns * self.rows

    def pages(self, count: int) -> int:
        """Pages for so many lines, one at least."""
        return max(1, -(-count // self.holds))


@dataclass(frozen=True, slots=True)
class Extra:
    """A line of the list that belongs to the window and not to the sale: theme, language, devices."""

    name: str
    icon: str
    words: Callable[[], str]
    command: Command


class _Entry(Button):
    """A line: icon, name, key at the right."""

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the three."""
        canvas.icon(self.icon_name, 16, (self.height() - 20) // 2, 20, ink)
        area = self.rect().adjusted(50, 0, -16, 0)
        words = canvas.width(self.words, Type.BODY, Weight.SEMI)
        used = 0
        if words + 8 + canvas.width(self.key, Type.CAPTION) <= area.width():
            used = canvas.text(area, self.key, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, RIGHT))
        canvas.text(area.adjusted(0, 0, -used - 8, 0), self.words, Style(Type.BODY, Weight.SEMI, ink))


class ActionsPanel(Painted):
    """Lies over the floor under the strip, on a scrim; a touch outside or Esc closes it.

    Args:
        act: Hears of an action chosen.
        opened: Told when the list opens and closes: what lies behind stops calling.
    """

    def __init__(
        self,
        theme: Theme,
        act: Callable[[Act], None],
        opened: Callable[[bool], None],
        extras: tuple[Extra, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._act = act
        self._opened = opened
        self._extras = extras
        self._listed: dict[Act, _Entry] = {}
        for action in LISTED:
            entry = _Entry(theme, partial(self._run, action), self, icon=ACT_ICONS[action])
            entry.setObjectName(f"list.{action.value}")
            entry.danger = action is Act.VOID
            self._listed[action] = entry
        self._others: list[_Entry] = []
        for extra in extras:
            entry = _Entry(theme, partial(self._run_extra, extra), self, look=Look.CARD, icon=extra.icon)
            entry.setObjectName(f"list.{extra.name}")
            self._others.append(entry)
        self._entries: list[_Entry] = [*self._others]
        self.close_button = Button(theme, self.leave, self, icon="times")
        self.close_button.setObjectName("list.close")
        self.more_button = Button(theme, self._more, self, icon="arrow-right")
        self.more_button.setObjectName("list.more")
        self._page = self._wheel = 0
        self.hide()
        self.retranslate()

    def toggle(self, acts: frozenset[Act] = frozenset()) -> None:
        """Open with these actions, or close."""
        if self.isHidden():
            self.retranslate()
            for action, entry in self._listed.items():
                entry.setVisible(action in acts)
            listed = [entry for action, entry in self._listed.items() if action in acts]
            self._entries = [*listed, *self._others]
            self._page = 0
            self._arrange()
            self.show()
            self.raise_()
            self._opened(True)
        else:
            self.leave()

    def leave(self) -> None:
        """Close."""
        if not self.isHidden():
            self.hide()
            self._opened(False)

    def _run(self, action: Act) -> None:
        self.leave()
        self._act(action)

    def _run_extra(self, extra: Extra) -> None:
        self.leave()
        extra.command()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language, and the name of a new theme: the list says which one is in force."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
            self.update()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Write the words anew."""
        for action, entry in self._listed.items():
            entry.say(list_words(action), key_words(action))
        for extra, entry in zip(self._extras, self._others, strict=True):
            entry.say(extra.words())
        self.close_button.say(QCoreApplication.translate("Act", "Close"), "Esc")
        self.more_button.say(QCoreApplication.translate("Side", "More…"), self.more_button.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch outside the panel closes it."""
        if not self._panel().contains(event.position().toPoint()):
            self.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    # ------------------------------------------------------------------ pages

    def turn(self, step: int) -> None:
        """Another page where one does not hold all; round at the ends."""
        pages = self._grid().pages(len(self._entries))
        self._page = (self._page + step) % pages
        self._arrange()
        self.update()

    def _more(self) -> None:
        self.turn(1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel turns pages; past the first and the last it does nothing."""
        self._wheel += event.angleDelta().y()
        step = 1 if self._wheel <= -NOTCH else -1 if self._wheel >= NOTCH else 0
        if step:
            self._wheel = 0
            if 0 <= self._page + step < self._grid().pages(len(self._entries)):
                self.turn(step)
        event.accept()

    # ------------------------------------------------------------------ places

    def _grid(self) -> _Grid:
        """As few columns as let the window hold all with air; else as many as it has room for, and pages."""
        count, free = len(self._entries), self.height() - 48
        most = max(2, min(MOST_COLUMNS, (self.width() - 72 + GAP) // (COLUMN + GAP)))
        for columns in range(2, most + 1):
            rows = max(1, -(-count // columns))
            if HEAD + rows * (ROW + GAP) + FOOT <= free:
                return _Grid(columns, rows, ROW, HEAD)
        rows = max(1, -(-count // most))
        for head in (HEAD, LOW_HEAD):
            fits = (self.height() - head - FOOT - 4 * MARGIN) // rows - GAP
            if fits >= TARGET:
                return _Grid(most, rows, min(ROW, fits), head)
        fits = max(1, (self.height() - HEAD - FOOT - 4 * MARGIN) // (ROW + GAP))
        pages = -(-count // (most * fits))
        return _Grid(most, -(-count // (pages * most)), ROW, HEAD)  # pages of like size

    def _arrange(self) -> None:
        panel, grid = self._panel(), self._grid()
        pages = grid.pages(len(self._entries))
        self._page = min(self._page, pages - 1)
        first = self._page * grid.holds
        width = (panel.width() - 48 - GAP * (grid.columns - 1)) // grid.columns
        for at, entry in enumerate(self._entries):
            entry.setVisible(0 <= at - first < grid.holds)
            row, column = divmod(at - first, grid.columns)
            x, y = panel.x() + 24 + column * (width + GAP), panel.y() + grid.head + row * (grid.high + GAP)
            entry.setGeometry(x, y, width, grid.high)
        top = panel.y() + (grid.head - TARGET) // 2 + 2
        self.close_button.setGeometry(QRect(panel.right() - 24 - FOOT_WIDTH, top, FOOT_WIDTH, TARGET))
        self.more_button.setGeometry(
            QRect(panel.right() - 24 - 2 * FOOT_WIDTH - GAP, top, FOOT_WIDTH, TARGET)
        )
        self.more_button.setVisible(pages > 1)
        self.more_button.say(self.more_button.words, f"{self._page + 1}/{pages}")

    def _panel(self) -> QRect:
        grid = self._grid()
        height = grid.head + grid.rows * (grid.high + GAP) + FOOT
        width = min(48 + grid.columns * (COLUMN + GAP) - GAP, self.width() - 24)
        spare = max(0, self.height() - height)
        return QRect((self.width() - width) // 2, max(min(MARGIN, spare // 2), spare // 3), width, height)

    def draw(self, canvas: Canvas) -> None:
        """Paint scrim, shadow, panel and title."""
        scrim = self.theme.color(Ink.TEXT if self.theme.name.value == "light" else Ink.BG)
        canvas.painter.setOpacity(0.4 if self.theme.name.value == "light" else 0.7)
        canvas.painter.fillRect(self.rect(), scrim)
        canvas.painter.setOpacity(1.0)
        panel = self._panel()
        canvas.box(panel, Ink.CARD, Ink.KEY_EDGE, radius=14)
        used = 200 if self.more_button.isHidden() else 200 + FOOT_WIDTH + GAP
        title = QRect(panel.x() + 24, panel.y(), panel.width() - used, self._grid().head)
        canvas.text(title, act_words(Act.HELP), Style(Type.TITLE, Weight.BOLD))
