"""How keys and scans come into the window: the scanner's filter, what waits for its screen, the router."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeyEvent, QWindow

from app.ui.pages import Screen

if TYPE_CHECKING:
    from app.ui.kept_keys import KeptKeys, Work
    from app.ui.keys import KeyRouter, KeyTarget
    from app.ui.wedge_filter import KeyJudge, WedgeFilter, WedgeHost


class IntakeHost(Protocol):
    """The window."""

    screen_now: Screen

    def take_scan(self, text: str) -> None:
        """Hand a scan to the screen that shows."""
        ...

    def scan_refused(self) -> None:
        """Say aloud that something was dropped."""
        ...


class Intake:
    """Owns the filters on the native window; built of what is imported after the first paint.

    Args:
        host: The window, as what scans are for.
        target: The window, as what keys are for.
        fields: The window, as where a torn scan is taken back.
    """

    def __init__(self, host: IntakeHost, target: KeyTarget, fields: WedgeHost, parent: QObject) -> None:
        self._host = host
        self._target = target
        self._fields = fields
        self._parent = parent
        self._window: QWindow | None = None
        self._judge: KeyJudge | None = None
        self._wedge: WedgeFilter | None = None
        self._router: KeyRouter | None = None
        self._kept: KeptKeys | None = None
        self._badges = False

    @property
    def holding(self) -> bool:
        """Whether keys pressed wait to be told from a scan, or for their screen."""
        judged = self._wedge is not None and self._wedge.holding
        return judged or (self._kept is not None and self._kept.waiting)

    def use_scanner(self, judge: KeyJudge) -> None:
        """Let a keyboard-wedge scanner see every key first."""
        self._judge, self._window = judge, None
        self.want_badges(self._badges)

    def want_badges(self, wanted: bool) -> None:
        """A scan over a PIN is thrown away, unless a badge may be meant (hardware.md section 8, rule 7)."""
        self._badges = wanted
        if self._judge is not None:
            self._judge.scan_wanted = wanted

    def wait_for(self, work: Work) -> None:
        """Keep keys while the till is at something."""
        self._keeper().wait_for(work)

    def forget(self) -> None:
        """A step was refused: what was typed behind it is not done."""
        if self._kept is not None:
            self._kept.forget()

    def takes_scan(self, text: str) -> bool:
        """Whether a scan waits for its screen."""
        return self._kept is not None and self._kept.takes_scan(text)

    def watch(self, window: QWindow) -> None:
        """Put the key filters on a native window, the scanner's last so that it sees keys first."""
        if window is self._window:
            return
        if self._router is None:
            from app.ui.keys import KeyRouter

            self._router = KeyRouter(self._target, self._keeper(), self._parent)
        window.installEventFilter(self._router)
        self._window = window
        if self._judge is not None:
            from app.ui.wedge_filter import WedgeFilter

            if self._wedge is not None:
                window.removeEventFilter(self._wedge)
                self._wedge.deleteLater()
            self._wedge = WedgeFilter(self._judge, self._fields, window, self._parent)

    # -- what waits (KeptHost) ----------------------------------------------------------------------

    def screen(self) -> Screen:
        """What stands below the strip."""
        return self._host.screen_now

    def deliver(self, event: QKeyEvent) -> None:
        """Press a key that was kept, past the scanner, which has judged it."""
        if self._wedge is not None:
            self._wedge.hand_on(event)
        elif self._window is not None:
            QCoreApplication.sendEvent(self._window, event)

    def scanned(self, text: str) -> None:
        """Hand on a scan that was kept."""
        self._host.take_scan(text)

    def refuse(self) -> None:
        """Say aloud that something was not done."""
        self._host.scan_refused()

    def _keeper(self) -> KeptKeys:
        if self._kept is None:
            from app.ui.kept_keys import KeptKeys

            self._kept = KeptKeys(self, self._parent)
        return self._kept
