"""A sheet of paper that scrolls inside its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

from app.ui.paper.lines import LineLike
from app.ui.paper.painter import MARGIN, PaperPainter, draw_sheet
from app.ui.theme.theme import Theme


class _Paper(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.lines: Sequence[LineLike] = ()
        self.pen = PaperPainter(theme, 42)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines that show."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sheet(painter, self.rect())
        self.pen.draw(painter, QPointF(MARGIN, MARGIN), self.lines)
        painter.end()


class Sheet(QScrollArea):
    """Shows lines in the middle of its width; longer paper is scrolled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, follow: bool = False) -> None:
        super().__init__(parent)
        self._follow = follow
        self._paper = _Paper(theme)
        self.setWidget(self._paper)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(0, 0)
        self.viewport().setAutoFillBackground(False)
        self._dress()
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_lines(self, lines: Sequence[LineLike], columns: int, letters: int = 13) -> None:
        """Draw these lines, at the top (or at the end when it follows)."""
        pen = PaperPainter(self._paper.theme, columns, letters)
        self._paper.pen, self._paper.lines = pen, tuple(lines)
        self._paper.resize(pen.width, max(pen.height(lines) + 2 * MARGIN, 64))
        self._paper.update()
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if self._follow else 0)

    def _dress(self) -> None:
        self.verticalScrollBar().setStyleSheet(self._paper.theme.scroll_bar_qss())

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the end in view where the paper is followed."""
        super().resizeEvent(event)
        if self._follow:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())


def paper_image(theme: Theme, lines: Sequence[LineLike], columns: int, letters: int = 13) -> QImage:
    """Draw lines into an image, e.g. a receipt for a file."""
    pen = PaperPainter(theme, columns, letters)
    size = QRect(0, 0, pen.width, pen.height(lines) + 2 * MARGIN)
    image = QImage(size.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_sheet(painter, size)
    pen.draw(painter, QPointF(MARGIN, MARGIN), lines)
    painter.end()
    return image
