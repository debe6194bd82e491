"""The notice: one message over the last rows of the card; nothing moves for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QTimer
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.messages import Message, Tone
from app.presenters.states import Act
from app.ui.messages import act_of, words
from app.ui.theme.metrics import TARGET, TOAST_MS, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button, Look
from app.ui.widgets.canvas import TOP, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.words import key_words

TONES = {
    Tone.INFO: (Ink.ACCENT, Ink.ACCENT_SOFT, "info"),
    Tone.OK: (Ink.OK, Ink.OK_SOFT, "check-circle"),
    Tone.WARN: (Ink.WARN, Ink.WARN_SOFT, "alert"),
    Tone.ERR: (Ink.ERR, Ink.ERR_SOFT, "error"),
}
HEIGHT = 84


class Notice(Painted):
    """Tone icon, title, sentence, at most one button; a touch on the words takes a passing one away.

    Args:
        act: Hears of the button.
        closed: Told when the message left, by time or by a touch.
    """

    def __init__(
        self,
        theme: Theme,
        act: Callable[[Act], None],
        closed: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._act = act
        self._closed = closed
        self._message: Message | None = None
        self.button = Button(theme, self._pressed, self, look=Look.CARD)
        self.button.setObjectName("notice.button")
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._leave)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is shown."""
        return self._message

    def show_message(self, message: Message | None) -> None:
        """Show a message, or none."""
        self._message = message
        self.timer.stop()
        if message is None:
            self.hide()
            return
        self._say(message)
        self.show()
        self.raise_()
        if not message.lasting:
            self.timer.start(TOAST_MS)

    def _say(self, message: Message) -> None:
        said = words(message)
        announce(self, f"{said.title}. {said.body}")
        act = act_of(message)
        key = key_words(act) if act is not None else ""
        self.button.say(said.button, key)
        self.button.setVisible(bool(said.button))
        self._arrange()
        self.update()

    def _pressed(self) -> None:
        act = act_of(self._message) if self._message is not None else None
        if act is not None:
            self._act(act)

    def _leave(self) -> None:
        self.show_message(None)
        self._closed()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch takes a message away that needs no act."""
        del event
        if self._message is not None and self._message.action is None:
            self._leave()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange and self._message is not None:
            self._say(self._message)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.button.words) * 11 // 10 + 40
        if self.button.key:
            width += metrics.horizontalAdvance(self.button.key) + 6
        width = max(96, width)
        top = (self.height() - TARGET) // 2
        self.button.setGeometry(self.width() - 16 - width, top, width, TARGET)

    def draw(self, canvas: Canvas) -> None:
        """Paint ground, icon and words."""
        if self._message is None:
            return
        ink, soft, icon = TONES[self._message.tone]
        canvas.box(self.rect(), Ink.CARD)
        canvas.box(self.rect(), soft, ink, width=2)
        canvas.icon(icon, 18, (self.height() - 24) // 2, 24, ink)
        said = words(self._message)
        right = self.width() - 20
        if not self.button.isHidden():
            right = self.button.x() - 12
        left = 56
        one_line = canvas.width(said.body, Type.CAPTION) <= right - left
        top = 18 if one_line else 10
        area = QRect(left, top, right - left, 24)
        canvas.text(area, said.title, Style(Type.BODY, Weight.BOLD, Ink.TEXT, free=True))
        body = QRect(left, top + 25, right - left, self.height() - top - 28)
        canvas.wrapped(body, said.body, Style(Type.CAPTION, align=TOP))
