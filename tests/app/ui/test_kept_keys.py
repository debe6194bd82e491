"""What was typed ahead, and when it is not done after all."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.presenters.states import Act, Sound
from app.ui.kept_keys import LONGEST_S, MOST, KeptKeys
from app.ui.main_window import Screen
from tests.app.ui.conftest import Till
from tests.screens.scenes import sale_normal

K = Qt.Key


@dataclass
class Work:
    """A till at something, as long as a test says so."""

    at_it: bool = True
    parks: bool = False
    told: list[bool] = field(default_factory=list)

    def waits(self) -> bool:
        return self.at_it

    def scans_wait(self) -> bool:
        return self.parks

    def ahead(self, *, typed: bool) -> None:
        self.told.append(typed)


@pytest.fixture
def work(till: Till) -> Work:
    sale_normal(till.window)
    work = Work()
    till.window.wait_for(work)
    return work


def typed_ahead(till: Till) -> None:
    till.hand.press(K.Key_F10)
    till.hand.type("20")
    till.hand.press(K.Key_Return)
    assert (till.calls, till.window.holds_keys) == ([], True)


def test_keys_are_done_in_order_before_the_next_one(till: Till, work: Work) -> None:
    typed_ahead(till)
    work.at_it = False
    till.hand.press(K.Key_Delete)
    assert till.calls == [
        ("act", Act.PAY),
        ("command_changed", "2"),
        ("command_changed", "20"),
        ("enter",),
    ]
    assert till.window.floor.command.text() == "20"
    assert (work.told, till.window.holds_keys) == ([True, False], False)


def test_a_scan_does_not_overtake_what_was_typed_before_it(till: Till, work: Work) -> None:
    till.hand.type("2*")
    till.window.scanned("750")
    work.at_it = False
    till.window.scanned("751")
    assert till.calls == [
        ("command_changed", "2"),
        ("command_changed", "2*"),
        ("scanned", "750"),
        ("scanned", "751"),
    ]


def test_a_scan_before_any_key_is_for_the_screen_that_shows_if_it_has_a_use_for_it(
    till: Till, work: Work
) -> None:
    till.window.scanned("750")
    work.parks = True
    till.window.scanned("751")
    assert till.calls == [("scanned", "750")]


def test_a_refusal_forgets_what_was_typed_behind_the_step(till: Till, work: Work) -> None:
    typed_ahead(till)
    till.window.floor.sound(Sound.ERROR)
    work.at_it = False
    till.window.scanned("750")
    assert till.calls == [("scanned", "750")]


def test_escape_takes_back_what_was_typed_ahead_and_goes_back(till: Till, work: Work) -> None:
    typed_ahead(till)
    till.hand.press(K.Key_Escape)
    work.at_it = False
    till.hand.press(K.Key_F2)
    assert till.calls == [("act", Act.BACK), ("act", Act.SEARCH)]


def test_the_key_that_began_the_wait_pressed_again_is_one_press(till: Till, work: Work) -> None:
    work.at_it = False
    till.hand.press(K.Key_Return)
    work.at_it = True
    till.hand.press(K.Key_Return)
    till.hand.press(K.Key_Return)
    assert not till.window.holds_keys
    till.hand.press(K.Key_F2)
    work.at_it = False
    till.hand.press(K.Key_F4)
    assert till.calls == [("enter",), ("act", Act.SEARCH), ("act", Act.QUANTITY)]


@dataclass
class Desk:
    """Where kept keys go."""

    now: Screen = Screen.FLOOR
    pressed: list[int] = field(default_factory=list)
    refused: int = 0

    def screen(self) -> Screen:
        return self.now

    def deliver(self, event: QKeyEvent) -> None:
        self.pressed.append(event.key())

    def scanned(self, text: str) -> None:
        del text

    def refuse(self) -> None:
        self.refused += 1


def press(key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def kept(desk: Desk, work: Work, clock: list[float], parent: QObject) -> KeptKeys:
    keys = KeptKeys(desk, parent, clock=lambda: clock[0])
    keys.wait_for(work)
    return keys


def test_what_was_typed_for_a_screen_that_did_not_come_is_no_other_try(qapp: QApplication) -> None:
    desk, work = Desk(now=Screen.SIGN_IN), Work()
    keys = kept(desk, work, [0.0], qapp)
    assert keys.takes(press(K.Key_1))
    work.at_it = False
    assert not keys.takes(press(K.Key_2))
    assert (desk.pressed, desk.refused) == ([], 1)


def test_after_so_long_a_wait_nothing_is_done_blindly(qapp: QApplication) -> None:
    desk, work, clock = Desk(), Work(), [0.0]
    keys = kept(desk, work, clock, qapp)
    assert keys.takes(press(K.Key_F10))
    clock[0] = LONGEST_S + 1
    work.at_it = False
    assert not keys.takes(press(K.Key_2))
    assert (desk.pressed, desk.refused) == ([], 1)


def test_a_hand_on_the_keyboard_fills_no_memory(qapp: QApplication) -> None:
    desk, work = Desk(), Work()
    keys = kept(desk, work, [0.0], qapp)
    for _ in range(MOST + 9):
        assert keys.takes(press(K.Key_1))
    work.at_it = False
    keys.takes(press(K.Key_2))
    assert len(desk.pressed) == MOST
