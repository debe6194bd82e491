"""The keyboard for fingers: when it comes, what it types, when it goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.presenters.panels import Choice, Choices, FieldKind
from app.presenters.states import FloorMode
from app.ui.floor_layout import floor_layout
from app.ui.widgets.keyboard import ROWS
from tests.app.ui.conftest import Till
from tests.app.ui.test_floor import button
from tests.app.ui.test_panel import one_field, show
from tests.fakes import panels
from tests.screens import scenes

K = Qt.Key


@pytest.fixture(scope="module")
def screen() -> QPointingDevice:
    return QTest.createTouchDevice()


def finger(till: Till, screen: QPointingDevice, target: QWidget) -> None:
    """A finger down and up in the middle of a widget."""
    at = target.mapTo(till.window, target.rect().center())
    QTest.touchEvent(till.window, screen).press(0, at, till.window).commit()
    QTest.touchEvent(till.window, screen).release(0, at, till.window).commit()


def shown(till: Till) -> bool:
    return till.window.floor.typing.keyboard.isVisible()


def press(till: Till, *names: str) -> None:
    for name in names:
        till.hand.tap(button(till, f"key.{name}"))


def test_a_finger_on_the_command_line_opens_it_and_a_mouse_does_not(
    till: Till, screen: QPointingDevice
) -> None:
    scenes.sale_normal(till.window)
    edit = till.window.floor.command.edit
    till.hand.tap(edit)
    assert not shown(till)
    finger(till, screen, edit)
    assert shown(till)


def test_it_types_letters_capitals_and_accents_into_the_command_line(
    till: Till, screen: QPointingDevice
) -> None:
    scenes.sale_normal(till.window)
    finger(till, screen, till.window.floor.command.edit)
    press(till, "shift", "p", "i", "ñ", "a", "space", "accent", "e", "accent", "accent", "u", "1", "back")
    assert till.window.floor.command.text() == "Piña éü"
    assert till.calls[-1] == ("command_changed", "Piña éü")
    press(till, "accent", "b", "enter")
    assert till.window.floor.command.text() == "Piña éüb"
    assert till.calls[-2:] == [("command_changed", "Piña éüb"), ("enter",)]


def test_its_keys_show_what_they_would_type(till: Till) -> None:
    scenes.sale_normal(till.window)
    till.window.floor.typing.open()
    keys = till.window.floor.typing.keyboard.keys
    press(till, "shift", "accent")
    assert [keys[name].words for name in ("a", "b", "ñ", "accent")] == ["Á", "B", "Ñ", "´"]
    press(till, "accent")
    assert [keys[name].words for name in ("a", "u", "accent")] == ["A", "Ü", "¨"]
    press(till, "accent", "shift")
    assert [keys[name].words for name in ("a", "u", "accent")] == ["a", "u", "´"]


@pytest.mark.parametrize("kind", [FieldKind.AMOUNT, FieldKind.DIGITS, FieldKind.PIN])
def test_a_finger_on_a_number_does_not_open_it(till: Till, screen: QPointingDevice, kind: FieldKind) -> None:
    show(till, one_field(kind))
    finger(till, screen, button_or_edit(till, "panel.one.field.f"))
    assert not shown(till)


def test_a_finger_on_a_field_for_words_opens_it(till: Till, screen: QPointingDevice) -> None:
    show(till, one_field(FieldKind.TEXT, "An"))
    finger(till, screen, button_or_edit(till, "panel.one.field.f"))
    assert shown(till)
    press(till, "a")
    assert till.calls[-1] == ("panel.edited", "f", "Ana")


@pytest.mark.parametrize(
    ("kind", "opens"), [(FieldKind.TEXT, True), (FieldKind.CODE, False), (FieldKind.AMOUNT, False)]
)
def test_a_fingers_answer_brings_it_to_the_field_for_letters_that_waits(
    till: Till, screen: QPointingDevice, kind: FieldKind, *, opens: bool
) -> None:
    answer = Choices("agrees", "", (Choice("yes", "Sí"),))
    panel = one_field(kind)
    show(till, replace(panel, blocks=(answer, *panel.blocks)))
    chip = button(till, "panel.one.choice.agrees.yes")
    till.hand.tap(chip)
    assert not shown(till), "a mouse has keys beside it"
    finger(till, screen, chip)
    assert till.calls == [("panel.choose", "agrees", "yes")] * 2
    assert shown(till) is opens


def button_or_edit(till: Till, name: str) -> QWidget:
    found = till.window.floor.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def test_escape_takes_the_keyboard_first_and_only_then_goes_back(till: Till) -> None:
    show(till, one_field(FieldKind.TEXT))
    till.window.floor.typing.open()
    till.hand.press(K.Key_Escape)
    assert not shown(till)
    assert till.calls == []
    till.hand.press(K.Key_Escape)
    assert len(till.calls) == 1


@pytest.mark.parametrize("on_panel", [True, False])
def test_a_real_key_takes_it_away_and_is_typed(till: Till, on_panel: bool) -> None:
    if on_panel:
        show(till, one_field(FieldKind.TEXT))
    else:
        scenes.sale_normal(till.window)
    till.window.floor.typing.open()
    till.hand.type("a")
    assert not shown(till)
    assert till.calls[-1][-1] == "a"


def test_its_own_key_and_another_mode_take_it_away(till: Till) -> None:
    scenes.sale_normal(till.window)
    till.window.floor.typing.open()
    press(till, "hide")
    assert not shown(till)
    till.window.floor.typing.open()
    till.window.floor.show_mode(FloorMode.SEARCH)
    assert shown(till)
    scenes.pay_partial(till.window)
    assert not shown(till)
    till.window.floor.typing.open()
    assert not shown(till)


def test_it_goes_when_a_number_becomes_the_active_field(till: Till) -> None:
    show(till, one_field(FieldKind.TEXT))
    till.window.floor.typing.open()
    till.window.floor.show_panel(one_field(FieldKind.TEXT, "a"))
    assert shown(till)
    till.window.floor.show_panel(one_field(FieldKind.DIGITS))
    assert not shown(till)


def test_what_it_covers_makes_room_and_takes_it_back(till: Till) -> None:
    till.window.resize(1024, 768)
    show(till, panels.long_list())
    floor = till.window.floor
    floor.typing.open()
    keyboard = floor.typing.keyboard
    area = QRect(floor.panel.area.mapTo(floor, QPoint(0, 0)), floor.panel.area.size())
    assert area.bottom() < keyboard.y()
    active = floor.panel.active
    assert active is not None
    field = QRect(active.mapTo(floor, QPoint(0, 0)), active.size())
    assert area.adjusted(0, -1, 0, 1).contains(field)
    floor.typing.hide()
    assert floor.panel.area.mapTo(floor, QPoint(0, floor.panel.area.height())).y() > keyboard.y()
    scenes.search_keyboard(till.window)
    assert floor.search.geometry().bottom() < keyboard.y()


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080), (768, 1024), (1280, 720)])
def test_every_key_is_a_target_in_every_size(till: Till, size: tuple[int, int]) -> None:
    till.window.resize(*size)
    scenes.search_keyboard(till.window)
    floor = till.window.floor
    keyboard = floor.typing.keyboard
    assert keyboard.geometry() == floor_layout(*size).keyboard
    keys = [key for key in keyboard.findChildren(QAbstractButton) if key.isVisible()]
    assert len(keys) == sum(len(row) for row in ROWS)
    for key in keys:
        assert min(key.width(), key.height()) >= 48, key.objectName()
        assert keyboard.rect().contains(key.geometry())
        assert key.accessibleName()
    for kept in (floor.pay, floor.total):
        assert not kept.geometry().intersects(keyboard.geometry())
