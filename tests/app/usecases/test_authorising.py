"""A second person's yes: who may give it, what it serves, and what is on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from app.usecases.approvals import Answer, Approval, Challenge, Outcome, Request
from app.usecases.authorising import CODE_COUNTER, Authoriser
from app.usecases.ports import WriteUnit
from app.usecases.proving import BADGE_COUNTER, Proving
from app.usecases.state import TillState
from core.domain.approval import Act, Method
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind, JsonObject
from core.domain.remote_code import answer_to
from core.domain.staff import LimitName, Measure
from tests.fakes.clock import ManualClock
from tests.fakes.people import ANA, ELSA, EVERYBODY, IVAN, MARTA, InstantBackground, PlainCheck
from tests.fakes.till import IDENTITY, InstantRunner, MemoryReader, MemoryStore

KEY = bytes(range(32))
QUARTER = Act(
    "line.discount",
    "pos:discount",
    "sale-1",
    Decimal("1.63"),
    "damaged",
    (Measure(LimitName.DISCOUNT_PERCENT, Decimal(25)),),
    "digest of the cart",
    "6.50",
    "4.87",
)


@dataclass
class Counter:
    """A till with Ana at it, and supervisors."""

    store: MemoryStore = field(default_factory=MemoryStore)
    clock: ManualClock = field(default_factory=ManualClock)
    check: PlainCheck = field(default_factory=PlainCheck)
    background: InstantBackground = field(default_factory=InstantBackground)
    key: bytes | None = KEY
    outcomes: list[Outcome] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store.people = dict(EVERYBODY)
        self.state = TillState(IDENTITY, "boot", self.clock, self.clock.monotonic(), person=ANA)
        self.runner = InstantRunner(self.store)
        proving = Proving(self.runner, self.background, self.check)
        reader = MemoryReader(self.store)
        ids = self.store.ids
        self.authoriser = Authoriser(self.state, reader, self.runner, proving, ids, self.key)

    def ask(self, act: Act = QUARTER) -> Request:
        return self.authoriser.request(act)

    def pin(self, request: Request, staff_id: str, pin: str) -> Outcome:
        self.authoriser.approve_by_pin(request, staff_id, pin, self.outcomes.append, self.errors.append)
        return self.outcomes[-1]

    def badge(self, request: Request, code: str) -> Outcome:
        self.authoriser.approve_by_badge(request, code, self.outcomes.append, self.errors.append)
        return self.outcomes[-1]

    def code(self, challenge: Challenge, answer: str) -> Outcome:
        self.authoriser.approve_by_code(challenge, answer, self.outcomes.append, self.errors.append)
        return self.outcomes[-1]

    def yes(self, act: Act = QUARTER) -> Approval:
        outcome = self.pin(self.ask(act), "marta", "582947")
        assert outcome.answer is Answer.GRANTED
        assert outcome.approval is not None
        return outcome.approval

    def refusals(self) -> list[JsonObject]:
        return [s.event.data for s in self.store.events if s.event.kind == EventKind.OVERRIDE_REFUSED]


@pytest.fixture
def counter() -> Counter:
    return Counter()


def _answer(challenge: Challenge, approver: str = "marta", act: Act = QUARTER, key: bytes = KEY) -> str:
    return answer_to(key, challenge.text, act.permission, act.amount, approver)


def _code(call: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal:
        call()
    return refusal.value.code


def test_within_their_limit_a_cashier_asks_nobody(counter: Counter) -> None:
    small = replace(QUARTER, measures=(Measure(LimitName.DISCOUNT_PERCENT, Decimal(10)),))
    assert not counter.authoriser.needed(small)
    assert counter.authoriser.needed(QUARTER)
    counter.state.person = MARTA
    assert not counter.authoriser.needed(QUARTER)
    counter.state.person = None
    assert counter.authoriser.needed(small)


def test_those_who_may_are_offered_and_never_who_asks(counter: Counter) -> None:
    assert counter.authoriser.approvers(QUARTER) == (MARTA, IVAN, ELSA)
    most = replace(QUARTER, measures=(Measure(LimitName.DISCOUNT_PERCENT, Decimal(60)),))
    assert counter.authoriser.approvers(most) == (ELSA,)
    counter.state.person = MARTA
    assert counter.authoriser.approvers(QUARTER) == (IVAN, ELSA)


def test_a_yes_and_its_act_are_one_transaction_with_both_people(counter: Counter) -> None:
    approval = counter.yes()
    assert counter.store.kinds() == []
    override = approval.spend(QUARTER, counter.state)
    context = override.context(counter.state.context())

    def operation(unit: WriteUnit) -> None:
        override.record(unit, context)
        unit.append(EventKind.PRICE_OVERRIDDEN, {"line": 1}, context)

    counter.runner.submit(operation, lambda _: None, counter.errors.append)
    granted, act = (stored.event for stored in counter.store.events)
    assert (granted.kind, act.kind) == (EventKind.OVERRIDE_GRANTED, EventKind.PRICE_OVERRIDDEN)
    assert {(e.context.cashier_id, e.context.approver_id) for e in (granted, act)} == {("ana", "marta")}
    assert granted.data == {
        "action": "line.discount",
        "permission": "pos:discount",
        "sale_id": "sale-1",
        "amount": "1.63",
        "reason": "damaged",
        "before": "6.50",
        "after": "4.87",
        "requester": "ana",
        "approver": "marta",
        "method": "pin",
    }


def test_an_act_that_fails_leaves_no_yes_on_record_and_its_yes_is_gone(counter: Counter) -> None:
    approval = counter.yes()
    override = approval.spend(QUARTER, counter.state)
    context = counter.state.context()

    def operation(unit: WriteUnit) -> None:
        override.record(unit, context)
        raise DomainError("store_full")

    counter.runner.submit(operation, lambda _: None, counter.errors.append)
    assert counter.store.kinds() == []
    assert _code(lambda: approval.spend(QUARTER, counter.state)) == "authorization_used"


def test_a_yes_is_spent_once_within_a_minute_for_its_act_and_person(counter: Counter) -> None:
    approval = counter.yes()
    assert _code(lambda: approval.spend(replace(QUARTER, amount=Decimal("1.64")), counter.state)) == (
        "authorization_mismatch"
    )
    assert _code(lambda: approval.spend(replace(QUARTER, ticket="one more line"), counter.state)) == (
        "authorization_mismatch"
    )
    counter.state.person = IVAN
    assert _code(lambda: approval.spend(QUARTER, counter.state)) == "authorization_mismatch"
    counter.state.person = ANA
    approval.spend(QUARTER, counter.state)
    assert _code(lambda: approval.spend(QUARTER, counter.state)) == "authorization_used"
    late = counter.yes()
    counter.clock.advance(60)
    assert _code(lambda: late.spend(QUARTER, counter.state)) == "authorization_expired"


def test_two_people_cannot_both_allow_one_question(counter: Counter) -> None:
    request = counter.ask()
    counter.background.held = True
    for staff_id, pin in (("marta", "582947"), ("ivan", "916350")):
        counter.authoriser.approve_by_pin(
            request, staff_id, pin, counter.outcomes.append, counter.errors.append
        )
    counter.background.release()
    assert [outcome.answer for outcome in counter.outcomes] == [Answer.GRANTED, Answer.REFUSED]
    assert counter.refusals()[-1]["cause"] == "authorization_used"
    assert counter.pin(request, "elsa", "274861").answer is Answer.REFUSED


def test_a_question_lapses_after_a_minute(counter: Counter) -> None:
    request = counter.ask()
    counter.clock.advance(60)
    outcome = counter.pin(request, "marta", "582947")
    assert (outcome.answer, outcome.refusal.code if outcome.refusal else "") == (
        Answer.REFUSED,
        "authorization_expired",
    )
    assert counter.badge(request, "CARNE-MARTA-3").answer is Answer.REFUSED
    assert counter.check.checks == 0


@pytest.mark.parametrize(
    ("who", "pin", "why"),
    [("ana", "2580", "approver_is_requester"), ("luis", "3917", "approver_not_allowed")],
)
def test_who_may_not_is_refused_before_any_pin_is_tried(
    counter: Counter, who: str, pin: str, why: str
) -> None:
    counter.store.people["luis"] = replace(ANA, staff_id="luis")
    outcome = counter.pin(counter.ask(), who, pin)
    assert outcome.answer is Answer.REFUSED
    assert outcome.refusal is not None
    assert outcome.refusal.code == why
    assert counter.check.checks == 0
    assert counter.store.failures.get(who, 0) == 0
    [refused] = counter.refusals()
    assert (refused["cause"], refused["approver"], refused["requester"]) == (why, who, "ana")


def test_a_supervisor_withdrawn_while_offline_allows_nothing(counter: Counter) -> None:
    request = counter.ask()
    counter.store.people["marta"] = replace(MARTA, active=False)
    outcome = counter.pin(request, "marta", "582947")
    assert outcome.refusal is not None
    assert outcome.refusal.code == "approver_inactive"
    assert counter.badge(request, "CARNE-MARTA-3").refusal is not None
    assert [refused["cause"] for refused in counter.refusals()] == ["approver_inactive"] * 2


def test_a_right_withdrawn_while_the_pin_is_checked_is_gone(counter: Counter) -> None:
    request = counter.ask()
    counter.background.held = True
    counter.authoriser.approve_by_pin(
        request, "marta", "582947", counter.outcomes.append, counter.errors.append
    )
    counter.store.people["marta"] = replace(MARTA, permissions=frozenset({"pos:create"}))
    counter.background.release()
    assert counter.outcomes[-1].answer is Answer.REFUSED
    assert not request.answered


def test_wrong_pins_are_counted_before_the_verdict_and_then_wait(counter: Counter) -> None:
    request = counter.ask()
    counter.background.held = True
    counter.authoriser.approve_by_pin(request, "marta", "0", counter.outcomes.append, counter.errors.append)
    assert counter.store.failures["marta"] == 1, "counted while the check still runs"
    counter.background.release()
    assert [counter.pin(request, "marta", "0").tries_left for _ in range(3)] == [3, 2, 1]
    fifth = counter.pin(request, "marta", "0")
    assert (fifth.answer, fifth.wait_s) == (Answer.WAIT, 60)
    asked = counter.check.checks
    assert counter.pin(request, "marta", "582947").answer is Answer.WAIT
    assert counter.check.checks == asked, "a right PIN is not even looked at"
    assert [refused["cause"] for refused in counter.refusals()] == ["wrong"] * 5
    assert counter.pin(request, "ivan", "916350").answer is Answer.GRANTED


def test_a_badge_alone_allows(counter: Counter) -> None:
    outcome = counter.badge(counter.ask(), "CARNE-MARTA-3")
    assert outcome.answer is Answer.GRANTED
    assert outcome.approval is not None
    assert (outcome.approval.approver, outcome.approval.method) == (MARTA, Method.BADGE)
    assert counter.store.failures[BADGE_COUNTER] == 0


def test_nobodys_badges_are_counted_and_ones_own_wins_no_new_tries(counter: Counter) -> None:
    request = counter.ask()
    assert [counter.badge(request, "CARNE-NADIE").tries_left for _ in range(3)] == [4, 3, 2]
    assert counter.badge(request, "CARNE-ANA-1").answer is Answer.REFUSED
    assert counter.badge(request, "CARNE-NADIE").tries_left == 1
    assert counter.badge(request, "CARNE-NADIE").answer is Answer.WAIT
    assert counter.badge(request, "CARNE-MARTA-3").answer is Answer.WAIT


def test_without_the_pepper_nothing_is_checked(counter: Counter) -> None:
    counter.check.pepper_missing = True
    assert counter.pin(counter.ask(), "marta", "582947").answer is Answer.UNAVAILABLE


def test_an_answer_from_afar_allows_once(counter: Counter) -> None:
    challenge = counter.authoriser.challenge(counter.ask())
    answer = _answer(challenge)
    counter.clock.advance(299)  # the question's own minute is over: a call takes time
    outcome = counter.code(challenge, answer)
    assert outcome.approval is not None
    assert (outcome.approval.approver, outcome.approval.method) == (MARTA, Method.CODE)
    again = counter.code(challenge, answer)
    assert again.refusal is not None
    assert again.refusal.code == "authorization_used"
    override = outcome.approval.spend(QUARTER, counter.state)
    counter.runner.submit(
        lambda unit: override.record(unit, counter.state.context()), lambda _: None, counter.errors.append
    )
    assert counter.store.events[-1].event.data["challenge"] == challenge.text


def test_an_answer_replayed_on_a_new_challenge_fits_nothing(counter: Counter) -> None:
    first = counter.authoriser.challenge(counter.ask())
    assert counter.code(first, _answer(first)).answer is Answer.GRANTED
    second = counter.authoriser.challenge(counter.ask())
    assert second.text != first.text
    assert counter.code(second, _answer(first)).answer is Answer.WRONG


@pytest.mark.parametrize(
    "answer_of",
    [
        lambda challenge: _answer(challenge, act=replace(QUARTER, amount=Decimal("1.64"))),
        lambda challenge: _answer(challenge, act=replace(QUARTER, permission="pos:void")),
        lambda challenge: _answer(challenge, key=bytes(32)),  # the key of another till
        lambda challenge: _answer(challenge, "ana"),  # the cashier answering herself
        lambda challenge: _answer(challenge, "somebody else"),
    ],
)
def test_an_answer_for_something_else_is_wrong(
    counter: Counter, answer_of: Callable[[Challenge], str]
) -> None:
    challenge = counter.authoriser.challenge(counter.ask())
    assert counter.code(challenge, answer_of(challenge)).answer is Answer.WRONG
    assert counter.store.failures[CODE_COUNTER] == 1
    assert counter.refusals()[-1]["method"] == "code"


def test_guessing_answers_waits_like_guessing_pins(counter: Counter) -> None:
    challenge = counter.authoriser.challenge(counter.ask())
    wrong = [counter.code(challenge, "00000000").answer for _ in range(5)]
    assert wrong == [Answer.WRONG] * 4 + [Answer.WAIT]
    fresh = counter.authoriser.challenge(counter.ask())
    assert counter.code(fresh, _answer(fresh)).answer is Answer.WAIT


def test_a_challenge_lives_five_minutes(counter: Counter) -> None:
    challenge = counter.authoriser.challenge(counter.ask())
    counter.clock.advance(300)
    outcome = counter.code(challenge, _answer(challenge))
    assert outcome.refusal is not None
    assert outcome.refusal.code == "authorization_expired"


def test_a_till_without_the_shared_key_offers_no_remote_code() -> None:
    counter = Counter(key=None)
    assert not counter.authoriser.remote
    challenge = counter.authoriser.challenge(counter.ask())
    assert counter.code(challenge, "00000000").answer is Answer.UNAVAILABLE


def test_a_yes_from_afar_is_not_spent_at_a_till_found_to_be_one_of_two_since(counter: Counter) -> None:
    challenge = counter.authoriser.challenge(counter.ask())
    approval, here = counter.code(challenge, _answer(challenge)).approval, counter.yes()
    assert approval is not None
    counter.state.fenced = True
    assert _code(lambda: approval.spend(QUARTER, counter.state)) == "till_fenced"
    here.spend(QUARTER, counter.state)


def test_nobody_at_the_till_asks_nothing(counter: Counter) -> None:
    counter.state.person = None
    assert _code(counter.ask) == "nobody_signed_in"
