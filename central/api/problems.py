"""Every error answer as ``application/problem+json`` (central.md section 7.1)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from math import ceil
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from central.api.words import words
from central.services.approvals import NotAllowedError
from central.services.cashiers import PinRefusedError
from central.services.change_cursor import BadCursorError
from central.services.changes import CursorGoneError, UnknownStreamError
from central.services.enrolment import NoPointLeftError, PairingCodeError, UnknownTerminalError
from central.services.events import UnknownEventError
from central.services.ports import (
    IssuerUnavailableError,
    StoreConflictError,
    StoreUnavailableError,
    TerminalFencedError,
    TerminalInactiveError,
)
from central.services.review_ports import OutcomeUnfitError, StateConflictError
from central.services.reviews import MayNotResolveError, UnknownReviewError
from central.services.sessions import GrantError, TooManyCallsError
from central.services.staff import CredentialRefusedError
from central.services.staff_desk import UnknownPersonError
from central.services.sync import ProtocolTooOldError, TenantMismatchError
from core.contract.problems import (
    PROBLEM_MEDIA_TYPE,
    PROBLEM_TYPE_PREFIX,
    FieldProblem,
    Problem,
    ProblemCode,
)

_RETRYABLE: Final = frozenset({408, 429, 503})
Handler = Callable[[Request, Any], Awaitable[Response]]


class ApiError(Exception):
    """A refusal with a code.

    Attributes:
        status: HTTP status.
        code: Machine code.
        headers: Further headers of the answer.
        errors: Refused fields.
        server_time: Told to callers whose clock may be wrong.
    """

    def __init__(
        self,
        status: int,
        code: ProblemCode,
        *,
        headers: Mapping[str, str] | None = None,
        errors: tuple[FieldProblem, ...] = (),
        server_time: str | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.headers = dict(headers or {})
        self.errors = errors
        self.server_time = server_time


def problem_response(error: ApiError, request_id: str, language: str) -> Response:
    """The answer for a refusal; neither it nor its fields echo what was sent."""
    title, detail = words(error.code, language)
    problem = Problem(
        type=f"{PROBLEM_TYPE_PREFIX}{error.code}",
        title=title,
        status=error.status,
        detail=detail,
        code=error.code,
        request_id=request_id,
        retryable=error.status in _RETRYABLE,
        errors=error.errors,
        server_time=error.server_time,
    )
    body = problem.model_dump_json(exclude_none=True, exclude_defaults=False)
    return Response(body, error.status, media_type=PROBLEM_MEDIA_TYPE, headers=error.headers)


def install(app: FastAPI) -> None:
    """Register the handlers of everything routes and services raise."""

    async def refused(request: Request, error: ApiError) -> Response:
        return _answer(request, error)

    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return _answer(request, validation_error(error.errors()))

    async def http(request: Request, error: HTTPException) -> Response:
        return _answer(request, _from_http(error))

    app.add_exception_handler(ApiError, _handler(refused))
    app.add_exception_handler(RequestValidationError, _handler(invalid))
    app.add_exception_handler(HTTPException, _handler(http))
    for kind, translate in _TRANSLATIONS.items():
        app.add_exception_handler(kind, _translating(translate))


def validation_error(details: Any) -> ApiError:
    """422 with the path, code and message of each refused field, without its value."""
    errors = tuple(
        FieldProblem(
            path=".".join(str(part) for part in detail["loc"]), code=detail["type"], message=detail["msg"]
        )
        for detail in details
    )
    return ApiError(422, ProblemCode.INVALID, errors=errors[:50])


def _answer(request: Request, error: ApiError) -> Response:
    language = request.headers.get("accept-language", "es")
    return problem_response(error, str(getattr(request.state, "request_id", "")), language)


def _handler(handler: Callable[[Request, Any], Awaitable[Response]]) -> Handler:
    return handler


def _translating(translate: Callable[[Any], ApiError]) -> Handler:
    async def handle(request: Request, error: Any) -> Response:
        return _answer(request, translate(error))

    return handle


def _from_http(error: HTTPException) -> ApiError:
    codes = {
        404: ProblemCode.NOT_FOUND,
        405: ProblemCode.METHOD_NOT_ALLOWED,
        413: ProblemCode.BODY_TOO_LARGE,
        415: ProblemCode.UNSUPPORTED_MEDIA_TYPE,
    }
    return ApiError(
        error.status_code, codes.get(error.status_code, ProblemCode.BAD_REQUEST), headers=error.headers
    )


def _unavailable(_: Exception) -> ApiError:
    return ApiError(503, ProblemCode.RETRY, headers={"Retry-After": "2"})


def _unfit(error: OutcomeUnfitError) -> ApiError:
    field = FieldProblem(path=f"body.{error.field}", code="unfit", message="does not fit the review")
    return ApiError(422, ProblemCode.INVALID, errors=(field,))


def _credential(error: CredentialRefusedError) -> ApiError:
    field = FieldProblem(path="body.pin", code=str(error), message="may not be anybody's")
    return ApiError(422, ProblemCode.INVALID, errors=(field,))


def _pairing(error: PairingCodeError) -> ApiError:
    if error.used:
        return ApiError(409, ProblemCode.PAIRING_CODE_USED)
    return ApiError(403, ProblemCode.PAIRING_CODE_INVALID)


def _too_many(error: TooManyCallsError) -> ApiError:
    wait = str(max(1, round(error.retry_after_s)))
    return ApiError(429, ProblemCode.RATE_LIMITED, headers={"Retry-After": wait})


def _pin(error: PinRefusedError) -> ApiError:
    code = ProblemCode.PIN_LOCKED if error.locked else ProblemCode.PIN_REFUSED
    wait = {"Retry-After": str(ceil(error.wait_s))} if error.wait_s > 0 else {}
    return ApiError(403, code, headers=wait)


_TRANSLATIONS: Final[Mapping[type[Exception], Callable[[Any], ApiError]]] = {
    StoreUnavailableError: _unavailable,
    StoreConflictError: _unavailable,
    IssuerUnavailableError: _unavailable,
    TerminalInactiveError: lambda _: ApiError(403, ProblemCode.TERMINAL_DISABLED),
    TerminalFencedError: lambda _: ApiError(409, ProblemCode.TERMINAL_FENCED),
    TenantMismatchError: lambda _: ApiError(403, ProblemCode.TENANT_MISMATCH),
    ProtocolTooOldError: lambda _: ApiError(
        426, ProblemCode.UPGRADE_REQUIRED, headers={"Upgrade": "cuadre/1"}
    ),
    NotAllowedError: lambda _: ApiError(403, ProblemCode.FORBIDDEN),
    UnknownStreamError: lambda _: ApiError(404, ProblemCode.NOT_FOUND),
    BadCursorError: lambda _: ApiError(400, ProblemCode.BAD_CURSOR),
    CursorGoneError: lambda _: ApiError(410, ProblemCode.CURSOR_GONE),
    UnknownReviewError: lambda _: ApiError(404, ProblemCode.NOT_FOUND),
    MayNotResolveError: lambda _: ApiError(403, ProblemCode.FORBIDDEN),
    StateConflictError: lambda _: ApiError(409, ProblemCode.STATE_CONFLICT),
    OutcomeUnfitError: _unfit,
    UnknownEventError: lambda _: ApiError(404, ProblemCode.NOT_FOUND),
    UnknownPersonError: lambda _: ApiError(404, ProblemCode.NOT_FOUND),
    CredentialRefusedError: _credential,
    UnknownTerminalError: lambda _: ApiError(404, ProblemCode.TERMINAL_UNKNOWN),
    NoPointLeftError: lambda _: ApiError(409, ProblemCode.NO_POINT_LEFT),
    PairingCodeError: _pairing,
    TooManyCallsError: _too_many,
    PinRefusedError: _pin,
    GrantError: lambda _: ApiError(401, ProblemCode.INVALID_GRANT),
}
