"""Wire models of ``POST /api/v1/pos/sync/batches`` (sync.md U3, U4) and their mapping to domain values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from core.domain.journal.events import format_time
from core.domain.outbox import (
    Batch,
    BatchReply,
    EpochState,
    ItemResult,
    ItemStatus,
    StreamPlace,
)

PROTOCOL: Final = 1

HexHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
UuidText = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
]
Positive = Annotated[int, Field(ge=1, le=2**62)]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class HeadModel(_Wire):
    """A place in the stream."""

    epoch: Positive
    seq: Annotated[int, Field(ge=0, le=2**62)]
    hash: HexHash


class ItemModel(_Wire):
    """One event; ``payload`` holds exactly the stored text, so the centre hashes what the till hashed."""

    event_id: UuidText
    epoch: Positive
    seq: Positive
    prev_hash: HexHash
    hash: HexHash
    payload: str


class BatchRequest(_Wire):
    """Request of sync.md U3."""

    protocol: int
    batch_id: UuidText
    terminal_id: UuidText
    epoch: Positive
    boot_id: UuidText
    sent_at: datetime
    offset_ms: int | None = None
    offset_err_ms: int | None = None
    head: HeadModel
    items: Annotated[list[ItemModel], Field(min_length=1, max_length=50)]


class ResultModel(_Wire):
    """Verdict on one item."""

    event_id: UuidText
    epoch: int
    seq: int
    status: Literal["accepted", "duplicate", "review", "retry", "fenced"]
    code: str | None = None
    central_id: str | None = None
    review_id: str | None = None
    retry_after: int | None = None


class OlderEpoch(_Wire):
    """State of an earlier epoch of the same terminal."""

    epoch: int
    high_water: HeadModel | None
    durable_seq: int | None = None
    gaps: list[tuple[int, int]] = []


class BatchResponse(_Wire):
    """Reply of sync.md U4."""

    protocol: int
    batch_id: UuidText
    server_time: datetime
    config_version: int | None = None
    results: list[ResultModel]
    high_water: HeadModel | None
    durable_seq: int | None = None
    gaps: list[tuple[int, int]] = []
    series: dict[str, int] = {}
    older: list[OlderEpoch] = []


class SyncStatus(_Wire):
    """``GET /sync/status``: what the centre holds of the token's terminal.

    Attributes:
        epoch: Highest epoch the centre has seen.
        encodings: Content encodings it takes for a batch, best first.
    """

    terminal_id: UuidText
    epoch: int
    high_water: HeadModel | None
    durable_seq: int | None = None
    gaps: list[tuple[int, int]] = []
    series: dict[str, int] = {}
    older: list[OlderEpoch] = []
    open_reviews: int
    encodings: tuple[str, ...]


class LiveResponse(_Wire):
    """``GET /health/live``: only this shape counts as an answer (U10)."""

    status: Literal["live"]
    server_time: datetime


class ReadyResponse(_Wire):
    """``GET /health/ready``: the database answers and stands at the program's schema (U7)."""

    status: Literal["ready"]
    server_time: datetime


HEAD: Final = TypeAdapter(HeadModel)
BATCH_REQUEST: Final = TypeAdapter(BatchRequest)
BATCH_RESPONSE: Final = TypeAdapter(BatchResponse)
LIVE_RESPONSE: Final = TypeAdapter(LiveResponse)
READY_RESPONSE: Final = TypeAdapter(ReadyResponse)


def batch_to_wire(
    batch: Batch, sent_at_ms: int, offset_ms: int | None, offset_err_ms: int | None
) -> BatchRequest:
    """The request for a batch; items keep their stored text."""
    return BatchRequest(
        protocol=PROTOCOL,
        batch_id=batch.batch_id,
        terminal_id=batch.terminal_id,
        epoch=batch.epoch,
        boot_id=batch.boot_id,
        sent_at=datetime.fromtimestamp(sent_at_ms / 1000, UTC),
        offset_ms=offset_ms,
        offset_err_ms=offset_err_ms,
        head=HeadModel(epoch=batch.head.epoch, seq=batch.head.seq, hash=batch.head.hash),
        items=[
            ItemModel(
                event_id=item.event_id,
                epoch=item.epoch,
                seq=item.seq,
                prev_hash=item.prev_hash,
                hash=item.hash,
                payload=item.payload,
            )
            for item in batch.items
        ],
    )


def request_bytes(request: BatchRequest) -> bytes:
    """UTF-8 JSON of a request as it travels before compression."""
    body = request.model_dump(mode="python")
    body["sent_at"] = format_time(request.sent_at)
    return _compact_json(body)


def response_bytes(response: BatchResponse) -> bytes:
    """UTF-8 JSON of a reply as sync.md U4 writes it: codes and ids only where there are any."""
    body = response.model_dump(mode="python")
    body["server_time"] = format_time(response.server_time)
    body["results"] = [
        {name: value for name, value in result.items() if value is not None} for result in body["results"]
    ]
    if not response.older:
        del body["older"]
    return _compact_json(body)


def reply_from_wire(response: BatchResponse, batch_epoch: int) -> BatchReply:
    """Domain form of a validated reply; the current epoch is the request's."""
    return BatchReply(
        batch_id=response.batch_id,
        results=tuple(
            ItemResult(
                event_id=result.event_id,
                status=ItemStatus(result.status),
                code=result.code,
                review_id=result.review_id,
                retry_after_s=result.retry_after,
            )
            for result in response.results
        ),
        current=EpochState(
            high_water=_place(response.high_water) or _nothing(batch_epoch),
            durable_seq=response.durable_seq,
            gaps=tuple(response.gaps),
        ),
        older=tuple(
            EpochState(_place(old.high_water) or _nothing(old.epoch), old.durable_seq, tuple(old.gaps))
            for old in response.older
        ),
        series=dict(response.series),
        server_time_ms=int(response.server_time.timestamp() * 1000),
        config_version=response.config_version,
    )


def _nothing(epoch: int) -> StreamPlace:
    """The high water of an epoch of which the centre holds nothing."""
    return StreamPlace(epoch=epoch, seq=0, hash="0" * 64)


def _place(head: HeadModel | None) -> StreamPlace | None:
    return None if head is None else StreamPlace(epoch=head.epoch, seq=head.seq, hash=head.hash)


def _compact_json(body: object) -> bytes:
    import json

    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
