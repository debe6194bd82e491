"""Shift+F4 on the change screen: another sum was handed over than the one typed (ux.md section 4).

What to hand back is worked out anew; the sale and its receipt stay as they are.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from app.presenters import format as fmt
from app.presenters.floor.after import AfterSale
from app.presenters.floor.panel_part import BasePart
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Block, Facts, Field, FieldKind, Panel, PanelButton, PanelHost, Say
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.change_corrections import ChangeCorrections, LastCash
from core.domain.documents import format_number
from core.domain.entry import parse_amount
from core.domain.errors import DomainError

_LIMIT: Final = 12


class ChangeFixing(BasePart):
    """Implements ``PanelPart``."""

    def __init__(self, host: PanelHost, after: AfterSale, corrections: ChangeCorrections) -> None:
        super().__init__(host)
        self._after = after
        self._corrections = corrections
        self._last: LastCash | None = None
        self._typed = ""
        self._busy = False

    def open(self) -> None:
        """While the change of a sale with cash stands there."""
        last = self._after.last_cash
        if last is None:
            self._host.refuse(Message(M.CHANGE_GONE, Tone.INFO))
        elif not last.cash.received:
            self._host.refuse(Message(M.CHANGE_NO_CASH, Tone.INFO))
        else:
            self._last, self._typed, self._busy = last, "", False
            self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        last = self._last
        blocks: tuple[Block, ...] = (
            Field(
                "received",
                Say(W.CHANGE_FIX_WHAT),
                FieldKind.AMOUNT,
                self._typed,
                "" if last is None else fmt.money(last.cash.received),
                active=True,
                limit=_LIMIT,
            ),
        )
        number = ""
        if last is not None:
            sale = last.record.sale
            number = format_number(sale.series, sale.number)
            facts = (
                (Say(W.CANCEL_TOTAL), fmt.money(sale.total)),
                (Say(W.CHANGE_FIX_SO_FAR), fmt.money(last.cash.received)),
                (Say(W.CHANGE_FIX_NEW), self._change(last)),
            )
            blocks = (Facts(facts, strong=True), *blocks)
        do = PanelButton("correct", Say(W.CHANGE_FIX_DO), "Enter", idle=not self._typed.strip())
        note = Say(W.CHANGE_FIX_STANDS, {"number": number})
        return Panel("change-fix", "cash", Say(W.CHANGE_FIX_TITLE), blocks, note, do, busy=self._busy)

    def _change(self, last: LastCash) -> str:
        try:
            return fmt.money(self._corrections.preview(last, self._amount()).change)
        except DomainError:
            return fmt.money(last.cash.change)

    def _amount(self) -> Decimal:
        return parse_amount(self._typed.strip())

    def edited(self, field_id: str, text: str) -> None:
        """The true amount."""
        del field_id
        self._typed = text
        self._host.redraw()

    def enter(self) -> None:
        """Keep it."""
        last = self._last
        if last is None or self._busy or not self._typed.strip():
            return
        try:
            received = self._amount()
            self._corrections.preview(last, received)
        except DomainError as error:
            self._host.refuse(of_domain(error, text=self._typed.strip()))
            return
        self._busy = True
        self._host.redraw()
        self._corrections.complete(last, received, self._done, self._failed)

    def scanned(self, text: str) -> None:
        """The next sale waits until this is left."""
        del text
        self._host.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    def back(self) -> None:
        """Nothing was corrected; what is being stored must be seen."""
        if not self._busy:
            self._host.close_panel()

    def _done(self, last: LastCash) -> None:
        self._busy = False
        if self._host.shows(self):
            self._host.close_panel()
        self._after.corrected(last)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._host.refuse(of_error(error))
