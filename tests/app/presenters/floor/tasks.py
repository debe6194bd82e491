"""A floor with the tasks on its basket, over real use cases and the modal of a second person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from app.presenters.authorisation_state import AuthorisationState
from app.presenters.authorise import Authorising
from app.presenters.floor.discounting import Discounting
from app.presenters.floor.labels import LabelWizard
from app.presenters.floor.noting import Noting
from app.presenters.floor.open_price import OpenPrice
from app.presenters.floor.own_limit import OwnLimit
from app.presenters.floor.price_check import PriceCheck
from app.presenters.floor.price_override import PriceOverride
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.floor.why import Why
from app.presenters.panels import Panel
from app.usecases.authorising import Authoriser
from app.usecases.drafts import DraftKeeper
from app.usecases.goods import GoodsFinder
from app.usecases.labels import Labels
from app.usecases.price_checks import PriceChecks
from app.usecases.pricing import PromotionShelf
from app.usecases.proving import Proving
from core.domain.basket_line import BasketLine
from core.domain.catalog import Product
from core.domain.embedded import LabelTemplate
from core.domain.journal.events import EventKind
from core.domain.promotion.book import RuleBook
from tests.app.presenters.floor.conftest import Floor, build_floor
from tests.fakes.catalogue import CHEESE, RICE, SmallCatalogue, product
from tests.fakes.people import ANA, EVERYBODY, HandTicker, InstantBackground, PlainCheck
from tests.fakes.till import InstantRunner, MemoryReader, MemoryStore

PILLS = Product(
    "0198f0c0-0000-7000-8000-00000000d00d",
    "09001",
    "",
    "Analgésico",
    "u",
    False,
    Decimal("18.95"),
    "00",
    Decimal(0),
    statutory_class="medicamento",
)
LOOSE = replace(product("Artículo sin código", "1.00", sku="27001", number=27), open_price=True)


@dataclass
class Tasks:
    """A floor with its tasks and the modal of a second person."""

    floor: Floor
    modal: Authorising
    discounting: Discounting
    pricing: PriceOverride
    noting: Noting
    why: Why
    check: PriceCheck
    labels: LabelWizard
    shown: list[AuthorisationState | None]
    kept: list[LabelTemplate]
    rows: SaleRows

    @property
    def panel(self) -> Panel:
        shown = self.floor.view.panel
        assert shown is not None
        return shown

    @property
    def line(self) -> BasketLine:
        return self.floor.open_sale.sale.line_at(-1)

    @property
    def act(self) -> AuthorisationState:
        state = self.shown[-1]
        assert state is not None
        return state

    def type(self, text: str) -> None:
        """Into the panel's field, then Enter."""
        self.floor.presenter.panel_actions.edited("value", text)
        self.floor.presenter.panel_actions.enter()

    def reason(self, code: str) -> None:
        self.floor.presenter.panel_actions.choose("reason", code)

    def allow(self, number: str, pin: str) -> None:
        """A second person comes, picks themselves and types."""
        for digit in number + pin:
            self.modal.digit(digit)
        self.modal.enter()

    def events(self, kind: EventKind) -> list[dict[str, object]]:
        return [stored.event.data for stored in self.floor.store.events if stored.event.kind == kind]

    def show_authorisation(self, state: AuthorisationState | None) -> None:
        self.shown.append(state)


def build_tasks() -> Tasks:
    """Rice twice and medicine in the basket of a cashier who may little."""
    store = MemoryStore()
    store.people = dict(EVERYBODY)
    catalogue = SmallCatalogue((RICE, PILLS, LOOSE, CHEESE))
    catalogue.levels[RICE.variant_id] = Decimal("38.000")
    floor = build_floor(store, catalogue=catalogue)
    floor.state.person = ANA
    floor.presenter.open()
    runner = InstantRunner(store)
    proving = Proving(runner, InstantBackground(), PlainCheck())
    authoriser = Authoriser(floor.state, MemoryReader(store), runner, proving, store.ids, bytes(32))
    shown: list[AuthorisationState | None] = []
    view = _Modal(shown)
    modal = Authorising(
        view, authoriser, floor.state, HandTicker(), notify=floor.view.notify, sound=floor.view.sound
    )
    host, rows = floor.presenter.desk, SaleRows(floor.view, floor.state, floor.open_sale, catalogue)
    goods = GoodsFinder(catalogue, (), lambda: floor.state.local_time().date())
    checks = PriceChecks(goods, DraftKeeper(floor.state, runner, _fails))
    shelf = PromotionShelf(floor.state, RuleBook(()))
    open_price = OpenPrice(host, floor.state, floor.open_sale, modal)
    floor.presenter.price_by(open_price.ask)
    floor.paying.weigh_by(OwnLimit(floor.state, floor.open_sale, modal, host.refuse).weigh)
    kept: list[LabelTemplate] = []
    labels = Labels(floor.state, runner, InstantBackground(), catalogue, floor.goods, kept.append)
    built = Tasks(
        floor,
        modal,
        Discounting(host, floor.state, floor.open_sale, rows, modal),
        PriceOverride(host, floor.state, floor.open_sale, rows, modal),
        Noting(host, floor.open_sale, rows),
        Why(host, floor.state, floor.open_sale, rows, catalogue, shelf),
        PriceCheck(host, floor.state, checks, catalogue, floor.open_sale, rows, open_price.ask),
        LabelWizard(host, floor.state, labels, modal),
        shown,
        kept,
        rows,
    )
    for one in (PILLS, RICE):
        rows.apply(floor.open_sale.add(one, Decimal(2) if one is RICE else None))
    return built


class _Modal:
    def __init__(self, shown: list[AuthorisationState | None]) -> None:
        self._shown = shown

    def show_authorisation(self, state: AuthorisationState | None) -> None:
        self._shown.append(state)


def _fails(error: Exception) -> None:
    raise error
