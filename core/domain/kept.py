"""The last thing made of something, kept so that the same is not made twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The last thing made, for as long as it is asked for of the same.

    A sale is looked at while its payment is open and completed a moment later: most of its document is then
    made already (performance.md 2.5).
    """

    def __init__(self) -> None:
        self._last: tuple[object, T] | None = None

    def of(self, made_of: object, make: Callable[[], T]) -> T:
        """What was made of an equal ``made_of`` the last time, or else what ``make`` makes now."""
        last = self._last
        if last is None or last[0] != made_of:
            self._last = last = made_of, make()
        return last[1]
