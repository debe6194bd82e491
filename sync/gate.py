"""The one answer to "may a batch go now?": backoff, breaker and pauses together (sync.md U6)."""

from __future__ import annotations

from math import inf
from typing import Final

from core.ports.clock import IdSource
from sync.backoff import Backoff, Breaker
from sync.status import Pause

_PAUSE_RETRY_S: Final[dict[Pause, float]] = {
    Pause.SECRETS_LOCKED: 300.0,
    Pause.SECRETS_UNAVAILABLE: 300.0,
    Pause.FENCED: inf,
}
_PAUSE_DEFAULT_S: Final = 3_600.0
_SENDING_ALONE: Final = frozenset({Pause.FENCED, Pause.UPGRADE_REQUIRED})
"""What the centre has against this till's events, not against the till."""


class Gate:
    """Opens at the later of backoff and breaker, or when a pause is due for another look.

    A locked secret store is asked again every 5 minutes (packaging.md section 7). What only a person can
    mend (refused token, disabled terminal, old program) is looked at once an hour, so that a mistake at the
    centre heals by itself; a fenced till waits for its re-enrolment.
    """

    def __init__(self, ids: IdSource) -> None:
        self._ids = ids
        self._backoff = Backoff()
        self._breaker = Breaker()
        self._wait_until = 0.0
        self.pause: Pause | None = None

    @property
    def opens_at(self) -> float:
        """Monotonic second from which a push may go; infinite when only a person can open it."""
        return max(self._wait_until, self._breaker.open_until)

    @property
    def holds_pull(self) -> bool:
        """Whether the pause is one for changes from the centre too."""
        return self.pause is not None and self.pause not in _SENDING_ALONE

    @property
    def pull_opens_at(self) -> float:
        """Monotonic second from which changes may be asked for; their own failures wait elsewhere."""
        return max(self._breaker.open_until, self._wait_until if self.holds_pull else 0.0)

    @property
    def waiting(self) -> bool:
        """Whether a failure or a pause holds pushes back."""
        return self._backoff.failures > 0 or self.pause is not None

    def unknown(self, now: float, retry_after_s: float | None) -> None:
        """An outcome that tells nothing of the batch: backoff, and one step towards the breaker."""
        self._breaker.unknown(now)
        self.back_off(now, retry_after_s)

    def back_off(self, now: float, retry_after_s: float | None = None) -> None:
        """Wait a while without counting towards the breaker (a bad batch, a reply without progress)."""
        self._wait_until = now + self._backoff.failed(self._ids, retry_after_s)
        self.pause = None

    def answered(self) -> None:
        """The centre answered: everything open."""
        self._backoff.succeeded()
        self._breaker.answered()
        self._wait_until = 0.0
        self.pause = None

    def rest(self, reason: Pause, now: float) -> None:
        """Send nothing until the pause is due for another look."""
        self.pause = reason
        self._wait_until = now + _PAUSE_RETRY_S.get(reason, _PAUSE_DEFAULT_S)

    def skip(self) -> None:
        """«Enviar ahora»: let one push through at once; what it brings decides again."""
        self._wait_until = 0.0
        self._breaker.skip()
