"""F8, or a receipt scanned on the floor: goods come back and their money goes back (screen 9).

Which receipt, which lines, why, under which references, a second person, and what to hand out.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.repaying import References, given_back, money_rows
from app.presenters.floor.return_lines import ReturnLines
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
    Remark,
    Say,
)
from app.presenters.reasons import BLOCK, reason_choices, reason_words
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.approvals import Approval, Override
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
LONGEST: Final = 400
"""A signed code may be typed by a scanner that is a keyboard."""


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
        rescan: Where a scan goes that comes while the outcome stands there: the next sale begins.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        lookup: ReceiptLookup,
        returns: Returns,
        authorising: Authorising,
        last_sale: Callable[[], str | None],
        void: Callable[[str, int], Any],
        rescan: Callable[[str], Any],
    ) -> None:
        super().__init__(host)
        self._state = state
        self._lookup = lookup
        self._returns = returns
        self._authorising = authorising
        self._last_sale = last_sale
        self._void = void
        self._rescan = rescan
        self._step = _Step.FIND
        self._receipt: ReturnableReceipt | None = None
        self._lines: ReturnLines | None = None
        self._back: GivingBack | None = None
        self._record: RefundRecord | None = None
        self._references = References()
        self._refund_id = ""
        self._reason = _FIRST
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
            return _outcome(self._record)
        if self._receipt is None or self._lines is None or self._step is _Step.FIND:
            return self._asking()
        if self._step is _Step.LINES:
            return self._choosing(self._receipt, self._lines)
        if self._step is _Step.REFERENCES:
            return self._panel(self._references.fields(), self._refund_button())
        return self._panel(self._why(), self._refund_button())

    def _panel(
        self, blocks: tuple[Block, ...], primary: PanelButton, buttons: tuple[PanelButton, ...] = ()
    ) -> Panel:
        of = "" if self._receipt is None else self._of(self._receipt)
        return Panel("return", "return", Say(W.RETURN_TITLE), blocks, of, primary, buttons, busy=self._busy)

    def _asking(self) -> Panel:
        hint = Say(W.RECEIPT_HINT)
        field = Field(
            "number", Say(W.RECEIPT_ASK), FieldKind.CODE, self._typed, hint, active=True, limit=LONGEST
        )
        step = PanelButton("find", Say(W.PANEL_NEXT), "Enter", idle=not self._typed.strip())
        last = (PanelButton("last", Say(W.RECEIPT_LAST), icon="receipt"),)
        return self._panel((field,), step, last)

    def _choosing(self, receipt: ReturnableReceipt, lines: ReturnLines) -> Panel:
        notes: list[Block] = []
        if receipt.foreign:
            notes.append(Remark(Say(W.RETURN_FOREIGN), Tone.WARN))
        if receipt.returned_by:
            notes.append(Remark(Say(W.RETURN_BEFORE, {"numbers": ", ".join(receipt.returned_by)})))
        every = ("none", W.RETURN_NONE) if lines.all_marked else ("all", W.RETURN_ALL)
        buttons = [PanelButton(every[0], Say(every[1]), icon="check")]
        if not receipt.foreign and not receipt.returned_by:
            buttons.append(PanelButton("void", Say(W.VOID_TITLE), icon="trash", danger=True))
        amount = fmt.money(lines.total())
        step = PanelButton("next", Say(W.PANEL_NEXT), "Enter", amount=amount, idle=not lines.wanted)
        return self._panel((*notes, lines.field(), lines.rows()), step, tuple(buttons))

    def _why(self) -> tuple[Block, ...]:
        payments = self._payments()
        total = sum((payment.amount for payment in payments), from_cents(0))
        facts = Facts((*money_rows(payments), (Say(W.RETURN_TOTAL), fmt.money(total))), strong=True)
        return (facts, reason_choices(ReasonFor.RETURN, self._reason))

    def _refund_button(self) -> PanelButton:
        if self._step is _Step.WHY and self._asks():
            return PanelButton("next", Say(W.PANEL_NEXT), "Enter")
        amount = fmt.money(self._back.taken.total) if self._back is not None else ""
        return PanelButton("refund", Say(W.RETURN_DO), "Enter", amount=amount)

    def _of(self, receipt: ReturnableReceipt) -> Say:
        moment = self._state.local_time(receipt.occurred_at)
        when = f"{fmt.date(moment, 'es')} {fmt.clock_time(moment)}"  # as on the paper in the customer's hand
        return Say(W.RETURN_OF, {"number": receipt.number, "when": when, "till": receipt.till})

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
        """Why."""
        if block_id == BLOCK:
            self._reason = choice_id
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
        elif self._step is _Step.WHY and self._asks():
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
        act = return_act(back, self._payments())
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

    def _done(self, record: RefundRecord) -> None:
        self._busy = False
        self._record, self._step = record, _Step.DONE
        self._host.redraw()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, DomainError) and error.code in ("return_changed", "exceeds_sold"):
            self._find(self._named)  # some of it came back meanwhile: mark again what is left
        self._host.refuse(of_error(error))


def _outcome(record: RefundRecord) -> Panel:
    refund = record.refund
    number = Say(W.RETURN_NUMBER, {"number": format_number(refund.series, refund.number)})
    blocks = given_back(refund.payments)
    if refund.points_back:
        blocks += (Remark(Say(W.RETURN_POINTS, {"points": str(refund.points_back)})),)
    done = PanelButton("done", Say(W.PANEL_DONE), "Enter")
    return Panel("returned", "check", Say(W.RETURN_DONE), blocks, number, done)
