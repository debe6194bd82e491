"""Base of the widgets that paint themselves, and the one label."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.theme.metrics import Radius
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import Canvas, Style


class Painted(QWidget):
    """A widget that draws itself from the theme. Subclasses override `draw`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Open a painter and let `draw` work."""
        del event
        painter = QPainter(self)
        self.draw(Canvas(painter, self.theme, widget=self, probe=self.theme.probe))
        painter.end()

    def draw(self, canvas: Canvas) -> None:
        """Paint the content."""


class Card(Painted):
    """A white panel with a hair line around it."""

    def draw(self, canvas: Canvas) -> None:
        """Paint the panel."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE, radius=Radius.CARD)


class Label(QLabel):
    """Words in a style of the theme: plain text always, so that data is never read as markup."""

    def __init__(self, theme: Theme, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.style_of = style
        self.wraps = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(style.size, style.weight))

    def ink(self, ink: Ink) -> None:
        """Change the colour."""
        if ink is not self.style_of.ink:
            self.style_of.ink = ink
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        del event
        painter = QPainter(self)
        canvas = Canvas(painter, self.theme, widget=self, probe=self.theme.probe)
        area = QRect(self.rect())
        if self.wraps:
            canvas.wrapped(area, self.text(), self.style_of)
        else:
            canvas.text(area, self.text(), self.style_of)
        painter.end()
