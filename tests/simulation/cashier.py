"""The scripted cashier: real use cases in virtual time, at least 40 sales an hour."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from app.usecases.clock_watch import ClockWatch
from app.usecases.drafts import DraftKeeper, Fact
from app.usecases.goods import GoodsFinder
from app.usecases.open_sale import OpenSale
from app.usecases.paper import PrinterSetup
from app.usecases.parking import Parking
from app.usecases.ports import NewPrintJob, OpenShift, StaffRecord, WriteUnit
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.receipts import ReceiptMaker, Reprints
from app.usecases.returns import RefundRecord, Returns
from app.usecases.shift import Shifts
from app.usecases.state import TillState
from app.usecases.tender import Checkout, CompletedRecord
from app.usecases.voids import VoidRecord, Voids
from core.domain.catalog import Product
from core.domain.customer import CustomerEntry, new_customer
from core.domain.customer_data import customer_to_data
from core.domain.documents import TenderDetails, format_number
from core.domain.errors import DomainError
from core.domain.identity_document import DocumentKind
from core.domain.journal.events import EventKind
from core.domain.receipt.words_es import SPANISH
from core.domain.shop import Shop
from core.domain.till_keys import TillKey
from tests.fakes.catalogue import SmallCatalogue, product
from tests.simulation.till import SimTill
from tests.simulation.z import z_data

SHOP: Final = Shop("Minisúper La Esquina")
PERSON: Final = StaffRecord(
    "0198f0c0-0000-7000-8000-00000000a001", 1, "Ana", "cashier", frozenset(), True, None
)
GOODS: Final = (
    product("Arroz blanco 5 lb", "3.25", barcode="7450000000013", tax="00", number=1),
    product("Refresco de cola 2 L", "1.99", barcode="7450000000020", number=2),
    product("Queso blanco", "8.90", sku="00042", unit="kg", number=3),
    product("Caña de azúcar", "0.75", barcode="7450000000037", tax="00", number=4),
    product("Seco 750 ml", "6.45", barcode="7450000000044", tax="02", number=5),
    product("Jabón azul", "0.85", barcode="7450000000051", number=6),
)
CUSTOMER_EVERY_S: Final = (30.0, 80.0)
PAYS_AFTER_S: Final = (3.0, 30.0)
Z_EVERY_S: Final = 4 * 3600.0
EXTRAS: Final = {
    "refund": 0.05,
    "void": 0.03,
    "reprint": 0.02,
    "no_sale": 0.03,
    "customer": 0.01,
    "restart_basket": 0.02,
}


class NoKeys:
    """No till of the shop has a key here: receipts are looked up by number."""

    def find(self, key_id: str) -> TillKey | None:
        """See `KeyRing`."""
        return None

    def verify(self, key: TillKey, signature: bytes, data: bytes) -> bool:
        """See `KeyRing`."""
        return False


@dataclass(frozen=True, slots=True)
class Told:
    """What a `done` callback said: paper may exist of it, so it must never be lost or changed."""

    event_id: str
    hash: bytes
    number: int | None


class Cashier:
    """Serves customers until the shop closes; what it was told outlives every crash of its till.

    Attributes:
        told: Everything that was answered with success.
        refused: Codes of refusals that the rules allow.
        sales: Completed sales by virtual hour.
    """

    def __init__(self, closes_at: float) -> None:
        self._closes_at = closes_at
        self.told: list[Told] = []
        self.refused: list[str] = []
        self.sales: dict[int, int] = {}
        self.blocked: list[str] = []
        self._z_due = Z_EVERY_S
        self._zs = 0

    def open(self, till: SimTill) -> None:
        """See `Floor`."""
        self._till = till
        state = TillState(
            till.identity, till.store.boot_id, till.clock, till.clock.monotonic(), cites={"prices": 1}
        )
        state.person, state.shift = PERSON, till.reader.open_shift()
        self._state, runner = state, till.store.runner
        catalogue = SmallCatalogue(GOODS)
        self._drafts = DraftKeeper(state, runner, self._failed)
        finder = GoodsFinder(catalogue, (), lambda: state.local_time().date())
        self._sale = OpenSale(state, finder, till.ids, self._drafts)
        receipts = ReceiptMaker(state, SHOP, SPANISH, None, demo=False)
        self._returns = Returns(state, runner, receipts, PrinterSetup(), till.ids)
        self._checkout = Checkout(state, till.reader, runner, receipts, PrinterSetup(), returns=self._returns)
        self._voids = Voids(state, till.reader, runner, receipts, PrinterSetup())
        self._lookup = ReceiptLookup(state, till.reader, catalogue, NoKeys())
        self._reprints = Reprints(state, runner, "receipt")
        self._parking = Parking(state, runner, till.reader, self._sale)
        self._clock_watch = ClockWatch(state, self._drafts, lambda before, after: None)
        if state.shift is None:
            Shifts(state, runner, till.ids).open(Decimal("50.00"), None, self._shift_open, self._failed)
            runner.drain()
        draft = till.reader.draft()
        if draft is not None:
            self._sale.restore(draft)
            till.later(till.chance.uniform(*PAYS_AFTER_S), self._pay)
        else:
            self._next()

    def close_day(self) -> None:
        """The last Z; nobody comes any more."""
        self._closes_at = -1.0
        self._till.act(self._z)

    # --- a customer ---

    def _next(self) -> None:
        if self._till.kernel.now < self._closes_at:
            self._till.later(self._till.chance.uniform(*CUSTOMER_EVERY_S), self._serve)

    def _serve(self) -> None:
        till, chance = self._till, self._till.chance
        self._clock_watch.look()
        till.kernel.note(till.actor, "serve")
        step_each = chance.random() < 0.2
        for _ in range(chance.randint(1, 10)):
            self._line(chance.choice(GOODS))
            if step_each:
                till.store.runner.drain()
        if self._sale.sale.line_count > 1 and chance.random() < 0.1:
            self._sale.remove(self._sale.sale.line_at(-1).key)
        till.store.runner.drain()
        till.later(chance.uniform(*PAYS_AFTER_S), self._pay)

    def _line(self, goods: Product) -> None:
        if goods.measured:
            weight = Decimal(self._till.chance.randint(100, 2500)) / 1000
            self._sale.add_variant(goods.variant_id, weight)
            return
        change = self._sale.scan(goods.barcode)
        if self._till.chance.random() < 0.15:
            self._sale.set_quantity(change.key, Decimal(self._till.chance.randint(2, 12)))

    def _pay(self) -> None:
        till, chance = self._till, self._till.chance
        if chance.random() < 0.02 and not self._sale.sale.tenders:
            self._parking.cancel("changed_mind", None, lambda: None, self._failed)
            till.store.runner.drain()
            self._next()
            return
        self._tender()
        self._checkout.complete(self._sale, self._sold, self._failed)
        till.store.runner.drain()
        self._sale.start_next()
        till.later(3.0, till.upkeep)
        self._extras()
        if till.kernel.now >= self._z_due:
            self._z_due += Z_EVERY_S
            self._z()
        self._next()

    def _tender(self) -> None:
        sale, chance = self._sale.sale, self._till.chance
        if sale.tenders:
            return  # a basket taken up again after a crash, already paid
        way = chance.random()
        if way < 0.15:
            sale.tender("card", sale.tally().remaining, TenderDetails(authorization_code="A1"))
        elif way < 0.25 and sale.due > 1:
            sale.tender("card", Decimal("1.00"), TenderDetails(authorization_code="A2"))
        if sale.tally().remaining > 0:
            note = Decimal(chance.choice((0, 1, 5, 20)))
            sale.tender("cash", sale.tally().remaining + note)
        self._sale.keep_header()

    def _extras(self) -> None:
        chance = self._till.chance
        for name, likely in EXTRAS.items():
            if chance.random() < likely:
                getattr(self, f"_{name}")()
                self._till.store.runner.drain()

    # --- what happens beside sales ---

    def _refund(self) -> None:
        recent = self._till.reader.recent_sales(30)
        if not recent:
            return
        sale = self._till.chance.choice(recent)
        try:
            found = self._lookup.find(format_number(sale.series, sale.number))
            line = self._till.chance.choice(found.lines)
            back = found.giving(self._returns.new_id(), {line.item.n: Decimal(1)}, "damaged")
            payments = back.repayments(Decimal("0.00"))
        except DomainError as error:
            self.refused.append(error.code)
            return
        self._returns.complete(back, None, payments, None, self._given_back, self._not_allowed)

    def _void(self) -> None:
        recent = self._till.reader.recent_sales(3)
        if recent:
            sale = recent[0]
            self._voids.complete(
                sale.series, sale.number, "wrong_items", {}, None, self._undone, self._not_allowed
            )

    def _reprint(self) -> None:
        recent = self._till.reader.recent_sales(3)
        if recent:
            sale = recent[0]
            number = format_number(sale.series, sale.number)
            self._reprints.reprint(sale.event_id, number, lambda done: None, self._not_allowed)

    def _no_sale(self) -> None:
        context = self._state.context()

        def operation(unit: WriteUnit) -> None:
            stored = unit.append(EventKind.DRAWER_OPENED, {"reason": "change", "pin": 2}, context)
            unit.add_print_job(NewPrintJob("drawer", stored.event.event_id, drawer_pin=2))

        self._till.store.runner.run(operation)

    def _customer(self) -> None:
        ids, clock = self._till.ids, self._till.clock
        number = f"8-{self._till.chance.randint(100, 999)}-{self._till.chance.randint(1, 9999)}"
        entry = CustomerEntry("Ana Ríos", DocumentKind.CEDULA, number, "6612-3456", consented=True)
        customer = new_customer(ids.uuid7(), entry, clock.now())
        context = self._state.context()
        self._till.store.runner.run(
            lambda unit: unit.append(EventKind.CUSTOMER_CREATED, customer_to_data(customer), context)
        )

    def _restart_basket(self) -> None:
        """A basket begun and left: the next start finds it as a draft."""
        self._line(GOODS[0])
        self._drafts.fact(Fact(EventKind.PRICE_CHECKED, {"code": GOODS[1].barcode}))

    def _z(self) -> None:
        context, shift = self._state.context(), self._state.shift
        if shift is None:
            return
        self._zs += 1
        data = z_data(self._till.keeper, shift, self._zs)
        self._till.store.runner.run(lambda unit: unit.append(EventKind.Z_CLOSED, data, context))

    # --- answers ---

    def _sold(self, record: CompletedRecord) -> None:
        hour = int(self._till.kernel.now // 3600)
        self.sales[hour] = self.sales.get(hour, 0) + 1
        self.told.append(Told(record.stored.event.event_id, record.stored.hash, record.sale.number))
        self._till.kernel.note(self._till.actor, f"sold {record.sale.number} {record.stored.hash.hex()}")

    def _given_back(self, record: RefundRecord) -> None:
        self.told.append(Told(record.stored.event.event_id, record.stored.hash, None))

    def _undone(self, record: VoidRecord) -> None:
        self.told.append(Told(record.stored.event.event_id, record.stored.hash, None))

    def _shift_open(self, shift: OpenShift) -> None:
        self._state.shift = shift

    def _not_allowed(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            self._failed(error)
        else:
            self.refused.append(error.code)

    def _failed(self, error: Exception) -> Any:
        """A cash sale, a basket or a shift was refused: nothing may do that (I11)."""
        self.blocked.append(repr(error))
