"""The screen of sending over a desk, with a worker that says what a test wants it to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from app.presenters.floor.panel_desk import PanelDesk
from app.presenters.floor.sending import Sending
from app.presenters.panels import Panel
from app.usecases.sending import AsideItem, Sort, Waiting
from app.usecases.state import TillState
from core.domain.outbox import RowState
from sync.link import LinkState
from sync.status import SyncStatus
from tests.fakes.clock import ManualClock
from tests.fakes.floor import RecordingFloor
from tests.fakes.till import IDENTITY

T = TypeVar("T")

ONLINE: dict[str, Any] = {"link": LinkState.ONLINE}
WAITS = Waiting({Sort.SALES: 9, Sort.RETURNS: 1, Sort.CASH: 2})
ASIDE = (
    AsideItem("e1", RowState.REVIEW, Sort.SALES, "0001-000118", 1_795_531_200_000, 1950, "STOCK_NEGATIVE"),
    AsideItem("e2", RowState.QUARANTINED, Sort.SALES, "0001-000109", 1_795_527_600_000, 4253, "CORRUPT"),
    AsideItem("e3", RowState.FENCED, Sort.SHIFTS, "", 1_795_520_400_000, None, ""),
)


class Later:
    """A background whose work waits until `finish`."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], Any]] = []

    def run(
        self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]
    ) -> None:
        def job() -> None:
            try:
                result = work()
            except OSError as error:
                failed(error)
            else:
                done(result)

        self.jobs.append(job)

    def finish(self) -> None:
        """Do what waits."""
        jobs, self.jobs = self.jobs, []
        for job in jobs:
            job()


class SendingScreen:
    """The panel open, its neighbours in hand."""

    def __init__(self, waiting: Waiting = WAITS, *, centre: bool = True) -> None:
        self.view, self.clock, self.later = RecordingFloor(), ManualClock(), Later()
        self.found, self.asked, self.sent, self.broken = waiting, 0, 0, False
        self.desk = PanelDesk(self.view, self._nothing, self._nothing)
        state = TillState(IDENTITY, "boot", self.clock, self.clock.monotonic())
        self.part = Sending(self.desk, state, self, self.later, self._send, lambda: centre)

    def waiting(self) -> Waiting:
        self.asked += 1
        if self.broken:
            raise OSError
        return self.found

    def hear(self, **values: Any) -> None:
        """The worker says this; online unless told otherwise."""
        self.part.hear(SyncStatus(**{**ONLINE, **values}))

    def ms_ago(self, seconds: float) -> int:
        """Wall clock of so many seconds ago."""
        return int((self.clock.now().timestamp() - seconds) * 1000)

    def open(self) -> Panel:
        """Open it with all that was read."""
        self.part.open()
        self.later.finish()
        return self.panel

    @property
    def panel(self) -> Panel:
        assert self.view.panel is not None
        return self.view.panel

    def _send(self) -> None:
        self.sent += 1

    def _nothing(self) -> None:
        pass
