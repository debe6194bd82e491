"""A hand at the till: real key and pointer events, posted to the window in stamped time.

Events go to the ``QWindow``, so focus, shortcut overrides and filters work as from the platform. People's
keys are stamped at least 80 ms apart and a scanner's 5 ms apart, without any waiting: the wedge filter
judges by stamps (hardware.md section 8, rule 2).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget

PERSON_MS: Final = 100
SCANNER_MS: Final = 5
PAUSE_MS: Final = 400
_FIRST_STAMP: Final = 1000


class Hand:
    """Types, scans and taps at one window."""

    def __init__(self, window: QWidget, first_stamp: int = _FIRST_STAMP) -> None:
        """Begin at a stamp.

        Args:
            window: The till's window, shown.
            first_stamp: Milliseconds; beside real keys, those of the monotonic clock.
        """
        self._widget = window
        self._stamp = first_stamp

    def type(self, text: str) -> None:
        """Type characters as a person does."""
        for char in text:
            self._stamp += PERSON_MS
            self._key(_key_of(char), char)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key that types nothing (Enter, F10, Esc)."""
        self._stamp += PERSON_MS
        self._key(key, "\r" if key is Qt.Key.Key_Return else "", modifiers)

    def scan(self, code: str) -> None:
        """Pull the trigger over a code: its characters and Enter, as a keyboard wedge sends them."""
        self._stamp += PAUSE_MS
        for char in code:
            self._stamp += SCANNER_MS
            self._key(_key_of(char), char)
        self._stamp += SCANNER_MS
        self._key(Qt.Key.Key_Return, "\r")
        self._stamp += PAUSE_MS

    def tap(self, target: QWidget, at: QPoint | None = None) -> None:
        """Touch a widget in its middle, or at a point of it."""
        self._stamp += PAUSE_MS
        where = at or target.rect().center()
        self._pointer(QEvent.Type.MouseButtonPress, target, where)
        self._pointer(QEvent.Type.MouseButtonRelease, target, where)

    def drag(self, target: QWidget, start: QPoint, end: QPoint) -> None:
        """Press at one point of a widget and let go at another."""
        self._stamp += PAUSE_MS
        self._pointer(QEvent.Type.MouseButtonPress, target, start)
        self._pointer(QEvent.Type.MouseMove, target, end)
        self._pointer(QEvent.Type.MouseButtonRelease, target, end)

    def _pointer(self, kind: QEvent.Type, target: QWidget, where: QPoint) -> None:
        local = QPointF(target.mapTo(self._widget, where))
        everywhere = QPointF(target.mapToGlobal(where))
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind is QEvent.Type.MouseMove else left
        buttons = none if kind is QEvent.Type.MouseButtonRelease else left
        event = QMouseEvent(kind, local, local, everywhere, button, buttons, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(self._stamp)
        QCoreApplication.sendEvent(self._window(), event)

    def _key(
        self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(self._stamp)
            QCoreApplication.sendEvent(self._window(), event)

    def _window(self) -> QWindow:
        if not self._widget.internalWinId():
            raise RuntimeError("the window is not shown")
        return self._widget.windowHandle()


def _key_of(char: str) -> Qt.Key:
    """The key that types a character; letters by their capital, all else by its code."""
    code = ord(char.upper())
    return Qt.Key(code) if code < 0x100 and _known(code) else Qt.Key.Key_unknown


def _known(code: int) -> bool:
    try:
        Qt.Key(code)
    except ValueError:
        return False
    return True
