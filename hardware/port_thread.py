"""The owner thread of a physical port: loops its port's `step`, waits in one place, ends within 2 s."""

from __future__ import annotations

import logging
import threading
from typing import Final, Protocol

from hardware.waiter import Waiter

JOIN_S: Final = 2.0
LONGEST_WAIT_S: Final = 30.0
AFTER_BUG_S: Final = 1.0

_log = logging.getLogger(__name__)


class Port(Protocol):
    """What the thread loops."""

    def step(self) -> float | None:
        """Do what can be done now; seconds until the next step, None for no deadline."""
        ...

    def fileno(self) -> int | None:
        """Descriptor to wait on."""
        ...

    def wants_write(self) -> bool:
        """Whether writability ends the wait."""
        ...

    def fail(self) -> None:
        """A bug ended a step."""
        ...

    def close(self) -> None:
        """The last call, from the thread."""
        ...


class PortThread:
    """Started once, closed once."""

    def __init__(self, port: Port, name: str) -> None:
        self._port = port
        self._waiter = Waiter()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"port-{name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Step soon; from any thread, at once."""
        self._waiter.wake()

    def close(self) -> bool:
        """End and join; False when the thread did not end in time."""
        self._stop.set()
        self._waiter.wake()
        self._thread.join(JOIN_S)
        ended = not self._thread.is_alive()
        if ended:
            self._waiter.close()
        return ended

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                due = self._port.step()
            except Exception:  # noqa: BLE001  (the outermost loop: a bug goes to the log, the port starts again)
                _log.exception("a bug in the port thread %s", self._thread.name)
                self._port.fail()
                due = AFTER_BUG_S
            if self._stop.is_set():
                break
            fd = self._port.fileno()
            readers = [] if fd is None or fd < 0 else [fd]
            writers = readers if self._port.wants_write() else []
            self._waiter.wait(readers, writers, LONGEST_WAIT_S if due is None else min(due, LONGEST_WAIT_S))
        self._port.close()
