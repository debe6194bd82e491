"""A till of the demo shop with a cashier whose every key and touch is counted (ux.md section 6).

Counting: a key is one physical key going down, Ctrl and Shift too; a tap is one touch; scans count nothing;
what is typed as data (amounts, codes, names, PINs) is counted apart, be it on keys, on the pad or on the
screen's keyboard. A cashier works by keys alone or by touch alone: each has no way to do the other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView, QWidget

from app.bridge.application import Application
from app.compose.running import RunningTill
from app.compose.window import TillWindow
from app.presenters.states import FloorMode, PrintShown
from app.ui.basket.geometry import RowGeometry
from app.ui.input_driver import Hand
from app.ui.main_window import Screen
from app.ui.widgets.panel.rows import BOX_ZONE
from app.usecases.ports import WriteUnit
from core.domain.sale import Sale
from hardware.virtual.printer import VirtualPrinter
from resources import demo
from tests.fakes.demo_till import enrolled_launch
from tests.fakes.windows import drop_windows

WAIT_S: Final = 20
STEP_MS: Final = 2
ANA, LUIS, MARTA = "1", "2", "3"
PINS: Final = {ANA: "8052", LUIS: "3917", MARTA: "582947"}
MARTA_BADGE: Final = "CARNE-0003-X3TB"
FIRST_APPROVER: Final = "1"
"""Marta's place among those who may allow what Ana may not."""

_BACKS: Final = 4
_K = Qt.Key
_HELD: Final = {
    Qt.KeyboardModifier.ShiftModifier: _K.Key_Shift,
    Qt.KeyboardModifier.ControlModifier: _K.Key_Control,
}


def until(seen: Callable[[], bool]) -> None:
    """Let the till work until something is to be seen; fails when it does not come."""
    deadline = time.monotonic() + WAIT_S
    while not seen():
        assert time.monotonic() < deadline, "it did not come"
        QTest.qWait(STEP_MS)


class Finger(Hand):
    """Touches as Qt hands them to widgets: a mouse event that says it was synthesised from a finger."""

    def _pointer(self, kind: QEvent.Type, target: QWidget, where: QPoint) -> None:
        local = QPointF(target.mapTo(self._widget, where))
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        event = QMouseEvent(
            kind,
            local,
            local,
            QPointF(target.mapToGlobal(where)),
            left,
            none if kind is QEvent.Type.MouseButtonRelease else left,
            Qt.KeyboardModifier.NoModifier,
            Qt.MouseEventSource.MouseEventSynthesizedByQt,
        )
        event.setTimestamp(self._stamp)
        QCoreApplication.sendEvent(self._window(), event)


@dataclass
class Count:
    """What a task cost: keys or taps, and characters of data."""

    acts: int = 0
    data: int = 0


class Till:
    """The composed till over its own store, and its floor as a cashier sees it."""

    def __init__(self, window: TillWindow) -> None:
        assert window.running is not None
        self.main = window.window
        self.running: RunningTill = window.running
        self.hand = Finger(self.main)

    # -- what stands on the screen ------------------------------------------------------------------------

    @property
    def sale(self) -> Sale:
        """The open sale."""
        return self.running.services.open_sale.sale

    @property
    def lines(self) -> int:
        """Lines of the basket."""
        return self.sale.line_count

    @property
    def sold(self) -> int:
        """Sales in the store."""
        return self.running.reader.totals()[0]

    def shows(self, mode: FloorMode) -> bool:
        """Whether that fills the left side."""
        return self.running.floor.mode is mode

    @property
    def panel(self) -> str:
        """Name of the panel over the sale, empty without one."""
        panel = self.main.floor.panel.panel
        return "" if panel is None else panel.name

    @property
    def person(self) -> str:
        """Number of who is signed in, empty for nobody."""
        person = self.running.state.person
        return "" if person is None else str(person.number)

    @property
    def busy(self) -> bool:
        """Whether something is being saved or checked: a person waits to see what comes of it."""
        shown = self.main.authorise.shown
        checked = shown is not None and shown.busy
        return self.running.floor.busy or self.running.sign_in.busy or checked

    def settled(self) -> None:
        """Wait until nothing is being saved or checked, and what was posted to the window is drawn."""
        until(lambda: not self.busy)
        QCoreApplication.sendPostedEvents()

    def stored(self) -> None:
        """Wait until the store did all that was asked of it so far."""

        def nothing(unit: WriteUnit) -> None:
            del unit

        self.running.opened.store.runner.run(nothing)
        self.settled()

    @contextmanager
    def store_at_work(self) -> Iterator[None]:
        """The store does something else meanwhile: what is asked of it waits until the block is left."""
        begun, over = threading.Event(), threading.Event()

        def other(unit: WriteUnit) -> None:
            del unit
            begun.set()
            over.wait(WAIT_S)

        self.running.opened.store.runner.submit(other, _nobody, _nobody)
        begun.wait(WAIT_S)
        try:
            yield
        finally:
            over.set()

    def printed(self) -> bool:
        """Whether the receipt of the last sale is on paper."""
        change = self.running.after.change
        return change is not None and change.printed is PrintShown.PRINTED

    # -- what is not counted ------------------------------------------------------------------------------

    def scan(self, *codes: str) -> None:
        """The scanner's trigger."""
        for code in codes:
            self.settled()
            self.hand.scan(code)

    def sign_in(self, number: str = ANA) -> None:
        """Somebody comes to the till and signs in by keys; a till without a shift gets one."""
        until(lambda: self.main.screen_now is Screen.SIGN_IN)
        self.hand.type(number + PINS[number])
        self.settled()
        self.hand.press(_K.Key_Return)
        until(lambda: self.main.screen_now is not Screen.SIGN_IN)

    def at_rest(self) -> None:
        """Ana before an empty basket, whatever the last task left."""
        self.running.authorising.cancel()
        self.settled()
        if self.main.screen_now is Screen.FLOOR and self.person != ANA:
            self.hand.press(_K.Key_F12)
            until(lambda: self.main.screen_now is Screen.SIGN_IN)
        if self.main.screen_now is Screen.SIGN_IN:
            self.sign_in()
        if self.main.screen_now is Screen.OPEN_SHIFT:
            self.hand.press(_K.Key_Return)
            until(lambda: self.main.screen_now is Screen.FLOOR)
        self._to_the_sale()
        if not self.sale.is_empty:
            self.sell()

    def _to_the_sale(self) -> None:
        for _ in range(_BACKS):
            self.settled()
            if self.running.floor.mode in (FloorMode.SALE, FloorMode.CHANGE):
                break
            self.hand.press(_K.Key_Escape)

    def sell(self) -> None:
        """The basket paid exactly in cash."""
        before = self.sold
        self.hand.press(_K.Key_F10)
        self.hand.press(_K.Key_Return)
        until(lambda: self.sold > before and self.shows(FloorMode.CHANGE))


class ByKeys:
    """A cashier with a keyboard and no pointer."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.count = Count()

    def press(self, *keys: Qt.Key, holding: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Keys one after another; a key held meanwhile is one more."""
        for key in keys:
            self.till.settled()
            self.count.acts += 1 + sum(1 for held in _HELD if held & holding)
            self.till.hand.press(key, holding)

    def answer(self, keys: str) -> None:
        """Keys with a character on them that choose or act: ``*``, the digit of an answer."""
        for key in keys:
            self.till.settled()
            self.count.acts += 1
            self.till.hand.type(key)

    def type(self, data: str) -> None:
        """Amounts, codes, names, PINs."""
        self.till.settled()
        self.count.data += len(data)
        self.till.hand.type(data)

    def allow(self) -> None:
        """The supervisor allows it: person, PIN, Enter."""
        self.answer(FIRST_APPROVER)
        self.type(PINS[MARTA])
        self.press(_K.Key_Return)


class ByTouch:
    """A cashier with a finger and no keys: reaches what lies on top and is big enough, and nothing else."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.count = Count()

    def tap(self, *names: str) -> None:
        """Widgets by their object names, one after another."""
        for name in names:
            self.till.settled()
            self.count.acts += 1
            self.till.hand.tap(self._reached(name))

    def row(self, table: str, index: int) -> None:
        """The middle of a row of a list."""
        self.till.settled()
        self.count.acts += 1
        view = self._table(table)
        self.till.hand.tap(view.viewport(), view.visualRect(view.model().index(index, 0)).center())

    def box(self, table: str, index: int) -> None:
        """The box before a row of a list."""
        self.till.settled()
        self.count.acts += 1
        view = self._table(table)
        row = view.visualRect(view.model().index(index, 0))
        self.till.hand.tap(view.viewport(), QPoint(row.x() + BOX_ZONE // 2, row.center().y()))

    def plus(self, index: int) -> None:
        """The ``+`` of a basket row's stepper."""
        self.till.settled()
        self.count.acts += 1
        table = self.till.main.floor.basket.table
        row = table.visualRect(table.model().index(index, 0))
        self.till.hand.tap(table.viewport(), RowGeometry.of(row.width()).plus(row).center())

    def type(self, data: str) -> None:
        """Data on the pad, or on the screen's keyboard where that is open."""
        letters = self.till.main.floor.typing.keyboard
        named = {" ": "space"}
        for char in data:
            self.till.settled()
            self.count.data += 1
            kind = "pad" if letters.isHidden() else "key"
            self.till.hand.tap(self._reached(f"{kind}.{named.get(char, char)}"))

    def allow(self) -> None:
        """The supervisor allows it: card, PIN, «Autorizar»."""
        self.tap("approver.1")
        self.type(PINS[MARTA])
        self.tap("authorise.allow")

    def _reached(self, name: str) -> QWidget:
        """The one widget of that name that a finger reaches: seen, and under nothing else."""
        window = self.till.main
        found = [widget for widget in window.findChildren(QWidget, name) if self._on_top(widget)]
        assert len(found) == 1, f"{len(found)} widgets named {name} within reach"
        return found[0]

    def _on_top(self, widget: QWidget) -> bool:
        window = self.till.main
        if not widget.isVisible():
            return False
        hit = window.childAt(widget.mapTo(window, widget.rect().center()))
        return hit is not None and (hit is widget or widget.isAncestorOf(hit))

    def _table(self, name: str) -> QTableView:
        table = self._reached(name)
        assert isinstance(table, QTableView)
        return table


@contextmanager
def opened_till(folder: Path) -> Iterator[Till]:
    """A new till of the demo shop in its window, before its sign-in."""
    with VirtualPrinter() as printer:
        window = TillWindow(Application(), enrolled_launch(folder, printer.address))
        window.show()
        until(lambda: window.running is not None)
        yield Till(window)
        window.close()
    window.parts.translator.remove()
    drop_windows()


def _nobody(_: object) -> None:
    """Nobody waits for it."""


def codes(count: int) -> list[str]:
    """Codes of different goods of the demo shop, sold by the piece and untouched by promotions and weight."""
    goods = [product for product in demo.load().products if product.barcode and not product.measured]
    return [product.barcode for product in goods[:count]]
