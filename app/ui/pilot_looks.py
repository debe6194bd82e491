"""Pictures of one state in many looks: a language, a theme and a size of the window each."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from app.ui.main_window import MainWindow
from app.ui.pilot_eyes import Condition
from app.ui.theme.tokens import ThemeName

QUICK: Final = 80
"""Quality as Qt has it for PNG: a third less time than usual for a sixth more bytes."""


def take_looks(
    window: MainWindow, folder: Path, name: str, looks: Iterable[str]
) -> Generator[Condition, None, list[Path]]:
    """Write ``<folder>/<look>/<name>.png`` for every look; the window is afterwards as it was.

    The state is not acted out again: the window changes its clothes and is painted, which takes some
    60 ms a picture.

    Args:
        window: In the state to be shown.
        folder: Of all pictures.
        name: Of this one.
        looks: ``<language>/<theme>/<width>x<height>``.

    Raises:
        OSError: a picture cannot be written.
        ValueError: no such look.
    """
    size, theme, language = window.size(), window.theme.name, window.translator.language
    files: list[Path] = []
    for look in looks:
        spoken, dress, extent = look.split("/")
        _change(window, _size(extent), ThemeName(dress), spoken)
        yield _at_once
        path = folder / look / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not window.grab().save(str(path), "PNG", QUICK):
            raise OSError(f"picture not written: {path}")
        files.append(path)
    _change(window, size, theme, language)
    yield _at_once
    return files


def _change(window: MainWindow, size: QSize, theme: ThemeName, language: str) -> None:
    if window.size() != size:
        window.resize(size)
    app = QApplication.instance()
    if window.theme.name is not theme and isinstance(app, QApplication):
        window.theme.switch(app, theme)
    if window.translator.language != language:
        window.speak(language)


def _size(text: str) -> QSize:
    width, _, height = text.partition("x")
    return QSize(int(width), int(height))


def _at_once() -> bool:
    """Nothing is waited for but one turn of the loop, in which the window hears of its new clothes."""
    return True
