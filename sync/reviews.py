"""Deciding a review at the centre as a person: their PIN for a token of their own, one act, token forgotten.

Central.md section 11 (grant ``urn:cuadre:cashier``) and 7.4. Nothing here is kept or logged: not the PIN, not
the token; a terminal's own token may not decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol
from urllib.parse import quote, urlencode

from core.contract.problems import PROBLEM, ProblemCode
from core.contract.reviews import REVIEW, ResolveRequest, review_from_wire
from core.contract.tokens import ASSERTION_TYPE, GRANT_CASHIER, TOKEN_ANSWER
from core.domain.reviews import Review
from core.ports.clock import IdSource
from core.ports.reviews import Decided, Decision, Verdict
from core.ports.secrets import TERMINAL_KEY, Secret, SecretStore
from core.ports.transport import CERTIFICATE_REFUSED
from sync.tokens import TOKEN_PATH, TerminalIdentity, signed_assertion
from sync.transport.exchange import Answer, Exchange, NoAnswerError, problem_code, retry_after_s

REVIEWS_PATH: Final = "/api/v1/pos/reviews"
REQUEST_S: Final = 15.0
_NEVER_SENT: Final = frozenset({"connect", "connect_timeout", CERTIFICATE_REFUSED})
_REFUSED_PIN: Final = {
    ProblemCode.PIN_REFUSED: Decided.PIN_REFUSED,
    ProblemCode.PIN_LOCKED: Decided.WAIT,
    ProblemCode.RATE_LIMITED: Decided.WAIT,
}


class Line(Exchange, Protocol):
    """An `Exchange` of one's own, closed after the act."""

    def close(self) -> None:
        """Free the connection."""
        ...


class CentreReviews:
    """Implements `core.ports.reviews.ReviewDesk`.

    Args:
        identity: Ids of this till.
        secrets: Where `TERMINAL_KEY` lives.
        connect: Opens a line of its own: the till's one client belongs to the sync thread.
        ids: Source of ``jti``.
        server_now_ms: The centre's time as well as it is known, in Unix milliseconds.
    """

    def __init__(
        self,
        identity: TerminalIdentity,
        secrets: SecretStore,
        connect: Callable[[], Line],
        ids: IdSource,
        server_now_ms: Callable[[], int],
    ) -> None:
        self._identity, self._secrets, self._connect = identity, secrets, connect
        self._ids, self._server_now_ms = ids, server_now_ms

    def resolve(self, decision: Decision) -> Verdict:
        """See `ReviewDesk`; what goes unanswered is asked about once more before it is called unknown."""
        key = self._secrets.get(TERMINAL_KEY)
        if not isinstance(key, Secret):
            return Verdict(Decided.NO_KEY, code=str(key))
        line = self._connect()
        try:
            token = self._sign_in(line, key, decision)
            if isinstance(token, Verdict):
                return token
            return _Act(line, token, decision).settle()
        finally:
            line.close()

    def _sign_in(self, line: Exchange, key: Secret, decision: Decision) -> str | Verdict:
        now_ms = self._server_now_ms()
        for _ in range(2):
            try:
                answer = line.send(
                    "POST",
                    TOKEN_PATH,
                    content=self._form(key, decision, now_ms),
                    headers={"Content-Type": "application/x-www-form-urlencoded"},
                    seconds=REQUEST_S,
                )
            except NoAnswerError as error:
                return Verdict(Decided.OFFLINE, code=error.code)
            if answer.status == 200:
                return _token(answer)
            told_ms = _told_time(answer)
            if problem_code(answer) is not ProblemCode.ASSERTION_EXPIRED or told_ms is None:
                return _not_signed_in(answer)
            now_ms = told_ms  # the till's clock is wrong: the centre has just said what time it is
        return Verdict(Decided.REFUSED, code=str(ProblemCode.ASSERTION_EXPIRED))

    def _form(self, key: Secret, decision: Decision, now_ms: int) -> bytes:
        form = {
            "grant_type": GRANT_CASHIER,
            "staff_id": decision.staff_id,
            "pin": decision.pin,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": signed_assertion(self._identity, key, self._ids.uuid7(), now_ms),
        }
        return urlencode(form).encode("ascii")


class _Act:
    """One decision with a person's token, which lives as long as this object."""

    def __init__(self, line: Exchange, token: str, decision: Decision) -> None:
        self._line, self._token, self._decision = line, token, decision
        self._path = f"{REVIEWS_PATH}/{quote(decision.review_id, safe='')}"

    def settle(self) -> Verdict:
        """Decide; without an answer look how it stands, and decide once more where it is still open."""
        verdict = self._resolve()
        if verdict.decided is not Decided.UNKNOWN:
            return verdict
        now = self._look()
        if now is None:
            return verdict
        if now.resolved or self._ours(now):
            return self._standing(now)
        again = self._resolve()
        # the first time may arrive yet, so that "nothing was decided" must not be said
        return replace(again, decided=Decided.UNKNOWN) if again.decided is Decided.OFFLINE else again

    def _resolve(self) -> Verdict:
        decision = self._decision
        body = ResolveRequest(
            outcome=decision.outcome,
            note=decision.note,
            variant_id=decision.variant_id,
            customer_id=decision.customer_id,
        )
        headers = {"Content-Type": "application/json", "Idempotency-Key": decision.decision_id}
        content = body.model_dump_json(exclude_none=True).encode()
        try:
            answer = self._send("POST", f"{self._path}/resolve", content, headers)
        except NoAnswerError as error:
            sent = error.code not in _NEVER_SENT
            return Verdict(Decided.UNKNOWN if sent else Decided.OFFLINE, code=error.code)
        if answer.status == 200:
            review = _review(answer)
            return Verdict(Decided.UNKNOWN, code="not_ours_200") if review is None else self._standing(review)
        return self._refused(answer)

    def _refused(self, answer: Answer) -> Verdict:
        code = problem_code(answer)
        if code is None or answer.status >= 500 or answer.status in (408, 425, 429):
            return Verdict(Decided.UNKNOWN, code=f"http_{answer.status}")
        if answer.status == 409:
            now = self._look()
            decided = Decided.ALREADY if now is not None and now.resolved else Decided.REFUSED
            return Verdict(decided, now, code=str(code))
        if answer.status == 404:
            return Verdict(Decided.GONE, code=str(code))
        forbidden = code is ProblemCode.FORBIDDEN
        return Verdict(Decided.NOT_ALLOWED if forbidden else Decided.REFUSED, code=str(code))

    def _look(self) -> Review | None:
        """How it stands now, None where that cannot be learnt."""
        try:
            answer = self._send("GET", self._path)
        except NoAnswerError:
            return None
        return _review(answer) if answer.status == 200 else None

    def _standing(self, review: Review) -> Verdict:
        """Ours, or somebody else's who was first."""
        return Verdict(Decided.DONE if self._ours(review) else Decided.ALREADY, review)

    def _ours(self, review: Review) -> bool:
        """Whether it is as this decision has it; one that waits for a credit note is open still."""
        return review.outcome == self._decision.outcome and review.resolved_by == self._decision.staff_id

    def _send(
        self, method: str, path: str, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        bearer = {"Authorization": f"Bearer {self._token}"}
        return self._line.send(
            method, path, content=content, headers={**bearer, **(headers or {})}, seconds=REQUEST_S
        )


def _token(answer: Answer) -> str | Verdict:
    try:
        return TOKEN_ANSWER.validate_json(answer.body).access_token
    except ValueError:
        return Verdict(Decided.OFFLINE, code="not_ours_200")


def _not_signed_in(answer: Answer) -> Verdict:
    """Only the centre's own refusal counts; a portal's page is no way to the centre."""
    code = problem_code(answer)
    if code is None or answer.status >= 500:
        return Verdict(Decided.OFFLINE, code=f"http_{answer.status}")
    wait_s = int(retry_after_s(answer) or 0)
    return Verdict(_REFUSED_PIN.get(code, Decided.REFUSED), wait_s=wait_s, code=str(code))


def _told_time(answer: Answer) -> int | None:
    """The centre's clock in Unix milliseconds, as its refusal tells it."""
    try:
        told = PROBLEM.validate_json(answer.body).server_time
        return None if told is None else int(datetime.fromisoformat(told).timestamp() * 1000)
    except ValueError:
        return None


def _review(answer: Answer) -> Review | None:
    try:
        return review_from_wire(REVIEW.validate_json(answer.body))
    except ValueError:
        return None
