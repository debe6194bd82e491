"""The window of the till: painted first, then its data opened, then everything wired to it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from app.bridge.application import Application
from app.bridge.collector import GuiCollector
from app.bridge.mailbox import Mailbox
from app.bridge.runners import ThreadBackground
from app.choices import keep_choices, with_choices
from app.compose.opening import Launch, Opened, open_till
from app.compose.parts import TillParts
from app.system import SystemClock, SystemIds
from app.ui.i18n import Translator
from app.ui.main_window import MainWindow, Screen
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import ThemeName
from core.domain.errors import DomainError

if TYPE_CHECKING:
    from app.compose.practice import PracticeRoom
    from app.compose.running import RunningTill
    from app.presenters.states import Sound
    from app.ui.customer_screen import CustomerScreen
    from app.ui.sounds import SoundPlayer

EXIT_ALREADY_OPEN: Final = 3
EXIT_REFUSED: Final = 4
EXIT_INTERNAL: Final = 70
_THEMES: Final = {"light": ThemeName.LIGHT, "dark": ThemeName.DARK, "contrast": ThemeName.CONTRAST}
_THEME_NAMES: Final = {name: code for code, name in _THEMES.items()}

log = logging.getLogger(__name__)


class TillWindow:
    """One start of the program, from the first paint to the last."""

    def __init__(self, application: Application, launch: Launch) -> None:
        self.application = application
        self.launch = launch
        self.mailbox = Mailbox()
        self._collector = GuiCollector()
        chosen = with_choices(launch.config)
        theme = Theme(_THEMES[chosen.theme])
        theme.install(application.qt)
        translator = Translator(self._keep_choices)
        translator.switch(chosen.language)
        self._player: SoundPlayer | None = None
        self.window = MainWindow(theme, translator, sounds=self._sound, theme_changed=self._keep_choices)
        self.window.after_first_paint(self._painted)
        self.parts = TillParts(
            launch=launch,
            window=self.window,
            translator=translator,
            mailbox=self.mailbox,
            background=ThreadBackground(self.mailbox),
            clock=SystemClock(),
            ids=SystemIds(),
        )
        self.running: RunningTill | None = None
        self.customer: CustomerScreen | None = None
        self.room: PracticeRoom | None = None
        self._exit_code = EXIT_REFUSED
        self._hand_over = threading.Lock()
        self._choosing = threading.Lock()
        self._leaving = False
        self._waiting: Opened | None = None
        self.on_painted: list[Callable[[], Any]] = []
        self.on_ready: list[Callable[[RunningTill], Any]] = []

    def show(self) -> None:
        """Paint «Abriendo la caja…»."""
        self.window.show()

    def close(self) -> None:
        """Stop what runs, in the order that loses nothing; what is still being opened is closed too."""
        if self._player is not None:
            self._player.close()
        self._collector.stop()
        customer, self.customer = self.customer, None
        if customer is not None:
            customer.close()
        self.window.translator.remove()  # one that is collected later tells widgets that are half gone
        self.mailbox.close()
        if self.room is not None:
            self.room.close()
        if self.running is not None:
            self.running.close()
            return
        with self._hand_over:
            self._leaving = True
            opened, self._waiting = self._waiting, None
        if opened is not None:
            opened.store.close()

    def _sound(self, sound: Sound) -> None:
        if self._player is not None:
            self._player.play(sound)

    def _keep_choices(self) -> None:
        self.parts.background.run(self._write_choices, _kept, _not_kept)

    def _write_choices(self) -> None:
        with self._choosing:  # read inside: whoever writes last writes what is shown last
            theme, language = _THEME_NAMES[self.window.theme.name], self.window.translator.language
            keep_choices(self.launch.config.data_dir, theme, language)

    def _painted(self) -> None:
        self._collector.start()
        for call in self.on_painted:
            call()
        self.parts.background.run(self._open, self._opened, self._refused)

    def _open(self) -> Opened:
        opened = open_till(self.launch, self.parts.clock, self.parts.ids)
        with self._hand_over:
            if not self._leaving:
                self._waiting = opened
                return opened
        opened.store.close()
        raise DomainError("store_closed")

    def _opened(self, opened: Opened) -> None:
        from app.compose.running import RunningTill
        from app.ui.sounds import SoundPlayer, find_player

        self._player = SoundPlayer(find_player(self.launch.config.volume), self.application.qt.beep)
        with self._hand_over:
            self._waiting = None
        try:
            self.running = RunningTill(self.parts.own(self.launch), opened, self.practise)
        except Exception:
            opened.store.close()
            raise
        self.running.begin()
        self._open_room(self.running, self._serve_customer(self.running))
        self._collector.keep()
        for call in self.on_ready:
            call(self.running)

    def practise(self) -> None:
        """Into PRÁCTICA, or out of it; without a word while a sale or a PIN is under way."""
        if self.room is not None:
            self.room.toggle()

    def _open_room(self, running: RunningTill, customer: CustomerScreen) -> None:
        from app.compose.practice import PracticeRoom

        self.room = PracticeRoom(self.parts, running, customer.follow)

    def _serve_customer(self, running: RunningTill) -> CustomerScreen:
        from app.ui.customer_display import title_words
        from app.ui.customer_screen import CustomerScreen
        from app.ui.widgets.actions_panel import Extra

        display = self.launch.config.display
        customer = CustomerScreen(self.window.theme, self.parts.clock.monotonic, self.window, display)
        customer.follow(running.feed)
        if self.launch.demo:
            self.window.add_extra(Extra("customer_display", "display", title_words, customer.open_window))
        self.customer = customer
        return customer

    def _refused(self, error: Exception) -> None:
        from app.presenters.refusals import of_start

        message = of_start(error)
        code = error.code if isinstance(error, DomainError) else ""
        if code:
            log.warning("the till does not open: %s", error)
        else:
            log.error("the till does not open", exc_info=error)
        if code == "not_enrolled" and not getattr(sys, "frozen", False):  # a package brings no centre
            self.window.start.show_not_enrolled(message, self._open_demo, self._leave_quietly)
        else:
            self._exit_code = EXIT_ALREADY_OPEN if code == "store_already_open" else EXIT_REFUSED
            self.window.start.show_refused(message, self._leave_refused)
        self.window.show_screen(Screen.START)

    def _open_demo(self) -> None:
        import subprocess

        from app.processes import python_command, spawn_apart

        try:
            spawn_apart(python_command("app", "demo"))
        except (OSError, subprocess.SubprocessError):
            log.exception("the demo shop did not start")
            return
        self.application.leave(0)

    def _leave_quietly(self) -> None:
        self.application.leave(0)

    def _leave_refused(self) -> None:
        self.application.leave(self._exit_code)


def run_window(launch: Launch, attach: Callable[[TillWindow], Any] | None = None) -> int:
    """Open the till in a window and stay until it is closed; the exit code.

    Args:
        launch: What to open.
        attach: Told of the window before it is shown (the demo's panel, the director's hand).
    """
    application = Application()
    _watch_for_mistakes()
    till = TillWindow(application, launch)
    if attach is not None:
        attach(till)
    till.show()
    try:
        return application.run()
    finally:
        till.close()


def _kept(done: None) -> None:
    del done


def _not_kept(error: Exception) -> None:
    log.warning("theme and language are not kept for the next start: %s", error)


def _watch_for_mistakes() -> None:
    """A mistake of ours in a slot is logged and the till goes on (packaging.md section 10)."""

    def logged(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        log.critical("unexpected error", exc_info=(kind, error, trace))

    sys.excepthook = logged
