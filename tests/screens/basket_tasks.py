"""Tasks on the basket, as the real tasks draw them: parked sales, discount, price, giving up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from app.compose.basket_tasks import parking_desk
from app.presenters.floor.cancelling import Cancelling
from app.presenters.messages import M, Message, Tone
from app.presenters.states import Act
from app.ui.main_window import MainWindow
from app.usecases.parking import Parking
from app.usecases.pricing import PromotionShelf
from core.domain.catalog import Product
from core.domain.promotion.amount_terms import Percent
from core.domain.promotion.book import RuleBook
from core.domain.promotion.rules import Promotion
from core.domain.promotion.targets import Targets
from tests.app.presenters.floor.tasks import PILLS, Tasks, build_tasks
from tests.fakes.catalogue import CHEESE, COLA, RICE, SmallCatalogue
from tests.fakes.till import MemoryReader
from tests.screens.floors import show_floor
from tests.screens.panels import show_panel

_NAMES = ("", "Sra. Ortega, paraguas rojo", "Panadería")


def _parked(
    catalogue: SmallCatalogue | None = None, *, waiting: int = 3, half_until: int | None = None
) -> Tasks:
    """Tasks with sales set aside some minutes apart, under a number or a name.

    ``half_until`` is after how many seconds a promotion on everything ends.
    """
    tasks = build_tasks()
    floor = tasks.floor
    if half_until is not None:
        end = floor.clock.now() + timedelta(seconds=half_until)
        half = Promotion(
            "mitad",
            1,
            "Mitad",
            Percent(50_000),
            Targets(everything=True),
            datetime(2020, 1, 1, tzinfo=UTC),
            end,
        )
        floor.open_sale._shelf = PromotionShelf(floor.state, RuleBook((half,)))
        floor.open_sale.start_next()
    parking = Parking(
        floor.state, floor.runner, MemoryReader(floor.store), floor.open_sale, catalogue or SmallCatalogue()
    )
    desk = parking_desk(floor.presenter, floor.state, floor.open_sale, parking, tasks.modal)
    floor.presenter.register(Act.PARK, desk.park)
    floor.presenter.register(Act.PARKED_LIST, desk.open)
    for name in _NAMES[:waiting]:
        floor.presenter.scanned(RICE.barcode)
        floor.presenter.scanned(COLA.barcode)
        floor.open_sale.set_note(name)
        floor.presenter.act(Act.PARK)
        floor.clock.advance(420)
    return tasks


def parked_list(window: MainWindow) -> None:
    tasks = _parked()
    tasks.floor.presenter.act(Act.PARKED_LIST)
    show_panel(window, tasks.panel, 0)


def parked_which(window: MainWindow) -> None:
    tasks = _parked()
    tasks.floor.presenter.act(Act.PARKED_LIST)
    tasks.floor.presenter.panel_actions.press("give_up")
    show_panel(window, tasks.panel, 0)


def parked_name(window: MainWindow) -> None:
    tasks = _parked()
    tasks.floor.presenter.act(Act.PARKED_LIST)
    tasks.floor.presenter.panel_actions.press("name")
    tasks.floor.presenter.enter()
    tasks.floor.presenter.panel_actions.edited("name", "Sra. Ortega")
    show_panel(window, tasks.panel, 0)


def parked_promotions(window: MainWindow) -> None:
    moved = [_dearer(RICE, "3.49"), COLA, PILLS, CHEESE]
    tasks = _parked(SmallCatalogue(moved), half_until=420)
    tasks.floor.presenter.act(Act.PARKED_LIST)
    tasks.floor.presenter.enter()
    show_panel(window, tasks.panel, 0)


def parked_give_up(window: MainWindow) -> None:
    tasks = _parked()
    tasks.floor.presenter.act(Act.PARKED_LIST)
    tasks.floor.presenter.panel_actions.press("give_up")
    tasks.floor.presenter.panel_actions.select("parked", 1)
    show_panel(window, tasks.panel, 0)


def parked_none(window: MainWindow) -> None:
    tasks = _parked()
    tasks.floor.presenter.act(Act.PARKED_LIST)
    tasks.floor.presenter.panel_actions.edited("filter", "zapatos")
    show_panel(window, tasks.panel, 0)


def parked_prices(window: MainWindow) -> None:
    moved = [_dearer(RICE, "3.49"), _dearer(COLA, "1.85"), replace(PILLS, unit_price=Decimal("19.50"))]
    tasks = _parked(SmallCatalogue((*moved, CHEESE)))
    tasks.floor.presenter.act(Act.PARKED_LIST)
    tasks.floor.presenter.enter()
    show_panel(window, tasks.panel, 0)


def _dearer(product: Product, price: str) -> Product:
    return replace(product, unit_price=Decimal(price))


def parked(window: MainWindow) -> None:
    show_floor(window, 0)
    values = {"name": "Sra. Ortega, paraguas rojo", "lines": "8"}
    window.floor.notify(Message(M.SALE_PARKED, Tone.OK, values))


def discount(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.discounting.open()
    tasks.floor.presenter.panel_actions.edited("value", "10")
    show_panel(window, tasks.panel)


def discount_why(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.discounting.open()
    tasks.type("10")
    show_panel(window, tasks.panel)


def discount_too_much(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.discounting.open()
    tasks.floor.presenter.panel_actions.choose("unit", "amount")
    tasks.type("99.00")
    show_panel(window, tasks.panel)


def price_search(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.check.open()
    tasks.floor.presenter.panel_actions.edited("query", "a")
    show_panel(window, tasks.panel)


def price(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.check.open()
    tasks.floor.scan(RICE.barcode)
    show_panel(window, tasks.panel)


def price_unknown(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.check.open()
    tasks.floor.scan("7501000099993")
    show_panel(window, tasks.panel)


def other_price(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.pricing.open()
    tasks.floor.presenter.panel_actions.edited("price", "2.75")
    show_panel(window, tasks.panel)


def other_price_why(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.pricing.open()
    tasks.type("2.75")
    show_panel(window, tasks.panel)


def note(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.noting.open()
    tasks.floor.presenter.panel_actions.edited("note", "Entregar en la puerta de atrás")
    show_panel(window, tasks.panel)


def why(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.discounting.open()
    tasks.type("10")
    tasks.floor.presenter.enter()
    tasks.why.open()
    show_panel(window, tasks.panel)


def give_up(window: MainWindow) -> None:
    tasks = build_tasks()
    floor = tasks.floor
    parking = Parking(floor.state, floor.runner, MemoryReader(floor.store), floor.open_sale)
    presenter = floor.presenter
    Cancelling(
        presenter.desk, floor.state, floor.open_sale, parking, tasks.modal, presenter.basket_changed
    ).open()
    show_panel(window, tasks.panel)


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("parked", parked),
    ("parked-list", parked_list),
    ("parked-which", parked_which),
    ("parked-name", parked_name),
    ("parked-promotions", parked_promotions),
    ("parked-give-up", parked_give_up),
    ("parked-none", parked_none),
    ("parked-prices", parked_prices),
    ("discount", discount),
    ("discount-why", discount_why),
    ("discount-too-much", discount_too_much),
    ("other-price", other_price),
    ("other-price-why", other_price_why),
    ("note", note),
    ("why", why),
    ("price", price),
    ("price-search", price_search),
    ("price-unknown", price_unknown),
    ("give-up", give_up),
)
