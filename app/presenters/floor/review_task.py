"""The review half of screen 19 put together: the list, one review, and each way to end it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.presenters.floor.review_deciding import Bears, Deciding
from app.presenters.floor.review_detail import ReviewDetail
from app.presenters.floor.review_list import ReviewList
from app.presenters.floor.review_picking import Finder, Picking
from app.presenters.floor.review_watch import ReviewWatch
from app.presenters.panels import PanelHost
from app.usecases.proving import Background
from core.domain.reviews import Outcome, Review
from core.ports.clock import IdSource
from core.ports.reviews import ReviewDesk


class ReviewTask:
    """Implements ``Ways``.

    Args:
        bears: Whether a badge's code is a person's.
        finders: Where what really left, or who really bought, is looked for.
        online: Whether the centre can be asked now.
        pull: Fetches the reviews from the centre now.
        take_back: Leaves the panels and opens the return of a receipt, by its number.
    """

    def __init__(
        self,
        host: PanelHost,
        watch: ReviewWatch,
        desk: ReviewDesk,
        background: Background,
        ids: IdSource,
        bears: Bears,
        finders: dict[Outcome, Finder],
        *,
        online: Callable[[], bool],
        pull: Callable[[], Any],
        take_back: Callable[[str], Any],
    ) -> None:
        self._watch = watch
        self._pull = pull
        self._take_back = take_back
        self._deciding = Deciding(host, watch, desk, background, ids, bears, pull, take_back)
        self._picking = Picking(host, finders, self._deciding.open)
        self._detail = ReviewDetail(host, watch, self, online)
        self._list = ReviewList(host, watch, self._detail.open)

    def open(self) -> None:
        """All of them; a single one that waits is shown at once, with the list behind it."""
        waiting = self._watch.book.open()
        self._list.open()
        self._pull()
        if len(waiting) == 1:
            self._detail.open(waiting[0].review_id)

    def refresh(self) -> None:
        """The network came or went."""
        self._detail.refresh()

    def decide(self, review: Review, outcome: Outcome) -> None:
        """See `Ways`."""
        self._deciding.open(review, outcome)

    def pick(self, review: Review, outcome: Outcome) -> None:
        """See `Ways`."""
        self._picking.open(review, outcome)

    def take_back(self, number: str) -> None:
        """See `Ways`."""
        self._take_back(number)
