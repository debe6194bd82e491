"""A puller with all its neighbours in virtual time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.domain.changes import Stream
from core.ports.transport import AuthState, Refresh
from sync.pull.plan import StreamPlan
from sync.pull.puller import ORDER, Puller
from tests.fakes.change_log import ChangeLog
from tests.fakes.change_sink import MemoryChangeSink
from tests.fakes.change_source import LogSource
from tests.sync.support import ScriptedCredentials
from tests.sync.virtual import SeededIds, VirtualClock


class HeardLine:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.pulled: list[Stream | None] = []

    def pulling(self, stream: Stream | None) -> None:
        self.pulled.append(stream)

    def heard(self, sent: datetime, took_s: float, server_time_ms: int | None) -> None:
        self.told.append("heard")

    def served(self) -> None:
        self.told.append("served")

    def lost(self, code: str) -> None:
        self.told.append(f"lost {code}")

    def token_refused(self, refresh: Refresh) -> bool:
        self.told.append(f"token {refresh.state}")
        return refresh.state is not AuthState.UNREACHABLE

    def forbidden(self, code: str) -> None:
        self.told.append(f"forbidden {code}")


class PullRig:
    """A till's pull half; `start` begins anew as after a crash."""

    def __init__(self, *streams: Stream, seed: int = 1) -> None:
        self.clock = VirtualClock()
        self.ids = SeededIds(self.clock, seed)
        self.log = ChangeLog()
        self.streams = streams or ORDER
        self.sink = MemoryChangeSink()
        self.source = LogSource(self.log, self.now_ms)
        self.credentials = ScriptedCredentials()
        self.line = HeardLine()
        self.start()

    def start(self) -> None:
        """A new process."""
        sinks = dict.fromkeys(self.streams, self.sink)
        self.puller = Puller(
            sinks, self.source, self.credentials, self.line, self.clock, self.ids, self.now_ms
        )

    def now_ms(self) -> int:
        """The centre's clock; the till's is right."""
        return int(self.clock.now().timestamp() * 1000)

    def fill(self, stream: Stream, count: int) -> None:
        """Items at the centre."""
        for n in range(count):
            self.log.put(stream, f"item-{n:04}")

    def step(self) -> float:
        """Wait until something is due and do it."""
        self.clock.advance_to(self.puller.due)
        return self.puller.step(self.clock.monotonic())

    def settle(self, within: float = 60.0) -> None:
        """Do what falls due in a span of time; time ends with the last of it."""
        end = self.clock.monotonic() + within
        steps = 0
        while self.puller.due <= end:
            self.step()
            steps += 1
            assert steps < 500, "the puller spins"

    def plan(self, stream: Stream) -> StreamPlan:
        """The schedule of a stream."""
        return next(plan for plan in self.puller.plans if plan.stream is stream)

    def same(self, streams: Iterable[Stream] | None = None) -> bool:
        """Whether the till has exactly what the centre has."""
        return all(self.sink.in_use(one) == self.log.there(one) for one in streams or self.streams)
