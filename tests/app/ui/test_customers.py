"""Customers by keys and by touch on the real window: what each task costs (ux.md section 6)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app.presenters.states import Act, FloorMode
from app.ui.main_window import MainWindow, Screen
from core.domain.customer_data import customer_from_data
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.conftest import Floor, build_floor
from tests.app.ui.conftest import Till
from tests.fakes.customers import ROSA

RICE_CODE = "7450000000013"


@dataclass
class Desk:
    """The window over a real floor, and a hand that counts."""

    till: Till
    floor: Floor
    keys: int = 0
    taps: int = 0

    @property
    def window(self) -> MainWindow:
        return self.till.window

    def press(self, key: Qt.Key) -> None:
        self.keys += 1
        self.till.hand.press(key)

    def digit(self, digit: str) -> None:
        self.keys += 1
        self.till.hand.type(digit)

    def type(self, text: str) -> None:
        """Data: counted apart."""
        self.till.hand.type(text)

    def tap(self, name: str) -> None:
        self.taps += 1
        target = self.window.findChild(QWidget, name)
        assert target is not None, name
        QCoreApplication.sendPostedEvents()
        self.till.hand.tap(target)

    @property
    def buyer(self) -> str:
        buyer = self.floor.open_sale.sale.buyer
        return "" if buyer is None else buyer.name


@pytest.fixture
def desk(till: Till) -> Desk:
    floor = build_floor(screen=till.window.floor)
    till.window.bind(sign_in=till.presenter, open_shift=till.presenter, floor=floor.presenter)
    floor.presenter.open()
    till.window.show_screen(Screen.FLOOR)
    floor.scan(RICE_CODE)
    return Desk(till, floor)


def test_attaching_takes_two_keys(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F3)
    desk.type("rosa")
    desk.press(Qt.Key.Key_Return)
    assert (desk.buyer, desk.keys) == ("Rosa Núñez", 2)
    assert desk.floor.presenter.mode is FloorMode.SALE


def test_attaching_takes_two_taps(desk: Desk) -> None:
    desk.tap("act.customer")
    desk.type("8-442")
    desk.taps += 1
    desk.till.hand.tap(desk.window.floor.pay)
    assert (desk.buyer, desk.taps) == ("Rosa Núñez", 2)


def test_a_card_takes_nothing(desk: Desk) -> None:
    desk.window.scanned(ROSA.cards[0])
    assert (desk.buyer, desk.keys, desk.taps) == ("Rosa Núñez", 0, 0)
    assert desk.window.floor.command.text() == ""


def test_a_new_customer_takes_four_keys(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F3)
    desk.type("Luz Marina")
    desk.press(Qt.Key.Key_Return)
    desk.digit("1")
    desk.press(Qt.Key.Key_Return)
    assert (desk.buyer, desk.keys) == ("Luz Marina", 4)


def test_a_new_customer_takes_four_taps(desk: Desk) -> None:
    desk.tap("act.customer")
    desk.type("8-700-1")
    desk.taps += 1
    desk.till.hand.tap(desk.window.floor.pay)
    desk.tap("panel.customer.choice.consent.yes")
    desk.type("Luz Marina")
    desk.taps += 1
    desk.till.hand.tap(desk.window.floor.pay)
    assert (desk.buyer, desk.taps) == ("Luz Marina", 4)
    stored = desk.floor.store.events[-1].event
    assert stored.kind == EventKind.CUSTOMER_CREATED
    document = customer_from_data(stored.data).document
    assert document is not None
    assert document.number == "8-700-1"


def test_digits_are_the_name_once_consent_was_given(desk: Desk) -> None:
    """The same digit that says yes is a letter like any other in a field."""
    desk.press(Qt.Key.Key_F3)
    desk.tap("panel.customers.new")
    desk.digit("1")
    desk.type("Bodega 21")
    edit = desk.window.findChild(QLineEdit, "panel.customer.field.name")
    assert edit is not None
    assert edit.text() == "Bodega 21"
    desk.press(Qt.Key.Key_Return)
    assert desk.buyer == "Bodega 21"


def test_the_tile_says_who_buys_until_the_sale_is_over(desk: Desk) -> None:
    desk.floor.scan(ROSA.cards[0])
    tile = desk.window.findChild(QAbstractButton, f"act.{Act.CUSTOMER.value}")
    assert tile is not None
    assert "Rosa Núñez" in tile.accessibleName()
    desk.floor.presenter.act(Act.PAY)
    desk.floor.presenter.act(Act.EXACT)
    assert "Consumidor final" in tile.accessibleName()
