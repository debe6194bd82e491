"""Screen 5, payment: tenders, what is missing, and completing the sale only on Enter or a tap.

Cash is taken here; every other way to pay is a panel of its own that offers its tender to `Paying.take`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.floor.taken_up import paid_too_much
from app.presenters.floor.tender_rows import tender_row
from app.presenters.messages import M, Message, Tone
from app.presenters.refusals import of_domain, of_error
from app.presenters.states import PaymentState, Sound
from app.presenters.views import FloorView
from app.usecases.drafts import Witness
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.basket_lines import Also
from core.domain.documents import TenderDetails
from core.domain.entry import parse_amount
from core.domain.errors import DomainError
from core.domain.money import to_cents
from core.domain.pan import contains_pan
from core.domain.payment import CASH, QUICK_NOTES, UNKNOWN, YAPPY, Tender, tender_cents

UNUSUAL_OVER: Final = Decimal(100)
"""So much above what is due is asked about once."""


class Paying:
    """The payment part of the floor."""

    def __init__(
        self,
        view: FloorView,
        state: TillState,
        open_sale: OpenSale,
        checkout: Checkout,
        completed: Callable[[CompletedRecord], Any],
        calm: Callable[[], Any],
        thawed: Callable[[Also], Any],
    ) -> None:
        self._view = view
        self._state = state
        self._open = open_sale
        self._checkout = checkout
        self._completed = completed
        self._calm = calm
        self._thawed = thawed
        self._asked: Decimal | None = None
        self._times: list[str] = []
        self._typed = ""
        self._returned: Callable[[Tender], Any] = _nobody
        self._unresolved: Callable[[], Any] | None = None
        self._reverses: Callable[[int], bool] = _none_charged
        self._weigh: Callable[[Callable[[], Any]], Any] = _at_once
        self._anew: Callable[[], Any] = self.show
        self._weighed: object = None
        self.busy = False

    def on_return(self, returned: Callable[[Tender], Any]) -> None:
        """Tell ``returned`` of every tender that is given back."""
        self._returned = returned

    def on_unresolved(self, resolve: Callable[[], Any]) -> None:
        """Call ``resolve`` wherever a payment whose outcome is not known stands in the way."""
        self._unresolved = resolve

    def on_charged(self, reverses: Callable[[int], bool]) -> None:
        """Ask ``reverses`` about a tender before it goes: True when a machine charged it and is asked."""
        self._reverses = reverses

    def weigh_by(self, weigh: Callable[[Callable[[], Any]], Any]) -> None:
        """Let ``weigh`` stand before payment: it calls what it is given once money may be taken."""
        self._weigh = weigh

    def begin(self, pay: Callable[[], Any], settle: Callable[[], Any] | None = None) -> None:
        """Money is to move: ``pay``, or ``settle`` what is owed, once what stands before lets that be."""

        def move() -> None:
            (settle if settle is not None and self._open.sale.owed else pay)()

        self._weigh(move)

    def on_changed(self, anew: Callable[[], Any]) -> None:
        """Call ``anew`` where the sale is not the one any more that payment began for."""
        self._anew = anew

    def resume(self) -> None:
        """Go on with the payment; with a sale that changed meanwhile only as if it began now."""
        if self._open.sale.tenders or self._weighed == self._sum():
            self.show()
        else:
            self._anew()

    def _sum(self) -> object:
        return self._open.sale.total, self._open.sale.buyer

    def stopped(self) -> bool:
        """Whether a payment without an answer stands in the way; it is then put before the cashier."""
        if self._unresolved is None or not self._open.sale.has_unknown_tender:
            return False
        self._unresolved()
        return True

    def _barred(self) -> bool:
        """Whether something must be settled before money is taken or the sale completes; then it is said."""
        if self.stopped():
            return True
        too_much = paid_too_much(self._open.sale)
        if too_much is not None:
            self._refuse(too_much)
        return too_much is not None

    @property
    def due(self) -> Decimal:
        """What is still missing."""
        return self._open.sale.tally().remaining

    def asked_amount(self) -> str:
        """The amount typed before a way to pay was chosen, which it is then for; the line is empty again."""
        typed, self._typed = self._typed.strip(), ""
        self._view.set_command("")
        return typed

    def start(self) -> None:
        """Show the screen; tenders taken before an Esc are still there."""
        self._typed = ""
        self._asked = None
        self._times = self._times[: len(self._open.sale.tenders)]
        missing = len(self._open.sale.tenders) - len(self._times)
        self._times += [self._clock()] * missing
        self._weighed = self._sum()
        self._view.set_command("")
        self.show()
        if not self.stopped():
            self._checkout.foresee(self._open)

    def typed(self, text: str) -> None:
        """The amount in the command line changed; the primary button follows it."""
        if contains_pan(text):
            self._wipe()
            return
        self._typed = text
        self.show()

    def _wipe(self) -> None:
        """A card number was typed where money belongs: it stands nowhere any more, not even in a message."""
        self._typed = ""
        self._view.set_command("")
        self._refuse(Message(M.PAN_REFUSED, Tone.ERR, {"field": "amount"}, lasting=True))
        self.show()

    def clear_typed(self) -> bool:
        """Esc on a typed amount: forget it; False when nothing was typed."""
        if not self._typed:
            return False
        self._view.set_command("")
        self.typed("")
        return True

    def enter(self) -> None:
        """Empty: exact in cash and done. Typed: that amount in cash, done when it covers."""
        if self.busy or self._barred():
            return
        text = self._typed.strip()
        if not text:
            self.exact()
            return
        try:
            amount = parse_amount(text)
        except DomainError as error:
            self._refuse(of_domain(error, text=text))
            return
        if self._unusual(amount):
            return
        self._take(amount)

    def _unusual(self, amount: Decimal) -> bool:
        """Asks once before taking far more than is due: a code or a slip of the finger."""
        if amount < self._open.sale.tally().remaining + UNUSUAL_OVER or amount == self._asked:
            return False
        self._asked = amount
        values = {"amount": fmt.money(amount)}
        self._refuse(Message(M.AMOUNT_UNUSUAL, Tone.WARN, values, lasting=True))
        return True

    def exact(self) -> None:
        """The rest in cash, and done."""
        if self.busy or self._barred():
            return
        rest = self._open.sale.tally().remaining
        if rest > 0:
            self._take(rest)
        else:
            self._finish()

    def note(self, amount: str) -> None:
        """A note of the customer's; it adds up and completes when the sum covers."""
        if not self.busy and not self._barred():
            self._take(Decimal(amount))

    def remove_tender(self, index: int) -> None:
        """Give a tender back."""
        if self.busy:
            return
        tenders = self._open.sale.tenders
        if (tenders[index].state == UNKNOWN and self.stopped()) or self._reverses(index):
            return
        try:
            self._open.sale.remove_tender(index)
        except DomainError as error:
            self._refuse(of_domain(error))
            return
        self._gone(tenders[index], index)
        if tenders[index].method != CASH:
            self._view.notify(Message(M.TENDER_BACK, Tone.WARN, {"amount": fmt.money(tenders[index].amount)}))

    def state_of(self, index: int) -> str:
        """What is known of a tender's outcome."""
        return self._open.sale.tenders[index].state

    def require_fits(self, amount: Decimal) -> None:
        """Refuse an amount that another machine would be asked for in vain.

        Raises:
            DomainError: as `core.domain.payment.tally`.
        """
        tender_cents(Tender(YAPPY, amount), to_cents(self.due))

    def settle(self, index: int, details: TenderDetails, state: str) -> None:
        """A payment without an answer counts after all; the sale waits for Enter.

        Raises:
            DomainError: as `core.domain.sale.Sale.settle_tender`.
        """
        self._open.sale.settle_tender(index, details, state)
        self._open.keep_header()
        self.show()

    def unsettle(self, index: int) -> None:
        """What becomes of a tender is open again; whoever asks for it keeps that on the disk first.

        Raises:
            DomainError: as `core.domain.sale.Sale.unsettle_tender`.
        """
        self._open.sale.unsettle_tender(index)
        self.show()

    def drop(self, index: int) -> None:
        """A payment without an answer was none: it is gone, and whatever it froze is free again.

        Raises:
            DomainError: as `core.domain.sale.Sale.remove_tender`.
        """
        tender = self._open.sale.tenders[index]
        self._open.sale.remove_tender(index, declined=True)
        self._gone(tender, index)

    def _gone(self, tender: Tender, index: int) -> None:
        del self._times[index]
        self._open.keep_header()
        if not self._open.sale.tenders:
            self._thawed(self._open.thaw())
        self._returned(tender)
        self.resume()

    def remove_last(self) -> None:
        """Del: give the last tender back."""
        count = len(self._open.sale.tenders)
        if count:
            self.remove_tender(count - 1)

    def show(self) -> None:
        """Draw due, received, missing, tenders."""
        sale = self._open.sale
        tally = sale.tally()
        known = [tender.amount for tender in sale.tenders if tender.state != UNKNOWN]
        received = sum(known, Decimal("0.00"))
        asked = sum((tender.amount for tender in sale.tenders if tender.state == UNKNOWN), Decimal("0.00"))
        primary, typed = self._primary(tally.remaining)
        self._view.show_payment(
            PaymentState(
                due=fmt.money(sale.due),
                received=fmt.money(received),
                missing=fmt.money(tally.remaining + asked),
                primary=primary,
                typed=typed,
                tenders=tuple(
                    tender_row(tender, time) for tender, time in zip(sale.tenders, self._times, strict=False)
                ),
                notes=tuple(f"{note:.0f}" for note in QUICK_NOTES),
                busy=self.busy,
                unknown=sale.has_unknown_tender,
                excess=fmt.money(tally.excess) if tally.excess else "",
            )
        )

    def _primary(self, remaining: Decimal) -> tuple[str, bool]:
        if self._typed.strip():
            try:
                return fmt.money(parse_amount(self._typed)), True
            except DomainError:
                return "", True
        return fmt.money(remaining), False

    def take(self, tender: Tender, witness: Witness | None = None) -> None:
        """Take what a way to pay offers, and finish the sale when it is covered.

        Called on Enter or a tap alone: a sale never completes by itself (ux.md section 4).

        Args:
            tender: The money.
            witness: Who allowed it; None where the cashier may.

        Raises:
            DomainError: as `core.domain.sale.Sale.tender`; nothing was taken then.
        """
        tally = self._open.sale.tender(tender.method, tender.amount, tender.details, tender.state)
        self._times.append(self._clock())
        self._typed = ""
        self._view.set_command("")
        if witness is not None or tender.method != CASH or not tally.complete:
            # the last one too, though a stored sale drops its draft: what was charged is then known after a
            # failure or a power cut; an exact sale in cash is spared the write
            self._open.keep_header(witness)
        if tally.complete:
            self._finish()
            return
        self._calm()  # the card «Falta» says it, with the amount
        self._view.sound(Sound.ATTENTION)
        self.show()

    def _take(self, amount: Decimal) -> None:
        try:
            self.take(Tender(CASH, amount))
        except DomainError as error:
            self._refuse(of_domain(error))

    def _finish(self) -> None:
        self.busy = True
        self._calm()
        self.show()
        self._checkout.complete(self._open, self._stored, self._failed)

    def _stored(self, record: CompletedRecord) -> None:
        self.busy = False
        self._times = []
        self._open.sale.complete()
        self._completed(record)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        self._refuse(of_error(error))
        self.show()

    def _refuse(self, message: Message) -> None:
        self._view.notify(message)
        self._view.sound(Sound.ERROR)

    def _clock(self) -> str:
        return fmt.clock_time(self._state.local_time())


def _nobody(_: Tender) -> None:
    """Nobody asked to hear of it."""


def _at_once(pay: Callable[[], Any]) -> None:
    """Nothing stands before payment."""
    pay()


def _none_charged(_: int) -> bool:
    """No machine charges here."""
    return False
