"""Reviews of this shop: which there are, and who at this till may decide them (sync.md section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, Protocol

from app.usecases.ports import StaffRecord
from core.domain.reviews import Review, may_resolve
from core.domain.staff import Permission, holds

LATELY: Final = 200
"""Most resolved reviews that are kept in sight."""
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


class ReviewReader(Protocol):
    """Reads the stream ``reviews`` from the till's data; from one background thread at a time."""

    def reviews(self) -> tuple[Review, ...]:
        """All open ones and at most `LATELY` resolved last, in any order; some milliseconds."""
        ...


class ReviewBook:
    """The reviews as they were last read, with what was decided here and has not come back yet."""

    def __init__(self) -> None:
        self._read: dict[str, Review] = {}
        self._learnt: dict[str, Review] = {}
        self._of_event: dict[str, Review] | None = None

    def read(self, reviews: Iterable[Review]) -> bool:
        """Take what was read; whether anything is other than before."""
        self._of_event = None
        before, self._read = self._read, {review.review_id: review for review in reviews}
        waits = {known for known, review in self._read.items() if not (review.resolved or review.outcome)}
        self._learnt = {known: review for known, review in self._learnt.items() if known in waits}
        return before != self._read

    def learn(self, review: Review) -> None:
        """The centre's own answer, before its stream brings it."""
        self._learnt[review.review_id] = review
        self._of_event = None

    def get(self, review_id: str) -> Review | None:
        """One review as it is now, None when the centre has taken it back."""
        return self._learnt.get(review_id) or self._read.get(review_id)

    def open(self) -> tuple[Review, ...]:
        """Those that wait for a person, the most urgent first."""
        return tuple(sorted((one for one in self._all() if not one.resolved), key=lambda one: one.due))

    def resolved(self) -> tuple[Review, ...]:
        """Those decided, the latest first."""
        done = (one for one in self._all() if one.resolved)
        return tuple(sorted(done, key=lambda one: one.resolved_at or _NEVER, reverse=True))

    def of_event(self, event_id: str) -> Review | None:
        """The review of a receipt: an open one before a resolved one, then the latest."""
        if self._of_event is None:
            last_wins = reversed((*self.open(), *self.resolved()))
            self._of_event = {event: review for review in last_wins for event in review.events}
        return self._of_event.get(event_id)

    def _all(self) -> Iterable[Review]:
        return {**self._read, **self._learnt}.values()


def deciders(people: Iterable[StaffRecord], review: Review) -> tuple[StaffRecord, ...]:
    """Who of the till's people may decide a review: role, right and a PIN, and never about their own act."""
    own = review.params.get("approver_id")
    return tuple(
        person
        for person in people
        if person.staff_id != own
        and person.pin is not None
        and holds(person, Permission.REVIEW)
        and may_resolve(person.role, review.role)
    )
