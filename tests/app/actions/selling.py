"""Tasks of a sale: goods into the basket, what is done with them, money (ux.md section 6)."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt

from app.presenters.states import FloorMode
from tests.app.actions.task import Task
from tests.app.actions.till import ByKeys, ByTouch, Till, codes

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
RICE, BEANS, OIL = codes(3)
BY_WEIGHT, BY_PIECE = "tile.0", "tile.1"


class ExactCash(Task):
    """The next scan begins the next sale."""

    name, keys, taps = "3 scanned items, exact cash, ready for the next customer", "2", "2"

    def before(self, till: Till) -> None:
        till.scan(RICE, BEANS, OIL)
        assert till.lines == 3

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F10, K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.pay", "act.pay")

    def done(self, till: Till) -> bool:
        if not till.shows(FloorMode.CHANGE):
            return False
        till.scan(RICE)
        return till.shows(FloorMode.SALE) and till.lines == 1


class NoteOfTwenty(Task):
    """Change is due."""

    name, keys, taps = "cash, one note of 20", "2+d", "2"

    def before(self, till: Till) -> None:
        till.scan(RICE)
        assert till.sale.total < 20

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F10)
        cashier.type("20")
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.pay", "note.20")

    def done(self, till: Till) -> bool:
        change = till.running.after.change
        return till.shows(FloorMode.CHANGE) and change is not None and change.received == "20.00"


class Twelve(Task):
    """``12*`` and the goods."""

    name, keys, taps = "12 of one product", "1+d", "2+d"

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.type("12")
        cashier.answer("*")
        cashier.till.scan(RICE)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.type("12")
        cashier.tap("pad.times", BY_PIECE)

    def done(self, till: Till) -> bool:
        return [line.quantity for line in till.sale.lines] == [12]


class Pieces(Task):
    """Of what was scanned last."""

    name, keys, taps = "last line to 3 pieces", "2+d", "2"

    def before(self, till: Till) -> None:
        till.scan(RICE, BEANS)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F4)
        cashier.type("3")
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.plus(1)
        cashier.plus(1)

    def done(self, till: Till) -> bool:
        return [line.quantity for line in till.sale.lines] == [1, 3]


class Removed(Task):
    """The last line."""

    name, keys, taps = "remove a line", "1", "1"

    def before(self, till: Till) -> None:
        till.scan(RICE, BEANS)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_Delete)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.remove")

    def done(self, till: Till) -> bool:
        return till.lines == 1


class Undone(Task):
    """It comes back."""

    name, keys, taps = "undo it", "2", "1"

    def before(self, till: Till) -> None:
        till.scan(RICE, BEANS)
        till.hand.press(K.Key_Delete)
        assert till.lines == 1

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_Z, holding=CTRL)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("notice.button")

    def done(self, till: Till) -> bool:
        return till.lines == 2


class ByName(Task):
    """A tile is its name on touch."""

    name, keys, taps = "sell by name", "1+d", "1"

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.type("pan flauta")
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap(BY_PIECE)

    def done(self, till: Till) -> bool:
        return [line.product.name for line in till.sale.lines] == ["Pan flauta"]


class Weighed(Task):
    """Without a scale at the till the weight is data; with one it will be taken from there."""

    name, keys, taps = "weighed, the weight read off a scale beside the till", "2+d", "2+d"

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.type("banano")
        cashier.press(K.Key_Return)
        cashier.type("1.25")
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap(BY_WEIGHT)
        cashier.type("1.25")
        cashier.tap("pad.enter")

    def done(self, till: Till) -> bool:
        return [line.quantity for line in till.sale.lines] == [Decimal("1.25")]


class PriceChecked(Task):
    """Nothing is sold."""

    name, keys, taps = "price check", "1", "1"

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F5)
        cashier.till.scan(RICE)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.price_check")
        cashier.till.scan(RICE)

    def done(self, till: Till) -> bool:
        panel = till.main.floor.panel.panel
        if panel is None or panel.name != "check" or panel.primary is None:
            return False
        return bool(panel.primary.amount) and not till.lines
