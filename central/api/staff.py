"""``/staff``: people of a shop, and the signed bundle its tills hold (central.md sections 7.5 and 11)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from central.api.deps import ServicesDep, require
from central.services.permissions import ADMIN, SYNC
from central.services.values import Principal
from core.contract.changes import StaffData
from core.contract.staff import NewPin, NewStaff, StaffChange, StaffModel
from core.contract.sync import UuidText

router = APIRouter(prefix="/staff", tags=["staff"])
TerminalDep = Annotated[Principal, Depends(require(SYNC))]
AdminDep = Annotated[Principal, Depends(require(ADMIN))]


@router.get("", response_model=list[StaffModel])
async def get_staff(principal: AdminDep, services: ServicesDep) -> list[StaffModel]:
    """Everybody who works or worked in the caller's shop, by number."""
    return await services.people.people(principal)


@router.post("", status_code=201, response_model=StaffModel)
async def post_staff(body: NewStaff, principal: AdminDep, services: ServicesDep) -> StaffModel:
    """Take a person on, with no more rights than the caller's."""
    return await services.people.hire(principal, body)


@router.patch("/{staff_id}", response_model=StaffModel)
async def patch_staff(
    staff_id: UuidText, body: StaffChange, principal: AdminDep, services: ServicesDep
) -> StaffModel:
    """Change a person of the caller's shop, or let them go (``active`` false); their sessions end."""
    return await services.people.change(principal, staff_id, body)


@router.post("/{staff_id}/pin", status_code=204)
async def post_pin(staff_id: UuidText, body: NewPin, principal: AdminDep, services: ServicesDep) -> None:
    """Give a person of the caller's shop another PIN; their sessions end."""
    await services.people.set_pin(principal, staff_id, body.pin)


@router.get("/bundle", response_model=StaffData)
async def get_bundle(request: Request, principal: TerminalDep, services: ServicesDep) -> Response:
    """The bundle of the caller's shop as in the stream ``staff``; 304 where the caller has this version."""
    bundle = await services.staff.bundle(principal.tenant)
    headers = {"ETag": f'"{bundle.version}"', "Cache-Control": "no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return JSONResponse(bundle.data.model_dump(mode="json"), headers=headers)
