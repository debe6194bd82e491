"""F7: set the sale aside; on an empty basket, or with Shift, the list of those set aside (screen 10).

Words typed before F7 are the sale's name; it can be given another in the list, and be given up there. A slip
scanned on the floor or over the list takes its sale up. Prices and promotions that changed meanwhile are
shown first, and a person says which prices are charged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

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
from app.usecases.parked_prices import Moved, PriceMoved
from app.usecases.parking import ParkedSale, Parking
from app.usecases.state import TillState
from core.domain.errors import DomainError
from core.domain.pan import contains_pan
from core.domain.receipt.parked_slip import is_slip
from core.domain.sale import Sale
from core.domain.search import fold
from core.domain.text import sanitise

LONGEST: Final = 40
_NAME: Final = "name"
_GIVE_UP: Final = "give_up"
_PRIMARY: Final = {"": W.PARKED_RECALL, _NAME: W.PARKED_NAME_BUTTON, _GIVE_UP: W.PARKED_GIVE_UP}


class ParkingDesk(BasePart):
    """Implements ``PanelPart`` for the list, and for the prices that changed.

    Args:
        shown: Draws the basket anew after it was parked or recalled.
        give_up: Asks why a sale set aside, of that name, is given up, and says when it is.
        typed: What stands in the command line.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        open_sale: OpenSale,
        parking: Parking,
        shown: Callable[[], Any],
        give_up: Callable[[Sale, Label, Callable[[], Any]], Any],
        typed: Callable[[], str],
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
        self._moved = Moved()
        self._give_up = give_up
        self._command = typed
        self._naming, self._name, self._wanted = "", "", ""
        self._saving = False

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
        self._listed, self._taking, self._naming, self._wanted = True, "", "", ""
        self._host.open_panel(self)

    def slip(self, code: str) -> bool:
        """A slip scanned on the floor; whether it was one."""
        if not is_slip(code):
            return False
        self._listed, self._taking, self._naming = False, "", ""
        self._take_slip(code)
        return True

    def panel(self) -> Panel:
        """What stands on it now."""
        if self._naming:
            return self._names()
        return self._changes() if self._taking else self._list()

    def _changes(self) -> Panel:
        moved = self._moved
        rows = [_was(str(one.key), one.name, one.was, one.now) for one in moved.prices]
        if moved.promotions:
            rows.append(
                _was("promotions", Say(W.PARKED_PROMOTIONS), -moved.promotions_was, -moved.promotions_now)
            )
        remarks = [Remark(Say(W.PARKED_MOVED_WHY), Tone.WARN)] if moved.prices else []
        if moved.promotions:
            remarks.append(Remark(Say(W.PARKED_PROMOTIONS_WHY), Tone.WARN))
        now = W.PARKED_NOW if moved.prices else W.PARKED_RECALL
        before = (PanelButton("before", Say(W.PARKED_BEFORE), icon="undo"),) if moved.prices else ()
        return Panel(
            "parked_prices",
            "tag",
            Say(W.PARKED_MOVED if moved.prices else W.PARKED_PROMOTIONS_MOVED),
            (*remarks, Rows("moved", tuple(rows))),
            primary=PanelButton("now", Say(now), "Enter"),
            buttons=before,
        )

    def _names(self) -> Panel:
        field = Field("name", Say(W.PARKED_FILTER), FieldKind.TEXT, self._name, active=True, limit=LONGEST)
        save = PanelButton("save", Say(W.NOTE_SAVE), "Enter", idle=not self._name.strip())
        return Panel("parked_name", "pause", Say(W.PARKED_NAME), (field,), primary=save, busy=self._saving)

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
            Say(W.PARKED_WHICH) if self._wanted else "",
            PanelButton("recall", Say(_PRIMARY[self._wanted]), "Enter", idle=not found),
            ()
            if self._wanted
            else (
                PanelButton(_NAME, Say(W.PARKED_NAME_BUTTON), icon="note", idle=not found),
                PanelButton(_GIVE_UP, Say(W.PARKED_GIVE_UP), icon="trash", idle=not found),
            ),
        )

    def edited(self, field_id: str, text: str) -> None:
        """Type to filter, or the new name."""
        if field_id == "name":
            self._name = text
        else:
            self._filter, self._selected = text, 0
        self._host.redraw()

    def move(self, step: int) -> None:
        """Up or down."""
        found = self._found()
        if found and not self._taking and not self._naming:
            self._selected = max(0, min(len(found) - 1, self._selected + step))
            self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A touch takes the sale up, or what its button was pressed for; a changed price is only read."""
        if block_id == "parked":
            self._selected = index
            self.enter()

    def scanned(self, text: str) -> None:
        """A slip over the list."""
        if is_slip(text) and not self._naming:
            self._take_slip(text)
        else:
            self._host.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    def press(self, button_id: str) -> None:
        """Charge what was charged when the goods were added; name the chosen sale, or give it up."""
        if button_id == "before" and self._taking:
            self._recall(self._taking, ())
            return
        if button_id in (_NAME, _GIVE_UP) and not self._taking:
            self._wanted = button_id
            if len(self._found()) == 1:
                self.enter()
            else:
                self._host.redraw()

    def enter(self) -> None:
        """Take the chosen sale up again, over changed prices with those of now; or keep its new name."""
        if self._naming:
            self._rename()
        elif self._taking:
            self._recall(self._taking, self._moved.prices)
        elif (chosen := self._chosen()) is not None:
            self._do(chosen)

    def back(self) -> None:
        """From the prices or the name to the list they came from; the sale waits as it did."""
        if self._saving:
            return
        if self._naming or self._wanted:
            self._naming = self._wanted = ""
            self._host.redraw()
        elif self._taking and self._listed:
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
            moved = self._parking.moved(sale_id) if self._open.sale.is_empty else Moved()
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

    def _do(self, chosen: ParkedSale) -> None:
        """What the list was asked for: to take a sale up, to name it, to give it up."""
        wanted, self._wanted = self._wanted, ""
        if wanted == _NAME:
            self._naming, self._name = chosen.sale_id, "" if chosen.label.isdigit() else chosen.label
            self._host.redraw()
        elif wanted == _GIVE_UP:
            self._ask_why(chosen)
        else:
            self._take(chosen.sale_id)

    def _ask_why(self, chosen: ParkedSale) -> None:
        try:
            sale = self._parking.read(chosen.sale_id)
        except DomainError as error:
            self._refuse(error)
        else:
            self._give_up(sale, _name_of(chosen.label), self._renew)

    def _rename(self) -> None:
        name = sanitise(self._name, LONGEST).strip()
        if not name:
            return
        if contains_pan(name):
            self._name = ""
            self._host.refuse(Message(M.PAN_REFUSED, Tone.ERR, lasting=True))
            return
        self._saving = True
        self._host.redraw()
        self._parking.rename(self._naming, name, self._renamed, self._not_renamed)

    def _renew(self) -> None:
        """A sale of the list is gone: show those that wait still."""
        self._all, self._selected = self._parking.list(), 0
        self._host.redraw()

    def _renamed(self) -> None:
        self._saving, self._naming = False, ""
        self._all = self._parking.list()
        self._host.redraw()

    def _not_renamed(self, error: Exception) -> None:
        self._saving, self._naming = False, ""
        self._all = self._parking.list()
        self._host.refuse(of_error(error))

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
        """What was typed, the note or the buyer tells the sale apart; else the number of those that wait."""
        sale, typed = self._open.sale, self._command().strip()
        named = typed if any(char.isalpha() for char in typed) else ""
        known = named or sale.note or (sale.buyer.name if sale.buyer else "") or sale.parked.label
        if known and not contains_pan(known):
            return sanitise(known, LONGEST)
        return str(len(self._parking.list()) + 1)

    def _found(self) -> Sequence[ParkedSale]:
        wanted = fold(self._filter)
        return [sale for sale in self._all if wanted in fold(sale.label)]

    def _chosen(self) -> ParkedSale | None:
        found = self._found()
        return found[self._selected] if 0 <= self._selected < len(found) else None

    def _row(self, sale: ParkedSale) -> RowItem:
        time = "" if sale.since is None else fmt.clock_time(self._state.local_time(sale.since))
        detail = Say(W.PARKED_DETAIL, {"time": time, "lines": str(sale.lines)})
        note: Label = Say(W.PARKED_UNKNOWN) if sale.unknown else ""
        return RowItem(
            sale.sale_id, _name_of(sale.label), detail, fmt.money(sale.total), note, tone=Tone.WARN
        )


def _name_of(label: str) -> Label:
    return Say(W.PARKED_NUMBERED, {"number": label}) if label.isdigit() else label


def _was(key: str, name: Label, was: Decimal, now: Decimal) -> RowItem:
    return RowItem(key, name, Say(W.PARKED_WAS, {"amount": fmt.money(was)}), fmt.money(now))
