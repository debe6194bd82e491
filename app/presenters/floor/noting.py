"""A note on the chosen line, or on the whole sale: it is printed on the receipt."""

from __future__ import annotations

from typing import Final

from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Choice, Choices, Field, FieldKind, Panel, PanelButton, PanelHost, Say
from app.presenters.wording import W
from app.usecases.open_sale import OpenSale
from core.domain.pan import contains_pan
from core.domain.text import sanitise

LONGEST: Final = 120
LINE: Final = "line"
SALE: Final = "sale"


class Noting(BasePart):
    """Implements ``PanelPart``."""

    def __init__(self, host: PanelHost, open_sale: OpenSale, rows: SaleRows) -> None:
        super().__init__(host)
        self._open = open_sale
        self._rows = rows
        self._key: int | None = None
        self._scope = LINE
        self._typed = ""

    def open(self) -> None:
        """On the chosen line, else on the sale."""
        if self._open.sale.is_empty:
            self._host.refuse(Message(M.BASKET_EMPTY, Tone.INFO))
            return
        self._key = self._rows.selected_line()
        self._scope = SALE if self._key is None else LINE
        self._typed = self._standing()
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        items = [Choice(SALE, Say(W.DISCOUNT_WHOLE_SALE))]
        if self._key is not None:
            items.insert(
                0, Choice(LINE, Say(W.DISCOUNT_LINE), note=self._open.sale.line(self._key).product.name)
            )
        field = Field("note", Say(W.NOTE_TEXT), FieldKind.TEXT, self._typed, active=True, limit=LONGEST)
        return Panel(
            "note",
            "note",
            Say(W.NOTE_TITLE),
            (Choices("scope", "", tuple(items), self._scope), field),
            primary=PanelButton("save", Say(W.NOTE_SAVE), "Enter"),
        )

    def edited(self, field_id: str, text: str) -> None:
        """The words."""
        del field_id
        self._typed = text
        self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """On the line or on the sale."""
        if block_id == "scope":
            self._scope = choice_id
            self._typed = self._standing()
            self._host.redraw()

    def enter(self) -> None:
        """Keep it; an empty one takes the note away. A card number is no note."""
        note = sanitise(self._typed, LONGEST)
        if contains_pan(note):
            self._typed = ""
            self._host.refuse(Message(M.PAN_REFUSED, Tone.ERR, lasting=True))
            return
        if self._scope == LINE and self._key is not None:
            self._rows.apply(self._open.set_line_note(self._key, note))
        else:
            self._open.set_note(note)
        self._host.close_panel()

    def _standing(self) -> str:
        if self._scope == LINE and self._key is not None:
            return self._open.sale.line(self._key).terms.note
        return self._open.sale.note
