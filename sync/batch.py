"""How many items the next batch may hold (sync.md U1, U6)."""

from __future__ import annotations

from typing import Final

from core.domain.outbox import BATCH_ITEMS

TIMEOUT_FLOOR: Final = 10
BRISK_S: Final = 5.0


class BatchSize:
    """Halves on timeout (floor 10) and on 413 (floor 1), grows again on success.

    After a timeout it doubles with each brisk answer; a slow link keeps its small batches instead of paying
    for another timeout. After a 413 it creeps up by one, since each try beyond the limit costs a request.
    """

    def __init__(self, maximum: int = BATCH_ITEMS) -> None:
        self._maximum = maximum
        self._cautious = False
        self.items = maximum

    def timed_out(self, sent: int) -> None:
        """A batch of ``sent`` items ran into its deadline."""
        floor = min(TIMEOUT_FLOOR, self.items)
        self.items = max(floor, min(self.items, sent) // 2)

    def too_large(self, sent: int) -> bool:
        """A batch of ``sent`` items was refused as too large; whether a smaller one can be tried."""
        self._cautious = True
        self.items = max(1, min(self.items, sent) // 2)
        return sent > 1

    def answered(self, seconds: float) -> None:
        """A batch was answered after ``seconds``."""
        if self.items >= self._maximum:
            self._cautious = False
        elif seconds <= BRISK_S:
            step = 1 if self._cautious else self.items
            self.items = min(self._maximum, self.items + step)
