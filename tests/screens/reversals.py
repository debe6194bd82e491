"""Panels of screen 9: the real tasks over a till that sold, as they draw themselves."""

from __future__ import annotations

from collections.abc import Callable

from app.presenters.states import Act
from app.ui.main_window import MainWindow
from tests.app.presenters.floor.reversing import Reversing
from tests.fakes.catalogue import COLA, RICE
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


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("void", void_why),
    ("void-reference", void_reference),
    ("void-refused", void_refused),
    ("void-done", void_done),
)
