"""The authorisation modal as the window holds it: built when first needed, over whichever screen shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.widgets.authorise_panel import AuthorisePanel


class Modal:
    """Owns the panel.

    Args:
        stands: Told when the modal comes and goes.
    """

    def __init__(self, theme: Theme, stands: Callable[[bool], None], parent: QWidget) -> None:
        self._theme = theme
        self._told = stands
        self._parent = parent
        self._area = QRect()
        self._panel: AuthorisePanel | None = None

    @property
    def panel(self) -> AuthorisePanel:
        """Screen 8."""
        if self._panel is None:
            from app.ui.widgets.authorise_panel import AuthorisePanel

            self._theme.icons.load()
            self._panel = AuthorisePanel(self._theme, self._told, self._parent)
            self._panel.setGeometry(self._area)
        return self._panel

    @property
    def stands(self) -> bool:
        """Whether a question is on the screen: keys and scans are its own."""
        return self._panel is not None and self._panel.stands

    def hide(self) -> None:
        """Leave the window without a word."""
        if self._panel is not None:
            self._panel.hide()

    def place(self, area: QRect) -> None:
        """Lie over an area."""
        self._area = area
        if self._panel is not None:
            self._panel.setGeometry(area)
