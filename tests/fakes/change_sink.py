"""In-memory `core.ports.changes.ChangeSink`: D2 to D4 at their plainest, on a disk that crashes leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from core.domain.changes import (
    SNAPSHOT_START,
    Change,
    ChangeOp,
    ChangePage,
    Stream,
    chain_digest,
    page_digest,
)
from core.ports.changes import Applied, StreamState
from core.ports.faults import CrashPoint, Faults, NoFaults

SLICE: Final = 3
VALVE: Final = 20
"""Items a stream has before D4 looks at what comes."""
DELETES: Final = 0.20
PRICES: Final = 0.30


@dataclass(slots=True)
class Kept:
    """What is on the disk of one stream; every assignment is a commit.

    Attributes:
        rows: In use, tombstones too.
        shadow: A snapshot on its way, with its sum so far.
        held: What waits for a person: a page, or the end of a snapshot.
    """

    state: StreamState = field(default_factory=StreamState)
    rows: dict[str, Change] = field(default_factory=dict[str, Change])
    shadow: dict[str, Change] = field(default_factory=dict[str, Change])
    sum: tuple[bytes, int, int] = (SNAPSHOT_START, 0, 0)
    held: tuple[ChangePage, int] | None = None


class MemoryChangeSink:
    """Survives the process that uses it; `faults` may end that between two slices.

    Args:
        faults: Reached between slices.
        committed: Called after every commit with the stream.
    """

    def __init__(
        self, faults: Faults | None = None, committed: Callable[[Stream], None] = lambda _: None
    ) -> None:
        self.faults: Faults = faults or NoFaults()
        self._committed = committed
        self._disk: dict[Stream, Kept] = {}

    def state(self, stream: Stream) -> StreamState:
        """See `ChangeSink`."""
        return self.kept(stream).state

    def rows(self, stream: Stream) -> dict[str, Change]:
        """What is in use, by id, tombstones too."""
        return dict(self.kept(stream).rows)

    def in_use(self, stream: Stream) -> dict[str, int]:
        """Versions of what is there."""
        return {
            name: change.version
            for name, change in self.kept(stream).rows.items()
            if change.op is ChangeOp.UPSERT
        }

    def apply(self, page: ChangePage, fetched_at_ms: int) -> Applied:
        """See `ChangeSink`."""
        kept = self.kept(page.stream)
        state = kept.state
        if state.held:
            return Applied.HELD
        if page.generation == state.generation and page.next_cursor == state.cursor and page.snapshot:
            return Applied.KEPT
        begins = state.cursor is None and page.snapshot
        goes_on = state.generation == page.generation and state.snapshot == page.snapshot
        if not begins and (state.cursor is None or not goes_on):
            return Applied.REFUSED
        return (self._snapshot if page.snapshot else self._delta)(kept, page, fetched_at_ms)

    def restart(self, stream: Stream) -> None:
        """See `ChangeSink`."""
        kept = self.kept(stream)
        kept.state = StreamState(fresh_at_ms=kept.state.fresh_at_ms)
        kept.shadow, kept.sum, kept.held = {}, (SNAPSHOT_START, 0, 0), None
        self._committed(stream)

    def decide(self, stream: Stream, *, take: bool) -> None:
        """See `ChangeSink`."""
        kept = self.kept(stream)
        if kept.held is None:
            return
        if not take:
            self.restart(stream)
            return
        page, at_ms = kept.held
        kept.held, kept.state = None, replace(kept.state, held=False)
        if page.snapshot:
            self._swap(kept, page, at_ms)
        else:
            self._keep(kept, page, at_ms)

    def kept(self, stream: Stream) -> Kept:
        """What lies on the disk."""
        return self._disk.setdefault(stream, Kept())

    # --- what changed ---

    def _delta(self, kept: Kept, page: ChangePage, at_ms: int) -> Applied:
        if _takes_too_much(kept, page):
            return self._hold(kept, page, at_ms)
        return self._keep(kept, page, at_ms)

    def _keep(self, kept: Kept, page: ChangePage, at_ms: int) -> Applied:
        for part in _slices(page.changes):
            _put(kept.rows, part)
            self._committed(page.stream)
            self.faults.reach(CrashPoint.IN_PULL)
        kept.state = _after(kept.state, page, at_ms)
        self._committed(page.stream)
        return Applied.KEPT

    # --- whole lists ---

    def _snapshot(self, kept: Kept, page: ChangePage, at_ms: int) -> Applied:
        digest, rows, pages = kept.sum
        total = chain_digest(digest, page_digest(page.changes)), rows + len(page.changes), pages + 1
        said = page.snapshot_total
        if page.has_more != (said is None):
            return Applied.REFUSED
        if said is not None and (said.sha256, said.rows, said.pages) != (total[0].hex(), *total[1:]):
            return Applied.REFUSED
        for part in _slices(page.changes):
            _put(kept.shadow, part)
            self.faults.reach(CrashPoint.IN_PULL)
        if said is None:
            kept.sum, kept.state = total, replace(_after(kept.state, page, at_ms), snapshot=True)
            self._committed(page.stream)
            return Applied.KEPT
        lost = set(self.in_use(page.stream)) - set(kept.shadow)
        if _over(len(lost), DELETES, self.in_use(page.stream)):
            return self._hold(kept, page, at_ms)
        return self._swap(kept, page, at_ms)

    def _swap(self, kept: Kept, page: ChangePage, at_ms: int) -> Applied:
        kept.rows, kept.shadow, kept.sum = kept.shadow, {}, (SNAPSHOT_START, 0, 0)
        kept.state = replace(_after(kept.state, page, at_ms), snapshot=False)
        self._committed(page.stream)
        return Applied.SWAPPED

    def _hold(self, kept: Kept, page: ChangePage, at_ms: int) -> Applied:
        kept.held, kept.state = (page, at_ms), replace(kept.state, held=True)
        self._committed(page.stream)
        return Applied.HELD


def _slices(changes: Sequence[Change]) -> Iterable[Sequence[Change]]:
    return [changes[start : start + SLICE] for start in range(0, len(changes), SLICE)]


def _put(rows: dict[str, Change], changes: Iterable[Change]) -> None:
    for change in changes:
        if change.id not in rows or rows[change.id].version < change.version:
            rows[change.id] = change


def _after(state: StreamState, page: ChangePage, at_ms: int) -> StreamState:
    fresh = state.fresh_at_ms if page.has_more else at_ms
    return replace(state, cursor=page.next_cursor, generation=page.generation, fresh_at_ms=fresh)


def _takes_too_much(kept: Kept, page: ChangePage) -> bool:
    there = {name for name, change in kept.rows.items() if change.op is ChangeOp.UPSERT}
    gone = {change.id for change in page.changes if change.op is ChangeOp.DELETE} & there
    moved = {change.id for change in page.changes if change.op is ChangeOp.UPSERT} & there
    prices = page.stream is Stream.PRICES and _over(len(moved), PRICES, there)
    return prices or _over(len(gone), DELETES, there)


def _over(count: int, share: float, there: Iterable[str]) -> bool:
    total = len(set(there))
    return total >= VALVE and count > share * total
