"""The screens one till has in the window: its pages, and the modal that may lie over them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.ui.modal import Modal
from app.ui.pages import Pages
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.presenters.states import Sound


class Stage:
    """One till's screens; PRÁCTICA has a stage of its own, in the same places.

    Args:
        sounds: Plays a sound, for the floor.
        asking: Told when the modal comes and goes.
    """

    def __init__(
        self,
        theme: Theme,
        sounds: Callable[[Sound], None],
        asking: Callable[[bool], None],
        parent: QWidget,
    ) -> None:
        self.pages = Pages(theme, sounds, parent)
        self.modal = Modal(theme, asking, parent)

    def place(self, area: QRect) -> None:
        """Give every screen its place."""
        self.pages.place(area)
        self.modal.place(area)

    def hide(self) -> None:
        """Leave the window to another stage; what is still drawn here is not seen."""
        self.pages.hide()
        self.modal.hide()
