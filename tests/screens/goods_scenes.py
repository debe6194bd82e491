"""Panels about goods: the price of those that have none in the list; the wizard of the scale's labels."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.main_window import MainWindow
from core.domain.embedded import parse_template
from tests.app.presenters.floor.tasks import LOOSE, build_tasks
from tests.screens.panels import show_panel

LABEL = "2100042012356"


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


def labels(window: MainWindow) -> None:
    tasks = build_tasks()
    tasks.labels.open()
    show_panel(window, tasks.panel)


def labels_read(window: MainWindow, code: str = LABEL, choice: str = "") -> None:
    tasks = build_tasks()
    tasks.floor.goods.templates = (parse_template("21 IIIII PPPPP C"),)
    tasks.labels.open()
    tasks.floor.presenter.scanned(code)
    if choice:
        tasks.floor.presenter.panel_actions.choose("proposal", choice)
    show_panel(window, tasks.panel)


def labels_confirm(window: MainWindow) -> None:
    labels_read(window, choice="2")


def labels_refused(window: MainWindow) -> None:
    labels_read(window, "7501031311309")


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("open-price", open_price),
    ("open-price-many", many),
    ("open-price-refused", too_dear),
    ("labels", labels),
    ("labels-read", labels_read),
    ("labels-confirm", labels_confirm),
    ("labels-refused", labels_refused),
)
