"""The answer to a batch from what was judged and stored (sync.md U4): pure."""

from __future__ import annotations

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


def reply(request: BatchRequest, intake: Intake, outcome: Outcome, server_time: datetime) -> BatchResponse:
    """One result per item, matched by ``event_id``, and the state of the terminal's stream."""
    current = outcome.epochs.get(request.epoch)
    return BatchResponse(
        protocol=PROTOCOL,
        batch_id=request.batch_id,
        server_time=server_time,
        config_version=outcome.config_version,
        results=[_result(item, intake, outcome) for item in request.items],
        high_water=_head(current),
        durable_seq=None,
        gaps=list(current.gaps) if current else [],
        series=outcome.series,
        older=[
            OlderEpoch(epoch=epoch, high_water=_head(row), durable_seq=None, gaps=list(row.gaps))
            for epoch, row in sorted(outcome.epochs.items())
            if epoch != request.epoch
        ],
    )


def _result(item: ItemModel, intake: Intake, outcome: Outcome) -> ResultModel:
    stored = outcome.stored.get(item.event_id)
    place = (item.event_id, item.epoch, item.seq)
    if place in intake.corrupt:
        return _verdict(item, "retry", code="CORRUPT", retry_after=CORRUPT_RETRY_S)
    if stored is None or stored.state == "busy":
        return _verdict(item, "retry", code="BUSY", retry_after=BUSY_RETRY_S)
    code = leading(stored.reviews)
    if code is not None:
        return _verdict(item, "review", code=code, review_id=stored.reviews[code], stored=stored)
    return _verdict(item, "accepted" if stored.state == "fresh" else "duplicate", stored=stored)


def _verdict(
    item: ItemModel,
    status: str,
    *,
    code: str | None = None,
    review_id: str | None = None,
    retry_after: int | None = None,
    stored: Stored | None = None,
) -> ResultModel:
    return ResultModel.model_validate(
        {
            "event_id": item.event_id,
            "epoch": item.epoch,
            "seq": item.seq,
            "status": status,
            "code": code,
            "central_id": stored.central_id if stored else None,
            "review_id": review_id,
            "retry_after": retry_after,
        }
    )


def _head(row: EpochRow | None) -> HeadModel | None:
    if row is None or row.high_hash is None:
        return None
    return HeadModel(epoch=row.epoch, seq=row.high_seq, hash=row.high_hash.hex())
