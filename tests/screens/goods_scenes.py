"""Panels about goods: the price of those that have none in the list."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.main_window import MainWindow
from tests.app.presenters.floor.tasks import LOOSE, build_tasks
from tests.screens.panels import show_panel


def open_price(window: MainWindow, typed: str = "", times: str = "") -> None:
    """Asked for, with what was typed; refused when that is no price."""
    tasks = build_tasks()
    tasks.floor.type(times)
    tasks.floor.presenter.scanned(LOOSE.sku)
    if typed:
        tasks.type(typed)
    show_panel(window, tasks.panel)


def many(window: MainWindow) -> None:
    open_price(window, times="12*")


def too_dear(window: MainWindow) -> None:
    open_price(window, "27500")


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("open-price", open_price),
    ("open-price-many", many),
    ("open-price-refused", too_dear),
)
