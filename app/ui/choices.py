"""Theme and language in the list of actions, until the settings have a screen of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.ui.theme.theme import Theme
from app.ui.theme.tokens import ThemeName
from app.ui.widgets.actions_panel import Extra


class Choices:
    """Two lines of the list: each goes to the next theme or language at once.

    Args:
        theme_changed: Told that a person chose a theme, to keep it.
        next_language: Changes the language.
    """

    def __init__(
        self,
        theme: Theme,
        theme_changed: Callable[[], None] | None,
        next_language: Callable[[], None],
    ) -> None:
        self._theme = theme
        self._theme_changed = theme_changed
        self._next_language = next_language

    def extras(self) -> tuple[Extra, ...]:
        """The lines."""
        return (
            Extra("theme", "moon", self._theme_words, self._next_theme),
            Extra("language", "globe", _language_words, self._next_language),
        )

    def _next_theme(self) -> None:
        order = list(ThemeName)
        name = order[(order.index(self._theme.name) + 1) % len(order)]
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._theme.switch(app, name)
        if self._theme_changed is not None:
            self._theme_changed()

    def _theme_words(self) -> str:
        words = {
            ThemeName.LIGHT: QCoreApplication.translate("Act", "Theme: light"),
            ThemeName.DARK: QCoreApplication.translate("Act", "Theme: dark"),
            ThemeName.CONTRAST: QCoreApplication.translate("Act", "Theme: high contrast"),
        }
        return words[self._theme.name]


def _language_words() -> str:
    return QCoreApplication.translate("Act", "Español / English")
