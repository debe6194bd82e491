"""Virtual time: one heap of events, one thread, programs that wait on stacks of their own, one trace.

Nothing here knows of tills. The same calls in the same order give the same trace hash.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from greenlet import getcurrent, greenlet

from core.domain.ids import uuid7_from
from core.domain.journal.rows import unix_ms

START: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""True time at second 0: seven in the morning in Panama."""


class Entry:
    """Something that will happen; `cancel` takes it back."""

    __slots__ = ("action", "actor", "at", "tie")

    def __init__(self, at: float, tie: int, actor: str, action: Callable[[], None]) -> None:
        self.at, self.tie, self.actor = at, tie, actor
        self.action: Callable[[], None] | None = action

    def __lt__(self, other: Entry) -> bool:
        return (self.at, self.tie) < (other.at, other.tie)

    def cancel(self) -> None:
        """It will not happen."""
        self.action = None


class Kernel:
    """The event heap and the trace.

    Attributes:
        now: Seconds since `START`.
        events: How many have happened.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self.events = 0
        self._heap: list[Entry] = []
        self._tie = 0
        self._trace = hashlib.sha256()
        self._hub = getcurrent()

    @property
    def trace(self) -> str:
        """SHA-256 over time, actor and event of all that happened so far."""
        return self._trace.hexdigest()

    @property
    def hub(self) -> greenlet:
        """The stack the heap runs on."""
        return self._hub

    def true_time(self) -> datetime:
        """What a clock without error shows."""
        return START + timedelta(seconds=self.now)

    def after(self, seconds: float, actor: str, action: Callable[[], None]) -> Entry:
        """Let something happen in ``seconds``; what falls on one moment keeps its order."""
        self._tie += 1
        entry = Entry(self.now + max(0.0, seconds), self._tie, actor, action)
        heapq.heappush(self._heap, entry)
        return entry

    def note(self, actor: str, what: str) -> None:
        """Write into the trace."""
        self._trace.update(f"{self.now:.6f} {actor} {what}\n".encode())

    def run_until(self, end: float, after_each: Callable[[], None] | None = None) -> None:
        """Let everything happen that falls due before ``end``."""
        while self._heap and self._heap[0].at <= end:
            entry = heapq.heappop(self._heap)
            if entry.action is None:
                continue
            self.now = entry.at
            self.events += 1
            entry.action()
            if after_each is not None:
                after_each()
        self.now = max(self.now, end)


class Killed(BaseException):
    """Thrown into a program whose process is gone."""


class Process:
    """A program that blocks, on a stack of its own: a thread of the till in virtual time."""

    def __init__(
        self, kernel: Kernel, actor: str, main: Callable[[], None], ended: Callable[[BaseException], None]
    ) -> None:
        """``ended`` hears what ended the program, if not `kill`."""
        self._kernel, self._actor, self._main, self._ended = kernel, actor, main, ended
        self._stack = greenlet(self._run, kernel.hub)
        self._waiting: object = None
        self._entry: Entry | None = None

    def start(self) -> None:
        """Begin at once in virtual time."""
        self._entry = self._kernel.after(0.0, self._actor, self._resume)

    def wait(self, seconds: float, token: object) -> None:
        """Sleep, until ``seconds`` have passed or somebody wakes with the same ``token``."""
        self._waiting = token
        self._entry = self._kernel.after(seconds, self._actor, self._resume)
        self._kernel.hub.switch()

    def wake(self, token: object) -> None:
        """Go on now, if that is what the program waits for."""
        if self._waiting is token and self._entry is not None and token is not None:
            self._entry.cancel()
            self._waiting = None
            self._entry = self._kernel.after(0.0, self._actor, self._resume)

    def kill(self) -> None:
        """The process is gone, wherever its program was."""
        if self._entry is not None:
            self._entry.cancel()
        if self._stack.dead or self._stack is getcurrent():
            return
        if self._stack:
            self._stack.throw(Killed)

    def _resume(self) -> None:
        self._waiting = None
        self._stack.switch()

    def _run(self) -> None:
        try:
            self._main()
        except Killed:
            pass
        except BaseException as error:  # noqa: BLE001 - a crash ends the whole till, a violation the run
            self._ended(error)


class SimClock:
    """`Clock` of one machine: true time with an error of its own, and a monotonic clock since its start."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._uptime = 0.0
        self.error = timedelta()

    def boot(self, uptime: float) -> None:
        """The machine has run for ``uptime`` seconds."""
        self._uptime = uptime - self._kernel.now

    def now(self) -> datetime:
        """Wall clock."""
        return self._kernel.true_time() + self.error

    def monotonic(self) -> float:
        """Seconds since the machine started."""
        return self._kernel.now + self._uptime


class SimIds:
    """`IdSource` of one actor from the run's seed."""

    def __init__(self, clock: SimClock, chance: Random) -> None:
        self._clock, self._chance = clock, chance

    def uuid7(self) -> str:
        """A UUIDv7 of the machine's wall clock."""
        return uuid7_from(unix_ms(self._clock.now()), self._chance.randbytes(10))

    def random_bytes(self, count: int) -> bytes:
        """Seeded bytes."""
        return self._chance.randbytes(count)

    def uniform(self, low: float, high: float) -> float:
        """Seeded jitter."""
        return self._chance.uniform(low, high)
