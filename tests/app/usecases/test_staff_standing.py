"""Without the centre for too long: grants allow what is privileged, selling never expires (sync.md D8)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.usecases.approvals import Answer, Outcome
from core.domain.ages import Reached
from core.domain.journal.events import EventKind
from core.domain.remote_code import answer_to
from core.domain.staff import LimitName, Measure
from tests.app.usecases.test_authorising import KEY, QUARTER, Counter
from tests.fakes.people import ANA, MARTA

DAY_MS = 24 * 3_600_000


def refused_with(outcome: Outcome) -> str:
    assert outcome.refusal is not None
    return outcome.refusal.code


def counter_without_centre(days: int, asker_days: int = 30) -> Counter:
    """The staff list ended so many days ago; Marta's grant is for ten of them."""
    counter = Counter()
    counter.store.people["marta"] = replace(MARTA, offline_grant_days=10)
    counter.state.person = replace(ANA, offline_grant_days=asker_days)
    counter.state.staff_until_ms = int(counter.clock.now().timestamp() * 1000) - days * DAY_MS
    return counter


def test_fault_56_a_grant_carries_an_approver_beyond_the_end_of_the_list() -> None:
    """What the centre withdrew meanwhile it asks a manager about (tests/central/store/test_drift.py)."""
    counter = counter_without_centre(9)
    assert counter.pin(counter.ask(), "marta", "582947").answer is Answer.GRANTED


def test_without_a_grant_nobody_allows_anything_and_the_refusal_is_on_record() -> None:
    counter = counter_without_centre(10)
    outcome = counter.pin(counter.ask(), "marta", "582947")
    assert outcome.answer is Answer.REFUSED
    assert refused_with(outcome) == "approver_lapsed"
    assert counter.store.kinds() == [EventKind.OVERRIDE_REFUSED]
    assert counter.store.events[0].event.data["cause"] == "approver_lapsed"
    assert refused_with(counter.badge(counter.ask(), "CARNE-MARTA-3")) == "approver_lapsed"
    assert counter.pin(counter.ask(), "ivan", "916350").answer is Answer.GRANTED


def test_the_centre_itself_allows_what_a_lapsed_list_cannot() -> None:
    counter = counter_without_centre(400)
    request = counter.ask()
    challenge = counter.authoriser.challenge(request)
    answer = answer_to(KEY, challenge.text, QUARTER.permission, QUARTER.amount, "marta")
    assert counter.code(challenge, answer).answer is Answer.GRANTED


def test_whoever_asks_loses_their_own_limits_too_and_keeps_on_selling() -> None:
    small = replace(QUARTER, measures=(Measure(LimitName.DISCOUNT_PERCENT, Decimal(5)),))
    assert not counter_without_centre(4, asker_days=5).authoriser.needed(small)
    counter = counter_without_centre(5, asker_days=5)
    assert counter.authoriser.needed(small)
    assert counter.state.person is not None
    assert counter.state.standing(counter.state.person).permissions == {"pos:create", "pos:training"}


def test_turning_the_clock_back_extends_no_grant() -> None:
    counter = counter_without_centre(10)
    now_ms = int(counter.clock.now().timestamp() * 1000)
    counter.state.reached = Reached(now_ms, int(counter.clock.monotonic() * 1000))
    counter.clock.jump(-300 * 24 * 3600)
    assert refused_with(counter.pin(counter.ask(), "marta", "582947")) == "approver_lapsed"
