"""A second person's yes to one act, offline (sync.md X2, I13).

How an act that may need one is built::

    act = Act("line.discount", Permission.DISCOUNT, sale_id, amount, reason, measures, ticket, before, after)
    if not authoriser.needed(act): ...do it...
    authorising.ask(act, asked, done=with_approval, cancelled=...)      # the modal, app.presenters.authorise

    def with_approval(approval: Approval) -> None:
        override = approval.spend(act, state)         # DomainError: used, expired, not this act or person
        context = override.context(state.context())   # the act's own event names both people
        def operation(unit):
            override.record(unit, context)            # override.granted, in the act's own transaction
            unit.append(EventKind.PRICE_OVERRIDDEN, data, context)
        runner.submit(operation, ...)

A yes is memory only until its act is stored, and both are stored in one transaction: a crash between the two
leaves neither, a crash after it leaves both. A refusal is stored at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from app.usecases.approvals import (
    Answer,
    Approval,
    Challenge,
    Outcome,
    Request,
    act_data,
    monotonic_ms,
    requester_of,
)
from app.usecases.ports import StaffRecord, StoreRunner, TillReader, WriteUnit
from app.usecases.proving import Proof, Proving, Verdict
from app.usecases.state import TillState
from core.domain.approval import Act, Method, check_approver, grant, may_alone
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind
from core.domain.remote_code import NONCE_BYTES, answer_fits, make_challenge
from core.ports.clock import IdSource

CODE_COUNTER: Final = "remote_code"
"""Counter of wrong answers to remote challenges: they are guesses of nobody in particular."""

Done = Callable[[Outcome], Any]
Failed = Callable[[Exception], Any]
_ANSWERS: Final = {
    Verdict.WRONG: Answer.WRONG,
    Verdict.WAIT: Answer.WAIT,
    Verdict.UNAVAILABLE: Answer.UNAVAILABLE,
}


class Authoriser:
    """Asks a second person. Nothing here needs a network.

    Args:
        key: The 32 bytes shared with the centre since enrolment, None where the till has none: remote codes
            are then not offered.
    """

    def __init__(
        self,
        state: TillState,
        reader: TillReader,
        runner: StoreRunner,
        proving: Proving,
        ids: IdSource,
        key: bytes | None,
    ) -> None:
        self._state = state
        self._reader = reader
        self._runner = runner
        self._proving = proving
        self._ids = ids
        self._key = key

    @property
    def remote(self) -> bool:
        """Whether remote codes can be checked here; somebody elsewhere cannot tell a till from its copy."""
        return self._key is not None and not self._state.fenced

    def needed(self, act: Act) -> bool:
        """Whether the person at the till may not do this alone; nobody may do it while nobody is there."""
        person = self._state.person
        return person is None or not may_alone(self._state.standing(person), act)

    def approvers(self, act: Act) -> tuple[StaffRecord, ...]:
        """Who may allow it here, by number: never the person who asks.

        Those whose offline grant is over are among them: at their PIN they are told what helps.
        """
        requester = requester_of(self._state)
        return tuple(person for person in self._reader.people() if _allowed(act, requester, person))

    def request(self, act: Act) -> Request:
        """Begin to ask; the 60 s run from here.

        Raises:
            DomainError: ``nobody_signed_in``.
        """
        return Request(act, requester_of(self._state), monotonic_ms(self._state))

    def approve_by_pin(self, request: Request, staff_id: str, pin: str, done: Done, failed: Failed) -> None:
        """One person's yes by their PIN."""

        def admit(record: StaffRecord) -> None:
            self._check(request, Method.PIN, record)

        if _closed(request, request.left_ms(monotonic_ms(self._state)), done):
            return
        attempt = _Attempt(request, Method.PIN, done, failed, staff_id)
        self._proving.by_pin(staff_id, pin, self._judge(attempt), self._refuser(attempt), admit)

    def approve_by_badge(self, request: Request, code: str, done: Done, failed: Failed) -> None:
        """A yes by a scanned badge."""
        if _closed(request, request.left_ms(monotonic_ms(self._state)), done):
            return
        attempt = _Attempt(request, Method.BADGE, done, failed)
        self._proving.by_badge(code, self._judge(attempt), failed)

    def challenge(self, request: Request) -> Challenge:
        """A fresh remote challenge for a request; an earlier one is then worth nothing to whoever asks."""
        nonce = self._ids.random_bytes(NONCE_BYTES)
        text = make_challenge(self._state.identity.terminal_id, nonce, request.act)
        return Challenge(request, text, monotonic_ms(self._state))

    def approve_by_code(self, challenge: Challenge, answer: str, done: Done, failed: Failed) -> None:
        """A yes from afar, by the digits that answer a challenge."""
        key, act, requester = self._key, challenge.request.act, challenge.request.requester_id
        if _closed(challenge.request, challenge.left_ms(monotonic_ms(self._state)), done):
            return
        if self._state.fenced:
            done(Outcome(Answer.REFUSED, refusal=DomainError("till_fenced")))
            return
        if key is None:
            done(Outcome(Answer.UNAVAILABLE))
            return

        def load(unit: WriteUnit) -> tuple[StaffRecord, ...] | None:
            return tuple(person for person in unit.people() if _allowed(act, requester, person)) or None

        def answered(people: tuple[StaffRecord, ...]) -> StaffRecord | None:
            fits = [p for p in people if answer_fits(key, challenge.text, act, p.staff_id, answer)]
            return fits[0] if fits else None

        attempt = _Attempt(challenge.request, Method.CODE, done, failed, challenge=challenge.text)
        self._proving.attempt(CODE_COUNTER, load, answered, self._judge(attempt), failed)

    # ------------------------------------------------------------------ verdicts

    def _judge(self, attempt: _Attempt) -> Callable[[Proof], Any]:
        def judged(proof: Proof) -> None:
            if proof.person is not None:
                self._confirm(attempt, proof, proof.person)
                return
            outcome = Outcome(_ANSWERS[proof.verdict], tries_left=proof.tries_left, wait_s=proof.wait_s)
            if not proof.failures:
                attempt.done(outcome)
                return
            self._record_refusal(attempt, attempt.staff_id, "wrong", outcome)

        return judged

    def _confirm(self, attempt: _Attempt, proof: Proof, person: StaffRecord) -> None:
        """Who they are is shown; whether they may is read anew, since a right can be withdrawn meanwhile."""

        def operation(unit: WriteUnit) -> StaffRecord | DomainError:
            record = unit.staff(person.staff_id) or replace(person, active=False)
            try:
                self._check(attempt.request, attempt.method, record)
            except DomainError as error:
                proof.uncount(unit)  # one's own badge is no way to try others' for ever
                return error
            proof.clear(unit)
            return record

        def settled(found: StaffRecord | DomainError) -> None:
            refusal = DomainError("authorization_used") if attempt.request.answered else found
            if isinstance(refusal, DomainError):
                outcome = Outcome(Answer.REFUSED, refusal=refusal)
                self._record_refusal(attempt, person.staff_id, refusal.code, outcome)
            else:
                attempt.request.answered = True
                attempt.done(Outcome(Answer.GRANTED, self._approval(attempt, refusal)))

        self._runner.submit(operation, settled, attempt.failed)

    def _check(self, request: Request, method: Method, approver: StaffRecord) -> None:
        """A remote code needs no grant: it is the centre's own word of now."""
        check_approver(request.act, request.requester_id, approver)
        if method is not Method.CODE and self._state.lapsed(approver):
            raise DomainError("approver_lapsed")

    def _approval(self, attempt: _Attempt, approver: StaffRecord) -> Approval:
        request = attempt.request
        authorization = grant(request.act, request.requester_id, approver, monotonic_ms(self._state))
        return Approval(request.act, approver, attempt.method, authorization, attempt.challenge)

    def _refuser(self, attempt: _Attempt) -> Failed:
        def failed(error: Exception) -> None:
            if isinstance(error, DomainError) and error.code.startswith("approver_"):
                outcome = Outcome(Answer.REFUSED, refusal=error)
                self._record_refusal(attempt, attempt.staff_id, error.code, outcome)
            else:
                attempt.failed(error)

        return failed

    def _record_refusal(
        self, attempt: _Attempt, approver_id: str | None, cause: str, outcome: Outcome
    ) -> None:
        """A refusal is on record before it is told; ``approver`` is whom it was tried as, if known."""
        request = attempt.request
        data = act_data(request.act, request.requester_id, approver_id, attempt.method)
        data["cause"] = cause
        context = self._state.context()

        def operation(unit: WriteUnit) -> None:
            unit.append(EventKind.OVERRIDE_REFUSED, data, context)

        self._runner.submit(operation, lambda _: attempt.done(outcome), attempt.failed)


@dataclass(frozen=True, slots=True)
class _Attempt:
    request: Request
    method: Method
    done: Done
    failed: Failed
    staff_id: str | None = None
    challenge: str = ""


def _closed(request: Request, left_ms: int, done: Done) -> bool:
    refusal = request.closed(left_ms)
    if refusal is None:
        return False
    done(Outcome(Answer.REFUSED, refusal=refusal))
    return True


def _allowed(act: Act, requester_id: str, person: StaffRecord) -> bool:
    try:
        check_approver(act, requester_id, person)
    except DomainError:
        return False
    return True
