"""Brings calls from other threads to the GUI thread by one queued signal."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

Call = Callable[[], Any]


class Mailbox(QObject):
    """A queue of calls drained on the thread that owns this object.

    The signal carries nothing: PySide6 6.12 on Python below 3.12 loses a reference of every boolean it
    emits from Python, and a void emit is guarded by the soak test.
    """

    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: deque[Call] = deque()
        self._closed = False
        self._held = False
        self._posted.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Call) -> None:
        """Have ``call`` run on the owner's thread; from any thread. After `close` it is dropped."""
        if self._closed:
            return
        self._calls.append(call)
        self._posted.emit()

    def hold(self) -> None:
        """Keep calls until `release`: whom they are for does not own the screens just now."""
        self._held = True

    def release(self) -> None:
        """Run what was kept, in order, from the event loop."""
        self._held = False
        self._posted.emit()

    def close(self) -> None:
        """Drop what waits; nothing is called any more."""
        self._closed = True
        self._calls.clear()

    @Slot()
    def _drain(self) -> None:
        while self._calls and not self._held:
            self._calls.popleft()()
