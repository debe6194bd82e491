"""Says once when data of the centre has grown old, and when a person is wanted for it (sync.md D4, D8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.messages import M, Message, Tone
from app.presenters.states import Act
from app.usecases.centre_news import CentreNews
from app.usecases.state import TillState
from core.domain.ages import Freshness
from core.domain.changes import Stream

LOOK_S: Final = 60.0
_WORDS: Final = {
    Stream.PRICES: M.PRICES_AGED,
    Stream.TAXES: M.TAXES_AGED,
    Stream.STAFF: M.STAFF_AGED,
    Stream.PROMOTIONS: M.PROMOTIONS_AGED,
}
"""What is worth a word of its own, the weightiest first; the rest shows its age where it stands."""
_OLD: Final = frozenset({Freshness.WARN, Freshness.HARD})


class AgeWatch:
    """One notice at a time, each said once until its data is fresh again.

    Args:
        tell: Says something over the floor; only asked while somebody is there to read it.
    """

    def __init__(self, state: TillState, news: CentreNews, tell: Callable[[Message], Any]) -> None:
        self._state, self._news, self._tell = state, news, tell
        self._due = 0.0
        self._said: set[Stream] = set()
        self._held: frozenset[Stream] = frozenset()
        self._asked_in: str | None = None

    def beat(self) -> None:
        """A second has passed."""
        if self._state.clock.monotonic() >= self._due:
            self.look()

    def look(self) -> None:
        """Say the weightiest thing that is new."""
        self._due = self._state.clock.monotonic() + LOOK_S
        if self._state.person is None:
            return
        new = [*self._newly_held(), *self._prices_to_authorise(), *self._grown_old()]
        if new:
            self._tell(new[0])

    def _newly_held(self) -> list[Message]:
        held = frozenset(self._news.held())
        new, self._held = held - self._held, held
        return [_wanted(M.STREAM_HELD)] if new else []

    def _prices_to_authorise(self) -> list[Message]:
        shift = self._state.shift
        if shift is None or self._asked_in == shift.shift_id or not self._news.prices_wait():
            return []
        self._asked_in = shift.shift_id
        return [_wanted(M.PRICES_EXPIRED)]

    def _grown_old(self) -> list[Message]:
        old = {age.stream for age in self._news.ages() if age.freshness in _OLD}
        new, self._said = old - self._said, old
        return [self._aged(stream) for stream in _WORDS if stream in new]

    def _aged(self, stream: Stream) -> Message:
        told = self._state.local_time(self._news.told_at(stream))
        time = f"{told:%d/%m} {fmt.clock_time(told)}"
        return Message(_WORDS[stream], Tone.WARN, {"as_of": time}, action=Act.CENTRE_DATA)


def _wanted(words: M) -> Message:
    return Message(words, Tone.WARN, action=Act.CENTRE_DATA, lasting=True)
