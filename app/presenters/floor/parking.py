"""F7: set the sale aside; on an empty basket, or with Shift, the list of those set aside (screen 10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.presenters import format as fmt
from app.presenters.floor.panel_part import BasePart
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Field, FieldKind, Label, Panel, PanelButton, PanelHost, RowItem, Rows, Say
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.open_sale import OpenSale
from app.usecases.parking import ParkedSale, Parking
from app.usecases.state import TillState
from core.domain.errors import DomainError
from core.domain.pan import contains_pan
from core.domain.search import fold
from core.domain.text import sanitise

LONGEST = 40


class ParkingDesk(BasePart):
    """Implements ``PanelPart`` for the list.

    Args:
        shown: Draws the basket anew after it was parked or recalled.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        open_sale: OpenSale,
        parking: Parking,
        shown: Callable[[], Any],
    ) -> None:
        super().__init__(host)
        self._state = state
        self._open = open_sale
        self._parking = parking
        self._shown = shown
        self._all: Sequence[ParkedSale] = ()
        self._filter = ""
        self._selected = 0
        self._busy = False

    def park(self) -> None:
        """F7: set the open sale aside; with nothing in the basket, show what is set aside."""
        if self._open.sale.is_empty:
            self.open()
        elif not self._busy:
            self._busy = True
            self._parking.park(self._next_label(), self._parked, self._failed)

    def open(self) -> None:
        """The list."""
        self._all, self._filter, self._selected = self._parking.list(), "", 0
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        found = self._found()
        rows = Rows("parked", tuple(self._row(sale) for sale in found), self._selected, Say(W.PARKED_NONE))
        field = Field(
            "filter", Say(W.PARKED_FILTER), FieldKind.TEXT, self._filter, active=True, limit=LONGEST
        )
        return Panel(
            "parked",
            "pause",
            Say(W.PARKED_TITLE),
            (field, rows),
            primary=PanelButton("recall", Say(W.PARKED_RECALL), "Enter", idle=not found),
        )

    def edited(self, field_id: str, text: str) -> None:
        """Type to filter."""
        del field_id
        self._filter, self._selected = text, 0
        self._host.redraw()

    def move(self, step: int) -> None:
        """Up or down."""
        found = self._found()
        if found:
            self._selected = max(0, min(len(found) - 1, self._selected + step))
            self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A touch takes the sale up."""
        del block_id
        self._selected = index
        self.enter()

    def enter(self) -> None:
        """Take the chosen sale up again."""
        found = self._found()
        if not 0 <= self._selected < len(found):
            return
        try:
            self._parking.recall(found[self._selected].sale_id)
        except DomainError as error:
            self._all = self._parking.list()
            self._host.refuse(of_domain(error))
            return
        self._host.close_panel()
        self._shown()

    def _parked(self, parked: ParkedSale) -> None:
        self._busy = False
        self._shown()
        self._host.say(Message(M.SALE_PARKED, Tone.OK, {"name": parked.label, "lines": str(parked.lines)}))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._host.refuse(of_error(error))

    def _next_label(self) -> str:
        """The note or buyer tells the sale apart; else the number of those that wait."""
        sale = self._open.sale
        known = sale.note or (sale.buyer.name if sale.buyer else "") or sale.parked.label
        if known and not contains_pan(known):
            return sanitise(known, LONGEST)
        return str(len(self._parking.list()) + 1)

    def _found(self) -> Sequence[ParkedSale]:
        wanted = fold(self._filter)
        return [sale for sale in self._all if wanted in fold(sale.label)]

    def _row(self, sale: ParkedSale) -> RowItem:
        name: Label = Say(W.PARKED_NUMBERED, {"number": sale.label}) if sale.label.isdigit() else sale.label
        time = "" if sale.since is None else fmt.clock_time(self._state.local_time(sale.since))
        detail = Say(W.PARKED_DETAIL, {"time": time, "lines": str(sale.lines)})
        note: Label = Say(W.PARKED_UNKNOWN) if sale.unknown else ""
        return RowItem(sale.sale_id, name, detail, fmt.money(sale.total), note, tone=Tone.WARN)
