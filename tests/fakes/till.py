"""An in-memory store for use cases and presenters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from app.store.errors import SaleStoredError
from app.usecases.awaited_port import AwaitedPayment
from app.usecases.ports import (
    DraftSale,
    Identity,
    NewPrintJob,
    OpenShift,
    PaperSummary,
    PinFailures,
    SaleSummary,
    StaffRecord,
    StoredEvent,
    WriteUnit,
)
from app.usecases.receipts import DOCUMENT_KINDS
from app.usecases.returns_port import BroughtBack, ExchangedFor, SoldSale
from core.domain.document_data import sale_from_data
from core.domain.documents import SalePayment, TenderDetails, format_number
from core.domain.journal.chain import genesis, link, payload_sha256
from core.domain.journal.events import Event, EventContext, EventKind, JsonObject, encode_event
from core.domain.journal.written import Written
from core.domain.money import to_cents
from core.domain.refund_document import refund_from_data
from core.domain.till_keys import TillKey
from tests.fakes.awaited import awaited_payments
from tests.fakes.clock import SeededIds

T = TypeVar("T")

IDENTITY = Identity(
    terminal_id="0198f0c0-0000-7000-8000-000000000001",
    organization_id="0198f0c0-0000-7000-8000-0000000000aa",
    local_id="0198f0c0-0000-7000-8000-0000000000bb",
    terminal_name="Caja 01",
    epoch=1,
    nonce=bytes(range(32)),
    centre_url="http://127.0.0.1:1",
)


@dataclass
class MemoryStore:
    """State a `MemoryUnit` changes; a failing operation leaves it as it was."""

    ids: SeededIds = field(default_factory=SeededIds)
    events: list[StoredEvent] = field(default_factory=list)
    jobs: list[NewPrintJob] = field(default_factory=list)
    headers: dict[str, JsonObject] = field(default_factory=dict)
    lines: dict[str, dict[int, JsonObject]] = field(default_factory=dict)
    people: dict[str, StaffRecord] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    waited_ms: dict[str, int] = field(default_factory=dict)
    till_keys: dict[str, TillKey] = field(default_factory=dict)
    shift: OpenShift | None = None
    next: int = 1
    next_refund: int = 1
    under_way: set[str] = field(default_factory=set)
    """Events whose receipt has not left the queue."""
    fail_with: Exception | None = None
    answer_lost: Exception | None = None
    """The next operation is stored and its caller told of this error all the same."""

    def kinds(self) -> list[str]:
        return [str(stored.event.kind) for stored in self.events]


class MemorySales:
    """The `TillSales` of a `MemoryStore`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def sold(self, series: str, number: int) -> SoldSale | None:
        voids = {s.event.cause_id for s in self._store.events if s.event.kind == EventKind.SALE_VOIDED}
        for event in (stored.event for stored in self._store.events):
            if event.kind == EventKind.SALE_COMPLETED and _place(event.data) == (series, number):
                sale, at = sale_from_data(event.data), event.context.occurred_at
                voided, shift_id = event.event_id in voids, event.context.shift_id
                return SoldSale(event.event_id, sale, at, voided, shift_id, event.cause_id)
        return None

    def exchanged_for(self, event_id: str) -> ExchangedFor | None:
        before: dict[str, Decimal] = {}
        refunds = [s.event for s in self._store.events if s.event.kind == EventKind.REFUND_COMPLETED]
        wanted = next((one for one in refunds if one.event_id == event_id), None)
        if wanted is None:
            return None
        original = refund_from_data(wanted.data).original
        for event in refunds[: refunds.index(wanted)]:
            if _place(event.data["original"]) == (original.series, original.number):
                for payment in refund_from_data(event.data).payments:
                    before[payment.method] = before.get(payment.method, Decimal(0)) + payment.amount
        payments = {one.method: one.amount for one in refund_from_data(wanted.data).payments}
        return ExchangedFor(original.series, original.number, original.terminal_id, before, payments)

    def brought_back(self, series: str, number: int) -> BroughtBack:
        quantities: dict[int, Decimal] = {}
        total, tax, points = Decimal("0.00"), Decimal("0.00"), 0
        numbers: list[str] = []
        money: dict[str, Decimal] = {}
        for event in (stored.event for stored in self._store.events):
            if event.kind != EventKind.REFUND_COMPLETED or _place(event.data["original"]) != (series, number):
                continue
            refund = refund_from_data(event.data)
            total, tax = total + refund.total, tax + refund.tax_total
            points += refund.points_back
            numbers.append(format_number(refund.series, refund.number))
            for item in refund.items:
                quantities[item.original_n] = quantities.get(item.original_n, Decimal(0)) + item.quantity
            for payment in refund.payments:
                money[payment.method] = money.get(payment.method, Decimal(0)) + payment.amount
        return BroughtBack(quantities, money, total, tax, points, tuple(numbers))

    def refund_of(self, refund_id: str) -> str | None:
        for event in (stored.event for stored in self._store.events):
            if event.kind == EventKind.REFUND_COMPLETED and event.data["local_transaction_id"] == refund_id:
                return event.event_id
        return None


class MemoryUnit(MemorySales):
    """A `WriteUnit` over `MemoryStore`."""

    def next_number(self, doc_type: str) -> tuple[str, int]:
        if doc_type == "refund":
            self._store.next_refund += 1
            return "R0001", self._store.next_refund - 1
        assert doc_type == "sale"
        number = self._store.next
        self._store.next += 1
        return "0001", number

    def append(
        self, kind: EventKind, data: JsonObject, context: EventContext, cause_id: str | None = None
    ) -> StoredEvent:
        store = self._store
        if kind is EventKind.SALE_COMPLETED:
            self._refuse_second_sale(data["local_transaction_id"])
        event = Event(store.ids.uuid7(), 1, len(store.events) + 1, str(kind), context, data, cause_id)
        previous = store.events[-1].hash if store.events else genesis(context.terminal_id, 1, IDENTITY.nonce)
        stored = StoredEvent(event, event.seq, link(previous, payload_sha256(encode_event(event))))
        store.events.append(stored)
        if kind is EventKind.SHIFT_OPENED:
            store.shift = OpenShift(
                data["shift_id"],
                data["number"],
                data["business_date"],
                0,
                context.cashier_id or "",
                to_cents(Decimal(data["float"])),
            )
        return stored

    def append_written(
        self, kind: EventKind, written: Written, context: EventContext, cause_id: str | None = None
    ) -> StoredEvent:
        return self.append(kind, written.data, context, cause_id)

    def _refuse_second_sale(self, basket: str) -> None:
        for stored in self._store.events:
            data = stored.event.data
            if stored.event.kind == EventKind.SALE_COMPLETED and data["local_transaction_id"] == basket:
                raise SaleStoredError(format_number(data["series"], data["number"]), stored.event.event_id)

    def add_print_job(self, job: NewPrintJob) -> str:
        self._store.jobs.append(job)
        return self._store.ids.uuid7()

    def next_copy(self, event_id: str) -> int:
        return 1 + sum(1 for job in self._store.jobs if job.event_id == event_id and job.kind == "receipt")

    def receipt_under_way(self, event_id: str) -> bool:
        return event_id in self._store.under_way

    def payment_awaited(self, event_id: str, n: int) -> bool:
        return (event_id, n) in {(one.event_id, one.n) for one in awaited_payments(self._store.events)}

    def save_draft_header(self, local_transaction_id: str, header: JsonObject) -> None:
        self._store.headers[local_transaction_id] = header

    def save_draft_line(self, local_transaction_id: str, key: int, line: JsonObject | None) -> None:
        lines = self._store.lines.setdefault(local_transaction_id, {})
        if line is None:
            lines.pop(key, None)
        else:
            lines[key] = line

    def drop_draft(self, local_transaction_id: str) -> None:
        self._store.headers.pop(local_transaction_id, None)
        self._store.lines.pop(local_transaction_id, None)

    def staff(self, staff_id: str) -> StaffRecord | None:
        return self._store.people.get(staff_id)

    def people(self) -> tuple[StaffRecord, ...]:
        return tuple(sorted(self._store.people.values(), key=lambda person: person.number))

    def replace_staff(self, people: Sequence[StaffRecord]) -> None:
        self._store.people = {person.staff_id: person for person in people}

    def replace_till_keys(self, keys: Sequence[TillKey]) -> None:
        self._store.till_keys = {key.key_id: key for key in keys}

    def pin_failures(self, counter: str) -> PinFailures:
        return PinFailures(self._store.failures.get(counter, 0), self._store.waited_ms.get(counter, 0))

    def set_pin_failures(self, counter: str, failures: int) -> None:
        self._store.failures[counter] = failures
        self._store.waited_ms[counter] = 0

    def open_shift(self) -> OpenShift | None:
        return self._store.shift

    def next_shift_number(self) -> int:
        return 42

    def sale_document(self, event_id: str) -> tuple[StoredEvent, str] | None:
        for job in self._store.jobs:
            if job.event_id == event_id and job.kind == "receipt" and job.document:
                stored = next(s for s in self._store.events if s.event.event_id == event_id)
                return stored, job.document
        return None


class InstantRunner:
    """A `StoreRunner` that runs at once, or holds operations back while `held`."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.held = False
        self._waiting: list[Callable[[], None]] = []

    def submit(
        self,
        operation: Callable[[WriteUnit], T],
        done: Callable[[T], Any],
        failed: Callable[[Exception], Any],
        *,
        joins: bool = False,
    ) -> None:
        def run() -> None:
            if self.store.fail_with is not None:
                failed(self.store.fail_with)
                return
            before = replace(self.store, events=list(self.store.events), jobs=list(self.store.jobs))
            try:
                result = operation(MemoryUnit(self.store))
            except Exception as error:  # noqa: BLE001 - handed to the caller as the real runner does
                self.store.events, self.store.jobs, self.store.next = before.events, before.jobs, before.next
                failed(error)
                return
            if self.store.answer_lost is not None:
                lost, self.store.answer_lost = self.store.answer_lost, None
                failed(lost)
                return
            done(result)

        if self.held:
            self._waiting.append(run)
        else:
            run()

    def release(self) -> None:
        self.held = False
        waiting, self._waiting = self._waiting, []
        for run in waiting:
            run()


def _place(data: JsonObject) -> tuple[str, int]:
    return data["series"], data["number"]


class MemoryReader(MemorySales):
    """A `TillReader` over `MemoryStore`."""

    def identity(self) -> Identity | None:
        return IDENTITY

    def people(self) -> tuple[StaffRecord, ...]:
        everybody = sorted(self._store.people.values(), key=lambda person: person.number)
        return tuple(person for person in everybody if person.active)

    def open_shift(self) -> OpenShift | None:
        return self._store.shift

    def draft(self) -> DraftSale | None:
        return next((d for d in map(self.draft_of, self._store.headers) if d and not _is_parked(d)), None)

    def parked(self) -> tuple[DraftSale, ...]:
        return tuple(d for d in map(self.draft_of, self._store.headers) if d and _is_parked(d))

    def draft_of(self, local_transaction_id: str) -> DraftSale | None:
        header = self._store.headers.get(local_transaction_id)
        if header is None:
            return None
        lines = self._store.lines.get(local_transaction_id, {})
        return DraftSale(local_transaction_id, header, tuple(sorted(lines.items())))

    def recent_sales(self, limit: int) -> tuple[SaleSummary, ...]:
        sales = [s for s in self._store.events if s.event.kind == EventKind.SALE_COMPLETED]
        return tuple(
            SaleSummary(
                stored.event.event_id,
                stored.event.data["local_transaction_id"],
                stored.event.data["series"],
                stored.event.data["number"],
                int(stored.event.context.occurred_at.timestamp() * 1000),
                to_cents(Decimal(stored.event.data["total_amount"])),
                "pending",
            )
            for stored in reversed(sales[-limit:])
        )

    def last_paper(self) -> PaperSummary | None:
        return next((p for p in map(self._paper, reversed(self._store.events)) if p), None)

    def paper(self, event_id: str) -> PaperSummary | None:
        return next((p for p in map(self._paper, self._store.events) if p and p.event_id == event_id), None)

    @staticmethod
    def _paper(stored: StoredEvent) -> PaperSummary | None:
        event = stored.event
        if event.kind not in DOCUMENT_KINDS:
            return None
        numbered = event.data["original"] if event.kind == EventKind.SALE_VOIDED else event.data
        return PaperSummary(
            event.event_id,
            event.kind,
            *_place(numbered),
            int(event.context.occurred_at.timestamp() * 1000),
            to_cents(Decimal(event.data["total_amount"])),
            "pending",
        )

    def receipt_document(self, event_id: str) -> str | None:
        found = MemoryUnit(self._store).sale_document(event_id)
        return found[1] if found else None

    def next_number(self, doc_type: str) -> tuple[str, int] | None:
        return ("0001", self._store.next) if doc_type == "sale" else None

    def till_key(self, key_id: str) -> TillKey | None:
        return self._store.till_keys.get(key_id)

    def last_card(self) -> TenderDetails | None:
        cards = (payment.details for payment in self._payments() if payment.method == "card")
        return next(cards, None)

    def code_used(self, method: str, code: str) -> bool:
        used = ((payment.method, payment.details.confirmation_code) for payment in self._payments())
        return (method, code) in used

    def payments_awaited(self, after: int, limit: int) -> tuple[AwaitedPayment, ...]:
        return tuple(one for one in awaited_payments(self._store.events) if one.entry > after)[:limit]

    def transfer_banks(self, reference: str) -> tuple[str, ...]:
        transfers = (p.details for p in self._payments() if p.method == "transfer")
        return tuple(details.bank or "" for details in transfers if details.reference == reference)

    def _payments(self) -> Iterator[SalePayment]:
        for event in (stored.event for stored in reversed(self._store.events)):
            if event.kind == EventKind.SALE_COMPLETED:
                yield from reversed(sale_from_data(event.data).payments)

    def totals(self) -> tuple[int, int]:
        sales = self.recent_sales(10**6)
        return len(sales), sum(sale.total_cents for sale in sales)


def _is_parked(draft: DraftSale) -> bool:
    return bool(draft.header["state"] == "parked")
