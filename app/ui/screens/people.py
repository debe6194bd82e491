"""A person as a numbered card."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QWidget

from app.presenters.sign_in_state import PersonCard
from app.ui.messages import clean
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Command, Look
from app.ui.widgets.canvas import CENTER, Canvas, Style
from app.ui.words import role_words


class PersonButton(Button):
    """Number in a disc, name, role; the PIN only in the demo shop."""

    def __init__(self, theme: Theme, person: PersonCard, command: Command, parent: QWidget) -> None:
        super().__init__(theme, command, parent, look=Look.CARD)
        self.person = person
        self.setObjectName(f"person.{person.number}")
        self.say(clean(person.name, 60), str(person.number))

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the card."""
        height = self.height()
        size = 48 if height >= 72 else 36
        disc = QRect(16, (height - size) // 2, size, size)
        canvas.disc(disc, Ink.ACCENT if self.chosen else Ink.KEY)
        number = Ink.ON_ACCENT if self.chosen else Ink.TEXT
        canvas.text(disc, str(self.person.number), Style(Type.TITLE, Weight.BOLD, number, CENTER))
        left = 16 + size + 16
        width = self.width() - left - 12
        lines = 3 if self.person.demo_pin and height >= 84 else 2
        y = height // 2 - 13 * lines + 1
        name = Style(Type.ROW, Weight.SEMI, ink, free=True)
        canvas.text(QRect(left, y, width, 26), self.words, name)
        if lines == 3 or not self.person.demo_pin:
            y += 26
            self._draw_role(canvas, QRect(left, y, width, 24))
        if self.person.demo_pin:
            self._draw_pin(canvas, left, y + 26)

    def _draw_role(self, canvas: Canvas, area: QRect) -> None:
        if self.person.role != "cashier":
            canvas.icon("shield", area.x(), area.y() + 3, 18, Ink.MUTED)
            area = area.adjusted(24, 0, 0, 0)
        role = Style(Type.BODY, Weight.REGULAR, Ink.MUTED, free=True)
        canvas.text(area, role_words(self.person.role), role)

    def _draw_pin(self, canvas: Canvas, x: int, y: int) -> None:
        words = QCoreApplication.translate("SignIn", "PIN {pin}").format(pin=self.person.demo_pin)
        width = canvas.width(words, Type.CAPTION, Weight.SEMI) + 16
        box = QRect(x, y, width, 22)
        canvas.box(box, Ink.WARN_SOFT, radius=11)
        canvas.text(box, words, Style(Type.CAPTION, Weight.SEMI, Ink.WARN, CENTER))
