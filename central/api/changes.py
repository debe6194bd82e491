"""``/sync/changes``: what tills are told, stream by stream (sync.md D1)."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from central.api.body import deflate
from central.api.deps import ServicesDep, require
from central.services.permissions import SYNC
from central.services.values import Principal
from core.contract.changes import DIGEST_HEADER, ChangePageModel
from core.domain.changes import PAGE_LIMIT

MAX_LIMIT: Final = 1000
"""Most changes of one page."""

router = APIRouter(prefix="/sync/changes", tags=["sync"])
ReaderDep = Annotated[Principal, Depends(require(SYNC))]


@router.get("/{stream}", response_model=ChangePageModel)
async def get_changes(
    stream: str,
    request: Request,
    principal: ReaderDep,
    services: ServicesDep,
    cursor: Annotated[str | None, Query(min_length=1, max_length=512)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = PAGE_LIMIT,
) -> Response:
    """A page of a stream; without a cursor the first page of the whole list."""
    page = await services.changes.page(principal, stream, cursor, limit)
    body, coding = deflate(page.body, request.headers.get("accept-encoding", ""))
    headers = {DIGEST_HEADER: page.sha256, "Vary": "Accept-Encoding"}
    if coding is not None:
        headers["Content-Encoding"] = coding
    return Response(body, media_type="application/json", headers=headers)
