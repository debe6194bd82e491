"""The wire between a till and the centre: `sync.transport.exchange.Exchange` in virtual time, with faults.

A request under way does not die with the till that sent it: the centre may take the batch of a till that is
gone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from core.contract.problems import ProblemCode
from core.ports.transport import AuthState, Refresh
from sync.tokens import EARLY_S, TOKEN_PATH
from sync.transport.exchange import Answer, NoAnswerError
from tests.simulation.centre import SimCentre, refusal
from tests.simulation.faults import Fault, Plan
from tests.simulation.kernel import Kernel, Process, SimClock

STALL_S: Final = 4.0
LIVE_BODY: Final = b'{"status":"live"'
PORTAL: Final = Answer(200, {"content-type": "text/html"}, b"<html>Bienvenido a la red del hotel</html>")
MOVED: Final = Answer(302, {"location": "http://10.0.0.1/login"}, b"")


class Wire:
    """What one till's requests travel over.

    Attributes:
        cut_until: Virtual second until which nothing gets through.
        promised_until: When the last Retry-After runs out; a till that obeys it is not late.
    """

    def __init__(self, kernel: Kernel, actor: str, centre: SimCentre, plan: Plan, chance: Random) -> None:
        self._kernel, self._actor, self._centre, self._plan = kernel, actor, centre, plan
        self._chance = chance
        self.cut_until = 0.0
        self.promised_until = 0.0

    @property
    def cut(self) -> bool:
        """Whether nothing gets through."""
        return self._kernel.now < self.cut_until

    def request(
        self, method: str, path: str, headers: Mapping[str, str], content: bytes, arrive: Callable[..., None]
    ) -> None:
        """Send; ``arrive(answer)`` is called when something comes back, if anything does."""
        plan, kernel = self._plan, self._kernel
        if self.cut:
            if self._chance.random() < 0.5:
                kernel.after(0.05, self._actor, lambda: arrive(NoAnswerError("connect")))
            return
        if plan.strikes(Fault.PORTAL):
            kernel.after(0.1, self._actor, lambda: arrive(self._chance.choice((PORTAL, MOVED))))
            return
        if plan.strikes(Fault.REQUEST_LOST):
            if self._chance.random() < 0.5:
                kernel.after(0.1, self._actor, lambda: arrive(NoAnswerError("reset")))
            return

        def deliver() -> None:
            self._back(self._answered(method, path, headers, content), arrive)

        def deliver_again() -> None:
            if not self.cut:
                self._answered(method, path, headers, content)

        kernel.after(self._delay(), self._actor, deliver)
        if plan.strikes(Fault.DOUBLED):
            kernel.after(self._chance.uniform(0.0, 300.0), self._actor, deliver_again)

    def _answered(
        self, method: str, path: str, headers: Mapping[str, str], content: bytes
    ) -> Answer | NoAnswerError:
        before = self._instead()
        if before is not None:
            return before
        try:
            answer = self._centre.handle(method, path, headers, content)
        except NoAnswerError as error:
            return error
        if self._plan.strikes(Fault.TRUNCATED):
            return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])
        if self._plan.strikes(Fault.SERVER_ERROR):  # the work is done, a proxy says otherwise
            return Answer(502, {"content-type": "text/html"}, b"<html>Bad Gateway</html>")
        return answer

    def _instead(self) -> Answer | None:
        """What answers before the centre has done anything."""
        plan = self._plan
        if plan.strikes(Fault.UNAVAILABLE):
            return self._later(503, ProblemCode.RETRY, self._chance.choice((None, 2, 60, 600, 7200)))
        if plan.strikes(Fault.TOO_MANY):
            return self._later(429, ProblemCode.RATE_LIMITED, self._chance.choice((5, 30, 120)))
        if plan.strikes(Fault.UNAUTHENTICATED):
            return refusal(401, ProblemCode.TOKEN_EXPIRED, {})
        if plan.strikes(Fault.SERVER_ERROR):
            return refusal(500, ProblemCode.INTERNAL, {})
        return None

    def _later(self, status: int, code: ProblemCode, seconds: int | None) -> Answer:
        if seconds is None:
            return refusal(status, code, {})
        self.promised_until = max(self.promised_until, self._kernel.now + min(seconds, 900))
        return refusal(status, code, {"Retry-After": str(seconds)})

    def _back(self, answer: Answer | NoAnswerError, arrive: Callable[..., None]) -> None:
        if self.cut or self._plan.strikes(Fault.REPLY_LOST):
            return
        self._kernel.after(self._delay(), self._actor, lambda: arrive(answer))

    def _delay(self) -> float:
        if self._plan.strikes(Fault.SLOW):
            return self._chance.uniform(1.0, 30.0)
        return self._chance.uniform(0.005, 0.08)


class SimExchange:
    """`Exchange` of a till's sync process; dies with it."""

    def __init__(self, wire: Wire, kernel: Kernel, actor: str) -> None:
        self._wire, self._kernel, self._actor = wire, kernel, actor
        self.process: Process | None = None

    def send(
        self,
        method: str,
        path: str,
        *,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        seconds: float = 45.0,
        on_stall: Callable[[], None] | None = None,
        on_sent: Callable[[], None] | None = None,
    ) -> Answer:
        """See `Exchange`."""
        process = self.process
        assert process is not None
        box: list[Answer | NoAnswerError] = []

        def arrive(answer: Answer | NoAnswerError) -> None:
            box.append(answer)
            process.wake(box)

        self._wire.request(method, path, dict(headers or {}), content, arrive)
        if on_sent is not None:
            on_sent()
        process.wait(min(seconds, STALL_S), box)
        if not box and seconds > STALL_S:
            if on_stall is not None:
                on_stall()
            process.wait(seconds - STALL_S, box)
        answer = box[0] if box else NoAnswerError("timeout", timed_out=True)
        said = answer.code if isinstance(answer, NoAnswerError) else str(answer.status)
        self._kernel.note(self._actor, f"{method} {path} {len(content)} {said}")
        if isinstance(answer, NoAnswerError):
            raise answer
        return answer


class SimCredentials:
    """`Credentials`: an access token in memory, fetched over the same wire; enrolment is not simulated."""

    def __init__(self, exchange: SimExchange, clock: SimClock, terminal_id: str) -> None:
        self._exchange, self._clock, self._terminal_id = exchange, clock, terminal_id
        self._access: str | None = None
        self._until = 0.0

    def token(self) -> str | None:
        """See `Credentials`."""
        return self._access if self._clock.monotonic() < self._until else None

    def refresh(self) -> Refresh:
        """See `Credentials`."""
        self._access = None
        try:
            answer = self._exchange.send(
                "POST", TOKEN_PATH, headers={"Terminal": self._terminal_id}, seconds=30.0
            )
            if answer.status != 200:
                return Refresh(AuthState.UNREACHABLE, f"http_{answer.status}")
            body = json.loads(answer.body)
            self._access = str(body["access_token"])
        except NoAnswerError as error:
            return Refresh(AuthState.UNREACHABLE, error.code)
        except (ValueError, KeyError):
            return Refresh(AuthState.UNREACHABLE, "not_ours_200")
        self._until = self._clock.monotonic() + float(body["expires_in"]) - EARLY_S
        return Refresh(AuthState.READY)
