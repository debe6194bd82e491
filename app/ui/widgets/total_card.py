"""The total card: what it comes to, always in the same place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtWidgets import QWidget

from app.presenters.states import TotalsState
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.canvas import CENTER, LEFT, RIGHT, SYMBOL, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.words import line_count

PAD = 20
TALL = 240
"""From this height the parts stand below each other."""
NARROW = 460
"""Below this width the parts stand as caption over amount."""
LOW = 100
GAP = 28
NOTHING = "0.00"


class TotalCard(Painted):
    """Subtotal, discounts, tax; number of lines; the total in 48."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._state: TotalsState | None = None
        self._due = ""
        self.setObjectName("total")

    def show_totals(self, state: TotalsState) -> None:
        """Draw the state."""
        self._state = state
        self._announce()
        self.update()

    def paying(self, due: str) -> None:
        """Say «A pagar» and this amount; an empty one goes back to «Total»."""
        if due != self._due:
            self._due = due
            self._announce()
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._announce()
            self.update()
        super().changeEvent(event)

    def _announce(self) -> None:
        if self._state is not None:
            announce(self, f"{self._title()} {SYMBOL} {self._due or self._state.total}")

    def _title(self) -> str:
        if self._due:
            return QCoreApplication.translate("Total", "DUE")
        return QCoreApplication.translate("Total", "TOTAL")

    def _parts(self, state: TotalsState) -> list[tuple[str, str]]:
        parts = [(QCoreApplication.translate("Total", "Subtotal"), state.subtotal)]
        if state.back != NOTHING:
            parts.append((QCoreApplication.translate("Total", "Returned"), state.back))
        if state.promotions != NOTHING or (state.discount == NOTHING and state.back == NOTHING):
            parts.append((QCoreApplication.translate("Total", "Promotions"), state.promotions))
        if state.discount != NOTHING:
            parts.append((QCoreApplication.translate("Total", "Discounts"), state.discount))
        return [*parts, (QCoreApplication.translate("Total", "ITBMS incl."), state.tax)]

    def draw(self, canvas: Canvas) -> None:
        """Paint the card for its size."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE, radius=14)
        state = self._state
        if state is None:
            return
        height, width = self.height(), self.width()
        if height <= LOW:
            self._low(canvas, state)
            return
        body = QRect(PAD, height - 88, width - 2 * PAD, 88)
        canvas.rule(PAD, width - PAD, body.y())
        self._sum(canvas, body, state)
        above = QRect(PAD, 0, width - 2 * PAD, body.y())
        if height >= TALL:
            self._stacked(canvas, above, state)
        elif width < NARROW or self._inline_width(canvas, state) > above.width():
            self._columns(canvas, above, state)
        else:
            self._inline(canvas, above, state)

    def _sum(self, canvas: Canvas, area: QRect, state: TotalsState) -> None:
        weight = Weight.REGULAR if state.zero else Weight.BOLD
        amount = Style(Type.TOTAL, weight, Ink.TEXT, RIGHT)
        used = canvas.money(area, self._due or state.total, amount)
        room = area.width() - used - 8
        middle = area.center().y()
        canvas.text(QRect(area.x(), middle - 27, room, 28), self._title(), Style(Type.TITLE, Weight.BOLD))
        below = Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, free=True)
        canvas.text(QRect(area.x(), middle + 3, room, 22), line_count(state.lines), below)

    def _inline_width(self, canvas: Canvas, state: TotalsState) -> int:
        """Room the parts take in one line, in px."""
        parts = self._parts(state)
        words = sum(
            canvas.width(caption, Type.BODY) + 8 + canvas.width(amount, Type.BODY, Weight.SEMI)
            for caption, amount in parts
        )
        return words + GAP * (len(parts) - 1)

    def _inline(self, canvas: Canvas, area: QRect, state: TotalsState) -> None:
        x = area.x()
        for caption, amount in self._parts(state):
            box = QRect(x, 0, area.right() - x, area.height())
            used = canvas.text(box, caption, Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
            box = QRect(x + used + 8, 0, area.right() - x - used - 8, area.height())
            used += canvas.text(box, amount, Style(Type.BODY, Weight.SEMI)) + 8
            x += used + GAP

    def _columns(self, canvas: Canvas, area: QRect, state: TotalsState) -> None:
        """Each as wide as its words, what is left over between them: the first and last at the edges."""
        parts = self._parts(state)
        wide = [
            max(canvas.width(caption, Type.CAPTION), canvas.width(amount, Type.BODY, Weight.SEMI)) + 1
            for caption, amount in parts
        ]
        gap = max(0, area.width() - sum(wide)) // (len(parts) - 1)
        x, top = area.x(), area.center().y() - 20
        for at, (caption, amount) in enumerate(parts):
            align = LEFT if at == 0 else RIGHT if at == len(parts) - 1 else CENTER
            box = QRect(x, top, wide[at], 20)
            canvas.text(box, caption, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, align))
            canvas.text(box.translated(0, 21), amount, Style(Type.BODY, Weight.SEMI, Ink.TEXT, align))
            x += wide[at] + gap

    def _stacked(self, canvas: Canvas, area: QRect, state: TotalsState) -> None:
        for at, (caption, amount) in enumerate(self._parts(state)):
            box = QRect(area.x(), 16 + at * 40, area.width(), 40)
            canvas.text(box, caption, Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
            canvas.text(box, amount, Style(Type.ROW, Weight.SEMI, Ink.TEXT, RIGHT))

    def _low(self, canvas: Canvas, state: TotalsState) -> None:
        area = self.rect().adjusted(PAD, 0, -PAD, 0)
        weight = Weight.REGULAR if state.zero else Weight.BOLD
        used = canvas.money(area, self._due or state.total, Style(Type.TOTAL, weight, Ink.TEXT, RIGHT))
        room = area.width() - used - 12
        canvas.text(QRect(PAD, 12, room, 30), self._title(), Style(Type.TITLE, Weight.BOLD))
        words = line_count(state.lines)
        tax = self._parts(state)[-1]
        canvas.text(
            QRect(PAD, 46, room, 24),
            f"{words} · {tax[0]} {tax[1]}",
            Style(Type.BODY, Weight.REGULAR, Ink.MUTED, free=True),
        )
