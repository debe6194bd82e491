"""Deciding at the centre as a person: what is asked, what each answer means, and what is left behind."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import pytest

from core.domain.reviews import Outcome
from core.ports.reviews import Decided, Decision, Verdict
from core.ports.secrets import TERMINAL_KEY, SecretState
from sync.reviews import CentreReviews
from sync.tokens import TerminalIdentity
from sync.transport.exchange import Answer, NoAnswerError
from tests.fakes.clock import SeededIds
from tests.fakes.secrets import MemorySecrets

NOW_MS = 1_795_532_520_000
IDENTITY = TerminalIdentity("t1", "o1", "l1")
DECISION = Decision("d1", "r1", "marta", "582947", Outcome.COUNT_STOCK, "quedan 4")
ENDED = {"state": "resolved", "outcome": "count_stock", "resolved_by": "marta"}
TOKEN = {"access_token": "secret-token", "expires_in": 900, "refresh_token": "secret-refresh"}


def ok(body: dict[str, Any]) -> Answer:
    return Answer(200, {"content-type": "application/json"}, json.dumps(body).encode())


def review(**changes: Any) -> Answer:
    """How the review stands at the centre."""
    made = {
        "review_id": "r1",
        "code": "STOCK_NEGATIVE",
        "state": "open",
        "event_id": "e1",
        "terminal_id": "t1",
        "epoch": 1,
        "seq": 1,
        "role": "supervisor",
        "due": "2026-11-25T14:42:00Z",
    }
    return ok(made | changes)


def problem(status: int, code: str, *, server_time: str | None = None, **headers: str) -> Answer:
    """A refusal of the centre's own."""
    body = {
        "type": f"urn:cuadre:problem:{code}",
        "title": code,
        "status": status,
        "detail": code,
        "code": code,
        "server_time": server_time,
    }
    kind = {"content-type": "application/problem+json"}
    return Answer(status, kind | headers, json.dumps(body).encode())


def portal(status: int) -> Answer:
    return Answer(status, {"content-type": "text/html"}, b"<html>Bienvenido</html>")


Asked = tuple[str, str, bytes, dict[str, str]]
"""Method, path, content and headers."""


@dataclass
class Line:
    """A line whose other end answers as told, in order."""

    answers: list[Answer | NoAnswerError]
    asked: list[Asked] = field(default_factory=list[Asked])
    closed: bool = False

    def send(
        self,
        method: str,
        path: str,
        *,
        content: bytes = b"",
        headers: Any = None,
        seconds: float = 45.0,
        on_stall: Any = None,
        on_sent: Any = None,
    ) -> Answer:
        del on_stall
        assert 0 < seconds <= 15
        self.asked.append((method, path, content, dict(headers or {})))
        answer = self.answers.pop(0)
        if isinstance(answer, NoAnswerError):
            raise answer
        return answer

    def close(self) -> None:
        self.closed = True


def decide(*answers: Answer | NoAnswerError, secrets: MemorySecrets | None = None) -> tuple[Verdict, Line]:
    line = Line(list(answers))
    if secrets is None:
        secrets = MemorySecrets({})
        secrets.put(TERMINAL_KEY, bytes(range(32)))
    desk = CentreReviews(IDENTITY, secrets, lambda: line, SeededIds(), lambda: NOW_MS)
    verdict = desk.resolve(DECISION)
    assert line.answers == []
    assert line.closed or not line.asked
    return verdict, line


SIGNED_IN = ok(TOKEN)
LOST = NoAnswerError("timeout", timed_out=True)
AWAY = NoAnswerError("connect")


def test_the_persons_own_token_decides_and_nothing_of_it_is_left() -> None:
    verdict, line = decide(SIGNED_IN, review(**ENDED))

    assert verdict.decided is Decided.DONE
    assert verdict.review is not None
    assert verdict.review.resolved
    sign_in, resolve = line.asked
    form = parse_qs(sign_in[2].decode())
    assert sign_in[:2] == ("POST", "/api/v1/pos/auth/token")
    assert (form["grant_type"], form["staff_id"], form["pin"]) == (
        ["urn:cuadre:cashier"],
        ["marta"],
        ["582947"],
    )
    assert form["client_assertion"][0].count(".") == 2
    assert resolve[:2] == ("POST", "/api/v1/pos/reviews/r1/resolve")
    assert json.loads(resolve[2]) == {"outcome": "count_stock", "note": "quedan 4"}
    assert resolve[3]["Authorization"] == "Bearer secret-token"
    assert resolve[3]["Idempotency-Key"] == "d1"
    assert line.closed


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (problem(403, "PIN_REFUSED"), Verdict(Decided.PIN_REFUSED, code="PIN_REFUSED")),
        (
            problem(403, "PIN_LOCKED", **{"retry-after": "60"}),
            Verdict(Decided.WAIT, wait_s=60, code="PIN_LOCKED"),
        ),
        (
            problem(429, "RATE_LIMITED", **{"retry-after": "5"}),
            Verdict(Decided.WAIT, wait_s=5, code="RATE_LIMITED"),
        ),
        (problem(403, "TERMINAL_DISABLED"), Verdict(Decided.REFUSED, code="TERMINAL_DISABLED")),
        (problem(401, "INVALID_GRANT"), Verdict(Decided.REFUSED, code="INVALID_GRANT")),
        (problem(503, "RETRY"), Verdict(Decided.OFFLINE, code="http_503")),
        (portal(403), Verdict(Decided.OFFLINE, code="http_403")),
        (portal(200), Verdict(Decided.OFFLINE, code="not_ours_200")),
        (AWAY, Verdict(Decided.OFFLINE, code="connect")),
        (LOST, Verdict(Decided.OFFLINE, code="timeout")),
    ],
)
def test_who_is_not_let_in_decides_nothing(answer: Answer | NoAnswerError, verdict: Verdict) -> None:
    told, line = decide(answer)
    assert told == verdict
    assert len(line.asked) == 1


def test_a_till_with_a_wrong_clock_signs_once_more_by_the_centres() -> None:
    told = datetime.fromtimestamp(NOW_MS / 1000 + 7200, UTC).isoformat()
    expired = problem(401, "ASSERTION_EXPIRED", server_time=told)
    verdict, line = decide(expired, SIGNED_IN, review(**ENDED))
    assert verdict.decided is Decided.DONE
    assert line.asked[0][2] != line.asked[1][2]

    assert decide(expired, expired)[0] == Verdict(Decided.REFUSED, code="ASSERTION_EXPIRED")
    assert decide(problem(401, "ASSERTION_EXPIRED"))[0].decided is Decided.REFUSED


def test_a_till_without_its_key_asks_nobody() -> None:
    verdict, line = decide(secrets=MemorySecrets({}))
    assert verdict == Verdict(Decided.NO_KEY, code=str(SecretState.MISSING))
    assert line.asked == []


@pytest.mark.parametrize(
    ("answer", "decided"),
    [
        (problem(403, "FORBIDDEN"), Decided.NOT_ALLOWED),
        (problem(404, "NOT_FOUND"), Decided.GONE),
        (problem(422, "INVALID"), Decided.REFUSED),
        (AWAY, Decided.OFFLINE),
    ],
)
def test_what_the_centre_says_to_the_decision(answer: Answer | NoAnswerError, decided: Decided) -> None:
    assert decide(SIGNED_IN, answer)[0].decided is decided


def test_somebody_was_first_and_it_is_told_who() -> None:
    theirs = {**ENDED, "resolved_by": "ivan"}
    verdict, _ = decide(SIGNED_IN, problem(409, "INVALID"), review(**theirs))
    assert verdict.decided is Decided.ALREADY
    assert verdict.review is not None
    assert verdict.review.resolved_by == "ivan"
    assert decide(SIGNED_IN, review(**theirs))[0].decided is Decided.ALREADY
    assert decide(SIGNED_IN, problem(409, "INVALID"), review())[0].decided is Decided.REFUSED


@pytest.mark.parametrize(
    "lost", [LOST, NoAnswerError("reset"), portal(200), problem(503, "RETRY"), portal(502)]
)
def test_without_an_answer_it_is_asked_how_it_stands_before_anything_is_said(
    lost: Answer | NoAnswerError,
) -> None:
    verdict, line = decide(SIGNED_IN, lost, review(**ENDED))
    assert verdict.decided is Decided.DONE
    assert line.asked[2][:2] == ("GET", "/api/v1/pos/reviews/r1")


def test_a_credit_note_is_waited_for_and_its_choice_holds() -> None:
    waits = {**ENDED, "state": "open"}
    verdict, _ = decide(SIGNED_IN, review(**waits))
    assert verdict.decided is Decided.DONE
    verdict, line = decide(SIGNED_IN, LOST, review(**waits))
    assert verdict.decided is Decided.DONE
    assert len(line.asked) == 3


def test_a_decision_that_never_arrived_is_made_once_more_with_the_same_identity() -> None:
    verdict, line = decide(SIGNED_IN, LOST, review(), review(**ENDED))
    assert verdict.decided is Decided.DONE
    assert line.asked[1] == line.asked[3]


def test_what_stays_without_an_answer_is_unknown_and_never_called_failed() -> None:
    assert decide(SIGNED_IN, LOST, AWAY)[0].decided is Decided.UNKNOWN
    assert decide(SIGNED_IN, LOST, review(), LOST)[0].decided is Decided.UNKNOWN
    assert decide(SIGNED_IN, LOST, review(), AWAY)[0] == Verdict(Decided.UNKNOWN, code="connect")
