"""The authorisation modal in the real window: keys and scans are its own, nothing behind it hears them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.presenters.messages import M
from app.ui.authorise_layout import modal_layout
from app.ui.main_window import Screen
from core.ports.devices import DataEvent, DeviceEvent
from hardware.scanner.device import WedgeScanner
from hardware.scanner.keys import FocusKind
from tests.app.ui.conftest import Till
from tests.screens import authorise_scenes as scene
from tests.screens.scenes import sale_normal
from tests.screens.sign_in_scenes import normal as sign_in_normal


@pytest.fixture
def asked(till: Till) -> Till:
    sale_normal(till.window)
    till.window.authorise.show_authorisation(scene.state(selected=None, typed=0))
    return till


def tap(till: Till, name: str) -> None:
    [button] = [b for b in till.window.findChildren(QAbstractButton, name) if b.isVisible()]
    till.hand.tap(button)


def test_every_key_is_the_modals(asked: Till) -> None:
    asked.hand.type("15")
    asked.hand.press(Qt.Key.Key_Backspace)
    asked.hand.press(Qt.Key.Key_Return)
    asked.hand.press(Qt.Key.Key_F10)
    asked.hand.press(Qt.Key.Key_F9)
    asked.hand.press(Qt.Key.Key_Escape)
    assert asked.calls == [
        ("digit", "1"),
        ("digit", "5"),
        ("erase",),
        ("enter",),
        ("enter",),
        ("remote",),
        ("back",),
    ]


def test_keys_of_the_floor_do_nothing_while_it_stands(asked: Till) -> None:
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F12, Qt.Key.Key_Delete, Qt.Key.Key_F6, Qt.Key.Key_Down):
        asked.hand.press(key)
    asked.hand.type("café+*")
    assert asked.calls == []
    assert asked.window.floor.command.text() == ""


def test_what_lies_behind_hears_no_touch_and_pay_stops_calling(asked: Till) -> None:
    floor = asked.window.floor
    idle = [floor.pay.idle]
    asked.hand.tap(floor.pay)
    asked.hand.tap(asked.window.strip.menu)
    asked.hand.tap(asked.window.strip.person)
    assert asked.calls == []
    asked.window.authorise.show_authorisation(None)
    assert [*idle, floor.pay.idle] == [True, False]
    assert asked.window.floor.command.edit.hasFocus()


def test_people_pad_and_foot_are_touched(asked: Till) -> None:
    for name in ("approver.2", "authorise.remote", "authorise.allow", "authorise.cancel"):
        tap(asked, name)
    panel = asked.window.authorise
    for name in ("7", "0", "back"):
        asked.hand.tap(panel.pad.key(name))
    assert asked.calls == [
        ("pick", "s2"),
        ("remote",),
        ("enter",),
        ("cancel",),
        ("digit", "7"),
        ("digit", "0"),
        ("erase",),
    ]
    assert panel.field.hasFocus()


def test_tab_goes_round_inside_and_enter_is_never_a_buttons(asked: Till) -> None:
    panel = asked.window.authorise
    seen = []
    for _ in range(7):
        now = QApplication.focusWidget()
        assert now is not None
        assert panel.isAncestorOf(now)
        seen.append(now.objectName())
        asked.hand.press(Qt.Key.Key_Tab)
    assert seen[0] == seen[6] == "authorise.field"
    assert set(seen) == {
        "approver.1",
        "approver.2",
        "authorise.field",
        "authorise.remote",
        "authorise.cancel",
        "authorise.allow",
    }
    panel.cancel_button.setFocus(Qt.FocusReason.TabFocusReason)
    asked.hand.press(Qt.Key.Key_Return)
    assert asked.calls == [("enter",)]
    asked.hand.press(Qt.Key.Key_Backtab)
    assert panel.remote_button.hasFocus()
    asked.hand.type(" ")
    assert asked.calls[-1] == ("remote",)


def test_a_held_key_types_no_pin(asked: Till) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_5, Qt.KeyboardModifier.NoModifier, "5", autorep=True)
    QCoreApplication.sendEvent(asked.window.windowHandle(), event)
    assert asked.calls == []


def test_a_badge_goes_to_the_modal_and_to_sign_in_and_goods_to_the_floor_alone(till: Till) -> None:
    heard: list[DeviceEvent] = []
    scanner = WedgeScanner(heard.append, same_code_window_ms=0)
    scanner.open()
    scanner.claim(0)
    scanner.enable()
    till.window.use_scanner(scanner)
    sign_in_normal(till.window)
    till.hand.scan("CARNE-0003-X3TB")
    sale_normal(till.window)
    assert till.window.wedge_focus() is FocusKind.TEXT  # no PIN has the keyboard: what is scanned are goods
    till.window.authorise.show_authorisation(scene.state())
    assert till.window.wedge_focus() is FocusKind.SECRET
    till.hand.scan("CARNE-0003-X3TB")
    assert [type(event) for event in heard] == [DataEvent, DataEvent]
    till.window.scanned("CARNE-0003-X3TB")
    assert till.calls[-1] == ("scanned", "CARNE-0003-X3TB")
    till.window.authorise.show_authorisation(None)
    assert till.window.wedge_focus() is FocusKind.TEXT


def test_digits_of_the_pin_stand_nowhere(asked: Till) -> None:
    asked.window.authorise.show_authorisation(scene.state(typed=6))
    assert "5829" not in repr(vars(asked.window.authorise.field))
    assert asked.window.authorise.field.accessibleName() == "PIN"


def test_a_refusal_is_told_to_screen_readers(asked: Till) -> None:
    from app.presenters.messages import Message, Tone

    message = Message(M.APPROVER_WRONG_PIN, Tone.ERR, {"left": "2"})
    asked.window.authorise.show_authorisation(scene.state(typed=0, message=message))
    assert asked.window.authorise.accessibleName().startswith("PIN incorrecto.")


def test_the_language_may_change_while_it_stands(asked: Till) -> None:
    assert asked.window.authorise.allow_button.words == "Autorizar"
    asked.switch("en")
    assert asked.window.authorise.allow_button.words == "Authorise"


@pytest.mark.parametrize(
    ("picked", "changes", "idle"),
    [
        (None, {}, True),
        ("s1", {}, False),
        ("s1", {"busy": True}, True),
        ("s1", {"wait_s": 5}, True),
        (None, {"remote": scene.REMOTE, "typed": 7}, True),
        (None, {"remote": scene.REMOTE, "typed": 8}, False),
    ],
)
def test_the_next_step_calls_when_it_can_be_taken(
    asked: Till, picked: str | None, changes: dict[str, object], idle: bool
) -> None:
    state = replace(scene.state(), selected=picked, **changes)  # type: ignore[arg-type]
    asked.window.authorise.show_authorisation(state)
    assert asked.window.authorise.allow_button.idle is idle


def test_it_lies_over_any_screen(till: Till) -> None:
    sign_in_normal(till.window)
    till.window.show_screen(Screen.OPEN_SHIFT)
    till.window.authorise.show_authorisation(scene.state())
    till.hand.type("5")
    assert till.calls == [("digit", "5")]


@pytest.mark.parametrize("people", range(1, 10))
@pytest.mark.parametrize("size", [(1024, 672), (1366, 720), (768, 976), (1920, 1032)])
def test_it_fits_every_size_whoever_may_allow(people: int, size: tuple[int, int]) -> None:
    at = modal_layout(*size, people, change=True)
    assert QRect(0, 0, *size).contains(at.card)
    boxes = (*at.cards, at.hint, at.field, at.left, at.middle, at.pad, at.primary, at.title, at.change)
    assert all(at.card.contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert all(box.height() >= 48 for box in at.cards)
