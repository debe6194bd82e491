"""The thread around `SyncCycle`: it sleeps on an event and loops `step`, nothing more (sync.md U11)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from core.domain.changes import Stream
from core.ports.clock import Clock
from core.ports.transport import Transport
from sync.cycle import SyncCycle
from sync.pull.keeping import Beside
from sync.worker import SyncWorker

log = logging.getLogger(__name__)

SHORTEST_SLEEP_S: Final = 1.0
LONGEST_SLEEP_S: Final = 60.0
AFTER_ERROR_S: Final = 5.0
STOP_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class SyncParts:
    """What the builder made on the sync thread."""

    worker: SyncWorker
    cycle: SyncCycle
    transport: Transport
    abort: Callable[[], None]
    """Wakes a request under way from another thread; it then fails at once."""
    beside: Beside | None = None
    """Keeps pages of goods on a thread of its own."""


class SyncThread:
    """Owns one daemon thread. `build` runs on it, so that httpx, pydantic and cryptography load there.

    A step that raises is logged, and the loop goes on after 5 s with all built anew: the journal is the
    truth, nothing of value lives here (faults.md 37).
    """

    def __init__(self, build: Callable[[], SyncParts], clock: Clock) -> None:
        self._build, self._clock = build, clock
        self._event = threading.Event()
        self._stopping = False
        self._parts: SyncParts | None = None
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin; at once or once the first screen is painted."""
        self._thread.start()

    def wake(self) -> None:
        """Something was committed; from any thread, returns at once."""
        if (parts := self._parts) is not None:
            parts.worker.wake()
        self._event.set()

    def send_now(self) -> None:
        """«Enviar ahora»; from any thread, returns at once."""
        if (parts := self._parts) is not None:
            parts.worker.send_now()
        self._event.set()

    def pull_now(self, streams: Iterable[Stream]) -> None:
        """Ask the centre what is new in these; from any thread, returns at once."""
        if (parts := self._parts) is not None:
            parts.cycle.pull_now(streams)
        self._event.set()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def stop(self, timeout: float = STOP_S) -> bool:
        """End within ``timeout`` seconds; a request under way is cut off and its items stay pending.

        Returns:
            Whether the thread has ended. If not (an address look-up that hangs), it is a daemon and will not
            touch the outbox again.
        """
        self._stopping = True
        if (parts := self._parts) is not None:
            parts.cycle.stop()
            parts.abort()
        self._event.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping:
            try:
                self._loop()
            except Exception:
                log.exception("sync worker failed; it starts anew in %.0f s", AFTER_ERROR_S)
                self._event.wait(AFTER_ERROR_S)

    def _loop(self) -> None:
        parts = self._parts = self._build()
        if parts.beside is not None:
            parts.beside.tell(self._event.set)
        try:
            while not self._stopping:
                self._event.clear()
                self._sleep(parts.cycle.step(self._clock.monotonic()))
        finally:
            self._parts = None
            parts.cycle.stop()
            if parts.beside is not None:
                parts.beside.close()
            parts.transport.close()

    def _sleep(self, due: float) -> None:
        """Until ``due`` or an event; a backlog goes on at once, everything else waits at least 1 s."""
        wait = due - self._clock.monotonic()
        if wait > 0 and not self._stopping:
            self._event.wait(min(max(wait, SHORTEST_SLEEP_S), LONGEST_SLEEP_S))
