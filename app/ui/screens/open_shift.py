"""Screen 2, opening a shift: implements ``OpenShiftView``."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import DenominationRow, OpenShiftState
from app.presenters.views import OpenShiftActions
from app.ui.messages import words
from app.ui.theme.metrics import ACTION, GAP, PAY, Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.alert import announce
from app.ui.widgets.button import Button, Look, PayButton
from app.ui.widgets.canvas import CENTER, RIGHT, TOP, Canvas, Style
from app.ui.widgets.notice import TONES
from app.ui.widgets.pad import BACK, ENTER, Pad
from app.ui.widgets.painted import Painted

KEYS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), (BACK, "0", ENTER))
WIDTH = 1040
GUTTER = 16
HEAD = 72
PAD_WIDTH = 384
INFO = 96


class DenominationButton(Button):
    """One denomination: a coin or a note, how many, what they come to."""

    row: DenominationRow | None = None

    def show_row(self, row: DenominationRow) -> None:
        """Draw the row."""
        if row != self.row:
            self.row = row
            self.say(f"{row.label} × {row.count or 0}")
            self.update()

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint piece, count and amount."""
        row = self.row
        if row is None:
            return
        height, width = self.height(), self.width()
        if row.coin:
            size = min(40, height - 8)
            box = QRect(12 + (60 - size) // 2, (height - size) // 2, size, size)
            canvas.disc(box, Ink.CARD, Ink.EDGE, 1.5)
            small = Style(Type.CAPTION, Weight.BOLD, Ink.TEXT, CENTER)
            canvas.text(box.adjusted(-4, 0, 4, 0), row.label.removeprefix("0"), small)
        else:
            box = QRect(12, (height - 34) // 2, 60, 34)
            canvas.box(box, Ink.CARD, Ink.EDGE, width=1.5, radius=5)
            canvas.text(box, row.label, Style(Type.BODY, Weight.BOLD, Ink.TEXT, CENTER))
        canvas.text(QRect(84, 0, 16, height), "×", Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
        count = Style(Type.TITLE, Weight.BOLD if row.count else Weight.REGULAR, Ink.TEXT)
        if not row.count:
            count.ink = Ink.MUTED
        canvas.text(QRect(104, 0, 60, height), row.count or "0", count)
        amount = Style(Type.BODY, Weight.SEMI if row.count else Weight.REGULAR, Ink.TEXT, RIGHT)
        if not row.count:
            amount.ink = Ink.MUTED
        canvas.text(QRect(width - 112, 0, 96, height), row.amount, amount)
        del ink


class OpenShift(Painted):
    """The float: the fixed one in one Enter, or counted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._actions: OpenShiftActions | None = None
        self._state: OpenShiftState | None = None
        self._rows: list[DenominationButton] = []
        self.pad = Pad(theme, self._pad, self, keys=KEYS)
        self.open = PayButton(theme, partial(self._pad, "open"), self)
        self.open.setObjectName("shift.open")
        self.count = Button(theme, self._count, self, icon="cash")
        self.count.setObjectName("shift.count")
        self.back = Button(theme, self._back, self, icon="chevron-left")
        self.back.setObjectName("shift.back")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retranslate()

    def bind(self, actions: OpenShiftActions) -> None:
        """Say who hears of what people do here."""
        self._actions = actions

    def show_open_shift(self, state: OpenShiftState) -> None:
        """Draw the state."""
        self._state = state
        while len(self._rows) < len(state.rows):
            at = len(self._rows)
            button = DenominationButton(self.theme, partial(self._select, at), self, look=Look.CARD)
            button.setObjectName(f"denomination.{at}")
            self._rows.append(button)
        for at, (button, row) in enumerate(zip(self._rows, state.rows, strict=True)):
            button.show_row(row)
            button.choose(state.counting and at == state.selected)
            button.show()
        self.open.set_idle(state.busy)
        if state.message is not None:
            said = words(state.message)
            announce(self, f"{said.title}. {said.body}")
        self.count.setVisible(not state.counting and not (self._tall and state.message is not None))
        self._retranslate()
        self._arrange()
        self.update()

    def restore_focus(self) -> None:
        """Give the keyboard to the screen."""
        self.setFocus()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Digits, arrows, Enter and Esc; says whether the key was taken."""
        actions, state = self._actions, self._state
        if actions is None or state is None:
            return False
        key, text = event.key(), event.text()
        if text.isdecimal() and text.isascii():
            actions.digit(text)
        elif key == Qt.Key.Key_Backspace:
            actions.erase()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F10):
            if not event.isAutoRepeat():
                actions.enter()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            actions.next_row()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            actions.select((state.selected - 1) % max(1, len(state.rows)))
        elif key == Qt.Key.Key_Escape:
            actions.back()
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        state = self._state
        amount = ""
        if state is not None:
            amount = state.counted if state.counting else state.fixed_float
        self.open.show_amount(QCoreApplication.translate("Shift", "OPEN SHIFT"), amount, "Enter")
        self.count.say(QCoreApplication.translate("Shift", "Count by denominations"))
        self.back.say(QCoreApplication.translate("Shift", "Back"), "Esc")

    def _pad(self, name: str) -> None:
        actions = self._actions
        if actions is None:
            return
        if name == BACK:
            actions.erase()
        elif name == ENTER:
            actions.next_row()
        elif name == "open":
            actions.enter()
        else:
            actions.digit(name)

    def _select(self, at: int) -> None:
        if self._actions is not None:
            self._actions.select(at)

    def _count(self) -> None:
        if self._actions is not None:
            self._actions.count()

    def _back(self) -> None:
        if self._actions is not None:
            self._actions.back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new size."""
        super().resizeEvent(event)
        self._arrange()

    # -- places -----------------------------------------------------------------------------------

    @property
    def _tall(self) -> bool:
        return self.height() > self.width()

    def _area(self) -> QRect:
        width = min(WIDTH, self.width() - 2 * GUTTER)
        height = min(self.height() - 2 * GUTTER, 960 if self._tall else 672)
        top = max(GUTTER, (self.height() - height) // 2)
        return QRect((self.width() - width) // 2, top, width, height)

    def _cards(self) -> tuple[QRect, QRect]:
        body = self._area().adjusted(0, HEAD, 0, 0)
        if self._tall:
            left = QRect(body.x(), body.y(), body.width(), 132 + 5 * (48 + GAP) - GAP + 24 + ACTION + 12)
            top = left.bottom() + 1 + GUTTER
            return left, QRect(body.x(), top, body.width(), body.bottom() + 1 - top)
        left = QRect(body.x(), body.y(), body.width() - PAD_WIDTH - GUTTER, body.height())
        return left, QRect(left.right() + 1 + GUTTER, body.y(), PAD_WIDTH, body.height())

    def _arrange(self) -> None:
        left, right = self._cards()
        inner = left.adjusted(24, 132, -24, -24)
        half = (inner.width() - GAP) // 2
        per = max(1, -(-len(self._rows) // 2))
        foot = 0 if self._state is not None and self._state.counting else ACTION + 12
        tall = min(72, max(48, (inner.height() - foot - GAP * (per - 1)) // per))
        for at, button in enumerate(self._rows):
            column, row = divmod(at, per)
            x = inner.x() + column * (half + GAP)
            button.setGeometry(x, inner.y() + row * (tall + GAP), half, tall)
        self.count.setGeometry(inner.x(), inner.bottom() + 1 - ACTION, inner.width(), ACTION)
        self.open.setGeometry(right.x(), right.bottom() + 1 - PAY, right.width(), PAY)
        bottom = self.open.y() - 12
        info = 0 if self._tall else INFO + 12
        height = min(bottom - right.y() - info, 4 * 96 + 3 * GAP)
        self.pad.setGeometry(right.x(), bottom - height, right.width(), height)
        area = self._area()
        self.back.setGeometry(area.right() + 1 - 160, area.y(), 160, 48)

    # -- painting ---------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Paint head, card and message."""
        canvas.fill(self.rect(), Ink.BG)
        state = self._state
        if state is None:
            return
        area = self._area()
        title = QCoreApplication.translate("Shift", "Open shift")
        canvas.text(QRect(area.x(), area.y() - 3, 400, 30), title, Style(Type.KEY, Weight.BOLD))
        below = " · ".join(part for part in (state.person, state.business_date) if part)
        canvas.text(
            QRect(area.x(), area.y() + 26, area.width() - 180, 24),
            below,
            Style(Type.BODY, Weight.REGULAR, Ink.MUTED, free=True),
        )
        left, right = self._cards()
        canvas.box(left, Ink.CARD, Ink.LINE, radius=Radius.CARD)
        caption = QCoreApplication.translate("Shift", "Fixed float")
        amount = state.fixed_float
        if state.counting:
            caption, amount = QCoreApplication.translate("Shift", "Counted"), state.counted
        head = QRect(left.x() + 24, left.y() + 12, left.width() - 48, 96)
        canvas.text(head, caption, Style(Type.TITLE, Weight.BOLD))
        canvas.money(head, amount, Style(Type.TOTAL, Weight.BOLD, Ink.TEXT, RIGHT))
        canvas.rule(left.x() + 24, left.right() - 23, left.y() + 116)
        self._draw_side(canvas, right, state)

    def _draw_side(self, canvas: Canvas, right: QRect, state: OpenShiftState) -> None:
        box = QRect(right.x(), right.y(), right.width(), self.pad.y() - right.y() - 12)
        if self._tall:
            box = self.count.geometry()
            if state.message is None:
                return
        if state.message is not None:
            ink, soft, icon = TONES[state.message.tone]
            canvas.box(box, soft, ink, width=2)
            canvas.icon(icon, box.x() + 16, box.y() + 16, 24, ink)
            said = words(state.message)
            inner = box.adjusted(52, 6 if self._tall else 12, -16, -4)
            title = QRect(inner.x(), inner.y(), inner.width(), 24)
            canvas.text(title, said.title, Style(Type.BODY, Weight.BOLD, free=True))
            canvas.wrapped(inner.adjusted(0, 24, 0, 0), said.body, Style(Type.CAPTION, align=TOP))
            return
        canvas.box(box, Ink.CARD, Ink.LINE, radius=Radius.CARD)
        if state.counting:
            hint = QCoreApplication.translate("Shift", "Type how many of each. ↓ goes to the next.")
        else:
            hint = QCoreApplication.translate(
                "Shift", "If the drawer holds the fixed float, press Enter. To count it, type a number."
            )
        canvas.icon("info", box.x() + 16, box.y() + 14, 24, Ink.ACCENT)
        canvas.wrapped(box.adjusted(52, 15, -12, -8), hint, Style(Type.BODY, align=TOP))
