"""A painter that speaks in tokens: boxes, words, amounts and icons of the theme in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme.metrics import Radius, Type, Weight
from app.ui.theme.probe import Drawn, Probe
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_ONE_LINE: Final = (Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip).value
SYMBOL = "B/."
"""Sign of the balboa, drawn muted and half as large as its amount."""


@dataclass(slots=True)
class Style:
    """How a text is drawn. ``free``: data of any length, may be shortened with an ellipsis."""

    size: Type | int = Type.BODY
    weight: Weight = Weight.REGULAR
    ink: Ink = Ink.TEXT
    align: Qt.AlignmentFlag = LEFT
    free: bool = False


def width_of(theme: Theme, words: str, size: Type | int, weight: Weight = Weight.REGULAR) -> int:
    """Width of words in px, rounded up."""
    return int(QFontMetricsF(theme.font(size, weight)).horizontalAdvance(words) + 0.999)


class Canvas:
    """Wraps a painter for the time of one paint event."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        *,
        widget: QWidget | None = None,
        probe: Probe | None = None,
    ) -> None:
        self.painter = painter
        self.theme = theme
        self._widget = widget
        self._probe = probe
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def box(
        self,
        rect: QRect,
        fill: Ink | None,
        edge: Ink | None = None,
        *,
        width: float = 1.0,
        radius: int = Radius.BUTTON,
    ) -> None:
        """Draw a rounded box; the border lies inside ``rect``."""
        area = QRectF(rect)
        corner = min(float(radius), area.height() / 2, area.width() / 2)
        if edge is not None:
            area = area.adjusted(width / 2, width / 2, -width / 2, -width / 2)
            self.painter.setPen(QPen(self.theme.color(edge), width))
        else:
            self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color(fill) if fill is not None else Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(area, corner, corner)

    def fill(self, rect: QRect, ink: Ink) -> None:
        """Fill a plain rectangle."""
        self.painter.fillRect(rect, self.theme.color(ink))

    def disc(self, rect: QRect, fill: Ink | None, edge: Ink | None = None, width: float = 1.0) -> None:
        """Draw a circle or ellipse inside ``rect``."""
        inset = width / 2 if edge is not None else 0.0
        self.painter.setPen(QPen(self.theme.color(edge), width) if edge is not None else Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color(fill) if fill is not None else Qt.BrushStyle.NoBrush)
        self.painter.drawEllipse(QRectF(rect).adjusted(inset, inset, -inset, -inset))

    def rule(self, x1: int, x2: int, y: int, ink: Ink = Ink.LINE) -> None:
        """Draw a horizontal hair line."""
        self.painter.fillRect(QRect(x1, y, x2 - x1, 1), self.theme.color(ink))

    def icon(self, name: str, x: int, y: int, size: int, ink: Ink) -> None:
        """Draw an icon with its top left corner at a point."""
        ratio = self.painter.device().devicePixelRatio()
        pixmap = self.theme.icon(name, size, ink, ratio)
        if not pixmap.isNull():
            self.painter.drawPixmap(x, y, pixmap)

    def icon_in(self, name: str, rect: QRect, size: int, ink: Ink) -> None:
        """Draw an icon in the middle of a box."""
        self.icon(
            name,
            rect.x() + (rect.width() - size) // 2,
            rect.y() + (rect.height() - size) // 2,
            size,
            ink,
        )

    def text(self, rect: QRect, words: str, style: Style) -> int:
        """Draw one line, shortened where it may be.

        Returns:
            Width of what was drawn, in px.
        """
        font = self.theme.font(style.size, style.weight)
        return self._line(rect, words, style, font)

    def mono(self, rect: QRect, words: str, style: Style) -> int:
        """Draw one line in the fixed-pitch font, for codes."""
        font = self.theme.fonts.mono(int(style.size), bold=style.weight >= Weight.SEMI)
        return self._line(rect, words, style, font)

    def _line(self, rect: QRect, words: str, style: Style, font: QFont) -> int:
        metrics = QFontMetricsF(font)
        full = metrics.horizontalAdvance(words)
        fits = full <= rect.width() + 0.5
        shown = words
        if not fits:
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(style.ink))
        self.painter.drawText(rect, style.align.value | _ONE_LINE, shown)
        width = min(full, float(rect.width()))
        if self._probe is not None:
            self._note(rect, words, style, width, metrics.ascent() + metrics.descent(), cut=not fits)
        return round(width)

    def wrapped(self, rect: QRect, words: str, style: Style) -> int:
        """Draw words on as many lines as they need.

        Returns:
            Height of what was drawn, in px.
        """
        font = self.theme.font(style.size, style.weight)
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(style.ink))
        flags = int(style.align) | int(Qt.TextFlag.TextWordWrap)
        need = QFontMetricsF(font).boundingRect(QRectF(rect), flags, words)
        self.painter.drawText(rect, flags, words)
        cut = need.height() > rect.height() + 1 or need.width() > rect.width() + 1
        self._note(rect, words, style, need.width(), need.height(), cut=cut)
        return round(need.height())

    def money(
        self,
        rect: QRect,
        amount: str,
        style: Style,
        *,
        symbol_ink: Ink = Ink.MUTED,
    ) -> int:
        """Draw an amount with its smaller ``B/.`` on the same baseline.

        Returns:
            Width of both, in px.
        """
        font = self.theme.font(style.size, style.weight)
        sign = self.theme.font(max(Type.CAPTION, int(style.size) * 5 // 9), Weight.SEMI)
        metrics, small = QFontMetricsF(font), QFontMetricsF(sign)
        gap = max(6.0, int(style.size) * 0.22)
        left = small.horizontalAdvance(SYMBOL) + gap
        width = left + metrics.horizontalAdvance(amount)
        if style.align & Qt.AlignmentFlag.AlignRight:
            x = rect.right() + 1 - width
        elif style.align & Qt.AlignmentFlag.AlignHCenter:
            x = rect.x() + (rect.width() - width) / 2
        else:
            x = float(rect.x())
        base = rect.y() + (rect.height() + metrics.capHeight()) / 2
        self.painter.setFont(sign)
        self.painter.setPen(self.theme.color(symbol_ink))
        self.painter.drawText(QPointF(x, base), SYMBOL)
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(style.ink))
        self.painter.drawText(QPointF(x + left, base), amount)
        self._note(
            rect,
            f"{SYMBOL} {amount}",
            style,
            width,
            metrics.capHeight(),
            cut=width > rect.width() + 1,
        )
        return round(width)

    def width(self, words: str, size: Type | int, weight: Weight = Weight.REGULAR) -> int:
        """Width of words in px, rounded up."""
        return width_of(self.theme, words, size, weight)

    def _note(self, rect: QRect, words: str, style: Style, width: float, height: float, *, cut: bool) -> None:
        if self._probe is None or not words:
            return
        x = float(rect.x())
        if style.align & Qt.AlignmentFlag.AlignRight:
            x = rect.right() + 1 - width
        elif style.align & Qt.AlignmentFlag.AlignHCenter:
            x = rect.x() + (rect.width() - width) / 2
        y = rect.y() + (rect.height() - height) / 2
        if style.align & Qt.AlignmentFlag.AlignTop:
            y = float(rect.y())
        area = QRectF(x, y, width, height)
        self._probe.drawn(Drawn(self._widget, words, area, cut and not style.free))
