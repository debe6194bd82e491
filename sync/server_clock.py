"""The centre's clock as seen from the till (sync.md K2); a recorded time is never rewritten by it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.domain.ages import Reached, TimeKnown, time_known
from core.ports.clock import Clock

MAX_RTT_S: Final = 2.0
MAX_AGE_S: Final = 600.0
STEP_S: Final = 1.0
KEPT: Final = 8


@dataclass(frozen=True, slots=True)
class Offset:
    """Server minus till, and its error (half the round trip), in milliseconds."""

    offset_ms: int
    error_ms: int


@dataclass(frozen=True, slots=True)
class _Sample:
    offset: Offset
    taken_at: float
    wall_minus_mono: float


class ServerClock:
    """Keeps the last samples and answers with the one of least error.

    Samples with a round trip over 2 s are dropped; when the till's wall clock is set, all are: they describe
    another clock. Used on the sync thread.

    Attributes:
        reached: The last moment the centre named, else one a former run knew of; kept when the wall clock is
            set (K5).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._samples: deque[_Sample] = deque(maxlen=KEPT)
        self.reached: Reached | None = None

    def sample(self, sent: datetime, rtt_s: float, server_time_ms: int) -> None:
        """Take one answer into account.

        Args:
            sent: Wall clock when the request left.
            rtt_s: Seconds until the answer was there, on the monotonic clock.
            server_time_ms: What the centre's clock said, Unix milliseconds.
        """
        self.reached = Reached(server_time_ms, self._running_ms(), said=True)
        if not 0.0 <= rtt_s <= MAX_RTT_S:
            return
        middle_ms = sent.timestamp() * 1000 + rtt_s * 500
        offset = Offset(round(server_time_ms - middle_ms), round(rtt_s * 500))
        self._forget_old()
        self._samples.append(_Sample(offset, self._clock.monotonic(), self._difference()))

    def best(self) -> Offset | None:
        """The sample of least error of the last 10 minutes, the newest among equals."""
        self._forget_old()
        best = min(reversed(self._samples), key=lambda sample: sample.offset.error_ms, default=None)
        return None if best is None else best.offset

    def now_ms(self) -> int:
        """The centre's time as well as it is known, Unix milliseconds."""
        offset = self.best()
        return round(self._clock.now().timestamp() * 1000) + (offset.offset_ms if offset else 0)

    def reach(self, at_ms: int) -> None:
        """A moment that a former run of the program knew of; what the centre says itself counts for more."""
        if self.reached is None:
            self.reached = Reached(at_ms, self._running_ms())

    def time_known(self) -> TimeKnown:
        """What the till can say of the time, for ages of data (K5)."""
        best = self.best()
        wall_ms = round(self._clock.now().timestamp() * 1000)
        offset_ms = None if best is None else best.offset_ms
        return time_known(wall_ms, self._running_ms(), offset_ms, self.reached)

    def _running_ms(self) -> int:
        return round(self._clock.monotonic() * 1000)

    def _difference(self) -> float:
        return self._clock.now().timestamp() - self._clock.monotonic()

    def _forget_old(self) -> None:
        difference, horizon = self._difference(), self._clock.monotonic() - MAX_AGE_S
        kept = [
            sample
            for sample in self._samples
            if abs(sample.wall_minus_mono - difference) < STEP_S and sample.taken_at >= horizon
        ]
        if len(kept) != len(self._samples):
            self._samples = deque(kept, maxlen=KEPT)
