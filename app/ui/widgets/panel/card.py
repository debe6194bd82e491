"""The card of a panel: what it is about, its blocks, a message; it lies over command line and basket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

from app.presenters.messages import Message
from app.presenters.panels import Panel, PanelActions
from app.presenters.states import Act
from app.ui.panel_words import say
from app.ui.theme.metrics import Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.canvas import Canvas
from app.ui.widgets.notice import HEIGHT, Notice
from app.ui.widgets.painted import Painted
from app.ui.widgets.panel.block import Ear, text
from app.ui.widgets.panel.body import Body
from app.ui.widgets.panel.choices import ChoicesView
from app.ui.widgets.panel.fields import FieldView

INSET: Final = 24
HEAD: Final = 68
SUBTITLE: Final = 24
FOOT: Final = 16
STRIP_GAP: Final = 8


class PanelCard(Painted):
    """Draws any panel.

    Args:
        act: Hears of the button of a message.
    """

    def __init__(self, theme: Theme, act: Callable[[Act], None], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.ear = Ear()
        self._panel: Panel | None = None
        self._passing: Message | None = None
        self._said: Message | None = None
        self._covered = 0
        self.body = Body(theme, self.ear)
        self.area = _Area(self.body, self)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.notice = Notice(theme, act, self._notice_left, self)
        self.notice.button.setObjectName("panel.notice.button")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def bind(self, actions: PanelActions) -> None:
        """Say who hears of what people do here."""
        self.ear.actions = actions

    @property
    def panel(self) -> Panel | None:
        """What is drawn."""
        return self._panel

    def show_panel(self, panel: Panel | None) -> None:
        """Draw a panel; None forgets it."""
        old, was = self._panel, self.active
        self._panel = panel
        if panel is None:
            self._passing = None
            self._say_message()
            self.body.show_blocks("panel", ())
            return
        self.setObjectName(f"panel.{panel.name}")
        self.body.show_blocks(f"panel.{panel.name}", panel.blocks)
        announce(self, ". ".join(part for part in (say(panel.title), say(panel.subtitle)) if part))
        self._say_message()
        fresh = old is None or panel.name != old.name
        if fresh:
            self.area.verticalScrollBar().setValue(0)
        self._arrange()
        if self.active is not was or fresh:
            self._show_active()
        self.update()

    def notify(self, message: Message | None) -> None:
        """A message that is not the panel's own: shown when the panel has none."""
        self._passing = message
        self._say_message()

    def cover(self, height: int) -> None:
        """So many px at the lower edge lie under the screen keyboard."""
        if height != self._covered:
            self._covered = height
            self._arrange()
            self._show_active()

    # -- the keyboard -----------------------------------------------------------------------------

    @property
    def active(self) -> FieldView | None:
        """The field keys go to."""
        return next((field for field in self.body.fields if field.is_active), None)

    def restore_focus(self) -> None:
        """Give the keyboard to the active field; without one to the card, so that no button has it."""
        active = self.active
        (self if active is None else active.holder).setFocus()

    def pick(self, key: str) -> bool:
        """Pick the answer with a digit; whether there was one."""
        return any(choices.pick(key) for choices in self.body.choices)

    def stops(self) -> list[QWidget]:
        """Where Tab stops: every field, and one answer of each block (the arrows go to its others)."""
        found: list[QWidget] = []
        for view in self.body.blocks:
            if isinstance(view, FieldView):
                found.append(view.holder)
            elif isinstance(view, ChoicesView) and view.buttons:
                found.append(view.stop)
        return found

    def neighbours(self) -> list[QWidget]:
        """The answers of the block that has the keyboard."""
        now: QWidget | None = self.window().focusWidget()
        blocks = (view.buttons for view in self.body.choices if now in view.buttons)
        return [*next(blocks, ())]

    # -- message ----------------------------------------------------------------------------------

    def _say_message(self) -> None:
        own = self._panel.message if self._panel is not None else None
        message = replace(own, lasting=True) if own is not None else self._passing
        if message != self._said:
            self._said = message
            self.notice.show_message(message)
            self._arrange()

    def _notice_left(self) -> None:
        self._said = self._passing = None
        self._arrange()
        self.restore_focus()

    # -- places -----------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange and self._panel is not None:
            self.body.retranslate()
            announce(self, say(self._panel.title))
            self._arrange()
            self.update()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()
        self._show_active()

    def _head(self) -> int:
        subtitled = self._panel is not None and bool(self._panel.subtitle)
        return HEAD + (SUBTITLE if subtitled else 0)

    def _arrange(self) -> None:
        top = self._head()
        bottom = self.height() - self._covered - (0 if self._covered else FOOT)
        if not self.notice.isHidden():
            bottom = self.height() - self._covered - HEIGHT - STRIP_GAP
            self.notice.setGeometry(STRIP_GAP, bottom, self.width() - 2 * STRIP_GAP, HEIGHT)
            bottom -= STRIP_GAP
        room = max(0, bottom - top)
        self.area.setGeometry(INSET - 3, top, self.width() - 2 * INSET + 6, room)
        self.body.arrange(self.width() - 2 * INSET + 6, room)

    def _show_active(self) -> None:
        active = self.active
        if active is not None:
            self.area.ensureWidgetVisible(active, 0, 12)

    def _scrolled(self, value: int) -> None:
        del value
        self.update()

    def draw(self, canvas: Canvas) -> None:
        """Paint card, title and how far the blocks are scrolled."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE, radius=Radius.CARD)
        panel = self._panel
        if panel is None:
            return
        canvas.icon(panel.icon, INSET, 22, 28, Ink.ACCENT)
        title = QRect(INSET + 42, 16, self.width() - 2 * INSET - 42, 40)
        text(canvas, title, panel.title, Type.KEY, Weight.BOLD)
        if panel.subtitle:
            line = QRect(INSET, 56, self.width() - 2 * INSET, 28)
            text(canvas, line, panel.subtitle, Type.BODY, Weight.REGULAR, Ink.MUTED)
        self._draw_scrolled(canvas)

    def _draw_scrolled(self, canvas: Canvas) -> None:
        bar = self.area.verticalScrollBar()
        if bar.maximum() <= 0:
            return
        room = self.area.height()
        length = max(32, room * bar.pageStep() // (bar.maximum() + bar.pageStep()))
        top = self.area.y() + (room - length) * bar.value() // bar.maximum()
        canvas.box(QRect(self.width() - 12, top, 4, length), Ink.EDGE, radius=2)


class _Area(QScrollArea):
    def __init__(self, body: Body, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidget(body)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(0, 0)
        self.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
