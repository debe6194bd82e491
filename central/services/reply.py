"""The answer to a batch from what was judged and stored (sync.md U4): pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from central.services.intake import EpochRow, Intake, Outcome, Stored
from central.services.review_codes import leading
from core.contract.sync import (
    PROTOCOL,
    BatchRequest,
    BatchResponse,
    HeadModel,
    ItemModel,
    OlderEpoch,
    ResultModel,
)

BUSY_RETRY_S: Final = 5
CORRUPT_RETRY_S: Final = 60
CAUSE_RETRY_S: Final = 60
_NOT_STORED: Final = {"busy": ("BUSY", BUSY_RETRY_S), "waiting": ("MISSING_CAUSE", CAUSE_RETRY_S)}


def reply(request: BatchRequest, intake: Intake, outcome: Outcome, server_time: datetime) -> BatchResponse:
    """One result per item, matched by ``event_id``, and the state of the terminal's stream."""
    current = outcome.epochs.get(request.epoch)
    return BatchResponse(
        protocol=PROTOCOL,
        batch_id=request.batch_id,
        server_time=server_time,
        config_version=outcome.config_version,
        results=[_result(item, intake, outcome) for item in request.items],
        high_water=head(current),
        durable_seq=current.durable_seq if current else None,
        gaps=list(current.gaps) if current else [],
        series=outcome.series,
        older=older(outcome.epochs, request.epoch),
    )


def head(row: EpochRow | None) -> HeadModel | None:
    """Highest place held of an epoch, None when nothing is."""
    if row is None or row.high_hash is None:
        return None
    return HeadModel(epoch=row.epoch, seq=row.high_seq, hash=row.high_hash.hex())


def older(epochs: Mapping[int, EpochRow], current: int) -> list[OlderEpoch]:
    """The other epochs, ascending."""
    return [
        OlderEpoch(epoch=epoch, high_water=head(row), durable_seq=row.durable_seq, gaps=list(row.gaps))
        for epoch, row in sorted(epochs.items())
        if epoch != current
    ]


def verdict(event_id: str, epoch: int, seq: int, stored: Stored) -> ResultModel:
    """Verdict on one event by what the store says of it."""
    if stored.state == "fenced":
        return ResultModel(event_id=event_id, epoch=epoch, seq=seq, status="fenced")
    if stored.state in _NOT_STORED:
        why, seconds = _NOT_STORED[stored.state]
        return ResultModel(
            event_id=event_id, epoch=epoch, seq=seq, status="retry", code=why, retry_after=seconds
        )
    code = leading(stored.reviews)
    if code is not None:
        return ResultModel(
            event_id=event_id,
            epoch=epoch,
            seq=seq,
            status="review",
            code=code,
            central_id=stored.central_id,
            review_id=stored.reviews[code],
        )
    return ResultModel(
        event_id=event_id,
        epoch=epoch,
        seq=seq,
        status="accepted" if stored.state == "fresh" else "duplicate",
        central_id=stored.central_id,
    )


def _result(item: ItemModel, intake: Intake, outcome: Outcome) -> ResultModel:
    place = (item.event_id, item.epoch, item.seq)
    if place in intake.corrupt:
        return ResultModel(
            event_id=item.event_id,
            epoch=item.epoch,
            seq=item.seq,
            status="retry",
            code="CORRUPT",
            retry_after=CORRUPT_RETRY_S,
        )
    return verdict(*place, outcome.stored.get(item.event_id) or Stored(item.event_id, "busy"))
