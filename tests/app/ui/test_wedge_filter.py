"""Scans and typing through the real window's event path (hardware.md section 8)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.input_driver import Hand
from app.ui.wedge_filter import WedgeFilter
from core.ports.devices import DataEvent, DeviceEvent, ErrorEvent
from hardware.scanner.device import WedgeScanner
from hardware.scanner.keys import FocusKind


@dataclass
class Field:
    """A window with one text field behind a wedge filter."""

    edit: QLineEdit
    hand: Hand
    focus: FocusKind = FocusKind.TEXT
    heard: list[DeviceEvent] = field(default_factory=list)
    pressed: list[int] = field(default_factory=list)

    def wedge_focus(self) -> FocusKind:
        return self.focus

    def field_text(self) -> str:
        return self.edit.text()

    def set_field_text(self, text: str) -> None:
        self.edit.setText(text)

    def scans(self) -> list[str]:
        return [event.data for event in self.heard if isinstance(event, DataEvent)]

    def refusals(self) -> list[str]:
        return [event.code for event in self.heard if isinstance(event, ErrorEvent)]


class Keys(QObject):
    """Notes what passes on to the widgets."""

    def __init__(self, seen: list[int], parent: QObject) -> None:
        super().__init__(parent)
        self._seen = seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._seen.append(event.key())
        return False


@pytest.fixture
def till(qtbot: QtBot) -> Field:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    edit.setFocus()
    qtbot.waitExposed(edit)
    till = Field(edit, Hand(edit))
    scanner = WedgeScanner(till.heard.append)
    scanner.open()
    scanner.claim(0)
    scanner.enable()
    handle = edit.windowHandle()
    assert isinstance(handle, QWindow)
    handle.installEventFilter(Keys(till.pressed, edit))
    WedgeFilter(scanner, till, handle, edit)
    return till


def test_a_scan_is_delivered_whole_and_nothing_of_it_is_typed(till: Field) -> None:
    till.hand.scan("7501031311309")
    assert till.scans() == ["7501031311309"]
    assert till.edit.text() == ""
    assert till.pressed == []


def test_what_a_person_types_reaches_the_field_in_order(till: Field, qtbot: QtBot) -> None:
    till.hand.type("10.00")
    qtbot.waitUntil(lambda: till.edit.text() == "10.00", timeout=2000)
    assert till.heard == []


def test_equal_keys_in_a_row_are_all_handed_on(till: Field, qtbot: QtBot) -> None:
    till.hand.type("1111")
    qtbot.waitUntil(lambda: till.edit.text() == "1111", timeout=2000)


def test_enter_of_a_person_passes_after_the_keys_before_it(till: Field) -> None:
    till.hand.type("25")
    till.hand.press(Qt.Key.Key_Return)
    assert till.edit.text() == "25"
    assert till.pressed[-1] == Qt.Key.Key_Return


def test_typing_then_scanning_keeps_the_two_apart(till: Field) -> None:
    till.hand.type("12*")
    till.hand.scan("96385074")
    assert till.edit.text() == "12*"
    assert till.scans() == ["96385074"]


def test_a_scan_in_a_pin_field_is_refused_and_types_nothing(till: Field) -> None:
    till.focus = FocusKind.SECRET
    till.hand.scan("7501031311309")
    assert till.scans() == []
    assert till.refusals() == ["scan_refused"]
    assert till.edit.text() == ""


def test_the_same_code_twice_counts_twice(till: Field) -> None:
    till.hand.scan("96385074")
    till.hand.scan("96385074")
    assert till.scans() == ["96385074", "96385074"]


def test_keys_that_type_nothing_pass_at_once(till: Field) -> None:
    till.hand.press(Qt.Key.Key_F10)
    assert till.pressed == [Qt.Key.Key_F10]
