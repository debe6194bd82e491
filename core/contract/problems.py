"""``application/problem+json`` (RFC 9457) as the centre answers it, and the closed list of its codes."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

PROBLEM_MEDIA_TYPE: Final = "application/problem+json"
PROBLEM_TYPE_PREFIX: Final = "urn:cuadre:problem:"


class ProblemCode(StrEnum):
    """Machine codes of refusals (central.md section 7); a till acts on these, never on the words."""

    BAD_REQUEST = "BAD_REQUEST"
    BAD_ENCODING = "BAD_ENCODING"
    BAD_CURSOR = "BAD_CURSOR"
    CURSOR_GONE = "CURSOR_GONE"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    TOKEN_EXPIRED = "TOKEN_EXPIRED"  # noqa: S105 a code, not a secret
    INVALID_GRANT = "INVALID_GRANT"
    ASSERTION_EXPIRED = "ASSERTION_EXPIRED"
    UNSUPPORTED_GRANT = "UNSUPPORTED_GRANT"
    FORBIDDEN = "FORBIDDEN"
    PIN_REFUSED = "PIN_REFUSED"
    PIN_LOCKED = "PIN_LOCKED"
    TENANT_MISMATCH = "TENANT_MISMATCH"
    TERMINAL_DISABLED = "TERMINAL_DISABLED"
    TERMINAL_FENCED = "TERMINAL_FENCED"
    PAIRING_CODE_INVALID = "PAIRING_CODE_INVALID"
    PAIRING_CODE_USED = "PAIRING_CODE_USED"
    TERMINAL_UNKNOWN = "TERMINAL_UNKNOWN"
    NO_POINT_LEFT = "NO_POINT_LEFT"
    NOT_FOUND = "NOT_FOUND"
    STATE_CONFLICT = "STATE_CONFLICT"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    BATCH_TOO_LARGE = "BATCH_TOO_LARGE"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    UNSUPPORTED_ENCODING = "UNSUPPORTED_ENCODING"
    INVALID = "INVALID"
    UPGRADE_REQUIRED = "UPGRADE_REQUIRED"
    RATE_LIMITED = "RATE_LIMITED"
    INTERNAL = "INTERNAL"
    RETRY = "RETRY"
    NOT_READY = "NOT_READY"


class FieldProblem(BaseModel):
    """One refused field; the value itself is never echoed."""

    model_config = ConfigDict(frozen=True)

    path: str
    code: str
    message: str


class Problem(BaseModel):
    """Body of every error answer.

    Attributes:
        type: ``urn:cuadre:problem:<code>``.
        title: Short English name of the code.
        detail: One sentence for a person, Spanish or English by ``Accept-Language``.
        retryable: Whether the same request may succeed later without being changed.
        server_time: RFC 3339 UTC; lets a till with a wrong clock correct its next assertion.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str = ""
    retryable: bool = False
    errors: tuple[FieldProblem, ...] = ()
    server_time: str | None = None


PROBLEM: Final = TypeAdapter(Problem)
