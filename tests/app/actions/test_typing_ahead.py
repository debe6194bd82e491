"""Keys pressed while the till is at something: kept, done in order, never lost, never in another field.

The store is made to take its time, and no hand waits for it (ux.md section 1, principle 7).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.presenters.messages import M
from app.presenters.sign_in_state import SignInState
from app.presenters.states import Act, FloorMode
from app.ui.main_window import Screen
from tests.app.actions.selling import BEANS, CTRL, RICE, K
from tests.app.actions.till import ANA, FIRST_APPROVER, LUIS, MARTA, PINS, Till, opened_till, until


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    """One till for all of them."""
    with opened_till(tmp_path_factory.mktemp("ahead")) as till:
        yield till


@pytest.fixture
def till(opened: Till, qtbot: QtBot) -> Till:
    """Ana before an empty basket."""
    del qtbot  # fails the test on what goes wrong in a slot
    opened.main.activateWindow()
    until(opened.main.isActiveWindow)
    opened.at_rest()
    return opened


def paid(till: Till) -> list[str]:
    """What was received for the last sale."""
    last = till.running.reader.recent_sales(1)[0]
    found = till.running.reader.sold(last.series, last.number)
    return [] if found is None else [str(payment.received) for payment in found.sale.payments]


def test_the_next_sale_is_typed_while_the_last_one_is_being_saved(till: Till) -> None:
    till.scan(RICE)
    before = till.sold
    with till.store_at_work():
        till.hand.press(K.Key_F10)
        till.hand.press(K.Key_Return)
        till.hand.type("2*")
        till.hand.scan(BEANS)
        till.hand.press(K.Key_F10)
        till.hand.type("20")
        till.hand.press(K.Key_Return)
        assert till.sold == before
    until(lambda: till.sold == before + 2 and till.shows(FloorMode.CHANGE))
    assert paid(till) == ["20.00"]
    assert till.sale.is_empty


def test_enter_pressed_twice_pays_once_and_says_nothing(till: Till) -> None:
    till.scan(RICE)
    before = till.sold
    with till.store_at_work():
        till.hand.press(K.Key_F10)
        till.hand.press(K.Key_Return)
        till.hand.press(K.Key_Return)
    until(lambda: till.shows(FloorMode.CHANGE))
    till.stored()
    assert (till.sold, till.panel, till.main.floor.notice.message) == (before + 1, "", None)


def test_what_is_typed_after_setting_a_sale_aside_belongs_to_the_next_one(till: Till) -> None:
    till.scan(RICE)
    aside = till.sale.sale_id
    with till.store_at_work():
        till.hand.press(K.Key_F7)
        till.hand.type("3*")
        till.hand.scan(BEANS)
        assert till.lines == 1
    until(lambda: till.sale.sale_id != aside and till.lines == 1)
    assert [line.quantity for line in till.sale.lines] == [3]
    assert [one.lines for one in till.running.services.parking.list() if one.sale_id == aside] == [1]
    assert till.main.floor.command.text() == ""


def test_a_scan_alone_waits_for_the_next_sale_too(till: Till) -> None:
    till.scan(RICE)
    aside = till.sale.sale_id
    with till.store_at_work():
        till.hand.press(K.Key_F7)
        till.hand.scan(BEANS)
    until(lambda: till.sale.sale_id != aside and till.lines == 1)
    (line,) = till.sale.lines
    assert line.product.barcode == BEANS


def test_the_next_person_types_number_and_pin_at_once(till: Till) -> None:
    till.scan(RICE)
    with till.store_at_work():
        till.hand.press(K.Key_F12)
        till.hand.type(LUIS + PINS[LUIS])
        till.hand.press(K.Key_Return)
        assert till.main.floor.command.text() == ""
    until(lambda: till.main.screen_now is Screen.FLOOR and till.person == LUIS)
    assert till.main.floor.command.text() == ""
    till.hand.press(K.Key_F12)
    until(lambda: till.main.screen_now is Screen.SIGN_IN)
    till.hand.type(ANA + PINS[ANA])
    till.hand.press(K.Key_Return)
    till.hand.press(K.Key_F10)
    till.hand.type("50")
    till.hand.press(K.Key_Return)
    until(lambda: till.shows(FloorMode.CHANGE))
    assert paid(till) == ["50.00"]


def test_what_was_typed_behind_a_wrong_pin_is_no_second_try(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.hand.press(K.Key_F12)
    until(lambda: till.main.screen_now is Screen.SIGN_IN)
    shown: list[SignInState] = []
    draw = till.main.sign_in.show_sign_in

    def note(state: SignInState) -> None:
        shown.append(state)
        draw(state)

    monkeypatch.setattr(till.main.sign_in, "show_sign_in", note)
    with till.store_at_work():
        till.hand.type(ANA + "0000")
        till.hand.press(K.Key_Return)
        till.hand.type("1111")
        till.hand.press(K.Key_Return)
    till.settled()
    until(lambda: not till.main.holds_keys)
    left = shown[-1].tries_left
    assert (shown[-1].typed, shown[-1].busy, left) == (0, False, 4)
    till.hand.type(PINS[ANA])
    till.hand.press(K.Key_Return)
    until(lambda: till.person == ANA and till.main.screen_now is Screen.FLOOR)


def test_after_giving_a_sale_up_the_next_one_is_typed_at_once(till: Till) -> None:
    till.scan(RICE)
    given_up = till.sale.sale_id
    till.hand.press(K.Key_Delete, CTRL)
    till.hand.press(K.Key_Return)
    with till.store_at_work():
        till.hand.type(FIRST_APPROVER + PINS[MARTA])
        till.hand.press(K.Key_Return)
        till.hand.type("4*")
        till.hand.scan(BEANS)
    until(lambda: till.sale.sale_id != given_up and till.lines == 1)
    assert [line.quantity for line in till.sale.lines] == [4]


def test_the_change_of_a_sale_is_said_though_the_next_one_was_typed_before_it_was_seen(till: Till) -> None:
    till.scan(RICE)
    paid_for = till.sale.sale_id
    with till.store_at_work():
        till.hand.press(K.Key_F10)
        till.hand.type("50")
        till.hand.press(K.Key_Return)
        till.hand.type("2*")
        till.hand.scan(BEANS)
    until(lambda: till.sale.sale_id != paid_for and till.lines == 1)
    said = till.main.floor.notice.message
    assert said is not None
    assert said.id is M.SALE_SAVED


@pytest.mark.parametrize(
    ("key", "panel"), [(K.Key_F3, "customers"), (K.Key_F6, "discount"), (K.Key_F8, "return")]
)
def test_a_panel_has_the_keyboard_as_soon_as_its_key_was_pressed(till: Till, key: Qt.Key, panel: str) -> None:
    till.scan(RICE)
    with till.store_at_work():
        till.hand.press(key)
        till.hand.type("12")
        assert till.panel == panel
        field = till.main.floor.panel.active
        assert field is not None
        until(lambda: field.text() == "12")  # the last digit waits to be told from a scan
    till.hand.press(K.Key_Escape)
    till.hand.press(K.Key_Escape)


def test_what_is_typed_on_the_way_into_practice_is_typed_nowhere(till: Till) -> None:
    till.scan(RICE)
    with till.store_at_work():
        till.main.floor.act(Act.PRACTICE)
        till.hand.type("12")
        till.hand.press(K.Key_F10)
        assert (till.main.floor.command.text(), till.shows(FloorMode.SALE)) == ("", True)
    until(till.main.practice.band.isVisible)
    until(lambda: till.main.screen_now is Screen.OPEN_SHIFT)
    till.hand.press(K.Key_Return)
    until(lambda: till.main.screen_now is Screen.FLOOR)
    assert till.main.floor.command.text() == ""
    till.main.floor.act(Act.LEAVE_PRACTICE)
    until(till.main.practice.band.isHidden)


def test_enter_pressed_twice_prints_one_copy(till: Till) -> None:
    till.scan(RICE)
    till.sell()
    until(till.printed)
    till.hand.press(K.Key_F11)
    with till.store_at_work():
        till.hand.press(K.Key_Return)
        till.hand.press(K.Key_Return)
    till.stored()
    said = till.main.floor.notice.message
    assert said is not None
    assert (said.id, said.values["copy"]) == (M.REPRINTED, "1")
    till.hand.press(K.Key_Escape)
