"""Undoing a completed sale as a whole, in its own shift (domain.md section 11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.usecases.approvals import Override
from app.usecases.paper import PrinterSetup, queue_paper
from app.usecases.ports import StoredEvent, StoreRunner, TillReader, WriteUnit
from app.usecases.receipts import ReceiptMaker
from app.usecases.returns_port import SoldSale, TillSales
from app.usecases.state import TillState
from core.domain.documents import format_number
from core.domain.errors import DomainError
from core.domain.giving_back import needs_reference, with_reference
from core.domain.journal.chain import receipt_mark
from core.domain.journal.events import EventKind
from core.domain.payment import EXCHANGE
from core.domain.refund_document import OriginalSale, SaleVoid, void_to_data
from core.domain.returning import void_document


@dataclass(frozen=True, slots=True)
class VoidRecord:
    """A void that stands in both journals; ``document`` is the canonical JSON of its paper."""

    void: SaleVoid
    stored: StoredEvent
    document: str


class Voids:
    """Voids sales of the open shift."""

    def __init__(
        self,
        state: TillState,
        reader: TillReader,
        runner: StoreRunner,
        receipts: ReceiptMaker,
        devices: PrinterSetup,
    ) -> None:
        self._state = state
        self._reader = reader
        self._runner = runner
        self._receipts = receipts
        self._devices = devices

    def find(self, series: str, number: int) -> SoldSale:
        """A sale that may be voided now.

        Raises:
            DomainError: as `check`, ``till_locked``.
        """
        self._state.demand_unlocked()
        shift = self._state.shift
        return check(self._reader, series, number, shift.shift_id if shift else None)

    def complete(
        self,
        series: str,
        number: int,
        reason: str,
        references: Mapping[int, str],
        override: Override | None,
        done: Callable[[VoidRecord], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Store the void; ``done`` follows only after both journals hold it.

        Args:
            series: With ``number``, the sale of this till.
            number: Its receipt number.
            reason: Reason code.
            references: By payment number, under which reference money other than cash went back.
            override: Who allowed it, None where the cashier may.
            done: Receives the void.
            failed: `DomainError` as `check`, ``nobody_signed_in``, ``refund_reference_needed`` (``method``),
                ``pan_refused``, or an error of the store. Nothing was stored then.
        """
        person, shift = self._state.person, self._state.shift
        if person is None or shift is None:
            failed(DomainError("nobody_signed_in" if person is None else "no_shift"))
            return
        context = self._state.context()
        if override is not None:
            context = override.context(context)

        def operation(unit: WriteUnit) -> VoidRecord:
            sold = check(unit, series, number, shift.shift_id)
            void = self._document(sold, reason, references)
            if override is not None:
                override.record(unit, context)
            stored = unit.append(EventKind.SALE_VOIDED, void_to_data(void), context, sold.event_id)
            paper = self._receipts.void(void, context.occurred_at, person.name, receipt_mark(stored.hash))
            queue_paper(unit, self._devices, stored.event.event_id, paper, void.drawer)
            return VoidRecord(void, stored, paper)

        self._runner.submit(operation, done, failed)

    def _document(self, sold: SoldSale, reason: str, references: Mapping[int, str]) -> SaleVoid:
        sale = sold.sale
        original = OriginalSale(
            sale.series,
            sale.number,
            self._state.identity.terminal_id,
            sold.event_id,
            sale.local_transaction_id,
        )
        void = void_document(original, sale, reason, self._devices.drawer_pin, sale.points_earned)
        payments = tuple(with_reference(payment, references.get(payment.n, "")) for payment in void.payments)
        for payment in needs_reference(payments):
            raise DomainError("refund_reference_needed", method=payment.method)
        return replace(void, payments=payments)


def check(sales: TillSales, series: str, number: int, shift_id: str | None) -> SoldSale:
    """Refuse a sale that may not be voided (any more).

    Raises:
        DomainError: ``receipt_not_found``, ``receipt_voided``, ``void_other_shift``, ``void_exchange``
            (half of an exchange: its goods come back by a return) and ``void_returned`` (something of it came
            back), all with ``number``.
    """
    shown = format_number(series, number)
    sold = sales.sold(series, number)
    if sold is None:
        raise DomainError("receipt_not_found", number=shown)
    if sold.voided:
        raise DomainError("receipt_voided", number=shown)
    if shift_id is None or sold.shift_id != shift_id:
        raise DomainError("void_other_shift", number=shown)
    if any(payment.method == EXCHANGE for payment in sold.sale.payments):
        raise DomainError("void_exchange", number=shown)
    if sales.brought_back(series, number).quantities:
        raise DomainError("void_returned", number=shown)
    return sold
