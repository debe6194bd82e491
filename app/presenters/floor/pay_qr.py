"""A charge by its own QR code: asked, shown here and to the customer, settled; or without an answer.

What nobody knows is a state of its own (ux.md section 1, principle 3): the panel says so, asks again on
Enter, and takes a person's word — approved, with the code they saw, or not paid. Until then nothing else is
taken and the sale does not complete; it may wait in the parked list while others sell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from app.presenters import format as fmt
from app.presenters.customer_view import CustomerView, DisplayQr
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.paying import Paying
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    Block,
    Facts,
    Field,
    FieldKind,
    Panel,
    PanelButton,
    PanelHost,
    QrPicture,
    Remark,
    Say,
)
from app.presenters.refusals import of_domain, of_error
from app.presenters.sign_in import Ticker
from app.presenters.wording import W
from app.usecases.qr_charges import Pending, QrCharges
from app.usecases.typed_tenders import TypedTenders
from core.domain.charge import UNPAID, ChargeReport, ChargeState
from core.domain.errors import DomainError
from core.domain.payment import CONFIRMED, UNCONFIRMED, YAPPY
from core.domain.yappy import qr_details, yappy_details

SILENCES: Final = 3
"""So many questions in a row without an answer, and the cashier is told."""
_CODE_LIMIT: Final = 34
_ENDS: Final = {
    ChargeState.DECLINED: M.QR_DECLINED,
    ChargeState.CANCELLED: M.QR_CANCELLED,
    ChargeState.EXPIRED: M.QR_EXPIRED,
    ChargeState.NONE: M.QR_NOT_ASKED,
}


class Step(StrEnum):
    """Where the charge stands on this panel."""

    ASKING = "asking"
    WAITING = "waiting"
    UNKNOWN = "unknown"


class QrPaying(BasePart):
    """Implements ``PanelPart``.

    Args:
        customer: Shows the code to the customer.
        second: Drives countdown and questions.
        now: Monotonic seconds.
    """

    def __init__(
        self,
        host: PanelHost,
        paying: Paying,
        charges: QrCharges,
        typed: TypedTenders,
        customer: CustomerView,
        second: Ticker,
        now: Callable[[], float],
    ) -> None:
        super().__init__(host)
        self._paying = paying
        self._charges = charges
        self._typed = typed
        self._customer = customer
        self._second = second
        self._now = now
        self._step = Step.ASKING
        self._report: ChargeReport | None = None
        self._until = 0.0
        self._silences = 0
        self._code = ""
        self._gives_up = False
        self._before = CONFIRMED

    def start(self, amount: Decimal) -> None:
        """Ask for a charge.

        Raises:
            DomainError: as `Paying.take`; nothing was asked then.
        """
        self._paying.take(self._charges.intent(amount))
        self._show(Step.ASKING)
        self._charges.start(self._told, self._not_stored)

    def resume(self) -> None:
        """A charge without an outcome stands in the sale: ask about it at once."""
        if self._charges.pending() is not None and not self._charges.asking:
            self._show(Step.ASKING)
            self._charges.query(self._told)

    def reverse(self, index: int) -> bool:
        """Del on a charge that counts: it goes only when the gateway says that no money stays (ADR 90).

        Returns:
            Whether the tender is such a charge.
        """
        if not self._charges.counts(index):
            return False
        if not self._paying.stopped():
            self._before = self._paying.state_of(index)
            self._paying.unsettle(index)
            self._show(Step.ASKING)
            self._charges.take_back(self._reversed, self._not_asked)
        return True

    # ------------------------------------------------------------------ what stands on it

    def panel(self) -> Panel:
        """What stands on it now."""
        pending = self._charges.pending()
        amount = "" if pending is None else fmt.money(pending.amount)
        if self._step is Step.UNKNOWN:
            return self._unknown(amount, was_paid=pending is not None and pending.was_paid)
        blocks: tuple[Block, ...] = (Remark(Say(W.QR_ASKING)),)
        if self._step is Step.WAITING and self._report is not None:
            caption = Say(W.QR_SCAN, {"time": self._left()})
            blocks = (QrPicture(self._report.qr, caption), Facts(((Say(W.PAY_AMOUNT), amount),), strong=True))
        asking = self._step is Step.ASKING
        ask = PanelButton("ask", Say(W.QR_ASK_NOW), "Enter")
        return Panel("qr", "phone", Say(W.QR_TITLE), blocks, Say(W.QR_SHOWN), ask, busy=asking)

    def _unknown(self, amount: str, *, was_paid: bool) -> Panel:
        blocks: tuple[Block, ...] = (
            Remark(Say(W.QR_UNKNOWN, {"amount": amount}), Tone.ERR),
            Facts(((Say(W.PAY_AMOUNT), amount),), strong=True),
            Field(
                "confirmation",
                Say(W.YAPPY_CODE),
                FieldKind.CODE,
                self._code,
                Say(W.QR_CODE_SEEN),
                active=True,
                limit=_CODE_LIMIT,
            ),
        )
        typed = bool(self._code.strip())
        primary = PanelButton("ask", Say(W.QR_APPROVED if typed else W.QR_ASK_AGAIN), "Enter")
        unpaid = PanelButton("unpaid", Say(W.QR_UNPAID), icon="times", danger=True)
        others = () if was_paid else (unpaid,)
        return Panel("qr", "alert", Say(W.QR_NO_ANSWER), blocks, Say(W.QR_NOT_AGAIN), primary, others)

    def _left(self) -> str:
        seconds = max(0, int(self._until - self._now()))
        return f"{seconds // 60}:{seconds % 60:02d}"

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """The code seen on the customer's screen."""
        del field_id
        self._code = text
        self._host.redraw()

    def enter(self) -> None:
        """Ask now; or take the code that was typed."""
        if self._step is Step.UNKNOWN and self._code.strip():
            self._approved_by_hand()
        elif not self._charges.asking:
            if self._step is Step.UNKNOWN:
                self._show(Step.ASKING)
            self._charges.query(self._told)

    def press(self, button_id: str) -> None:
        """Nobody paid: withdraw it, so that nobody can any more, and let it go."""
        if button_id == "unpaid":
            self._gives_up = True
            self._show(Step.ASKING)
            self._charges.withdraw(self._withdrawn)

    def back(self) -> None:
        """From a waiting code: withdraw it. Without an answer: back to the payment, where it still stands."""
        if self._step is Step.WAITING:
            if not self._charges.asking:
                self._show(Step.ASKING)
                self._charges.withdraw(self._withdrawn)
        elif self._step is Step.UNKNOWN:
            self._leave()

    # ------------------------------------------------------------------ what the gateway says

    def _tick(self) -> None:
        if self._charges.pending() is None:
            self._quiet()
        elif not self._charges.asking:
            self._charges.query(self._told)
        if self._step is Step.WAITING:
            self._show_customer()
            self._host.redraw()

    def _told(self, report: ChargeReport) -> None:
        pending = self._charges.pending()
        if pending is None:
            return
        given_up, self._gives_up = self._gives_up, False
        if report.state is ChargeState.APPROVED:
            self._approved(pending, report)
        elif report.state in UNPAID:
            self._unpaid(pending, _end(pending, report.state))
        elif report.state is ChargeState.WAITING and report.qr:
            self._wait(report)
        elif given_up and not pending.was_paid and report.state is not ChargeState.WAITING:
            self._unpaid(pending, M.QR_GIVEN_UP)
        else:
            self._silence()

    def _withdrawn(self, report: ChargeReport) -> None:
        """One that still waits could not be taken back: the customer can pay it, whoever gave it up."""
        self._told(report)
        if report.state is ChargeState.WAITING:
            self._host.refuse(Message(M.QR_STILL_OPEN, Tone.WARN, {"amount": fmt.money(report.amount)}))

    def _reversed(self, report: ChargeReport) -> None:
        """The money went back, or the tender counts as before; in silence it may have gone.

        A charge that only a person called paid may never have been: then the gateway's word is taken.
        """
        pending = self._charges.pending()
        by_hand = pending is not None and not pending.was_approved
        doubted = by_hand and (report.state in UNPAID or report.state is ChargeState.WAITING)
        if report.state is ChargeState.CANCELLED or doubted:
            self._told(report)
        elif report.state is ChargeState.UNKNOWN and report.reason != "no_hardware":
            self._silence()
        else:
            self._stays()
            values = {"amount": fmt.money(report.amount)}
            self._host.refuse(Message(M.QR_NOT_RETURNED, Tone.ERR, values, lasting=True))

    def _not_asked(self, error: Exception) -> None:
        self._stays()
        self._host.refuse(of_error(error))

    def _stays(self) -> None:
        pending = self._charges.pending()
        if pending is not None:
            self._paying.settle(pending.index, pending.details, self._before)
        self._leave()

    def _wait(self, report: ChargeReport) -> None:
        self._silences = 0
        self._report = report
        self._until = self._now() + report.expires_s
        self._second.start(self._tick)
        self._show_customer()
        self._show(Step.WAITING)

    def _silence(self) -> None:
        self._silences += 1
        if self._step is Step.WAITING and self._silences < SILENCES:
            return
        self._quiet()
        self._show(Step.UNKNOWN)

    def _approved(self, pending: Pending, report: ChargeReport) -> None:
        details = qr_details(pending.order, report.transaction, report.confirmation, report.payer)
        self._paying.settle(pending.index, details, CONFIRMED)
        self._leave()
        values = {"amount": fmt.money(pending.amount)}
        self._host.say(Message(M.QR_APPROVED, Tone.OK, values))

    def _approved_by_hand(self) -> None:
        pending = self._charges.pending()
        if pending is None:
            return
        try:
            code = yappy_details(self._code).confirmation_code or ""
            if code != pending.details.confirmation_code:
                self._typed.require_unused(YAPPY, code)
            seen = replace(pending.details, confirmation_code=code)
            self._paying.settle(pending.index, seen, UNCONFIRMED)
        except DomainError as error:
            if error.code == "pan_refused":
                self._code = ""
            self._host.refuse(of_domain(error))
            return
        self._leave()

    def _unpaid(self, pending: Pending, why: M) -> None:
        self._paying.drop(pending.index)
        self._leave()
        self._host.say(Message(why, Tone.WARN, {"amount": fmt.money(pending.amount)}))

    def _not_stored(self, error: Exception) -> None:
        pending = self._charges.pending()
        if pending is not None:
            self._paying.drop(pending.index)
        self._leave()
        self._host.refuse(of_error(error))

    # ------------------------------------------------------------------ the panel itself

    def _show(self, step: Step) -> None:
        self._step = step
        if step is not Step.UNKNOWN:
            self._code = ""
        if self._host.shows(self):
            self._host.redraw()
        else:
            self._host.open_panel(self)

    def _show_customer(self) -> None:
        if self._report is not None:
            amount = fmt.money(self._report.amount)
            self._customer.show_qr(DisplayQr(self._report.qr, amount, self._left()))

    def _quiet(self) -> None:
        self._second.stop()
        self._report = None
        self._customer.show_qr(None)

    def _leave(self) -> None:
        self._quiet()
        self._silences = 0
        if self._host.shows(self):
            self._host.close_panel()


def _end(pending: Pending, state: ChargeState) -> M:
    """How a charge ended in which no money stays; what counted as paid went back."""
    returned = pending.was_approved or (pending.was_paid and state is ChargeState.CANCELLED)
    return M.QR_RETURNED if returned else _ENDS[state]
