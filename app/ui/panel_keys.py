"""What a key means while a panel is open (ux.md section 4, column «elsewhere»)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.presenters.panels import FieldKind
from app.presenters.states import Act
from app.ui.keys import ENTERS, F_KEYS, FLOOR_ACTS, MOVES, plain_key, types
from app.ui.panel_pad import plus_acts, steps
from app.ui.widgets.panel.fields import WORDS

if TYPE_CHECKING:
    from app.ui.floor import Floor

_Key = Qt.Key
_ACTS: Final = {_Key.Key_Escape: Act.BACK, _Key.Key_F10: Act.PAY, _Key.Key_F12: Act.LOCK}
_SIDEWAYS: Final = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_STEPS: Final = {_Key.Key_Plus: 1, _Key.Key_Minus: -1}
_TABS: Final = {_Key.Key_Tab: 1, _Key.Key_Backtab: -1}


def panel_key(floor: Floor, event: QKeyEvent) -> bool:
    """Do what a key means on a panel.

    Returns:
        Whether the key was taken; text that was not goes to the field that has the keyboard.
    """
    actions = floor.actions_of
    if actions is None:
        return False
    key = plain_key(event)
    if (types(event) or key == _Key.Key_Escape) and floor.typing.hide() and key == _Key.Key_Escape:
        return True
    if key in ENTERS:
        actions.enter()
    elif key in _ACTS:
        actions.act(_ACTS[key])
    elif key in F_KEYS:
        if key in FLOOR_ACTS:
            actions.act(FLOOR_ACTS[key])
    elif key in _TABS:
        floor.move_focus(_TABS[key])
    elif key in MOVES and floor.panel.body.rows is not None:
        floor.panel.ear.tell(lambda heard: heard.move(MOVES[key]))
    else:
        return _typed(floor, event, key)
    return True


def _typed(floor: Floor, event: QKeyEvent, key: Qt.Key) -> bool:
    on_button = isinstance(QApplication.focusWidget(), QAbstractButton)
    if on_button and (key == _Key.Key_Space or key in _SIDEWAYS):
        return key in _SIDEWAYS and floor.move_focus(_SIDEWAYS[key], inside=True)
    if _acts_on_panel(floor, event, key, on_button=on_button):
        return True
    if not types(event):
        return False
    field = floor.panel.active
    if field is not None and field.field.kind is FieldKind.PIN:
        if key == _Key.Key_Backspace:
            field.erase()
        else:
            field.type(event.text())
        return True
    floor.restore_focus()
    return False


def _acts_on_panel(floor: Floor, event: QKeyEvent, key: Qt.Key, *, on_button: bool) -> bool:
    """Whether a character does something other than being typed: a sign, Space on a row, a digit's answer."""
    field = floor.panel.active
    if key in _STEPS and steps(floor.panel, _STEPS[key]):
        return True
    if key == _Key.Key_Plus and plus_acts(floor.panel) and floor.actions_of is not None:
        floor.actions_of.plus()
        return True
    if key == _Key.Key_Space and (field is None or field.field.kind not in WORDS):
        rows = floor.panel.body.rows
        return rows is not None and rows.mark_selected()
    return (on_button or field is None) and event.text().isdecimal() and floor.panel.pick(event.text())
