"""The first picture: «Abriendo la caja…». It imports next to nothing, since it is painted first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme.metrics import Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import CENTER, Canvas, Style
from app.ui.widgets.painted import Painted

MARK = ((4.5, 12.8), (9.7, 18.0), (19.5, 6.8))
"""The check of the mark on the 24 grid, as in ``mark.svg``."""


class Start(Painted):
    """The mark, the name, and what is going on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.update()
        super().changeEvent(event)

    def draw(self, canvas: Canvas) -> None:
        """Paint the mark and the words."""
        canvas.fill(self.rect(), Ink.BG)
        middle = self.rect().center()
        mark = QRect(middle.x() - 36, middle.y() - 96, 72, 72)
        canvas.box(mark, Ink.TEXT, radius=16)
        _draw_mark(canvas, QRect(mark.x() + 15, mark.y() + 15, 42, 42))
        area = QRect(0, middle.y() - 4, self.width(), 36)
        canvas.text(area, "Cuadre", Style(Type.KEY, Weight.BOLD, Ink.TEXT, CENTER))
        opening = QCoreApplication.translate("Start", "Opening the till…")
        canvas.text(area.translated(0, 36), opening, Style(Type.ROW, Weight.REGULAR, Ink.MUTED, CENTER))


def _draw_mark(canvas: Canvas, area: QRect) -> None:
    """Draw the mark by hand: icons are not loaded before the first paint."""
    scale = area.width() / 24
    points = [QPointF(area.x() + x * scale, area.y() + y * scale) for x, y in MARK]
    pen = QPen(canvas.theme.color(Ink.BG), 2.6 * scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    canvas.painter.setPen(pen)
    canvas.painter.drawPolyline(points)
