"""How this till stands with its centre: link, clock and what the centre has against it.

The upload and the pull share one line and both tell here what they met on it.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from core.domain.changes import Stream
from core.ports.clock import Clock, IdSource
from core.ports.outbox import Outbox
from core.ports.transport import CERTIFICATE_REFUSED, AuthState, Refresh, Transport
from sync.board import StatusBoard
from sync.gate import Gate
from sync.link import PROBE_EVERY_S, Link
from sync.server_clock import ServerClock
from sync.status import Pause, StatusObserver

log = logging.getLogger(__name__)

_AUTH_PAUSES: Final[dict[AuthState, Pause]] = {
    AuthState.REFUSED: Pause.AUTH_REFUSED,
    AuthState.DISABLED: Pause.TERMINAL_DISABLED,
    AuthState.SECRETS_MISSING: Pause.SECRETS_MISSING,
    AuthState.SECRETS_LOCKED: Pause.SECRETS_LOCKED,
    AuthState.SECRETS_UNAVAILABLE: Pause.SECRETS_UNAVAILABLE,
    AuthState.SECRETS_CORRUPT: Pause.SECRETS_CORRUPT,
}


class Standing:
    """Keeps `Link`, `Gate`, `ServerClock` and `StatusBoard` together; is the `sync.pull.line.Line`.

    Attributes:
        probe_at: Monotonic second of the next probe of the link.
        in_flight: Items of the batch under way.
    """

    def __init__(
        self,
        outbox: Outbox,
        transport: Transport,
        clock: Clock,
        ids: IdSource,
        server_clock: ServerClock,
        observer: StatusObserver | None,
    ) -> None:
        self._outbox, self._transport, self._clock = outbox, transport, clock
        self.server_clock = server_clock
        self.link = Link()
        self.gate = Gate(ids)
        self.board = StatusBoard(outbox, self.link, self.gate, server_clock, observer)
        self.probe_at = clock.monotonic()
        self.in_flight = 0

    # --- the link ---

    def probe(self) -> None:
        """Ask whether the centre is there."""
        sent, started = self._clock.now(), self._clock.monotonic()
        answer = self._transport.live()
        took = self._clock.monotonic() - started
        if answer.alive:
            self.heard(sent, took, answer.server_time_ms)
        else:
            self.link.bad()
            self._doubt(answer.code)
        self.probe_at = started + max(PROBE_EVERY_S, took)

    def heard(self, sent: datetime, took_s: float, server_time_ms: int | None) -> None:
        """The centre itself answered, to whatever; see `sync.pull.line.Line.heard`."""
        self.link.good()
        self.probe_at = self._clock.monotonic() + PROBE_EVERY_S
        if server_time_ms is not None:
            self.server_clock.sample(sent, took_s, server_time_ms)

    def stalled(self) -> None:
        """A request under way has brought no byte for 4 s."""
        self.link.bad()
        self.board.publish(self._clock.monotonic(), in_flight=self.in_flight)

    def lost(self, code: str) -> None:
        """Nothing usable came back; whether the link is gone is for the probe to say, at once."""
        log.debug("no answer: %s", code)
        self._doubt(code)
        self.probe_at = min(self.probe_at, self._clock.monotonic())

    def _doubt(self, code: str) -> None:
        """A refused certificate is for a person, whichever request met it; told once."""
        if code == CERTIFICATE_REFUSED and self.board.doubted(doubted=True):
            log.warning("the centre's identity could not be verified: %s", code)

    # --- what the centre has against this till ---

    def served(self) -> None:
        """The centre gave what was asked for: it is the centre, the till is known, and not disabled."""
        self.board.doubted(doubted=False)
        if self.gate.holds_pull:
            self.board.failed("")
            self.gate.answered()
        if self.board.current.grace_ms is not None:
            self._outbox.disabled(disabled=False)
            self.board.counted()

    def token_refused(self, refresh: Refresh) -> bool:
        """No access token is to be had; whether that is for a person to mend."""
        code = refresh.code or str(refresh.state)
        pause = _AUTH_PAUSES.get(refresh.state)
        if pause is None:
            self.lost(code)
            return False
        self.board.failed(code)
        self.rest(pause)
        return True

    def forbidden(self, code: str) -> None:
        """The centre knows the till and will not serve it, or does not believe its fresh token."""
        self.board.failed(code)
        match code:
            case "TERMINAL_DISABLED":
                self.rest(Pause.TERMINAL_DISABLED)
            case "TENANT_MISMATCH":
                self.rest(Pause.TENANT_MISMATCH)
            case _:
                self.rest(Pause.AUTH_REFUSED)

    def rest(self, reason: Pause) -> None:
        """Send nothing until the pause is due for another look."""
        if reason is Pause.TERMINAL_DISABLED:
            self._outbox.disabled(disabled=True)
            self.board.counted()
        if self.gate.pause is not reason:
            log.warning("sending to the centre rests: %s", reason)
        self.gate.rest(reason, self._clock.monotonic())

    # --- what the screen shows ---

    def pulling(self, stream: Stream | None) -> None:
        """Pages of a stream are asked for now; None: no more."""
        self.board.pulling(stream)
        self.board.publish(self._clock.monotonic())
