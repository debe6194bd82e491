"""What one start of the program has before its data are open."""

from __future__ import annotations

from dataclasses import dataclass

from app.bridge.application import QtTicker
from app.bridge.mailbox import Mailbox
from app.bridge.runners import ThreadBackground
from app.compose.opening import Launch
from app.system import SystemClock, SystemIds
from app.ui.i18n import Translator
from app.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class TillParts:
    """Window, threads' way home, time and identifiers."""

    launch: Launch
    window: MainWindow
    translator: Translator
    mailbox: Mailbox
    background: ThreadBackground
    second: QtTicker
    clock: SystemClock
    ids: SystemIds
