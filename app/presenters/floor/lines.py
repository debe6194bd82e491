"""What keys and buttons do to the lines of the basket, while the basket is in sight."""

from __future__ import annotations

from app.presenters.floor.adding import Adding
from app.presenters.floor.modes import Modes
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.usecases.open_sale import OpenSale


class LineActs:
    """Quantity, removing, undo and repeat; nothing is done to a basket that is hidden."""

    def __init__(self, open_sale: OpenSale, rows: SaleRows, adding: Adding, modes: Modes) -> None:
        self._open = open_sale
        self._rows = rows
        self._adding = adding
        self._modes = modes

    def quantity(self, typed: str) -> None:
        """Ask for the quantity of the selected line, or take the number typed before."""
        key = self._rows.selected_line()
        if not self._modes.selling:
            return
        if key is None:
            self._adding.refuse(Message(M.NOTHING_SELECTED, Tone.INFO))
        elif not self._adding.frozen():
            self._adding.ask_quantity(key, typed)

    def step(self, step: int) -> None:
        """One more or one less on the selected row; below one removes it."""
        key = self._rows.selected_line()
        if self._modes.selling and key is not None and not self._adding.frozen():
            self._adding.step(key, step)

    def remove_selected(self) -> None:
        """Take the selected row out; with none chosen, the last scan that was not added."""
        if not self._modes.selling:
            return
        index = self._rows.selected
        if index is None:
            index = self._rows.last_error()
        if index is None:
            self._adding.refuse(Message(M.NOTHING_SELECTED, Tone.INFO))
        else:
            self.remove(index)

    def remove(self, index: int) -> None:
        """Take a row out: goods, or a scan that was not added."""
        if not self._modes.selling:
            return
        if self._rows.is_error(index):
            self._rows.drop_error(index)
            return
        key, returned = self._rows.line_key(index), self._rows.returned_line(index)
        if self._adding.frozen():
            return
        if key is not None:
            self._adding.remove(key)
        elif returned is not None:
            self._open.keep_with_customer(returned)
            self._rows.reset()

    def undo(self) -> None:
        """Take the last change back."""
        if self._modes.selling and not self._adding.frozen():
            self._adding.forget()
            self._adding.attempt(self._open.undo)

    def repeat(self) -> None:
        """The last goods once more."""
        if self._modes.selling and not self._adding.frozen():
            self._adding.attempt(self._open.repeat_last)
