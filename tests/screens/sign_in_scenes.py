"""Screen 1, sign-in, in its states."""

from __future__ import annotations

from app.presenters.messages import M, Message, Tone
from app.presenters.states import Link
from app.ui.main_window import MainWindow
from app.ui.pages import Screen
from tests.fakes import presenters as fake
from tests.screens.floors import show_strip


def show(window: MainWindow, **changes: object) -> None:
    """The screen with these changes to a believable state."""
    window.sign_in.show_sign_in(fake.sign_in(language=window.translator.language, **changes))
    window.show_screen(Screen.SIGN_IN)


def normal(window: MainWindow) -> None:
    show_strip(window, shift="", person="", clock="07:58")
    show(window)


def demo(window: MainWindow) -> None:
    show_strip(window, shift="", person="", clock="07:58", demo=True)
    show(window, people=fake.people(demo=True), selected=None, typed=0)


def wrong(window: MainWindow) -> None:
    show_strip(window, shift="", person="", clock="07:58", link=Link.OFFLINE, queued=3)
    message = Message(M.WRONG_PIN, Tone.ERR, {"left": "2"}, lasting=True)
    show(window, typed=0, tries_left=2, message=message)


def practice(window: MainWindow) -> None:
    """PRÁCTICA was asked for: who practises?"""
    show_strip(window, shift="", person="", clock="07:58")
    show(window, selected=None, typed=0, message=Message(M.PRACTICE_WHO, Tone.INFO))


def wait(window: MainWindow) -> None:
    show_strip(window, shift="", person="", clock="07:58")
    message = Message(M.PIN_WAIT, Tone.WARN, {"wait": "48 s"}, lasting=True)
    show(window, selected="s3", typed=0, slots=6, wait_s=48, tries_left=0, message=message)
