"""Keys, taken at the window before any widget sees them: one place decides what a key means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.presenters.states import Act, FloorMode

if TYPE_CHECKING:
    from app.ui.floor import Floor

_Key = Qt.Key
FLOOR_ACTS: Final = {
    _Key.Key_F2: Act.SEARCH,
    _Key.Key_F3: Act.CUSTOMER,
    _Key.Key_F4: Act.QUANTITY,
    _Key.Key_F5: Act.PRICE_CHECK,
    _Key.Key_F6: Act.DISCOUNT,
    _Key.Key_F7: Act.PARK,
    _Key.Key_F8: Act.RETURN,
    _Key.Key_F10: Act.PAY,
    _Key.Key_F11: Act.LAST_RECEIPT,
    _Key.Key_F12: Act.LOCK,
    _Key.Key_Insert: Act.REPEAT,
    _Key.Key_Escape: Act.BACK,
}
PAYMENT_ACTS: Final = {
    _Key.Key_F3: Act.CUSTOMER,
    _Key.Key_F6: Act.PAY_CARD,
    _Key.Key_F7: Act.PAY_YAPPY,
    _Key.Key_F8: Act.PAY_TRANSFER,
    _Key.Key_F9: Act.PAY_OTHER,
    _Key.Key_F10: Act.PAY,
    _Key.Key_F12: Act.LOCK,
    _Key.Key_Escape: Act.BACK,
}
_Chord = tuple[Qt.KeyboardModifier, Qt.Key]
CHORDS: Final[dict[_Chord, Act]] = {
    (Qt.KeyboardModifier.ShiftModifier, _Key.Key_F4): Act.CORRECT_CHANGE,
    (Qt.KeyboardModifier.ShiftModifier, _Key.Key_F7): Act.PARKED_LIST,
    (Qt.KeyboardModifier.ShiftModifier, _Key.Key_F8): Act.AWAITED,
    (Qt.KeyboardModifier.ShiftModifier, _Key.Key_F11): Act.SALE_SEARCH,
    (Qt.KeyboardModifier.ShiftModifier, _Key.Key_F9): Act.SENDING,
    (Qt.KeyboardModifier.ControlModifier, _Key.Key_F9): Act.REVIEWS,
    (Qt.KeyboardModifier.ControlModifier, _Key.Key_Delete): Act.VOID,
    (Qt.KeyboardModifier.ControlModifier, _Key.Key_Z): Act.UNDO,
}
MOVES: Final = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -8, _Key.Key_PageDown: 8}
ENTERS: Final = (_Key.Key_Return, _Key.Key_Enter)
F_KEYS: Final = tuple(_Key(_Key.Key_F1.value + at) for at in range(12))
"""F1 to F12; Alt+1 to Alt+9 and Alt+0 stand for the first ten."""
ONCE: Final = frozenset((*ENTERS, *F_KEYS, _Key.Key_Delete, _Key.Key_Escape, _Key.Key_Insert))
"""Keys whose auto-repeat is ignored."""


class KeyTarget(Protocol):
    """What handles keys; `MainWindow` does."""

    def handle_key(self, event: QKeyEvent) -> bool:
        """Take a key press, or say that it is not ours."""
        ...

    def hide_cursor(self, hidden: bool) -> None:
        """Hide the pointer after a touch, show it when a mouse moves."""
        ...


class KeyKeeper(Protocol):
    """What keeps keys for the screen they are for; `KeptKeys` does."""

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key press is kept."""
        ...


class KeyRouter(QObject):
    """Event filter of the window's ``QWindow``; accepts our keys as overrides and hands presses on.

    Keys released by the wedge filter come through here like any other.
    """

    def __init__(self, window: KeyTarget, keeper: KeyKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._keeper = keeper
        self._touched = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at keys and at touches; all else passes."""
        kind = event.type()
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.isAutoRepeat() and event.key() in ONCE:
                return True
            return self._keeper.takes(event) or self._window.handle_key(event)
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in ONCE or event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                return True
        elif kind is QEvent.Type.TouchBegin:
            self._cursor(hidden=True)
        elif kind is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            real = event.source() is Qt.MouseEventSource.MouseEventNotSynthesized
            if self._touched and real and event.buttons() == Qt.MouseButton.NoButton:
                self._cursor(hidden=False)
        return super().eventFilter(watched, event)

    def _cursor(self, *, hidden: bool) -> None:
        if hidden != self._touched:
            self._touched = hidden
            self._window.hide_cursor(hidden)


def plain_key(event: QKeyEvent) -> Qt.Key:
    """Return the key, with Alt+digit read as its F-key."""
    key = Qt.Key(event.key())
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        digit = event.key() - _Key.Key_0.value
        if 0 <= digit <= 9:
            return F_KEYS[(digit - 1) % 10]
    return key


def floor_key(floor: Floor, event: QKeyEvent) -> bool:
    """Do what a key means on the selling floor (ux.md section 4).

    Returns:
        Whether the key was taken; text that was not goes to the command line.
    """
    actions = floor.actions_of
    if actions is None:
        return False
    key = plain_key(event)
    empty = not floor.command.text()
    act = _act_of(floor.mode, event, empty=empty)
    if (types(event) or key == _Key.Key_Escape) and floor.typing.hide() and key == _Key.Key_Escape:
        return True
    if key in ENTERS:
        actions.enter()
    elif key == _Key.Key_F5 and floor.mode is FloorMode.PAYMENT:
        floor.restore_focus()
    elif act is not None:
        actions.act(act)
    elif key in MOVES:
        actions.move(MOVES[key])
    elif key == _Key.Key_Plus and empty:
        actions.plus()
    else:
        if types(event) and not _presses_button(event):
            floor.restore_focus()
        return False
    return True


def _act_of(mode: FloorMode, event: QKeyEvent, *, empty: bool) -> Act | None:
    """The action of a key; Delete alone edits a line with text in it."""
    acts: dict[Qt.Key, Act] = PAYMENT_ACTS if mode is FloorMode.PAYMENT else FLOOR_ACTS
    if mode is not FloorMode.PAYMENT and _chord(event) in CHORDS:
        return CHORDS[_chord(event)]
    key = plain_key(event)
    if key == _Key.Key_Delete:
        return Act.REMOVE if empty else None
    return acts.get(key)


def _chord(event: QKeyEvent) -> _Chord:
    """A key with its modifiers; that it is on the number block makes no difference."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.Key(event.key())


def types(event: QKeyEvent) -> bool:
    """Whether a key types something or edits the line."""
    if event.key() == _Key.Key_Backspace:
        return True
    chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & chord


def _presses_button(event: QKeyEvent) -> bool:
    return event.key() == _Key.Key_Space and isinstance(QApplication.focusWidget(), QAbstractButton)
