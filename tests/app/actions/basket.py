"""Tasks on the whole basket: taken off, given up, set aside; and the last receipt (ux.md section 6)."""

from __future__ import annotations

from decimal import Decimal

from app.presenters.messages import M
from app.presenters.states import FloorMode
from core.domain.receipt.parked_slip import slip_code
from core.domain.remote_code import answer_to, normalize_challenge
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


class DiscountFromAfar(DiscountAllowed):
    """No supervisor is there: Iván answers the code that was read to him."""

    name, keys, taps = "line discount above own limit, by remote code", "5+d", "5+d"

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F6)
        cashier.type("25")
        cashier.press(K.Key_Return, K.Key_Return, K.Key_F9)
        cashier.type(_answer(cashier.till))
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.discount", "panel.discount.choice.quick.25", "panel.discount.choice.reason.damaged")
        cashier.tap("authorise.remote")
        cashier.type(_answer(cashier.till))
        cashier.tap("authorise.allow")


def _answer(till: Till) -> str:
    """The eight digits that Iván reads from his own device."""
    till.settled()
    question, key = till.main.authorise.shown, till.running.opened.approval_key
    assert question is not None
    assert question.remote is not None
    assert key is not None
    asked = question.remote
    challenge = normalize_challenge(asked.challenge)
    assert challenge is not None
    ivan = till.running.reader.people()[3]
    return answer_to(key, challenge, asked.permission, Decimal(asked.amount), ivan.staff_id)


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


class RecalledBySlip(Recalled):
    """The paper that came out when it was set aside is scanned: nothing is pressed at all."""

    name, keys, taps = "recall, by slip", "0", "0"
    _slip = ""

    def before(self, till: Till) -> None:
        till.scan(RICE)
        self._slip = slip_code(till.sale.sale_id)
        till.hand.press(K.Key_F7)
        until(lambda: till.sale.is_empty)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.till.scan(self._slip)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.till.scan(self._slip)


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
