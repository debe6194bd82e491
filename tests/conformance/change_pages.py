"""What the suite of `core.ports.changes.ChangeSink` needs: a harness, and pages as a centre makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from core.domain.changes import (
    SNAPSHOT_START,
    Change,
    ChangeOp,
    ChangePage,
    SnapshotTotal,
    Stream,
    chain_digest,
    page_digest,
)
from core.ports.changes import Applied, ChangeSink, StreamState

NOW_MS: Final = 1_795_532_400_000
LATER_MS: Final = NOW_MS + 60_000


class ChangeSinkHarness(Protocol):
    """What the suite needs of an implementation under test; the stream starts empty and unknown."""

    @property
    def sink(self) -> ChangeSink:
        """The implementation; asked anew after `reopen`."""
        ...

    @property
    def stream(self) -> Stream:
        """The stream under test; its items may have any number of ids."""
        ...

    @property
    def valve(self) -> int | None:
        """How many items the stream must have before D4 can hold a page, None when it never does.

        A shop with four products may well drop one; the suite holds nothing with fewer than 20.
        """
        ...

    def change(self, n: int, version: int) -> Change:
        """An upsert of the ``n``-th item with content that tells its versions apart."""
        ...

    def in_use(self) -> Mapping[str, int]:
        """Id and version of what the till reads now; nothing that is gone or not yet swapped in."""
        ...

    def reopen(self) -> None:
        """Crash and start again: memory is lost, files stay."""
        ...

    def crash_in(self, page: ChangePage, point: int) -> bool:
        """Apply ``page`` and die at its ``point``-th crash point, counted from 0; then `reopen`.

        Returns:
            Whether it died: False when the page has fewer crash points and is applied.
        """
        ...


@dataclass(frozen=True, slots=True)
class Pages:
    """Makes pages of one stream as the centre does."""

    stream: Stream
    generation: str = "g1"

    def delta(self, cursor: str, *changes: Change, more: bool = False) -> ChangePage:
        """What changed, up to ``cursor``."""
        return ChangePage(
            stream=self.stream,
            generation=self.generation,
            snapshot=False,
            server_time_ms=NOW_MS,
            changes=changes,
            next_cursor=cursor,
            has_more=more,
        )

    def snapshot(self, *pages: Iterable[Change], name: str = "s") -> list[ChangePage]:
        """The whole list in pages; cursors ``s1``, ``s2``…, the last one is the log position ``s-end``."""
        made: list[ChangePage] = []
        digest, rows = SNAPSHOT_START, 0
        for number, changes in enumerate(map(tuple, pages), 1):
            digest, rows = chain_digest(digest, page_digest(changes)), rows + len(changes)
            last = number == len(pages)
            page = self.delta(f"{name}-end" if last else f"{name}{number}", *changes, more=not last)
            total = SnapshotTotal(rows, number, digest.hex()) if last else None
            made.append(replace(page, snapshot=True, snapshot_total=total))
        return made


def delete(change: Change, version: int) -> Change:
    """The tombstone of an item."""
    return Change(ChangeOp.DELETE, change.id, version, {})


def apply_all(harness: ChangeSinkHarness, pages: Sequence[ChangePage], at_ms: int = NOW_MS) -> Applied:
    """Apply pages in order; what became of the last one."""
    results = [harness.sink.apply(page, at_ms) for page in pages]
    assert set(results[:-1]) <= {Applied.KEPT}
    return results[-1] if results else Applied.KEPT


def changes(harness: ChangeSinkHarness, *numbers: int, version: int = 1) -> list[Change]:
    """Several items of one version."""
    return [harness.change(n, version) for n in numbers]


def ids(harness: ChangeSinkHarness, *numbers: int, version: int = 1) -> dict[str, int]:
    """What `in_use` gives for these items."""
    return {harness.change(n, version).id: version for n in numbers}


def state(harness: ChangeSinkHarness) -> StreamState:
    """How far the sink is."""
    return harness.sink.state(harness.stream)


def filled(harness: ChangeSinkHarness, count: int = 4) -> Pages:
    """Items 0 to ``count`` - 1 of version 10 are in use."""
    pages = Pages(harness.stream)
    upserts = changes(harness, *range(count), version=10)
    assert apply_all(harness, pages.snapshot(upserts)) is Applied.SWAPPED
    return pages
