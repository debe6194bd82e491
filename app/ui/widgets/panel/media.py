"""Blocks to look at: a receipt on the print grid, and a QR code."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.panels import Block, Paper, QrPicture
from app.ui.panel_words import say
from app.ui.paper.lines import receipt_lines
from app.ui.paper.painter import draw_sheet
from app.ui.paper.sheet import Sheet
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import CENTER, Canvas
from app.ui.widgets.panel.block import BlockView, Ear, text
from app.ui.widgets.qr import draw_qr

CODE: Final = 240
CODE_LARGE: Final = 320
CAPTION: Final = 36
LEAST_PAPER: Final = 200


class PaperView(BlockView):
    """A receipt preview; takes what room there is."""

    grows = True

    def __init__(self, theme: Theme, ear: Ear, parent: QWidget) -> None:
        super().__init__(theme, ear, parent)
        self._paper = Paper("", 0)
        self.sheet = Sheet(theme, self)

    def show_block(self, block: Block) -> None:
        """Draw a receipt."""
        if isinstance(block, Paper) and block != self._paper:
            self._paper = block
            self.sheet.show_lines(receipt_lines(block.document, block.columns), block.columns)

    def height_for(self, width: int) -> int:
        """The least that can be read; more is scrolled."""
        del width
        return LEAST_PAPER

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paper fills the place."""
        super().resizeEvent(event)
        self.sheet.setGeometry(self.rect().adjusted(8, 8, -8, -8))

    def draw(self, canvas: Canvas) -> None:
        """Paint the ground beneath the paper."""
        canvas.box(self.rect(), Ink.BG, radius=8)


class QrView(BlockView):
    """A code on white in every theme, since cameras read dark on light; its caption below."""

    _picture = QrPicture("", "")

    def show_block(self, block: Block) -> None:
        """Draw a code."""
        if isinstance(block, QrPicture):
            self._picture = block
            self.setAccessibleName(say(block.caption))
            self.update()

    def height_for(self, width: int) -> int:
        """Code and caption; a column of its own is filled, a wide one is not."""
        edge = width if width <= CODE_LARGE else CODE
        return edge + (CAPTION if self._picture.caption else 0)

    def draw(self, canvas: Canvas) -> None:
        """Paint sheet, code and caption."""
        caption = CAPTION if self._picture.caption else 0
        edge = min(self.width(), self.height() - caption)
        box = QRect((self.width() - edge) // 2, 0, edge, edge)
        draw_sheet(canvas.painter, box)
        draw_qr(canvas, box.adjusted(4, 4, -4, -4), self._picture.data)
        if caption:
            area = QRect(0, box.bottom() + 7, self.width(), caption - 6)
            text(canvas, area, self._picture.caption, Type.BODY, Weight.REGULAR, Ink.MUTED, CENTER)
