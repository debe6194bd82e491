"""Panels of screen 9: the real tasks over a till that sold, as they draw themselves."""

from __future__ import annotations

from collections.abc import Callable

from app.presenters.states import Act, FloorMode
from app.ui.main_window import MainWindow
from tests.app.presenters.floor.reversing import Reversing, code_of_another_till
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.people import MARTA
from tests.screens.floors import show_floor
from tests.screens.panels import show_panel


def _sold(*codes: str, card: str = "") -> Reversing:
    till = Reversing()
    till.sell(*codes, card=card)
    return till


def void_why(window: MainWindow) -> None:
    till = _sold(RICE.barcode, COLA.barcode, card="2.00")
    till.act(Act.VOID)
    show_panel(window, till.panel, 0)


def void_reference(window: MainWindow) -> None:
    till = _sold(RICE.barcode, COLA.barcode, card="2.00")
    till.act(Act.VOID)
    till.enter()
    till.enter()
    show_panel(window, till.panel, 0)


def void_refused(window: MainWindow) -> None:
    till = _sold(RICE.barcode)
    till.act(Act.VOID)
    till.enter()
    till.allow()
    till.enter()
    till.act(Act.VOID)
    show_panel(window, till.panel, 0)


def void_done(window: MainWindow) -> None:
    till = _sold(RICE.barcode, COLA.barcode, card="2.00")
    till.act(Act.VOID)
    till.enter()
    till.type("998877")
    till.enter()
    till.allow()
    show_panel(window, till.panel, 0)


CHEESE_LABEL = "2100042007352"


def _brought(card: str = "") -> Reversing:
    """A receipt with pieces, weighed goods and goods of which some came back, open on its return."""
    till = Reversing()
    till.floor.type("3*")
    till.sell(COLA.barcode, RICE.barcode, CHEESE_LABEL, card=card)
    till.floor.state.person = MARTA
    till.floor.scan("0001-000001")
    till.desk.step("lines", 0, 1)
    till.enter()
    till.enter()
    if card:
        till.type("55")
        till.enter()
    till.enter()
    till.floor.scan("0001-000001")
    return till


def return_find(window: MainWindow) -> None:
    till = _sold(RICE.barcode)
    till.act(Act.RETURN)
    show_panel(window, till.panel, 0)


def return_not_here(window: MainWindow) -> None:
    till = _sold(RICE.barcode)
    till.floor.scan("0002-000117")
    show_panel(window, till.panel, 0)


def return_lines(window: MainWindow) -> None:
    till = _brought()
    till.desk.step("lines", 0, 1)
    till.desk.edited("quantity", "2")
    till.desk.mark("lines", 2)
    show_panel(window, till.panel, 0)


def return_foreign(window: MainWindow) -> None:
    till = _sold(RICE.barcode)
    till.floor.scan(code_of_another_till(till, RICE.barcode, COLA.barcode, unknown="99999"))
    till.desk.mark("lines", 1)
    show_panel(window, till.panel, 0)


def return_too_many(window: MainWindow) -> None:
    till = _brought()
    till.desk.edited("quantity", "3")
    till.enter()
    show_panel(window, till.panel, 0)


def return_why(window: MainWindow) -> None:
    till = _brought(card="4.00")
    till.desk.press("all")
    till.enter()
    show_panel(window, till.panel, 0)


def return_done(window: MainWindow) -> None:
    till = _brought()
    till.desk.press("all")
    till.enter()
    till.enter()
    show_panel(window, till.panel, 0)


def _exchange(*codes: str) -> Reversing:
    """A rice (3.25) on its way back in the open ticket, and these goods beside it."""
    till = Reversing()
    till.floor.type("3*")
    till.sell(COLA.barcode, RICE.barcode, CHEESE_LABEL)
    till.floor.state.person = MARTA
    till.floor.scan("0001-000001")
    till.desk.mark("lines", 1)
    till.desk.mark("lines", 2)
    till.enter()
    till.desk.choose("how", "exchange")
    till.enter()
    till.floor.scan(*codes)
    return till


def _show_ticket(window: MainWindow, till: Reversing) -> None:
    show_floor(window, 0)
    view = till.floor.view
    window.floor.reset_rows(view.rows)
    assert view.totals is not None
    window.floor.show_totals(view.totals)
    window.floor.select_row(view.selected)
    window.floor.notify(view.message)


def exchange_begun(window: MainWindow) -> None:
    _show_ticket(window, _exchange())


def exchange_paid(window: MainWindow) -> None:
    till = _exchange(RICE.barcode, COLA.barcode, RICE.barcode, RICE.barcode)
    till.floor.presenter.select_row(0)
    _show_ticket(window, till)


def exchange_settle(window: MainWindow) -> None:
    till = _exchange(COLA.barcode)
    till.act(Act.PAY)
    _show_ticket(window, till)
    window.floor.show_mode(FloorMode.PANEL)
    window.floor.show_panel(till.panel)


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("void", void_why),
    ("void-reference", void_reference),
    ("void-refused", void_refused),
    ("void-done", void_done),
    ("return-find", return_find),
    ("return-not-here", return_not_here),
    ("return-lines", return_lines),
    ("return-foreign", return_foreign),
    ("return-too-many", return_too_many),
    ("return-why", return_why),
    ("return-done", return_done),
    ("exchange", exchange_begun),
    ("exchange-paid", exchange_paid),
    ("exchange-settle", exchange_settle),
)
