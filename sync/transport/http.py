"""`core.ports.transport.Transport` over HTTP: batches up, verdicts back, liveness (sync.md U2 to U6, U10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from core.contract.problems import ProblemCode
from core.contract.sync import (
    BATCH_RESPONSE,
    LIVE_RESPONSE,
    PROTOCOL,
    READY_RESPONSE,
    BatchResponse,
    batch_to_wire,
    reply_from_wire,
    request_bytes,
)
from core.domain.outbox import Batch
from core.ports.transport import Credentials, Liveness, Outcome, OutcomeKind
from sync.transport.coding import Coding, Compressor
from sync.transport.exchange import Answer, Exchange, NoAnswerError, problem_code, retry_after_s

BATCHES_PATH: Final = "/api/v1/pos/sync/batches"
LIVE_PATH: Final = "/health/live"
READY_PATH: Final = "/health/ready"
REQUEST_S: Final = 45.0
LIVE_S: Final = 2.0
_BUSY: Final = frozenset({408, 425, 429})
_FORBIDDEN: Final = frozenset({ProblemCode.TERMINAL_DISABLED, ProblemCode.TENANT_MISMATCH})
_REFUSALS: Final = {
    400: OutcomeKind.BAD_BATCH,
    401: OutcomeKind.AUTH,
    403: OutcomeKind.FORBIDDEN,
    422: OutcomeKind.BAD_BATCH,
    426: OutcomeKind.UPGRADE,
}


@dataclass(frozen=True, slots=True)
class _Packed:
    """A batch as it travels; ``body`` is what ``content`` decodes to."""

    batch_id: str
    body: bytes
    coding: Coding
    content: bytes


class HttpTransport:
    """Sends batches over one `Exchange`; remembers the content coding that the centre takes."""

    def __init__(self, exchange: Exchange, credentials: Credentials, *, close: Callable[[], None]) -> None:
        self._exchange, self._credentials, self._close = exchange, credentials, close
        self._compressor = Compressor()
        self._coding = Coding.ZSTD
        self._ahead: _Packed | None = None

    def prepare(
        self, batch: Batch, sent_at_ms: int, offset_ms: int | None, offset_err_ms: int | None
    ) -> None:
        """See `Transport.prepare`; one batch is kept."""
        self._ahead = self._pack(batch, sent_at_ms, offset_ms, offset_err_ms)

    def push(
        self,
        batch: Batch,
        sent_at_ms: int,
        offset_ms: int | None,
        offset_err_ms: int | None,
        on_stall: Callable[[], None] | None = None,
        on_sent: Callable[[], None] | None = None,
    ) -> Outcome:
        """Send one batch; see `Transport.push`. A 415 is answered by the next coding, at once."""
        packed, self._ahead = self._ahead, None
        if packed is None or packed.batch_id != batch.batch_id:
            packed = self._pack(batch, sent_at_ms, offset_ms, offset_err_ms)
        while True:
            try:
                answer = self._post(packed, on_stall, on_sent)
            except NoAnswerError as error:
                kind = OutcomeKind.NOT_OURS if error.tls else OutcomeKind.UNKNOWN
                return Outcome(kind, code=error.code, timed_out=error.timed_out)
            following = self._coding.next()
            if answer.status != 415 or following is None:
                return classify(answer, batch)
            self._coding = following
            packed = replace(
                packed, coding=following, content=self._compressor.encode(packed.body, following)
            )

    def live(self) -> Liveness:
        """Ask `/health/live`; only its own shape counts as an answer (U10)."""
        try:
            answer = self._exchange.send("GET", LIVE_PATH, seconds=LIVE_S)
            if answer.status != 200:
                return Liveness(alive=False)
            live = LIVE_RESPONSE.validate_json(answer.body, strict=False)
        except NoAnswerError as error:
            return Liveness(alive=False, code=error.code)
        except ValueError:
            return Liveness(alive=False)
        return Liveness(alive=True, server_time_ms=int(live.server_time.timestamp() * 1000))

    def ready(self) -> bool:
        """Ask `/health/ready`; a portal's page is no answer."""
        try:
            answer = self._exchange.send("GET", READY_PATH, seconds=LIVE_S)
            if answer.status != 200:
                return False
            READY_RESPONSE.validate_json(answer.body, strict=False)
        except (NoAnswerError, ValueError):
            return False
        return True

    def close(self) -> None:
        """Free the connection."""
        self._close()

    def _pack(
        self, batch: Batch, sent_at_ms: int, offset_ms: int | None, offset_err_ms: int | None
    ) -> _Packed:
        body = request_bytes(batch_to_wire(batch, sent_at_ms, offset_ms, offset_err_ms))
        return _Packed(batch.batch_id, body, self._coding, self._compressor.encode(body, self._coding))

    def _post(
        self, packed: _Packed, on_stall: Callable[[], None] | None, on_sent: Callable[[], None] | None
    ) -> Answer:
        headers = {"Content-Type": "application/json"}
        if (token := self._credentials.token()) is not None:
            headers["Authorization"] = f"Bearer {token}"
        if packed.coding is not Coding.IDENTITY:
            headers["Content-Encoding"] = str(packed.coding)
        return self._exchange.send(
            "POST",
            BATCHES_PATH,
            content=packed.content,
            headers=headers,
            seconds=REQUEST_S,
            on_stall=on_stall,
            on_sent=on_sent,
        )


def classify(answer: Answer, batch: Batch) -> Outcome:
    """What an HTTP answer means for a batch (table of U6); anything not surely ours is never an ack."""
    status = answer.status
    if status == 200:
        return _read_reply(answer, batch)
    if status >= 500 or status in _BUSY:
        kind = OutcomeKind.BUSY if status in (429, 503) else OutcomeKind.UNKNOWN
        return Outcome(kind, code=f"http_{status}", retry_after_s=retry_after_s(answer))
    if status == 413:
        return Outcome(OutcomeKind.TOO_LARGE, code="http_413")
    code = problem_code(answer)
    refusal = _REFUSALS.get(status)
    if code is None or refusal is None or (refusal is OutcomeKind.FORBIDDEN and code not in _FORBIDDEN):
        return Outcome(OutcomeKind.NOT_OURS, code=f"not_ours_{status}")
    return Outcome(refusal, code=str(code))


def _read_reply(answer: Answer, batch: Batch) -> Outcome:
    try:
        response = BATCH_RESPONSE.validate_json(answer.body)
    except ValueError:
        return Outcome(OutcomeKind.NOT_OURS, code="reply_invalid")
    if not _answers(response, batch):
        return Outcome(OutcomeKind.NOT_OURS, code="reply_mismatch")
    return Outcome(OutcomeKind.ANSWERED, reply=reply_from_wire(response, batch.epoch))


def _answers(response: BatchResponse, batch: Batch) -> bool:
    """Whether a reply speaks of this very batch: protocol, batch id, and only events that were in it."""
    if response.protocol != PROTOCOL or response.batch_id != batch.batch_id:
        return False
    sent = {item.event_id: (item.epoch, item.seq) for item in batch.items}
    places = {result.event_id: (result.epoch, result.seq) for result in response.results}
    return len(places) == len(response.results) and all(
        sent.get(event_id) == place for event_id, place in places.items()
    )
