"""Panels of screen 11: the real task over a small shop's customers, as it draws itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from app.presenters.floor.customers import CustomersPart
from app.presenters.floor.panel_desk import PanelDesk
from app.presenters.floor.standing import buyer_tile
from app.presenters.panels import Panel
from app.presenters.states import Level, Link
from app.ui.main_window import MainWindow
from app.usecases.customers import Customers
from app.usecases.ports import StaffRecord
from app.usecases.state import TillState
from core.domain.basket_lines import Also
from core.domain.discount import Discount
from core.domain.sale_state import Buyer
from tests.fakes import presenters as fake
from tests.fakes.clock import ManualClock, SeededIds
from tests.fakes.customers import BAKERY, MORNING, MemoryTillCustomers, SmallDirectory
from tests.fakes.floor import RecordingFloor
from tests.fakes.till import IDENTITY, InstantRunner, MemoryStore
from tests.screens.floors import show_floor, show_strip
from tests.screens.panels import show_panel

ODD = "سكر أبيض 🍚 Pérez " + "de los Santos y Compañía " * 4
"""A name no screen was made for."""
_ANA = StaffRecord("ana", 1, "Ana Morales", "cashier", frozenset({"pos:create"}), active=True, pin=None)


class _Slot:
    def set_buyer(self, buyer: Buyer | None) -> Also:
        del buyer
        return ()


def _opened(hours: float, *, has_buyer: bool = False) -> tuple[PanelDesk, RecordingFloor]:
    """The customers' panel, so many hours after the figures were read."""
    state = TillState(IDENTITY, "boot", ManualClock(MORNING + timedelta(hours=hours)), 0.0)
    state.person = _ANA
    store = MemoryStore()
    people = SmallDirectory()
    people.people += [
        type(BAKERY)(f"0198f0c0-4444-7000-8000-{n:012d}", name, "cedula", f"8-7{n:02d}-1{n}")
        for n, name in enumerate((ODD, "Rosario Pinto", "Rosendo Valdés", "Roselia Him de Quintero"))
    ]
    own = MemoryTillCustomers(store)
    customers = Customers(state, InstantRunner(store), SeededIds(), people, own, _Slot())
    view = RecordingFloor()
    desk = PanelDesk(view, _nothing, _nothing)
    desk.open_panel(CustomersPart(desk, customers, state, _drawn, lambda: has_buyer))
    return desk, view


def found(typed: str = "", hours: float = 0.05, *, has_buyer: bool = False) -> Panel:
    """What stands there after something was typed."""
    desk, view = _opened(hours, has_buyer=has_buyer)
    if typed:
        desk.edited("query", typed)
    return _panel(view)


def new(*, consent: bool = True, save: bool = False, **fields: str) -> Panel:
    """The form of a new customer, filled in."""
    desk, view = _opened(0.05)
    desk.press("new")
    if consent:
        desk.choose("consent", "yes")
    for name, text in fields.items():
        desk.edited(name, text)
    if save:
        desk.enter()
    return _panel(view)


def _panel(view: RecordingFloor) -> Panel:
    assert view.panel is not None
    return view.panel


def _nothing() -> None:
    pass


def _drawn(also: Also) -> None:
    del also


def empty(window: MainWindow) -> None:
    show_panel(window, found())


def normal(window: MainWindow) -> None:
    show_panel(window, found("ros", has_buyer=True))


def percent(window: MainWindow) -> None:
    show_panel(window, found("espiga"))


def buying(window: MainWindow) -> None:
    """A customer's points with their age, and what is taken off for them, on the tile of the sale."""
    show_floor(window)
    state = TillState(IDENTITY, "boot", ManualClock(MORNING), 0.0)
    discount = Discount.of_customer(Decimal(5))
    buyer = Buyer(
        BAKERY.customer_id, BAKERY.name, ("mayorista",), 214, discount=discount, points_as_of=MORNING
    )
    window.floor.show_customer(buyer_tile(state, buyer))
    window.floor.show_totals(replace(fake.totals(), discount="−2.15", total="40.85"))


def nobody(window: MainWindow) -> None:
    show_panel(window, found("Luz Marina Peñalba"))


def offline(window: MainWindow) -> None:
    show_panel(window, found("8-442", 20))
    show_strip(window, link=Link.OFFLINE, queued=12, queue_level=Level.WARN)


def blocked(window: MainWindow) -> None:
    show_panel(window, found("rodrigo"))


def odd(window: MainWindow) -> None:
    show_panel(window, found("8-7"))


def consent(window: MainWindow) -> None:
    show_panel(window, new(consent=False))


def filled(window: MainWindow) -> None:
    name, email = "Luz Marina Peñalba", "luzmarina@correo.pa"
    show_panel(window, new(name=name, number="8-700-1", phone="6999-0001", email=email))


def warned(window: MainWindow) -> None:
    show_panel(window, new(name="Luz Marina Peñalba", number="8-700-1 DV 99"))


def refused(window: MainWindow) -> None:
    show_panel(window, new(name="Luz Marina Peñalba", phone="4242 4242 4242 4242", save=True))


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("empty", empty),
    ("normal", normal),
    ("percent", percent),
    ("buying", buying),
    ("nobody", nobody),
    ("offline", offline),
    ("blocked", blocked),
    ("odd", odd),
    ("consent", consent),
    ("new", filled),
    ("warned", warned),
    ("refused", refused),
)
