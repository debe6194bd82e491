"""Request id, one log line per request, and the outermost guard: pure ASGI, no buffering."""

from __future__ import annotations

import logging
import re
import time
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central.api.problems import ApiError, problem_response
from core.contract.problems import ProblemCode
from core.ports.clock import IdSource

_LOG: Final = logging.getLogger("cuadre.central.http")
_REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class RequestMiddleware:
    """Gives each request an id, which logs and problems carry and the answer echoes."""

    def __init__(self, app: ASGIApp, ids: IdSource) -> None:
        self._app = app
        self._ids = ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request_id = given.decode() if _REQUEST_ID.fullmatch(given) else self._ids.uuid7()
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0
        began = time.perf_counter()

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, note)
            except Exception:
                _LOG.exception("request failed")
                if status:
                    raise  # the answer has begun: cutting it short is the only honest thing left
                language = headers.get(b"accept-language", b"es").decode("latin-1")
                answer = problem_response(ApiError(500, ProblemCode.INTERNAL), request_id, language)
                await answer(scope, receive, note)
            elapsed = round((time.perf_counter() - began) * 1000, 1)
            route = getattr(scope.get("route"), "path", "")
            _LOG.info("request", extra={"http": f"{scope['method']} {route} {status}", "ms": elapsed})
