"""The screens below the strip, each built when first asked for: the first paint waits for none of them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.ui.screens.start import Start
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.presenters.states import Sound
    from app.ui.floor import Floor
    from app.ui.screens.open_shift import OpenShift
    from app.ui.screens.refused import Refused
    from app.ui.screens.sign_in import SignIn


class Screen(StrEnum):
    """What stands below the strip."""

    START = "start"
    SIGN_IN = "sign_in"
    OPEN_SHIFT = "open_shift"
    FLOOR = "floor"


class Pages:
    """Owns the screens and shows one of them.

    Args:
        sounds: Plays a sound, for the floor.
    """

    def __init__(self, theme: Theme, sounds: Callable[[Sound], None], parent: QWidget) -> None:
        self._theme = theme
        self._sounds = sounds
        self._parent = parent
        self._area = QRect()
        self.opening = Start(theme, parent)
        self._refused: Refused | None = None
        self._sign_in: SignIn | None = None
        self._open_shift: OpenShift | None = None
        self._floor: Floor | None = None

    @property
    def refused(self) -> Refused:
        """Why the till does not open."""
        if self._refused is None:
            from app.ui.screens.refused import Refused

            self._refused = Refused(self._theme, self._parent)
            self._fresh(self._refused)
        return self._refused

    @property
    def sign_in(self) -> SignIn:
        """Screen 1."""
        if self._sign_in is None:
            from app.ui.screens.sign_in import SignIn

            self._sign_in = SignIn(self._theme, self._parent)
            self._fresh(self._sign_in)
        return self._sign_in

    @property
    def open_shift(self) -> OpenShift:
        """Screen 2."""
        if self._open_shift is None:
            from app.ui.screens.open_shift import OpenShift

            self._open_shift = OpenShift(self._theme, self._parent)
            self._fresh(self._open_shift)
        return self._open_shift

    @property
    def floor(self) -> Floor:
        """Screens 3 to 7."""
        if self._floor is None:
            from app.ui.floor import Floor

            self._floor = Floor(self._theme, self._sounds, self._parent)
            self._fresh(self._floor)
        return self._floor

    def _fresh(self, page: QWidget) -> None:
        self._theme.icons.load()
        page.hide()
        page.setGeometry(self._area)

    def _built(self) -> list[QWidget]:
        pages = (self.opening, self._refused, self._sign_in, self._open_shift, self._floor)
        return [page for page in pages if page is not None]

    def place(self, area: QRect) -> None:
        """Give every screen its place."""
        self._area = area
        for page in self._built():
            page.setGeometry(area)

    def hide(self) -> None:
        """Show none of them."""
        for page in self._built():
            page.hide()

    def show(self, screen: Screen) -> None:
        """Show one screen."""
        shown = self.of(screen)
        for page in self._built():
            page.setVisible(page is shown)

    def of(self, screen: Screen) -> Start | Refused | SignIn | OpenShift | Floor:
        """The screen of a name; at the start the refusal, if there is one."""
        if screen is Screen.FLOOR:
            return self.floor
        if screen is Screen.OPEN_SHIFT:
            return self.open_shift
        if screen is Screen.SIGN_IN:
            return self.sign_in
        return self.opening if self._refused is None else self._refused

    def restore_focus(self, screen: Screen) -> None:
        """Give the keyboard to the field that owns it on a screen."""
        page = self.of(screen)
        if isinstance(page, Start):
            page.setFocus()
        else:
            page.restore_focus()
