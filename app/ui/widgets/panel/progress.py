"""A bar that fills, with words above it; it never moves by itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect

from app.presenters.panels import Block, Progress
from app.ui.panel_words import say
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import Canvas
from app.ui.widgets.panel.block import BlockView, text

WORDS: Final = 28
BAR: Final = 12


class ProgressView(BlockView):
    """Words and bar."""

    _progress = Progress("", 0, 0)

    def show_block(self, block: Block) -> None:
        """Draw how far it is."""
        if isinstance(block, Progress):
            self._progress = block
            self.setAccessibleName(say(block.words))
            self.update()

    def retranslate(self) -> None:
        """Say the words anew."""
        self.show_block(self._progress)

    def height_for(self, width: int) -> int:
        """One line and the bar."""
        del width
        return WORDS + BAR

    def draw(self, canvas: Canvas) -> None:
        """Paint words, groove and what is done."""
        width = self.width()
        text(canvas, QRect(0, 0, width, WORDS - 4), self._progress.words, Type.BODY, Weight.SEMI)
        canvas.box(QRect(0, WORDS, width, BAR), Ink.KEY, Ink.EDGE, radius=BAR // 2)
        total = max(1, self._progress.total)
        done = width * min(self._progress.done, total) // total
        if done:
            canvas.box(QRect(0, WORDS, max(done, BAR), BAR), Ink.ACCENT, radius=BAR // 2)
