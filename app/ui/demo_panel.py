"""Joins the panel of virtual devices to the demo shop's till."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QCoreApplication

from app.ui.input_driver import Hand
from app.ui.main_window import MainWindow
from app.ui.virtual_devices import DemoPanel, Good, beside
from app.ui.widgets.actions_panel import Extra
from hardware.virtual.faults import Fault

if TYPE_CHECKING:
    from hardware.virtual.printer import VirtualPrinter
    from hardware.virtual.roll import Line
    from resources.demo.model import DemoPerson

GOODS: Final = 6
"""How many goods are offered, each of another shelf; a badge and a misread code follow."""

log = logging.getLogger(__name__)


class Background(Protocol):
    """Runs a call on another thread and brings its result back to this one."""

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], Any],
        failed: Callable[[Exception], Any],
    ) -> Any:
        """Run it."""
        ...


class Parts(Protocol):
    """What the panel uses of the till's parts."""

    @property
    def background(self) -> Background:
        """Its runner."""
        ...


class DemoTill(Protocol):
    """A till that is being opened: `app.compose.window.TillWindow`."""

    @property
    def window(self) -> MainWindow:
        """Its window."""
        ...

    @property
    def parts(self) -> Parts:
        """What it is made of."""
        ...

    @property
    def on_ready(self) -> list[Callable[[Any], Any]]:
        """Called when it can sell."""
        ...


class PrinterDevices:
    """The virtual printer with its drawer, as the panel sees them (`VirtualDevices`)."""

    def __init__(self, printer: VirtualPrinter) -> None:
        self._printer = printer

    def columns(self) -> int:
        """Width of the paper."""
        with self._printer.machine() as machine:
            return machine.columns

    def printed(self) -> int:
        """Lines printed so far."""
        with self._printer.machine() as machine:
            return len(machine.roll.lines)

    def roll(self, last: int) -> Sequence[Line]:
        """The last lines printed."""
        with self._printer.machine() as machine:
            return tuple(machine.roll.lines[-last:])

    def drawer_open(self) -> bool:
        """Where the drawer stands."""
        with self._printer.machine() as machine:
            return machine.drawer.opened

    def close_drawer(self) -> None:
        """Push it shut."""
        with self._printer.machine() as machine:
            machine.drawer.close()

    def paper_out(self) -> bool:
        """Whether the roll is empty."""
        return self._has(Fault.PAPER_OUT)

    def set_paper_out(self, out: bool) -> None:
        """Take the paper out or put it in."""
        self._printer.fault(Fault.PAPER_OUT, on=out)

    def cover_open(self) -> bool:
        """Whether the cover is open."""
        return self._has(Fault.COVER)

    def set_cover_open(self, opened: bool) -> None:
        """Open or close it."""
        self._printer.fault(Fault.COVER, on=opened)

    def powered(self) -> bool:
        """Where the switch stands."""
        return self._printer.powered

    def set_powered(self, powered: bool) -> None:
        """Switch it; a port taken meanwhile leaves it off."""
        try:
            self._printer.power(on=powered)
        except OSError as error:
            log.warning("the virtual printer did not switch on: %s", error)

    def _has(self, fault: Fault) -> bool:
        with self._printer.machine() as machine:
            return fault in machine.faults


class PanelKeeper:
    """Shows the panel when the till can sell, and again from the list of actions."""

    def __init__(self, printer: VirtualPrinter, till: DemoTill) -> None:
        self._till = till
        self._devices = PrinterDevices(printer)
        self._panel: DemoPanel | None = None
        till.window.add_extra(Extra("devices", "devices", _words, self.show))
        till.on_ready.append(self._ready)

    @property
    def panel(self) -> DemoPanel | None:
        """The panel, None before the till can sell."""
        return self._panel

    def show(self) -> None:
        """Show the panel beside the window, anew and so in front; the keyboard stays with the till."""
        window = self._till.window
        if self._panel is None:
            self._panel = DemoPanel(window.theme, self._devices, self._scan)
            beside(self._panel, window)
            self._till.parts.background.run(demo_goods, self._panel.show_goods, _no_goods)
        self._panel.hide()
        self._panel.show()
        window.activateWindow()

    def _ready(self, running: object) -> None:
        del running
        self.show()

    def _scan(self, code: str) -> None:
        Hand(self._till.window, first_stamp=time.monotonic_ns() // 1_000_000).scan(code)


def attach_panel(printer: VirtualPrinter, till: DemoTill) -> PanelKeeper:
    """Give the demo's till its panel; call it before the window is shown."""
    return PanelKeeper(printer, till)


def demo_goods() -> tuple[Good, ...]:
    """Goods of the demo shop, one of each of the first shelves, a supervisor's badge and a misread code.

    Takes about 0.1 s.
    """
    from app.presenters import format as fmt
    from resources import demo

    found: dict[str, Good] = {}
    shop = demo.load()
    for product in shop.products:
        if product.barcode and not product.measured and product.category not in found:
            price = fmt.money(product.unit_price)
            found[product.category] = Good(product.name, price, product.barcode)
        if len(found) == GOODS:
            break
    goods = tuple(found.values())
    return (*goods, _badge(shop.staff), _misread(goods[0])) if goods else ()


def _badge(people: Sequence[DemoPerson]) -> Good:
    bearer = next(person for person in people if person.role == "supervisor")
    words = QCoreApplication.translate("Demo", "Badge: {name}")
    return Good(words.format(name=bearer.name), "", bearer.badge)


def _misread(good: Good) -> Good:
    wrong = str((int(good.code[-1]) + 1) % 10)
    return Good(QCoreApplication.translate("Demo", "A misread code"), "", good.code[:-1] + wrong)


def _no_goods(error: Exception) -> None:
    log.warning("no goods to scan: %s", error)


def _words() -> str:
    return QCoreApplication.translate("Demo", "Virtual devices")
