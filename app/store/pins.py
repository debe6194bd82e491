"""How long a person has waited since a wrong PIN, on the monotonic clock (sync.md X1, K5)."""

from __future__ import annotations

from collections.abc import Mapping

from core.ports.clock import Clock


class PinWaits:
    """Marks since when the stored waiting time grows; a restart loses at most one persisting interval.

    While the program is off nobody waits: turning the computer off, or its clock on, shortens nothing.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._marks: dict[str, float] = {}

    def mark(self, staff_id: str) -> None:
        """The stored time of this person counts from now."""
        self._marks[staff_id] = self._clock.monotonic()

    def forget(self, staff_id: str) -> None:
        """Nobody waits any more."""
        self._marks.pop(staff_id, None)

    def since_mark_ms(self, staff_id: str) -> int:
        """Whole milliseconds since the mark, 0 without one."""
        mark = self._marks.get(staff_id)
        return 0 if mark is None else int((self._clock.monotonic() - mark) * 1000)

    def pending(self) -> Mapping[str, int]:
        """Milliseconds to add to the stored time of each waiting person."""
        return {staff_id: self.since_mark_ms(staff_id) for staff_id in self._marks}
