"""One physical printer port: connection, conversation and spooler, stepped by its owner thread.

Nothing here waits. `PrinterPort.step` does what can be done now and says when to come back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.domain.receipt.words import ReceiptWords
from core.domain.receipt.words_es import SPANISH
from core.ports.clock import Clock, IdSource
from core.ports.devices import (
    DeviceError,
    EventSink,
    PowerState,
    PrinterStatus,
    StatusUpdateEvent,
)
from core.ports.printing import Fence, PrintJobs
from hardware.connection import Connection, LinkState
from hardware.printer import commands
from hardware.printer.conversation import Conversation
from hardware.printer.encoder import interruption, render_job
from hardware.printer.profile import Profile
from hardware.printer.status import Bits
from hardware.printer.updates import changes, snapshot
from hardware.spool import Spooler
from hardware.transports.link import Link, LinkLostError

LOOK_UP_POLL_S: Final = 0.05
IDLE_POLL_S: Final = 10.0
ACTIVE_POLL_S: Final = 2.0
FRESH_S: Final = 2.0
"""An answer younger than this shows that the printer takes and acts on what is sent now."""


@dataclass(frozen=True, slots=True)
class PortSettings:
    """What the installer chose.

    Attributes:
        name: Name of the printer in print jobs and events.
        profile: Its model.
        words: Language of what the driver itself adds (the mark of a reprint).
        per_job: Connect for each job and let go after it (a printer shared by several tills).
    """

    name: str
    profile: Profile
    per_job: bool = False
    words: ReceiptWords = SPANISH


class PrinterPort:
    """Belongs to one thread, except `wake` and `snapshot`."""

    def __init__(
        self,
        settings: PortSettings,
        link: Link,
        jobs: PrintJobs,
        clock: Clock,
        ids: IdSource,
        sink: EventSink,
    ) -> None:
        self._settings = settings
        self._profile = settings.profile
        self._clock = clock
        self._sink = sink
        self._link = link
        self._connection = Connection(settings.name, link, ids)
        self._talk = Conversation(settings.profile)
        self._spooler = Spooler(
            settings.name,
            jobs,
            self,
            lambda job: render_job(job, settings.profile, settings.words),
            clock,
            sink,
        )
        self._poll_at: float | None = None
        self._heard_at: float | None = None
        self._ever_answered = False
        self._recovered = False
        self._clear_asked = False
        self._broken: LinkLostError | None = None
        self._reported = PrinterStatus(PowerState.UNKNOWN)
        self._now = 0.0
        self.snapshot = self._reported

    # --- the owner thread ----------------------------------------------------------------------------

    def wake(self) -> None:
        """Look at the queue in the next step; from any thread."""
        self._spooler.wake()

    def fileno(self) -> int | None:
        """Descriptor to wait on."""
        return self._link.fileno()

    def wants_write(self) -> bool:
        """Whether to wait until the link takes bytes (or stands)."""
        return self._connection.state is LinkState.OPENING or self._talk.unsent

    def step(self) -> float | None:
        """Do what can be done now.

        Returns:
            Seconds until the next step is due, None when only the link or `wake` can bring one.
        """
        self._now = self._clock.monotonic()
        if not self._recovered:
            self._recovered = True
            self._spooler.recover()
        if self._clear_asked:
            self._clear()
        self._connect()
        due: float | None = None
        for _ in range(3):
            moved = self._pumped()
            due = self._spooler.step(self._now)
            if not moved:
                break
        self._publish()
        return self._sleep(due)

    @property
    def busy(self) -> bool:
        """Whether a job is under way; from any thread."""
        return self._spooler.in_flight

    def ask_clear(self) -> None:
        """Clear in the next step; from any thread."""
        self._clear_asked = True

    def _clear(self) -> None:
        """Empty the printer's buffer, or drop what it never got; what was sent unproven is uncertain."""
        self._clear_asked = False
        self._spooler.cleared()
        if self._connection.online and self._profile.talks and not self._talk.unsent:
            self.transmit(commands.CLEAR_BUFFER)
        elif self._connection.online:
            self._lose(LinkLostError(place=self._link.place, reason="cleared"))

    def close(self) -> None:
        """End the connection; what was under way is uncertain."""
        self._spooler.link_lost("closed")
        self._connection.close()
        self._talk.reset()
        self._publish()

    def fail(self) -> None:
        """A bug ended a step: start again from a lost connection."""
        self._lose(LinkLostError(place=self._link.place, reason="bug"))

    def _connect(self) -> None:
        wanted = not self._settings.per_job or self._spooler.busy
        was_online = self._connection.online
        try:
            if self._connection.step(self._now, wanted=wanted):
                self._talk.reset()
                self._talk.greet(self._now)
                self._poll_at = self._now + IDLE_POLL_S
                self._spooler.wake()
        except DeviceError as error:
            self._lose(error)
        if was_online and self._connection.state is LinkState.CLOSED:
            self._talk.reset()

    def _pumped(self) -> bool:
        """Move bytes both ways; False while not online."""
        if not self._connection.online:
            return False
        before = self._talk.bits(self._now)
        try:
            if self._broken is not None:
                raise self._broken
            self._talk.pump(self._link, self._now)
            self._listen(before)
        except DeviceError as error:
            self._lose(error)
            return False
        return True

    def _listen(self, before: Bits) -> None:
        if self._talk.heard:
            self._talk.heard = False
            self._heard_at = self._now
            self._ever_answered = True
            self._connection.proven()
            self._spooler.heard()
        bits = self._talk.bits(self._now)
        if bits != before and bits.obstacle() is None:
            self._spooler.wake()
        if self._talk.silent(self._now):
            if self._ever_answered and not self._spooler.in_flight:
                raise LinkLostError(place=self._link.place, reason="silent")
            self._talk.give_up()
        if self._poll_at is not None and self._now >= self._poll_at:
            self._talk.ask(self._now)
            busy = self._spooler.in_flight or bits.obstacle() is not None
            self._poll_at = self._now + (ACTIVE_POLL_S if busy else IDLE_POLL_S)

    def _lose(self, error: DeviceError) -> None:
        self._broken = None
        self._heard_at = None
        self._connection.lose(error, self._now)
        self._talk.reset()
        self._spooler.link_lost(error.values.get("reason", error.code))

    def _sleep(self, spool_due: float | None) -> float | None:
        if (
            self._settings.per_job
            and not self._spooler.busy
            and self._connection.state is not LinkState.CLOSED
        ):
            return 0.0  # the next step lets go of the shared printer
        if self._connection.state is LinkState.OPENING and self._link.fileno() is None:
            return LOOK_UP_POLL_S  # a name is being looked up: nothing to wait on
        times = [spool_due, self._connection.deadline, self._talk.asked_deadline()]
        if self._connection.online and self._profile.talks:
            busy = self._spooler.in_flight
            soon = self._now + ACTIVE_POLL_S
            if self._poll_at is None or (busy and self._poll_at > soon):
                self._poll_at = soon
            times.append(self._poll_at)
        known = [time for time in times if time is not None]
        return max(0.0, min(known) - self._now) if known else None

    # --- the spooler's channel -----------------------------------------------------------------------

    def absent(self) -> str | None:
        """Code of the last failure while there is no connection."""
        return self._connection.reason if self._connection.state is LinkState.LOST else None

    def ready(self) -> bool:
        """Connected, with no bytes waiting."""
        return self._connection.online and not self._talk.unsent and self._broken is None

    def ask(self) -> None:
        """Begin a pre-flight."""
        if self._connection.online:
            self._talk.ask(self._now)

    def asking(self) -> bool:
        """Whether a question is open."""
        return self._talk.asking()

    def obstacle(self) -> str | None:
        """From fresh answers; None for a printer that never answers by nature."""
        return self._talk.bits(self._now).obstacle() if self._profile.talks else None

    def cause(self) -> str | None:
        """The trouble last named."""
        trouble = self._talk.board.last().obstacle()
        return None if trouble == "unknown" else trouble

    def transmit(self, data: bytes) -> int:
        """Send at once what the port takes."""
        mark = self._talk.put(data, self._now)
        try:
            self._talk.flush(self._link, self._now)
        except LinkLostError as error:
            self._broken = error
        return mark

    def accepted(self, mark: int) -> bool:
        """Whether the port took everything up to ``mark``."""
        return self._talk.accepted(mark)

    def progress_at(self) -> float:
        """When the port last took a byte."""
        return self._talk.progress_at

    def fence(self) -> tuple[bytes, str, Fence]:
        """Proof the profile offers."""
        ask, token = self._talk.fence()
        return ask, token, self._profile.fence

    def proven(self, token: str) -> bool:
        """Whether the proof came."""
        return self._talk.fence_seen(token)

    def fresh(self) -> bool:
        """Heard within `FRESH_S`, or silent by nature."""
        if not self._profile.talks:
            return True
        return self._heard_at is not None and self._now - self._heard_at <= FRESH_S

    def pulse(self, pin: int) -> tuple[bytes, bool]:
        """Real-time where the model has it."""
        if self._profile.realtime_pulse:
            return commands.pulse_realtime(pin), True
        return commands.pulse_queued(pin), False

    def lead_in(self) -> bytes:
        """Prologue, feed and cut."""
        return interruption(self._profile)

    def drop(self, reason: str) -> None:
        """Give the connection up."""
        self._lose(LinkLostError(place=self._link.place, reason=reason))

    # --- status --------------------------------------------------------------------------------------

    def _power(self) -> PowerState:
        if self._connection.state is LinkState.LOST:
            return PowerState.OFF_OFFLINE
        if self._connection.online and self._heard_at is not None:
            return PowerState.ONLINE
        return PowerState.UNKNOWN

    def _publish(self) -> None:
        status = snapshot(self._power(), self._talk.bits(self._now), self._profile)
        if status == self._reported:
            return
        before, self._reported = self._reported, status
        self.snapshot = status
        for update in changes(before, status):
            self._sink(StatusUpdateEvent(self._settings.name, update))
