"""The list of actions when it is longer than the window."""

from __future__ import annotations

from app.presenters.states import Act
from app.ui.main_window import MainWindow
from app.ui.widgets.actions_panel import ActionsPanel, Extra
from app.ui.words import list_words
from tests.screens.floors import show_floor

MANY = 20
"""Lines besides a sale's own; with them no window below 1920x1080 holds all."""


def sale_actions_many(window: MainWindow) -> None:
    """Its first page."""
    show_floor(window)
    for number in range(MANY):
        window.add_extra(Extra(f"extra{number}", "display", _words, _nothing))
    window.toggle_actions()


def sale_actions_last(window: MainWindow) -> None:
    """Its last page."""
    sale_actions_many(window)
    for shown in window.findChildren(ActionsPanel):
        if shown.isVisible():
            shown.turn(-1)


def _words() -> str:
    return list_words(Act.REPRINT)


def _nothing() -> None:
    """A line that does nothing."""
