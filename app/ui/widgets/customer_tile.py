"""Who buys, above the pad: a tile in the sale, a card while paying; a touch or F3 opens the customers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, CustomerTile
from app.ui.messages import clean
from app.ui.panel_words import say
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Command, Look
from app.ui.widgets.canvas import RIGHT, Canvas, Style
from app.ui.words import ACT_ICONS, act_words, key_words

TALL = 112
"""From this height the card says what a touch does."""


class CustomerButton(Button):
    """Name and detail; the walk-in customer until somebody is chosen."""

    def __init__(self, theme: Theme, command: Command, parent: QWidget) -> None:
        super().__init__(theme, command, parent, look=Look.CARD, icon=ACT_ICONS[Act.CUSTOMER])
        self.setObjectName("act.customer")
        self._customer = CustomerTile()
        self._opens = False
        self.retranslate()

    def show_customer(self, customer: CustomerTile) -> None:
        """Draw who buys."""
        self._customer = customer
        self.icon_name = "user" if customer.name else ACT_ICONS[Act.CUSTOMER]
        self.retranslate()

    def offer(self, opens: bool) -> None:
        """Whether a touch opens the customers; without it the tile only says who buys."""
        self._opens = opens
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words anew."""
        name = clean(self._customer.name, 80) or QCoreApplication.translate("Side", "Walk-in customer")
        self.say(name, key_words(Act.CUSTOMER) if self._opens else "")
        self.setAccessibleName(f"{act_words(Act.CUSTOMER)}: {name}")
        self.update()

    @property
    def _detail(self) -> str:
        points = "" if self._customer.points is None else say(self._customer.points)
        known = [part for part in (points, clean(self._customer.detail, 80)) if part]
        return " · ".join(known) or act_words(Act.CUSTOMER)

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint tile or card."""
        if self.height() >= TALL and self._opens:
            self._draw_tall(canvas, ink)
            return
        middle = self.height() // 2
        canvas.icon(self.icon_name, 14, middle - 12, 24, ink)
        line = QRect(50, middle - 24, self.width() - 64, 24)
        used = canvas.text(line, self.key, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, RIGHT))
        name = Style(Type.BODY, Weight.SEMI, ink, free=True)
        canvas.text(line.adjusted(0, 0, -used - 8, 0), self.words, name)
        below = QRect(50, middle, self.width() - 64, 22)
        canvas.text(below, self._detail, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, free=True))

    def _draw_tall(self, canvas: Canvas, ink: Ink) -> None:
        top = (self.height() - 44) // 2 - 24
        canvas.icon(self.icon_name, 16, top + 10, 24, ink)
        area = QRect(52, top, self.width() - 66, 22)
        canvas.text(area, self._detail, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, free=True))
        canvas.text(area.translated(0, 23), self.words, Style(Type.BODY, Weight.SEMI, ink, free=True))
        rule = self.height() - 52
        canvas.rule(16, self.width() - 16, rule)
        foot = QRect(16, rule + 1, self.width() - 32, self.height() - rule - 2)
        used = canvas.text(foot, self.key, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, RIGHT))
        words = QCoreApplication.translate("Side", "Search or scan")
        canvas.text(foot.adjusted(0, 0, -used - 8, 0), words, Style(Type.BODY, Weight.SEMI, Ink.ACCENT))
