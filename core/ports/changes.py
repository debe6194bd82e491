"""Where pages of changes are kept, and where they come from (sync.md section 9)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.domain.changes import ChangePage, Stream


@dataclass(frozen=True, slots=True)
class StreamState:
    """How far a till is with one stream.

    Attributes:
        cursor: Where to go on, None when the whole list is to be fetched.
        generation: Of ``cursor``.
        fresh_at_ms: The centre's clock (Unix ms) when it last said that there is no more; `core.domain.ages`
            tells how old that is.
        snapshot: Whether a whole list is being fetched; the old data is in use meanwhile.
        held: Whether what came waits for a person, because it would take away or change too much (D4).
    """

    cursor: str | None = None
    generation: str | None = None
    fresh_at_ms: int | None = None
    snapshot: bool = False
    held: bool = False


class Applied(StrEnum):
    """What became of a page.

    ``KEPT``: it is there, with its cursor. ``SWAPPED``: a snapshot is whole and in use. ``HELD``: a person is
    asked first (D4). ``REFUSED``: the page does not fit what came before it, or its snapshot does not add up:
    the stream begins anew with the whole list, the old data sells on.
    """

    KEPT = "kept"
    SWAPPED = "swapped"
    HELD = "held"
    REFUSED = "refused"


class ChangeSink(Protocol):
    """Keeps the streams of one file; called by one thread at a time, which it may hold up."""

    def state(self, stream: Stream) -> StreamState:
        """How far this till is."""
        ...

    def apply(self, page: ChangePage, fetched_at_ms: int) -> Applied:
        """Keep a page: rows and cursor are one transaction, or the cursor goes with the last slice (D2).

        A page that comes twice changes nothing. Of an item only a greater version is kept. ``fetched_at_ms``
        is the centre's clock (Unix ms); the last page's becomes `StreamState.fresh_at_ms`.

        Raises:
            core.domain.errors.DomainError: the disk is full or away; the page is asked for again.
        """
        ...

    def restart(self, stream: Stream) -> None:
        """Forget the cursor and what a snapshot had so far; what is in use stays in use (D3)."""
        ...

    def decide(self, stream: Stream, *, take: bool) -> None:
        """A person has looked at what was held: put it in use, or drop it and fetch the whole list later."""
        ...


class FetchKind(StrEnum):
    """What one request for changes brought; only ``PAGE`` is an answer with content."""

    PAGE = "page"
    GONE = "gone"
    """410: the cursor is good for nothing (D3)."""
    AUTH = "auth"
    FORBIDDEN = "forbidden"
    REFUSED = "refused"
    """The centre will not serve this stream to this till, or its answer contradicts itself."""
    UNKNOWN = "unknown"
    """Network, captive portal, 5xx, 429: nothing is known."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Result of a request.

    Attributes:
        code: Machine code for logs and the screen.
        retry_after_s: The server's wish.
    """

    kind: FetchKind
    page: ChangePage | None = None
    code: str = ""
    retry_after_s: float | None = None


class ChangeSource(Protocol):
    """Fetches pages; used by the sync thread only."""

    def fetch(self, stream: Stream, cursor: str | None, limit: int) -> Fetched:
        """One page; never raises for anything the network or the centre does."""
        ...
