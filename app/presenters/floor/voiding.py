"""Ctrl+Del on an empty basket or on a receipt: undo a completed sale of the open shift as a whole (screen 9).

Which sale, why, under which references the money goes back, a second person, and what to hand out.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.repaying import References, given_back, money_rows
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    BeforeAfter,
    Block,
    Facts,
    Field,
    FieldKind,
    Panel,
    PanelButton,
    PanelHost,
    Say,
)
from app.presenters.reasons import BLOCK, reason_choices, reason_words
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.approvals import Approval
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.returns_port import SoldSale
from app.usecases.reversal_acts import void_act
from app.usecases.state import TillState
from app.usecases.voids import VoidRecord, Voids
from core.domain.documents import format_number
from core.domain.errors import DomainError
from core.domain.giving_back import REFERENCED
from core.domain.reasons import REASONS, ReasonFor

_FIRST: Final = REASONS[ReasonFor.VOID][0]
LONGEST: Final = 40


class _Step(StrEnum):
    FIND = "find"
    WHY = "why"
    REFERENCES = "references"
    DONE = "done"


class Voiding(BasePart):
    """Implements ``PanelPart``.

    Args:
        last_sale: Place (series, number) of the sale made last, None without one.
        left: Told when a sale was voided and its panel left: nothing of it may stay on the screen.
        rescan: Where a scan goes that comes while the outcome stands there: the next sale begins.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        lookup: ReceiptLookup,
        voids: Voids,
        authorising: Authorising,
        last_sale: Callable[[], tuple[str, int] | None],
        left: Callable[[], Any],
        rescan: Callable[[str], Any],
    ) -> None:
        super().__init__(host)
        self._state = state
        self._lookup = lookup
        self._voids = voids
        self._authorising = authorising
        self._last_sale = last_sale
        self._left = left
        self._rescan = rescan
        self._step = _Step.FIND
        self._sold: SoldSale | None = None
        self._record: VoidRecord | None = None
        self._references = References()
        self._reason = _FIRST
        self._typed = ""
        self._busy = False

    def open(self) -> None:
        """On the sale made last."""
        last = self._last_sale()
        if last is None:
            self._host.refuse(Message(M.NO_RECEIPT, Tone.INFO))
        else:
            self.open_for(*last)

    def open_for(self, series: str, number: int) -> None:
        """On one sale of this till; one that cannot be voided is refused, and another may be named."""
        self._step, self._typed, self._busy, self._sold, self._record = _Step.FIND, "", False, None, None
        self._host.open_panel(self)
        self._take(series, number)

    # ------------------------------------------------------------------ what stands on it

    def panel(self) -> Panel:
        """What stands on it now."""
        if self._step is _Step.DONE and self._record is not None:
            return self._outcome(self._record)
        if self._step is _Step.REFERENCES:
            return self._panel(self._references.fields(), self._act_button())
        if self._sold is None or self._step is _Step.FIND:
            step = PanelButton("find", Say(W.PANEL_NEXT), "Enter", idle=not self._typed.strip())
            return self._panel((self._number(),), step)
        blocks = (self._facts(self._sold), reason_choices(ReasonFor.VOID, self._reason))
        other = (PanelButton("other", Say(W.RECEIPT_OTHER), icon="search"),)
        following = PanelButton("next", Say(W.PANEL_NEXT), "Enter") if self._asks() else self._act_button()
        return self._panel(blocks, following, other)

    def _panel(
        self, blocks: tuple[Block, ...], primary: PanelButton, buttons: tuple[PanelButton, ...] = ()
    ) -> Panel:
        title = Say(W.VOID_TITLE)
        return Panel("void", "trash", title, blocks, primary=primary, buttons=buttons, busy=self._busy)

    def _act_button(self) -> PanelButton:
        amount = "" if self._sold is None else fmt.money(self._sold.sale.total)
        return PanelButton("void", Say(W.VOID_DO), "Enter", amount=amount, danger=True)

    def _number(self) -> Field:
        hint = Say(W.RECEIPT_HINT)
        return Field(
            "number", Say(W.RECEIPT_ASK), FieldKind.CODE, self._typed, hint, active=True, limit=LONGEST
        )

    def _facts(self, sold: SoldSale) -> Facts:
        sale = sold.sale
        moment = self._state.local_time(sold.occurred_at)
        return Facts(
            (
                (Say(W.RECEIPT_NUMBER), format_number(sale.series, sale.number)),
                (Say(W.RECEIPT_TIME), fmt.clock_time(moment)),
                *money_rows(sale.payments),
                (Say(W.CANCEL_TOTAL), fmt.money(sale.total)),
            ),
            strong=True,
        )

    def _outcome(self, record: VoidRecord) -> Panel:
        original = record.void.original
        number = Say(W.VOID_OF, {"number": format_number(original.series, original.number)})
        blocks = given_back(record.void.payments)
        done = PanelButton("done", Say(W.PANEL_DONE), "Enter")
        return Panel("voided", "check", Say(W.VOID_DONE), blocks, number, done, outcome=True)

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """The number of another receipt, or a reference."""
        if self._step is _Step.REFERENCES:
            self._references.edited(field_id, text)
        else:
            self._typed = text
        self._host.redraw()

    def focus(self, field_id: str) -> None:
        """Another reference."""
        self._references.focus(field_id)
        self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """Why: chosen, not yet done; destroying is never one key alone."""
        if block_id == BLOCK:
            self._reason = choice_id
            self._host.redraw()

    def press(self, button_id: str) -> None:
        """Another receipt than the last."""
        if button_id == "other":
            self._step, self._typed = _Step.FIND, ""
            self._host.redraw()

    def scanned(self, text: str) -> None:
        """A receipt takes the place of the one shown; over the outcome the next sale begins."""
        if self._step is _Step.DONE:
            self.back()
            self._rescan(text)
        else:
            self._find(text)

    def enter(self) -> None:
        """The next step."""
        if self._step is _Step.DONE:
            self.back()
        elif self._step is _Step.FIND or self._sold is None:
            if self._typed.strip():
                self._find(self._typed)
        elif self._step is _Step.WHY and self._asks():
            self._references.begin(self._sold.sale.payments)
            self._step = _Step.REFERENCES
            self._host.redraw()
        else:
            self._ask(self._sold)

    def back(self) -> None:
        """From the references to why, from another receipt to the one before, else to the sale."""
        if self._busy:
            return  # what is being stored must be seen
        if self._sold is not None and self._step in (_Step.REFERENCES, _Step.FIND):
            self._step = _Step.WHY
        else:
            done = self._step is _Step.DONE
            self._host.close_panel()
            if done:
                self._left()
            return
        self._host.redraw()

    # ------------------------------------------------------------------ doing it

    def _find(self, text: str) -> None:
        try:
            found = self._lookup.find(text)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        if found.foreign:
            self._host.refuse(of_domain(DomainError("void_other_till", number=found.number)))
        else:
            self._take(found.original.series, found.original.number)

    def _take(self, series: str, number: int) -> None:
        try:
            self._sold = self._voids.find(series, number)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._step, self._reason = _Step.WHY, _FIRST
        self._host.redraw()

    def _asks(self) -> bool:
        return self._sold is not None and any(
            payment.method in REFERENCED for payment in self._sold.sale.payments
        )

    def _ask(self, sold: SoldSale) -> None:
        if self._step is _Step.REFERENCES:
            missing = self._references.missing()
            if missing is not None:
                self._host.refuse(of_domain(DomainError("refund_reference_needed", method=missing)))
                return
        act = void_act(sold.sale, self._reason)
        if not self._authorising.needed(act):
            self._do(sold, None)
            return

        def approved(approval: Approval) -> None:
            self._do(sold, approval)

        number = Say(W.VOID_OF, {"number": format_number(sold.sale.series, sold.sale.number)})
        change = BeforeAfter(Say(W.VOID_TITLE), number, fmt.money(sold.sale.total), "0.00")
        asked = Asked(Say(W.VOID_TITLE), reason_words(self._reason), change)
        self._authorising.ask(act, asked, approved, self._host.redraw)

    def _do(self, sold: SoldSale, approval: Approval | None) -> None:
        try:
            override = (
                None if approval is None else approval.spend(void_act(sold.sale, self._reason), self._state)
            )
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._busy = True
        self._host.redraw()
        references = dict(self._references.typed) if self._step is _Step.REFERENCES else {}
        sale = sold.sale
        self._voids.complete(
            sale.series, sale.number, self._reason, references, override, self._done, self._failed
        )

    def _done(self, record: VoidRecord) -> None:
        self._busy = False
        self._record, self._step = record, _Step.DONE
        self._host.redraw()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._host.refuse(of_error(error))
