"""Keys pressed while the till is at something: kept, and done in order as soon as it is through.

A cashier types the next step before the last one is on the disk (ux.md section 1, principle 7). What was
typed then is for the screen that comes: it reaches neither the one that leaves nor one that stayed because
the step was refused.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from app.ui.keys import ONCE
from app.ui.pages import Screen

MOST: Final = 64
"""So many keys and scans are kept; more is somebody leaning on the keyboard."""
LONGEST_S: Final = 5.0
"""A person has looked up meanwhile: what was typed blindly before is not done any more."""
_LOOK_MS: Final = 4
_MODIFIERS: Final = frozenset(
    (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
)


class Work(Protocol):
    """What the till is at."""

    def waits(self) -> bool:
        """Whether it is at something whose end a key must wait for."""
        ...

    def scans_wait(self) -> bool:
        """Whether a scan must wait too: nothing on the screen has a use for it just now."""
        ...

    def ahead(self, *, typed: bool) -> None:
        """What is pressed now was pressed before its screen was seen; or no longer."""
        ...


class KeptHost(Protocol):
    """Where keys go in the end; `MainWindow` and its `Intake`."""

    def screen(self) -> Screen:
        """What stands below the strip."""
        ...

    def deliver(self, event: QKeyEvent) -> None:
        """Press a key that was kept."""
        ...

    def scanned(self, text: str) -> None:
        """Hand on a scan that was kept."""
        ...

    def refuse(self) -> None:
        """Say aloud that something was not done."""
        ...


class KeptKeys(QObject):
    """Keys and scans in the order of the hand.

    Args:
        clock: Monotonic seconds.
    """

    def __init__(self, host: KeptHost, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._host = host
        self._clock = clock
        self._work: Work | None = None
        self._kept: deque[QKeyEvent | str] = deque()
        self._last: int | None = None
        self._since, self._from = 0.0, Screen.START
        self._playing = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def wait_for(self, work: Work) -> None:
        """Keep keys while ``work`` says so; what was kept for another till is forgotten."""
        self.forget()
        self._work = work

    @property
    def waiting(self) -> bool:
        """Whether anything is kept."""
        return bool(self._kept)

    def takes(self, event: QKeyEvent) -> bool:
        """Look at a key press; True keeps it, False lets it be done now.

        Esc is never kept: it takes back what was typed ahead. The key that began the wait, pressed again at
        once, is one press.
        """
        if self._playing or event.key() in _MODIFIERS or not self._stand():
            self._last = self._last if event.key() in _MODIFIERS else event.key()
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
            return False
        if not self._repeats(event):
            self._keep(event.clone())
        return True

    def takes_scan(self, text: str) -> bool:
        """Keep a scan behind keys that are kept, or until the screen it is for is there."""
        work = self._work
        if work is None or self._playing or not self._stand():
            return False
        if not self._kept and not work.scans_wait():
            return False
        self._keep(text)
        return True

    def forget(self) -> None:
        """What was typed ahead is not done: the step before it was refused, or it was taken back."""
        self._kept.clear()
        self._timer.stop()

    def _stand(self) -> bool:
        """Whether keys are kept now; what was kept goes first when the wait is over."""
        if not self._waits():
            self._look()
        return self._waits() or bool(self._kept)

    def _waits(self) -> bool:
        return self._work is not None and self._work.waits()

    def _keep(self, pressed: QKeyEvent | str) -> None:
        if not self._kept:
            self._begin()
            self._timer.start()
        if len(self._kept) < MOST:
            self._kept.append(pressed)

    def _begin(self) -> None:
        self._since, self._from = self._clock(), self._host.screen()

    def _repeats(self, event: QKeyEvent) -> bool:
        return not self._kept and event.key() in ONCE and event.key() == self._last

    def _look(self) -> None:
        """Do what was kept, up to the next wait."""
        if self._playing or self._waits() or not self._kept:
            return
        if self._stayed() or self._clock() - self._since > LONGEST_S:
            self.forget()
            self._host.refuse()
            return
        self._play_on()
        self._begin()
        if not self._kept:
            self._timer.stop()

    def _play_on(self) -> None:
        self._tell(ahead=True)
        try:
            while self._kept and not self._waits():
                self._play(self._kept.popleft())
        finally:
            self._tell(ahead=False)

    def _tell(self, *, ahead: bool) -> None:
        self._playing = ahead
        if self._work is not None:
            self._work.ahead(typed=ahead)

    def _play(self, pressed: QKeyEvent | str) -> None:
        if isinstance(pressed, str):
            self._host.scanned(pressed)
            return
        self._last = pressed.key()
        self._host.deliver(pressed)
        while self._waits() and self._kept and self._is_last(self._kept[0]):
            self._kept.popleft()

    def _is_last(self, pressed: QKeyEvent | str) -> bool:
        return not isinstance(pressed, str) and pressed.key() in ONCE and pressed.key() == self._last

    def _stayed(self) -> bool:
        """Whether a PIN or a float was not taken: the next digits would be another try."""
        now = self._host.screen()
        return now is self._from and now is not Screen.FLOOR
