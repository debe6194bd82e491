"""Tab on a panel: fields first of all, one stop for a block of answers, then the buttons of the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def go_on(stops: Sequence[QWidget], now: QWidget | None, step: int) -> bool:
    """Give the keyboard to the next stop, round and round; whether there was one to go to.

    Args:
        stops: Widgets in the order of Tab.
        now: What has the keyboard.
        step: 1, or -1 for Shift+Tab.
    """
    if not stops:
        return False
    at = next((at for at, stop in enumerate(stops) if stop is now), -1 if step > 0 else 0)
    reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
    stops[(at + step) % len(stops)].setFocus(reason)
    return True
