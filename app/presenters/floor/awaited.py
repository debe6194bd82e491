"""Shift+F8: payments nobody has confirmed yet, oldest first; each is looked up and told.

The sale stands whatever is found out. Who may hand goods over before the money is there may say that it came.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.repaying import tender_words
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    BeforeAfter,
    Block,
    Choice,
    Choices,
    Facts,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    Remark,
    RowItem,
    Rows,
    Say,
)
from app.presenters.reasons import reason_words
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.approvals import Approval
from app.usecases.awaited_port import AwaitedPayment
from app.usecases.payment_outcomes import AwaitedPage, PaymentOutcomes, outcome_act
from app.usecases.ports import StoredEvent
from app.usecases.state import TillState
from core.domain.documents import format_number
from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.payment_outcome import Outcome
from core.domain.reasons import REASONS, ReasonFor

OUTCOME: Final = "outcome"
ARRIVED: Final = Outcome.CONFIRMED.value


class AwaitedPayments(BasePart):
    """Implements ``PanelPart``."""

    def __init__(
        self, host: PanelHost, state: TillState, outcomes: PaymentOutcomes, authorising: Authorising
    ) -> None:
        super().__init__(host)
        self._state = state
        self._outcomes = outcomes
        self._authorising = authorising
        self._found: tuple[AwaitedPayment, ...] = ()
        self._more = False
        self._selected = 0
        self._asked: AwaitedPayment | None = None
        self._answer = ARRIVED
        self._busy = False
        self._told: Remark | None = None

    def open(self) -> None:
        """The oldest of them."""
        self._asked, self._told, self._busy, self._selected = None, None, False, 0
        self._look()
        self._host.open_panel(self)

    # ------------------------------------------------------------------ what stands on it

    def panel(self) -> Panel:
        """What stands on it now."""
        return self._list() if self._asked is None else self._question(self._asked)

    def _list(self) -> Panel:
        rows = Rows("payments", tuple(map(self._row, self._found)), self._selected, Say(W.AWAITED_NONE))
        blocks: tuple[Block, ...] = (rows,) if self._told is None else (self._told, rows)
        more = (PanelButton("more", Say(W.AWAITED_MORE), icon="chevron-down"),) if self._more else ()
        step = PanelButton("next", Say(W.PANEL_NEXT), "Enter", idle=not self._found)
        return Panel("awaited", "clock", Say(W.AWAITED_TITLE), blocks, Say(W.AWAITED_WHAT), step, more)

    def _row(self, payment: AwaitedPayment) -> RowItem:
        return RowItem(
            f"{payment.event_id}/{payment.n}",
            format_number(payment.series, payment.number),
            " · ".join(part for part in (self._when(payment), payment.bank, payment.reference) if part),
            fmt.money(from_cents(payment.amount_cents)),
            tender_words(payment.method),
        )

    def _when(self, payment: AwaitedPayment) -> str:
        there = self._state.local_time(datetime.fromtimestamp(payment.occurred_at_ms / 1000, UTC))
        today = there.date() == self._state.local_time().date()
        return fmt.clock_time(there) if today else f"{there:%d/%m/%Y} {fmt.clock_time(there)}"

    def _question(self, payment: AwaitedPayment) -> Panel:
        facts: list[tuple[Label, str]] = [
            (Say(W.RECEIPT_NUMBER), format_number(payment.series, payment.number)),
            (Say(W.RECEIPT_TIME), self._when(payment)),
        ]
        if payment.bank:
            facts.append((Say(W.TRANSFER_BANK), payment.bank))
        if payment.reference:
            facts.append((Say(W.AWAITED_CODE), payment.reference))
        facts.append((tender_words(payment.method), fmt.money(from_cents(payment.amount_cents))))
        blocks: tuple[Block, ...] = (Facts(tuple(facts), strong=True), self._answers())
        lost = self._answer != ARRIVED
        do = PanelButton("tell", Say(W.AWAITED_LOST if lost else W.AWAITED_ARRIVED), "Enter", danger=lost)
        note = Say(W.AWAITED_STANDS)
        return Panel("awaited", "clock", Say(W.AWAITED_TITLE), blocks, note, primary=do, busy=self._busy)

    def _answers(self) -> Choices:
        codes = (ARRIVED, *REASONS[ReasonFor.NOT_ARRIVED])
        items = tuple(
            Choice(code, Say(W.AWAITED_ARRIVED) if code == ARRIVED else reason_words(code), key=str(number))
            for number, code in enumerate(codes, start=1)
        )
        return Choices(OUTCOME, Say(W.AWAITED_ASK), items, self._answer)

    # ------------------------------------------------------------------ what people do

    def move(self, step: int) -> None:
        """Up or down; below the last one there are younger ones."""
        if self._asked is None and self._found:
            if self._selected + step >= len(self._found) and self._more:
                self._add(self._outcomes.page(self._found[-1]))
            self._selected = max(0, min(len(self._found) - 1, self._selected + step))
            self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A touch on a payment asks about it."""
        del block_id
        self._selected = index
        self._begin()

    def press(self, button_id: str) -> None:
        """Younger ones below those shown."""
        if button_id == "more":
            self._add(self._outcomes.page(self._found[-1]))
            self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """What was found out: chosen, not yet told."""
        if block_id == OUTCOME and not self._busy:
            self._answer = choice_id
            self._host.redraw()

    def enter(self) -> None:
        """Ask about the chosen one; then keep what was found out."""
        if self._busy:
            return
        if self._asked is None:
            self._begin()
        else:
            self._ask(self._asked)

    def scanned(self, text: str) -> None:
        """The next sale waits until this is left."""
        del text
        self._host.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    def back(self) -> None:
        """From the question to the list, from there to the sale."""
        if self._busy:
            return  # what is being stored must be seen
        if self._asked is None:
            self._host.close_panel()
        else:
            self._asked = None
            self._host.redraw()

    # ------------------------------------------------------------------ doing it

    def _begin(self) -> None:
        if 0 <= self._selected < len(self._found):
            self._asked, self._answer = self._found[self._selected], ARRIVED
            self._host.redraw()

    def _said(self) -> tuple[Outcome, str | None]:
        return (Outcome.CONFIRMED, None) if self._answer == ARRIVED else (Outcome.REJECTED, self._answer)

    def _ask(self, payment: AwaitedPayment) -> None:
        act = outcome_act(payment, *self._said())
        if not self._authorising.needed(act):
            self._do(payment, None)
            return

        def approved(approval: Approval) -> None:
            self._do(payment, approval)

        answer = Say(W.AWAITED_ARRIVED) if self._answer == ARRIVED else reason_words(self._answer)
        about = f"{format_number(payment.series, payment.number)} · {payment.reference}".removesuffix(" · ")
        change = BeforeAfter(tender_words(payment.method), about, act.before, act.after)
        self._authorising.ask(act, Asked(Say(W.AWAITED_ASK), answer, change), approved, self._host.redraw)

    def _do(self, payment: AwaitedPayment, approval: Approval | None) -> None:
        outcome, reason = self._said()
        override = None
        if approval is not None:
            try:
                override = approval.spend(outcome_act(payment, outcome, reason), self._state)
            except DomainError as error:
                self._host.refuse(of_domain(error))
                return
        self._busy = True
        self._host.redraw()
        self._outcomes.complete(payment, outcome, reason, override, self._done, self._failed)

    def _done(self, stored: StoredEvent) -> None:
        found = stored.event.data
        arrived = found["outcome"] == ARRIVED
        number = format_number(found["original"]["series"], found["original"]["number"])
        values = {"number": number, "amount": fmt.money(Decimal(found["amount"]))}
        said = Say(W.AWAITED_TOLD if arrived else W.AWAITED_TOLD_LOST, values)
        self._told = Remark(said, Tone.OK if arrived else Tone.WARN)
        self._asked, self._busy = None, False
        self._look()
        self._host.redraw()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._host.refuse(of_error(error))

    def _look(self) -> None:
        self._found = ()
        self._add(self._outcomes.page())
        self._selected = max(0, min(self._selected, len(self._found) - 1))

    def _add(self, page: AwaitedPage) -> None:
        self._found, self._more = (*self._found, *page.items), page.more
