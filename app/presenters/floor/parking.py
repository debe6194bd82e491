"""F7: set the sale aside; on an empty basket, or with Shift, the list of those set aside (screen 10).

A slip scanned on the floor or over the list takes its sale up. Prices that changed meanwhile are shown first,
and a person says which are charged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.presenters import format as fmt
from app.presenters.floor.panel_part import BasePart
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    Field,
    FieldKind,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    Remark,
    RowItem,
    Rows,
    Say,
)
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.open_sale import OpenSale
from app.usecases.parked_prices import PriceMoved
from app.usecases.parking import ParkedSale, Parking
from app.usecases.state import TillState
from core.domain.errors import DomainError
from core.domain.pan import contains_pan
from core.domain.receipt.parked_slip import is_slip
from core.domain.search import fold
from core.domain.text import sanitise

LONGEST = 40


class ParkingDesk(BasePart):
    """Implements ``PanelPart`` for the list, and for the prices that changed.

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
        self._listed = False
        self._taking = ""
        self._moved: Sequence[PriceMoved] = ()

    def busy(self) -> bool:
        """Whether the open sale is being set aside: nothing can be added to it any more."""
        return self._busy

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
        self._listed, self._taking = True, ""
        self._host.open_panel(self)

    def slip(self, code: str) -> bool:
        """A slip scanned on the floor; whether it was one."""
        if not is_slip(code):
            return False
        self._listed, self._taking = False, ""
        self._take_slip(code)
        return True

    def panel(self) -> Panel:
        """What stands on it now."""
        return self._prices() if self._taking else self._list()

    def _prices(self) -> Panel:
        rows = tuple(
            RowItem(
                str(one.key),
                one.name,
                Say(W.PARKED_WAS, {"amount": fmt.money(one.was)}),
                fmt.money(one.now),
            )
            for one in self._moved
        )
        return Panel(
            "parked_prices",
            "tag",
            Say(W.PARKED_MOVED),
            (Remark(Say(W.PARKED_MOVED_WHY), Tone.WARN), Rows("moved", rows)),
            primary=PanelButton("now", Say(W.PARKED_NOW), "Enter"),
            buttons=(PanelButton("before", Say(W.PARKED_BEFORE), icon="undo"),),
        )

    def _list(self) -> Panel:
        found = self._found()
        empty = Say(W.PARKED_NOT_FOUND if self._all else W.PARKED_NONE)
        rows = Rows("parked", tuple(self._row(sale) for sale in found), self._selected, empty)
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
        if found and not self._taking:
            self._selected = max(0, min(len(found) - 1, self._selected + step))
            self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A touch takes the sale up; a changed price is only read."""
        if block_id == "parked":
            self._selected = index
            self.enter()

    def scanned(self, text: str) -> None:
        """A slip over the list."""
        if is_slip(text):
            self._take_slip(text)
        else:
            self._host.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    def press(self, button_id: str) -> None:
        """Charge what was charged when the goods were added."""
        if button_id == "before" and self._taking:
            self._recall(self._taking, ())

    def enter(self) -> None:
        """Take the chosen sale up again; over changed prices: with those of now."""
        if self._taking:
            self._recall(self._taking, self._moved)
            return
        found = self._found()
        if 0 <= self._selected < len(found):
            self._take(found[self._selected].sale_id)

    def back(self) -> None:
        """From the prices to the list they came from; the sale waits as it did."""
        if self._taking and self._listed:
            self._taking = ""
            self._host.redraw()
        else:
            self._taking = ""
            self._host.close_panel()

    def _take_slip(self, code: str) -> None:
        try:
            sale_id = self._parking.of_slip(code)
        except DomainError as error:
            self._host.refuse(of_domain(error))
        else:
            self._take(sale_id)

    def _take(self, sale_id: str) -> None:
        """Take a sale up, or show first what changed while it waited."""
        try:
            moved = self._parking.moved(sale_id) if self._open.sale.is_empty else ()
        except DomainError as error:
            self._refuse(error)
            return
        if not moved:
            self._recall(sale_id, ())
            return
        shown, self._taking, self._moved = self._listed or bool(self._taking), sale_id, moved
        if shown:
            self._host.redraw()
        else:
            self._host.open_panel(self)

    def _recall(self, sale_id: str, prices: Sequence[PriceMoved]) -> None:
        try:
            self._parking.recall(sale_id, prices)
        except DomainError as error:
            self._refuse(error)
            return
        if self._listed or self._taking:
            self._listed, self._taking = False, ""
            self._host.close_panel()
        self._shown()

    def _refuse(self, error: DomainError) -> None:
        """Nothing was taken up; the list shows what still waits."""
        self._all = self._parking.list()
        if self._taking and not self._listed:
            self._host.close_panel()
        self._taking = ""
        self._host.refuse(of_domain(error))

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
