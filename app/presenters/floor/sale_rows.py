"""The basket on the screen: rows, selection and totals, changed one row at a time."""

from __future__ import annotations

from typing import Final

from app.presenters import format as fmt
from app.presenters.floor.rows import (
    RETURN_KEYS,
    RowLedger,
    error_row,
    item_row,
    return_rows,
    totals_of,
)
from app.presenters.floor.standing import buyer_tile
from app.presenters.messages import Message
from app.presenters.views import FloorView
from app.usecases.catalogue import Catalogue
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from core.domain.basket_change import Change, ChangeKind
from core.domain.basket_line import BasketLine
from core.domain.basket_lines import Also

MOST_ERRORS: Final = 50
"""Refused scans that stand between the lines; the oldest goes for another."""


class SaleRows:
    """Keeps the view's rows equal to the sale's lines, with error rows between them."""

    def __init__(self, view: FloorView, state: TillState, open_sale: OpenSale, catalogue: Catalogue) -> None:
        self._view = view
        self._state = state
        self._open = open_sale
        self._catalogue = catalogue
        self._ledger = RowLedger()
        self.selected: int | None = None

    def reset(self) -> None:
        """Draw the open sale anew; error rows go."""
        self._ledger.clear()
        rows = return_rows(self._open.sale) + [item_row(line) for line in self._open.sale.lines]
        for row in rows:
            self._ledger.append(row.key)
        self._view.reset_rows(rows)
        self.select(len(rows) - 1 if rows else None)
        self._show_sale()

    def apply(self, change: Change) -> None:
        """Repaint what a change touched, select it, and update the totals."""
        if change.kind is ChangeKind.SALE:
            pass
        elif change.after is None:
            self._drop(change)
        elif change.kind is ChangeKind.ADDED:
            self._add(change)
        else:
            index = self._repaint(change.index, change.after)
            if index is not None:
                self.select(index)
        for position, line in change.also:
            self._repaint(position, line)
        self._view.show_totals(totals_of(self._open.sale))

    def apply_lines(self, also: Also) -> None:
        """Repaint lines whose promotions changed by the clock or the buyer, and update the totals."""
        for position, line in also:
            self._repaint(position, line)
        self._show_sale()

    def add_error(self, raw: str, message: Message) -> None:
        """A scan that was not added: a row of its own, nothing typed anywhere."""
        errors = self._ledger.errors()
        if len(errors) >= MOST_ERRORS:  # a scanner gone wild fills neither screen nor memory
            self._remove_at(errors[-1])
        key = self._ledger.new_error_key()
        self._ledger.append(key)
        self._view.append_row(error_row(key, raw, message))

    def drop_error(self, index: int) -> None:
        """Take an error row away."""
        if self.is_error(index):
            self._remove_at(index)

    def is_error(self, index: int) -> bool:
        """Whether a row is a refused scan."""
        key = self._ledger.key(index)
        return key is not None and key < 0

    def last_error(self) -> int | None:
        """The newest refused scan that still stands."""
        return next(iter(self._ledger.errors()), None)

    def line_key(self, index: int) -> int | None:
        """Line of a row, None for error rows and for goods on their way back."""
        key = self._ledger.key(index)
        return key if key is not None and 0 < key < RETURN_KEYS else None

    def returned_line(self, index: int) -> int | None:
        """Number on its receipt of the goods on their way back in a row, None for other rows."""
        key = self._ledger.key(index)
        return key - RETURN_KEYS if key is not None and key > RETURN_KEYS else None

    def selected_line(self) -> int | None:
        """Line of the selected row."""
        return None if self.selected is None else self.line_key(self.selected)

    def select(self, index: int | None) -> None:
        """Mark a row."""
        if index is not None and not 0 <= index < len(self._ledger):
            return
        self.selected = index
        self._view.select_row(index)

    def move(self, step: int) -> None:
        """Up or down, staying inside."""
        if len(self._ledger):
            at = len(self._ledger) - 1 if self.selected is None else self.selected + step
            self.select(max(0, min(len(self._ledger) - 1, at)))

    def as_of(self) -> str:
        """Time of the local catalogue, for the words of an unknown code."""
        return fmt.clock_time(self._state.local_time(self._catalogue.as_of()))

    def _show_sale(self) -> None:
        self._view.show_totals(totals_of(self._open.sale))
        self._view.show_customer(buyer_tile(self._state, self._open.sale.buyer))

    def _repaint(self, position: int, line: BasketLine) -> int | None:
        index = self._ledger.index(line.key, position)
        if index is not None:
            self._view.update_row(index, item_row(line))
        return index

    def _add(self, change: Change) -> None:
        if change.after is None:
            return
        row = item_row(change.after)
        if change.index == self._open.sale.line_count - 1:
            index = self._ledger.append(change.key)
            self._view.append_row(row)
        else:
            index = self._ledger.place(change.key)
            self._view.insert_row(index, row)
        self.select(index)

    def _drop(self, change: Change) -> None:
        index = self._ledger.index(change.key, change.index)
        if index is not None:
            self._remove_at(index)

    def _remove_at(self, index: int) -> None:
        self._ledger.remove(index)
        self._view.remove_row(index)
        left = len(self._ledger)
        self.select(None if left == 0 else min(index, left - 1))
