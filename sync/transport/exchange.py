"""One HTTP request and its answer, as the rest of `sync` sees them; no HTTP library here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Protocol

from core.contract.problems import PROBLEM, PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_PREFIX, ProblemCode


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete HTTP answer; header names in lower case, body decoded and at most 2 MiB."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoAnswerError(Exception):
    """Nothing usable came back; the fate of the request is unknown.

    Attributes:
        code: ``connect``, ``connect_timeout``, ``timeout``, ``reset``, ``truncated``, ``tls``, ``aborted``,
            ``reply_too_large`` or ``reply_encoding``.
        timed_out: Whether a request that was under way ran into its deadline.
        tls: Whether the other side could not prove to be the centre.
    """

    def __init__(self, code: str, *, timed_out: bool = False, tls: bool = False) -> None:
        super().__init__(code)
        self.code, self.timed_out, self.tls = code, timed_out, tls


class Exchange(Protocol):
    """Sends one request; used by one thread at a time."""

    def send(
        self,
        method: str,
        path: str,
        *,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        seconds: float = 45.0,
        on_stall: Callable[[], None] | None = None,
        on_sent: Callable[[], None] | None = None,
    ) -> Answer:
        """One request within ``seconds`` in all, connecting included; redirects are not followed.

        ``on_sent`` is called once the request is out, before its answer is waited for.

        Raises:
            NoAnswerError: no complete answer came back in time.
        """
        ...


def problem_code(answer: Answer) -> ProblemCode | None:
    """Code of an error that the centre itself wrote (central.md 7.1), None for anybody else's.

    A captive portal or a proxy may answer any status; only ``application/problem+json`` whose ``type`` is
    ours and names the same known code counts (U6).
    """
    if answer.headers.get("content-type", "").partition(";")[0].strip().lower() != PROBLEM_MEDIA_TYPE:
        return None
    try:
        problem = PROBLEM.validate_json(answer.body)
        code = ProblemCode(problem.code)
    except ValueError:
        return None
    return code if problem.type == f"{PROBLEM_TYPE_PREFIX}{code}" else None


def retry_after_s(answer: Answer) -> float | None:
    """The server's wish in seconds (RFC 9110, 10.2.3); a date is read against the answer's own Date."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        wished = parsedate_to_datetime(value).replace(tzinfo=UTC)
        said = parsedate_to_datetime(answer.headers.get("date", "")).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None
    return max(0.0, (wished - said).total_seconds())
