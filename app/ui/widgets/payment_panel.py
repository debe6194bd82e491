"""Taking money: methods, what is missing, what was received."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, PaymentState, TenderRow
from app.ui.theme.metrics import GAP, MARGIN, TARGET, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import ActionButton, Button, Look, NoteButton
from app.ui.widgets.canvas import RIGHT, TOP, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.words import act_words, key_words

METHODS = 76
NOTHING = "0.00"


def method_words(method: str) -> str:
    """Name of a way to pay."""
    if method == "cash":
        return QCoreApplication.translate("Payment", "Cash")
    return method


class PaymentPanel(QWidget):
    """The left side while paying: one method so far, the missing sum first, tenders below it.

    Args:
        remove: Takes a tender back by its index.
        cash: Chooses cash: gives the keyboard back to the amount.
    """

    def __init__(
        self,
        theme: Theme,
        remove: Callable[[int], None],
        cash: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.cash = ActionButton(theme, cash, self, icon="cash")
        self.cash.setObjectName("method.cash")
        self.cash.choose(True)
        self.card = _Received(theme, remove, self)
        self._retranslate()

    def show_payment(self, state: PaymentState) -> None:
        """Draw the state."""
        self.card.show_payment(state)

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.cash.say(method_words("cash"), "F5")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Methods above, the card below."""
        super().resizeEvent(event)
        self.cash.setGeometry(0, 4, min(240, self.width()), METHODS - 4)
        top = METHODS + MARGIN
        self.card.setGeometry(0, top, self.width(), self.height() - top)


class _Received(Painted):
    """Card: missing (or covered), received, tenders."""

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
        announce(self, f"{self._title(state)} B/. {state.missing}")
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

    @property
    def _low(self) -> bool:
        return self.height() < 300

    def _band(self) -> QRect:
        return QRect(16, 16, self.width() - 32, 84 if self._low else 128)

    def _row(self, at: int) -> QRect:
        top = self._band().bottom() + 1 + (44 if self._low else 96)
        height = 52 if self._low else 72
        return QRect(40, top + at * height, self.width() - 80, height)

    def _arrange(self) -> None:
        for at, button in enumerate(self._buttons):
            row = self._row(at)
            top = row.y() + (row.height() - TARGET) // 2
            button.setGeometry(row.right() + 1 - 152, top, 152, TARGET)
            button.setVisible(row.bottom() <= self.height())

    @staticmethod
    def _title(state: PaymentState) -> str:
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
        for at, tender in enumerate(state.tenders):
            row = self._row(at)
            if row.bottom() <= self.height():
                self._draw_tender(canvas, row, tender)

    def _draw_missing(self, canvas: Canvas, state: PaymentState) -> None:
        band = self._band()
        covered = state.missing == NOTHING
        ink, soft = (Ink.OK, Ink.OK_SOFT) if covered else (Ink.WARN, Ink.WARN_SOFT)
        canvas.box(band, soft)
        inner = band.adjusted(24, 0, -24, 0)
        used = canvas.money(
            inner, state.missing, Style(Type.TOTAL, Weight.BOLD, Ink.TEXT, RIGHT), symbol_ink=ink
        )
        room = inner.width() - used - 12
        top = band.y() + (14 if self._low else 30)
        canvas.icon("check-circle" if covered else "alert", inner.x(), top + 2, 24, ink)
        canvas.text(
            QRect(inner.x() + 36, top, room - 36, 28),
            self._title(state),
            Style(Type.TITLE, Weight.BOLD, ink),
        )
        if covered:
            said = QCoreApplication.translate("Payment", "Enter finishes the sale.")
        elif state.tenders:
            said = QCoreApplication.translate("Payment", "Type the rest or touch a note.")
        else:
            said = QCoreApplication.translate("Payment", "Type the amount or touch a note.")
        below = QRect(inner.x(), top + 34, room, band.bottom() - top - 36)
        canvas.wrapped(below, said, Style(Type.BODY, align=TOP))

    def _draw_received(self, canvas: Canvas, state: PaymentState) -> None:
        low = self._low
        top = self._band().bottom() + 1
        row = QRect(40, top, self.width() - 80, 44 if low else 96)
        title = QCoreApplication.translate("Payment", "Received")
        canvas.text(row, title, Style(Type.BODY if low else Type.TITLE, Weight.SEMI))
        size = Type.TITLE if low else Type.SUM
        canvas.money(row, state.received, Style(size, Weight.BOLD, Ink.TEXT, RIGHT))
        canvas.rule(row.x(), row.right() + 1, row.bottom())

    @staticmethod
    def _draw_tender(canvas: Canvas, row: QRect, tender: TenderRow) -> None:
        canvas.icon("cash", row.x(), row.center().y() - 12, 24, Ink.MUTED)
        left = row.x() + 40
        area = QRect(left, row.y(), row.width() - 40, row.height())
        used = canvas.text(area, method_words(tender.method), Style(Type.ROW, Weight.SEMI))
        area = QRect(left + used + 14, row.y(), 80, row.height())
        canvas.text(area, tender.time, Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
        right = row.right() + 1 - 152 - 24
        area = QRect(right - 140, row.y(), 140, row.height())
        canvas.text(area, tender.amount, Style(Type.ROW, Weight.SEMI, Ink.TEXT, RIGHT))
        canvas.rule(row.x(), row.right() + 1, row.bottom())


class Notes(QWidget):
    """Quick notes: a column of five, or one row where there is no room for a column."""

    def __init__(self, theme: Theme, picked: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picked = picked
        self._buttons: list[NoteButton] = []
        self._notes: tuple[str, ...] = ()

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Draw the notes, in whole balboas."""
        if notes == self._notes:
            return
        self._notes = notes
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._button(note) for note in notes]
        self._arrange()

    def set_idle(self, idle: bool) -> None:
        """Draw as not calling, while a panel is open."""
        for button in self._buttons:
            button.set_idle(idle)

    def _button(self, note: str) -> NoteButton:
        button = NoteButton(self._theme, partial(self._picked, note), self, look=Look.CARD)
        button.guarded = True
        button.say(note)
        button.setAccessibleName(f"B/. {note}")
        button.setObjectName(f"note.{note}")
        button.show()
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self._buttons)
        if not count:
            return
        row = self.height() < count * (TARGET + GAP)
        length = self.width() if row else self.height()
        free = length - GAP * (count - 1)
        for at, button in enumerate(self._buttons):
            start = free * at // count + GAP * at
            end = free * (at + 1) // count + GAP * at
            if row:
                button.setGeometry(start, 0, end - start, self.height())
            else:
                button.setGeometry(0, start, self.width(), end - start)
