"""A QR code as squares: dark on white in every theme, with the quiet zone a camera needs."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from app.ui.paper.qr import QUIET, qr_modules
from app.ui.theme.tokens import LIGHT, Ink
from app.ui.widgets.canvas import Canvas


def draw_qr(canvas: Canvas, area: QRect, data: str) -> None:
    """Draw a code as large as whole pixels allow, in the middle of ``area``."""
    rows = qr_modules(data)
    if not rows:
        return
    count = len(rows) + 2 * QUIET
    module = max(1, min(area.width(), area.height()) // count)
    edge = module * count
    x, y = area.x() + (area.width() - edge) // 2, area.y() + (area.height() - edge) // 2
    painter = canvas.painter
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # no seams between squares when scaled
    painter.fillRect(QRect(x, y, edge, edge), QColor(LIGHT[Ink.CARD]))
    painter.setPen(Qt.PenStyle.NoPen)
    dark = QColor(LIGHT[Ink.TEXT])
    for down, row in enumerate(rows, start=QUIET):
        for across, on in enumerate(row, start=QUIET):
            if on:
                painter.fillRect(QRect(x + across * module, y + down * module, module, module), dark)
    painter.restore()
