"""Draws lines of paper on the print grid: dark on white in every theme, since paper is paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from app.ui.paper.code128 import bars
from app.ui.paper.lines import LineLike, RunLike
from app.ui.paper.qr import QUIET, qr_modules
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import LIGHT, Ink

LETTERS = 13
"""Size of the letters in px; the grid follows from it."""
MARGIN = 18
BAR_HEIGHT = 48
CODE_TEXT = 20


class PaperPainter:
    """Measures and draws; one for a size of letters and a number of columns."""

    def __init__(self, theme: Theme, columns: int, letters: int = LETTERS) -> None:
        self._theme = theme
        self._columns = columns
        self._letters = letters
        metrics = QFontMetricsF(theme.fonts.mono(letters))
        self.cell = metrics.horizontalAdvance("0")
        self.line = int(metrics.height() + 1.5)
        self._ascent = metrics.ascent()

    @property
    def width(self) -> int:
        """Width of the paper in px, with its margins."""
        return round(self.cell * self._columns) + 2 * MARGIN

    def height(self, lines: Iterable[LineLike]) -> int:
        """Height of lines in px, without margins."""
        return sum(self.height_of(line) for line in lines)

    def height_of(self, line: LineLike) -> int:
        """Height of one line in px."""
        if line.kind == "barcode":
            return BAR_HEIGHT + CODE_TEXT + 12
        if line.kind == "qr":
            return self._module(line.data) * _across(line.data) + 8
        if line.kind == "picture":
            return round(line.height * self._scale()) + 8
        if line.kind == "cut":
            return 24
        return self.line * (2 if any(run.tall for run in line.runs) else 1)

    def _scale(self) -> float:
        return self.cell / 12

    def draw(self, painter: QPainter, origin: QPointF, lines: Sequence[LineLike]) -> None:
        """Draw lines from the top left corner of the grid down."""
        y = origin.y()
        for line in lines:
            height = self.height_of(line)
            area = QRectF(origin.x(), y, self.cell * self._columns, height)
            if line.kind == "barcode":
                self._barcode(painter, area, line.data)
            elif line.kind == "qr":
                self._code(painter, area, line.data)
            elif line.kind == "picture":
                self._picture(painter, area, line)
            elif line.kind == "cut":
                self._cut(painter, area)
            else:
                self._text(painter, area, line)
            y += height

    def _text(self, painter: QPainter, area: QRectF, line: LineLike) -> None:
        cells = sum(len(run.text) * (2 if run.wide else 1) for run in line.runs)
        spare = max(0, self._columns - cells)
        start = {"center": spare // 2, "right": spare}.get(line.align, 0)
        x = area.x() + start * self.cell
        for run in line.runs:
            x += self._run(painter, QPointF(x, area.y()), run, area.height())

    def _run(self, painter: QPainter, at: QPointF, run: RunLike, height: float) -> float:
        across, down = (2.0 if run.wide else 1.0), (2.0 if run.tall else 1.0)
        painter.save()
        painter.setFont(self._theme.fonts.mono(self._letters))
        painter.setPen(QColor(LIGHT[Ink.TEXT]))
        drop = height - down * (self.line - self._ascent) - down
        painter.translate(at.x(), at.y() + drop)
        painter.scale(across, down)
        for column, char in enumerate(run.text):
            if char != " ":
                painter.drawText(QPointF(column * self.cell, 0), char)
                if run.bold:  # one face is bundled: a second pass half a pixel on makes it bold
                    painter.drawText(QPointF(column * self.cell + 0.6, 0), char)
        painter.restore()
        return len(run.text) * self.cell * across

    def _barcode(self, painter: QPainter, area: QRectF, data: str) -> None:
        try:
            widths = bars(data)
        except ValueError:
            return
        module = max(1.0, min(2.0, area.width() * 0.8 // sum(widths)))
        x = area.x() + (area.width() - module * sum(widths)) / 2
        for at, width in enumerate(widths):
            if at % 2 == 0:
                bar = QRectF(x, area.y() + 6, width * module, BAR_HEIGHT)
                painter.fillRect(bar, QColor(LIGHT[Ink.TEXT]))
            x += width * module
        self._caption(painter, QRectF(area.x(), area.y() + 8 + BAR_HEIGHT, area.width(), CODE_TEXT), data)

    def _caption(self, painter: QPainter, area: QRectF, words: str) -> None:
        painter.setFont(self._theme.fonts.mono(self._letters))
        painter.setPen(QColor(LIGHT[Ink.TEXT]))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)

    def _module(self, data: str) -> int:
        """Edge of a square in px: four dots as on paper, or what fits; whole, so that cameras read it."""
        fits = int(self.cell * self._columns) // _across(data)
        return max(1, min(round(4 * self._scale()), fits))

    def _code(self, painter: QPainter, area: QRectF, data: str) -> None:
        module, edge = self._module(data), self._module(data) * _across(data)
        left, top = int(area.center().x()) - edge // 2, int(area.y()) + 4
        dark = QColor(LIGHT[Ink.TEXT])
        for down, row in enumerate(qr_modules(data), start=QUIET):
            for across, on in enumerate(row, start=QUIET):
                if on:
                    square = QRectF(left + across * module, top + down * module, module, module)
                    painter.fillRect(square, dark)

    def _picture(self, painter: QPainter, area: QRectF, line: LineLike) -> None:
        stride = (line.width + 7) // 8
        raw = bytes.fromhex(line.data)
        if stride == 0 or len(raw) < stride * line.height:
            return
        image = QImage(raw, line.width, line.height, stride, QImage.Format.Format_Mono).copy()
        image.setColorTable([QColor(LIGHT[Ink.CARD]).rgb(), QColor(LIGHT[Ink.TEXT]).rgb()])
        width, height = line.width * self._scale(), line.height * self._scale()
        spare = area.width() - width
        left = {"center": spare / 2, "right": spare}.get(line.align, 0.0)
        painter.drawImage(QRectF(area.x() + left, area.y() + 4, width, height), image)

    @staticmethod
    def _cut(painter: QPainter, area: QRectF) -> None:
        pen = QPen(QColor(LIGHT[Ink.EDGE]), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        y = area.center().y()
        painter.drawLine(QPointF(area.x() - MARGIN, y), QPointF(area.right() + MARGIN, y))


def _across(data: str) -> int:
    """Squares across a code with its quiet zone, 1 at least."""
    return len(qr_modules(data)) + 2 * QUIET


def draw_sheet(painter: QPainter, area: QRect) -> None:
    """Draw an empty sheet of paper with a torn lower edge."""
    painter.setPen(QPen(QColor(LIGHT[Ink.KEY_EDGE]), 1))
    painter.setBrush(QColor(LIGHT[Ink.CARD]))
    painter.drawRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5))
