"""The Qt application: its loop, its clock ticks, and an orderly end when the system asks for it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtWidgets import QApplication

Call = Callable[[], Any]


class QtTicker(QObject):
    """Calls back once a second, or as often as told, until stopped."""

    def __init__(self, milliseconds: int = 1000, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call: Call | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self._on_timeout)

    def start(self, tick: Call) -> None:
        """Begin calling ``tick``; a second start replaces the first."""
        self._call = tick
        self._timer.start()

    def stop(self) -> None:
        """End the calls."""
        self._timer.stop()
        self._call = None

    @Slot()
    def _on_timeout(self) -> None:
        if self._call is not None:
            self._call()


class Signals(QObject):
    """SIGTERM and SIGINT end the loop in order.

    A Python signal handler does not run while Qt's loop is idle, so the system's wake-up descriptor is
    watched instead (packaging.md section 10).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._before = signal.set_wakeup_fd(theirs.fileno())
        self._handlers = {number: signal.signal(number, _noted) for number in (signal.SIGTERM, signal.SIGINT)}
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def close(self) -> None:
        """Give the handlers back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        for end in (self._ours, self._theirs):
            end.close()

    @Slot()
    def _on_signal(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._ours.recv(64)
        QApplication.quit()


def _noted(number: int, frame: object) -> None:
    """The descriptor already says so; this only keeps the default action from ending the process."""
    del number, frame


class Application:
    """One per process."""

    def __init__(self) -> None:
        if sys.platform.startswith("linux"):
            os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
        running = QApplication.instance()
        self.qt = running if isinstance(running, QApplication) else QApplication([sys.argv[0]])
        self.qt.setApplicationName("cuadre")
        self.qt.setQuitOnLastWindowClosed(True)
        self._code = 0

    def run(self) -> int:
        """Turn the loop until the window is closed or the system asks; the exit code."""
        signals = Signals()
        try:
            self.qt.exec()
        finally:
            signals.close()
        return self._code

    def leave(self, code: int) -> None:
        """End the loop with an exit code."""
        self._code = code
        self.qt.quit()
