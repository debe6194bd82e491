"""When a push may be tried again: full jitter, Retry-After and the circuit breaker (sync.md U6).

Pure: times are monotonic seconds given by the caller, chance comes from an `IdSource`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from core.ports.clock import IdSource

MAX_BACKOFF_S: Final = 300.0
MAX_RETRY_AFTER_S: Final = 900.0
BREAKER_FAILURES: Final = 5
BREAKER_OPEN_S: Final = 60.0


def jitter_ceiling(failures: int) -> float:
    """Upper end of the wait after so many failures in a row: ``min(300, 2^n)`` seconds."""
    return min(MAX_BACKOFF_S, 2.0 ** min(failures, 9))


@dataclass(slots=True)
class Backoff:
    """Counts failures in a row and says how long to wait."""

    failures: int = 0

    def failed(self, ids: IdSource, retry_after_s: float | None = None) -> float:
        """Seconds to wait: ``random(0, min(300, 2^n))``, after the server's wish if it named one.

        The jitter comes on top of Retry-After, so that a whole shop does not return in one moment; both
        together stay within 15 minutes.
        """
        self.failures += 1
        jitter = ids.uniform(0.0, jitter_ceiling(self.failures))
        if retry_after_s is None:
            return jitter
        return min(MAX_RETRY_AFTER_S, max(0.0, retry_after_s) + jitter)

    def succeeded(self) -> None:
        """Start anew."""
        self.failures = 0


@dataclass(slots=True)
class Breaker:
    """Five unknown outcomes in a row open it for 60 s; then one probe, whose failure opens it again."""

    unknowns: int = 0
    open_until: float = field(default=0.0)

    def unknown(self, now: float) -> None:
        """Count an unknown outcome."""
        self.unknowns += 1
        if self.unknowns >= BREAKER_FAILURES:
            self.open_until = now + BREAKER_OPEN_S

    def answered(self) -> None:
        """The centre answered: close."""
        self.unknowns = 0
        self.open_until = 0.0

    def skip(self) -> None:
        """Let one probe through now; its failure opens the breaker again."""
        self.open_until = 0.0
