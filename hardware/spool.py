"""The spooler: one job at a time, no receipt ever sent twice by itself (hardware.md sections 6 and 11).

Steps without waiting, inside the printer's port thread. Each state is durable before the step it announces:
SENDING is committed before the first byte leaves, and whatever happened after that and was not proven is
UNCERTAIN, which only a person (or a late proof on the same connection) settles.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from dataclasses import dataclass
from typing import Final

from core.domain.errors import DomainError
from core.ports.clock import Clock
from core.ports.devices import ErrorEvent, EventSink, OutputCompleteEvent
from core.ports.printing import (
    DRAWER_TTL_MS,
    Fence,
    PrintJob,
    PrintJobError,
    PrintJobs,
    PrintJobState,
    PrintKind,
    drawer_expired,
)
from hardware.channel import Channel, Renderer, RenderError

PATIENCE_S: Final = 15.0
"""Sent, no proof and no cause shown: after this the job is UNCERTAIN."""
WRITE_S: Final = 5.0
"""No byte taken and no cause shown for so long: the write has failed."""
RETRY_S: Final = 2.0
"""How often a waiting job is tried again when nothing reports a change before."""
STORE_RETRY_S: Final = 5.0

_log = logging.getLogger(__name__)
_S = PrintJobState


@dataclass(slots=True)
class _Flight:
    """A job whose bytes are on their way."""

    job: PrintJob
    mark: int
    token: str
    fence: Fence
    sent: bool = False
    patient_from: float = 0.0
    cause: str | None = None


class Spooler:
    """Drives the queue of one printer; every method but `wake` belongs to the port thread."""

    def __init__(
        self,
        printer: str,
        jobs: PrintJobs,
        channel: Channel,
        render: Renderer,
        clock: Clock,
        sink: EventSink,
    ) -> None:
        self._printer = printer
        self._jobs = jobs
        self._channel = channel
        self._render = render
        self._clock = clock
        self._sink = sink
        self._woken = True
        self._flight: _Flight | None = None
        self._candidate: PrintJob | None = None
        self._asked = False
        self._holding = False
        self._unproven: deque[_Flight] = deque(maxlen=64)
        self._notes: deque[tuple[str, PrintJobState, Fence | None, str | None]] = deque()
        self._store_again: float | None = None
        self._interrupted = False
        self._look_at: float | None = None

    # --- what the port asks and tells ----------------------------------------------------------------

    def wake(self) -> None:
        """Look at the queue in the next step; from any thread."""
        self._woken = True

    def heard(self) -> None:
        """The printer said something: a drawer that waits for that may go."""
        if self._holding:
            self._woken = True

    @property
    def busy(self) -> bool:
        """Whether a job is on its way or wants to be."""
        return (
            self._woken
            or self._flight is not None
            or self._candidate is not None
            or self._look_at is not None
        )

    @property
    def in_flight(self) -> bool:
        """Whether bytes of a job are under way or unproven."""
        return self._flight is not None

    def recover(self) -> None:
        """At start-up: what was under way is uncertain; a late drawer stays shut."""
        if self._jobs.recover(self._wall_ms()):
            self._interrupted = True

    def link_lost(self, reason: str) -> None:
        """The connection is gone, and with it every proof still awaited."""
        flight, self._flight = self._flight, None
        self._candidate = None
        self._unproven.clear()
        if flight is not None:
            self._doubt(flight, reason)
        self._woken = True

    def cleared(self) -> None:
        """The printer's buffer was cleared on purpose: what was sent is uncertain."""
        self.link_lost("cleared")

    # --- steps ---------------------------------------------------------------------------------------

    def step(self, now: float) -> float | None:
        """Do what can be done now; gives the monotonic second at which to be called again, if any."""
        if self._store_again is not None and now < self._store_again:
            return self._store_again
        self._store_again = None
        try:
            self._write_notes()
            self._late_proofs()
            if self._flight is not None:
                self._follow(self._flight, now)
            if self._woken or (self._look_at is not None and now >= self._look_at):
                self._woken, self._look_at = False, None
                self._look(now)
            if self._candidate is not None:
                self._try(self._candidate, now)
        except (PrintJobError, DomainError) as error:
            self._refused(error, now)
        return self._next(now)

    def _refused(self, error: PrintJobError | DomainError, now: float) -> None:
        """The queue moved under us (a person was quicker), or the store cannot write now: nothing is sent."""
        self._candidate = None
        self._look_at = now + RETRY_S
        if isinstance(error, PrintJobError):
            _log.info("a person was quicker: %s", error)
            return
        _log.error("print queue of %s: %s", self._printer, error)
        self._store_again = self._look_at = now + STORE_RETRY_S

    def _next(self, now: float) -> float | None:
        if self._store_again is not None:
            return self._store_again
        if self._woken or self._can_go_on():
            return now
        times = [] if self._look_at is None else [self._look_at]
        flight = self._flight
        if flight is not None and flight.cause is not None:
            times.append(now + 1.0)
        elif flight is not None and flight.sent:
            times.append(flight.patient_from + PATIENCE_S)
        elif flight is not None:
            times.append(self._channel.progress_at() + WRITE_S)
        return min(times) if times else None

    def _can_go_on(self) -> bool:
        """Whether the next step would find something done: nothing from outside will announce it."""
        if self._flight is not None and not self._flight.sent:
            return self._channel.accepted(self._flight.mark)
        return self._candidate is not None and self._channel.ready() and not self._channel.asking()

    def _look(self, now: float) -> None:
        """Drawers at once, then the next receipt if none is on its way."""
        self._holding = False
        while (job := self._jobs.next_job(self._printer)) is not None:
            if drawer_expired(job, self._wall_ms()):
                self._cancel(job, "ttl")
            elif job.kind is PrintKind.DRAWER:
                if not self._kick(job, now):
                    return
            else:
                if self._flight is None and self._candidate is None:
                    self._candidate, self._asked = job, False
                return
        self._candidate = None

    # --- drawer --------------------------------------------------------------------------------------

    def _kick(self, job: PrintJob, now: float) -> bool:
        """Send a pulse; False when it must wait for the link (a fraction of its short life)."""
        if not (self._channel.ready() and self._channel.fresh()):
            self._hold(job, now)
            return False
        pulse, at_once = self._channel.pulse(job.drawer_pin or 2)
        trouble = None if at_once else self._not_now()
        if trouble is not None:
            self._cancel(job, trouble)
            return True
        self._jobs.mark_sending(job.output_id, pulse, _sha256(pulse))
        mark = self._channel.transmit(pulse)
        if self._channel.accepted(mark):
            self._note(job, _S.SENT, Fence.NONE)
            self._sink(OutputCompleteEvent(self._printer, job.output_id, _S.SENT))
        else:
            self._note(job, _S.UNCERTAIN, None, "write")
        return True

    def _hold(self, job: PrintJob, now: float) -> None:
        """Wait for the link, or for a word from the printer, within the pulse's short life."""
        self._holding = True
        absent = self._channel.absent()
        if absent is not None:
            self._wait(job, absent)
        elif self._channel.ready() and not self._channel.asking():
            self._channel.ask()
        left_s = (DRAWER_TTL_MS - (self._wall_ms() - job.created_ms)) / 1000
        self._look_at = now + max(0.01, min(0.25, left_s + 0.002))

    def _not_now(self) -> str | None:
        """Why a pulse that waits in the printer's buffer must not be sent now (it would come late)."""
        if self._flight is not None or self._unproven:
            return "busy"
        return self._channel.obstacle()

    # --- receipts ------------------------------------------------------------------------------------

    def _try(self, job: PrintJob, now: float) -> None:
        """Pre-flight, then send; what is in the way is written down once and tried again for ever."""
        absent = self._channel.absent()
        if absent is not None:
            self._wait(job, absent)
            self._candidate = None
            return
        if not self._channel.ready() or self._channel.asking():
            return
        if not self._asked:
            self._asked = True
            self._channel.ask()
            if self._channel.asking():
                return
        obstacle = self._channel.obstacle()
        if obstacle is not None:
            self._wait(job, obstacle)
            self._candidate = None
            self._look_at = now + RETRY_S
            return
        self._candidate = None
        self._send(job, now)

    def _send(self, job: PrintJob, now: float) -> None:
        try:
            blob = job.blob if job.blob is not None else self._render(job)
        except RenderError as error:
            _log.error("job %s cannot be drawn: %s", job.output_id, error.code)
            self._cancel(job, error.code)
            self._woken = True
            return
        self._jobs.mark_sending(job.output_id, blob, _sha256(blob))
        ask, token, kind = self._channel.fence()
        lead_in = self._channel.lead_in() if self._interrupted else b""
        self._interrupted = False
        mark = self._channel.transmit(lead_in + blob + ask)
        self._flight = _Flight(job, mark, token, kind, patient_from=now)

    def _follow(self, flight: _Flight, now: float) -> None:
        if not flight.sent:
            if self._channel.accepted(flight.mark):
                self._sent(flight, now)
            else:
                self._stuck(flight, now)
        if flight.sent and self._flight is flight:
            self._await_proof(flight, now)

    def _sent(self, flight: _Flight, now: float) -> None:
        flight.sent, flight.patient_from, flight.cause = True, now, None
        self._note(flight.job, _S.SENT, flight.fence)
        if flight.fence is Fence.NONE:
            self._done(flight, _S.SENT)

    def _stuck(self, flight: _Flight, now: float) -> None:
        flight.cause = self._channel.cause()
        if flight.cause is None and now - self._channel.progress_at() >= WRITE_S:
            self._channel.drop("write_timeout")

    def _await_proof(self, flight: _Flight, now: float) -> None:
        if self._channel.proven(flight.token):
            self._note(flight.job, _S.PRINTED, flight.fence)
            self._done(flight, _S.PRINTED)
            return
        trouble = self._channel.obstacle()
        cause = None if trouble in {None, "unknown"} else trouble
        if cause != flight.cause:
            flight.cause, flight.patient_from = cause, now
            self._note(flight.job, _S.SENT, flight.fence, cause)
        if cause is None and now - flight.patient_from >= PATIENCE_S:
            self._flight = None
            self._unproven.append(flight)
            self._doubt(flight, "patience")
            self._woken = True

    def _late_proofs(self) -> None:
        for flight in [f for f in self._unproven if self._channel.proven(f.token)]:
            self._unproven.remove(flight)
            known = self._jobs.get(flight.job.output_id)
            if known is not None and known.state is _S.UNCERTAIN:
                self._note(flight.job, _S.PRINTED, flight.fence)
                self._sink(OutputCompleteEvent(self._printer, flight.job.output_id, _S.PRINTED))

    # --- notes ---------------------------------------------------------------------------------------

    def _done(self, flight: _Flight, state: PrintJobState) -> None:
        self._flight = None
        self._woken = True
        self._sink(OutputCompleteEvent(self._printer, flight.job.output_id, state))

    def _doubt(self, flight: _Flight, reason: str) -> None:
        self._interrupted = True
        self._note(flight.job, _S.UNCERTAIN, flight.fence, reason)
        self._sink(ErrorEvent(self._printer, "uncertain", recoverable=True, output_id=flight.job.output_id))

    def _note(
        self, job: PrintJob, state: PrintJobState, fence: Fence | None = None, error: str | None = None
    ) -> None:
        """Write a state down; if the store cannot now, it is written first thing when it can."""
        self._notes.append((job.output_id, state, fence, error))
        try:
            self._write_notes()
        except DomainError as refused:
            _log.error("print queue of %s: %s", self._printer, refused)
            self._store_again = self._clock.monotonic() + STORE_RETRY_S

    def _write_notes(self) -> None:
        while self._notes:
            output_id, state, fence, error = self._notes[0]
            try:
                self._jobs.mark(output_id, state, fence=fence, error=error)
            except PrintJobError as refused:
                _log.info("a person was quicker: %s", refused)
            self._notes.popleft()

    def _wait(self, job: PrintJob, reason: str) -> None:
        if job.state is not _S.WAITING_DEVICE or job.error != reason:
            self._jobs.mark(job.output_id, _S.WAITING_DEVICE, error=reason)

    def _cancel(self, job: PrintJob, reason: str) -> None:
        self._jobs.mark(job.output_id, _S.CANCELLED, error=reason)
        self._sink(ErrorEvent(self._printer, reason, recoverable=False, output_id=job.output_id))

    def _wall_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _sha256(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()
