"""Loading and switching translations. English literals are the source, Spanish is the default."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTranslator

from resources import i18n as files

DEFAULT = "es"


class Translator:
    """Puts the words of one language in force; every widget hears of it by ``LanguageChange``.

    Args:
        changed: Told when a person changed the language, not of the first one.
    """

    def __init__(self, changed: Callable[[], None] | None = None) -> None:
        self._changed = changed
        self._translator: QTranslator | None = None
        self._language = ""

    @property
    def language(self) -> str:
        """The language in force, empty before the first `switch`."""
        return self._language

    def switch(self, language: str = DEFAULT) -> None:
        """Change the language of the running program; nothing else changes.

        Args:
            language: ``es`` or ``en``; an unknown one becomes the default.

        Raises:
            FileNotFoundError: When the compiled translation is missing.
        """
        code = language if language in files.LANGUAGES else DEFAULT
        if code == self._language:
            return
        fresh = QTranslator()
        if not fresh.load(str(files.path(code))):
            raise FileNotFoundError(files.path(code))
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
        QCoreApplication.installTranslator(fresh)
        first, self._translator, self._language = not self._language, fresh, code
        if self._changed is not None and not first:
            self._changed()

    def remove(self) -> None:
        """Take the words out of force: what is left are the English literals."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
        self._translator, self._language = None, ""
