"""Tasks on the whole basket: taken off, given up, set aside; and the last receipt (ux.md section 6)."""

from __future__ import annotations

from app.presenters.messages import M
from app.presenters.states import FloorMode
from tests.app.actions.selling import BEANS, CTRL, RICE, K
from tests.app.actions.task import Task
from tests.app.actions.till import MARTA_BADGE, ByKeys, ByTouch, Till, until


class Discount(Task):
    """Ten percent are within a cashier's own limit."""

    name, keys, taps = "line discount within own limit, with reason", "3+d", "3"

    def before(self, till: Till) -> None:
        till.scan(RICE)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F6)
        cashier.type("10")
        cashier.press(K.Key_Return, K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.discount", "panel.discount.choice.quick.10", "panel.discount.choice.reason.damaged")

    def done(self, till: Till) -> bool:
        (line,) = till.sale.lines
        discount = line.terms.discount
        return till.shows(FloorMode.SALE) and discount is not None and discount.percent == 10


class DiscountAllowed(Task):
    """Twenty-five are not."""

    name, keys, taps = "line discount above own limit, authorised", "5+d", "5+d"

    def before(self, till: Till) -> None:
        till.scan(RICE)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F6)
        cashier.type("25")
        cashier.press(K.Key_Return, K.Key_Return)
        cashier.allow()

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.discount")
        cashier.type("25")
        cashier.tap("act.pay", "act.pay")
        cashier.allow()

    def done(self, till: Till) -> bool:
        (line,) = till.sale.lines
        discount = line.terms.discount
        return till.shows(FloorMode.SALE) and discount is not None and bool(discount.approver_id)


class DiscountByBadge(DiscountAllowed):
    """The badge is scanned."""

    name, keys, taps = "line discount above own limit, by badge", "3+d", "3"

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F6)
        cashier.type("25")
        cashier.press(K.Key_Return, K.Key_Return)
        cashier.till.scan(MARTA_BADGE)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.discount", "panel.discount.choice.quick.25", "panel.discount.choice.reason.damaged")
        cashier.till.scan(MARTA_BADGE)


class GivenUp(Task):
    """With the first reason, and somebody who may."""

    name, keys, taps = "void the open sale, authorised", "5+d", "5+d"

    def before(self, till: Till) -> None:
        till.scan(RICE, BEANS)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_Delete, holding=CTRL)
        cashier.press(K.Key_Return)
        cashier.allow()

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("strip.menu", "list.void", "act.pay")
        cashier.allow()

    def done(self, till: Till) -> bool:
        return till.sale.is_empty and till.shows(FloorMode.SALE)


class Parked(Task):
    """The next customer is served at once."""

    name, keys, taps = "park", "1", "1"

    def before(self, till: Till) -> None:
        till.scan(RICE)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F7)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.park")

    def done(self, till: Till) -> bool:
        return till.sale.is_empty and bool(till.running.services.parking.list())


class Recalled(Task):
    """The last one set aside."""

    name, keys, taps = "recall", "2", "2"

    def before(self, till: Till) -> None:
        till.scan(RICE)
        till.hand.press(K.Key_F7)
        until(lambda: till.sale.is_empty)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F7, K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.park")
        cashier.row("panel.parked.rows.parked", 0)

    def done(self, till: Till) -> bool:
        return till.lines == 1 and till.shows(FloorMode.SALE)


class Reprinted(Task):
    """From a sale already begun."""

    name, keys, taps = "reprint the last receipt", "2", "2"

    def before(self, till: Till) -> None:
        till.scan(RICE)
        till.sell()
        until(till.printed)
        till.scan(BEANS)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F11, K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("strip.menu", "list.reprint")

    def done(self, till: Till) -> bool:
        message = till.main.floor.notice.message
        return message is not None and message.id is M.REPRINTED
