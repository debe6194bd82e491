"""Screen 19, the sending half: what waits, since when, what happens next, and one button to try now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from math import ceil
from typing import Any

from app.presenters import format as fmt
from app.presenters.floor.drain import Drain
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.sending_words import SORT_WORDS, STATE_WORDS, remarks
from app.presenters.floor.sending_words import reason as reason_words
from app.presenters.messages import Tone
from app.presenters.panels import (
    Block,
    Facts,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    Progress,
    RowItem,
    Rows,
    Say,
)
from app.presenters.review_wording import V
from app.presenters.wording import W
from app.usecases.proving import Background
from app.usecases.sending import AsideItem, Waiting, WaitingReader
from app.usecases.state import TillState
from core.domain.money import from_cents
from core.domain.outbox import RowState
from sync.status import SyncStatus


class Sending(BasePart):
    """Implements ``PanelPart``; hears of every change of the worker, also while it is not shown.

    Args:
        reader: Asked in the background, one question at a time, only while the panel is open.
        send: «Enviar ahora».
        has_centre: Whether there is anybody to send to.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        reader: WaitingReader,
        background: Background,
        send: Callable[[], Any],
        has_centre: Callable[[], bool],
    ) -> None:
        super().__init__(host)
        self._state = state
        self._reader = reader
        self._background = background
        self._send = send
        self._has_centre = has_centre
        self._status = SyncStatus()
        self._drain = Drain()
        self._due: float | None = None
        self._waiting = Waiting()
        self._counted: tuple[object, ...] | None = None
        self._reading = False
        self._selected = 0
        self._reviews: tuple[Callable[[], int], Callable[[], Any]] | None = None

    def lead_to(self, count: Callable[[], int], show: Callable[[], Any]) -> None:
        """Let a button lead to the reviews, with how many there are."""
        self._reviews = (count, show)

    # ------------------------------------------------------------------ what is heard

    def hear(self, status: SyncStatus) -> None:
        """The worker tells something new; on the GUI thread."""
        now = self._state.clock.monotonic()
        self._status = status
        self._due = None if status.next_attempt_s is None else now + status.next_attempt_s
        self._drain.see(status, now)
        self._refresh()

    def beat(self) -> None:
        """A second has passed: the countdown and the ages move."""
        if self._host.shows(self):
            self._refresh()

    def open(self) -> None:
        """Show it; what waits by kind follows as soon as it is read."""
        self._selected, self._counted = 0, None
        self._host.open_panel(self)
        self._read()

    # ------------------------------------------------------------------ what people do

    def enter(self) -> None:
        """Send now; what came of it is said over the basket and seen here."""
        if self._has_centre():
            self._send()
            self._host.redraw()

    def move(self, step: int) -> None:
        """Up or down the items set aside."""
        if aside := self._waiting.aside:
            self._selected = max(0, min(len(aside) - 1, self._selected + step))
            self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A touch marks one."""
        del block_id
        self._selected = index
        self._host.redraw()

    def press(self, button_id: str) -> None:
        """To the reviews."""
        if button_id == "reviews" and self._reviews is not None:
            self._reviews[1]()

    # ------------------------------------------------------------------ what it shows

    def panel(self) -> Panel:
        """What stands on it now."""
        status, time = self._status, self._time
        acked = status.last_acked_at_ms
        blocks: list[Block] = [
            *remarks(
                status,
                centre=self._has_centre(),
                practice=self._state.identity.practice,
                sent_at="" if acked is None else time(acked),
                alone=any(item.state is RowState.PENDING for item in self._waiting.aside),
            )
        ]
        if self._drain.long:
            blocks.append(self._progress())
        if facts := self._facts():
            blocks.append(Facts(tuple(facts)))
        if aside := self._waiting.aside:
            rows = tuple(self._row(item) for item in aside)
            blocks.append(Rows("aside", rows, min(self._selected, len(rows) - 1)))
        idle = not self._has_centre() or status.queued == 0
        primary = PanelButton("send", Say(W.SENDING_NOW), "F10", "send", idle=idle)
        return Panel(
            "sending", "send", Say(W.SENDING_TITLE), tuple(blocks), self._subtitle(), primary, self._buttons()
        )

    def _buttons(self) -> tuple[PanelButton, ...]:
        if self._reviews is None:
            return ()
        words = Say(V.OPEN, {"count": str(self._reviews[0]())})
        return (PanelButton("reviews", words, icon="alert"),)

    def _subtitle(self) -> Label:
        if not self._status.queued:
            return ""
        return Say(W.SENDING_QUEUED, {"count": str(self._status.queued)})

    def _progress(self) -> Progress:
        done, total = self._drain.done, self._drain.total
        values = {"done": str(done), "total": str(total)}
        left = self._drain.left_s(self._state.clock.monotonic())
        if left is None:
            return Progress(Say(W.SENDING_PROGRESS, values), done, total)
        return Progress(Say(W.SENDING_PROGRESS_LEFT, {**values, "left": fmt.wait(left)}), done, total)

    def _facts(self) -> list[tuple[Label, str]]:
        status = self._status
        facts: list[tuple[Label, str]] = []
        if status.oldest_at_ms is not None:
            waited = int(self._state.clock.now().timestamp()) - status.oldest_at_ms // 1000
            when = f"{fmt.age(max(0, waited))} · {self._time(status.oldest_at_ms)}"
            facts.append((Say(W.SENDING_OLDEST), when))
        facts += self._next()
        if status.last_batch_items is not None and status.last_batch_s is not None:
            facts.append((Say(W.SENDING_LAST), f"{status.last_batch_items} · {status.last_batch_s:.1f} s"))
        facts += [(Say(SORT_WORDS[sort]), str(count)) for sort, count in self._waiting.sorts.items()]
        return facts

    def _next(self) -> list[tuple[Label, str]]:
        """What happens next: it goes now, or in so many seconds; a rest that only a person ends has none."""
        status, due = self._status, self._due
        if status.in_flight:
            return [(Say(W.SENDING_GOES), str(status.in_flight))]
        if due is not None and status.queued:
            left = max(0, ceil(due - self._state.clock.monotonic()))
            return [(Say(W.SENDING_NEXT), fmt.countdown(left))]
        return []

    def _row(self, item: AsideItem) -> RowItem:
        title: Label = item.number or Say(SORT_WORDS[item.sort])
        amount = "" if item.total_cents is None else fmt.money(from_cents(item.total_cents))
        return RowItem(
            item.event_id,
            title,
            reason_words(item),
            amount,
            Say(STATE_WORDS[item.state], {"time": self._time(item.occurred_at_ms)}),
            tone=Tone.WARN,
        )

    def _time(self, at_ms: int) -> str:
        there = self._state.local_time(datetime.fromtimestamp(at_ms / 1000, UTC))
        today = there.date() == self._state.local_time().date()
        return fmt.clock_time(there) if today else f"{there:%d/%m/%Y} {fmt.clock_time(there)}"

    # ------------------------------------------------------------------ reading

    def _refresh(self) -> None:
        if self._host.shows(self):
            self._host.redraw()
            self._read()

    def _read(self) -> None:
        """Ask anew only when the counts moved, and never twice at once."""
        status = self._status
        counts = (status.queued, status.review, status.quarantined, status.fenced, status.last_batch_s)
        if self._reading or counts == self._counted:
            return
        self._reading, self._counted = True, counts
        self._background.run(self._reader.waiting, self._read_done, self._read_failed)

    def _read_done(self, waiting: Waiting) -> None:
        self._reading, self._waiting = False, waiting
        if self._host.shows(self):
            self._host.redraw()

    def _read_failed(self, error: Exception) -> None:
        """The counts stand on the screen all the same; the next change asks again."""
        del error
        self._reading = False
