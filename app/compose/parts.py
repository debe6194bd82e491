"""What one start of the program has before its data are open."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    clock: SystemClock
    ids: SystemIds

    def own(self, launch: Launch) -> TillParts:
        """The same for one till of this window, with a way home that can be held for it alone."""
        mailbox = Mailbox()
        return replace(self, launch=launch, mailbox=mailbox, background=ThreadBackground(mailbox))
