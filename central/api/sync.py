"""``/sync``: what tills send, and what is held of it (central.md section 7.4)."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from central.api.body import demand_type, inflate, read_body
from central.api.deps import ServicesDep, require
from central.api.problems import ApiError, validation_error
from central.services.permissions import SYNC
from central.services.values import Principal
from core.contract.problems import ProblemCode
from core.contract.sync import (
    BATCH_REQUEST,
    BatchRequest,
    BatchResponse,
    ResultModel,
    SyncStatus,
    UuidText,
    response_bytes,
)
from core.domain.outbox import BATCH_BYTES

MAX_BODY: Final = 1024 * 1024
"""Bytes of a batch, as sent and decoded."""

router = APIRouter(prefix="/sync", tags=["sync"])
TerminalDep = Annotated[Principal, Depends(require(SYNC))]
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"title": "BatchRequest", "type": "object"}}},
    }
}


@router.post("/batches", response_model=BatchResponse, openapi_extra=_BODY)
async def post_batch(request: Request, principal: TerminalDep, services: ServicesDep) -> Response:
    """Take a batch in. The answer is sent after the commit of everything it says."""
    demand_type(request, "application/json")
    raw = await read_body(request, MAX_BODY)
    body = inflate(raw, request.headers.get("content-encoding", ""), MAX_BODY)
    answer = await services.sync.sync_offline_transactions(parse_batch(body), principal)
    return Response(response_bytes(answer), media_type="application/json")


@router.get("/status", response_model=SyncStatus)
async def get_status(principal: TerminalDep, services: ServicesDep) -> SyncStatus:
    """High water, gaps, open reviews and accepted encodings of the token's terminal."""
    return await services.events.status(principal)


@router.get("/events/{event_id}", response_model=ResultModel, response_model_exclude_none=True)
async def get_event(
    event_id: Annotated[UuidText, Path()], principal: TerminalDep, services: ServicesDep
) -> ResultModel:
    """Verdict of one event, as a resend of it would be answered."""
    return await services.events.event(principal, event_id)


def parse_batch(body: bytes) -> BatchRequest:
    """Decode and validate a batch in one pass over its bytes.

    Raises:
        ApiError: 400 for what is not JSON, 413 for more than 50 items or 512 KiB, 422 for the envelope.
    """
    try:
        batch = BATCH_REQUEST.validate_json(body)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        kinds = {detail["type"] for detail in details}
        if "json_invalid" in kinds:
            raise ApiError(400, ProblemCode.BAD_REQUEST) from error
        if any(detail["type"] == "too_long" and detail["loc"] == ("items",) for detail in details):
            raise ApiError(413, ProblemCode.BATCH_TOO_LARGE) from error
        raise validation_error(details) from error
    if len(batch.items) > 1 and sum(len(item.payload) for item in batch.items) > BATCH_BYTES:
        raise ApiError(413, ProblemCode.BATCH_TOO_LARGE)
    return batch
