"""What an authorisation is made of: the question, its answers, and the yes that is spent once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from app.usecases.ports import StaffRecord, StoredEvent, WriteUnit
from app.usecases.state import TillState
from core.domain.approval import LIFETIME_MS, Act, Authorization, Method, spend
from core.domain.errors import DomainError
from core.domain.journal.events import EventContext, EventKind, JsonObject
from core.domain.remote_code import CHALLENGE_LIFE_MS


@dataclass(frozen=True, slots=True)
class Override:
    """A spent approval, on its way into the journal with its act."""

    act: Act
    requester_id: str
    approver_id: str
    method: Method
    challenge: str = ""

    def context(self, context: EventContext) -> EventContext:
        """Surroundings that name the approver, for this event and for the act's own."""
        return replace(context, approver_id=self.approver_id)

    def record(self, unit: WriteUnit, context: EventContext) -> StoredEvent:
        """Append ``override.granted``; call it inside the operation that does the act."""
        data = act_data(self.act, self.requester_id, self.approver_id, self.method)
        if self.challenge:
            data["challenge"] = self.challenge
        return unit.append(EventKind.OVERRIDE_GRANTED, data, self.context(context))


class Approval:
    """A second person's yes to one act; good for 60 s and once.

    Attributes:
        act: What was allowed.
        approver: Who allowed it.
        method: How they showed who they are.
    """

    def __init__(
        self,
        act: Act,
        approver: StaffRecord,
        method: Method,
        authorization: Authorization,
        challenge: str = "",
    ) -> None:
        self.act = act
        self.approver = approver
        self.method = method
        self._authorization = authorization
        self._challenge = challenge

    def spend(self, act: Act, state: TillState) -> Override:
        """Use it for the act about to happen, before anything is changed; on the GUI thread.

        Args:
            act: What is done now, made anew from the cart as it is now.
            state: Who stands at the till, and the time.

        Raises:
            DomainError: as `core.domain.approval.spend`; ``till_fenced`` for a yes from afar at a till that
                was found to be one of two since.
        """
        if self.method is Method.CODE and state.fenced:
            raise DomainError("till_fenced")
        requester = requester_of(state)
        self._authorization = spend(self._authorization, act, requester, monotonic_ms(state))
        return Override(act, requester, self.approver.staff_id, self.method, self._challenge)


@dataclass(slots=True)
class Request:
    """A question to a second person; after 60 s it must be asked anew.

    Attributes:
        answered: Somebody allowed it; a second yes is refused.
    """

    act: Act
    requester_id: str
    asked_ms: int
    answered: bool = False

    def left_ms(self, now_ms: int) -> int:
        """Milliseconds until it lapses, 0 when it has."""
        return _left(LIFETIME_MS, self.asked_ms, now_ms)

    def closed(self, left_ms: int) -> DomainError | None:
        """Why no yes is taken any more, None while one is."""
        if self.answered:
            return DomainError("authorization_used")
        return None if left_ms > 0 else DomainError("authorization_expired")


@dataclass(frozen=True, slots=True)
class Challenge:
    """A remote challenge of a request: nine characters, five minutes, gone with the program."""

    request: Request
    text: str
    made_ms: int

    def left_ms(self, now_ms: int) -> int:
        """Milliseconds of life left, 0 when it is over; more than its request has: a call takes time."""
        return _left(CHALLENGE_LIFE_MS, self.made_ms, now_ms)


class Answer(StrEnum):
    """What became of one try to allow something."""

    GRANTED = "granted"
    WRONG = "wrong"
    WAIT = "wait"
    UNAVAILABLE = "unavailable"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An `Answer` with what the screen needs.

    Attributes:
        approval: With GRANTED alone.
        tries_left: Tries before a wait, with WRONG.
        wait_s: Seconds to wait, with WAIT.
        refusal: Why, with REFUSED: ``approver_is_requester``, ``approver_inactive``,
            ``approver_not_allowed``, ``approver_limit``, ``approver_lapsed``, ``authorization_expired``,
            ``authorization_used``, ``till_fenced``.
    """

    answer: Answer
    approval: Approval | None = None
    tries_left: int = 0
    wait_s: int = 0
    refusal: DomainError | None = None


def act_data(act: Act, requester_id: str, approver_id: str | None, method: Method) -> JsonObject:
    """``data`` of ``override.granted`` and ``override.refused`` (sync.md I13)."""
    return {
        **act.to_data(),
        "requester": requester_id,
        "approver": approver_id,
        "method": method.value,
    }


def requester_of(state: TillState) -> str:
    """Who asks: the person at the till.

    Raises:
        DomainError: ``nobody_signed_in``.
    """
    if state.person is None:
        raise DomainError("nobody_signed_in")
    return state.person.staff_id


def monotonic_ms(state: TillState) -> int:
    """Whole milliseconds on the monotonic clock: all that lives for a while lives on it."""
    return int(state.clock.monotonic() * 1000)


def _left(life_ms: int, since_ms: int, now_ms: int) -> int:
    return max(0, min(life_ms, life_ms - (now_ms - since_ms)))
