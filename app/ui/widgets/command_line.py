"""The command line: where scans, searches, quantities and amounts are typed from anywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.theme.metrics import Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Command, Look
from app.ui.widgets.canvas import RIGHT, Canvas, Style
from app.ui.widgets.keyboard import PRESSES, by_finger
from app.ui.widgets.painted import Painted

HALO = 3
"""Width of the soft ring outside the frame; the widget is that much larger on every side."""
MAX_TEXT = 200


class HintButton(Button):
    """What a key does, said quietly: the words muted, the key stronger."""

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint words and key at the right."""
        del ink
        area = self.rect().adjusted(4, 0, -10, 0)
        used = canvas.text(area, self.key, Style(Type.BODY, Weight.SEMI, Ink.MUTED, RIGHT))
        area = area.adjusted(0, 0, -used - 8, 0)
        canvas.text(area, self.words, Style(Type.BODY, Weight.REGULAR, Ink.MUTED, RIGHT))


class CommandLine(Painted):
    """Icon, field and the key beside it; the icon is drawn, not `QLineEdit.addAction`'s.

    Args:
        changed: Told of every change a person makes.
        hint: What the words at the right do.
        touched: Told when a finger touches the field.
    """

    def __init__(
        self,
        theme: Theme,
        changed: Callable[[str], None],
        hint: Command,
        touched: Command,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._changed = changed
        self._touched = touched
        self._icon = "scan"
        self.edit = QLineEdit(self)
        self.edit.setFrame(False)
        self.edit.setFont(theme.font(Type.ROW))
        self.edit.setMaxLength(MAX_TEXT)
        self.edit.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, on=False)
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.edit.setObjectName("command")
        self.edit.textEdited.connect(self._edited)
        self.edit.installEventFilter(self)
        self.hint = HintButton(theme, hint, self, look=Look.BARE)
        self.hint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hint.setObjectName("command.hint")
        self.setFocusProxy(self.edit)

    def place(self, rect: QRect) -> None:
        """Put the frame on ``rect``; the halo lies outside it."""
        self.setGeometry(rect.adjusted(-HALO, -HALO, HALO, HALO))

    def say(self, placeholder: str, hint: str, key: str, icon: str) -> None:
        """Set what the line asks for and the words at its right (empty: none)."""
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.hint.say(hint, key)
        self.hint.setVisible(bool(hint))
        self._icon = icon
        self._arrange()
        self.update()

    def text(self) -> str:
        """What stands in the line."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Replace the text without telling anybody."""
        if text != self.edit.text():
            self.edit.setText(text)

    def type(self, text: str) -> None:
        """Put in a pad's characters as if typed."""
        self.edit.insert(text)
        self._changed(self.edit.text())

    def erase(self) -> None:
        """Take the character before the cursor back."""
        if self.edit.text():
            self.edit.backspace()
            self._changed(self.edit.text())

    def _edited(self, text: str) -> None:
        self._changed(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Redraw the ring when the keyboard comes or goes; a finger asks for the screen keyboard."""
        if event.type() in PRESSES and isinstance(event, QMouseEvent):
            self._pressed(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch beside the text is a touch on the field."""
        self.edit.setFocus()
        self._pressed(event)

    def _pressed(self, event: QMouseEvent) -> None:
        if by_finger(event):
            self._touched()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange field and hint."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        height = self.height() - 2 * HALO
        hint = 0
        if not self.hint.isHidden():
            metrics = self.edit.fontMetrics()
            hint = metrics.horizontalAdvance(f"{self.hint.words} {self.hint.key}") + 28
            self.hint.setGeometry(self.width() - HALO - hint - 4, HALO + 4, hint, height - 8)
        left = HALO + 56
        self.edit.setGeometry(left, HALO + 6, self.width() - left - HALO - 12 - hint, height - 12)

    def draw(self, canvas: Canvas) -> None:
        """Paint halo, frame and icon."""
        frame = self.rect().adjusted(HALO, HALO, -HALO, -HALO)
        focused = self.edit.hasFocus()
        if focused:
            canvas.box(self.rect(), Ink.ACCENT_SOFT, radius=Radius.FIELD + HALO)
        canvas.box(
            frame,
            Ink.CARD,
            Ink.ACCENT if focused else Ink.EDGE,
            width=2 if focused else 1,
            radius=Radius.FIELD,
        )
        origin = frame.topLeft() + QPoint(16, (frame.height() - 24) // 2)
        canvas.icon(self._icon, origin.x(), origin.y(), 24, Ink.ACCENT if focused else Ink.MUTED)
