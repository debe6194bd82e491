"""What takes typing on the floor: the command line or the panel's field, and the keyboard for fingers."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.presenters.panels import FieldKind
from app.presenters.states import FloorMode
from app.presenters.views import FloorActions
from app.ui.theme.theme import Theme
from app.ui.widgets.command_line import CommandLine
from app.ui.widgets.keyboard import ScreenKeyboard, Typist
from app.ui.widgets.panel.card import PanelCard
from app.ui.widgets.panel.fields import WORDS
from hardware.scanner.keys import FocusKind


class TypingHost(Protocol):
    """What this part needs of the floor."""

    mode: FloorMode
    command: CommandLine
    panel: PanelCard

    @property
    def actions_of(self) -> FloorActions | None:
        """Who hears of what people do."""
        ...

    def place_left(self) -> None:
        """Make room for the keyboard, or take it back."""
        ...

    def restore_focus(self) -> None:
        """Give the keyboard back to what owns it."""
        ...


class FloorTyping:
    """Finds what is typed into; owns the screen keyboard."""

    def __init__(self, theme: Theme, host: TypingHost, floor: QWidget) -> None:
        self._host = host
        self.keyboard = ScreenKeyboard(theme, self._typist, self._entered, self._left, floor)

    @property
    def _on_panel(self) -> bool:
        return self._host.mode is FloorMode.PANEL

    def focus_kind(self) -> FocusKind:
        """What would receive a key now."""
        if not self._on_panel:
            return FocusKind.TEXT
        field = self._host.panel.active
        if field is None:
            return FocusKind.NONE
        return FocusKind.SECRET if field.field.kind is FieldKind.PIN else FocusKind.TEXT

    def text(self) -> str:
        """Text of what takes typing, empty where nothing does."""
        if not self._on_panel:
            return self._host.command.text()
        field = self._host.panel.active
        return "" if field is None else field.text()

    def put(self, text: str) -> None:
        """Put it back to ``text`` after a torn scan."""
        field, actions = self._host.panel.active, self._host.actions_of
        if self._on_panel:
            if field is not None:
                field.put(text)
        elif actions is not None:
            self._host.command.set_text(text)
            actions.command_changed(text)

    def open(self) -> None:
        """A finger touched a field for words: the keyboard opens over the lower part of the left side."""
        if self._host.mode is not FloorMode.PAYMENT:
            self.keyboard.open()
            self._host.place_left()

    def answered(self) -> None:
        """A finger gave an answer on the panel: the field for words that comes next brings its keyboard."""
        field = self._host.panel.active
        if self._on_panel and field is not None and field.field.kind is FieldKind.TEXT:
            self.open()

    def hide(self) -> bool:
        """Take the keyboard away; whether it was there."""
        shown = not self.keyboard.isHidden()
        self.keyboard.leave()
        return shown

    def follow(self) -> None:
        """The panel changed: the keyboard goes when no field for words is active any more."""
        field = self._host.panel.active
        if field is None or field.field.kind not in WORDS:
            self.hide()

    def _typist(self) -> Typist | None:
        return self._host.panel.active if self._on_panel else self._host.command

    def _entered(self) -> None:
        actions = self._host.actions_of
        if actions is not None:
            actions.enter()

    def _left(self) -> None:
        self._host.place_left()
        self._host.restore_focus()
