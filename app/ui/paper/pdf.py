"""A receipt as a PDF, from the same lines as the preview and the printer: one page as long as its paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from app.ui.paper.lines import receipt_lines
from app.ui.paper.painter import MARGIN, PaperPainter
from app.ui.theme.theme import Theme

PAPER_MM: Final = 80.0
_DPI: Final = 600


def receipt_pdf(document: str, columns: int, theme: Theme, title: str) -> bytes:
    """Draw a receipt document as a PDF on paper of 80 mm; text stays text.

    Args:
        document: Canonical JSON of the receipt document.
        columns: Width of the grid.
        theme: Whose letters; paper is white in every theme.
        title: Of the file, as readers show it.

    Raises:
        DocumentError: the text is no receipt document.
    """
    lines = receipt_lines(document, columns)
    pen = PaperPainter(theme, columns)
    width, height = pen.width, pen.height(lines) + 2 * MARGIN
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Cuadre")
    writer.setResolution(_DPI)
    size = QPageSize(QSizeF(PAPER_MM, PAPER_MM * height / width), QPageSize.Unit.Millimeter)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    scale = PAPER_MM / 25.4 * _DPI / width
    painter.scale(scale, scale)
    pen.draw(painter, QPointF(MARGIN, MARGIN), lines)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())
