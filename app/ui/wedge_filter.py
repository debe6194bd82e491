"""Gives every key to the wedge machine before anything else sees it (hardware.md section 8).

The filter sits on the window's ``QWindow`` and only translates: whole scans go to the sink of the scanner,
keys of people pass in order, and nothing of a scan reaches a field, a button or a shortcut. Time is the
event's own stamp, never the clock in this handler.
"""

from __future__ import annotations

import time
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QWindow

from hardware.scanner.keys import ENTER, TAB, FocusKind, KeyStroke, Modifiers
from hardware.scanner.wedge import Decision

_Key = Qt.Key
_NAMES: Final = {
    int(_Key.Key_Return): ENTER,
    int(_Key.Key_Enter): ENTER,
    int(_Key.Key_Tab): TAB,
    int(_Key.Key_Shift): "Shift",
    int(_Key.Key_Control): "Control",
    int(_Key.Key_Alt): "Alt",
    int(_Key.Key_AltGr): "AltGr",
    int(_Key.Key_Meta): "Meta",
    int(_Key.Key_CapsLock): "CapsLock",
    int(_Key.Key_NumLock): "NumLock",
}
_MODIFIERS: Final = (
    (Qt.KeyboardModifier.ShiftModifier, Modifiers.SHIFT),
    (Qt.KeyboardModifier.ControlModifier, Modifiers.CONTROL),
    (Qt.KeyboardModifier.AltModifier, Modifiers.ALT),
    (Qt.KeyboardModifier.MetaModifier, Modifiers.META),
)


class KeyJudge(Protocol):
    """The scanner's machine: `hardware.scanner.device.WedgeScanner`.

    Attributes:
        scan_wanted: Whether a scan is delivered though a PIN has the keyboard: it may be a badge.
    """

    scan_wanted: bool

    def press(self, stroke: KeyStroke) -> Decision:
        """One key press."""
        ...

    def judge(self, now_ms: int) -> Decision:
        """The hold timer fired."""
        ...


class WedgeHost(Protocol):
    """What the filter asks of the window."""

    def wedge_focus(self) -> FocusKind:
        """What would receive a key now."""
        ...

    def field_text(self) -> str:
        """Text of the field that takes typing, empty where there is none."""
        ...

    def set_field_text(self, text: str) -> None:
        """Put the field's text back after a torn scan."""
        ...


class WedgeFilter(QObject):
    """Install it after the window's own key filter, so that it sees keys first."""

    def __init__(self, judge: KeyJudge, host: WedgeHost, window: QWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._judge = judge
        self._host = host
        self._window = window
        self._held: dict[int, tuple[KeyStroke, QKeyEvent]] = {}  # by identity: two keys may look alike
        self._taken: set[int] = set()
        self._releasing = False
        self._before = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_hold_over)
        self._drained = QTimer(self)
        self._drained.setSingleShot(True)
        self._drained.timeout.connect(self._on_drained)
        window.installEventFilter(self)

    @property
    def holding(self) -> bool:
        """Whether keys wait to be told from a scan."""
        return self._timer.isActive() or bool(self._held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge key presses; a taken key's release is swallowed too."""
        if watched is not self._window or self._releasing or not isinstance(event, QKeyEvent):
            return False
        kind = event.type()
        if kind is QEvent.Type.KeyPress:
            return self._pressed(event)
        if kind is QEvent.Type.KeyRelease and event.key() in self._taken:
            if not event.isAutoRepeat():
                self._taken.discard(event.key())
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        stroke = self._stroke(event)
        decision = self._judge.press(stroke)
        self._carry_out(decision)
        if decision.take:
            self._held[id(stroke)] = (stroke, event.clone())
            self._taken.add(event.key())
        if decision.results:
            self._held.clear()
        return decision.take

    def _carry_out(self, decision: Decision) -> None:
        if decision.restore:
            self._host.set_field_text(self._before)
        if decision.begins_run:
            self._before = self._host.field_text()
        for stroke in decision.release:
            self._hand_on(stroke)
        if decision.judge_in_ms is None:
            self._timer.stop()
        else:
            self._timer.start(decision.judge_in_ms)

    def _hand_on(self, stroke: KeyStroke) -> None:
        held = self._held.pop(id(stroke), None)
        if held is None:
            return
        self.hand_on(held[1])

    def hand_on(self, event: QKeyEvent) -> None:
        """Press and let go a key that is judged: it is a person's."""
        self._taken.discard(event.key())
        self._releasing = True
        try:
            QCoreApplication.sendEvent(self._window, event)
            release = QKeyEvent(QEvent.Type.KeyRelease, event.key(), event.modifiers(), event.text())
            release.setTimestamp(event.timestamp())
            QCoreApplication.sendEvent(self._window, release)
        finally:
            self._releasing = False

    @Slot()
    def _on_hold_over(self) -> None:
        # keys that wait in the queue must be judged by their stamps before time alone decides
        self._drained.start(0)

    @Slot()
    def _on_drained(self) -> None:
        self._carry_out(self._judge.judge(_now_ms()))

    def _stroke(self, event: QKeyEvent) -> KeyStroke:
        modifiers = Modifiers.NONE
        for theirs, ours in _MODIFIERS:
            if event.modifiers() & theirs:
                modifiers |= ours
        return KeyStroke(
            timestamp_ms=event.timestamp(),
            key=_NAMES.get(event.key(), f"Key{event.key()}"),
            text=event.text() if event.text().isprintable() or event.text() == "\x1d" else "",
            modifiers=modifiers,
            native_scan_code=event.nativeScanCode(),
            focus_kind=self._host.wedge_focus(),
            arrival_ms=_now_ms(),
            auto_repeat=event.isAutoRepeat(),
        )


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000
