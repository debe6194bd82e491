"""The one panel in its states, with every kind of block."""

from __future__ import annotations

from collections.abc import Callable

from app.presenters.panels import Panel
from app.presenters.states import FloorMode
from app.ui.main_window import MainWindow
from tests.fakes import panels
from tests.fakes import presenters as fake
from tests.screens.floors import receipt_document, show_floor


def show_panel(window: MainWindow, panel: Panel, lines: int = len(fake.GOODS)) -> None:
    """Open a panel over the sale."""
    show_floor(window, lines)
    window.floor.show_mode(FloorMode.PANEL)
    window.floor.show_panel(panel)


def decision(window: MainWindow) -> None:
    show_panel(window, panels.decision())


def percents(window: MainWindow) -> None:
    show_panel(window, panels.percents())


def form(window: MainWindow) -> None:
    show_panel(window, panels.form())


def keyboard(window: MainWindow) -> None:
    form(window)
    window.floor.typing.open()


def refused(window: MainWindow) -> None:
    show_panel(window, panels.form(message=panels.refused()))


def busy(window: MainWindow) -> None:
    show_panel(window, panels.form(busy=True))


def lines(window: MainWindow) -> None:
    show_panel(window, panels.lines())


def long(window: MainWindow) -> None:
    show_panel(window, panels.long_list())


def empty(window: MainWindow) -> None:
    show_panel(window, panels.empty_list())


def code(window: MainWindow) -> None:
    show_floor(window)
    window.floor.show_mode(FloorMode.PAYMENT)
    window.floor.show_payment(fake.payment())
    window.floor.show_mode(FloorMode.PANEL)
    window.floor.show_panel(panels.code())


def paper(window: MainWindow) -> None:
    show_panel(window, panels.paper(receipt_document()))


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("decision", decision),
    ("percents", percents),
    ("form", form),
    ("keyboard", keyboard),
    ("refused", refused),
    ("busy", busy),
    ("lines", lines),
    ("long", long),
    ("empty", empty),
    ("code", code),
    ("paper", paper),
)
