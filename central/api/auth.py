"""``/auth/token`` and the public keys (central.md section 11)."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from central.api.body import demand_type, read_body
from central.api.deps import ServicesDep, address_of
from central.api.problems import ApiError
from central.services.permissions import permissions_of
from central.services.sessions import GrantError
from core.contract.problems import ProblemCode
from core.contract.tokens import GRANT_REFRESH, TokenAnswer
from core.domain.journal.events import format_time

router = APIRouter(prefix="/auth", tags=["auth"])
keys_router = APIRouter(tags=["auth"])
_MAX_FORM: Final = 16 * 1024
_FORM: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "refresh_token", "client_assertion"],
                    "properties": {
                        name: {"type": "string"}
                        for name in ("grant_type", "refresh_token", "client_assertion")
                    },
                }
            }
        },
    }
}


@router.post("/token", response_model=TokenAnswer, openapi_extra=_FORM)
async def post_token(request: Request, services: ServicesDep) -> Response:
    """Exchange a refresh token, with an assertion signed by the terminal's key."""
    demand_type(request, "application/x-www-form-urlencoded")
    form = _form(await read_body(request, _MAX_FORM))
    if form.get("grant_type") != GRANT_REFRESH:
        raise ApiError(400, ProblemCode.UNSUPPORTED_GRANT)
    refresh_token, assertion = form.get("refresh_token"), form.get("client_assertion")
    if not refresh_token or not assertion:
        raise ApiError(400, ProblemCode.BAD_REQUEST)
    try:
        answer = await services.sessions.refresh(
            refresh_token, assertion, permissions_of("terminal"), address_of(request)
        )
    except GrantError as error:
        code = ProblemCode.ASSERTION_EXPIRED if error.expired else ProblemCode.INVALID_GRANT
        raise ApiError(401, code, server_time=format_time(services.clock.now())) from error
    return JSONResponse(answer.model_dump(), headers={"Cache-Control": "no-store"})


@keys_router.get("/.well-known/jwks.json")
async def get_jwks(services: ServicesDep) -> dict[str, list[dict[str, str]]]:
    """Public keys of the token issuer (RFC 7517)."""
    return services.jwks()


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode("utf-8"), strict_parsing=True, max_num_fields=20, errors="strict"))
    except ValueError as error:
        raise ApiError(400, ProblemCode.BAD_REQUEST) from error
