"""``/terminals``: pairing codes and enrolment (central.md section 7.5)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request

from central.api.deps import ServicesDep, address_of, require
from central.api.problems import ApiError
from central.services.permissions import ADMIN
from central.services.values import Principal
from core.contract.problems import ProblemCode
from core.contract.terminals import (
    EnrolmentAnswer,
    EnrolmentRequest,
    PairingCodeAnswer,
    PairingCodeRequest,
)

router = APIRouter(prefix="/terminals", tags=["terminals"])
AdminDep = Annotated[Principal, Depends(require(ADMIN))]


@router.post("/pairing-codes", status_code=201, response_model=PairingCodeAnswer)
async def post_pairing_code(
    body: PairingCodeRequest, principal: AdminDep, services: ServicesDep
) -> PairingCodeAnswer:
    """A code that lets one terminal into the caller's shop, for 15 minutes and one key."""
    if body.local_id != principal.local_id:
        raise ApiError(403, ProblemCode.TENANT_MISMATCH)
    return await services.enrolment.create_code(body, principal)


@router.post("/enrolments", status_code=201, response_model=EnrolmentAnswer)
async def post_enrolment(body: EnrolmentRequest, request: Request, services: ServicesDep) -> EnrolmentAnswer:
    """Enrol a terminal; the same code and key get the same answer again, within the code's life."""
    return await services.enrolment.enrol(body, address_of(request))
