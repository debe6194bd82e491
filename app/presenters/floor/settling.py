"""F10 on a ticket that leaves money to give back: its goods came back alone, or for less than they cost.

What goes back and by which means, under which references, a second person for the cash, and what to hand out.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.repaying import References, money_rows
from app.presenters.floor.return_panels import outcome
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import BeforeAfter, Block, Facts, Panel, PanelButton, PanelHost, Say
from app.presenters.reasons import reason_words
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.approvals import Approval, Override
from app.usecases.open_sale import OpenSale
from app.usecases.returns import RefundRecord, Returns, Settled
from app.usecases.reversal_acts import return_act
from app.usecases.state import TillState
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.documents import SalePayment, format_number
from core.domain.errors import DomainError
from core.domain.giving_back import REFERENCED, GivingBack, cash_of
from core.domain.payment import EXCHANGE


class _Step(StrEnum):
    MONEY = "money"
    REFERENCES = "references"
    DONE = "done"


class Settling(BasePart):
    """Implements ``PanelPart``.

    Args:
        stored: Told when the ticket is stored: the next one begins under the outcome.
        rescan: Where a scan goes that comes while the outcome stands there.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        open_sale: OpenSale,
        returns: Returns,
        checkout: Checkout,
        authorising: Authorising,
        stored: Callable[[], Any],
        rescan: Callable[[str], Any],
    ) -> None:
        super().__init__(host)
        self._state = state
        self._open = open_sale
        self._returns = returns
        self._checkout = checkout
        self._authorising = authorising
        self._stored = stored
        self._rescan = rescan
        self._step = _Step.MONEY
        self._references = References()
        self._record: RefundRecord | None = None
        self._busy = False

    def open(self) -> None:
        """Say what goes back."""
        self._step, self._record, self._busy = _Step.MONEY, None, False
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        if self._record is not None:
            return outcome(self._record)
        sale = self._open.sale
        amount = fmt.money(sale.owed)
        refund = PanelButton("refund", Say(W.RETURN_DO), "Enter", amount=amount)
        step = PanelButton("next", Say(W.PANEL_NEXT), "Enter") if self._asks() else refund
        if self._step is _Step.REFERENCES:
            blocks: tuple[Block, ...] = self._references.fields()
            step = refund
        else:
            rows = (
                (Say(W.RETURN_CREDITED), fmt.money(sale.back_total)),
                *(((Say(W.SETTLE_BOUGHT), fmt.money(-sale.total)),) if sale.has_goods else ()),
                *money_rows([part for part in self._payments() if part.method != EXCHANGE]),
            )
            total = (Say(W.RETURN_TOTAL), amount)
            blocks = (Facts((*rows, total), strong=True),)
        return Panel("settle", "return", Say(W.SETTLE_TITLE), blocks, primary=step, busy=self._busy)

    def edited(self, field_id: str, text: str) -> None:
        """A reference."""
        self._references.edited(field_id, text)
        self._host.redraw()

    def focus(self, field_id: str) -> None:
        """Another reference."""
        self._references.focus(field_id)
        self._host.redraw()

    def scanned(self, text: str) -> None:
        """Over the outcome the next sale begins; before it goods join the ticket again."""
        if not self._busy:
            self._host.close_panel()
            self._rescan(text)

    def enter(self) -> None:
        """The next step."""
        back = self._open.sale.back
        if self._record is not None or back is None:
            self._host.close_panel()
        elif self._step is _Step.MONEY and self._asks():
            self._references.begin(self._payments())
            self._step = _Step.REFERENCES
            self._host.redraw()
        else:
            self._ask(back)

    def back(self) -> None:
        """From the references to the money, else to the sale."""
        if self._busy:
            return  # what is being stored must be seen
        if self._step is _Step.REFERENCES and self._record is None:
            self._step = _Step.MONEY
            self._host.redraw()
        else:
            self._host.close_panel()

    # ------------------------------------------------------------------ doing it

    def _payments(self) -> tuple[SalePayment, ...]:
        """How the whole return is paid: with the goods bought, then the way the money came."""
        sale = self._open.sale
        return () if sale.back is None else sale.back.repayments(sale.total)

    def _asks(self) -> bool:
        return any(payment.method in REFERENCED for payment in self._payments())

    def _ask(self, back: GivingBack) -> None:
        missing = self._references.missing() if self._step is _Step.REFERENCES else None
        if missing is not None:
            self._host.refuse(of_domain(DomainError("refund_reference_needed", method=missing)))
            return
        payments = self._payments()
        try:
            back.check_way(payments)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        act, cash = return_act(back, payments), cash_of(payments)
        if not cash or not self._authorising.needed(act):
            self._do(back, None)  # the goods were allowed back when they came into the ticket
            return

        def approved(approval: Approval) -> None:
            try:
                override = approval.spend(act, self._state)
            except DomainError as error:
                self._host.refuse(of_domain(error))
            else:
                self._do(back, override)

        change = BeforeAfter(Say(W.SETTLE_TITLE), Say(W.TENDER_CASH), fmt.money(cash), "0.00")
        asked = Asked(Say(W.SETTLE_TITLE), reason_words(back.reason), change)
        self._authorising.ask(act, asked, approved, self._host.redraw)

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
        sale = self._open.sale
        if sale.has_goods:
            self._checkout.complete(self._open, self._exchanged, self._failed, Settled(payments, override))
        else:
            self._returns.complete(back, sale.sale_id, payments, override, self._returned, self._failed)

    def _exchanged(self, record: CompletedRecord) -> None:
        self._open.sale.complete()
        if record.refund is not None:
            self._returned(record.refund)
        else:  # an earlier attempt had stored it
            self._busy = False
            self._host.close_panel()
            self._stored()
            number = format_number(record.sale.series, record.sale.number)
            values = {"number": number, "change": fmt.money(record.sale.change_due)}
            self._host.say(Message(M.SALE_STOOD, Tone.WARN, values, lasting=True))

    def _returned(self, record: RefundRecord) -> None:
        self._busy, self._record = False, record
        self._stored()
        self._host.redraw()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._host.refuse(of_error(error))
