"""Start, sign-in and opening a shift."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.presenters.messages import M, Message, Tone
from app.ui.i18n import Translator
from app.ui.main_window import MainWindow, Screen
from app.ui.theme.theme import Theme
from tests.app.ui.conftest import Till
from tests.fakes import presenters as fake
from tests.screens import scenes, sign_in_scenes


def tap(till: Till, name: str) -> None:
    found = [b for b in till.window.findChildren(QAbstractButton, name) if b.isVisible()]
    assert len(found) == 1, name
    till.hand.tap(found[0])


def test_a_person_is_picked_by_touch(till: Till) -> None:
    sign_in_scenes.normal(till.window)
    tap(till, "person.3")
    assert till.calls == [("pick", "s3")]


def test_the_pin_is_typed_by_touch(till: Till) -> None:
    sign_in_scenes.normal(till.window)
    for name in ("pad.8", "pad.back", "pin.enter"):
        tap(till, name)
    assert till.calls == [("digit", "8"), ("erase",), ("enter",)]


def test_the_language_is_switched_by_touch(till: Till) -> None:
    sign_in_scenes.normal(till.window)
    tap(till, "language.en")
    assert till.calls == [("language", "en")]


def test_the_digits_of_a_pin_stand_nowhere_in_the_window(till: Till) -> None:
    sign_in_scenes.normal(till.window)
    till.hand.type("8052")
    held = [str(value) for value in vars(till.window.sign_in.pin).values()]
    assert not any("8052" in value for value in held)
    assert till.window.sign_in.pin.accessibleName() == "PIN"


def test_pins_of_the_demo_are_shown_only_where_the_state_brings_them(till: Till) -> None:
    sign_in_scenes.normal(till.window)
    assert not any(button.person.demo_pin for button in till.window.sign_in.people)
    sign_in_scenes.demo(till.window)
    assert all(button.person.demo_pin for button in till.window.sign_in.people)


@pytest.mark.parametrize(
    ("build", "idle"),
    [(sign_in_scenes.demo, True), (sign_in_scenes.normal, False), (sign_in_scenes.wait, True)],
)
def test_sign_in_is_idle_until_somebody_may_enter(
    till: Till, build: Callable[[MainWindow], None], idle: bool
) -> None:
    build(till.window)
    assert till.window.sign_in.enter_key.idle is idle


def test_the_float_is_opened_counted_and_left_by_touch(till: Till) -> None:
    scenes.shift_fixed(till.window)
    tap(till, "shift.count")
    tap(till, "denomination.4")
    tap(till, "pad.5")
    tap(till, "pad.back")
    tap(till, "pad.enter")
    tap(till, "shift.back")
    tap(till, "shift.open")
    assert till.calls == [
        ("count",),
        ("select", 4),
        ("digit", "5"),
        ("erase",),
        ("next_row",),
        ("back",),
        ("enter",),
    ]


def test_the_open_button_carries_what_the_drawer_holds(till: Till) -> None:
    scenes.shift_fixed(till.window)
    assert till.window.open_shift.open.amount == "100.00"
    till.window.open_shift.show_open_shift(fake.open_shift(counting=True))
    assert not till.window.open_shift.count.isVisible()


def test_enter_on_the_not_enrolled_screen_opens_the_demo_shop(till: Till) -> None:
    done: list[str] = []

    def demo() -> None:
        done.append("demo")

    def leave() -> None:
        done.append("leave")

    till.window.start.show_not_enrolled(Message(M.NOT_ENROLLED), demo, leave)
    till.window.show_screen(Screen.START)
    till.hand.press(Qt.Key.Key_Return)
    tap(till, "start.leave")
    assert done == ["demo", "leave"]


@pytest.mark.parametrize("message", [M.ALREADY_OPEN, M.DATABASE_NEWER, M.DATABASE_DAMAGED])
def test_a_refused_start_says_why_and_closes_on_enter(till: Till, message: M) -> None:
    done: list[str] = []

    def leave() -> None:
        done.append("leave")

    till.window.start.show_refused(Message(message, Tone.ERR), leave)
    till.window.show_screen(Screen.START)
    assert not till.window.start.demo.isVisible()
    till.hand.press(Qt.Key.Key_Return)
    assert done == ["leave"]
    assert till.window.start.accessibleName()


def test_opening_is_the_first_picture_and_has_no_button(theme: Theme, qtbot: QtBot) -> None:
    window = MainWindow(theme, Translator())
    qtbot.addWidget(window)
    assert not window.findChildren(QAbstractButton)
    assert not window.grab().isNull()
