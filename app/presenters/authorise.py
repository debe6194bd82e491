"""Screen 8, authorisation: the act, the person, the PIN; five seconds on the cashier's own screen (ux.md 3).

Other presenters ask so, and know nothing of PINs, badges and codes::

    authorising.ask(
        act,                                            # core.domain.approval.Act, exactly what will be done
        Asked(title=Say(W.DISCOUNT_OVER, {...}), reason=Say(...), change=BeforeAfter(...)),
        done=self._approved,                              # Callable[[Approval], Any]: spend it at once
        cancelled=self._not_approved,                     # Callable[[], Any]: nothing happened
    )

What to do with an `Approval` is told in `app.usecases.authorising`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.authorisation_state import (
    ApproverCard,
    AuthorisationState,
    AuthorisationView,
    RemoteView,
)
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import BeforeAfter, Label
from app.presenters.refusals import of_domain
from app.presenters.sign_in import PIN_MAX, PIN_MIN_OTHERS, Ticker
from app.presenters.states import Sound
from app.usecases.approvals import Answer, Approval, Challenge, Outcome, Request, monotonic_ms
from app.usecases.authorising import Authoriser
from app.usecases.ports import StaffRecord
from app.usecases.state import TillState
from core.domain.approval import Act
from core.domain.badge import badge_code
from core.domain.errors import DomainError
from core.domain.remote_code import ANSWER_DIGITS, grouped

MOST_PEOPLE: Final = 9
_CODE: Final = ""
"""Whose waiting time answers from afar share; a person's is kept under their id."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How an act is put to the second person."""

    title: Label
    reason: Label
    change: BeforeAfter | None = None


@dataclass(slots=True)
class _Case:
    """One question while the modal stands."""

    act: Act
    asked: Asked
    done: Callable[[Approval], Any]
    cancelled: Callable[[], Any]
    request: Request
    people: tuple[StaffRecord, ...]
    selected: StaffRecord | None = None
    challenge: Challenge | None = None
    typed: str = ""
    busy: bool = False
    message: Message | None = None


class Authorising:
    """Implements ``AuthorisationActions``; one question at a time.

    Args:
        ticker: Drives the countdown.
        notify: Says over the floor what the modal can no longer say.
        sound: Plays a sound.
    """

    def __init__(
        self,
        view: AuthorisationView,
        authoriser: Authoriser,
        state: TillState,
        ticker: Ticker,
        *,
        notify: Callable[[Message], Any],
        sound: Callable[[Sound], Any],
    ) -> None:
        self._view = view
        self._authoriser = authoriser
        self._state = state
        self._ticker = ticker
        self._notify = notify
        self._sound = sound
        self._case: _Case | None = None
        self._blocked: dict[str, float] = {}

    @property
    def busy(self) -> bool:
        """Whether a PIN, a badge or a code is being checked."""
        return self._case is not None and self._case.busy

    @property
    def is_open(self) -> bool:
        """Whether a question stands on the screen."""
        return self._case is not None

    def needed(self, act: Act) -> bool:
        """Whether the person at the till needs a second one for this."""
        return self._authoriser.needed(act)

    def ask(
        self,
        act: Act,
        asked: Asked,
        done: Callable[[Approval], Any],
        cancelled: Callable[[], Any],
    ) -> None:
        """Put a question; exactly one of the callbacks is called, and the modal is gone by then.

        Args:
            act: What will be done, made from the cart as it is now.
            asked: Its words.
            done: Receives the yes, good for 60 s and once.
            cancelled: Nobody allowed it: given up, lapsed, or nobody here may.
        """
        if self._case is not None:
            cancelled()
            return
        allowed = self._authoriser.approvers(act)
        if not allowed:
            self._sound(Sound.ERROR)
            self._notify(Message(M.NO_APPROVER, Tone.WARN, lasting=True))
            cancelled()
            return
        here = tuple(person for person in allowed if person.pin is not None or person.badge is not None)
        case = _Case(act, asked, done, cancelled, self._authoriser.request(act), here[:MOST_PEOPLE])
        self._case = case
        if not here and self._authoriser.remote:
            case.challenge = self._authoriser.challenge(case.request)
        self._ticker.start(self._tick)
        self._show()

    # ------------------------------------------------------------------ what the screen asks

    def pick(self, staff_id: str) -> None:
        """Choose who allows it."""
        case = self._ready()
        if case is not None and case.challenge is None:
            self._choose(case, next((p for p in case.people if p.staff_id == staff_id), None))

    def digit(self, digit: str) -> None:
        """First digit picks the person, later ones go to the PIN; all go to the answer of a remote code."""
        case = self._ready()
        if case is None or len(digit) != 1 or digit not in "0123456789":
            return
        if case.selected is None and case.challenge is None:
            place = int(digit) - 1
            if 0 <= place < len(case.people):
                self._choose(case, case.people[place])
        elif self._waiting(case) == 0 and len(case.typed) < self._longest(case):
            case.typed += digit
            case.message = None
            self._show()

    def erase(self) -> None:
        """Take the last digit back; with none typed, the person."""
        case = self._ready()
        if case is None:
            return
        if case.typed:
            case.typed = case.typed[:-1]
            self._show()
        elif case.challenge is None:
            self._choose(case, None)

    def enter(self) -> None:
        """Check the PIN or the answer."""
        case = self._ready()
        if case is None or self._waiting(case) > 0:
            return
        if case.challenge is not None:
            self._check_answer(case, case.challenge)
        elif case.selected is None:
            self._say(case, Message(M.PICK_APPROVER, Tone.WARN))
        elif len(case.typed) < PIN_MIN_OTHERS:
            self._say(case, Message(M.PIN_TOO_SHORT, Tone.WARN))
        else:
            staff_id, pin = case.selected.staff_id, self._take(case)
            judged, failed = self._answers(case, M.APPROVER_WRONG_PIN, staff_id)
            self._authoriser.approve_by_pin(case.request, staff_id, pin, judged, failed)

    def scanned(self, text: str) -> None:
        """A badge allows by itself; goods are refused aloud and count as no try."""
        case = self._ready()
        if case is None:
            self._sound(Sound.ERROR)
            return
        code = badge_code(text)
        if code is None:
            self._say(case, Message(M.NOT_A_BADGE, Tone.WARN), Sound.ERROR)
            return
        self._take(case)
        judged, failed = self._answers(case, M.WRONG_BADGE, None)
        self._authoriser.approve_by_badge(case.request, code, judged, failed)

    def remote(self) -> None:
        """Ask somebody elsewhere, or go back to the people here, who are then asked anew."""
        case = self._ready()
        if case is None or (case.challenge is None and not self._authoriser.remote):
            return
        case.selected, case.typed, case.message = None, "", None
        case.request = self._authoriser.request(case.act)
        back = case.challenge is not None
        case.challenge = None if back else self._authoriser.challenge(case.request)
        self._show()

    def back(self) -> None:
        """One level back: from the remote code to the people, from there to the sale as it was."""
        case = self._case
        if case is not None and not case.busy and case.challenge is not None and case.people:
            self.remote()
        else:
            self.cancel()

    def cancel(self) -> None:
        """Give the act up, though something is being checked: a yes that comes too late serves nothing."""
        case = self._case
        if case is not None:
            self._close()
            case.cancelled()

    # ------------------------------------------------------------------ verdicts

    def _check_answer(self, case: _Case, challenge: Challenge) -> None:
        if len(case.typed) < ANSWER_DIGITS:
            self._say(case, Message(M.REMOTE_CODE_SHORT, Tone.WARN))
            return
        answer = self._take(case)
        judged, failed = self._answers(case, M.REMOTE_CODE_WRONG, _CODE)
        self._authoriser.approve_by_code(challenge, answer, judged, failed)

    def _take(self, case: _Case) -> str:
        """What was typed leaves the screen before anything is checked."""
        typed, case.typed = case.typed, ""
        case.busy, case.message = True, None
        self._show()
        return typed

    def _answers(
        self, case: _Case, wrong: M, counter: str | None
    ) -> tuple[Callable[[Outcome], Any], Callable[[Exception], Any]]:
        return partial(self._judged, case, wrong, counter), partial(self._failed, case)

    def _judged(self, case: _Case, wrong: M, counter: str | None, outcome: Outcome) -> None:
        if case is not self._case:
            return
        case.busy = False
        if outcome.approval is not None:
            self._close()
            case.done(outcome.approval)
        elif outcome.answer is Answer.WAIT:
            waits = M.BADGE_WAIT
            if counter is not None:
                waits = M.APPROVER_WAIT
                self._blocked[counter] = self._state.clock.monotonic() + outcome.wait_s
            values = {"wait": fmt.wait(outcome.wait_s)}
            self._say(case, Message(waits, Tone.WARN, values), Sound.ERROR)
        elif outcome.refusal is not None:
            self._refused(case, outcome.refusal)
        elif outcome.answer is Answer.UNAVAILABLE:
            self._say(case, Message(M.APPROVER_UNAVAILABLE, Tone.ERR), Sound.ERROR)
        else:
            values = {"left": str(outcome.tries_left)}
            self._say(case, Message(wrong, Tone.ERR, values), Sound.ERROR)

    def _refused(self, case: _Case, refusal: DomainError) -> None:
        if refusal.code == "authorization_expired":
            self._lapse(case)
        else:
            self._say(case, of_domain(refusal), Sound.ERROR)

    def _failed(self, case: _Case, error: Exception) -> None:
        if case is not self._case:
            return
        case.busy = False
        values = {"code": type(error).__name__}
        self._say(case, Message(M.STORE_UNAVAILABLE, Tone.ERR, values), Sound.ERROR)

    # ------------------------------------------------------------------ time

    def _tick(self) -> None:
        case = self._case
        if case is None or case.busy:
            return
        if self._left_ms(case) == 0:
            self._lapse(case)
            return
        if case.message is not None and case.message.id is M.APPROVER_WAIT:
            left = self._waiting(case)
            values = {"wait": fmt.wait(left)}
            case.message = Message(M.APPROVER_WAIT, Tone.WARN, values) if left else None
        self._show()

    def _lapse(self, case: _Case) -> None:
        self._close()
        self._notify(Message(M.AUTHORIZATION_EXPIRED, Tone.WARN))
        case.cancelled()

    def _left_ms(self, case: _Case) -> int:
        now = monotonic_ms(self._state)
        return (case.request if case.challenge is None else case.challenge).left_ms(now)

    def _waiting(self, case: _Case) -> int:
        if case.challenge is None and case.selected is None:
            return 0
        counter = _CODE if case.selected is None else case.selected.staff_id
        left = self._blocked.get(counter, 0.0) - self._state.clock.monotonic()
        return max(0, int(left + 0.999))

    # ------------------------------------------------------------------ drawing

    def _ready(self) -> _Case | None:
        """The question, unless there is none or something of it is being checked."""
        case = self._case
        return None if case is None or case.busy else case

    def _choose(self, case: _Case, person: StaffRecord | None) -> None:
        """Another person's digits and failures do not carry over."""
        case.selected, case.typed, case.message = person, "", None
        left = self._waiting(case)
        if left:
            case.message = Message(M.APPROVER_WAIT, Tone.WARN, {"wait": fmt.wait(left)})
        self._show()

    def _longest(self, case: _Case) -> int:
        return PIN_MAX if case.challenge is None else ANSWER_DIGITS

    def _say(self, case: _Case, message: Message, sound: Sound | None = None) -> None:
        case.message = message
        if sound is not None:
            self._sound(sound)
        self._show()

    def _close(self) -> None:
        self._case = None
        self._ticker.stop()
        self._view.show_authorisation(None)

    def _show(self) -> None:
        case = self._case
        if case is None:
            return
        requester = self._state.person
        remote = None
        if case.challenge is not None:
            remote = RemoteView(
                challenge=grouped(case.challenge.text, 3),
                permission=case.act.permission,
                amount=fmt.money(case.act.amount),
                answer=grouped(case.typed, 4),
            )
        self._view.show_authorisation(
            AuthorisationState(
                title=case.asked.title,
                requester=requester.name if requester is not None else "",
                reason=case.asked.reason,
                change=case.asked.change,
                people=tuple(
                    ApproverCard(person.staff_id, place, person.name)
                    for place, person in enumerate(case.people, start=1)
                ),
                selected=case.selected.staff_id if case.selected else None,
                typed=len(case.typed),
                slots=max(PIN_MIN_OTHERS, len(case.typed)),
                left=fmt.countdown(-(-self._left_ms(case) // 1000)),
                remote=remote,
                offers_remote=self._authoriser.remote,
                wait_s=self._waiting(case),
                busy=case.busy,
                message=case.message,
            )
        )
