"""Prices and rates that begin or end while the till runs, or did while it was off (sync.md D6)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

from app.store.catalog.schema import FOREVER, ROLLED_TO
from app.store.catalog.sink.in_time import PRICES, TAXES, InTimeKind
from app.store.catalog.sink.lane import Job
from app.store.catalog.sink.meta import read_meta, write_meta
from app.store.driver import Connection

KINDS: Final = (TAXES, PRICES)
SLICE: Final = 100
"""Variants put in force in one transaction: about 3 ms."""
LOOK_S: Final = 60.0
"""The wall clock is asked at least so often: it can be set."""


def roll_all(db: Connection, now_ms: int) -> None:
    """Everything at once, before anybody sells; inside the caller's transaction."""
    for kind, key in _due(db, now_ms):
        kind.settle(db, key, "", now_ms)
    write_meta(db, ROLLED_TO, str(now_ms))


class Rolling:
    """Keeps what is in force in step with the clock, some variants at a time; of the store thread."""

    def __init__(self, transact: Callable[[Job], object], now_ms: Callable[[], int]) -> None:
        self._transact = transact
        self._now_ms = now_ms
        self._waiting: deque[tuple[InTimeKind, str]] = deque()
        self._reached = 0
        self._next: int | None = None

    def changed(self) -> None:
        """Items in time came or went: the next moment is another one."""
        self._next = None

    def step(self) -> float:
        """Put some in force if a moment has passed.

        Returns:
            Seconds until it is to be called again; 0 while there is more to do.

        Raises:
            StoreError: disk, lock or damage.
        """
        now = self._now_ms()
        if not self._waiting and self._next is not None and self._reached <= now < self._next:
            return self._until(now)
        self._transact(partial(self._roll, now))
        return 0.0 if self._waiting else self._until(now)

    def _until(self, now: int) -> float:
        return max(0.0, min(LOOK_S, ((self._next or FOREVER) - now) / 1000))

    def _roll(self, now: int, db: Connection) -> None:
        if not self._waiting:
            self._waiting.extend(_due(db, now))
        for _ in range(min(SLICE, len(self._waiting))):
            kind, key = self._waiting[0]
            kind.settle(db, key, "", now)
            self._waiting.popleft()
        if not self._waiting:
            write_meta(db, ROLLED_TO, str(now))
            self._reached = now
            self._next = min(kind.next_boundary(db, now) for kind in KINDS)


def _due(db: Connection, now_ms: int) -> list[tuple[InTimeKind, str]]:
    """What begins or ends between the last time and now; also when the clock was set back over a moment."""
    since = int(read_meta(db, ROLLED_TO) or 0)
    low, high = sorted((since, now_ms))
    return [(kind, key) for kind in KINDS for key in kind.boundaries(db, "", low, high)]
