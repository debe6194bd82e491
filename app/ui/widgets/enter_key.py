"""The filled button of a card: its word and the arrow of the Enter key."""

from __future__ import annotations

from PySide6.QtCore import QRect

from app.ui.theme.metrics import Type, Weight
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button
from app.ui.widgets.canvas import Canvas, Style


class EnterKey(Button):
    """«Entrar ⏎»: the next step, which is what Enter does."""

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint word and arrow; the arrow goes where there is no room."""
        width = canvas.width(self.words, Type.ROW, Weight.BOLD)
        arrow = width + 30 <= self.width() - 16
        x = (self.width() - width - (30 if arrow else 0)) // 2
        area = QRect(max(4, x), 0, min(width, self.width() - 8), self.height())
        canvas.text(area, self.words, Style(Type.ROW, Weight.BOLD, ink))
        if arrow:
            canvas.icon("enter", x + width + 10, self.height() // 2 - 10, 20, ink)
