"""Ctrl+F9: what the centre keeps for a person to look at, and what became of it (screen 19, sync.md 6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.presenters.floor import review_words as words
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.review_watch import ReviewWatch
from app.presenters.messages import Tone
from app.presenters.panels import Block, Label, Panel, PanelButton, PanelHost, Remark, RowItem, Rows, Say
from app.presenters.review_wording import V
from core.domain.reviews import Review


class ReviewList(BasePart):
    """Implements ``PanelPart``: those that wait, the most urgent first, then those decided lately.

    What others decide meanwhile only changes its row: nothing lies over a sale because of it.

    Args:
        see: Shows one, by its identity.
    """

    def __init__(self, host: PanelHost, watch: ReviewWatch, see: Callable[[str], Any]) -> None:
        super().__init__(host)
        self._watch = watch
        self._see = see
        self._chosen = ""
        watch.tell(self._changed)

    def open(self) -> None:
        """All of them, read anew."""
        self._chosen = ""
        self._host.open_panel(self)
        self._watch.read()

    def panel(self) -> Panel:
        """What stands on it now."""
        reviews = self._all()
        counts = {"open": str(len(self._watch.book.open())), "done": str(len(self._watch.book.resolved()))}
        rows = Rows("reviews", tuple(map(self._row, reviews)), self._at(reviews), Say(V.NONE))
        failed: tuple[Block, ...] = (Remark(Say(V.READ_FAILED), Tone.WARN),) if self._watch.failed else ()
        return Panel(
            "reviews",
            "alert",
            Say(V.TITLE),
            (*failed, rows),
            Say(V.COUNTS, counts) if reviews else "",
            PanelButton("see", Say(V.SEE), "Enter", idle=not reviews),
        )

    def move(self, step: int) -> None:
        """Up or down."""
        reviews = self._all()
        at = self._at(reviews)
        if at is not None:
            self._choose(reviews[max(0, min(len(reviews) - 1, at + step))])

    def select(self, block_id: str, index: int) -> None:
        """A touch shows it."""
        del block_id
        reviews = self._all()
        if 0 <= index < len(reviews):
            self._choose(reviews[index])
            self.enter()

    def enter(self) -> None:
        """Show the chosen one."""
        reviews = self._all()
        at = self._at(reviews)
        if at is not None:
            self._see(reviews[at].review_id)

    def _all(self) -> tuple[Review, ...]:
        return (*self._watch.book.open(), *self._watch.book.resolved())

    def _at(self, reviews: tuple[Review, ...]) -> int | None:
        """Where the chosen one is now: others come and go around it."""
        places = (at for at, review in enumerate(reviews) if review.review_id == self._chosen)
        return next(places, 0 if reviews else None)

    def _choose(self, review: Review) -> None:
        self._chosen = review.review_id
        self._host.redraw()

    def _changed(self) -> None:
        if self._host.shows(self):
            self._host.redraw()

    def _row(self, review: Review) -> RowItem:
        state = self._watch.state
        if review.resolved:
            done = words.ended(review, self._watch.people())
            detail = Say(V.DONE_ROW, {"number": review.document, "done": done}) if review.document else done
            at = "" if review.resolved_at is None else words.when(state, review.resolved_at)
            return RowItem(review.review_id, words.title(review), detail, right_note=at, tone=Tone.OK)
        late = review.late(state.clock.now())
        return RowItem(
            review.review_id,
            words.title(review),
            receipt_role(review),
            right_note=words.until(state, review),
            tone=Tone.WARN if late else Tone.INFO,
        )


def receipt_role(review: Review) -> Label:
    """Which receipt, and who decides."""
    role = words.role(review)
    if review.document:
        return Say(V.RECEIPT_ROLE, {"number": review.document, "role": role})
    return Say(V.ROLE_DECIDES, {"role": role})
