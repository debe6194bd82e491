"""How old what a till knows has become, stream by stream, whatever its clock does (sync.md D8, K5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.changes import AGES, Stream


class Freshness(StrEnum):
    """Classes of age.

    Attributes:
        NEVER: The centre has not told it yet.
        STALE: It is fetched anew.
        WARN: It is said.
        HARD: The policy of the stream holds.
    """

    NEVER = "never"
    FRESH = "fresh"
    STALE = "stale"
    WARN = "warn"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Reached:
    """A moment of the centre's clock that has been reached, and the till's running clock then.

    Attributes:
        at_ms: Unix milliseconds.
        running_ms: The monotonic clock in milliseconds.
        said: Whether the centre itself said it in this run of the program.
    """

    at_ms: int
    running_ms: int
    said: bool = False

    def now_ms(self, running_ms: int) -> int:
        """The moment that must be reached by now: what has run since then is added."""
        return self.at_ms + max(0, running_ms - self.running_ms)

    def after(self, earlier: Reached | None) -> Reached:
        """What counts once this is learnt: the centre's own word, else the later of both (K5)."""
        if earlier is None or self.said:
            return self
        if earlier.said:
            return earlier
        running = max(self.running_ms, earlier.running_ms)
        return self if self.now_ms(running) > earlier.now_ms(running) else earlier


@dataclass(frozen=True, slots=True)
class TimeKnown:
    """What a till can say of the time.

    Attributes:
        now_ms: The centre's clock as well as it is known, Unix milliseconds.
        latest_ms: The later of that, the till's own clock and every moment that has been reached.
    """

    now_ms: int
    latest_ms: int


def time_known(wall_ms: int, running_ms: int, offset_ms: int | None, reached: Reached | None) -> TimeKnown:
    """Put the clocks together.

    Args:
        wall_ms: The till's wall clock, Unix milliseconds.
        running_ms: Its monotonic clock, milliseconds.
        offset_ms: Server minus till (K2), None while unknown.
        reached: The latest moment known to have been reached, see `Reached.after`.
    """
    now = wall_ms + (offset_ms or 0)
    passed = now if reached is None else reached.now_ms(running_ms)
    return TimeKnown(now, max(now, wall_ms, passed))


@dataclass(frozen=True, slots=True)
class StreamAge:
    """Age of a stream.

    Attributes:
        age_s: Whole seconds, never below zero; None for what never came.
    """

    stream: Stream
    age_s: int | None
    freshness: Freshness


def age_of(stream: Stream, fresh_at_ms: int | None, time: TimeKnown) -> StreamAge:
    """How old a stream is.

    What is said goes by the best estimate of the time; the hard limit goes by the latest, so that turning a
    clock back extends nothing.

    Args:
        stream: Which.
        fresh_at_ms: When the centre last said that there is no more, None if it never did.
        time: See `time_known`.
    """
    if fresh_at_ms is None:
        return StreamAge(stream, None, Freshness.NEVER)
    age, oldest = ((moment - fresh_at_ms) // 1000 for moment in (time.now_ms, time.latest_ms))
    limits = AGES[stream]
    if limits.hard_s is not None and oldest >= limits.hard_s:
        freshness, age = Freshness.HARD, oldest
    elif limits.warn_s is not None and age >= limits.warn_s:
        freshness = Freshness.WARN
    else:
        freshness = Freshness.STALE if age >= limits.soft_s else Freshness.FRESH
    return StreamAge(stream, max(0, age), freshness)
