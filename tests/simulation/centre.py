"""The simulated centre: the real wire, judge, manager, reply and refusals over an `IngestStore`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from random import Random
from typing import Any, Final

from central.api.body import inflate
from central.api.problems import _TRANSLATIONS, ApiError, problem_response
from central.api.sync import MAX_BODY, parse_batch
from central.services.ports import IngestStore
from central.services.sync import OfflineSyncManager
from central.services.values import Principal
from core.contract.problems import ProblemCode
from core.contract.sync import BatchRequest, response_bytes
from core.domain.journal.events import format_time
from sync.tokens import TOKEN_PATH
from sync.transport.changes import CHANGES_PATH
from sync.transport.exchange import Answer, NoAnswerError
from sync.transport.http import BATCHES_PATH, LIVE_PATH, READY_PATH
from tests.simulation.faults import Crash, Fault, Plan
from tests.simulation.kernel import Kernel, SimClock, SimIds
from tests.simulation.streams import SimStreams

TOKEN_S: Final = 900.0
DOWN_S: Final = (0.2, 20.0)
"""How long the centre takes to come back after a crash."""


class SimCentre:
    """One request is one atomic step of virtual time.

    Attributes:
        streams: What it tells the tills.
        down_until: Virtual second until which it does not answer.
        requests: Batches that reached it.
        poison: Events on which it fails whatever comes with them, for ever.
        watch: Hears of each batch that was worked on, also of one that ended the centre.
    """

    def __init__(
        self,
        kernel: Kernel,
        seed: int,
        store: IngestStore,
        plan: Plan,
        run: Callable[[Coroutine[Any, Any, Any]], Any],
    ) -> None:
        """``run`` runs the manager's coroutine to its end: one atomic step of virtual time."""
        self._kernel, self._plan, self._run = kernel, plan, run
        self._chance = Random(f"{seed}/centre")
        self.clock = SimClock(kernel)
        self._manager = OfflineSyncManager(
            store, self.clock, SimIds(self.clock, Random(f"{seed}/centre-ids"))
        )
        self._principals: dict[str, Principal] = {}
        self._tokens: dict[str, tuple[str, float]] = {}
        self.streams = SimStreams(kernel, seed)
        self.down_until = 0.0
        self.requests = 0
        self.poison: set[str] = set()
        self._seen: set[str] = set()
        self.watch: Callable[[BatchRequest], None] = _nobody

    def handle(self, method: str, path: str, headers: Mapping[str, str], content: bytes) -> Answer:
        """Answer one request.

        Raises:
            NoAnswerError: the centre is down, or ended while it worked.
        """
        if self._kernel.now < self.down_until:
            raise NoAnswerError("connect")
        if path == LIVE_PATH and method == "GET":
            return _json(f'{{"status":"live","server_time":"{format_time(self.clock.now())}"}}'.encode())
        if path == READY_PATH:
            return _json(f'{{"status":"ready","server_time":"{format_time(self.clock.now())}"}}'.encode())
        if path == TOKEN_PATH:
            return self._token(headers)
        try:
            if path.startswith(f"{CHANGES_PATH}/"):
                return self._changes(headers, path)
            if path != BATCHES_PATH:
                raise ApiError(404, ProblemCode.NOT_FOUND)
            return self._batch(headers, content)
        except ApiError as error:
            return self._refused(error)
        except Crash as crash:
            self._kernel.note("centre", f"crash {crash.args[0]}")
            self.down(self._chance.uniform(*DOWN_S))
            raise NoAnswerError("reset") from None

    def know(self, principal: Principal) -> None:
        """A terminal that may ask for tokens."""
        assert principal.terminal_id is not None
        self._principals[principal.terminal_id] = principal

    def down(self, seconds: float) -> None:
        """Answer nothing for ``seconds``."""
        self.down_until = max(self.down_until, self._kernel.now + seconds)

    def _batch(self, headers: Mapping[str, str], content: bytes) -> Answer:
        principal = self._principal(headers)
        body = inflate(content, headers.get("Content-Encoding", ""), MAX_BODY)
        request = parse_batch(body)
        self.requests += 1
        if self._poisoned(request):
            raise ApiError(500, ProblemCode.INTERNAL)
        try:
            reply = self._run(self._manager.sync_offline_transactions(request, principal))
        except tuple(_TRANSLATIONS) as error:
            raise _TRANSLATIONS[type(error)](error) from error
        finally:
            self.watch(request)
        return _json(response_bytes(reply))

    def _changes(self, headers: Mapping[str, str], path: str) -> Answer:
        self._principal(headers)
        answer = self.streams.answer(path)
        if answer is None:
            raise ApiError(410, ProblemCode.CURSOR_GONE)
        return answer

    def _poisoned(self, request: BatchRequest) -> bool:
        for item in request.items:
            if item.event_id not in self._seen:
                self._seen.add(item.event_id)
                if self._plan.strikes(Fault.POISON):
                    self.poison.add(item.event_id)
        return any(item.event_id in self.poison for item in request.items)

    def _principal(self, headers: Mapping[str, str]) -> Principal:
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        terminal_id, until = self._tokens.get(token, ("", 0.0))
        if until <= self._kernel.now:
            raise ApiError(401, ProblemCode.TOKEN_EXPIRED)
        return self._principals[terminal_id]

    def _token(self, headers: Mapping[str, str]) -> Answer:
        """As the token endpoint answers a good assertion; who asks is in a header here."""
        token = self._chance.randbytes(12).hex()
        self._tokens[token] = (headers["Terminal"], self._kernel.now + TOKEN_S)
        return _json(f'{{"access_token":"{token}","expires_in":{int(TOKEN_S)}}}'.encode())

    @staticmethod
    def _refused(error: ApiError) -> Answer:
        response = problem_response(error, "", "es")
        return Answer(response.status_code, dict(response.headers), bytes(response.body))


def refusal(status: int, code: ProblemCode, headers: Mapping[str, str]) -> Answer:
    """What the centre or something before it answers instead of doing its work."""
    response = problem_response(ApiError(status, code, headers=headers), "", "es")
    return Answer(response.status_code, dict(response.headers), bytes(response.body))


def _nobody(_: BatchRequest) -> None:
    """Nobody looks on."""


def _json(body: bytes) -> Answer:
    return Answer(200, {"content-type": "application/json"}, body)
