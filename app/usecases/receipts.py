"""Receipts: made with the sale, shown from what was stored, printed again as a marked copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any, Final

from app.usecases.ports import NewPrintJob, StoredEvent, StoreRunner, TillReader, WriteUnit
from app.usecases.state import PANAMA_UTC_OFFSET, TillState
from core.domain.document_data import sale_from_data
from core.domain.documents import CompletedSale
from core.domain.errors import DomainError
from core.domain.journal.chain import receipt_mark
from core.domain.journal.events import Event, EventKind
from core.domain.kept import Kept
from core.domain.receipt.build import (
    OutlinedReceipt,
    PreparedReceipt,
    build_sale_receipt,
    outline_sale_receipt,
)
from core.domain.receipt.exchange_receipt import exchange_receipt
from core.domain.receipt.refund_receipt import Letterhead, refund_receipt, void_receipt
from core.domain.receipt.words import ReceiptWords
from core.domain.receipt_code import seal
from core.domain.receipt_facts import code_depends_on, code_of
from core.domain.refund_document import CompletedRefund, SaleVoid, refund_from_data, void_from_data
from core.domain.shop import Shop
from core.ports.signing import TillSigner

DOCUMENT_KINDS: Final = frozenset(
    {EventKind.SALE_COMPLETED, EventKind.REFUND_COMPLETED, EventKind.SALE_VOIDED}
)
"""Events that leave a paper."""
_BEFORE_IT_IS_PAID: Final[dict[str, Any]] = {
    "series": "",
    "number": 0,
    "payments": (),
    "change_due": Decimal(0),
    "drawer": None,
    "points_earned": 0,
    "points_spent": 0,
    "points_balance": None,
}
"""Fields of a sale that its outlined receipt does not hold."""


class ReceiptMaker:
    """Builds the receipt of a sale about to be completed.

    Args:
        state: The till.
        shop: Who sells.
        words: The language.
        signer: Signs the code of each receipt; None where the till has no key.
        demo: Whether this is the demonstration shop.
    """

    def __init__(
        self, state: TillState, shop: Shop, words: ReceiptWords, signer: TillSigner | None, *, demo: bool
    ) -> None:
        self._state = state
        self._shop = shop
        self._words = words
        self._signer = signer
        self._demo = demo
        self._outline: Kept[OutlinedReceipt] = Kept()
        self._signed: Kept[str | None] = Kept()

    def prepare(self, sale: CompletedSale, occurred_at: datetime, cashier: str) -> PreparedReceipt:
        """The receipt but for number and mark, made before the transaction that gives both.

        Its code is signed here, for the number ``sale`` has: see `PreparedReceipt`. What the receipt before
        it shares with it, if it is of the same lines, is not made again.
        """
        till = self._state.identity.terminal_name
        outline = self._outline.of(
            (replace(sale, **_BEFORE_IT_IS_PAID), cashier, till),
            lambda: outline_sale_receipt(sale, self._shop, till, cashier, demo=self._demo, words=self._words),
        )
        local = self._state.local_time(occurred_at)
        return outline.prepared(sale, local, self._code(sale, occurred_at), self._words)

    def refund(self, refund: CompletedRefund, occurred_at: datetime, cashier: str, mark: str) -> str:
        """The paper of a return, canonical JSON; practice is marked as all its paper is."""
        return refund_receipt(refund, self._letterhead(occurred_at, cashier), mark).to_json()

    def exchange(
        self,
        sale: CompletedSale,
        refund: CompletedRefund,
        occurred_at: datetime,
        cashier: str,
        mark: str,
        refund_mark: str,
    ) -> str:
        """The one paper of a sale and the return it was exchanged for, canonical JSON."""
        letterhead, code = self._letterhead(occurred_at, cashier), self._code(sale, occurred_at)
        return exchange_receipt(sale, refund, letterhead, mark, refund_mark, code).to_json()

    def void(self, void: SaleVoid, occurred_at: datetime, cashier: str, mark: str) -> str:
        """The paper of a void, canonical JSON."""
        return void_receipt(void, self._letterhead(occurred_at, cashier), mark).to_json()

    def _letterhead(self, occurred_at: datetime, cashier: str) -> Letterhead:
        return Letterhead(
            self._shop,
            self._state.identity.terminal_name,
            cashier,
            self._state.local_time(occurred_at),
            self._demo,
            self._words,
        )

    def _code(self, sale: CompletedSale, sold_at: datetime) -> str | None:
        """Practice is never signed: its paper must not bring goods or money anywhere."""
        if self._state.identity.practice:
            return None
        return self._signed.of(
            code_depends_on(sale, sold_at), lambda: _signed_code(sale, sold_at, self._signer)
        )


class ReplayedReceipts:
    """Papers of sales, returns and voids that come back from the electronic journal at start (sync.md J4)."""

    def __init__(
        self, reader: TillReader, shop: Shop, words: ReceiptWords, signer: TillSigner | None, *, demo: bool
    ) -> None:
        self._reader = reader
        self._shop = shop
        self._words = words
        self._signer = signer
        self._demo = demo

    def of_event(self, stored: StoredEvent, cause: StoredEvent | None = None) -> str | None:
        """The same document there was, as far as the till still knows its people; None for other kinds.

        ``cause`` is the return for which a sale was exchanged: both have one paper.
        """
        event = stored.event
        if event.kind not in DOCUMENT_KINDS:
            return None
        paper, mark = self._letterhead(event), receipt_mark(stored.hash)
        if event.kind == EventKind.REFUND_COMPLETED:
            return refund_receipt(refund_from_data(event.data), paper, mark).to_json()
        if event.kind == EventKind.SALE_VOIDED:
            return void_receipt(void_from_data(event.data), paper, mark).to_json()
        sale = sale_from_data(event.data)
        training = event.context.training
        code = None if training else _signed_code(sale, event.context.occurred_at, self._signer)
        if cause is not None:
            refund, refund_mark = refund_from_data(cause.event.data), receipt_mark(cause.hash)
            return exchange_receipt(sale, refund, paper, mark, refund_mark, code).to_json()
        document = build_sale_receipt(
            sale,
            paper.shop,
            paper.till_name,
            paper.cashier_name,
            paper.at,
            mark,
            code,
            demo=paper.demo,
            words=paper.words,
        )
        return document.to_json()

    def _letterhead(self, event: Event) -> Letterhead:
        identity = self._reader.identity()
        names = {person.staff_id: person.name for person in self._reader.people()}
        return Letterhead(
            self._shop,
            identity.terminal_name if identity else "",
            names.get(event.context.cashier_id or "", ""),
            event.context.occurred_at.astimezone(timezone(PANAMA_UTC_OFFSET)),
            self._demo,
            self._words,
        )


def _signed_code(sale: CompletedSale, sold_at: datetime, signer: TillSigner | None) -> str | None:
    return None if signer is None else seal(code_of(sale, sold_at), signer.key_id, signer.sign)


@dataclass(frozen=True, slots=True)
class Reprinted:
    """A reprint that was queued: receipt number and copy number (2 is the first copy)."""

    number: str
    copy_no: int


class Reprints:
    """Prints a receipt again: a new job with its own event (hardware.md section 6, rule 4).

    The job holds the document of the original; the printer's encoder marks it, by its copy number alone.
    """

    def __init__(self, state: TillState, runner: StoreRunner, printer: str | None) -> None:
        self._state = state
        self._runner = runner
        self._printer = printer

    def reprint(
        self, event_id: str, number: str, done: Callable[[Reprinted], Any], failed: Callable[[Exception], Any]
    ) -> None:
        """Queue a marked copy of a sale's receipt.

        Args:
            event_id: The sale's event.
            number: Its receipt number as shown.
            done: Receives the copy number.
            failed: `DomainError` ``no_receipt``, ``no_printer``, or ``receipt_waiting`` while a copy is under
                way and comes by itself, or an error of the store.
        """
        printer = self._printer
        if printer is None:
            failed(DomainError("no_printer"))
            return
        context = self._state.context()

        def operation(unit: WriteUnit) -> Reprinted:
            found = unit.sale_document(event_id)
            if found is None:
                raise DomainError("no_receipt")
            if unit.receipt_under_way(event_id):
                raise DomainError("receipt_waiting", number=number)
            copy_no = unit.next_copy(event_id)
            unit.append(
                EventKind.RECEIPT_REPRINTED,
                {"number": number, "copy": copy_no - 1},
                context,
                cause_id=event_id,
            )
            unit.add_print_job(NewPrintJob("receipt", event_id, printer, document=found[1], copy_no=copy_no))
            return Reprinted(number, copy_no)

        self._runner.submit(operation, done, failed)
