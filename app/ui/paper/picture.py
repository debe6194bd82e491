"""A receipt as a picture file, on the same grid as the preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from app.ui.paper.lines import receipt_lines
from app.ui.paper.painter import MARGIN, PaperPainter, draw_sheet
from app.ui.theme.theme import Theme

SCALE = 2


def save_receipt(document: str, columns: int, theme: Theme, path: Path) -> None:
    """Draw a receipt document and write it as PNG.

    Raises:
        DocumentError: the text is no receipt document.
        OSError: the file cannot be written.
    """
    lines = receipt_lines(document, columns)
    pen = PaperPainter(theme, columns)
    width, height = pen.width, pen.height(lines) + 2 * MARGIN
    image = QImage(width * SCALE, height * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(0, 0, width, height, "white")
    draw_sheet(painter, image.rect())
    pen.draw(painter, QPointF(MARGIN, MARGIN), lines)
    painter.end()
    if not image.save(str(path)):
        raise OSError(f"picture not written: {path}")
