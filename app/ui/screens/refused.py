"""Why the till does not open, or is not enrolled, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.messages import Message, Tone
from app.ui.messages import words
from app.ui.theme.metrics import ACTION, GAP, Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button, Look
from app.ui.widgets.canvas import Canvas, Style
from app.ui.widgets.notice import TONES
from app.ui.widgets.painted import Painted

PANEL_WIDTH = 560
PANEL_HEIGHT = 320


class Refused(Painted):
    """A reason and what to do; empty and hidden until there is one.

    The filled button is what Enter does: the demo shop where it is offered, else closing the program.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._message: Message | None = None
        self._demo: Callable[[], None] | None = None
        self._leave: Callable[[], None] | None = None
        self.demo = Button(theme, self._start_demo, self, look=Look.ACCENT, icon="store")
        self.leave = Button(theme, self._close, self, icon="power")
        self.demo.setObjectName("start.demo")
        self.leave.setObjectName("start.leave")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retranslate()

    def show_refused(self, message: Message, leave: Callable[[], None]) -> None:
        """Say why the till does not open."""
        self._show(message, None, leave)

    def show_not_enrolled(
        self, message: Message, demo: Callable[[], None], leave: Callable[[], None]
    ) -> None:
        """Say that the till is not enrolled and offer the demo shop."""
        self._show(message, demo, leave)

    def _show(
        self,
        message: Message,
        demo: Callable[[], None] | None,
        leave: Callable[[], None] | None,
    ) -> None:
        self._message, self._demo, self._leave = message, demo, leave
        self.demo.setVisible(demo is not None)
        self.leave.setVisible(leave is not None)
        said = words(message)
        announce(self, f"{said.title}. {said.body}")
        self._retranslate()
        self._arrange()
        self.update()

    def restore_focus(self) -> None:
        """Give the keyboard to the screen."""
        self.setFocus()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Enter is the filled button, or closing where it is the only one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F10):
            if not event.isAutoRepeat():
                self._start_demo() if self._demo else self._close()
            return True
        return False

    def _start_demo(self) -> None:
        if self._demo is not None:
            self._demo()

    def _close(self) -> None:
        if self._leave is not None:
            self._leave()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.demo.say(QCoreApplication.translate("Start", "Open the demo shop"), "Enter")
        self.leave.say(QCoreApplication.translate("Start", "Close"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons in the panel."""
        super().resizeEvent(event)
        self._arrange()

    def _panel(self) -> QRect:
        width = min(PANEL_WIDTH, self.width() - 32)
        return QRect(
            (self.width() - width) // 2, (self.height() - PANEL_HEIGHT) // 2 - 24, width, PANEL_HEIGHT
        )

    def _arrange(self) -> None:
        panel = self._panel()
        y = panel.bottom() + 1 - 24 - ACTION
        if self._demo is None:
            self.leave.setGeometry(panel.x() + 24, y, panel.width() - 48, ACTION)
            return
        leave = 152
        self.leave.setGeometry(panel.x() + 24, y, leave, ACTION)
        left = panel.x() + 24 + leave + GAP
        self.demo.setGeometry(left, y, panel.right() + 1 - 24 - left, ACTION)

    def draw(self, canvas: Canvas) -> None:
        """Paint the panel with the reason."""
        canvas.fill(self.rect(), Ink.BG)
        if self._message is None:
            return
        panel = self._panel()
        canvas.box(panel, Ink.CARD, Ink.LINE, radius=Radius.CARD)
        tone = TONES[self._message.tone if self._message.tone is not Tone.OK else Tone.INFO]
        ink, soft, icon = tone
        disc = QRect(panel.x() + 24, panel.y() + 28, 56, 56)
        canvas.disc(disc, soft)
        canvas.icon_in(icon, disc, 28, ink)
        said = words(self._message)
        left = disc.right() + 18
        room = panel.right() - 24 - left
        canvas.wrapped(
            QRect(left, panel.y() + 28, room, 60),
            said.title,
            Style(
                Type.KEY, Weight.BOLD, Ink.TEXT, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            ),
        )
        body = QRect(panel.x() + 24, panel.y() + 104, panel.width() - 48, 100)
        style = Style(
            Type.ROW, Weight.REGULAR, Ink.TEXT, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        )
        canvas.wrapped(body, said.body, style)
