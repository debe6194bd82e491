"""What a till is at, as the keys ask: those pressed meanwhile are for the screen that comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from app.presenters.floor.after import AfterSale
from app.presenters.floor.presenter import FloorPresenter


class Busy(Protocol):
    """What may be saving or checking something."""

    @property
    def busy(self) -> bool:
        """Whether it is."""
        ...


class TillWork:
    """Implements ``Work`` for one till's screens.

    Args:
        asked: Questions before the floor and over it: PIN, float, leave.
        parks: Whether the sale is being set aside.

    Attributes:
        leaving: Somebody signs out: the screen is nobody's until that is on record.
    """

    def __init__(
        self,
        floor: FloorPresenter,
        after: AfterSale,
        asked: Sequence[Busy],
        parks: Callable[[], bool],
    ) -> None:
        self._floor = floor
        self._parks = parks
        self._after = after
        self._asked = asked
        self.leaving = False

    def waits(self) -> bool:
        """Whether something is being saved or checked."""
        at_it = any(one.busy for one in (*self._asked, self._floor, self._floor.desk))
        return at_it or self.scans_wait()

    def scans_wait(self) -> bool:
        """Whether the sale on the screen is one that nothing can be added to any more."""
        return self.leaving or self._parks()

    def ahead(self, *, typed: bool) -> None:
        """What is pressed now was pressed before its screen was seen; or no longer."""
        self._after.ahead(typed=typed)
        self._floor.desk.ahead(typed=typed)
