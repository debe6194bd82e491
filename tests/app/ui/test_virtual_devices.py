from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.ui.demo_panel import PanelKeeper, PrinterDevices, attach_panel, demo_goods
from app.ui.main_window import MainWindow, Screen
from app.ui.virtual_devices import DemoPanel
from core.domain.badge import badge_code
from core.domain.barcode import has_valid_check_digit
from hardware.virtual.printer import VirtualPrinter
from hardware.virtual.roll import Line, Run
from tests.app.ui.conftest import Till


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


class AtOnce:
    """Runs a call here and now."""

    def run(
        self, call: Callable[[], Any], done: Callable[[Any], Any], failed: Callable[[Exception], Any]
    ) -> None:
        del failed
        done(call())


class Parts:
    background = AtOnce()


class OpeningTill:
    """What the panel needs of a till."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.parts = Parts()
        self.on_ready: list[Callable[[Any], Any]] = []


@pytest.fixture
def keeper(printer: VirtualPrinter, till: Till, qtbot: QtBot) -> PanelKeeper:
    opening = OpeningTill(till.window)
    keeper = attach_panel(printer, opening)
    for call in opening.on_ready:
        call(None)
    qtbot.addWidget(panel_of(keeper))
    return keeper


def panel_of(keeper: PanelKeeper) -> DemoPanel:
    assert keeper.panel is not None
    return keeper.panel


def click(panel: DemoPanel, name: str) -> None:
    button = panel.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def test_the_panel_appears_when_the_till_can_sell_and_takes_no_keyboard(
    keeper: PanelKeeper, till: Till, qtbot: QtBot
) -> None:
    panel = panel_of(keeper)
    assert panel.isVisible()
    assert panel.windowTitle() == "Equipos virtuales"
    qtbot.waitUntil(till.window.isActiveWindow)


def test_what_is_printed_appears_on_the_roll(keeper: PanelKeeper, printer: VirtualPrinter) -> None:
    panel = panel_of(keeper)
    with printer.machine() as machine:
        machine.roll.add(Line("text", (Run("TOTAL 18.54"),)))
    panel.refresh()
    assert PrinterDevices(printer).roll(5)[-1].runs[0].text == "TOTAL 18.54"
    assert panel.roll.widget() is not None


def test_the_buttons_work_on_the_machine(keeper: PanelKeeper, printer: VirtualPrinter) -> None:
    panel, devices = panel_of(keeper), PrinterDevices(printer)
    click(panel, "demo.paper")
    click(panel, "demo.cover")
    assert devices.paper_out()
    assert devices.cover_open()
    click(panel, "demo.paper")
    assert not devices.paper_out()
    click(panel, "demo.power")
    assert not devices.powered()
    assert panel.power.words == "Encender"
    click(panel, "demo.power")
    assert devices.powered()


def test_the_drawer_is_pushed_shut(keeper: PanelKeeper, printer: VirtualPrinter) -> None:
    panel, devices = panel_of(keeper), PrinterDevices(printer)
    with printer.machine() as machine:
        machine.drawer.kick(2)
    panel.refresh()
    assert panel.drawer.chosen
    click(panel, "demo.drawer")
    assert not devices.drawer_open()
    assert panel.drawer.idle


def test_a_good_goes_to_the_till_key_by_key(keeper: PanelKeeper, till: Till) -> None:
    till.window.show_screen(Screen.FLOOR)
    click(panel_of(keeper), "demo.good.0")
    typed = [call for call in till.calls if call[0] == "command_changed"]
    assert typed[-1] == ("command_changed", demo_goods()[0].code)
    assert till.calls[-1] == ("enter",)


def test_goods_and_a_badge_are_real_and_the_last_is_misread() -> None:
    *goods, badge, misread = demo_goods()
    assert len(goods) == 6
    assert badge_code(badge.code) == badge.code
    assert all(has_valid_check_digit(good.code) for good in goods)
    assert not has_valid_check_digit(misread.code)


def test_the_list_of_actions_offers_the_devices(keeper: PanelKeeper, till: Till) -> None:
    panel_of(keeper).close()
    till.window.show_screen(Screen.FLOOR)
    till.window.toggle_actions()
    entry = till.window.findChild(QAbstractButton, "list.devices")
    assert isinstance(entry, QAbstractButton)
    entry.click()
    assert panel_of(keeper).isVisible()
