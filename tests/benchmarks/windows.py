"""The real window over the real presenters, offscreen, with an open shift on a till of the benchmarks."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Final, Self

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from app.bridge.application import Application
from app.bridge.collector import GuiCollector
from app.compose.opening import Launch, Opened
from app.compose.parts import TillParts
from app.compose.running import RunningTill
from app.compose.window import TillWindow
from app.config import PrinterConfig, TillConfig
from app.secretstore.record_seal import RecordSeal
from app.secretstore.seal import KEY_BYTES
from app.ui.main_window import Screen
from core.domain.promotion.book import RuleBook
from tests.benchmarks.tills import PIN, WAIT_S, open_store, setup, verifier
from tests.fakes.secrets import MemorySecrets

_LOOK_MS: Final = 2


@cache
def application() -> Application:
    """One per process, without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return Application()


def turn_until(condition: Callable[[], bool], seconds: float = WAIT_S, look_ms: int = _LOOK_MS) -> None:
    """Turn Qt's loop until the condition holds.

    Raises:
        TimeoutError: it never did.
    """
    if condition():
        return
    loop, timer, deadline = QEventLoop(), QTimer(), time.monotonic() + seconds

    def look() -> None:
        if condition() or time.monotonic() > deadline:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(look_ms)
    loop.exec()
    timer.stop()
    if not condition():
        raise TimeoutError("the window did not come to that")


def turn_once() -> None:
    """Let Qt do all that is due, painting included: posted events come before a timer of 0 ms."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()


class LiveTill:
    """A window on the selling floor; everything in it is the program's own.

    Args:
        opened: A till that is open already, with its centre; else a new one without.
        pin: Of its first person.

    Garbage is collected as the program collects it, which begins with a first paint that never comes here.
    """

    def __init__(
        self,
        folder: Path,
        catalogue: Path,
        printer: str = "",
        promotions: RuleBook | None = None,
        *,
        opened: Opened | None = None,
        pin: str = PIN,
    ) -> None:
        qt = application()
        self._collector = GuiCollector()
        self._collector.start()
        config = TillConfig(
            data_dir=folder,
            config_dir=folder,
            printer=PrinterConfig("escpos", printer, "virtual", 2) if printer else None,
        )
        self.till = TillWindow(qt, Launch(config, setup))
        self.till.window.after_first_paint(_no_opening)
        parts = self.till.parts
        self._pin = pin
        self.running = RunningTill(parts, opened or _new(folder, catalogue, promotions, parts), _no_opening)
        self.till.running = self.running
        self.window = self.till.window
        self.window.show()
        self.running.begin()

    def __enter__(self) -> Self:
        """Sign in and open the shift."""
        try:
            self._enter()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Close, so that a benchmark that breaks leaves no thread behind."""
        self.close()

    def _enter(self) -> None:
        for digit in f"1{self._pin}":
            self.running.sign_in.digit(digit)
        self.running.sign_in.enter()
        turn_until(lambda: self.window.screen_now in (Screen.OPEN_SHIFT, Screen.FLOOR))
        if self.shows(Screen.OPEN_SHIFT):
            self.running.open_shift.enter()
        turn_until(partial(self.shows, Screen.FLOOR))
        self.rest()

    def shows(self, screen: Screen) -> bool:
        """Whether this screen stands."""
        return self.window.screen_now is screen

    def rest(self) -> None:
        """Wait until the store is idle and everything is painted."""
        self.running.opened.store.runner.call(_nothing)
        turn_once()
        turn_once()

    def key(self, key: Qt.Key, text: str = "") -> None:
        """A key press as the window system gives it to the window."""
        handle = self.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(handle, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def close(self) -> None:
        """Close window and till; garbage is again collected as everywhere."""
        self.window.hide()
        self.till.close()
        self.window.deleteLater()
        turn_once()
        self._collector.stop()
        gc.enable()


def _new(folder: Path, catalogue: Path, promotions: RuleBook | None, parts: TillParts) -> Opened:
    store = open_store(folder, parts.clock, parts.ids)
    identity = store.identity
    assert identity is not None
    return Opened(
        store,
        identity,
        MemorySecrets(),
        setup(),
        verifier(),
        catalogue,
        "",
        None,
        promotions or RuleBook(()),
        RecordSeal(bytes(KEY_BYTES), parts.ids),
    )


def _no_opening() -> None:
    """The store is open already."""


def _nothing() -> None:
    """An operation behind all others."""
