"""Blocks that only say something: facts, what an act changes, a remark."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from app.presenters.messages import Tone
from app.presenters.panels import BeforeAfter, Block, Facts, Label, Remark
from app.ui.panel_words import say
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import RIGHT, TOP, Canvas, Style
from app.ui.widgets.notice import TONES
from app.ui.widgets.panel.block import BlockView, text

FACT: Final = 36
STRONG: Final = 56
HANDED: Final = 112
AMOUNT: Final = re.compile(r"^[−-]?[\d,]+\.\d\d$")
CHANGE: Final = 96
ICON: Final = 24


class FactsView(BlockView):
    """A label at the left and a value at the right of each row; the last one may be the sum."""

    _facts = Facts(())

    def show_block(self, block: Block) -> None:
        """Draw facts."""
        if isinstance(block, Facts):
            self._facts = block
            self.update()

    def height_for(self, width: int) -> int:
        """Rows of 36, the strong one 56, money that changes hands 112."""
        del width
        facts = self._facts
        return FACT * max(0, len(facts.rows) - 1) + self._last if facts.rows else 0

    @property
    def _last(self) -> int:
        if self._facts.handed:
            return HANDED
        return STRONG if self._facts.strong else FACT

    def draw(self, canvas: Canvas) -> None:
        """Paint the rows with hair lines between them."""
        y = 0
        last = len(self._facts.rows) - 1
        for at, (label, value) in enumerate(self._facts.rows):
            row = QRect(0, y, self.width(), self._last if at == last else FACT)
            if self._facts.handed and at == last:
                self._draw_handed(canvas, row.adjusted(0, 8, 0, -8), label, say(value))
            elif self._facts.strong and at == last:
                used = _sum(canvas, row, say(value))
                text(canvas, row.adjusted(0, 0, -used - 16, 0), label, Type.ROW, Weight.BOLD)
            else:
                style = Style(Type.BODY, Weight.SEMI, Ink.TEXT, RIGHT, free=True)
                half = row.adjusted(self.width() // 3, 0, 0, 0)
                used = canvas.text(half, say(value), style)
                text(canvas, row.adjusted(0, 0, -used - 16, 0), label, Type.BODY, Weight.REGULAR, Ink.MUTED)
            y += row.height()
            if at < last:
                canvas.rule(0, self.width(), y - 1)

    @staticmethod
    def _draw_handed(canvas: Canvas, box: QRect, label: Label, value: str) -> None:
        """Paint the card that one looks at while counting the money out."""
        canvas.box(box, Ink.OK_SOFT)
        inner = box.adjusted(24, 0, -24, 0)
        used = canvas.money(inner, value, Style(Type.TOTAL, Weight.BOLD, Ink.TEXT, RIGHT))
        text(canvas, inner.adjusted(0, 0, -used - 16, 0), label, Type.TITLE, Weight.BOLD, Ink.OK)


def _sum(canvas: Canvas, row: QRect, value: str) -> int:
    if AMOUNT.match(value):
        return canvas.money(row, value, Style(Type.SUM, Weight.BOLD, Ink.TEXT, RIGHT))
    return canvas.text(row, value, Style(Type.KEY, Weight.BOLD, Ink.TEXT, RIGHT, free=True))


class BeforeAfterView(BlockView):
    """What it is about above, the amount before light, an arrow, the amount after bold."""

    _change = BeforeAfter("", "", "", "")

    def show_block(self, block: Block) -> None:
        """Draw a change."""
        if isinstance(block, BeforeAfter):
            self._change = block
            self.update()

    def height_for(self, width: int) -> int:
        """One box."""
        del width
        return CHANGE

    def draw(self, canvas: Canvas) -> None:
        """Paint box, titles and amounts."""
        canvas.box(self.rect(), Ink.BG, Ink.LINE)
        line = QRect(20, 10, self.width() - 40, 28)
        half = line.adjusted(line.width() // 2, 0, 0, 0)
        used = text(canvas, half, self._change.note, Type.BODY, Weight.REGULAR, Ink.MUTED, RIGHT)
        text(canvas, line.adjusted(0, 0, -used - 16, 0), self._change.title, Type.BODY)
        amounts = QRect(20, 42, self.width() - 40, 44)
        used = canvas.money(amounts, self._change.before, Style(Type.SUM, Weight.REGULAR))
        x = amounts.x() + used + 20
        canvas.icon("arrow-right", x, amounts.center().y() - 11, ICON, Ink.MUTED)
        rest = amounts.adjusted(used + 20 + ICON + 20, 0, 0, 0)
        canvas.money(rest, self._change.after, Style(Type.SUM, Weight.BOLD))


class RemarkView(BlockView):
    """A sentence with the icon of its tone; a warning stands in a box of its colour."""

    _remark = Remark("")

    def show_block(self, block: Block) -> None:
        """Draw a remark."""
        if isinstance(block, Remark):
            self._remark = block
            self.setAccessibleName(say(block.words))
            self.update()

    def retranslate(self) -> None:
        """Say the words anew."""
        self.show_block(self._remark)

    @property
    def _boxed(self) -> bool:
        return self._remark.tone is not Tone.INFO

    def _area(self, width: int, height: int) -> QRect:
        side, top = (16, 12) if self._boxed else (0, 0)
        return QRect(side + 32, top, width - 2 * side - 32, height - 2 * top)

    def height_for(self, width: int) -> int:
        """As many lines as the sentence needs."""
        area = self._area(width, 10_000)
        metrics = QFontMetricsF(self.theme.font(Type.BODY))
        flags = int(TOP) | int(Qt.TextFlag.TextWordWrap)
        need = metrics.boundingRect(QRectF(area), flags, say(self._remark.words)).height()
        return max(24, round(need + 0.5)) + (24 if self._boxed else 0)

    def draw(self, canvas: Canvas) -> None:
        """Paint icon and sentence."""
        ink, soft, icon = TONES[self._remark.tone]
        area = self._area(self.width(), self.height())
        if self._boxed:
            canvas.box(self.rect(), soft)
        else:
            ink = Ink.MUTED
        canvas.icon(icon, area.x() - 32, area.y(), 20, ink)
        tone = Ink.TEXT if self._boxed else Ink.MUTED
        canvas.wrapped(area, say(self._remark.words), Style(Type.BODY, Weight.REGULAR, tone, TOP, free=True))
