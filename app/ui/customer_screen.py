"""Where the customer's window stands: on the second screen while there is one; in the demo a plain window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.config import DISPLAY_AUTO, DISPLAY_OFF
from app.presenters.display import DisplaySnapshot
from app.ui.customer_display import CustomerDisplay, title_words
from app.ui.theme.theme import Theme

WINDOW_SIZE = (1024, 768)


class SeenScreen(Protocol):
    """What the choice looks at; `QScreen` is one."""

    def name(self) -> str:
        """As the system names it."""
        ...

    def geometry(self) -> QRect:
        """Its place on the desktop."""
        ...


class Feed(Protocol):
    """Where snapshots come from: `app.presenters.display.DisplayFeed`."""

    def start(self, publish: Callable[[DisplaySnapshot], Any]) -> None:
        """Begin publishing."""
        ...

    def stop(self) -> None:
        """End it."""
        ...


def pick_screen(setting: str, screens: Sequence[SeenScreen], own: SeenScreen | None) -> int | None:
    """Choose the customer's screen.

    A screen that shows the same place as the till's (a mirror) is never the customer's: the window would
    cover the till.

    Args:
        setting: ``auto``, ``off`` or a name.
        screens: All there are.
        own: The screen the till stands on.

    Returns:
        Its index, None when there is none to take.
    """
    if setting == DISPLAY_OFF:
        return None
    for at, screen in enumerate(screens):
        covers = own is not None and screen.geometry().intersects(own.geometry())
        if not covers and setting in (DISPLAY_AUTO, screen.name()):
            return at
    return None


class CustomerScreen(QObject):
    """Owns the window, follows screens that come and go, and lets a feed work only while it is shown.

    Args:
        clock: Monotonic seconds.
        window: The till's window, already shown.
        setting: ``auto``, ``off`` or the name of a screen.
    """

    def __init__(self, theme: Theme, clock: Callable[[], float], window: QWidget, setting: str) -> None:
        super().__init__(window)
        self._window = window
        self._setting = setting
        self._feed: Feed | None = None
        self.display = CustomerDisplay(theme, clock, seen=self._run)
        self.display.setObjectName("customer")
        self.display.setWindowTitle(title_words())
        self.display.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.display.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._apart = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and setting != DISPLAY_OFF:
            app.screenAdded.connect(self._screens_changed)
            app.screenRemoved.connect(self._screens_changed)
            window.windowHandle().screenChanged.connect(self._screens_changed)
        self.place()

    def follow(self, feed: Feed) -> None:
        """Show the snapshots of this feed from now on, and of no other."""
        if self._feed is not None:
            self._feed.stop()
        self._feed = feed
        self.display.forget()
        self._run()

    def place(self) -> None:
        """Stand on the customer's screen, or leave when there is none."""
        if self._apart:
            return
        screens = QGuiApplication.screens()
        at = pick_screen(self._setting, screens, self._window.screen())
        if at is None:
            self.display.hide()
        else:
            self._cover(screens[at])

    def open_window(self) -> None:
        """Show it as a plain window beside the till (the demo shop has no second screen)."""
        if not self._apart:
            self._apart = True
            self.display.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
            self.display.resize(*WINDOW_SIZE)
        self.display.hide()
        self.display.show()
        self._window.activateWindow()

    def close(self) -> None:
        """The till ends."""
        self._setting = DISPLAY_OFF
        if self._feed is not None:
            self._feed.stop()
            self._feed = None
        self.display.close()
        self.display.deleteLater()  # on this thread, whichever thread drops the last reference

    def _cover(self, screen: QScreen) -> None:
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint
        self.display.setWindowFlags(flags | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.display.setScreen(screen)
        self.display.setGeometry(screen.geometry())
        self.display.showFullScreen()

    def _screens_changed(self, screen: QScreen) -> None:
        """Look again from the event loop: Qt still moves windows of a screen that has just gone."""
        del screen
        QTimer.singleShot(0, self.place)

    def _run(self) -> None:
        """A feed works only while somebody can see it."""
        if self._feed is None:
            return
        if self.display.isVisible():
            self._feed.start(self.display.show_snapshot)
        else:
            self._feed.stop()
