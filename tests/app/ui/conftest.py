"""A dressed application, and the real window with a presenter that writes down what it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.presenters.states import Sound
from app.ui.i18n import Translator
from app.ui.input_driver import Hand
from app.ui.main_window import MainWindow
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import ThemeName
from tests.fakes.presenters import RecordingPresenter
from tests.fakes.windows import drop_windows


@dataclass
class Till:
    """The window under test."""

    window: MainWindow
    presenter: RecordingPresenter
    hand: Hand
    sounds: list[Sound]

    def switch(self, language: str) -> None:
        """Change the language; Qt posts the news of it to the window."""
        self.window.translator.switch(language)
        QCoreApplication.sendPostedEvents()

    @property
    def calls(self) -> list[tuple[object, ...]]:
        return self.presenter.calls


@pytest.fixture(scope="module", autouse=True)
def _no_windows_left() -> Iterator[None]:
    yield
    drop_windows()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    theme = Theme(ThemeName.LIGHT)
    theme.install(qapp)
    theme.icons.load()
    return theme


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[Translator]:
    translator = Translator()
    translator.switch("es")
    yield translator
    translator.remove()


@pytest.fixture
def till(qtbot: QtBot, theme: Theme, translator: Translator) -> Till:
    sounds: list[Sound] = []
    window = MainWindow(theme, translator, sounds=sounds.append)
    qtbot.addWidget(window)
    presenter = RecordingPresenter()
    window.bind(sign_in=presenter, open_shift=presenter, floor=presenter, authorise=presenter)
    window.resize(QSize(1366, 768))
    painted: list[bool] = []

    def first() -> None:
        painted.append(True)

    window.after_first_paint(first)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: bool(painted))
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendPostedEvents()
    return Till(window, presenter, Hand(window), sounds)
