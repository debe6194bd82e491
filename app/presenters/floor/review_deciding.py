"""Deciding a review: a word of why where one is needed, the person, their PIN; then the centre is asked.

A scanned badge says who it is; the centre asks for the PIN of whoever it is (central.md section 11).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.floor import review_words as words
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.review_watch import ReviewWatch
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    Block,
    Choice,
    Choices,
    Field,
    FieldKind,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    Remark,
    Say,
)
from app.presenters.review_wording import V
from app.presenters.sign_in import PIN_MAX, PIN_MIN_OTHERS
from app.presenters.wording import W
from app.usecases.ports import StaffRecord
from app.usecases.proving import Background
from core.domain.badge import badge_code
from core.domain.pan import contains_pan
from core.domain.reviews import NOTED, Outcome, Review
from core.domain.text import sanitise
from core.ports.clock import IdSource
from core.ports.reviews import Decided, Decision, ReviewDesk, Verdict

Bears = Callable[[StaffRecord, str], bool]
"""Whether a badge's code is a person's."""
LONGEST: Final = 200
MOST_PEOPLE: Final = 9
"""As many as there are keys; with more of them the last key turns the page."""
_PAGE: Final = MOST_PEOPLE - 1
_NEXT: Final = "next"
_NOTE: Final = "note"
_PIN: Final = "pin"
_SAID: Final = {
    Decided.PIN_REFUSED: M.REVIEW_PIN_REFUSED,
    Decided.NOT_ALLOWED: M.REVIEW_NOT_ALLOWED,
    Decided.REFUSED: M.REVIEW_REFUSED,
    Decided.OFFLINE: M.REVIEW_OFFLINE,
    Decided.UNKNOWN: M.REVIEW_UNKNOWN,
    Decided.NO_KEY: M.REVIEW_NO_KEY,
    Decided.GONE: M.REVIEW_GONE,
    Decided.ALREADY: M.REVIEW_ALREADY,
}
_ENDS: Final = frozenset({Decided.DONE, Decided.ALREADY, Decided.GONE})


class Deciding(BasePart):
    """Implements ``PanelPart``.

    Going back while the centre is asked leaves the question under way: what came of it is said then, and the
    list shows it.

    Args:
        bears: Whether a badge's code is this person's.
        pull: Fetches the reviews from the centre now.
        take_back: Leaves the panels and opens the return of a receipt, once a credit note was chosen.
    """

    def __init__(
        self,
        host: PanelHost,
        watch: ReviewWatch,
        desk: ReviewDesk,
        background: Background,
        ids: IdSource,
        bears: Bears,
        pull: Callable[[], Any],
        take_back: Callable[[str], Any],
    ) -> None:
        super().__init__(host)
        self._watch = watch
        self._desk = desk
        self._background = background
        self._ids = ids
        self._bears = bears
        self._pull = pull
        self._take_back = take_back
        self._review: Review | None = None
        self._outcome = Outcome.ACCEPT
        self._what: tuple[str, str] | None = None
        self._people: tuple[StaffRecord, ...] = ()
        self._page = 0
        self._person: StaffRecord | None = None
        self._active = self._note = self._typed = ""
        self._busy = False
        self._sent: tuple[str, str] = ("", "")
        self._decision_id = ""
        self._unknown: set[str] = set()

    def open(self, review: Review, outcome: Outcome, what: tuple[str, str] | None = None) -> None:
        """Ask who.

        Args:
            review: Which one; somebody at this till may decide it.
            outcome: How.
            what: Identity and name of the product or customer it takes.
        """
        self._review, self._outcome, self._what = review, outcome, what
        self._people, self._page = self._watch.deciders(review), 0
        self._person = self._people[0] if len(self._people) == 1 else None
        self._note = self._typed = ""
        self._busy = False
        self._sent = ("", "")
        self._active = _NOTE if outcome in NOTED else self._after_note()
        self._host.open_panel(self)

    # ------------------------------------------------------------------ what stands on it

    def panel(self) -> Panel:
        """What stands on it now."""
        blocks: list[Block] = []
        if self._review is not None:
            blocks.append(Remark(words.sentence(self._review)))
        if self._outcome in NOTED:
            caption = V.COUNTED if self._outcome is Outcome.COUNT_STOCK else V.WHY
            active = self._active == _NOTE
            blocks.append(
                Field(_NOTE, Say(caption), FieldKind.TEXT, self._note, active=active, limit=LONGEST)
            )
        chosen = "" if self._person is None else self._person.staff_id
        blocks.append(Choices("people", Say(V.WHO_ASK), self._choices(), chosen))
        slots = max(PIN_MIN_OTHERS, len(self._typed))
        active = self._active == _PIN and not self._busy
        blocks.append(
            Field(_PIN, Say(V.PIN), FieldKind.PIN, active=active, typed=len(self._typed), slots=slots)
        )
        if self._busy:
            blocks.append(Remark(Say(V.ASKING)))
        return Panel(
            "deciding",
            "shield",
            self._title(),
            tuple(blocks),
            primary=PanelButton("decide", Say(V.DO), "Enter"),
            busy=self._busy,
        )

    def _choices(self) -> tuple[Choice, ...]:
        paged = len(self._people) > MOST_PEOPLE
        first = self._page * _PAGE
        shown = self._people[first : first + _PAGE] if paged else self._people
        people = tuple(
            Choice(person.staff_id, person.name, str(key)) for key, person in enumerate(shown, start=1)
        )
        return (*people, Choice(_NEXT, Say(W.PEOPLE_MORE), str(MOST_PEOPLE))) if paged else people

    def _title(self) -> Label:
        name = words.outcome_name(self._outcome)
        if self._what is None or not isinstance(name, Say):
            return name
        return Say(V.PICKED, {"outcome": name, "what": self._what[1]})

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """Why, or what was counted."""
        if field_id == _NOTE:
            self._note = text
            self._host.redraw()

    def focus(self, field_id: str) -> None:
        """The note or the PIN was touched; a PIN is somebody's."""
        self._active = self._after_note() if field_id == _PIN else _NOTE
        self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """Another person's digits do not carry over."""
        del block_id
        if choice_id == _NEXT:
            self._page = (self._page + 1) % -(-len(self._people) // _PAGE)
        self._pick(next((person for person in self._people if person.staff_id == choice_id), None))

    def scanned(self, text: str) -> None:
        """A badge picks its bearer, whoever was picked before; goods are refused aloud."""
        code = badge_code(text)
        if code is None:
            self._refuse(M.NOT_A_BADGE)
            return
        known = () if self._review is None else self._watch.deciders(self._review)
        person = next((one for one in known if self._bears(one, code)), None)
        if person is None:
            self._refuse(M.REVIEW_BADGE)
            return
        if person not in self._people:
            self._people = (person, *self._people)
        self._page = self._people.index(person) // _PAGE if len(self._people) > MOST_PEOPLE else 0
        self._pick(person)

    def digit(self, digit: str) -> None:
        """One digit of the PIN."""
        if self._person is not None and len(self._typed) < PIN_MAX and not self._busy:
            self._typed += digit
            self._host.redraw()

    def erase(self) -> None:
        """Take the last digit back; with none typed, the person where there are several."""
        if self._typed:
            self._typed = self._typed[:-1]
            self._host.redraw()
        elif len(self._people) > 1 and not self._busy:
            self._pick(None)

    def enter(self) -> None:
        """The next thing that is missing, else ask the centre."""
        note = sanitise(self._note, LONGEST).strip()
        if contains_pan(note):
            self._note = ""
            self._refuse(M.PAN_REFUSED, Tone.ERR)
        elif self._outcome in NOTED and not note:
            self._active = _NOTE
            self._refuse(M.REVIEW_NOTE_MISSING)
        elif self._person is None:
            typed_note = self._active == _NOTE
            self._active = ""
            if typed_note:
                self._host.redraw()
            else:
                self._refuse(M.PICK_APPROVER)
        elif self._active == _NOTE:
            self._active = _PIN
            self._host.redraw()
        elif len(self._typed) < PIN_MIN_OTHERS:
            self._refuse(M.PIN_TOO_SHORT)
        else:
            self._ask(self._person, note)

    def back(self) -> None:
        """To the review; what was typed of a PIN is gone."""
        self._typed = ""
        self._host.close_panel()

    # ------------------------------------------------------------------ asking

    def _ask(self, person: StaffRecord, note: str) -> None:
        if self._review is None:
            return
        pin, self._typed = self._typed, ""
        if self._sent != (person.staff_id, note):
            self._sent, self._decision_id = (person.staff_id, note), self._ids.uuid7()
        what = None if self._what is None else self._what[0]
        decision = Decision(
            self._decision_id,
            self._review.review_id,
            person.staff_id,
            pin,
            self._outcome,
            note,
            variant_id=what if self._outcome is Outcome.SUBSTITUTE else None,
            customer_id=what if self._outcome is Outcome.ASSIGN_CUSTOMER else None,
        )
        self._busy = True
        self._host.redraw()
        review_id = self._review.review_id
        told, failed = partial(self._told, review_id, person), partial(self._failed, review_id)
        self._background.run(partial(self._desk.resolve, decision), told, failed)

    def _told(self, review_id: str, person: StaffRecord, verdict: Verdict) -> None:
        self._settle(review_id)
        verdict = self._as_known(review_id, verdict)
        if verdict.review is not None:
            self._watch.learn(verdict.review)
        if verdict.decided in (*_ENDS, Decided.UNKNOWN):
            self._pull()
            self._watch.read()
        here = self._here(review_id)
        if verdict.decided in _ENDS and here:
            self._host.close_panel()
        if verdict.decided is Decided.DONE:
            if here and self._review is not None and self._outcome is Outcome.CREDIT_NOTE:
                self._take_back(self._review.document)
            else:
                self._host.say(Message(M.REVIEW_DECIDED, Tone.OK))
            return
        if here and verdict.decided not in _ENDS:
            self._active = self._after_note()
        self._say(_message(verdict, person), here=here)

    def _failed(self, review_id: str, error: Exception) -> None:
        self._settle(review_id)
        values = {"code": type(error).__name__}
        self._say(Message(M.REVIEW_REFUSED, Tone.ERR, values), here=self._here(review_id))

    def _as_known(self, review_id: str, verdict: Verdict) -> Verdict:
        """What was sent before may be decided: without network an end is not known until it is told."""
        if verdict.decided is Decided.UNKNOWN:
            self._unknown.add(review_id)
        elif verdict.decided in _ENDS:
            self._unknown.discard(review_id)
        elif verdict.decided is Decided.OFFLINE and review_id in self._unknown:
            return replace(verdict, decided=Decided.UNKNOWN)
        return verdict

    def _settle(self, review_id: str) -> None:
        """The answer is there; it may be another review that is asked about by now."""
        if self._review is not None and self._review.review_id == review_id:
            self._busy = False

    def _here(self, review_id: str) -> bool:
        shown = self._review is not None and self._review.review_id == review_id
        return shown and self._host.shows(self)

    def _say(self, message: Message, *, here: bool) -> None:
        """On the panel, or over the sale by now: somebody asked and went on selling."""
        if here:
            self._host.refuse(message)
        else:
            self._host.say(message)

    def _pick(self, person: StaffRecord | None) -> None:
        self._person, self._typed = person, ""
        self._active = self._after_note()
        self._host.redraw()

    def _after_note(self) -> str:
        return "" if self._person is None else _PIN

    def _refuse(self, why: M, tone: Tone = Tone.WARN) -> None:
        self._host.refuse(Message(why, tone))


def _message(verdict: Verdict, person: StaffRecord) -> Message:
    if verdict.decided is Decided.WAIT:
        return Message(M.REVIEW_WAIT, Tone.WARN, {"wait": fmt.wait(max(1, verdict.wait_s))})
    values = {"code": verdict.code, "name": person.name}
    return Message(_SAID[verdict.decided], Tone.WARN, values)
