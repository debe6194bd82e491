"""Data of the centre in every state, as the real part draws it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.presenters.states import FloorMode
from app.ui.main_window import MainWindow
from core.domain.changes import Stream
from tests.app.presenters.floor.paying import build_payment
from tests.fakes.centre_data import NOTE, Till
from tests.fakes.people import MARTA
from tests.screens.floors import show_floor

AGES: Final = {"prices": 2.1, "promotions": 5, "stock": 30, "customers": 0.02, "taxes": 26, "staff": 13}


def _till() -> Till:
    payment = build_payment()
    payment.floor.state.person = MARTA
    return Till(payment, streams=tuple(Stream))


def _show(window: MainWindow, till: Till) -> None:
    show_floor(window)
    window.floor.show_mode(FloorMode.PANEL)
    window.floor.show_panel(till.payment.panel)


def ages(window: MainWindow) -> None:
    till = _till()
    till.hear(**AGES)
    till.open()
    _show(window, till)


def week(window: MainWindow) -> None:
    till = _till()
    till.hear(**AGES | {"prices": 190})
    till.open()
    _show(window, till)


def held(window: MainWindow) -> None:
    till = _till()
    till.note = NOTE
    till.hear(Stream.PRICES, **AGES)
    till.open()
    _show(window, till)


def question(window: MainWindow) -> None:
    till = _till()
    till.note = NOTE
    till.hear(Stream.PRICES)
    till.open()
    till.enter()
    _show(window, till)


def taking(window: MainWindow) -> None:
    till = _till()
    till.note = NOTE
    till.hear(Stream.PRICES)
    till.open()
    till.enter()
    till.payment.floor.presenter.desk.choose("answer", "take")
    _show(window, till)


def told(window: MainWindow) -> None:
    till = _till()
    till.note = NOTE
    till.hear(Stream.PRICES)
    till.open()
    till.enter()
    till.enter()
    till.hear(**AGES)
    _show(window, till)


def none(window: MainWindow) -> None:
    till = _till()
    till.open()
    _show(window, till)


STATES: Final[tuple[tuple[str, Callable[[MainWindow], None]], ...]] = (
    ("ages", ages),
    ("week", week),
    ("held", held),
    ("question", question),
    ("taking", taking),
    ("told", told),
    ("none", none),
)
