"""Work on ``catalog.db`` cut into slices a cashier cannot feel (performance.md 2.9)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from app.store.catalog.check import DriverError, open_for_writing
from app.store.catalog.errors import CatalogueConflictError, CatalogueDamagedError
from app.store.driver import Connection, dbapi2, is_io_error, store_error
from core.ports.clock import Clock

T = TypeVar("T")

Job = Callable[[Connection], Any]
"""A few statements inside a transaction that is open; small against `Pace.slice_s`."""


class StoreThread(Protocol):
    """The store thread, as far as the catalogue needs it."""

    def idle(self, function: Callable[[], T]) -> T:
        """Run it when nothing else waits and no payment is open; wait for it."""
        ...

    def call(self, function: Callable[[], T], timeout: float | None = 60.0) -> T:
        """Run it in its turn; wait for it."""
        ...

    def attend(self, job: Callable[[], float]) -> Callable[[], None]:
        """Call ``job`` between operations; it says in how many seconds again. Returns what ends that."""
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How work is spread.

    Attributes:
        slice_s: No job of a slice begins later than this after its first.
        pause_s: Rest after a slice.
        breath: Items read in one go, about a millisecond of the interpreter, which the window needs too.
        breath_s: Rest after them.
    """

    slice_s: float = 0.003
    pause_s: float = 0.004
    breath: int = 25
    breath_s: float = 0.0005


class Lane:
    """The one writing connection of ``catalog.db`` and its slices; each slice is one transaction."""

    def __init__(
        self,
        path: Path,
        runner: StoreThread,
        clock: Clock,
        pace: Pace,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        """Nothing is opened before the first slice.

        Args:
            path: The catalogue.
            runner: The store thread.
            clock: Measures slices.
            pace: How long they may be.
            pause: Rests so many seconds on the calling thread; None: as the clock on the wall.
        """
        self._path: Final = path
        self._runner: Final = runner
        self._clock: Final = clock
        self._pace: Final = pace
        self._pause: Final = pause or threading.Event().wait
        self._db: Connection | None = None

    def run(self, jobs: Sequence[Job], last: Job | None = None, after: Sequence[str] = ()) -> None:
        """Do the jobs in order, a slice at a time, and wait for them; not from the store thread.

        Args:
            jobs: Each in one slice with its neighbours.
            last: Done in the transaction of the last job: what must not be there before all of them are.
            after: Statements at the end of every slice.

        Raises:
            StoreError: disk, lock or damage; slices before this one stand.
        """
        at = -1
        while at < len(jobs):
            at = self._runner.idle(partial(self._slice, jobs, max(at, 0), last, after))
            self._pause(self._pace.pause_s)

    def spread(self, items: Iterable[T]) -> Iterator[T]:
        """The same items, with rests between: for what is made of them before any slice."""
        for number, item in enumerate(items, start=1):
            if number % self._pace.breath == 0:
                self._pause(self._pace.breath_s)
            yield item

    def run_each(self, jobs: Sequence[Job]) -> None:
        """Each job in a transaction of its own: the big ones."""
        for job in jobs:
            self.run([job])

    def at_once(self, job: Callable[[Connection], T]) -> T:
        """One transaction in its turn, for what cannot wait until nobody pays."""
        return self._runner.call(partial(self.transact, job))

    def transact(self, job: Callable[[Connection], T]) -> T:
        """One transaction; on the store thread.

        Raises:
            StoreError: as `run`; nothing was written.
        """
        try:
            db = self._opened()
            db.execute("BEGIN IMMEDIATE")
            result = job(db)
            db.execute("COMMIT")
        except BaseException as error:
            self._undo(error)
            raise
        return result

    def close(self) -> None:
        """Let go of the file; it would be opened again."""
        self._runner.call(self._let_go)

    def _slice(self, jobs: Sequence[Job], at: int, last: Job | None, after: Sequence[str]) -> int:
        return self.transact(partial(self._filled, jobs, at, last, after))

    def _filled(
        self, jobs: Sequence[Job], at: int, last: Job | None, after: Sequence[str], db: Connection
    ) -> int:
        until = self._clock.monotonic() + self._pace.slice_s
        while at < len(jobs):
            jobs[at](db)
            at += 1
            if self._clock.monotonic() >= until:
                break
        if at == len(jobs) and last is not None:
            last(db)
        for statement in after:
            db.execute(statement)
        return at

    def _opened(self) -> Connection:
        if self._db is None:
            self._db = open_for_writing(self._path)
        return self._db

    def _let_go(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _undo(self, error: BaseException) -> None:
        if self._db is not None and self._db.in_transaction:
            self._db.execute("ROLLBACK")
        if is_io_error(error):  # a failed write is never believed: look again with a new connection (T9)
            self._let_go()
        if isinstance(error, dbapi2.IntegrityError):
            raise CatalogueConflictError(str(error).rpartition(": ")[2]) from error
        if isinstance(error, DriverError):
            raise store_error(error) or CatalogueDamagedError(str(error)) from error
