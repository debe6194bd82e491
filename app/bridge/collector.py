"""Garbage is collected on the GUI thread alone."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS: Final = 1000


class GuiCollector(QObject):
    """Takes Python's collector off the other threads and runs it from the GUI thread's loop.

    Left to itself Python frees reference cycles on whichever thread allocates next. A widget in such a cycle
    is then destroyed on the store's, the printer's or the sync thread, and the process ends (measured with
    PySide6 6.11: a segmentation fault within seconds). What is not in a cycle is freed at once as ever.
    """

    def __init__(self, milliseconds: int = EVERY_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self.collect_due)

    def start(self) -> None:
        """From now on this object alone collects; what there is already is kept and not searched."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def keep(self) -> None:
        """What has come since is kept too: the till is open, and its goods' promotions and screens stay.

        A full collection would look through all of it, tens of milliseconds on the GUI thread.
        """
        gc.freeze()

    def stop(self) -> None:
        """Collect no more; the process is about to end."""
        self._timer.stop()

    @Slot()
    def collect_due(self) -> None:
        """Collect the oldest generation that Python itself would, none if there is little to collect."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [n for n, most in enumerate(thresholds) if most and counts[n] > most]
        if due:
            gc.collect(due[-1])
