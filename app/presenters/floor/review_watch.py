"""Keeps the reviews at hand: read beside the screens, so that a receipt finds its own without waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from app.presenters.floor.review_words import standing
from app.presenters.panels import Say
from app.usecases.ports import StaffRecord
from app.usecases.proving import Background
from app.usecases.reviews import ReviewBook, ReviewReader, deciders
from app.usecases.state import TillState
from core.domain.reviews import Review

EVERY_S: Final = 15.0
"""How often they are read while nobody looks at them."""


class ReviewWatch:
    """What is in review, for the list, the receipts and the strip.

    Args:
        people: Of this till, those with a PIN among them.
        badge: Told how many reviews somebody at this till may decide, and whether one of them is late.
    """

    def __init__(
        self,
        state: TillState,
        reader: ReviewReader,
        background: Background,
        people: Callable[[], Sequence[StaffRecord]],
        badge: Callable[[int, bool], Any],
    ) -> None:
        self.book = ReviewBook()
        self.people = people
        self.state = state
        self.failed = False
        self._reader = reader
        self._background = background
        self._badge = badge
        self._told: list[Callable[[], Any]] = []
        self._reading = False
        self._due = 0.0

    def tell(self, changed: Callable[[], Any]) -> None:
        """Let somebody hear of every change."""
        self._told.append(changed)

    def beat(self) -> None:
        """A second has passed."""
        if self.state.clock.monotonic() >= self._due:
            self.read()

    def read(self) -> None:
        """Read them anew; never twice at once."""
        if self._reading:
            return
        self._reading = True
        self._due = self.state.clock.monotonic() + EVERY_S
        self._background.run(self._reader.reviews, self._done, self._failed)

    def learn(self, review: Review) -> None:
        """The centre's own answer, before its stream brings it."""
        self.book.learn(review)
        self._changed()

    def deciders(self, review: Review) -> tuple[StaffRecord, ...]:
        """Who at this till may decide it."""
        return deciders(self.people(), review)

    def standing(self, event_id: str) -> tuple[bool, Say] | None:
        """Of a receipt: whether it is still open, and the words; None without a review."""
        review = self.book.of_event(event_id)
        return None if review is None else (not review.resolved, standing(review, self.people()))

    def _done(self, reviews: tuple[Review, ...]) -> None:
        self._reading = self.failed = False
        if self.book.read(reviews):
            self._changed()
        else:
            self._show_badge()  # one may have become late

    def _failed(self, error: Exception) -> None:
        """What was read before stands; it is tried again."""
        del error
        self._reading, self.failed = False, True

    def _changed(self) -> None:
        self._show_badge()
        for told in self._told:
            told()

    def _show_badge(self) -> None:
        people, now = self.people(), self.state.clock.now()
        mine = [review for review in self.book.open() if deciders(people, review)]
        self._badge(len(mine), any(review.late(now) for review in mine))
