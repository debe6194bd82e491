"""What routes ask for: the services and who calls. None of it yields, so none ends after the answer.

All of it is async, although nothing awaits: the framework sends every other dependency through a thread pool,
which costs a batch 1 to 2 ms and the proof its determinism.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import Request

from central.api.problems import ApiError
from central.services.container import Services
from central.services.ports import TokenError
from central.services.values import Principal
from core.contract.problems import ProblemCode
from core.domain.journal.events import format_time


async def services_of(request: Request) -> Services:
    """The services of this application."""
    return cast("Services", request.app.state.services)


ServicesDep = Annotated[Services, Depends(services_of)]


def address_of(request: Request) -> str:
    """Network address of the caller, by which it is counted; a header's only with ``--behind-proxy``."""
    return request.client.host if request.client else "unknown"


async def caller(request: Request, services: ServicesDep) -> Principal:
    """Who the bearer token speaks for.

    Raises:
        ApiError: 401.
        IssuerUnavailableError: the external issuer's keys cannot be had now.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise ApiError(401, ProblemCode.UNAUTHENTICATED, headers={"WWW-Authenticate": "Bearer"})
    now = services.clock.now()
    try:
        return await services.callers.principal(token.strip(), now)
    except TokenError as error:
        code = ProblemCode.TOKEN_EXPIRED if error.expired else ProblemCode.UNAUTHENTICATED
        headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        raise ApiError(401, code, headers=headers, server_time=format_time(now)) from error


CallerDep = Annotated[Principal, Depends(caller)]


def require(*permissions: str) -> Callable[[Principal], Awaitable[Principal]]:
    """Dependency: the caller has one of these permissions, else 403."""

    async def allowed(principal: CallerDep) -> Principal:
        if principal.permissions.isdisjoint(permissions):
            raise ApiError(403, ProblemCode.FORBIDDEN)
        return principal

    return allowed
