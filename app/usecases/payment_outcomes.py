"""Payments nobody has confirmed yet, and what a person found out about them (domain.md section 9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.usecases.approvals import Override
from app.usecases.awaited_port import AwaitedPayment, TillAwaited
from app.usecases.ports import StoredEvent, StoreRunner, WriteUnit
from app.usecases.state import TillState
from core.domain.approval import Act
from core.domain.documents import format_number, money_text
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind
from core.domain.money import from_cents
from core.domain.payment_outcome import Outcome, PaymentOutcome, outcome_to_data
from core.domain.refund_document import OriginalSale
from core.domain.staff import Permission

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class AwaitedPage:
    """Payments, oldest first; ``more`` are younger."""

    items: Sequence[AwaitedPayment]
    more: bool


class PaymentOutcomes:
    """Lists them, and keeps what was found out; the sale itself stays as it is."""

    def __init__(self, state: TillState, awaited: TillAwaited, runner: StoreRunner) -> None:
        self._state = state
        self._awaited = awaited
        self._runner = runner

    def page(self, after: AwaitedPayment | None = None) -> AwaitedPage:
        """A page; ``after`` is the last one of the page before."""
        found = self._awaited.payments_awaited(0 if after is None else after.entry, PAGE + 1)
        return AwaitedPage(found[:PAGE], len(found) > PAGE)

    def complete(
        self,
        payment: AwaitedPayment,
        outcome: Outcome,
        reason: str | None,
        override: Override | None,
        done: Callable[[StoredEvent], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Store what was found out; ``done`` follows only after both journals hold it.

        Args:
            payment: Of `page`.
            outcome: Whether it arrived.
            reason: Reason code of one that did not, else None.
            override: Who allowed it, None where the cashier may.
            done: Receives the event.
            failed: `DomainError` ``nobody_signed_in``, ``payment_told`` (by somebody before), or an error of
                the store. Nothing was stored then.
        """
        if self._state.person is None:
            failed(DomainError("nobody_signed_in"))
            return
        context = self._state.context()
        if override is not None:
            context = override.context(context)
        data = outcome_to_data(self._found(payment, outcome, reason))

        def operation(unit: WriteUnit) -> StoredEvent:
            if not unit.payment_awaited(payment.event_id, payment.n):
                raise DomainError("payment_told", number=format_number(payment.series, payment.number))
            if override is not None:
                override.record(unit, context)
            return unit.append(EventKind.PAYMENT_CONFIRMED, data, context, payment.event_id)

        self._runner.submit(operation, done, failed)

    def _found(self, payment: AwaitedPayment, outcome: Outcome, reason: str | None) -> PaymentOutcome:
        return PaymentOutcome(
            OriginalSale(
                payment.series,
                payment.number,
                self._state.identity.terminal_id,
                payment.event_id,
                payment.local_transaction_id,
            ),
            payment.n,
            payment.method,
            from_cents(payment.amount_cents),
            outcome,
            reason,
            payment.reference or None,
        )


def outcome_act(payment: AwaitedPayment, outcome: Outcome, reason: str | None) -> Act:
    """Saying whether money arrived: for whoever may hand goods over before it did."""
    amount = from_cents(payment.amount_cents)
    return Act(
        action=f"payment.{outcome.value}",
        permission=Permission.RELEASE,
        sale_id=payment.local_transaction_id,
        amount=amount,
        reason=reason or outcome.value,
        ticket=f"{payment.event_id}/{payment.n}",
        before=money_text(amount),
        after=money_text(amount) if outcome is Outcome.CONFIRMED else "0.00",
    )
