"""Tasks about people: the shift, customers, who stands at the till (ux.md section 6)."""

from __future__ import annotations

from typing import Final

from app.presenters.states import FloorMode
from app.ui.main_window import Screen
from resources import demo
from tests.app.actions.selling import RICE, K
from tests.app.actions.task import Task
from tests.app.actions.till import ANA, LUIS, PINS, ByKeys, ByTouch, Till, until

CUSTOMER: Final = demo.load().customers[0]


class ShiftOpened(Task):
    """The fixed float is right; stands first, as a till opens one shift."""

    name, keys, taps = "open shift, fixed float", "1", "1"

    def before(self, till: Till) -> None:
        assert till.main.screen_now is Screen.OPEN_SHIFT

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("shift.open")

    def done(self, till: Till) -> bool:
        return till.main.screen_now is Screen.FLOOR


class Attached(Task):
    """By name on keys, by cédula on the pad."""

    name, keys, taps = "attach customer", "2+d", "2+d"

    def before(self, till: Till) -> None:
        till.scan(RICE)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F3)
        cashier.type("zoila")
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.customer")
        cashier.type("899011001")
        cashier.tap("act.pay")

    def done(self, till: Till) -> bool:
        buyer = till.sale.buyer
        return buyer is not None and buyer.name == CUSTOMER.name and till.shows(FloorMode.SALE)


class AttachedByCard(Attached):
    """The scanner alone."""

    name, keys, taps = "attach customer, card scanned", "0", "0"

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.till.scan(CUSTOMER.cards[0])

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.till.scan(CUSTOMER.cards[0])


class Enrolled(Task):
    """Not found by name, so somebody new, who agrees."""

    name, keys, taps = "new customer, offline, with consent", "4+d", "4+d"

    def before(self, till: Till) -> None:
        till.scan(RICE)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F3)
        cashier.type("ada luz")
        cashier.press(K.Key_Return)
        cashier.answer("1")
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("act.customer", "panel.customers.new", "panel.customer.choice.consent.yes")
        cashier.type("ada luz")
        cashier.tap("act.pay")

    def done(self, till: Till) -> bool:
        buyer = till.sale.buyer
        return buyer is not None and buyer.name == "ada luz" and till.shows(FloorMode.SALE)


class Locked(Task):
    """The basket stays."""

    name, keys, taps = "lock", "1", "1"

    def before(self, till: Till) -> None:
        till.scan(RICE)

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F12)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("strip.person")

    def done(self, till: Till) -> bool:
        return till.main.screen_now is Screen.SIGN_IN and till.lines == 1


class LetIn(Task):
    """Luis goes on with Ana's basket."""

    name, keys, taps = "let another person in", "3+d", "3+d"

    def before(self, till: Till) -> None:
        till.scan(RICE)
        assert till.person == ANA

    def by_keys(self, cashier: ByKeys) -> None:
        cashier.press(K.Key_F12)
        until(lambda: cashier.till.main.screen_now is Screen.SIGN_IN)
        cashier.answer(LUIS)
        cashier.type(PINS[LUIS])
        cashier.press(K.Key_Return)

    def by_touch(self, cashier: ByTouch) -> None:
        cashier.tap("strip.person")
        until(lambda: cashier.till.main.screen_now is Screen.SIGN_IN)
        cashier.tap(f"person.{LUIS}")
        cashier.type(PINS[LUIS])
        cashier.tap("pin.enter")

    def done(self, till: Till) -> bool:
        return till.main.screen_now is Screen.FLOOR and till.person == LUIS and till.lines == 1
