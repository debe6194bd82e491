"""What tests of the store and of the use cases over it need: a clock by hand, ids, an identity, a sale."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.store.identity import Enrolment
from app.store.settings import StoreSettings
from app.store.till import TillStore
from app.usecases.ports import Identity, NewPrintJob, SeriesGrant, StaffRecord, StoredEvent, WriteUnit
from core.domain.change_correction import ChangeCorrection, cash_of_sale, corrected_cash, correction_to_data
from core.domain.customer import Customer, CustomerEntry, new_customer
from core.domain.customer_data import customer_to_data
from core.domain.document_data import sale_from_data, sale_to_data
from core.domain.documents import CompletedSale, SaleItem, SalePayment
from core.domain.identity_document import DocumentKind
from core.domain.ids import uuid7_from
from core.domain.journal.events import EventContext, EventKind
from core.domain.payment_outcome import Outcome, PaymentOutcome, outcome_to_data
from core.domain.refund_document import OriginalSale, refund_to_data, void_to_data
from core.domain.returning import ReturnableLine, money_back, refund_document, take_back, void_document

TERMINAL = "0198f0c0-0000-7000-8000-000000000001"
LOCAL = "0198f0c0-0000-7000-8000-0000000000a1"
ORGANIZATION = "0198f0c0-0000-7000-8000-0000000000b1"
CASHIER = "0198f0c0-0000-7000-8000-0000000000c1"
START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


class ManualClock:
    """Wall and monotonic time that move only when told."""

    def __init__(self) -> None:
        self.wall = START
        self.seconds = 1_000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Both go on."""
        self.wall += timedelta(seconds=seconds)
        self.seconds += seconds


class SeededIds:
    """Unique ids from one seeded generator; safe from several threads."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._count = 0
        self._lock = threading.Lock()

    def uuid7(self) -> str:
        with self._lock:
            self._count += 1
            return uuid7_from(1_764_000_000_000 + self._count, self._random.randbytes(10))

    def random_bytes(self, count: int) -> bytes:
        with self._lock:
            return self._random.randbytes(count)

    def uniform(self, low: float, high: float) -> float:
        with self._lock:
            return self._random.uniform(low, high)


def settings(**changes: object) -> StoreSettings:
    """Small sizes, so that a test writes kilobytes and not megabytes."""
    small: dict[str, object] = {
        "journal_step_bytes": 64 * 1024,
        "journal_rotate_bytes": 256 * 1024,
        "ballast_bytes": 0,
    }
    return StoreSettings(**(small | changes))  # type: ignore[arg-type]


def identity() -> Identity:
    return Identity(
        terminal_id=TERMINAL,
        organization_id=ORGANIZATION,
        local_id=LOCAL,
        terminal_name="Caja 1",
        epoch=1,
        nonce=bytes(range(32)),
        centre_url="",
    )


def enrolment(people: tuple[StaffRecord, ...] = ()) -> Enrolment:
    return Enrolment(identity(), (SeriesGrant("sale", "0001", 1), SeriesGrant("refund", "0001R", 1)), people)


def open_till(data_dir: Path, seed: int = 1, *, enrolled: bool = True, **options: object) -> TillStore:
    """A store on real files, stepped by hand unless ``threaded`` says otherwise."""
    given: dict[str, object] = {"threaded": False, "settings": settings()}
    store = TillStore.open(
        data_dir,
        options.pop("clock", None) or ManualClock(),  # type: ignore[arg-type]
        options.pop("ids", None) or SeededIds(seed),  # type: ignore[arg-type]
        **(given | options),  # type: ignore[arg-type]
    )
    if enrolled and store.identity is None:
        store.enrol(enrolment())
    return store


def context(shift_id: str | None = None, boot_id: str = TERMINAL) -> EventContext:
    return EventContext(
        terminal_id=TERMINAL,
        local_id=LOCAL,
        boot_id=boot_id,
        occurred_at=START,
        mono_us=1_000_000,
        business_date="2026-11-24",
        shift_id=shift_id,
        cashier_id=CASHIER,
        cites={"prices": 1},
    )


def make_sale(number: int, basket: str, series: str = "0001", lines: int = 2) -> CompletedSale:
    """A sale of ``lines`` pieces at 1.07 balboas, 7 % included, paid with a round note."""
    items = tuple(_item(n, number) for n in range(1, lines + 1))
    total = sum((item.total for item in items), Decimal(0))
    tax = sum((item.tax for item in items), Decimal(0))
    return CompletedSale(
        local_transaction_id=basket,
        series=series,
        number=number,
        tax_rounding="line6",
        price_includes_tax=True,
        subtotal=total,
        discount_total=Decimal("0.00"),
        tax_by_rate={"7": tax},
        tax_total=tax,
        total=total,
        paid_total=total,
        change_due=Decimal("100.00") - total,
        items=items,
        payments=(SalePayment(1, "cash", total, received=Decimal("100.00")),),
        drawer=2,
    )


def _item(n: int, number: int) -> SaleItem:
    return SaleItem(
        n=n,
        variant_id=f"0198f0c0-0000-7000-8000-{n:012x}",
        sku=f"SKU{n}",
        barcode="7450001000014",
        name=f"Piña {number}",
        unit="u",
        quantity=Decimal(1),
        unit_price=Decimal("1.07"),
        gross=Decimal("1.07"),
        discount=Decimal("0.00"),
        net=Decimal("1.07"),
        tax_code="01",
        tax_rate=Decimal(7),
        tax6=Decimal("0.070000"),
        tax=Decimal("0.07"),
        total=Decimal("1.07"),
    )


def sell(unit: WriteUnit, basket: str, lines: int = 2, shift_id: str | None = None) -> StoredEvent:
    """Complete a sale the way the use case does: number, event, print jobs, draft gone."""
    series, number = unit.next_number("sale")
    sale = make_sale(number, basket, series, lines)
    stored = unit.append(EventKind.SALE_COMPLETED, sale_to_data(sale), context(shift_id))
    event_id = stored.event.event_id
    unit.add_print_job(NewPrintJob("drawer", event_id, drawer_pin=2))
    unit.add_print_job(NewPrintJob("receipt", event_id, document=f'{{"n":{number}}}'))
    unit.drop_draft(basket)
    return stored


def enrol_customer(unit: WriteUnit, name: str = "Ana Ríos", n: int = 1) -> Customer:
    """Make a customer the way the use case does."""
    entry = CustomerEntry(name, DocumentKind.CEDULA, f"8-442-{n}", "6612-3456", consented=True)
    customer = new_customer(f"0198f0c0-2222-7000-8000-{n:012x}", entry, START)
    unit.append(EventKind.CUSTOMER_CREATED, customer_to_data(customer), context())
    return customer


def give_back(unit: WriteUnit, sold: StoredEvent) -> StoredEvent:
    """Return one piece of the first line of a sale, in cash."""
    sale = sale_from_data(sold.event.data)
    lines = take_back([ReturnableLine(item) for item in sale.items], {1: Decimal(1)}, price_includes_tax=True)
    refund = refund_document(
        unit_id(sale, "a"),
        original_of(sold),
        sale,
        lines,
        "damaged",
        money_back(lines.total, sale.payments, {}),
        2,
    )
    series, number = unit.next_number("refund")
    data = refund_to_data(replace(refund, series=series, number=number))
    return unit.append(EventKind.REFUND_COMPLETED, data, context(), sold.event.event_id)


def void(unit: WriteUnit, sold: StoredEvent) -> StoredEvent:
    """Undo a sale as a whole."""
    document = void_document(original_of(sold), sale_from_data(sold.event.data), "wrong_items", 2)
    return unit.append(EventKind.SALE_VOIDED, void_to_data(document), context(), sold.event.event_id)


def tell(unit: WriteUnit, sold: StoredEvent) -> StoredEvent:
    """A payment of a sale that did not arrive after all."""
    found = PaymentOutcome(original_of(sold), 1, "yappy", Decimal("2.14"), Outcome.REJECTED, "sent_back")
    return unit.append(EventKind.PAYMENT_CONFIRMED, outcome_to_data(found), context(), sold.event.event_id)


def correct(unit: WriteUnit, sold: StoredEvent) -> StoredEvent:
    """A note of 50 had been handed over for a sale, not one of 100."""
    before = cash_of_sale(sale_from_data(sold.event.data))
    data = correction_to_data(
        ChangeCorrection(original_of(sold), before, corrected_cash(before, Decimal(50)))
    )
    return unit.append(EventKind.CHANGE_CORRECTED, data, context(), sold.event.event_id)


def original_of(sold: StoredEvent) -> OriginalSale:
    """How a reversal names a sale of this till."""
    data = sold.event.data
    return OriginalSale(
        data["series"], data["number"], TERMINAL, sold.event.event_id, data["local_transaction_id"]
    )


def unit_id(sale: CompletedSale, tail: str) -> str:
    """An id for what belongs to a sale, told apart by one hex digit."""
    return sale.local_transaction_id[:-1] + tail
