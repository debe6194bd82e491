"""A till's window with PRÁCTICA, as its tests drive it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.bridge.application import Application
from app.compose.opening import Launch
from app.compose.running import RunningTill
from app.compose.window import TillWindow
from app.presenters.messages import M
from app.presenters.states import Act
from app.store.driver import connect_reader
from app.ui.main_window import Screen
from app.usecases.ports import OpenShift, WriteUnit
from core.domain.journal.events import Event, decode_event
from resources import demo

WAIT_MS = 60_000
CODES = [product.barcode for product in demo.load().products if product.barcode][:3]


class Shop:
    """A till's window on its own data."""

    def __init__(self, qtbot: QtBot, launch: Launch) -> None:
        self.qtbot = qtbot
        self.window_of = TillWindow(Application(), launch)
        qtbot.addWidget(self.window_of.window)
        self.window_of.show()
        qtbot.waitUntil(lambda: self.screen is Screen.SIGN_IN, timeout=WAIT_MS)

    @property
    def window(self) -> Any:
        return self.window_of.window

    @property
    def screen(self) -> Screen:
        return self.window_of.window.screen_now

    @property
    def real(self) -> RunningTill:
        assert self.window_of.running is not None
        return self.window_of.running

    @property
    def practice(self) -> RunningTill:
        assert self.window_of.room is not None
        assert self.window_of.room.till is not None
        return self.window_of.room.till

    @property
    def practising(self) -> bool:
        assert self.window_of.room is not None
        return self.window_of.room.practising

    def button(self, name: str) -> QAbstractButton:
        """The one that shows; practice and the real till have screens of their own."""
        found = [one for one in self.window_of.window.findChildren(QAbstractButton, name) if one.isVisible()]
        assert len(found) == 1, name
        return found[0]

    def offers(self, name: str) -> bool:
        found = self.window_of.window.findChildren(QAbstractButton, name)
        return any(one.isVisible() for one in found)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    def stand(self) -> None:
        """A cashier stands at the real till with a shift open."""
        self.real.state.person = self.real.reader.people()[0]
        self.real.state.shift = OpenShift("shift-1", 1, "2026-11-24", 0, "ana", 10_000)
        self.real.show_floor()

    def enter(self) -> None:
        """Into practice by the button of the sign-in screen, and its shift opened the first time."""
        self.button("practice").click()
        self.show_pin()
        self.until(lambda: self.practising)
        if self.screen is Screen.OPEN_SHIFT:
            self.practice.open_shift.enter()
        self.until(lambda: self.screen is Screen.FLOOR)

    def show_pin(self) -> None:
        """The first person of the shop, by the PIN that its screen shows."""
        person = self.real.reader.people()[0]
        for digit in (str(person.number), *self.real.opened.setup.demo_pins[person.staff_id]):
            self.real.sign_in.digit(digit)
        self.real.sign_in.enter()

    def leave(self) -> None:
        self.button("band.leave").click()
        assert not self.practising

    def sell(self, code: str) -> str:
        """Scan, exact cash; the number on the screen."""
        self.window_of.window.scanned(code)
        floor = self.practice.floor
        floor.act(Act.PAY)
        floor.act(Act.EXACT)
        self.until(lambda: self.practice.after.change is not None and not floor.busy)
        change = self.practice.after.change
        assert change is not None
        return change.number

    def close(self) -> None:
        self.window_of.close()
        del self.window_of


Opens = Callable[[Path], Shop]


def events(data_dir: Path) -> list[Event]:
    connection = connect_reader(data_dir / "till.db")
    try:
        return [
            decode_event(row[0]) for row in connection.execute("SELECT payload FROM journal ORDER BY pos")
        ]
    finally:
        connection.close()


def settled(till: RunningTill) -> None:
    """All that was queued before is on disk."""
    till.opened.store.runner.run(nothing)


def says(shop: Shop) -> M | None:
    message = shop.window.sign_in._state.message
    return None if message is None else message.id


def nothing(unit: WriteUnit) -> None:
    del unit


def names(till: RunningTill) -> list[str]:
    return [line.product.name for line in till.services.open_sale.sale.lines]
