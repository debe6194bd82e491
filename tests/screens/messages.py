"""Every message there is, as the notice says it: in the room it has on the narrowest floor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from app.presenters.messages import M, Message, Tone
from app.presenters.states import Act
from app.ui.main_window import MainWindow
from app.ui.theme.metrics import GAP, STRIP
from app.ui.widgets.notice import HEIGHT, Notice
from tests.app.ui.test_messages import VALUES
from tests.screens.floors import show_floor

WIDTH: Final = 588
"""Of the notice over the basket at 1024x768."""
PAGE: Final = 7
_TONES: Final = (Tone.INFO, Tone.OK, Tone.WARN, Tone.ERR)
_ALL: Final = tuple(M)
PAGES: Final = tuple(_ALL[at : at + PAGE] for at in range(0, len(_ALL), PAGE))


def _page(messages: tuple[M, ...], window: MainWindow) -> None:
    show_floor(window, 0)
    paper = QWidget(window)
    paper.setAutoFillBackground(True)
    paper.setGeometry(0, STRIP, window.width(), window.height() - STRIP)
    for place, message in enumerate(messages):
        notice = Notice(window.theme, _nothing_to_do, _stays, paper)
        notice.setGeometry(GAP, GAP + place * (HEIGHT + GAP), WIDTH, HEIGHT)
        notice.show_message(Message(message, _TONES[place % len(_TONES)], VALUES, lasting=True))
    paper.show()


def _nothing_to_do(action: Act) -> None:
    del action


def _stays() -> None:
    pass


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = tuple(
    (f"{page[0].value}", partial(_page, page)) for page in PAGES
)
