"""Taking money and completing the sale: one operation, one transaction (sync.md T6, T7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Protocol

from app.usecases.open_sale import OpenSale
from app.usecases.paper import PrinterSetup, keep_paper, queue_paper
from app.usecases.ports import StoredEvent, StoreRunner, TillReader, WriteUnit
from app.usecases.receipts import ReceiptMaker
from app.usecases.returns import RefundRecord, Returns, Settled
from app.usecases.state import TillState
from core.domain.document_data import sale_from_data
from core.domain.documents import CompletedSale, format_number
from core.domain.errors import DomainError
from core.domain.journal.chain import receipt_mark
from core.domain.journal.events import EventContext, EventKind
from core.domain.journal.written import SaleWriting
from core.domain.kept import Kept
from core.domain.loyalty import LoyaltyProgram, with_points
from core.domain.receipt.build import PreparedReceipt
from core.domain.sale import Sale

SALE_SERIES: Final = "sale"
"""Document type of the series that numbers sales; refunds have their own (sync.md N4)."""


@dataclass(frozen=True, slots=True)
class CompletedRecord:
    """A sale that stands in both journals: its receipt may be printed."""

    sale: CompletedSale
    stored: StoredEvent
    document: str
    """Canonical JSON of its receipt."""
    standing: bool = False
    """It was stored by an earlier attempt whose answer was lost: nothing was written now."""
    refund: RefundRecord | None = None
    """The return it was exchanged for, stored in the same transaction."""


class _Sell(Protocol):
    """Stores the sale.

    ``cause_id`` is the event of the return it is exchanged for, ``refund`` that return if it was stored now.
    """

    def __call__(
        self, unit: WriteUnit, cause_id: str | None = None, refund: RefundRecord | None = None
    ) -> CompletedRecord: ...


@dataclass(frozen=True, slots=True)
class _Returning:
    """What comes back in the same transaction."""

    refund_id: str
    work: Callable[[WriteUnit], RefundRecord]


@dataclass(frozen=True, slots=True)
class _Paper:
    """What makes the paper of one sale."""

    receipts: ReceiptMaker
    context: EventContext
    cashier: str

    def prepare(self, sale: CompletedSale) -> PreparedReceipt:
        return self.receipts.prepare(sale, self.context.occurred_at, self.cashier)

    def exchange(self, sale: CompletedSale, stored: StoredEvent, refund: RefundRecord) -> str:
        """Of both, made inside the transaction, which gives two numbers and two marks."""
        marks = receipt_mark(stored.hash), receipt_mark(refund.stored.hash)
        return self.receipts.exchange(sale, refund.refund, self.context.occurred_at, self.cashier, *marks)


class Checkout:
    """Completes the open sale, with what comes back in the same ticket.

    Args:
        loyalty: Its programme; None earns no points.
        returns: Stores what comes back.
    """

    def __init__(
        self,
        state: TillState,
        reader: TillReader,
        runner: StoreRunner,
        receipts: ReceiptMaker,
        devices: PrinterSetup,
        loyalty: LoyaltyProgram | None = None,
        returns: Returns | None = None,
    ) -> None:
        self._state = state
        self._reader = reader
        self._runner = runner
        self._receipts = receipts
        self._devices = devices
        self._loyalty = loyalty
        self._returns = returns
        self._writing = SaleWriting()
        self._number: Kept[tuple[str, int]] = Kept()

    def use_loyalty(self, loyalty: LoyaltyProgram | None) -> None:
        """The programme of sales completed from now on."""
        self._loyalty = loyalty

    def complete(
        self,
        open_sale: OpenSale,
        done: Callable[[CompletedRecord], Any],
        failed: Callable[[Exception], Any],
        settled: Settled | None = None,
    ) -> None:
        """Store the sale; ``done`` follows only after both journals hold it.

        On failure nothing was stored, no number was used and the basket stays as it was. A basket whose
        sale is stored already, though somebody was told otherwise, is completed by that sale.

        Args:
            open_sale: A basket whose tenders cover the total.
            done: Receives the stored sale.
            failed: `DomainError` (``sale_empty``, ``cash_below_total``, ``no_shift``,
                ``nobody_signed_in``; for an exchange as `Returns.complete`) or an error of the store.
            settled: Of an exchange that leaves money to give back, how it goes back.
        """
        if self._state.person is None or self._state.shift is None:
            failed(DomainError("nobody_signed_in" if self._state.person is None else "no_shift"))
            return
        try:
            document = open_sale.sale.finish(
                *self._number_of(open_sale.sale), drawer=self._devices.drawer_pin
            )
            returning = self._returning(open_sale.sale, settled)
        except DomainError as error:
            failed(error)
            return
        document = self._completed(document, open_sale.sale)
        paper = _Paper(self._receipts, self._state.context(), self._state.person.name)
        operation = self._operation(document, paper)
        if returning is not None:
            operation = self._exchange(operation, returning)
        refused = partial(self._refused, document.local_transaction_id, done, failed)
        self._runner.submit(operation, done, refused)

    def foresee(self, open_sale: OpenSale) -> None:
        """Make ahead what is not about the money, for the payment screen is open (performance.md 2.5).

        It is only kept: `complete` makes whatever turns out otherwise, and gives the same sale without this.
        """
        person, sale = self._state.person, open_sale.sale
        if person is None or sale.has_unknown_tender:
            return
        try:
            document = sale.finish(*self._number_of(sale), drawer=self._devices.drawer_pin, unpaid=True)
        except DomainError:
            return  # `complete` says it, when it is asked for
        document = self._completed(document, sale)
        self._writing.write(document)
        self._receipts.prepare(document, self._state.clock.now(), person.name)

    def _completed(self, document: CompletedSale, sale: Sale) -> CompletedSale:
        """With what came with goods brought back, and the customer's points."""
        if sale.back is not None:
            document = replace(document, carried=sale.back.carried(document.total))
        if self._loyalty is not None:
            document = with_points(document, self._loyalty, sale.buyer)
        return document

    def _number_of(self, sale: Sale) -> tuple[str, int]:
        """The number the sale will most likely get; its transaction makes sure."""
        return self._number.of(sale.sale_id, lambda: self._reader.next_number(SALE_SERIES) or ("", 1))

    def _returning(self, sale: Sale, settled: Settled | None) -> _Returning | None:
        back = sale.back
        if back is None:
            return None
        if self._returns is None:
            raise RuntimeError("goods come back in a sale, and nobody stores their return")
        how = settled or Settled(back.repayments(sale.total))
        return _Returning(
            back.refund_id, self._returns.prepare(back, how.payments, how.override, alone=False)
        )

    @staticmethod
    def _exchange(sell: _Sell, returning: _Returning) -> _Sell:
        """Return and sale in one transaction, the return first and as the sale's cause (domain.md 11)."""

        def operation(
            unit: WriteUnit, cause_id: str | None = None, refund: RefundRecord | None = None
        ) -> CompletedRecord:
            del cause_id, refund
            standing = unit.refund_of(returning.refund_id)
            if standing is not None:
                sell(unit, standing)  # refused when its sale stands too: that one is the answer
                raise DomainError("refund_already_stored", event_id=standing)
            back = returning.work(unit)
            record = sell(unit, back.stored.event.event_id, back)
            keep_paper(unit, back.stored.event.event_id, record.document)
            return replace(record, refund=replace(back, document=record.document))

        return operation

    def _refused(
        self,
        basket: str,
        done: Callable[[CompletedRecord], Any],
        failed: Callable[[Exception], Any],
        error: Exception,
    ) -> None:
        if isinstance(error, DomainError) and error.code == "sale_already_stored":
            self._runner.submit(partial(_standing, error.values["event_id"], basket), done, failed)
        else:
            failed(error)

    def _operation(self, document: CompletedSale, paper: _Paper) -> _Sell:
        devices = self._devices
        # here, so that the transaction only fills in what it alone knows: it takes the number foreseen
        written, foreseen = self._writing.write(document), paper.prepare(document)

        def operation(
            unit: WriteUnit, cause_id: str | None = None, refund: RefundRecord | None = None
        ) -> CompletedRecord:
            series, number = unit.next_number(SALE_SERIES)
            sale, made, prepared = document, written, foreseen
            if (series, number) != (document.series, document.number):
                sale = replace(document, series=series, number=number)
                made, prepared = self._writing.write(sale), paper.prepare(sale)
            stored = unit.append_written(EventKind.SALE_COMPLETED, made, paper.context, cause_id)
            drawer = sale.drawer
            if refund is not None:
                receipt = paper.exchange(sale, stored, refund)
                drawer = drawer or refund.refund.drawer
            else:
                receipt = prepared.filled(format_number(series, number), receipt_mark(stored.hash))
            queue_paper(unit, devices, stored.event.event_id, receipt, drawer)
            unit.drop_draft(sale.local_transaction_id)
            return CompletedRecord(sale, stored, receipt)

        return operation


def _standing(event_id: str, basket: str, unit: WriteUnit) -> CompletedRecord:
    found = unit.sale_document(event_id)
    if found is None:
        raise DomainError("no_receipt")
    unit.drop_draft(basket)
    stored, document = found
    return CompletedRecord(sale_from_data(stored.event.data), stored, document, standing=True)
