"""`core.ports.changes.ChangeSource` over HTTP: one page of a stream at a time (sync.md D1, U6)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode

from core.contract.changes import CHANGE_PAGE, DIGEST_HEADER, page_from_wire
from core.contract.problems import ProblemCode
from core.domain.changes import PAGE_LIMIT, Stream
from core.ports.changes import Fetched, FetchKind
from core.ports.transport import Credentials
from sync.transport.exchange import Answer, Exchange, NoAnswerError, problem_code, retry_after_s

CHANGES_PATH: Final = "/api/v1/pos/sync/changes"
REQUEST_S: Final = 45.0
_DIGEST: Final = DIGEST_HEADER.lower()
_WAIT: Final = frozenset({408, 425, 429})
_KINDS: Final[Mapping[tuple[int, ProblemCode], FetchKind]] = {
    (403, ProblemCode.TERMINAL_DISABLED): FetchKind.FORBIDDEN,
    (403, ProblemCode.TENANT_MISMATCH): FetchKind.FORBIDDEN,
    (410, ProblemCode.CURSOR_GONE): FetchKind.GONE,
    (400, ProblemCode.BAD_CURSOR): FetchKind.GONE,
}
_REFUSALS: Final = frozenset({400, 403, 404, 422, 426})


class HttpChangeSource:
    """Asks for pages with the terminal's token; what is not surely the centre's is no answer.

    Args:
        exchange: The till's one HTTP client.
        credentials: Gives the token; it is refreshed by whoever asks for pages, after `FetchKind.AUTH`.
        on_stall: Called, once per request, when no byte has come back for 4 s.
    """

    def __init__(
        self, exchange: Exchange, credentials: Credentials, on_stall: Callable[[], None] | None = None
    ) -> None:
        self._exchange, self._credentials, self._on_stall = exchange, credentials, on_stall

    def fetch(self, stream: Stream, cursor: str | None, limit: int = PAGE_LIMIT) -> Fetched:
        """One page; see `ChangeSource.fetch`."""
        query = {"limit": str(limit)} | ({} if cursor is None else {"cursor": cursor})
        headers: dict[str, str] = {}
        if (token := self._credentials.token()) is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            answer = self._exchange.send(
                "GET",
                f"{CHANGES_PATH}/{stream}?{urlencode(query)}",
                headers=headers,
                seconds=REQUEST_S,
                on_stall=self._on_stall,
            )
        except NoAnswerError as error:
            return Fetched(FetchKind.UNKNOWN, code=error.code)
        return read_answer(answer, stream)


def read_answer(answer: Answer, stream: Stream) -> Fetched:
    """What an HTTP answer to a request for ``stream`` means; anything not surely ours is unknown."""
    status = answer.status
    if status == 200:
        return _read_page(answer, stream)
    if status >= 500 or status in _WAIT:
        return Fetched(FetchKind.UNKNOWN, code=f"http_{status}", retry_after_s=retry_after_s(answer))
    code = problem_code(answer)
    if code is None:
        return Fetched(FetchKind.UNKNOWN, code=f"not_ours_{status}")
    if status == 401:
        return Fetched(FetchKind.AUTH, code=str(code))
    kind = FetchKind.REFUSED if status in _REFUSALS else FetchKind.UNKNOWN
    return Fetched(_KINDS.get((status, code), kind), code=str(code))


def _read_page(answer: Answer, stream: Stream) -> Fetched:
    """A body without our digest is somebody else's; one that has it and makes no sense is refused."""
    digest = answer.headers.get(_DIGEST, "").strip().lower()
    if digest != hashlib.sha256(answer.body).hexdigest():
        return Fetched(FetchKind.UNKNOWN, code="digest")
    try:
        page = page_from_wire(CHANGE_PAGE.validate_json(answer.body))
    except ValueError:
        return Fetched(FetchKind.REFUSED, code="page_invalid")
    if page.stream is not stream:
        return Fetched(FetchKind.REFUSED, code="page_mismatch")
    return Fetched(FetchKind.PAGE, page)
