"""Life of a port: CLOSED, OPENING, ONLINE, LOST, and again, for ever (hardware.md section 3).

Logs once on loss and once on recovery, however many attempts lie between.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import Final

from core.ports.clock import IdSource
from core.ports.devices import DeviceError, DeviceTimeoutError
from hardware.backoff import Backoff
from hardware.transports.link import Link

CONNECT_S: Final = 2.0
PROOF_S: Final = 5.0
"""A connection that lived so long counts as a success even without an answer."""

_log = logging.getLogger(__name__)


class LinkState(StrEnum):
    """Where the connection stands."""

    CLOSED = "closed"
    OPENING = "opening"
    ONLINE = "online"
    LOST = "lost"


class Connection:
    """Opens the link while it is wanted; owned by one thread, steps without waiting."""

    def __init__(self, name: str, link: Link, ids: IdSource) -> None:
        self.link = link
        self.state = LinkState.CLOSED
        self.reason = ""
        self.epoch = 0
        self._name = name
        self._backoff = Backoff(ids)
        self._deadline: float | None = None
        self._reported = False

    @property
    def online(self) -> bool:
        """Whether bytes can travel."""
        return self.state is LinkState.ONLINE

    @property
    def deadline(self) -> float | None:
        """Monotonic second of the next thing to do, None when only the link itself matters."""
        return self._deadline

    def step(self, now: float, *, wanted: bool) -> bool:
        """Move on; True when the link has just come up (each time counts ``epoch`` up).

        Raises:
            DeviceError: an attempt failed now; the caller passes it to `lose`.
        """
        if not wanted:
            self.close()
            return False
        if self.state is LinkState.CLOSED or (self.state is LinkState.LOST and self._due(now)):
            self.state, self._deadline = LinkState.OPENING, now + CONNECT_S
            self.link.start()
        if self.state is LinkState.OPENING:
            return self._opening(now)
        if self.state is LinkState.ONLINE and self._due(now):
            self.proven()
        return False

    def proven(self) -> None:
        """The device answered, or lived long enough: the next loss starts with short waits."""
        if self._deadline is not None and self.state is LinkState.ONLINE:
            self._deadline = None
            self._backoff.reset()
            if self._reported:
                self._reported = False
                _log.info("%s is back at %s", self._name, self.link.place)

    def lose(self, error: DeviceError, now: float) -> None:
        """Close and wait; only the first loss in a row is logged."""
        self.link.close()
        self.state = LinkState.LOST
        self.reason = error.code
        self._deadline = now + self._backoff.next_wait()
        if not self._reported:
            self._reported = True
            _log.warning("%s is not reachable: %s", self._name, error)

    def close(self) -> None:
        """End the connection on purpose."""
        self.link.close()
        self.state, self._deadline = LinkState.CLOSED, None

    def _opening(self, now: float) -> bool:
        if not self.link.connected():
            if self._due(now):
                raise DeviceTimeoutError(place=self.link.place)
            return False
        self.state, self._deadline = LinkState.ONLINE, now + PROOF_S
        self.epoch += 1
        return True

    def _due(self, now: float) -> bool:
        return self._deadline is not None and now >= self._deadline
