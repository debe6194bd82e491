"""A floor over real use cases, an in-memory store and a recording view."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app.presenters.floor.after import AfterSale
from app.presenters.floor.customer_desk import CustomerDesk
from app.presenters.floor.finding import Finding
from app.presenters.floor.paying import Paying
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.states import Act, FloorMode
from app.presenters.views import FloorView
from app.usecases.customers import Customers
from app.usecases.drafts import DraftKeeper
from app.usecases.goods import GoodsFinder
from app.usecases.open_sale import OpenSale
from app.usecases.paper import PrinterSetup
from app.usecases.ports import OpenShift, StaffRecord, TillReader
from app.usecases.receipts import ReceiptMaker, Reprints
from app.usecases.returns import Returns
from app.usecases.state import TillState
from app.usecases.tender import Checkout
from core.domain.embedded import parse_template
from core.domain.loyalty import LoyaltyProgram
from core.domain.receipt.words_es import SPANISH
from core.domain.shop import Shop
from tests.fakes.catalogue import SmallCatalogue
from tests.fakes.clock import ManualClock, SeededIds
from tests.fakes.customers import MemoryTillCustomers, SmallDirectory
from tests.fakes.floor import RecordingFloor
from tests.fakes.till import (
    IDENTITY,
    InstantRunner,
    MemoryReader,
    MemoryStore,
)

ANA = StaffRecord("ana", 1, "Ana Morales", "cashier", frozenset({"pos:create"}), active=True, pin=None)
SHIFT = OpenShift("shift-1", 42, "2026-11-24", 0, "ana", 10_000)
SHOP = Shop("Minisúper La Esquina", "155610034-2-2015", "27", ("Vía España, Panamá",), "270-0000")


@dataclass
class Floor:
    """The pieces a test looks at."""

    presenter: FloorPresenter
    view: RecordingFloor
    store: MemoryStore
    runner: InstantRunner
    open_sale: OpenSale
    after: AfterSale
    state: TillState
    clock: ManualClock
    customers: Customers
    goods: GoodsFinder
    paying: Paying
    rows: SaleRows
    directory: SmallDirectory
    calls: list[str] = field(default_factory=list)

    def type(self, text: str) -> None:
        """Type key by key, as the screen reports it."""
        for end in range(1, len(text) + 1):
            self.presenter.command_changed(text[:end])

    def enter_text(self, text: str) -> None:
        self.type(text)
        self.presenter.enter()

    def shows(self, mode: FloorMode) -> bool:
        return self.view.mode is mode

    def scan(self, *codes: str) -> None:
        for code in codes:
            self.presenter.scanned(code)


def build_floor(
    store: MemoryStore | None = None,
    screen: FloorView | None = None,
    catalogue: SmallCatalogue | None = None,
    reader: TillReader | None = None,
    loyalty: LoyaltyProgram | None = None,
) -> Floor:
    """A floor that draws on a recording view, or on a real screen; ``reader`` is of another store."""
    clock, ids = ManualClock(), SeededIds()
    store = store or MemoryStore()
    runner = InstantRunner(store)
    reader = reader or MemoryReader(store)
    catalogue = catalogue or SmallCatalogue()
    state = TillState(IDENTITY, "0198f0c0-0000-7000-8000-00000000b001", clock, clock.monotonic())
    state.person, state.shift = ANA, SHIFT
    recording = RecordingFloor()
    view = screen or recording
    holder: dict[str, FloorPresenter] = {}

    def draft_failed(error: Exception) -> None:
        holder["presenter"].draft_failed(error)

    templates = [parse_template("21 IIIII WWWWW C"), parse_template("20 IIIII PPPPP C")]
    goods = GoodsFinder(catalogue, templates, lambda: state.local_time().date())
    open_sale = OpenSale(state, goods, ids, DraftKeeper(state, runner, draft_failed))
    receipts = ReceiptMaker(state, SHOP, SPANISH, None, demo=False)
    after = AfterSale(view, state, reader, Reprints(state, runner, "receipt"))
    calls: list[str] = []
    rows = SaleRows(view, state, open_sale, catalogue)
    presenter = FloorPresenter(
        view,
        open_sale,
        rows,
        Finding(view, state, catalogue),
        after,
        locked=lambda: calls.append("locked"),
        send_now=lambda: calls.append("send_now"),
        printed_yes=lambda: calls.append("printed_yes"),
    )
    holder["presenter"] = presenter
    returns = Returns(state, runner, receipts, PrinterSetup(), ids)
    checkout = Checkout(state, reader, runner, receipts, PrinterSetup(), loyalty, returns)
    paying = Paying(view, state, open_sale, checkout, presenter.completed, after.calm, rows.apply_lines)
    presenter.attach(paying)
    directory = SmallDirectory()
    customers = Customers(state, runner, ids, directory, MemoryTillCustomers(store), open_sale)
    desk = CustomerDesk(presenter.desk, customers, state, open_sale, rows)
    presenter.register(Act.CUSTOMER, desk.open)
    presenter.read_scans(desk.card)
    return Floor(
        presenter,
        recording,
        store,
        runner,
        open_sale,
        after,
        state,
        clock,
        customers,
        goods,
        paying,
        rows,
        directory,
        calls,
    )


@pytest.fixture
def floor() -> Floor:
    built = build_floor()
    built.presenter.open()
    return built
