"""Taking money: methods, what is missing, what was received."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.presenters.states import Act, PaymentState
from app.ui.theme.metrics import GAP, MARGIN, TARGET
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Look, NoteButton
from app.ui.widgets.method_bar import MethodBar
from app.ui.widgets.received_card import ReceivedCard

METHODS = 76


class PaymentPanel(QWidget):
    """The left side while paying: ways to pay, the missing sum first, tenders below it.

    Args:
        remove: Takes a tender back by its index.
        cash: Chooses cash: gives the keyboard back to the amount.
        act: Chooses another way to pay.
    """

    def __init__(
        self,
        theme: Theme,
        remove: Callable[[int], None],
        cash: Callable[[], None],
        act: Callable[[Act], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.methods = MethodBar(theme, cash, act, self)
        self.card = ReceivedCard(theme, remove, self)

    def show_payment(self, state: PaymentState) -> None:
        """Draw the state."""
        self.card.show_payment(state)

    def show_acts(self, acts: frozenset[Act]) -> None:
        """Show the ways to pay this till has."""
        self.methods.show_acts(acts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Methods above, the card below."""
        super().resizeEvent(event)
        self.methods.setGeometry(0, 4, self.width(), METHODS - 4)
        top = METHODS + MARGIN
        self.card.setGeometry(0, top, self.width(), self.height() - top)


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
