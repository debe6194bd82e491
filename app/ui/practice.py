"""What the window wears in PRÁCTICA: a violet band on top and a violet frame around every screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from app.ui.theme.metrics import STRIP
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Command
from app.ui.widgets.practice_band import PracticeBand

FRAME: Final = 4
"""Less than the margin of any screen, so that nothing moves and nothing is covered."""


class PracticeDress:
    """Band and frame; hidden until practice begins.

    Args:
        actions: Opens the list of actions.
        leave: Leads out of practice.
    """

    def __init__(self, theme: Theme, window: QWidget, actions: Command, leave: Command) -> None:
        self.band = PracticeBand(theme, actions, leave, window)
        self.band.hide()
        self._frame = _Frame(theme, window)
        self._frame.hide()

    def show(self, on: bool) -> None:
        """Put it on or take it off."""
        self.band.setVisible(on)
        self._frame.setVisible(on)
        self._frame.raise_()

    def over(self, *, floor: bool) -> None:
        """Another screen shows: the frame lies over it too."""
        self.band.offer_menu(floor)
        self._frame.raise_()

    def place(self, window: QRect) -> None:
        """Around the whole window."""
        self.band.setGeometry(window.x(), window.y(), window.width(), STRIP)
        self._frame.setGeometry(window)
        inner = window.adjusted(FRAME, FRAME, -FRAME, -FRAME)
        self._frame.setMask(QRegion(window).subtracted(QRegion(inner)))


class _Frame(QWidget):
    """Nothing but its edge; touches go through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill what the mask leaves."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color(Ink.PRACTICE))
        painter.end()
