"""``/auth/token``, ``/auth/revoke`` and the public keys (central.md section 11)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, Final, TypeAlias
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from central.api.body import demand_type, read_body
from central.api.deps import ServicesDep, address_of, require
from central.api.problems import ApiError
from central.services.cashiers import Claim
from central.services.container import Services
from central.services.permissions import ADMIN, permissions_of
from central.services.sessions import GrantError
from central.services.values import Principal
from core.contract.problems import ProblemCode
from core.contract.staff import RevokeRequest
from core.contract.tokens import GRANT_CASHIER, GRANT_REFRESH, TokenAnswer
from core.domain.journal.events import format_time

router = APIRouter(prefix="/auth", tags=["auth"])
keys_router = APIRouter(tags=["auth"])
AdminDep = Annotated[Principal, Depends(require(ADMIN))]
Form: TypeAlias = Mapping[str, str]
_MAX_FORM: Final = 16 * 1024
_FORM: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_assertion"],
                    "properties": {
                        "grant_type": {"enum": [GRANT_REFRESH, GRANT_CASHIER]},
                        **{name: {"type": "string"} for name in ("client_assertion", "refresh_token")},
                        **{name: {"type": "string"} for name in ("staff_id", "badge", "pin")},
                    },
                }
            }
        },
    }
}


@router.post("/token", response_model=TokenAnswer, openapi_extra=_FORM)
async def post_token(request: Request, services: ServicesDep) -> Response:
    """Exchange a refresh token or a person's PIN, with an assertion signed by the terminal's key."""
    demand_type(request, "application/x-www-form-urlencoded")
    form = _form(await read_body(request, _MAX_FORM))
    grant = _GRANTS.get(form.get("grant_type", ""))
    if grant is None:
        raise ApiError(400, ProblemCode.UNSUPPORTED_GRANT)
    if not form.get("client_assertion"):
        raise ApiError(400, ProblemCode.BAD_REQUEST)
    try:
        answer = await grant(form, services, address_of(request))
    except GrantError as error:
        code = ProblemCode.ASSERTION_EXPIRED if error.expired else ProblemCode.INVALID_GRANT
        raise ApiError(401, code, server_time=format_time(services.clock.now())) from error
    return JSONResponse(answer.model_dump(), headers={"Cache-Control": "no-store"})


async def _refresh(form: Form, services: Services, address: str) -> TokenAnswer:
    token = form.get("refresh_token")
    if not token:
        raise ApiError(400, ProblemCode.BAD_REQUEST)
    return await services.sessions.refresh(
        token, form["client_assertion"], permissions_of("terminal"), address
    )


async def _sign_in(form: Form, services: Services, address: str) -> TokenAnswer:
    claim = Claim(form.get("staff_id"), form.get("badge"), form.get("pin", ""))
    if not claim.pin or (claim.staff_id is None) == (claim.badge is None):
        raise ApiError(400, ProblemCode.BAD_REQUEST)
    return await services.cashiers.sign_in(claim, form["client_assertion"], address)


_GRANTS: Final[Mapping[str, Callable[[Form, Services, str], Awaitable[TokenAnswer]]]] = {
    GRANT_REFRESH: _refresh,
    GRANT_CASHIER: _sign_in,
}


@router.post("/revoke", status_code=204)
async def post_revoke(body: RevokeRequest, principal: AdminDep, services: ServicesDep) -> None:
    """End the sessions of a person or a terminal of the caller's shop."""
    await services.people.revoke(principal, body)


@keys_router.get("/.well-known/jwks.json")
async def get_jwks(services: ServicesDep) -> dict[str, list[dict[str, str]]]:
    """Public keys of the token issuer (RFC 7517)."""
    return services.jwks()


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode("utf-8"), strict_parsing=True, max_num_fields=20, errors="strict"))
    except ValueError as error:
        raise ApiError(400, ProblemCode.BAD_REQUEST) from error
