"""Keys while a panel is open: what the part hears, and what is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.presenters.panels import Choice, Choices, Field, FieldKind, Panel, RowItem, Rows
from app.presenters.states import Act
from hardware.scanner.keys import FocusKind
from tests.app.ui.conftest import Till
from tests.app.ui.test_panel import one_field, show
from tests.fakes import panels

K = Qt.Key
REASONS = [item.id for item in panels.REASONS.items]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def holder(till: Till) -> str:
    """Name of what has the keyboard."""
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def test_enter_escape_and_the_function_keys_of_a_panel(till: Till) -> None:
    show(till, panels.form())
    for key in (K.Key_Return, K.Key_F10, K.Key_Escape, K.Key_F12):
        till.hand.press(key)
    assert till.calls == [("enter",), ("act", Act.PAY), ("act", Act.BACK), ("act", Act.LOCK)]


@pytest.mark.parametrize(("key", "act"), [(K.Key_F6, Act.DISCOUNT), (K.Key_F3, Act.CUSTOMER)])
def test_other_function_keys_are_told_so_that_they_can_be_refused(till: Till, key: Qt.Key, act: Act) -> None:
    show(till, panels.form())
    till.hand.press(key)
    assert till.calls == [("act", act)]


def test_digits_go_to_the_pin_and_never_into_a_text(till: Till) -> None:
    show(till, panels.decision())
    till.hand.type("7")
    till.hand.press(K.Key_Backspace)
    till.hand.type("x")
    assert till.calls == [("panel.digit", "7"), ("panel.erase",)]
    assert till.window.wedge_focus() is FocusKind.SECRET
    assert till.window.field_text() == ""


def test_digits_pick_an_answer_only_while_no_field_is_active(till: Till) -> None:
    show(till, panels.lines())
    till.hand.type("39")
    assert till.calls == [("panel.choose", "reason", REASONS[2])]
    choices = Choices("c", "Motivo", (Choice("a", "Uno", "1"),))
    show(till, Panel("both", "info", "x", (choices, Field("f", "Campo", FieldKind.AMOUNT, active=True))))
    till.hand.type("1")
    assert till.calls == [("panel.edited", "f", "1")]


def test_arrows_move_rows_and_space_ticks_the_selected_one(till: Till) -> None:
    show(till, panels.lines())
    for key in (K.Key_Down, K.Key_Up, K.Key_PageDown):
        till.hand.press(key)
    till.hand.type(" ")
    assert till.calls == [
        ("panel.move", 1),
        ("panel.move", -1),
        ("panel.move", 8),
        ("panel.mark", "lines", 0),
    ]


def test_signs_count_on_the_selected_row_with_a_stepper_and_plus_goes_on_without_one(till: Till) -> None:
    rows = Rows("lines", (RowItem("1", "Arroz", stepper="0"), RowItem("2", "Queso")), 0)
    quantity = Field("quantity", "Cuántos", FieldKind.AMOUNT, active=True)
    show(till, Panel("back", "return", "x", (quantity, rows)))
    till.hand.type("+-")
    assert till.calls == [("panel.step", "lines", 0, 1), ("panel.step", "lines", 0, -1)]
    till.calls.clear()
    show(till, Panel("back", "return", "x", (quantity, replace(rows, selected=1))))
    till.hand.type("+2")
    assert till.calls == [("plus",), ("panel.edited", "quantity", "2")]


def test_arrows_move_rows_while_a_filter_is_typed(till: Till) -> None:
    show(till, panels.long_list())
    till.hand.type("a b")
    till.hand.press(K.Key_Down)
    assert till.calls[-2:] == [("panel.edited", "filter", "a b"), ("panel.move", 1)]


def test_a_row_without_a_box_is_not_ticked(till: Till) -> None:
    show(till, Panel("plain", "list", "x", (Rows("r", (RowItem("1", "Uno"),), 0),)))
    till.hand.type(" ")
    assert till.calls == []


def test_plus_is_the_next_step_on_an_empty_number_and_typed_elsewhere(till: Till) -> None:
    show(till, one_field(FieldKind.AMOUNT))
    till.hand.type("+")
    assert till.calls == [("plus",)]
    show(till, one_field(FieldKind.CODE))
    till.hand.type("+507")
    assert till.calls[-1] == ("panel.edited", "f", "+507")


def test_tab_goes_through_fields_answers_and_buttons_and_round_again(till: Till) -> None:
    show(till, panels.form())
    seen = [holder(till)]
    for _ in range(6):
        till.hand.press(K.Key_Tab)
        seen.append(holder(till))
    prefix = "panel.form"
    fields = [f"{prefix}.field.{name}" for name in ("name", "id", "phone", "credit")]
    assert seen == [*fields, f"{prefix}.search", f"{prefix}.back", fields[0]]
    told = [call for call in till.calls if call[0] == "panel.focus"]
    assert told == [("panel.focus", "id"), ("panel.focus", "phone"), ("panel.focus", "credit")]
    till.hand.press(K.Key_Backtab, SHIFT)
    assert holder(till) == f"{prefix}.back"


def test_answers_are_one_stop_with_arrows_inside_and_space_picks(till: Till) -> None:
    show(till, panels.lines())
    till.hand.press(K.Key_Tab)
    assert holder(till) == f"panel.lines.choice.reason.{panels.REASONS.selected}"
    till.hand.press(K.Key_Right)
    assert holder(till) == f"panel.lines.choice.reason.{REASONS[2]}"
    till.hand.type(" ")
    assert till.calls == [("panel.choose", "reason", REASONS[2])]


def test_a_digit_picks_while_an_answer_has_the_keyboard(till: Till) -> None:
    show(till, panels.decision())
    till.hand.press(K.Key_Tab)
    till.hand.press(K.Key_Tab)
    till.hand.press(K.Key_Tab)
    assert holder(till) == "panel.decision.choice.person.s3"
    till.hand.type("2")
    assert till.calls[-1] == ("panel.choose", "person", "s4")


def test_letters_find_the_active_field_from_anywhere_on_the_panel(till: Till) -> None:
    show(till, panels.form())
    till.window.floor.foot.back.setFocus()
    till.hand.type("s")
    assert till.calls == [("panel.edited", "name", "María José Peñalbas")]


def test_keys_for_nothing_do_nothing(till: Till) -> None:
    show(till, panels.code())
    till.hand.type("x7")
    till.hand.press(K.Key_Down)
    till.hand.press(K.Key_F9)
    assert till.calls == []
    assert till.window.wedge_focus() is FocusKind.NONE


def test_a_torn_scan_is_taken_back_from_the_field_it_reached(till: Till) -> None:
    show(till, one_field(FieldKind.TEXT, "Ana"))
    assert till.window.wedge_focus() is FocusKind.TEXT
    assert till.window.field_text() == "Ana"
    till.window.set_field_text("An")
    assert till.calls == [("panel.edited", "f", "An")]


def test_a_scan_reaches_the_floor_and_types_nothing(till: Till) -> None:
    show(till, panels.form())
    till.window.scanned("7501031311309")
    assert till.calls == [("scanned", "7501031311309")]


def test_enter_is_never_a_button_s(till: Till) -> None:
    show(till, panels.form())
    till.window.floor.foot.back.setFocus()
    till.hand.press(K.Key_Return)
    assert till.calls == [("enter",)]


def test_the_list_of_actions_over_a_panel_offers_what_works_there(till: Till) -> None:
    show(till, panels.form())
    till.hand.press(K.Key_F1)
    floor = till.window.floor
    idle = [floor.pay.idle]
    assert floor.acts_now() == {Act.BACK, Act.LOCK, Act.SEND_NOW, Act.PRINTED_YES, Act.LEAVE_PRACTICE}
    till.hand.press(K.Key_Escape)
    assert [*idle, floor.pay.idle] == [True, False]
    assert till.calls == []
