"""The application factory."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, FastAPI

from central.api import (
    approvals,
    auth,
    changes,
    health,
    problems,
    reviews,
    staff,
    sync,
    terminals,
    transactions,
)
from central.api.middleware import RequestMiddleware
from central.services.container import Services
from core.contract.problems import PROBLEM_MEDIA_TYPE, Problem

PREFIX: Final = "/api/v1/pos"
_STATUSES: Final = (400, 401, 403, 404, 409, 410, 413, 415, 422, 426, 429, 500, 503)


def create_app(services: Services) -> FastAPI:
    """The HTTP application over composed services."""
    schema = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    app = FastAPI(
        title="Cuadre POS Service",
        version="1",
        docs_url=None,
        redoc_url=None,
        responses={status: {"description": PROBLEM_MEDIA_TYPE, "content": schema} for status in _STATUSES},
    )
    app.state.services = services
    api = APIRouter(prefix=PREFIX)
    for module in (sync, changes, transactions, reviews, terminals, staff, approvals, auth):
        api.include_router(module.router)
    app.include_router(api)
    app.include_router(auth.keys_router)
    app.include_router(health.router)
    problems.install(app)
    app.add_middleware(RequestMiddleware, ids=services.ids)
    return app
