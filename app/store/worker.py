"""The store thread: a thin shell over `StoreWorker.step` (faults.md section 2, sync.md T4)."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from app.store.core import FAULTS, Committed, StoreCore
from app.store.errors import StoreClosedError, StoreError, StoreUnavailableError
from app.usecases.ports import WriteUnit

T = TypeVar("T")

_log = logging.getLogger(__name__)

_MERGE: Final = 64
"""Most draft operations taken together."""
_FAIR: Final = 16
"""Front operations after which one waiting background operation has its turn."""


_PAUSE_S: Final = 1.0
"""Rest after upkeep failed."""
_MISTAKE_S: Final = 30.0
"""Rest after a mistake of the program, so that one in upkeep does not fill the log; an operation wakes it."""
LONGEST_HOLD_S: Final = 600.0
"""A payment open for longer holds nothing up any more."""
_SAY_AGAIN_S: Final = 3600.0
"""A fault of upkeep that stays is logged once in this time."""


class Upkeep(Protocol):
    """Work between operations."""

    def step(self, idle_s: float) -> float:
        """Do what is due after ``idle_s`` seconds without an operation; seconds until the next is due.

        Raises:
            Exception: one of `app.store.core.FAULTS`; the worker logs it and goes on.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Task:
    operation: Callable[[WriteUnit], Any]
    done: Callable[[Any], Any]
    failed: Callable[[Exception], Any]
    joins: bool = False

    def refuse(self, error: Exception) -> None:
        """It will not run."""
        self.failed(error)


@dataclass(frozen=True, slots=True)
class _Call:
    function: Callable[[], Any]
    answer: Future[Any]

    def perform(self) -> None:
        """Run it and hand the outcome over."""
        try:
            self.answer.set_result(self.function())
        except Exception as error:  # noqa: BLE001 - handed to the caller's thread
            self.answer.set_exception(error)

    def refuse(self, error: Exception) -> None:
        """It will not run."""
        self.answer.set_exception(error)


@dataclass(slots=True)
class _Attended:
    """A job between operations, and when it is due on the monotonic clock."""

    job: Callable[[], float]
    due: float


def _due(attended: _Attended) -> float:
    return attended.due


Q = TypeVar("Q", _Task, _Call, "_Task | _Call")


class StoreWorker:
    """Runs operations one after another; the cashier's before those of sync and spooler.

    Within each of the two queues the order of submission holds, so a sale never overtakes the draft
    lines before it. Behind both is what can wait: slices of a catalogue's changes (`idle`), of which none
    begins while a payment is open (`hold`). `submit`, `run`, `idle` and `hold` may be called from any thread.
    """

    def __init__(self, core: StoreCore, upkeep: Upkeep) -> None:
        self.core: Final = core
        self._upkeep = upkeep
        self._front: deque[_Task] = deque()
        self._back: deque[_Task | _Call] = deque()
        self._spare: deque[_Call] = deque()
        self._held_since: float | None = None
        self._attended: list[_Attended] = []
        self._wake = threading.Condition()
        self._closing = False
        self._gone = False
        self._said: dict[str, float] = {}
        self._turns = 0
        self.threaded = False
        self._loop_ident: int | None = None
        self._observers: list[Callable[[Committed], Any]] = []
        self._last_work = core.parts.clock.monotonic()

    def observe(self, callback: Callable[[Committed], Any]) -> None:
        """Call ``callback`` on the store thread after each commit that left events or print jobs.

        It comes after the electronic journal and after ``done``: spooler and sync are woken here.
        """
        self._observers.append(callback)

    def submit(
        self,
        operation: Callable[[WriteUnit], T],
        done: Callable[[T], Any],
        failed: Callable[[Exception], Any],
        *,
        joins: bool = False,
    ) -> None:
        """See `StoreRunner`; the callbacks come on the store thread.

        Args:
            operation: What to do.
            done: Gets its result, after the electronic journal.
            failed: Gets the error; nothing of the operation was kept.
            joins: May share a transaction with its neighbours in the queue (draft lines).
        """
        self._enqueue(self._front, _Task(operation, done, failed, joins))

    def run(self, operation: Callable[[WriteUnit], T], timeout: float | None = 60.0) -> T:
        """Run an operation behind the cashier's and wait for it; not from the store thread.

        Raises:
            TimeoutError: no answer in time; it may still happen.
            Exception: whatever the operation or the store raised.
        """
        answer: Future[T] = Future()
        self._enqueue(self._back, _Task(operation, answer.set_result, answer.set_exception))
        return self._await(answer, timeout)

    def step(self) -> float:
        """Run the next operation, or upkeep when there is none.

        Returns:
            Seconds until `step` is due again; 0 when something waits already.
        """
        tasks = self._next()
        clock = self.core.parts.clock
        if tasks is None:
            spare = self._next_spare()
            if spare is not None:
                spare.perform()
                return 0.0
            return self._keep_up(clock.monotonic())
        if isinstance(tasks, _Call):
            tasks.perform()
        else:
            self._perform(tasks)
        self._last_work = clock.monotonic()
        return 0.0

    def call(self, function: Callable[[], T], timeout: float | None = 60.0) -> T:
        """Run ``function`` on the store thread, outside a transaction, and wait for it.

        Raises:
            TimeoutError: no answer in time.
            Exception: whatever it raised.
        """
        answer: Future[T] = Future()
        self._enqueue(self._back, _Call(function, answer))
        return self._await(answer, timeout)

    def idle(self, function: Callable[[], T]) -> T:
        """Run ``function`` on the store thread when nothing else waits and no payment is open; wait for it.

        Raises:
            StoreClosedError: the till closes first.
            StoreUnavailableError: a payment is open and the caller drives the store itself.
            Exception: whatever it raised.
        """
        if self._held and not self.threaded:
            raise StoreUnavailableError("payment")
        answer: Future[T] = Future()
        self._enqueue(self._spare, _Call(function, answer))
        return self._await(answer, None)

    def hold(self, held: bool) -> None:
        """A payment is open, or no longer: nothing of `idle` and `attend` begins meanwhile.

        One left standing for long is nobody's hand on the keys, and prices must not wait for it all night.
        """
        with self._wake:
            self._held_since = self._now() if held else None
            self._wake.notify_all()

    def attend(self, job: Callable[[], float]) -> Callable[[], None]:
        """Call ``job`` on the store thread between operations; it says after how many seconds again.

        Returns:
            What ends that; it returns when the job does not run any more.
        """
        attended = _Attended(job, self.core.parts.clock.monotonic())
        self.call(partial(self._attended.append, attended))
        return partial(self.call, partial(self._attended.remove, attended))

    def drain(self) -> None:
        """Perform what is still queued."""
        while self._front or self._back:
            self.step()

    def loop(self) -> None:
        """Run until `close`; what waits in the queue by then is still done.

        A mistake of the program is logged and the loop goes on: a till whose store thread is gone would
        leave every sale without an answer. Should the thread end all the same, whatever waits is refused.
        """
        self._loop_ident = threading.get_ident()
        try:
            while self._turn():
                pass
        except BaseException:
            self._abandon()
            raise

    def close(self) -> None:
        """Take nothing new; returns at once."""
        with self._wake:
            self._closing = True
            left = [*self._spare]
            self._spare.clear()
            self._wake.notify_all()
        for call in left:
            call.refuse(StoreClosedError())

    def _turn(self) -> bool:
        """One round of `loop`; False when it should end."""
        try:
            due = self.step()
        except Exception:  # noqa: BLE001 - outermost loop of the thread
            _log.exception("the store thread goes on after a mistake of the program")
            due = _MISTAKE_S
        with self._wake:
            if self._front or self._back or (self._spare and not self._held):
                return True
            if self._closing:
                return False
            self._wake.wait(due)
        return True

    def _keep_up(self, now: float) -> float:
        attended = min(self._attended, key=_due, default=None)
        if attended is not None and attended.due <= now and not self._held:
            attended.due = now + self._careful(attended.job)
            return 0.0
        rest = self._careful(lambda: self._upkeep.step(now - self._last_work))
        return rest if attended is None or self._held else min(rest, max(0.0, attended.due - now))

    def _careful(self, work: Callable[[], float]) -> float:
        """Seconds until ``work`` is due again; a fault of disk or lock is said once and tried again."""
        try:
            return work()
        except FAULTS as error:
            cause = str(error) if isinstance(error, StoreError) else type(error).__name__
            if self._now() - self._said.get(cause, -_SAY_AGAIN_S) >= _SAY_AGAIN_S:
                self._said[cause] = self._now()
                _log.warning("upkeep of the store failed: %s", cause)
            return _PAUSE_S

    @property
    def _held(self) -> bool:
        since = self._held_since
        return since is not None and self._now() - since < LONGEST_HOLD_S

    def _now(self) -> float:
        return self.core.parts.clock.monotonic()

    def _next_spare(self) -> _Call | None:
        with self._wake:
            return self._spare.popleft() if self._spare and not self._held else None

    def _abandon(self) -> None:
        """The thread ends without having been closed: nobody may wait for it."""
        with self._wake:
            self._gone = True
            waiting = [*self._front, *self._back, *self._spare]
            self._front.clear()
            self._back.clear()
            self._spare.clear()
        for task in waiting:
            self._tell(task.refuse, StoreUnavailableError("thread"))

    def _await(self, answer: Future[T], timeout: float | None) -> T:
        if threading.get_ident() == self._loop_ident:
            raise RuntimeError("the store thread cannot wait for itself")
        while not self.threaded and not answer.done():
            self.step()
        return answer.result(timeout)

    def _enqueue(self, queue: deque[Q], task: Q) -> None:
        with self._wake:
            if not self._closing and not self._gone:
                queue.append(task)
                self._wake.notify_all()
                return
        task.refuse(StoreUnavailableError("thread") if self._gone else StoreClosedError())

    def _next(self) -> list[_Task] | _Call | None:
        with self._wake:
            if self._back and (not self._front or self._turns >= _FAIR):
                self._turns = 0
                task = self._back.popleft()
                return task if isinstance(task, _Call) else [task]
            if not self._front:
                return None
            self._turns += 1
            tasks = [self._front.popleft()]
            while tasks[0].joins and self._front and self._front[0].joins and len(tasks) < _MERGE:
                tasks.append(self._front.popleft())
            return tasks

    def _perform(self, tasks: list[_Task]) -> None:
        try:
            results, committed = self.core.transact([task.operation for task in tasks])
        except Exception as error:  # noqa: BLE001 - outermost loop of the thread: whoever submitted it is told
            self._failed(tasks, error)
            return
        for task, result in zip(tasks, results, strict=True):
            self._tell(task.done, result)
        if committed.events or committed.print_jobs:
            for observer in self._observers:
                self._tell(observer, committed)

    def _failed(self, tasks: list[_Task], error: Exception) -> None:
        if len(tasks) > 1 and not isinstance(error, StoreError):
            for task in tasks:
                self._perform([task])
            return
        for task in tasks:
            self._tell(task.failed, error)

    def _tell(self, callback: Callable[[Any], Any], value: Any) -> None:
        try:
            callback(value)
        except Exception:  # noqa: BLE001 - a listener's mistake must not end the store thread
            _log.exception("a listener of the store failed")
