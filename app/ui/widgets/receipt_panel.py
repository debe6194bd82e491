"""A receipt in place of the basket: the paper, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, ReceiptState
from app.ui.panel_words import say
from app.ui.paper.lines import receipt_lines
from app.ui.paper.sheet import Sheet
from app.ui.theme.metrics import ACTION, GAP, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button
from app.ui.widgets.canvas import TOP, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.words import ACT_ICONS, act_words, printed_words, sent_words

SIDE = 280
"""Width of the facts beside the paper."""
WIDE = 740
"""From this width the facts stand beside the paper, below it they stand above."""
HEAD = 96
LOW = 440
"""Below this height the facts are said in fewer lines."""


class ReceiptPanel(Painted):
    """Paper on the print grid; printed and sent as a life line; print it again with Enter."""

    def __init__(self, theme: Theme, act: Callable[[Act], None], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._act = act
        self._state: ReceiptState | None = None
        self.sheet = Sheet(theme, self)
        self.reprint = Button(theme, self._reprint, self, icon=ACT_ICONS[Act.REPRINT])
        self.printed = Button(theme, self._printed, self, icon=ACT_ICONS[Act.PRINTED_YES])
        self.pdf = Button(theme, self._pdf, self, icon=ACT_ICONS[Act.SAVE_PDF])
        self.mail = Button(theme, self._mail, self, icon=ACT_ICONS[Act.SAVE_MAIL])
        self.pdf.setObjectName("receipt.pdf")
        self.mail.setObjectName("receipt.mail")
        self.reprint.setObjectName("receipt.reprint")
        self.printed.setObjectName("receipt.printed")
        self._retranslate()

    def show_receipt(self, state: ReceiptState) -> None:
        """Draw the state."""
        if self._state is None or state.document != self._state.document:
            self.sheet.show_lines(receipt_lines(state.document, state.columns), state.columns)
        self._state = state
        self.printed.setVisible(state.printed.value == "uncertain")
        announce(self, f"{state.number} {printed_words(state.printed)[0]}")
        self._arrange()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.reprint.say(act_words(Act.REPRINT), "Enter")
        self.printed.say(act_words(Act.PRINTED_YES))
        self.pdf.say(act_words(Act.SAVE_PDF))
        self.mail.say(act_words(Act.SAVE_MAIL))

    def _pdf(self) -> None:
        self._act(Act.SAVE_PDF)

    def _mail(self) -> None:
        self._act(Act.SAVE_MAIL)

    def _reprint(self) -> None:
        self._act(Act.REPRINT)

    def _printed(self) -> None:
        self._act(Act.PRINTED_YES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _wide(self) -> bool:
        return self.width() >= WIDE

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        if self._wide:
            self.sheet.setGeometry(16, 16, width - SIDE - 48, height - 32)
            column = QRect(width - SIDE - 16, height - 16 - ACTION, SIDE, ACTION)
            self.reprint.setGeometry(column)
            row = column.translated(0, -ACTION - GAP)
            half = (SIDE - GAP) // 2
            self.pdf.setGeometry(row.x(), row.y(), half, ACTION)
            self.mail.setGeometry(row.x() + half + GAP, row.y(), SIDE - half - GAP, ACTION)
            self.printed.setGeometry(row.translated(0, -ACTION - GAP))
            return
        foot = height - 16 - ACTION
        shown = [b for b in (self.printed, self.pdf, self.mail, self.reprint) if not b.isHidden()]
        each = (width - 32 - GAP * (len(shown) - 1)) // len(shown)
        for at, button in enumerate(shown):
            button.setGeometry(16 + at * (each + GAP), foot, each, ACTION)
        self.sheet.setGeometry(16, HEAD, width - 32, foot - HEAD - 12)

    def draw(self, canvas: Canvas) -> None:
        """Paint card and facts."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE, radius=14)
        state = self._state
        if state is None:
            return
        if self._wide:
            canvas.box(QRect(16, 16, self.sheet.width(), self.sheet.height()), Ink.BG, radius=8)
            self._facts(canvas, QRect(self.width() - SIDE - 16, 16, SIDE, self.height()), state)
            return
        canvas.box(self.sheet.geometry(), Ink.BG, radius=8)
        area = QRect(20, 10, self.width() - 40, 30)
        used = canvas.text(area, state.number, Style(Type.TITLE, Weight.BOLD))
        rest = area.adjusted(used + 12, 0, 0, 0)
        canvas.text(rest, f"{state.time} · B/. {state.total}", Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
        x = 20
        for words, icon, ink in self._life(state):
            canvas.icon(icon, x, 54, 20, ink)
            room = QRect(x + 26, 50, self.width() - x - 46, 28)
            x += 26 + canvas.text(room, words, Style(Type.BODY, Weight.SEMI, ink, free=True)) + 24

    def _low_facts(self, canvas: Canvas, area: QRect, state: ReceiptState) -> None:
        canvas.text(QRect(area.x(), area.y(), SIDE, 32), state.number, Style(Type.KEY, Weight.BOLD))
        line = QRect(area.x(), area.y() + 34, SIDE, 26)
        canvas.text(line, f"{state.time} · B/. {state.total}", Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
        y = area.y() + 66
        for words, icon, ink in self._life(state):
            canvas.icon(icon, area.x(), y + 4, 20, ink)
            room = QRect(area.x() + 32, y + 4, SIDE - 32, 64)
            y += 8 + max(22, canvas.wrapped(room, words, Style(Type.BODY, Weight.SEMI, ink, TOP)))

    def _facts(self, canvas: Canvas, area: QRect, state: ReceiptState) -> None:
        if self.height() < LOW:
            self._low_facts(canvas, area, state)
            return
        caption = QCoreApplication.translate("Receipt", "Receipt")
        canvas.text(QRect(area.x(), area.y(), SIDE, 24), caption, Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
        canvas.text(QRect(area.x(), area.y() + 26, SIDE, 32), state.number, Style(Type.KEY, Weight.BOLD))
        canvas.rule(area.x(), area.x() + SIDE, area.y() + 72)
        facts = (
            (QCoreApplication.translate("Receipt", "Time"), state.time),
            (QCoreApplication.translate("Receipt", "Total"), f"B/. {state.total}"),
        )
        y = area.y() + 84
        for name, value in facts:
            canvas.text(QRect(area.x(), y, 120, 32), name, Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
            canvas.text(QRect(area.x() + 96, y, SIDE - 96, 32), value, Style(Type.ROW, Weight.SEMI))
            y += 34
        y += 10
        canvas.rule(area.x(), area.x() + SIDE, y)
        y += 12
        for words, icon, ink in self._life(state):
            canvas.icon(icon, area.x(), y + 6, 20, ink)
            room = QRect(area.x() + 32, y + 6, SIDE - 32, 64)
            y += 14 + max(22, canvas.wrapped(room, words, Style(Type.BODY, Weight.SEMI, ink, TOP)))

    @staticmethod
    def _life(state: ReceiptState) -> list[tuple[str, str, Ink]]:
        steps = [printed_words(state.printed), sent_words(state.sent)]
        if state.reviewed is not None:
            steps[1] = (say(state.reviewed), "check", Ink.OK)
        return [step for step in steps if step[0]]
