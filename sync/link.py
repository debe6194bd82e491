"""Online or offline, steadily: «Sin conexión» within 5 s, back after two good answers (sync.md U10)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

PROBE_EVERY_S: Final = 2.5
GOOD_ANSWERS: Final = 2


class LinkState(StrEnum):
    """What the status strip shows."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"


class Link:
    """Hysteresis over answers: one missing answer is offline, two good ones in a row are online.

    A probe every 2.5 s with a limit of 2 s tells a lost link within 4.5 s, so one failure must be enough.
    """

    def __init__(self) -> None:
        self.state = LinkState.CONNECTING
        self._good = 0

    def good(self) -> None:
        """The centre answered. The first answer after the start is enough: nothing was lost before it."""
        self._good += 1
        if self._good >= GOOD_ANSWERS or self.state is LinkState.CONNECTING:
            self.state = LinkState.ONLINE

    def bad(self) -> None:
        """No answer came in time."""
        self._good = 0
        self.state = LinkState.OFFLINE
