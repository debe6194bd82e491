"""Finds the one item that makes the centre fail on a whole batch (sync.md U7): 50, 25, 13, 7, 4, 2, 1.

Pending rows keep their order and those that are taken leave the head of the queue, so halving the batch
size is all it needs: after a failure the culprit is in what was sent, after an answer in what was not.
"""

from __future__ import annotations

from core.domain.outbox import Batch


class Bisect:
    """Remembers the last whole-batch failure and, once it bisects, the items under suspicion.

    Attributes:
        in_a_row: Culprits found since the centre last took something.
    """

    def __init__(self) -> None:
        self._last: tuple[str, str] | None = None
        self._suspects: frozenset[str] = frozenset()
        self.in_a_row = 0

    @property
    def active(self) -> bool:
        """Whether a bisect is under way."""
        return bool(self._suspects)

    def size(self, usual: int) -> int:
        """Items of the next batch: half of the suspects, rounded up, while it bisects."""
        return min(usual, (len(self._suspects) + 1) // 2) if self._suspects else usual

    def equal(self, batch: Batch, code: str) -> bool:
        """Note a whole-batch failure; whether it equals the one before.

        While it bisects the batches differ, and only the code must be the same.
        """
        before, self._last = self._last, (code, batch.items[0].event_id)
        if self._suspects:
            return before is not None and before[0] == code
        return before == self._last

    def narrow(self, batch: Batch, code: str) -> bool:
        """The batch failed while the centre is well; whether its one item is the culprit."""
        self._last = (code, batch.items[0].event_id)
        self._suspects = frozenset(item.event_id for item in batch.items)
        if len(batch.items) > 1:
            return False
        self._last, self._suspects = None, frozenset()
        self.in_a_row += 1
        return True

    def answered(self, batch: Batch) -> None:
        """The centre took the batch: the culprit, if any, is among the others."""
        self._suspects -= {item.event_id for item in batch.items}
        self.in_a_row = 0
        if not self._suspects:
            self._last = None

    def failed_otherwise(self) -> None:
        """Another kind of failure: no bisect goes on over it; the next equal ones begin anew."""
        self._suspects = frozenset()

    def forget(self) -> None:
        """What failed cannot come from what is in the batch."""
        self._last, self._suspects = None, frozenset()
