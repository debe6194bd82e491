"""F8, or a receipt scanned on the floor: goods come back and their money goes back (screen 9).

Which receipt, which lines, why, under which references, a second person, and what to hand out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.repaying import References
from app.presenters.floor.return_lines import ReturnLines
from app.presenters.floor.return_panels import (
    HOW,
    How,
    asking,
    choosing,
    outcome,
    return_panel,
    sold_as,
    why,
)
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import BeforeAfter, Block, Panel, PanelButton, PanelHost, Say
from app.presenters.reasons import BLOCK, reason_words
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.approvals import Approval, Override
from app.usecases.open_sale import OpenSale
from app.usecases.receipt_lookup import ReceiptLookup, ReturnableReceipt
from app.usecases.returns import RefundRecord, Returns
from app.usecases.reversal_acts import return_act
from app.usecases.state import TillState
from core.domain.documents import SalePayment, format_number
from core.domain.errors import DomainError
from core.domain.giving_back import REFERENCED, GivingBack
from core.domain.money import from_cents
from core.domain.reasons import REASONS, ReasonFor

_FIRST: Final = REASONS[ReasonFor.RETURN][0]


class _Step(StrEnum):
    FIND = "find"
    LINES = "lines"
    WHY = "why"
    REFERENCES = "references"
    DONE = "done"


class Returning(BasePart):
    """Implements ``PanelPart``.

    Args:
        last_sale: Number of the sale made last as people read it, None without one.
        void: Opens the void of a sale of this till in place of its return.
        added: Told when goods lie in the open ticket on their way back.
        rescan: Where a scan goes that comes while the outcome stands there: the next sale begins.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        lookup: ReceiptLookup,
        returns: Returns,
        open_sale: OpenSale,
        authorising: Authorising,
        last_sale: Callable[[], str | None],
        void: Callable[[str, int], Any],
        added: Callable[[], Any],
        rescan: Callable[[str], Any],
    ) -> None:
        super().__init__(host)
        self._state = state
        self._lookup = lookup
        self._returns = returns
        self._open = open_sale
        self._authorising = authorising
        self._last_sale = last_sale
        self._void = void
        self._added = added
        self._rescan = rescan
        self._step = _Step.FIND
        self._receipt: ReturnableReceipt | None = None
        self._lines: ReturnLines | None = None
        self._back: GivingBack | None = None
        self._record: RefundRecord | None = None
        self._references = References()
        self._refund_id = ""
        self._reason = _FIRST
        self._how = How.REFUND
        self._named = self._typed = ""
        self._busy = False

    def open(self) -> None:
        """Ask for the receipt."""
        self._begin()
        self._host.open_panel(self)

    def open_for(self, text: str) -> None:
        """On a receipt that was scanned or stands on the screen."""
        self.open()
        self._find(text)

    def _begin(self) -> None:
        self._step, self._typed, self._busy = _Step.FIND, "", False
        self._receipt = self._lines = self._back = self._record = None
        self._refund_id = self._returns.new_id()

    # ------------------------------------------------------------------ what stands on it

    def panel(self) -> Panel:
        """What stands on it now."""
        if self._step is _Step.DONE and self._record is not None:
            return outcome(self._record)
        if self._receipt is None or self._lines is None or self._step is _Step.FIND:
            return asking(self._typed)
        of = sold_as(self._receipt, self._state)
        if self._step is _Step.LINES:
            return choosing(self._receipt, self._lines, of)
        if self._step is _Step.REFERENCES:
            blocks: tuple[Block, ...] = self._references.fields()
        else:
            blocks = why(self._payments(), self._how, self._reason)
        return return_panel(blocks, self._primary(), of=of, busy=self._busy)

    def _primary(self) -> PanelButton:
        amount = fmt.money(self._back.taken.total) if self._back is not None else ""
        if self._how is How.EXCHANGE:
            return PanelButton("exchange", Say(W.RETURN_ADD), "Enter", amount=amount)
        if self._step is _Step.WHY and self._asks():
            return PanelButton("next", Say(W.PANEL_NEXT), "Enter")
        return PanelButton("refund", Say(W.RETURN_DO), "Enter", amount=amount)

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """The number of a receipt, a quantity, or a reference."""
        if self._step is _Step.REFERENCES:
            self._references.edited(field_id, text)
        elif self._step is _Step.LINES and self._lines is not None:
            self._lines.type(text)
        else:
            self._typed = text
        self._host.redraw()

    def focus(self, field_id: str) -> None:
        """Another reference."""
        if self._step is _Step.REFERENCES:
            self._references.focus(field_id)
            self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """Money or other goods, and why."""
        if block_id == BLOCK:
            self._reason = choice_id
        elif block_id == HOW:
            self._how = How(choice_id)
        self._host.redraw()

    def move(self, step: int) -> None:
        """Another line."""
        self._change(lambda lines: lines.move(step))

    def select(self, block_id: str, index: int) -> None:
        """A touch on a line."""
        del block_id
        self._change(lambda lines: lines.select(index))

    def mark(self, block_id: str, index: int) -> None:
        """All that is left of a line, or nothing of it."""
        del block_id
        self._change(lambda lines: lines.mark(index))

    def step(self, block_id: str, index: int, step: int) -> None:
        """One more or one less."""
        del block_id
        self._change(lambda lines: lines.step(index, step))

    def press(self, button_id: str) -> None:
        """The last receipt, everything or nothing, or the void of the whole sale."""
        if button_id == "last":
            last = self._last_sale()
            if last is None:
                self._host.refuse(Message(M.NO_RECEIPT, Tone.INFO))
            else:
                self._find(last)
        elif button_id in ("all", "none"):
            self._change(lambda lines: lines.mark_all(marked=button_id == "all"))
        elif button_id == "void" and self._receipt is not None:
            original = self._receipt.original
            self._host.close_panel()
            self._void(original.series, original.number)

    def scanned(self, text: str) -> None:
        """A receipt takes the place of the one shown; over the outcome the next sale begins."""
        if self._step is _Step.DONE:
            self._host.close_panel()
            self._rescan(text)
        else:
            self._find(text)

    def enter(self) -> None:
        """The next step."""
        if self._step is _Step.DONE:
            self._host.close_panel()
        elif self._step is _Step.FIND:
            if self._typed.strip():
                self._find(self._typed)
        elif self._step is _Step.LINES:
            self._lines_chosen()
        elif self._step is _Step.WHY and self._how is How.REFUND and self._asks():
            self._references.begin(self._payments())
            self._step = _Step.REFERENCES
            self._host.redraw()
        else:
            self._ask()

    def back(self) -> None:
        """One step back; from the lines to the sale."""
        if self._busy:
            return  # what is being stored must be seen
        if self._step in (_Step.WHY, _Step.REFERENCES):
            self._step = _Step.LINES if self._step is _Step.WHY else _Step.WHY
            self._host.redraw()
        else:
            self._host.close_panel()

    def _change(self, change: Callable[[ReturnLines], Any]) -> None:
        if self._step is not _Step.LINES or self._lines is None:
            return
        try:
            change(self._lines)
        except DomainError as error:
            self._host.refuse(of_domain(error))
        else:
            self._host.redraw()

    # ------------------------------------------------------------------ doing it

    def _find(self, text: str) -> None:
        try:
            receipt = self._lookup.find(text)
            lines = ReturnLines(receipt)
            if not lines.any_left:
                raise DomainError(
                    "all_returned", number=receipt.number, name=", ".join(receipt.returned_by[-2:])
                )
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._receipt, self._lines, self._step, self._typed = receipt, lines, _Step.LINES, ""
        self._named = text
        self._host.redraw()

    def _lines_chosen(self) -> None:
        if self._lines is None:
            return
        try:
            self._lines.check()
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._step, self._back = _Step.WHY, self._giving()
        self._how = How.REFUND if self._open.sale.is_empty else How.EXCHANGE
        self._host.redraw()

    def _giving(self) -> GivingBack | None:
        """What comes back as it is marked now, for the reason chosen now."""
        if self._receipt is None or self._lines is None:
            return None
        return self._receipt.giving(self._refund_id, self._lines.wanted, self._reason)

    def _payments(self) -> tuple[SalePayment, ...]:
        return () if self._back is None else self._back.repayments(from_cents(0))

    def _asks(self) -> bool:
        return any(payment.method in REFERENCED for payment in self._payments())

    def _ask(self) -> None:
        missing = self._references.missing() if self._step is _Step.REFERENCES else None
        if missing is not None:
            self._host.refuse(of_domain(DomainError("refund_reference_needed", method=missing)))
            return
        back = self._giving()
        if back is None:
            return
        payments = () if self._how is How.EXCHANGE else self._payments()
        try:
            back.check_way(payments)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        act = return_act(back, payments)
        if not self._authorising.needed(act):
            self._do(back, None)
            return

        def approved(approval: Approval) -> None:
            try:
                override = approval.spend(act, self._state)
            except DomainError as error:
                self._host.refuse(of_domain(error))
            else:
                self._do(back, override)

        title = Say(W.RETURN_TITLE)
        note = Say(W.VOID_OF, {"number": format_number(back.original.series, back.original.number)})
        kept = back.sale.total - sum(back.money.values(), from_cents(0))
        change = BeforeAfter(title, note, fmt.money(kept), fmt.money(kept - back.taken.total))
        self._authorising.ask(
            act, Asked(title, reason_words(self._reason), change), approved, self._host.redraw
        )

    def _do(self, back: GivingBack, override: Override | None) -> None:
        if self._how is How.EXCHANGE:
            self._add(back, override)
            return
        payments = self._payments()
        try:
            if self._step is _Step.REFERENCES:
                payments = self._references.filled(payments)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._busy = True
        self._host.redraw()
        self._returns.complete(back, None, payments, override, self._done, self._failed)

    def _add(self, back: GivingBack, override: Override | None) -> None:
        """Let the goods come back in the open ticket, which others may join."""
        if override is not None:
            back = replace(back, approver_id=override.approver_id)
        try:
            self._open.take_back(back, override)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._host.close_panel()
        self._added()
        self._host.say(Message(M.EXCHANGE_READY, Tone.INFO, {"amount": fmt.money(back.taken.total)}))

    def _done(self, record: RefundRecord) -> None:
        self._busy = False
        self._record, self._step = record, _Step.DONE
        self._host.redraw()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, DomainError) and error.code in ("return_changed", "exceeds_sold"):
            self._find(self._named)  # some of it came back meanwhile: mark again what is left
        self._host.refuse(of_error(error))
