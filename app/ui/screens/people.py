"""A person as a numbered card."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QWidget

from app.presenters.views import PersonCard
from app.ui.messages import clean
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Command, Look
from app.ui.widgets.canvas import CENTER, RIGHT, Canvas, Style
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
        middle = height // 2
        if self.person.demo_pin:
            words = QCoreApplication.translate("SignIn", "PIN {pin}").format(pin=self.person.demo_pin)
            pin = canvas.width(words, Type.CAPTION, Weight.SEMI) + 16
            box = QRect(self.width() - 12 - pin, middle + 1, pin, 24)
            canvas.box(box, Ink.WARN_SOFT, radius=12)
            canvas.text(box.adjusted(0, 0, -8, 0), words, Style(Type.CAPTION, Weight.SEMI, Ink.WARN, RIGHT))
            role_width = width - pin - 6
        else:
            role_width = width
        canvas.text(
            QRect(left, middle - 25, width, 26), self.words, Style(Type.ROW, Weight.SEMI, ink, free=True)
        )
        x = left
        if self.person.role != "cashier":
            canvas.icon("shield", x, middle + 3, 18, Ink.MUTED)
            x += 24
        canvas.text(
            QRect(x, middle + 1, role_width - (x - left), 24),
            role_words(self.person.role),
            Style(Type.BODY, Weight.REGULAR, Ink.MUTED, free=True),
        )
