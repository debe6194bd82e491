"""What stands above every screen: the strip, or in PRÁCTICA its band; each built when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.ui.theme.metrics import STRIP
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.presenters.states import Act
    from app.ui.practice import PracticeDress
    from app.ui.widgets.button import Command
    from app.ui.widgets.strip import Strip


class Head:
    """Keeps both in the same place and shows the one that belongs there.

    Args:
        actions: Opens the list of actions.
        lock: Leaves the till to another person.
        leave: Leads out of PRÁCTICA.
        lead: Does what a status of the strip leads to.
    """

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        actions: Command,
        lock: Command,
        leave: Command,
        lead: Callable[[Act], None],
    ) -> None:
        self._theme = theme
        self._window = window
        self._actions = actions
        self._lock = lock
        self._leave = leave
        self._lead = lead
        self._floor = False
        self._strip: Strip | None = None
        self._practice: PracticeDress | None = None

    @property
    def strip(self) -> Strip:
        """The strip."""
        if self._strip is None:
            from app.ui.widgets.strip import Strip

            self._theme.icons.load()
            self._strip = Strip(self._theme, self._actions, self._lock, self._lead, self._window)
            self._fresh()
            self._strip.show()
        return self._strip

    @property
    def practice(self) -> PracticeDress:
        """The dress of PRÁCTICA, with its band."""
        if self._practice is None:
            from app.ui.practice import PracticeDress

            self._theme.icons.load()
            self._practice = PracticeDress(self._theme, self._window, self._actions, self._leave)
            self._fresh()
        return self._practice

    def _fresh(self) -> None:
        self.place(self._window.rect())
        self.over(floor=self._floor)

    def dress(self, on: bool) -> None:
        """Wear the dress of PRÁCTICA, or take it off."""
        self.practice.show(on)
        self.strip.setVisible(not on)

    def over(self, *, floor: bool) -> None:
        """Another screen shows: only the floor has a list of actions."""
        self._floor = floor
        if self._strip is not None:
            self._strip.offer_menu(floor)
        if self._practice is not None:
            self._practice.over(floor=floor)

    def place(self, window: QRect) -> None:
        """Stand at the top of the window."""
        if self._strip is not None:
            self._strip.setGeometry(0, 0, window.width(), STRIP)
        if self._practice is not None:
            self._practice.place(window)
