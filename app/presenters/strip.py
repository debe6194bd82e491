"""The status strip: link and queue, printer, drawer, till, shift, person, clock (ux.md sections 2 and 3)."""

from __future__ import annotations

from typing import Final

from app.presenters import format as fmt
from app.presenters.states import DrawerState, Level, Link, PrinterState, StripState
from app.presenters.views import StripView
from app.usecases.state import TillState

AMBER_AFTER_MS: Final = 15 * 60 * 1000
RED_AFTER_MS: Final = 4 * 3600 * 1000
"""Age of the oldest unsent event at which the queue turns amber and red (sync.md U10)."""


class StripPresenter:
    """Collects what others report and repaints only when something a person can see has changed."""

    def __init__(self, view: StripView, *, place: str, demo: bool) -> None:
        self._view = view
        self._place = place
        self._demo = demo
        self._state: TillState | None = None
        self._link = Link.CONNECTING
        self._queued = 0
        self._oldest_ms: int | None = None
        self._printer = PrinterState.NONE
        self._drawer = DrawerState.NONE
        self._reviews = (0, False)
        self.shown: StripState | None = None

    def attach(self, state: TillState) -> None:
        """The till has opened its data: from now on shift, person and clock are known."""
        self._state = state
        self._place = state.identity.terminal_name or self._place
        self.refresh()

    def link(self, link: Link) -> None:
        """The connection changed."""
        self._link = link
        self.refresh()

    def queue(self, pending: int, oldest_pending_at_ms: int | None) -> None:
        """How many events wait, and the wall clock (Unix ms) of the oldest."""
        self._queued = pending
        self._oldest_ms = oldest_pending_at_ms
        self.refresh()

    def printer(self, state: PrinterState) -> None:
        """The receipt printer's state."""
        self._printer = state
        self.refresh()

    def drawer(self, state: DrawerState) -> None:
        """The cash drawer's state."""
        self._drawer = state
        self.refresh()

    def reviews(self, count: int, late: bool) -> None:
        """How many reviews somebody at this till may decide, and whether one of them is late."""
        self._reviews = (count, late)
        self.refresh()

    def refresh(self) -> None:
        """Repaint if anything visible changed; called each second for clock and age."""
        state = self._state
        shown = StripState(
            link=self._link,
            queued=self._queued,
            queue_level=self._queue_level(),
            printer=self._printer,
            drawer=self._drawer,
            place=self._place,
            shift=f"{state.shift.number:04d}" if state and state.shift else "",
            person=state.person.name if state and state.person else "",
            clock=fmt.clock_time(state.local_time()) if state else "",
            demo=self._demo,
            reviews=self._reviews[0],
            reviews_late=self._reviews[1],
        )
        if shown != self.shown:
            self.shown = shown
            self._view.show_strip(shown)

    def _queue_level(self) -> Level:
        if self._oldest_ms is None or self._state is None:
            return Level.OK
        age = int(self._state.clock.now().timestamp() * 1000) - self._oldest_ms
        if age >= RED_AFTER_MS:
            return Level.ERR
        return Level.WARN if age >= AMBER_AFTER_MS else Level.OK
