"""Draws one scene offscreen and checks it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.i18n import Translator
from app.ui.main_window import MainWindow
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import ThemeName
from tests.fakes.presenters import RecordingPresenter
from tests.screens.audit import Recorder, audit
from tests.screens.scenes import Scene


@dataclass(frozen=True)
class Picture:
    """A scene as drawn, and what is wrong with it."""

    image: QPixmap
    faults: tuple[str, ...]


class Studio:
    """One application dressed once; a fresh window for every scene."""

    def __init__(self, app: QApplication, *, scale: int = 100) -> None:
        self.app = app
        self.theme = Theme(ThemeName.LIGHT, scale=scale)
        self.theme.install(app)
        self.theme.icons.load()
        self.translator = Translator()
        app.setCursorFlashTime(0)

    def window(self, size: QSize) -> MainWindow:
        """Open a window of a size, with presenters that write down what they are asked."""
        window = MainWindow(self.theme, self.translator)
        presenter = RecordingPresenter()
        window.bind(sign_in=presenter, open_shift=presenter, floor=presenter, authorise=presenter)
        window.resize(size)
        window.show()
        return window

    def draw(self, scene: Scene, size: QSize, theme: ThemeName, language: str) -> Picture:
        """Draw a scene; the window is gone afterwards."""
        self.theme.switch(self.app, theme)
        self.translator.switch(language)
        window = self.window(size)
        scene.build(window)
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        window.restore_focus()
        recorder = Recorder()
        self.theme.probe = recorder
        image = window.grab()
        self.theme.probe = None
        faults = audit(window, recorder, size)
        window.close()
        window.deleteLater()
        return Picture(image, tuple(faults))
