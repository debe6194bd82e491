"""When a stream is asked for next, and how much of it at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from core.domain.changes import AGES, PAGE_LIMIT, Stream
from core.ports.changes import StreamState
from core.ports.clock import IdSource
from sync.backoff import Backoff
from sync.batch import BatchSize

EARLIEST: Final = 0.8
"""Share of the soft age after which a stream may be asked for: the tills of a chain spread over the rest."""
HELD_LOOK_S: Final = 30.0


@dataclass(slots=True)
class StreamPlan:
    """One stream's schedule; times are monotonic seconds.

    Attributes:
        due_at: When to ask.
        state: What the sink said last.
        code: Why the last attempt brought nothing, empty since one did.
        size: Most changes of the next page; halved when a page does not come in time.
    """

    stream: Stream
    due_at: float
    state: StreamState = field(default_factory=StreamState)
    code: str = ""
    size: BatchSize = field(default_factory=lambda: BatchSize(PAGE_LIMIT))
    _backoff: Backoff = field(default_factory=Backoff)
    _anew: bool = False

    @property
    def failing(self) -> bool:
        """Whether the wait is one for a failure."""
        return self._backoff.failures > 0

    def left_s(self, now_ms: int) -> float:
        """Seconds until the soft age of what is kept, between none and all of it.

        Args:
            now_ms: The centre's time, Unix milliseconds.
        """
        soft = float(AGES[self.stream].soft_s)
        if self.state.cursor is None or self.state.snapshot or self.state.fresh_at_ms is None:
            return 0.0
        return min(soft, max(0.0, soft - (now_ms - self.state.fresh_at_ms) / 1000))

    def kept(self, now: float, took_s: float, ids: IdSource, *, more: bool) -> None:
        """A page is kept; without ``more`` the stream is fresh."""
        self.code = ""
        self.size.answered(took_s)
        self._backoff.succeeded()
        self.due_at = now
        if not more:
            self._anew = False
            self.due_at += AGES[self.stream].soft_s * ids.uniform(EARLIEST, 1.0)

    def failed(self, now: float, code: str, ids: IdSource, retry_after_s: float | None = None) -> None:
        """Wait by full jitter, after the server's wish if it named one; others are not held up."""
        self.code = code
        self.due_at = now + self._backoff.failed(ids, retry_after_s)

    def begins_anew(self, now: float, code: str, ids: IdSource) -> None:
        """The whole list is asked for: at once, but not twice at once without having come to its end."""
        if self._anew:
            self.failed(now, code, ids)
        else:
            self.code, self.due_at, self._anew = code, now, True

    def rests(self, now: float) -> None:
        """A person decides first; it is looked whether they have."""
        self.code, self.due_at = "", now + HELD_LOOK_S
