"""Tasks with money that is not cash, and with money on its way back (ux.md section 6)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from app.presenters.states import FloorMode
from core.domain.documents import format_number
from resources import demo
from tests.app.actions.selling import BEANS, CTRL, RICE, K
from tests.app.actions.task import Task
from tests.app.actions.till import MARTA_BADGE, ByKeys, ByTouch, Till, until

LAST4: Final = "4242"
APPROVAL: Final = "AUTH_123"
APPROVAL_DIGITS: Final = "004711"
"""Letters are for the screen's keyboard, which is one touch more."""
DEARER: Final = next(
    one.barcode for one in demo.load().products if one.barcode and not one.measured and one.unit_price > 9
)
YAPPY_CODE: Final = "YP-8841TQ"
YAPPY_DIGITS: Final = "884117"


def methods(till: Till) -> list[str]:
    """How the sale made last was paid."""
    last = till.running.reader.recent_sales(1)[0]
    found = till.running.reader.sold(last.series, last.number)
    return [] if found is None else [payment.method for payment in found.sale.payments]


class Card(Task):
    """Brand, kind and terminal stand on their last value; four digits move on by themselves."""

    name, keys, taps = "card on a standalone terminal (last 4, approval)", "3+d", "3+d"

    def before(self, till: Till) -> None:
        till.scan(RICE)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F10, K.Key_F6)
        cashier.type(LAST4 + APPROVAL)
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.pay", "method.card")
        cashier.type(LAST4 + APPROVAL_DIGITS)
        cashier.tap("act.pay")

    def done(self, till: Till) -> bool:
        return till.shows(FloorMode.CHANGE) and methods(till) == ["card"]


class Yappy(Task):
    """The code on the customer's telephone."""

    name, keys, taps = "Yappy code", "3+d", "3+d"

    def before(self, till: Till) -> None:
        till.scan(RICE)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F10, K.Key_F7)
        cashier.type(YAPPY_CODE)
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.pay", "method.yappy")
        cashier.type(YAPPY_DIGITS)
        cashier.tap("act.pay")

    def done(self, till: Till) -> bool:
        return till.shows(FloorMode.CHANGE) and methods(till) == ["yappy"]


class Mixed(Task):
    """A note of 50, the rest by card."""

    name, keys, taps = "mixed: cash 50.00 + card", "4+d", "4+d"

    def before(self, till: Till) -> None:
        till.hand.type("60*")
        till.scan(RICE)
        assert till.sale.total > 50

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F10)
        cashier.type("50")
        cashier.press(K.Key_Return, K.Key_F6)
        cashier.type(LAST4 + APPROVAL)
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.pay", "note.50", "method.card")
        cashier.type(LAST4 + APPROVAL_DIGITS)
        cashier.tap("act.pay")

    def done(self, till: Till) -> bool:
        return till.shows(FloorMode.CHANGE) and methods(till) == ["cash", "card"]


class Voided(Task):
    """The sale made last, with the first reason, by leave of somebody who may."""

    name, keys, taps = "void the last completed sale, authorised", "6+d", "5+d"

    def before(self, till: Till) -> None:
        till.scan(RICE)
        till.sell()

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_Delete, holding=CTRL)
        cashier.press(K.Key_Return)
        cashier.allow()

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("strip.menu", "list.void", "act.pay")
        cashier.allow()

    def done(self, till: Till) -> bool:
        return till.panel == "voided"


class Returned(Task):
    """One of two lines, by leave of a supervisor; the next scan begins the next sale."""

    name, keys, taps = "return 1 line, receipt in hand, authorised", "7+d", "7+d"

    def before(self, till: Till) -> None:
        till.scan(RICE, BEANS)
        till.sell()

    def by_keys(self, cashier: ByKeys) -> None:
        _scan_receipt(cashier.till)
        cashier.press(K.Key_Space, K.Key_Return, K.Key_Return)
        self.allow(cashier)

    def by_touch(self, cashier: ByTouch) -> None:
        _scan_receipt(cashier.till)
        cashier.box("panel.return.rows.lines", 0)
        cashier.tap("act.pay", "act.pay")
        self.allow(cashier)

    def allow(self, cashier: ByKeys | ByTouch) -> None:
        """By PIN."""
        cashier.allow()

    def done(self, till: Till) -> bool:
        return till.panel == "returned"


class ReturnedByBadge(Returned):
    """The badge is scanned."""

    name, keys, taps = "return 1 line, receipt in hand, by badge", "5", "5"

    def allow(self, cashier: ByKeys | ByTouch) -> None:
        """By badge."""
        cashier.till.scan(MARTA_BADGE)


class Exchanged(Task):
    """One of two lines for something dearer that lies on the counter, by badge; the difference in cash."""

    name, keys, taps = "exchange for another item, by badge", "5", "5"

    def before(self, till: Till) -> None:
        till.scan(RICE, BEANS)
        till.sell()
        till.scan(DEARER)

    def by_keys(self, cashier: ByKeys) -> None:
        _scan_receipt(cashier.till)
        cashier.press(K.Key_Space, K.Key_Return, K.Key_Return)
        cashier.till.scan(MARTA_BADGE)
        until(lambda: cashier.till.shows(FloorMode.SALE))
        cashier.press(K.Key_F10, K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        _scan_receipt(cashier.till)
        cashier.box("panel.return.rows.lines", 0)
        cashier.tap("act.pay", "act.pay")
        cashier.till.scan(MARTA_BADGE)
        until(lambda: cashier.till.shows(FloorMode.SALE))
        cashier.tap("act.pay", "act.pay")

    def done(self, till: Till) -> bool:
        change = till.running.after.change
        return till.shows(FloorMode.CHANGE) and change is not None and Decimal(change.received) > 0


def _scan_receipt(till: Till) -> None:
    last = till.running.reader.recent_sales(1)[0]
    till.scan(format_number(last.series, last.number))
