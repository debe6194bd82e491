"""`core.ports.changes.ChangeSource` over a log in memory, with faults on demand."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from core.domain.changes import ChangePage, Stream
from core.ports.changes import Fetched, FetchKind
from tests.fakes.change_log import ChangeLog

Answer = Fetched | Callable[[ChangePage], ChangePage]


@dataclass(slots=True)
class LogSource:
    """Answers from the log unless a script for the stream says otherwise.

    Attributes:
        asked: Every request.
        script: Answers, or changes to the page that would have come, by stream.
        before: Called with every request before it is answered.
        now_ms: The centre's clock.
    """

    log: ChangeLog
    now_ms: Callable[[], int]
    asked: list[tuple[Stream, str | None, int]] = field(default_factory=list[tuple[Stream, str | None, int]])
    script: dict[Stream, deque[Answer]] = field(default_factory=dict[Stream, deque[Answer]])
    before: Callable[[Stream], None] = lambda _: None

    def says(self, stream: Stream, *answers: Answer) -> None:
        """What the next requests for a stream bring."""
        self.script.setdefault(stream, deque()).extend(answers)

    def streams(self) -> list[Stream]:
        """Which streams were asked for, in order; forgets them."""
        asked, self.asked = [stream for stream, _, _ in self.asked], []
        return asked

    def fetch(self, stream: Stream, cursor: str | None, limit: int) -> Fetched:
        """See `ChangeSource`."""
        self.asked.append((stream, cursor, limit))
        self.before(stream)
        waiting = self.script.get(stream)
        answer = waiting.popleft() if waiting else None
        if isinstance(answer, Fetched):
            return answer
        page = self.log.page(stream, cursor, limit, self.now_ms())
        if page is None:
            return Fetched(FetchKind.GONE, code="CURSOR_GONE")
        return Fetched(FetchKind.PAGE, page if answer is None else answer(page))
