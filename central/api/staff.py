"""``/staff``: the signed bundle a shop's tills hold (central.md section 11)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from central.api.deps import ServicesDep, require
from central.services.permissions import SYNC
from central.services.values import Principal
from core.contract.changes import StaffData

router = APIRouter(prefix="/staff", tags=["staff"])
TerminalDep = Annotated[Principal, Depends(require(SYNC))]


@router.get("/bundle", response_model=StaffData)
async def get_bundle(request: Request, principal: TerminalDep, services: ServicesDep) -> Response:
    """The bundle of the caller's shop as in the stream ``staff``; 304 where the caller has this version."""
    bundle = await services.staff.bundle(principal.tenant)
    headers = {"ETag": f'"{bundle.version}"', "Cache-Control": "no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return JSONResponse(bundle.data.model_dump(mode="json"), headers=headers)
