"""Every action by name and key (F1 or ≡): what the keys teach and touch can reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QMouseEvent, QResizeEvent
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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch outside the panel closes it."""
        if not self._panel().contains(event.position().toPoint()):
            self.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _columns(self) -> int:
        """Two, or three where two would be higher than the window."""
        rows = -(-len(self._entries) // 2)
        low = HEAD + rows * (ROW + GAP) + FOOT > self.height() - 48
        return 3 if low and self.width() >= 3 * COLUMN else 2

    def _head(self, columns: int) -> int:
        """Height of the title, less where the smallest rows would leave the window."""
        rows = max(1, -(-len(self._entries) // columns))
        return LOW_HEAD if HEAD + rows * (TARGET + GAP) + FOOT > self.height() - MARGIN else HEAD

    def _row_height(self, columns: int) -> int:
        """Rows draw closer before the last one would leave the window, down to what a finger needs."""
        rows = max(1, -(-len(self._entries) // columns))
        fits = (self.height() - self._head(columns) - FOOT - 2 * MARGIN) // rows - GAP
        return max(TARGET, min(ROW, fits))

    def _arrange(self) -> None:
        panel, columns = self._panel(), self._columns
        high, head = self._row_height(columns), self._head(columns)
        width = (panel.width() - 48 - GAP * (columns - 1)) // columns
        for at, entry in enumerate(self._entries):
            row, column = divmod(at, columns)
            x = panel.x() + 24 + column * (width + GAP)
            entry.setGeometry(x, panel.y() + head + row * (high + GAP), width, high)
        close = QRect(panel.right() - 24 - 140, panel.y() + (head - TARGET) // 2 + 2, 140, TARGET)
        self.close_button.setGeometry(close)

    def _panel(self) -> QRect:
        columns = self._columns
        rows = -(-len(self._entries) // columns)
        height = self._head(columns) + rows * (self._row_height(columns) + GAP) + FOOT
        width = min(48 + columns * (COLUMN + GAP) - GAP, self.width() - 24)
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
        title = QRect(panel.x() + 24, panel.y(), panel.width() - 200, self._head(self._columns))
        canvas.text(title, act_words(Act.HELP), Style(Type.TITLE, Weight.BOLD))
