"""What is missing, what was received, and each tender with the button that takes it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, PaymentState, TenderRow
from app.ui.theme.metrics import TARGET, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button, Look
from app.ui.widgets.canvas import RIGHT, TOP, Canvas, Style
from app.ui.widgets.method_bar import ICONS, method_words
from app.ui.widgets.painted import Painted
from app.ui.words import act_words, key_words

NOTHING: Final = "0.00"
REMOVE: Final = 152
AMOUNT: Final = 140
LOW: Final = 300
CONFIRMED: Final = "confirmed"
UNKNOWN: Final = "unknown"


def state_words(state: str) -> str:
    """What is known of a tender, empty when nothing is left to know."""
    words = {
        "unconfirmed": QCoreApplication.translate("Payment", "Unconfirmed"),
        "unknown": QCoreApplication.translate("Payment", "No answer"),
    }
    return words.get(state, "")


class ReceivedCard(Painted):
    """Missing (or covered), received, tenders; rows grow smaller and the first ones give way when many."""

    def __init__(self, theme: Theme, remove: Callable[[int], None], parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._remove = remove
        self._state: PaymentState | None = None
        self._buttons: list[Button] = []

    def show_payment(self, state: PaymentState) -> None:
        """Draw the state."""
        self._state = state
        while len(self._buttons) < len(state.tenders):
            at = len(self._buttons)
            button = Button(self.theme, partial(self._remove, at), self, look=Look.CARD, icon="trash")
            button.danger = True
            button.setObjectName(f"tender.remove.{at}")
            self._buttons.append(button)
        while len(self._buttons) > len(state.tenders):
            self._buttons.pop().deleteLater()
        self._retranslate()
        self._arrange()
        announce(self, f"{self._title(state)} B/. {_amount(state)}")
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for at, button in enumerate(self._buttons):
            last = at == len(self._buttons) - 1
            button.say(act_words(Act.REMOVE), key_words(Act.REMOVE) if last else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    # -- places -----------------------------------------------------------------------------------

    @property
    def _low(self) -> bool:
        """Whether rows are small: a low card, or more tenders than large rows would hold."""
        return self.height() < LOW or 16 + 128 + 96 + 72 * len(self._buttons) > self.height()

    @property
    def _first(self) -> int:
        """The first tender shown; the last one is always in sight, for it is what Del takes back."""
        room = self.height() - self._top - 4
        return max(0, len(self._buttons) - max(1, room // self._tall))

    @property
    def _tall(self) -> int:
        return 52 if self._low else 72

    @property
    def _top(self) -> int:
        return self._band().bottom() + 1 + (44 if self._low else 96)

    def _band(self) -> QRect:
        return QRect(16, 16, self.width() - 32, 84 if self._low else 128)

    def _row(self, at: int) -> QRect:
        return QRect(40, self._top + (at - self._first) * self._tall, self.width() - 80, self._tall)

    def _arrange(self) -> None:
        first = self._first
        for at, button in enumerate(self._buttons):
            row = self._row(at)
            button.setGeometry(
                row.right() + 1 - REMOVE, row.y() + (row.height() - TARGET) // 2, REMOVE, TARGET
            )
            button.setVisible(at >= first)

    # -- painting ---------------------------------------------------------------------------------

    @staticmethod
    def _title(state: PaymentState) -> str:
        if state.unknown:
            return QCoreApplication.translate("Payment", "NO ANSWER")
        if state.excess:
            return QCoreApplication.translate("Payment", "PAID TOO MUCH")
        if state.missing == NOTHING:
            return QCoreApplication.translate("Payment", "COVERED")
        return QCoreApplication.translate("Payment", "MISSING")

    def draw(self, canvas: Canvas) -> None:
        """Paint the card."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE, radius=14)
        state = self._state
        if state is None:
            return
        self._draw_missing(canvas, state)
        self._draw_received(canvas, state)
        for at in range(self._first, len(state.tenders)):
            self._draw_tender(canvas, self._row(at), state.tenders[at])

    def _draw_missing(self, canvas: Canvas, state: PaymentState) -> None:
        band = self._band()
        covered = state.missing == NOTHING and not state.excess
        ink, soft = (Ink.OK, Ink.OK_SOFT) if covered else (Ink.WARN, Ink.WARN_SOFT)
        if state.unknown or state.excess:
            ink, soft = Ink.ERR, Ink.ERR_SOFT
        canvas.box(band, soft)
        inner = band.adjusted(24, 0, -24, 0)
        used = canvas.money(
            inner, _amount(state), Style(Type.TOTAL, Weight.BOLD, Ink.TEXT, RIGHT), symbol_ink=ink
        )
        room = inner.width() - used - 12
        top = band.y() + (14 if self._low else 30)
        canvas.icon("check-circle" if covered else "alert", inner.x(), top + 2, 24, ink)
        canvas.text(
            QRect(inner.x() + 36, top, room - 36, 28),
            self._title(state),
            Style(Type.TITLE, Weight.BOLD, ink),
        )
        below = QRect(inner.x(), top + 34, room, band.bottom() - top - 36)
        canvas.wrapped(below, _next_words(state, covered=covered), Style(Type.BODY, align=TOP))

    def _draw_received(self, canvas: Canvas, state: PaymentState) -> None:
        low = self._low
        row = QRect(40, self._band().bottom() + 1, self.width() - 80, 44 if low else 96)
        title = QCoreApplication.translate("Payment", "Received")
        hidden = self._first
        if hidden:
            more = QCoreApplication.translate("Payment", "and {count} more above")
            title = f"{title} · {more.format(count=hidden)}"
        canvas.text(row, title, Style(Type.BODY if low else Type.TITLE, Weight.SEMI))
        size = Type.TITLE if low else Type.SUM
        canvas.money(row, state.received, Style(size, Weight.BOLD, Ink.TEXT, RIGHT))
        canvas.rule(row.x(), row.right() + 1, row.bottom())

    @staticmethod
    def _draw_tender(canvas: Canvas, row: QRect, tender: TenderRow) -> None:
        unsettled = tender.state != CONFIRMED
        ink = Ink.ERR if tender.state == UNKNOWN else Ink.WARN if unsettled else Ink.MUTED
        canvas.icon(ICONS.get(tender.method, "cash"), row.x(), row.center().y() - 12, 24, Ink.MUTED)
        right = row.right() + 1 - REMOVE - 24
        area = QRect(right - AMOUNT, row.y(), AMOUNT, row.height())
        used = canvas.text(area, tender.amount, Style(Type.ROW, Weight.SEMI, Ink.TEXT, RIGHT))
        words = QRect(row.x() + 40, row.y(), right - used - 16 - row.x() - 40, row.height())
        said = state_words(tender.state)
        below = " · ".join(part for part in (said, tender.detail) if part)
        if not below:
            used = canvas.text(words, method_words(tender.method), Style(Type.ROW, Weight.SEMI))
            words.setX(words.x() + used + 14)
            canvas.text(words, tender.time, Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
        else:
            name, note = words.adjusted(0, 2, 0, 0), words.adjusted(0, 0, 0, -4)
            name.setHeight(row.height() // 2)
            note.setTop(row.center().y() + 1)
            used = canvas.text(name, method_words(tender.method), Style(Type.ROW, Weight.SEMI))
            name.setX(name.x() + used + 14)
            canvas.text(name, tender.time, Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
            canvas.text(note, below, Style(Type.BODY, Weight.REGULAR, ink, free=True))
        canvas.rule(row.x(), row.right() + 1, row.bottom())


def _amount(state: PaymentState) -> str:
    """The sum that matters: too much, else missing."""
    return state.missing if state.unknown else state.excess or state.missing


def _next_words(state: PaymentState, *, covered: bool) -> str:
    if state.unknown:
        return QCoreApplication.translate("Payment", "Do not charge again. Enter asks again.")
    if state.excess:
        return QCoreApplication.translate("Payment", "Add goods, or take a payment back.")
    if covered:
        return QCoreApplication.translate("Payment", "Enter finishes the sale.")
    if state.tenders:
        return QCoreApplication.translate("Payment", "Type the rest or choose another way.")
    return QCoreApplication.translate("Payment", "Type the amount or touch a note.")
