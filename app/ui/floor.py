"""The selling floor: implements ``FloorView``; sends intents, holds no rule.

Strip, command line, total, pad and Pay stay where they are in every mode; only the left side and the
meaning of the primary button change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.messages import Message
from app.presenters.states import (
    Act,
    BasketRow,
    ChangeState,
    FloorMode,
    PaymentState,
    ReceiptState,
    SearchState,
    Sound,
    TilesState,
    TotalsState,
)
from app.presenters.views import FloorActions
from app.ui.basket.view import Basket
from app.ui.floor_layout import floor_layout
from app.ui.floor_side import FloorSide
from app.ui.theme.metrics import STRIP
from app.ui.theme.theme import Theme
from app.ui.widgets.actions_bar import ActionsBar
from app.ui.widgets.button import PayButton
from app.ui.widgets.change_panel import FOLDED, ChangePanel
from app.ui.widgets.command_line import CommandLine
from app.ui.widgets.notice import HEIGHT, Notice
from app.ui.widgets.payment_panel import PaymentPanel
from app.ui.widgets.receipt_panel import ReceiptPanel
from app.ui.widgets.search_list import SearchPanel
from app.ui.widgets.total_card import TotalCard
from app.ui.words import act_words, key_words


class Floor(QWidget):
    """Screens 3 to 7 in one.

    Args:
        sounds: Plays a sound and returns at once.
        cleared: Told when a notice left by itself.
    """

    def __init__(self, theme: Theme, sounds: Callable[[Sound], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._sounds = sounds
        self._actions: FloorActions | None = None
        self._changed: Callable[[], None] = _nobody
        self.mode = FloorMode.SALE
        self._payment: PaymentState | None = None
        self._totals: TotalsState | None = None
        self._folded = False
        self._behind = False
        self._layout = floor_layout(1366, 768)
        self.command = CommandLine(theme, self._typed, partial(self.act, Act.SEARCH), self)
        self.basket = Basket(theme, self)
        self.search = SearchPanel(theme, self._hit, self)
        self.payment = PaymentPanel(theme, self._remove_tender, self._cash, self)
        self.change = ChangePanel(theme, self.act, self)
        self.receipt = ReceiptPanel(theme, self.act, self)
        self.actions_bar = ActionsBar(theme, self.act, self)
        self.total = TotalCard(theme, self)
        self.side = FloorSide(theme, self, self)
        self.pay = PayButton(theme, self._primary, self)
        self.pay.setObjectName("act.pay")
        self.notice = Notice(theme, self.act, self._notice_closed, self)
        self._retranslate()
        self.show_mode(FloorMode.SALE)

    def bind(self, actions: FloorActions) -> None:
        """Say who hears of what people do here."""
        self._actions = actions
        self.basket.bind(actions)

    def watch(self, changed: Callable[[], None]) -> None:
        """Tell ``changed`` of every change of basket, payment or change due; it must return at once."""
        self._changed = changed

    @property
    def actions_of(self) -> FloorActions | None:
        """Who hears of what people do here."""
        return self._actions

    # -- FloorView ------------------------------------------------------------------------------

    def show_mode(self, mode: FloorMode) -> None:
        """Switch the left side and the meaning of the primary button."""
        self.mode = mode
        paying = mode is FloorMode.PAYMENT
        self.basket.setVisible(mode is FloorMode.SALE or (mode is FloorMode.CHANGE and self._folded))
        self.search.setVisible(mode is FloorMode.SEARCH)
        self.payment.setVisible(paying)
        self.change.setVisible(mode is FloorMode.CHANGE)
        self.receipt.setVisible(mode is FloorMode.RECEIPT)
        self.actions_bar.show_back(paying or mode in (FloorMode.RECEIPT, FloorMode.SEARCH))
        self.side.show_mode(mode, self._layout)
        self._say_command()
        self._say_primary()
        self.notice.raise_()
        self._changed()

    def reset_rows(self, rows: Sequence[BasketRow]) -> None:
        """Replace all rows."""
        self.basket.reset_rows(rows)

    def append_row(self, row: BasketRow) -> None:
        """Add a row at the end."""
        self.basket.append_row(row)

    def insert_row(self, index: int, row: BasketRow) -> None:
        """Put a row back where it was."""
        self.basket.insert_row(index, row)

    def update_row(self, index: int, row: BasketRow) -> None:
        """Repaint one row."""
        self.basket.model.update_row(index, row)

    def remove_row(self, index: int) -> None:
        """Take one row away."""
        self.basket.model.take(index)

    def select_row(self, index: int | None) -> None:
        """Mark the selected row."""
        self.basket.table.mark(index)

    def show_totals(self, totals: TotalsState) -> None:
        """Update the total card and the amount on Pay."""
        self._totals = totals
        self.total.show_totals(totals)
        self.actions_bar.set_idle(totals.lines == 0)
        self._say_primary()
        self._changed()

    def set_command(self, text: str) -> None:
        """Replace the text of the command line."""
        self.command.set_text(text)

    def show_search(self, state: SearchState | None) -> None:
        """Show or hide the list of hits; the mode decides what stands in its place."""
        if state is not None:
            self.search.show_search(state)

    def show_tiles(self, state: TilesState) -> None:
        """Draw tabs and tiles."""
        self.side.show_tiles(state)

    def show_payment(self, state: PaymentState) -> None:
        """Draw the payment side."""
        self._payment = state
        self.payment.show_payment(state)
        self.side.notes.show_notes(state.notes)
        self._say_primary()
        self._changed()

    def show_change(self, state: ChangeState | None) -> None:
        """Draw change due; None takes it away."""
        self._changed()
        if state is None:
            self._folded = False
            return
        folded, self._folded = self._folded, state.folded
        self.change.show_change(state)
        if folded != state.folded:
            self.basket.setVisible(self.mode is FloorMode.CHANGE and state.folded)
            self._place_left()
            self.change.raise_()
            self.notice.raise_()

    def show_receipt(self, state: ReceiptState | None) -> None:
        """Draw a receipt preview."""
        if state is not None:
            self.receipt.show_receipt(state)

    def notify(self, message: Message | None) -> None:
        """Show one message over the last rows."""
        self.notice.show_message(message)

    def sound(self, sound: Sound) -> None:
        """Play a sound."""
        self._sounds(sound)

    def stand_behind(self, behind: bool) -> None:
        """Draw Pay idle while something lies over the floor."""
        self._behind = behind
        self._say_primary()

    # -- what people do ---------------------------------------------------------------------------

    def act(self, action: Act) -> None:
        """Pass an action on."""
        if self._actions is not None:
            self._actions.act(action)

    def _typed(self, text: str) -> None:
        if self._actions is not None:
            self._actions.command_changed(text)

    def _hit(self, index: int) -> None:
        if self._actions is not None:
            self._actions.pick_hit(index)

    def _remove_tender(self, index: int) -> None:
        if self._actions is not None:
            self._actions.remove_tender(index)

    def _cash(self) -> None:
        self.command.edit.setFocus()

    def _primary(self) -> None:
        if self._actions is None:
            return
        if self.mode is FloorMode.PAYMENT:
            self._actions.enter()
        else:
            self._actions.act(Act.PAY)

    def _notice_closed(self) -> None:
        self.restore_focus()

    def restore_focus(self) -> None:
        """Give the keyboard back to the command line."""
        self.command.edit.setFocus()

    # -- words and places -------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._say_command()
        self._say_primary()

    def _say_command(self) -> None:
        hint, key, icon = act_words(Act.SEARCH), key_words(Act.SEARCH), "scan"
        if self.mode is FloorMode.PAYMENT:
            asks = QCoreApplication.translate("Command", "Type the amount received")
            hint, key, icon = "", "", "cash"
        elif self.mode is FloorMode.CHANGE:
            asks = QCoreApplication.translate("Command", "Scan for the next sale")
        elif self._layout.left.width() < 640:
            asks = QCoreApplication.translate("Command", "Scan, search or 12*code")
        else:
            asks = QCoreApplication.translate("Command", "Scan, search or type 12*code")
        self.command.say(asks, hint, key, icon)

    def _say_primary(self) -> None:
        state, totals = self._payment, self._totals
        if self.mode is FloorMode.PAYMENT and state is not None:
            self._say_paying(state)
            return
        self.total.paying("")
        nothing = totals is None or totals.lines == 0
        self.pay.set_idle(nothing or self._behind or self.mode is FloorMode.RECEIPT)
        amount = totals.total if totals is not None else ""
        self.pay.show_amount(QCoreApplication.translate("Pay", "PAY"), amount, key_words(Act.PAY))

    def _say_paying(self, state: PaymentState) -> None:
        self.total.paying(state.due)
        self.pay.set_idle(state.busy or self._behind)
        if state.busy:
            words = QCoreApplication.translate("Pay", "SAVING…")
        elif state.typed:
            words = QCoreApplication.translate("Pay", "RECEIVE")
        else:
            words = QCoreApplication.translate("Pay", "EXACT")
        self.pay.show_amount(words, state.primary, "" if state.busy else "Enter")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything where the numbers say."""
        super().resizeEvent(event)
        self._layout = floor_layout(self.width(), self.height() + STRIP)
        at = self._layout
        self.command.place(at.command)
        self.actions_bar.setGeometry(at.actions)
        self.total.setGeometry(at.total)
        self.pay.setGeometry(at.pay)
        self.side.place(at)
        self._place_left()
        self.side.show_mode(self.mode, at)
        self._say_command()

    def _place_left(self) -> None:
        left = self._layout.left
        for panel in (self.basket, self.search, self.payment, self.receipt):
            panel.setGeometry(left)
        self.change.setGeometry(QRect(left.x(), left.y(), left.width(), FOLDED) if self._folded else left)
        self.notice.setGeometry(
            QRect(left.x() + 8, left.bottom() + 1 - HEIGHT - 8, left.width() - 16, HEIGHT)
        )


def _nobody() -> None:
    """Nobody follows what the floor shows."""
