"""The upload half of the sync worker as a step function (sync.md section 4, faults.md section 2).

`SyncWorker.step` does at most one batch or one probe and says when it wants to be called again. A thread
(`sync.thread`) or a simulator loops it; time, ids and chance come in through ports.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from core.domain.outbox import BATCH_BYTES, BATCH_ITEMS, Batch, BatchReply, ItemStatus
from core.ports.clock import Clock, IdSource
from core.ports.outbox import Outbox
from core.ports.transport import AuthState, Credentials, Outcome, OutcomeKind, Refresh, Transport
from sync.batch import TIMEOUT_FLOOR, BatchSize
from sync.bisect import Bisect
from sync.server_clock import ServerClock
from sync.standing import Standing
from sync.status import Pause, StatusObserver, SyncStatus

log = logging.getLogger(__name__)

IDLE_LOOK_S: Final = 30.0
HELD_LOOK_S: Final = 5.0

_ANSWERS: Final = frozenset(
    {
        OutcomeKind.ANSWERED,
        OutcomeKind.AUTH,
        OutcomeKind.FORBIDDEN,
        OutcomeKind.TOO_LARGE,
        OutcomeKind.BAD_BATCH,
        OutcomeKind.UPGRADE,
    }
)
"""Outcomes that only the centre itself can give: the link is up."""
_TAKEN: Final = frozenset({ItemStatus.ACCEPTED, ItemStatus.DUPLICATE})


def _whole(batch: Batch, outcome: Outcome) -> bool:
    """Whether a failure may come from what is in the batch; size and time shrink it first (U6)."""
    match outcome.kind:
        case OutcomeKind.BAD_BATCH:
            return True
        case OutcomeKind.TOO_LARGE:
            return len(batch.items) == 1
        case OutcomeKind.UNKNOWN:
            return not (outcome.timed_out and len(batch.items) > TIMEOUT_FLOOR)
        case _:
            return False


def _all_taken(batch: Batch, reply: BatchReply) -> bool:
    """Whether a reply asks nothing of the till but to note that the centre has everything of a batch."""
    taken = {result.event_id for result in reply.results if result.status in _TAKEN}
    whole = all(item.event_id in taken for item in batch.items)
    return whole and not any(state.gaps for state in (reply.current, *reply.older))


@dataclass(frozen=True, slots=True)
class Limits:
    """Batch limits as the enrolment gave them (central.md 7.5)."""

    batch_items: int = BATCH_ITEMS
    batch_bytes: int = BATCH_BYTES


class SyncWorker:
    """Takes pending events, sends them, settles what came back; never acks what was not answered.

    `wake` and `send_now` may be called from any thread; everything else belongs to the sync thread.

    Attributes:
        standing: What this half shares with the pull.
        config_version: What the centre's last reply said its configuration is at; a hint to pull it.
    """

    def __init__(
        self,
        outbox: Outbox,
        transport: Transport,
        credentials: Credentials,
        clock: Clock,
        ids: IdSource,
        *,
        observer: StatusObserver | None = None,
        server_clock: ServerClock | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._outbox, self._transport, self._credentials = outbox, transport, credentials
        self._clock = clock
        self._limits = limits or Limits()
        self._server_clock = server_clock or ServerClock(clock)
        self.standing = Standing(outbox, transport, clock, ids, self._server_clock, observer)
        self._gate, self._board = self.standing.gate, self.standing.board
        self._size = BatchSize(self._limits.batch_items)
        self._bisect = Bisect()
        self.config_version: int | None = None
        self._look_at = clock.monotonic()
        self._took = 0.0
        self._ahead: Batch | None = None
        self._late: tuple[Batch, BatchReply] | None = None
        self._hurry = self._stopped = False
        self._woken = True

    @property
    def status(self) -> SyncStatus:
        """The last published status."""
        return self._board.current

    def wake(self) -> None:
        """Something was committed: look at the outbox now, unless a wait is on."""
        self._woken = True

    def send_now(self) -> None:
        """«Enviar ahora»: skip backoff, breaker, pause and what single items wait for, once."""
        self._hurry = True

    def stop(self) -> None:
        """Touch the outbox no more, not even for a request that is under way."""
        self._stopped = True

    def step(self, now: float) -> float:
        """Do what is due and return the monotonic second at which to call again.

        Args:
            now: Monotonic seconds of the same clock the worker was built with.
        """
        if self._hurry:
            self._hurry = False
            self._gate.skip()
            self._outbox.hurry()
            self._woken = True
        if self._woken:
            self._woken = False
            self._look_at = now
            self._board.counted()
        ahead, self._ahead = self._ahead, None
        if ahead is None or now < self._push_at() or self._needs_server_time(now):
            ahead = None
            self._mark()
        if self._needs_server_time(now):
            self.standing.probe()
        elif now >= self._push_at():
            self._push(now, ahead)
        elif now >= self.standing.probe_at:
            self.standing.probe()
        now = self._clock.monotonic()
        self._board.publish(now)
        return max(now, self.due)

    @property
    def due(self) -> float:
        """Monotonic second of what comes next: a push or a probe."""
        return min(self._push_at(), self.standing.probe_at)

    def _push_at(self) -> float:
        return max(self._look_at, self._gate.opens_at)

    def _needs_server_time(self, now: float) -> bool:
        """Before the first token: its assertion lives 60 s and would fail on a till whose clock is wrong."""
        unknown = self._credentials.token() is None and self._server_clock.best() is None
        return unknown and now >= self.standing.probe_at

    # --- upload ---

    def _push(self, now: float, ahead: Batch | None) -> None:
        if self._board.current.fenced:
            self._mark()
            self._gate.rest(Pause.FENCED, now)
            return
        batch = ahead or self._due_batch()
        if batch is None:
            self._look_at = now + (HELD_LOOK_S if self._board.current.queued else IDLE_LOOK_S)
            return
        result = self._exchange(batch)
        if self._stopped:
            return
        self._mark()
        following, self._ahead = self._ahead, None
        if isinstance(result, Refresh):
            self._board.failed(result.code or str(result.state))
            if not self.standing.token_refused(result):
                self._gate.unknown(self._clock.monotonic(), result.retry_after_s)
        elif result.kind is OutcomeKind.ANSWERED and result.reply is not None:
            self._answered(batch, result.reply, following)
        else:
            self._failed(batch, result)
        self._board.counted()

    def _due_batch(self) -> Batch | None:
        """What is due; mostly nothing is there at all, which the counts alone tell."""
        told = self._board.current
        if not told.queued and not told.quarantined:
            counts = self._board.counted()
            if not counts.pending and not counts.quarantined:
                return None
        batch = self._outbox.take(self._bisect.size(self._size.items), self._limits.batch_bytes)
        if batch is None:
            self._board.counted()
        return batch

    def _exchange(self, batch: Batch) -> Outcome | Refresh:
        """Send with a token; a 401 is met by one refresh and the same batch again (U6)."""
        if self._credentials.token() is not None:
            outcome = self._send(batch)
            if outcome.kind is not OutcomeKind.AUTH:
                return outcome
        refresh = self._credentials.refresh()
        return self._send(batch) if refresh.state is AuthState.READY else refresh

    def _send(self, batch: Batch) -> Outcome:
        self.standing.in_flight = len(batch.items)
        self._board.publish(self._clock.monotonic(), in_flight=len(batch.items))
        offset = self._server_clock.best()
        sent, started = self._clock.now(), self._clock.monotonic()
        outcome = self._transport.push(
            batch,
            int(sent.timestamp() * 1000),
            None if offset is None else offset.offset_ms,
            None if offset is None else offset.error_ms,
            self.standing.stalled,
            lambda: self._prepare(batch),
        )
        self.standing.in_flight = 0
        self._took = self._clock.monotonic() - started
        if outcome.kind in _ANSWERS:
            self.standing.heard(sent, self._took, outcome.reply.server_time_ms if outcome.reply else None)
        return outcome

    def _prepare(self, batch: Batch) -> None:
        """While the centre works on a batch, the next one is read, encoded and compressed.

        It is sent only if the answer leaves nothing else to do first; it was never marked, so dropping it
        costs nothing.
        """
        if self._ahead is not None or self._stopped or self._bisect.active or batch.alone:
            return
        self._mark()
        if self._board.current.queued <= len(batch.items):
            return
        self._ahead = self._outbox.take(self._size.items, self._limits.batch_bytes, beside=batch)
        if self._ahead is None:
            return
        offset = self._server_clock.best()
        self._transport.prepare(
            self._ahead,
            int(self._clock.now().timestamp() * 1000),
            None if offset is None else offset.offset_ms,
            None if offset is None else offset.error_ms,
        )

    def _answered(self, batch: Batch, reply: BatchReply, following: Batch | None) -> None:
        """A reply that says nothing but that all was taken is marked while the batch after it is out.

        A till that ends before it marks sends again, and all are duplicates. Any other reply is applied at
        once, and what was prepared meanwhile is dropped: it may not be what has to go next.
        """
        usual = self._size.items
        self.config_version = reply.config_version or self.config_version
        if self._board.current.grace_ms is not None:
            self._outbox.disabled(disabled=False)
        self._gate.answered()
        self._bisect.answered(batch)
        self._size.answered(self._took)
        self._board.answered(len(batch.items), self._took)
        if following is not None and usual == self._size.items and _all_taken(batch, reply):
            self._late, self._ahead = (batch, reply), following
        else:
            self._settle(batch, reply)

    def _mark(self) -> None:
        """Apply the reply that was put off."""
        late, self._late = self._late, None
        if late is not None:
            self._settle(*late)

    def _settle(self, batch: Batch, reply: BatchReply) -> None:
        settled = self._outbox.settle(batch, reply)
        self._board.settled(settled.incident)
        now = self._clock.monotonic()
        if settled.fenced:
            self.standing.rest(Pause.FENCED)
        elif not (settled.acked or settled.review or settled.retried):
            self._board.failed("no_verdict")
            self._gate.back_off(now)

    def _failed(self, batch: Batch, outcome: Outcome) -> None:
        now, code = self._clock.monotonic(), outcome.code
        self._board.failed(code)
        match outcome.kind:
            case OutcomeKind.AUTH | OutcomeKind.FORBIDDEN:
                self.standing.forbidden(code)
            case OutcomeKind.UPGRADE:
                self.standing.rest(Pause.UPGRADE_REQUIRED)
            case _ if self._poisoned(batch, outcome):
                log.info("the centre is well and fails on %d item(s): %s", len(batch.items), code)
            case OutcomeKind.TOO_LARGE:
                self._outbox.fail(batch, code)
                if not self._size.too_large(len(batch.items)):
                    self._gate.back_off(now)
            case OutcomeKind.BAD_BATCH:
                self._outbox.fail(batch, code)
                self._gate.back_off(now)
            case _:
                self._outbox.fail(batch, code)
                if outcome.timed_out:
                    self._size.timed_out(len(batch.items))
                self._gate.unknown(now, outcome.retry_after_s)
                self.standing.lost(code)

    def _poisoned(self, batch: Batch, outcome: Outcome) -> bool:
        """Whether the batch fails by what is in it (U7).

        It is narrowed down then, at once and untold to the breaker; what fails by itself is put aside.
        """
        if not _whole(batch, outcome):
            self._bisect.forget()
            return False
        if not self._blames(batch, outcome.code):
            self._bisect.failed_otherwise()
            return False
        self._gate.skip()
        if not self._bisect.narrow(batch, outcome.code):
            self._outbox.fail(batch, outcome.code)
            return True
        if self._outbox.isolate(batch, outcome.code):
            log.warning("an event is set aside: the centre fails on it alone (%s)", outcome.code)
        if self._bisect.in_a_row > 1:  # is it the centre after all? Slowly on, then
            self._gate.back_off(self._clock.monotonic())
        return True

    def _blames(self, batch: Batch, code: str) -> bool:
        """Whether the failure repeats itself while the centre says that it is well."""
        running = self._bisect.active
        if not self._bisect.equal(batch, code) and not batch.alone:
            return False
        if running and len(batch.items) > 1:
            return True
        return self.standing.link.answers and self._transport.ready()
