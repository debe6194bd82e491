"""The selling floor: implements ``FloorView``; sends intents, holds no rule.

Strip, command line, total, pad and Pay stay where they are in every mode; only the left side and the
meaning of the primary button change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.messages import Message
from app.presenters.panels import Panel
from app.presenters.search_states import SearchState
from app.presenters.states import (
    OVER_PANEL,
    WHILE_PAYING,
    WHILE_SELLING,
    Act,
    BasketRow,
    ChangeState,
    CustomerTile,
    FloorMode,
    PaymentState,
    ReceiptState,
    Sound,
    TilesState,
    TotalsState,
)
from app.presenters.views import FloorActions
from app.ui.basket.view import Basket
from app.ui.floor_layout import floor_layout
from app.ui.floor_side import FloorSide
from app.ui.floor_typing import FloorTyping
from app.ui.floor_words import PrimaryWords, command_words, panel_words, payment_words, sale_words
from app.ui.theme.metrics import GAP, STRIP
from app.ui.theme.theme import Theme
from app.ui.widgets.actions_bar import ActionsBar
from app.ui.widgets.button import PayButton
from app.ui.widgets.change_panel import FOLDED, ChangePanel
from app.ui.widgets.command_line import CommandLine
from app.ui.widgets.notice import HEIGHT, Notice
from app.ui.widgets.panel.card import PanelCard
from app.ui.widgets.panel.focus import go_on
from app.ui.widgets.panel.foot import PanelFoot
from app.ui.widgets.payment_panel import PaymentPanel
from app.ui.widgets.receipt_panel import ReceiptPanel
from app.ui.widgets.search_list import SearchPanel
from app.ui.widgets.total_card import TotalCard


class Floor(QWidget):
    """Screens 3 to 12 in one.

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
        self.acts: frozenset[Act] = frozenset()
        self._layout = floor_layout(1366, 768)
        self.command = CommandLine(theme, self._typed, partial(self.act, Act.SEARCH), self._finger, self)
        self.basket = Basket(theme, self)
        self.search = SearchPanel(theme, self._hit, self)
        self.payment = PaymentPanel(theme, self._remove_tender, self._cash, self.act, self)
        self.change = ChangePanel(theme, self.act, self)
        self.receipt = ReceiptPanel(theme, self.act, self)
        self.actions_bar = ActionsBar(theme, self.act, self)
        self.total = TotalCard(theme, self)
        self.side = FloorSide(theme, self, self)
        self.pay = PayButton(theme, self._primary, self)
        self.pay.setObjectName("act.pay")
        self.panel = PanelCard(theme, self.act, self)
        self.foot = PanelFoot(theme, self.panel.ear, self)
        self.panel.ear.finger = self._finger
        self.typing = FloorTyping(theme, self, self)
        self.panel.ear.answered = self.typing.answered
        self.notice = Notice(theme, self.act, self._notice_closed, self)
        self._retranslate()
        self.show_mode(FloorMode.SALE)

    def bind(self, actions: FloorActions) -> None:
        """Say who hears of what people do here."""
        self._actions = actions
        self.basket.bind(actions)
        self.panel.bind(actions.panel_actions)

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
        if mode is not FloorMode.SEARCH:
            self.typing.hide()
        self.mode = mode
        paying, panel = mode is FloorMode.PAYMENT, mode is FloorMode.PANEL
        self.command.setVisible(not panel)
        self.basket.setVisible(mode is FloorMode.SALE or (mode is FloorMode.CHANGE and self._folded))
        self.search.setVisible(mode is FloorMode.SEARCH)
        self.payment.setVisible(paying)
        self.change.setVisible(mode is FloorMode.CHANGE)
        self.receipt.setVisible(mode is FloorMode.RECEIPT)
        self.panel.setVisible(panel)
        self.notice.setVisible(self.notice.message is not None and not panel)
        self.foot.setVisible(panel)
        self.actions_bar.setVisible(not panel)
        self.actions_bar.show_back(paying or mode in (FloorMode.RECEIPT, FloorMode.SEARCH))
        self.side.show_mode(mode, self._layout)
        self._say_command()
        self._say_primary()
        self._stack()
        self.restore_focus()
        self._changed()

    def _stack(self) -> None:
        """The notice over the basket, the panel over both."""
        self.notice.raise_()
        self.panel.raise_()
        self.typing.keyboard.raise_()

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
            if self._folded:
                self._folded = False
                self.place_left()  # the next change due stands in full
            return
        folded, self._folded = self._folded, state.folded
        self.change.show_change(state)
        if folded != state.folded:
            self.basket.setVisible(self.mode is FloorMode.CHANGE and state.folded)
            self.place_left()
            self.change.raise_()
            self._stack()

    def show_receipt(self, state: ReceiptState | None) -> None:
        """Draw a receipt preview."""
        if state is not None:
            self.receipt.show_receipt(state)

    def notify(self, message: Message | None) -> None:
        """Show one message over the last rows."""
        self.notice.show_message(message)
        if self.mode is FloorMode.PANEL:
            self.notice.hide()  # it comes back over the basket when the panel closed in time
            self.panel.notify(message)

    def show_panel(self, panel: Panel | None) -> None:
        """Draw what stands on the panel; None takes it away."""
        was = self.panel.active
        self.panel.show_panel(panel)
        if panel is not None:
            self.foot.show_panel(panel)
            self.typing.follow()
        self._say_primary()
        if self.mode is FloorMode.PANEL and self.panel.active is not was:
            self.restore_focus()

    def show_acts(self, acts: frozenset[Act]) -> None:
        """Show the buttons of these actions and no others."""
        self.acts = acts
        self.actions_bar.show_acts(acts)
        self.payment.show_acts(acts)
        self.side.show_acts(acts)

    def acts_now(self) -> frozenset[Act]:
        """Actions that belong to what is on the screen."""
        if self.mode is FloorMode.PANEL:
            return (self.acts & OVER_PANEL) - {Act.PAY}  # Pay's place is the panel's next step
        if self.mode is FloorMode.PAYMENT:
            return self.acts - WHILE_SELLING
        return self.acts - WHILE_PAYING

    def show_customer(self, customer: CustomerTile) -> None:
        """Draw who buys."""
        self.side.show_customer(customer)

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
        if self.mode in (FloorMode.PAYMENT, FloorMode.PANEL):
            self._actions.enter()
        else:
            self._actions.act(Act.PAY)

    def _notice_closed(self) -> None:
        self.restore_focus()

    def _finger(self) -> None:
        self.typing.open()

    def restore_focus(self) -> None:
        """Give the keyboard back to the command line, or to the panel's field."""
        if self.mode is FloorMode.PANEL:
            self.panel.restore_focus()
        else:
            self.command.edit.setFocus()

    def move_focus(self, step: int, *, inside: bool = False) -> bool:
        """Tab through the open panel; ``inside``: among the answers of one block. Whether it moved."""
        stops = self.panel.neighbours() if inside else [*self.panel.stops(), *self.foot.stops()]
        return go_on(stops, self.window().focusWidget(), step)

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
        said = command_words(self.mode, self._layout.left.width())
        self.command.say(said.asks, said.hint, said.key, said.icon)

    def _say_primary(self) -> None:
        panel = self.panel.panel
        if self.mode is FloorMode.PANEL:
            if panel is not None:
                self._show_primary(panel_words(panel))
            return
        if self.mode is FloorMode.PAYMENT and self._payment is not None:
            self.total.paying(self._payment.due)
            self._show_primary(payment_words(self._payment))
            return
        self.total.paying("")
        self._show_primary(sale_words(self._totals), idle=self.mode is FloorMode.RECEIPT)

    def _show_primary(self, said: PrimaryWords, *, idle: bool = False) -> None:
        self.pay.set_idle(said.idle or idle or self._behind)
        self.pay.show_amount(said.words, said.amount, said.key, danger=said.danger)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything where the numbers say."""
        super().resizeEvent(event)
        self._layout = floor_layout(self.width(), self.height() + STRIP)
        at = self._layout
        self.command.place(at.command)
        self.actions_bar.setGeometry(at.actions)
        self.total.setGeometry(at.total)
        self.pay.setGeometry(at.pay)
        self.panel.setGeometry(at.command.united(at.left))
        self.typing.keyboard.setGeometry(at.keyboard)
        self.foot.setGeometry(at.actions)
        self.side.place(at)
        self.place_left()
        self.side.show_mode(self.mode, at)
        self._say_command()

    def place_left(self) -> None:
        """Put the left side in its place, above the screen keyboard while it is there."""
        left = QRect(self._layout.left)
        if not self.typing.keyboard.isHidden():
            left.setBottom(min(left.bottom(), self.typing.keyboard.y() - GAP - 1))
        self.panel.cover(self.panel.geometry().bottom() - left.bottom())
        for panel in (self.basket, self.search, self.payment, self.receipt):
            panel.setGeometry(left)
        self.change.setGeometry(QRect(left.x(), left.y(), left.width(), FOLDED) if self._folded else left)
        self.notice.setGeometry(
            QRect(left.x() + 8, left.bottom() + 1 - HEIGHT - 8, left.width() - 16, HEIGHT)
        )


def _nobody() -> None:
    """Nobody follows what the floor shows."""
