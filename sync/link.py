"""Online or offline, steadily: «Sin conexión» within 5 s, back after two good answers (sync.md U10)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

PROBE_EVERY_S: Final = 2.5
GOOD_ANSWERS: Final = 2
STEADY_ANSWERS: Final = 24
"""Answers in a row, about a minute of them, after which a link that came back is trusted again."""


class LinkState(StrEnum):
    """What the status strip shows."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"


class Link:
    """Hysteresis over answers: one missing answer is offline, two good ones in a row are online.

    A probe every 2.5 s with a limit of 2 s tells a lost link within 4.5 s, so one failure must be enough. A
    link that is lost again soon after it came back has to give twice as many good answers the next time, a
    minute of them at most: one that flaps is shown offline all the while (faults.md 12). Sending does not ask
    this: what gets through gets through.
    """

    def __init__(self) -> None:
        self.state = LinkState.CONNECTING
        self._good = 0
        self._needed = GOOD_ANSWERS
        self._since_back: int | None = None

    @property
    def answers(self) -> bool:
        """Whether the last thing heard of the centre was an answer, however steady the link is shown."""
        return self._good > 0

    def good(self) -> None:
        """The centre answered. The first answer after the start is enough: nothing was lost before it."""
        self._good += 1
        if self.state is LinkState.CONNECTING:
            self.state = LinkState.ONLINE
        elif self.state is LinkState.OFFLINE and self._good >= self._needed:
            self.state, self._since_back = LinkState.ONLINE, 0
        elif self._since_back is not None:
            self._settle(self._since_back + 1)

    def bad(self) -> None:
        """No answer came in time."""
        if self._since_back is not None:
            self._needed = min(2 * self._needed, STEADY_ANSWERS)
        self._good, self._since_back = 0, None
        self.state = LinkState.OFFLINE

    def _settle(self, answers: int) -> None:
        if answers < STEADY_ANSWERS:
            self._since_back = answers
        else:
            self._since_back, self._needed = None, GOOD_ANSWERS
