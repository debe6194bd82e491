"""Shift+F11: the papers of this till, newest first; a number, amount, day or customer finds one to see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from app.presenters import format as fmt
from app.presenters.floor.after import Standing
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.repaying import tender_words
from app.presenters.messages import Tone
from app.presenters.panels import (
    Field,
    FieldKind,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    RowItem,
    Rows,
    Say,
)
from app.presenters.refusals import of_domain
from app.presenters.wording import W
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.receipt_search import Page, ReceiptSearch
from app.usecases.receipts_port import FIRST, ListedReceipt, Paper
from app.usecases.state import TillState
from core.domain.documents import format_number
from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.payment import EXCHANGE
from core.domain.receipt_code import is_code

LONGEST = 20
_DELIVERIES = {
    "review": W.RECEIPTS_IN_REVIEW,
    "quarantined": W.RECEIPTS_HELD,
    "fenced": W.RECEIPTS_HELD,
}
_LOOK = frozenset(_DELIVERIES)


class ReceiptList(BasePart):
    """Implements ``PanelPart``; what was typed and chosen stands there again when a receipt is left.

    Args:
        see: Shows the paper of a sale's event in place of the list; called with what shows the list again.
        reviewed: Of an event: whether a review of it is open, and how it stands; None without one.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        search: ReceiptSearch,
        lookup: ReceiptLookup,
        see: Callable[[str, Callable[[], Any]], Any],
        reviewed: Standing,
    ) -> None:
        super().__init__(host)
        self._state = state
        self._search = search
        self._lookup = lookup
        self._see = see
        self._reviewed = reviewed
        self._typed = ""
        self._found: tuple[ListedReceipt, ...] = ()
        self._more = False
        self._end = FIRST
        self._selected = 0

    def open(self) -> None:
        """All of them."""
        self._look("")
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        empty = Say(W.RECEIPTS_NOT_FOUND if self._typed.strip() else W.RECEIPTS_NONE)
        field = Field(
            "number",
            Say(W.RECEIPTS_FIND),
            FieldKind.CODE,
            self._typed,
            Say(W.RECEIPTS_HINT),
            active=True,
            limit=LONGEST,
        )
        rows = Rows("receipts", tuple(map(self._row, self._found)), self._selected, empty)
        older = (PanelButton("older", Say(W.RECEIPTS_OLDER), icon="chevron-down"),) if self._more else ()
        return Panel(
            "receipts",
            "history",
            Say(W.RECEIPTS_TITLE),
            (field, rows),
            primary=PanelButton("see", Say(W.RECEIPTS_SEE), "Enter", idle=not self._found),
            buttons=older,
        )

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """Type to find."""
        del field_id
        self._look(text)
        self._host.redraw()

    def move(self, step: int) -> None:
        """Up or down; below the last one there are older ones."""
        if self._selected + step >= len(self._found) and self._more:
            self._older()
        if self._found:
            self._selected = max(0, min(len(self._found) - 1, self._selected + step))
        self._host.redraw()

    def press(self, button_id: str) -> None:
        """Older ones below those shown."""
        if button_id == "older":
            self._older()
            self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A touch shows the receipt."""
        del block_id
        self._selected = index
        self.enter()

    def scanned(self, text: str) -> None:
        """A receipt in the hand: its number is looked for, whichever of its codes was read."""
        number = text.strip()
        if is_code(number):
            try:
                number = self._lookup.find(number).number
            except DomainError as error:
                self._host.refuse(of_domain(error, text=number[:LONGEST]))
                return
        self.edited("number", number[:LONGEST])

    def enter(self) -> None:
        """Show the chosen receipt."""
        if 0 <= self._selected < len(self._found):
            chosen = self._found[self._selected]
            self._host.close_panel()
            self._see(chosen.event_id, self._again)

    def _again(self) -> None:
        """As it was left; a receipt voided meanwhile says so."""
        chosen, shown = self._found[self._selected].event_id, len(self._found)
        self._look(self._typed)
        while self._more and len(self._found) < shown:
            self._older()
        places = (place for place, one in enumerate(self._found) if one.event_id == chosen)
        self._selected = next(places, 0)
        self._host.open_panel(self)

    # ------------------------------------------------------------------ finding

    def _look(self, text: str) -> None:
        self._typed, self._found, self._selected = text, (), 0
        self._add(self._search.page(text))

    def _older(self) -> None:
        self._add(self._search.page(self._typed, self._end))

    def _add(self, page: Page) -> None:
        self._found = (*self._found, *page.items)
        self._more, self._end = page.more, page.end

    def _row(self, receipt: ListedReceipt) -> RowItem:
        there = self._state.local_time(datetime.fromtimestamp(receipt.occurred_at_ms / 1000, UTC))
        today = there.date() == self._state.local_time().date()
        when = fmt.clock_time(there) if today else f"{there:%d/%m/%Y} · {fmt.clock_time(there)}"
        reviewed = self._reviewed(receipt.event_id)
        waits = receipt.delivery in _LOOK if reviewed is None else reviewed[0]
        said = None if reviewed is None else reviewed[1]
        return RowItem(
            receipt.event_id,
            format_number(receipt.series, receipt.number),
            _dated(receipt, when),
            fmt.money(
                from_cents(receipt.total_cents if receipt.kind is Paper.SALE else -receipt.total_cents)
            ),
            _standing(receipt, said, practice=self._state.identity.practice),
            tone=Tone.WARN if receipt.voided or waits else Tone.INFO,
        )


def _standing(receipt: ListedReceipt, reviewed: Say | None, *, practice: bool) -> Label:
    """Undone, or how it was paid, with where it stands as long as the centre has not accepted it."""
    if receipt.voided:
        return Say(W.RECEIPTS_VOIDED)
    if practice or (reviewed is None and receipt.delivery == "acked"):
        return _paid_by(receipt.methods)
    state = reviewed or Say(_DELIVERIES.get(receipt.delivery, W.RECEIPTS_TO_SEND))
    paid = _paid_by(receipt.methods)
    return Say(W.RECEIPTS_STANDING, {"paid": paid, "state": state}) if paid else state


def _dated(receipt: ListedReceipt, when: str) -> Label:
    """When, behind what it is; a plain sale needs no word for it."""
    if receipt.kind is Paper.SALE:
        return Say(W.RECEIPTS_EXCHANGE, {"when": when}) if EXCHANGE in receipt.methods else when
    return Say(W.RECEIPTS_REFUND if receipt.kind is Paper.REFUND else W.RECEIPTS_VOID, {"when": when})


def _paid_by(methods: tuple[str, ...]) -> Label:
    kinds = set(methods)
    if len(kinds) > 1:
        return Say(W.RECEIPTS_MIXED)
    return tender_words(methods[0]) if methods else ""
