"""``/health``: whether the process lives, and whether it may take work (central.md section 12)."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import JSONResponse

from central.api.deps import ServicesDep
from central.api.problems import ApiError
from core.contract.problems import ProblemCode
from core.contract.sync import LiveResponse
from core.domain.journal.events import format_time

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", response_model=LiveResponse)
async def live(services: ServicesDep) -> JSONResponse:
    """No I/O: a sample of the clock for tills (sync.md U10)."""
    return JSONResponse({"status": "live", "server_time": format_time(services.clock.now())})


@router.get("/ready")
async def ready(services: ServicesDep) -> JSONResponse:
    """Fails without the database or with pending migrations."""
    if not await services.readiness.ready():
        raise ApiError(503, ProblemCode.NOT_READY, headers={"Retry-After": "2"})
    return JSONResponse({"status": "ready", "server_time": format_time(services.clock.now())})
