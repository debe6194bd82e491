import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from app.presenters.states import WHILE_PAYING, Act, FloorMode
from app.ui.main_window import Screen
from app.ui.words import key_words
from tests.app.ui.conftest import Till
from tests.fakes import presenters as fake
from tests.screens.scenes import pay_partial, sale_normal, shift_counting
from tests.screens.sign_in_scenes import normal as sign_in_normal

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


def press(till: Till, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, repeat: bool = False) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, "", autorep=repeat)
    QCoreApplication.sendEvent(till.window.windowHandle(), event)


@pytest.mark.parametrize(
    ("key", "act"),
    [
        (K.Key_F2, Act.SEARCH),
        (K.Key_F4, Act.QUANTITY),
        (K.Key_F10, Act.PAY),
        (K.Key_F11, Act.LAST_RECEIPT),
        (K.Key_F12, Act.LOCK),
        (K.Key_Delete, Act.REMOVE),
        (K.Key_Insert, Act.REPEAT),
        (K.Key_Escape, Act.BACK),
    ],
)
def test_a_key_of_the_sale_asks_for_its_action(till: Till, key: Qt.Key, act: Act) -> None:
    sale_normal(till.window)
    press(till, key)
    assert till.calls == [("act", act)]


def test_alt_and_a_digit_stand_for_the_function_key(till: Till) -> None:
    sale_normal(till.window)
    press(till, K.Key_4, Qt.KeyboardModifier.AltModifier)
    press(till, K.Key_0, Qt.KeyboardModifier.AltModifier)
    assert till.calls == [("act", Act.QUANTITY), ("act", Act.PAY)]


def test_control_z_undoes_even_while_the_line_has_text(till: Till) -> None:
    sale_normal(till.window)
    till.window.floor.set_command("abc")
    press(till, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert till.calls == [("act", Act.UNDO)]
    assert till.window.floor.command.text() == "abc"


def test_a_shortcut_of_qt_never_wins_over_our_key(till: Till) -> None:
    sale_normal(till.window)
    fired: list[str] = []
    shortcut = QShortcut(QKeySequence(K.Key_F10), till.window)
    shortcut.activated.connect(fired.append)
    till.hand.press(K.Key_F10)
    assert till.calls == [("act", Act.PAY)]
    assert not fired


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Delete, K.Key_F10, K.Key_Escape])
def test_a_held_key_acts_once(till: Till, key: Qt.Key) -> None:
    sale_normal(till.window)
    press(till, key)
    press(till, key, repeat=True)
    assert len(till.calls) == 1


def test_held_arrows_move_on(till: Till) -> None:
    sale_normal(till.window)
    press(till, K.Key_Down)
    press(till, K.Key_Down, repeat=True)
    press(till, K.Key_Up)
    assert till.calls == [("move", 1), ("move", 1), ("move", -1)]


def test_typing_goes_to_the_command_line_from_anywhere(till: Till) -> None:
    sale_normal(till.window)
    till.window.floor.pay.setFocus()
    till.hand.type("caf")
    assert till.window.floor.command.text() == "caf"
    assert till.calls[-1] == ("command_changed", "caf")
    assert QApplication.focusWidget() is till.window.floor.command.edit


def test_space_presses_the_button_that_was_reached_by_tab(till: Till) -> None:
    sale_normal(till.window)
    till.window.floor.pay.setFocus()
    till.hand.press(K.Key_Space)
    assert till.calls == [("act", Act.PAY)]
    assert QApplication.focusWidget() is till.window.floor.command.edit


def test_enter_is_ours_even_on_a_button(till: Till) -> None:
    sale_normal(till.window)
    till.window.floor.actions_bar.setFocus()
    till.window.floor.pay.setFocus()
    till.hand.press(K.Key_Return)
    assert till.calls == [("enter",)]


def test_plus_pays_on_an_empty_line_and_is_typed_on_another(till: Till) -> None:
    sale_normal(till.window)
    till.hand.type("+")
    assert till.calls == [("plus",)]
    till.hand.type("a+")
    assert till.window.floor.command.text() == "a+"


def test_delete_edits_a_line_with_text_and_removes_otherwise(till: Till) -> None:
    sale_normal(till.window)
    till.window.floor.set_command("ab")
    till.window.floor.command.edit.setCursorPosition(0)
    till.hand.press(K.Key_Delete)
    assert till.window.floor.command.text() == "b"
    assert ("act", Act.REMOVE) not in till.calls


def test_payment_has_its_own_keys(till: Till) -> None:
    pay_partial(till.window)
    for key in (K.Key_F5, K.Key_F4, K.Key_F11, K.Key_Delete, K.Key_Escape, K.Key_Return):
        press(till, key)
    assert till.calls == [("act", Act.REMOVE), ("act", Act.BACK), ("enter",)]


def test_the_ways_to_pay_have_the_function_keys_of_the_payment(till: Till) -> None:
    pay_partial(till.window)
    for key in (K.Key_F3, K.Key_F6, K.Key_F7, K.Key_F8, K.Key_F9):
        till.hand.press(key)
    till.hand.press(K.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    acts = (Act.CUSTOMER, Act.PAY_CARD, Act.PAY_YAPPY, Act.PAY_TRANSFER, Act.PAY_OTHER, Act.PAY_YAPPY)
    assert till.calls == [("act", act) for act in acts]


def test_chords_of_the_sale(till: Till) -> None:
    sale_normal(till.window)
    till.hand.press(K.Key_F7)
    till.hand.press(K.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    till.hand.press(K.Key_Delete)
    till.hand.press(K.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    till.hand.press(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    acts = (Act.PARK, Act.PARKED_LIST, Act.REMOVE, Act.VOID, Act.UNDO)
    assert till.calls == [("act", act) for act in acts]


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.HELP])
def test_the_key_a_button_shows_is_the_key_that_acts(till: Till, act: Act) -> None:
    """What buttons and list teach is one table, what keys do another: they agree."""
    till.switch("en")
    build = pay_partial if act in WHILE_PAYING else sale_normal
    build(till.window)
    chords = QKeySequence.listFromString(key_words(act)) if key_words(act) else []
    for chord in chords:
        combination = chord[0]  # type: ignore[index]  # missing in the stubs
        till.hand.press(combination.key(), combination.keyboardModifiers())
    assert till.calls == [("act", act)] * len(chords)


def test_keys_pressed_ahead_are_not_lost(till: Till) -> None:
    sale_normal(till.window)
    till.hand.press(K.Key_F10)
    till.hand.press(K.Key_Return)
    assert till.calls == [("act", Act.PAY), ("enter",)]


def test_f1_opens_the_list_and_escape_closes_it_without_reaching_the_sale(till: Till) -> None:
    sale_normal(till.window)
    press(till, K.Key_F1)
    assert till.window.floor.pay.idle
    press(till, K.Key_Escape)
    assert till.calls == []
    assert not till.window.floor.pay.idle


def test_sign_in_hands_digits_on_one_by_one(till: Till) -> None:
    sign_in_normal(till.window)
    till.hand.type("12")
    till.hand.press(K.Key_Backspace)
    till.hand.press(K.Key_Return)
    till.hand.press(K.Key_Escape)
    till.hand.type("x")
    assert till.calls == [("digit", "1"), ("digit", "2"), ("erase",), ("enter",), ("back",)]


def test_the_float_count_is_typed_and_walked_by_keys(till: Till) -> None:
    shift_counting(till.window)
    till.hand.type("5")
    for key in (K.Key_Tab, K.Key_Down, K.Key_Up, K.Key_Backspace, K.Key_Return, K.Key_Escape):
        till.hand.press(key)
    assert till.calls == [
        ("digit", "5"),
        ("next_row",),
        ("next_row",),
        ("select", 2),
        ("erase",),
        ("enter",),
        ("back",),
    ]


def test_keys_of_the_floor_do_nothing_on_other_screens(till: Till) -> None:
    till.window.show_screen(Screen.START)
    for key in (K.Key_F10, K.Key_F1, K.Key_Delete, K.Key_Return):
        till.hand.press(key)
    assert till.calls == []


def test_search_moves_hits_with_the_same_arrows(till: Till) -> None:
    sale_normal(till.window)
    till.window.floor.show_search(fake.search())
    till.window.floor.show_mode(FloorMode.SEARCH)
    press(till, K.Key_PageDown)
    assert till.calls == [("move", 8)]


def test_a_scan_through_the_whole_window_is_heard_once_and_types_nothing(till: Till) -> None:
    from core.ports.devices import DataEvent
    from hardware.scanner.device import WedgeScanner

    sale_normal(till.window)
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, DataEvent):
            heard.append(event.data)

    scanner = WedgeScanner(hear)
    scanner.open()
    scanner.claim(0)
    scanner.enable()
    till.window.use_scanner(scanner)
    till.hand.scan("7501031311309")
    assert heard == ["7501031311309"]
    assert till.window.floor.command.text() == ""
    assert till.calls == []
