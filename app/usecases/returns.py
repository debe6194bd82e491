"""Goods that come back, alone or in exchange (domain.md section 11): checked again inside the transaction.

What may still come back, and by which money, is read once more where nothing else can write, so that two
returns of one unit, or of one payment, can never both pass at this till; two tills may each accept, and the
centre says so (OVER_RETURN).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from app.usecases.approvals import Override
from app.usecases.paper import PrinterSetup, queue_paper
from app.usecases.ports import StoredEvent, StoreRunner, WriteUnit
from app.usecases.receipts import ReceiptMaker
from app.usecases.returns_port import BroughtBack
from app.usecases.state import TillState
from core.domain.documents import SalePayment
from core.domain.errors import DomainError
from core.domain.giving_back import GivingBack, needs_reference
from core.domain.journal.chain import receipt_mark
from core.domain.journal.events import EventContext, EventKind
from core.domain.loyalty import EarnBase, loyalty_clawback
from core.domain.payment import EXCHANGE
from core.domain.refund_document import CompletedRefund, refund_from_data, refund_to_data
from core.domain.returning import ReturnableLine, refund_document, take_back
from core.ports.clock import IdSource

REFUND_SERIES: Final = "refund"
"""Document type of the series that numbers returns (sync.md N4)."""


@dataclass(frozen=True, slots=True)
class RefundRecord:
    """A return that stands in both journals.

    Attributes:
        document: Canonical JSON of its paper; in an exchange that of both.
        standing: It was stored by an earlier attempt whose answer was lost: nothing was written now.
    """

    refund: CompletedRefund
    stored: StoredEvent
    document: str
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """How the money of a return goes back, and who allowed it where somebody had to."""

    payments: Sequence[SalePayment]
    override: Override | None = None


class Returns:
    """Completes returns.

    Args:
        receipts: Makes their paper.
        devices: Printer and drawer.
        ids: Identities of returns.
        earns: Which amount of a sale earns points: the same share of it takes them back.
    """

    def __init__(
        self,
        state: TillState,
        runner: StoreRunner,
        receipts: ReceiptMaker,
        devices: PrinterSetup,
        ids: IdSource,
        earns: EarnBase = EarnBase.TOTAL,
    ) -> None:
        self._state = state
        self._runner = runner
        self._receipts = receipts
        self._devices = devices
        self._ids = ids
        self._earns = earns

    def use_base(self, earns: EarnBase) -> None:
        """Which amount earns by the programme of now."""
        self._earns = earns

    def new_id(self) -> str:
        """Identity of a return about to be made; it keeps it however often its storing is tried."""
        return self._ids.uuid7()

    def complete(
        self,
        back: GivingBack,
        cart_id: str | None,
        payments: Sequence[SalePayment],
        override: Override | None,
        done: Callable[[RefundRecord], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Store a return without any goods bought; ``done`` follows only after both journals hold it.

        Args:
            back: What comes back.
            cart_id: The ticket in which it lay, whose draft goes with the return; None when it lay in none.
            payments: How the money goes back (`GivingBack.repayments`, with references).
            override: Who allowed the cash, where somebody had to.
            done: Receives the return.
            failed: `DomainError` as `prepare`, ``receipt_voided`` (``number``), ``exceeds_sold`` (``left``,
                ``name``), ``return_changed``, or an error of the store. Nothing was stored then.
        """
        try:
            work = self.prepare(back, payments, override)
        except DomainError as error:
            failed(error)
            return

        def forget(unit: WriteUnit) -> None:
            if cart_id is not None:
                unit.drop_draft(cart_id)

        def operation(unit: WriteUnit) -> RefundRecord:
            record = work(unit)
            forget(unit)
            return record

        def refused(error: Exception) -> None:
            if isinstance(error, DomainError) and error.code == "refund_already_stored":
                event_id = error.values["event_id"]

                def standing(unit: WriteUnit) -> RefundRecord:
                    forget(unit)
                    return standing_refund(unit, event_id)

                self._runner.submit(standing, done, failed)
            else:
                failed(error)

        self._runner.submit(operation, done, refused)

    def prepare(
        self,
        back: GivingBack,
        payments: Sequence[SalePayment],
        override: Override | None = None,
        *,
        alone: bool = True,
    ) -> Callable[[WriteUnit], RefundRecord]:
        """The part of a transaction that stores a return.

        Not ``alone`` it comes before the sale of an exchange, which makes the paper of both.

        Raises:
            DomainError: ``nobody_signed_in``, ``no_shift``, ``refund_reference_needed`` (``method``),
                ``refund_way_unknown`` (``number``), ``line_unresolved`` (``name``) and ``refund_unbalanced``.
        """
        person = self._state.person
        if person is None or self._state.shift is None:
            raise DomainError("nobody_signed_in" if person is None else "no_shift")
        back.check_way(payments)
        for payment in needs_reference(payments):
            raise DomainError("refund_reference_needed", method=payment.method)
        for line in back.lines:
            if line.item.n in back.wanted and not line.item.variant_id:
                raise DomainError("line_unresolved", name=line.item.name)
        pin = self._devices.drawer_pin
        foreseen = back.taken
        document = refund_document(
            back.refund_id, back.original, back.sale, foreseen, back.reason, payments, pin
        )
        context = self._context(back, override)
        place = (back.original.series, back.original.number)

        def work(unit: WriteUnit) -> RefundRecord:
            standing = unit.refund_of(back.refund_id)
            if standing is not None:
                raise DomainError("refund_already_stored", event_id=standing)
            before = unit.brought_back(*place)
            now = take_back(
                _as_of(back.lines, before), back.wanted, price_includes_tax=back.sale.price_includes_tax
            )
            if now != foreseen or not _still_due(back, payments, before):
                raise DomainError("return_changed")
            if override is not None:
                override.record(unit, context)
            points = self._points(unit, back, before, document)
            series, number = unit.next_number(REFUND_SERIES)
            refund = replace(document, series=series, number=number, points_back=points)
            stored = unit.append(
                EventKind.REFUND_COMPLETED, refund_to_data(refund), context, back.original.event_id
            )
            if not alone:
                return RefundRecord(refund, stored, "")
            paper = self._receipts.refund(refund, context.occurred_at, person.name, receipt_mark(stored.hash))
            queue_paper(unit, self._devices, stored.event.event_id, paper, refund.drawer)
            return RefundRecord(refund, stored, paper)

        return work

    def _context(self, back: GivingBack, override: Override | None) -> EventContext:
        context = self._state.context()
        approver = override.approver_id if override is not None else back.approver_id
        return context if approver in (None, context.cashier_id) else replace(context, approver_id=approver)

    def _points(self, unit: WriteUnit, back: GivingBack, before: BroughtBack, refund: CompletedRefund) -> int:
        """Loyalty points taken back.

        Of another till's sale by what its code says; what a third one took is not known here. A sale of this
        till that was voided meanwhile gives nothing at all.

        Raises:
            DomainError: ``receipt_voided``.
        """
        sold = unit.sold(back.original.series, back.original.number)
        if sold is not None and sold.voided:
            raise DomainError("receipt_voided")
        sale, total = back.sale if sold is None else sold.sale, before.total + refund.total
        if self._earns is EarnBase.NETO:
            base, returned = sale.total - sale.tax_total, total - before.tax - refund.tax_total
        else:
            base, returned = sale.total, total
        return loyalty_clawback(sale.points_earned, base, returned, before.points)


def standing_refund(unit: WriteUnit, event_id: str) -> RefundRecord:
    """A return that an earlier attempt stored.

    Raises:
        DomainError: ``no_receipt``: its paper is gone.
    """
    found = unit.sale_document(event_id)
    if found is None:
        raise DomainError("no_receipt")
    stored, document = found
    return RefundRecord(refund_from_data(stored.event.data), stored, document, standing=True)


def _still_due(back: GivingBack, payments: Sequence[SalePayment], before: BroughtBack) -> bool:
    """Whether the money goes back as it would if the return began now: no method gives back what is gone."""
    exchanged = sum((one.amount for one in payments if one.method == EXCHANGE), Decimal("0.00"))
    now = replace(back, money=before.money)
    due = now.repayments(exchanged)
    return now.exchanged(exchanged) == back.exchanged(exchanged) and [
        (one.method, one.amount) for one in payments
    ] == [(one.method, one.amount) for one in due]


def _as_of(lines: Sequence[ReturnableLine], before: BroughtBack) -> list[ReturnableLine]:
    return [replace(line, returned=before.quantities.get(line.item.n, line.returned * 0)) for line in lines]
