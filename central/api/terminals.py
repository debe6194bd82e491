"""``/terminals``: pairing codes, enrolment, list and disabling (central.md section 7.5)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request

from central.api.deps import ServicesDep, address_of, require
from central.api.problems import ApiError
from central.services.enrolment import UnknownTerminalError, raw_key
from central.services.permissions import ADMIN, SYNC
from central.services.values import Principal
from core.contract.problems import ProblemCode
from core.contract.terminals import (
    EnrolmentAnswer,
    EnrolmentRequest,
    KeyRenewalAnswer,
    KeyRenewalRequest,
    PairingCodeAnswer,
    PairingCodeRequest,
    TerminalModel,
)

router = APIRouter(prefix="/terminals", tags=["terminals"])
AdminDep = Annotated[Principal, Depends(require(ADMIN))]
TerminalDep = Annotated[Principal, Depends(require(SYNC))]


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


@router.get("", response_model=list[TerminalModel])
async def get_terminals(principal: AdminDep, services: ServicesDep) -> list[TerminalModel]:
    """Terminals of the caller's shop."""
    return await services.terminals.list(principal)


@router.post("/self/key", response_model=KeyRenewalAnswer)
async def post_key(
    body: KeyRenewalRequest, request: Request, principal: TerminalDep, services: ServicesDep
) -> KeyRenewalAnswer:
    """A new key of the calling terminal; the one in use holds until the new one has signed once."""
    if principal.terminal_id is None:
        raise ApiError(403, ProblemCode.FORBIDDEN)
    key = raw_key(body.public_key)
    await services.terminal_keys.renew(key, body.client_assertion, principal, address_of(request))
    return KeyRenewalAnswer(terminal_id=principal.terminal_id)


@router.post("/{terminal_id}/disable", response_model=TerminalModel)
async def post_disable(terminal_id: str, principal: AdminDep, services: ServicesDep) -> TerminalModel:
    """Let a terminal of the caller's shop send no more; it comes back by a new enrolment alone."""
    try:
        return await services.terminals.disable(terminal_id, principal)
    except UnknownTerminalError as error:
        raise ApiError(404, ProblemCode.NOT_FOUND) from error
