"""One review: what it means for the sale, until when who decides, and each way to end it by one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.presenters.floor import review_words as words
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.review_watch import ReviewWatch
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Block, Choice, Choices, Facts, Label, Panel, PanelHost, Remark, Say
from app.presenters.review_wording import V
from core.domain.reviews import Outcome, Review

_KNOWN = frozenset(outcome.value for outcome in Outcome)


class Ways(Protocol):
    """Where each way to end a review goes on."""

    def decide(self, review: Review, outcome: Outcome) -> None:
        """Who, their PIN, and a note where one is needed."""
        ...

    def pick(self, review: Review, outcome: Outcome) -> None:
        """First what really left the shop, or who really bought."""
        ...

    def take_back(self, number: str) -> None:
        """The return of a receipt for which a credit note was chosen: its document ends the review."""
        ...


class ReviewDetail(BasePart):
    """Implements ``PanelPart``.

    Args:
        online: Whether the centre can be asked now.
    """

    def __init__(self, host: PanelHost, watch: ReviewWatch, ways: Ways, online: Callable[[], bool]) -> None:
        super().__init__(host)
        self._watch = watch
        self._ways = ways
        self._online = online
        self._review: Review | None = None
        watch.tell(self.refresh)

    def open(self, review_id: str) -> None:
        """Show one; one that the centre has taken back meanwhile is not there to show."""
        self._review = self._watch.book.get(review_id)
        if self._review is not None:
            self._host.open_panel(self)

    def refresh(self) -> None:
        """It may have been decided elsewhere, or the network come or gone."""
        if self._review is not None:
            self._review = self._watch.book.get(self._review.review_id) or self._review
        if self._host.shows(self):
            self._host.redraw()

    def panel(self) -> Panel:
        """What stands on it now."""
        review = self._review
        if review is None:
            return Panel("review", "alert", Say(V.TITLE), ())
        blocks = self._resolved(review) if review.resolved else self._open(review)
        return Panel("review", "alert", words.matter(review), blocks, self._subtitle(review))

    # ------------------------------------------------------------------ what people do

    def choose(self, block_id: str, choice_id: str) -> None:
        """One way to end it; what cannot be done says why."""
        del block_id
        review = self._review
        if review is None or review.resolved:
            return
        refusal = self._refusal(review, choice_id)
        if refusal is not None:
            self._host.refuse(Message(refusal, Tone.WARN))
        elif choice_id == Outcome.CREDIT_NOTE and review.awaits_return:
            self._ways.take_back(review.document)
        elif choice_id in (Outcome.SUBSTITUTE, Outcome.ASSIGN_CUSTOMER):
            self._ways.pick(review, Outcome(choice_id))
        else:
            self._ways.decide(review, Outcome(choice_id))

    def _refusal(self, review: Review, outcome: str) -> M | None:
        if outcome not in _KNOWN:
            return M.REVIEW_ELSEWHERE
        if outcome == Outcome.CREDIT_NOTE and not review.document:
            return M.REVIEW_ELSEWHERE
        if outcome == Outcome.CREDIT_NOTE and review.awaits_return:
            return None  # a return needs no network
        if not self._watch.deciders(review):
            return M.REVIEW_NOBODY
        return None if self._online() else M.REVIEW_OFFLINE

    # ------------------------------------------------------------------ what it shows

    def _subtitle(self, review: Review) -> Label:
        return Say(V.STANDS, {"number": review.document}) if review.document else Say(V.ABOUT)

    def _open(self, review: Review) -> tuple[Block, ...]:
        blocks: list[Block] = [Remark(words.sentence(review), Tone.WARN)]
        facts: list[tuple[Label, Label]] = [*words.stock_facts(review)]
        until = words.until(self._watch.state, review)
        facts.append((Say(V.WHO), Say(V.WHO_UNTIL, {"role": words.role(review), "until": until})))
        blocks.append(Facts(tuple(facts)))
        if review.awaits_return:
            blocks.append(Remark(Say(V.AWAITS_RETURN), Tone.OK))
        if review.params.get("events"):
            blocks.append(Remark(Say(V.ADDED)))
        if not self._watch.deciders(review):
            blocks.append(Remark(Say(V.NOBODY, {"role": words.role(review)})))
        elif not self._online():
            blocks.append(Remark(Say(V.OFFLINE)))
        items = tuple(
            Choice(
                outcome,
                words.outcome_name(outcome),
                str(key) if key <= 9 else "",
                words.outcome_does(outcome),
                idle=self._refusal(review, outcome) is not None,
            )
            for key, outcome in enumerate(review.choices, start=1)
        )
        blocks.append(Choices("ways", "", items))
        return tuple(blocks)

    def _resolved(self, review: Review) -> tuple[Block, ...]:
        done = words.ended(review, self._watch.people())
        at = "" if review.resolved_at is None else words.when(self._watch.state, review.resolved_at)
        facts: list[tuple[Label, Label]] = [(Say(V.DECIDED), at)] if at else []
        if review.note:
            facts.append((Say(V.NOTE), review.note))
        return (
            Remark(words.sentence(review)),
            Remark(Say(V.ELSEWHERE, {"done": done}), Tone.OK),
            Facts((*words.stock_facts(review), *facts)),
        )
