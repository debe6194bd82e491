"""Serves the streams of changes: cursors, pages, the sum over a snapshot (sync.md D1, D3, D5).

The centre keeps nothing of a till's progress: it travels in the cursor.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from central.services.change_cursor import START, Cursor, Place, Walk, decode_cursor, encode_cursor
from central.services.values import Principal, Tenant
from core.domain.changes import Change, ChangeOp, SnapshotTotal, Stream, chain_digest, page_digest
from core.domain.journal.events import format_time
from core.ports.clock import Clock

HELD_BACK_S: Final = 60.0
"""A transaction that holds all streams back for longer is said to the log (D5)."""
PAGE_BYTES: Final = 512 * 1024
"""Most bytes of changes in a page with more than one, before compression: a till refuses a page of 2 MiB."""
_LOG: Final = logging.getLogger("cuadre.central.changes")
_MADE_HERE: Final = frozenset({Stream.STAFF, Stream.CONFIG})
"""Streams of what the centre signs for a shop, which ends if nobody signs it anew."""


class UnknownStreamError(Exception):
    """No stream of this name is served here."""


class CursorGoneError(Exception):
    """The cursor is good for nothing any more; the whole list is to be fetched (D3)."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is served.

    Attributes:
        terminal_id: The till, whose own place some items tell (D7); None for another reader.
    """

    tenant: Tenant
    terminal_id: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """State of the log when a page was read.

    Attributes:
        generation: Of the log; cursors of another one are gone.
        oldest: Number below which every transaction has ended.
        next: Number that no transaction has yet.
        horizon: Up to where the stream's log was pruned.
    """

    generation: str
    oldest: int
    next: int
    horizon: Place


@dataclass(frozen=True, slots=True)
class Logged:
    """Entries of the log, one of each item, in the order of each item's newest.

    Attributes:
        places: Of the newest entry read of each item.
        more: Whether there are further ones that may be served.
    """

    head: Head
    changes: Sequence[Change]
    places: Sequence[Place]
    more: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """Items as they are, by id."""

    head: Head
    changes: Sequence[Change]
    more: bool


class ChangeReader(Protocol):
    """Reads streams; each call is one transaction and one snapshot."""

    async def log(self, asker: Asker, stream: Stream, after: Place, limit: int) -> Logged:
        """What was logged after a place by transactions before which none is still running.

        Raises:
            UnknownStreamError: it has no table here.
            TerminalInactiveError: the asking till is disabled.
            StoreUnavailableError: try again.
        """
        ...

    async def list(self, asker: Asker, stream: Stream, after: str | None, limit: int) -> Listed:
        """Items with an id above this one; raises as `log` does."""
        ...


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A page as it is sent.

    Attributes:
        sha256: Hex digest of ``body``.
    """

    body: bytes
    sha256: str


class HoldWatch:
    """Notices a transaction that is not ended: nothing newer than it is served meanwhile."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._oldest = -1
        self._since = 0.0
        self._told = False
        self.held_s = 0.0
        """How long the oldest running transaction has been seen, in seconds; 0 when there is none."""

    def observe(self, head: Head) -> None:
        """Look at the state of the log."""
        now = self._clock.monotonic()
        if head.oldest != self._oldest or head.oldest >= head.next:
            self._oldest, self._since = head.oldest, now
            if self._told:
                _LOG.info("streams move again")
            self._told = False
        self.held_s = now - self._since
        if self.held_s > HELD_BACK_S and not self._told:
            _LOG.warning("a transaction holds all streams back", extra={"seconds": round(self.held_s)})
            self._told = True


class Keeper(Protocol):
    """Keeps a shop's own items fresh."""

    async def look(self, tenant: Tenant) -> None:
        """Make anew what is due.

        Raises:
            StoreUnavailableError: try again.
        """
        ...


class ChangeService:
    """What ``GET /sync/changes/{stream}`` answers."""

    def __init__(self, reader: ChangeReader, clock: Clock, keeper: Keeper | None = None) -> None:
        """``keeper`` keeps fresh what the centre itself makes for a shop, before it is read."""
        self._reader = reader
        self._clock = clock
        self._keeper = keeper
        self.watch = HoldWatch(clock)

    async def page(self, principal: Principal, stream: str, cursor: str | None, limit: int) -> PageAnswer:
        """One page; without a cursor the first one of a snapshot.

        Raises:
            UnknownStreamError: no such stream.
            BadCursorError: the cursor is no cursor of this stream.
            CursorGoneError: it is, and of another generation, shop or time.
            TerminalInactiveError: the asking till is disabled.
            StoreUnavailableError: try again.
        """
        try:
            known = Stream(stream)
        except ValueError:
            raise UnknownStreamError(stream) from None
        asker = Asker(principal.tenant, principal.terminal_id)
        at = Cursor("", known, asker.tenant.local_id, walk=START)
        if cursor is not None:
            at = decode_cursor(cursor, known)
        if at.local_id != asker.tenant.local_id:
            raise CursorGoneError
        if self._keeper is not None and known in _MADE_HERE:
            await self._keeper.look(asker.tenant)
        if at.walk is not None:
            return await self._snapshot(asker, at, at.walk, limit)
        return await self._log(asker, at, limit)

    async def _log(self, asker: Asker, at: Cursor, limit: int) -> PageAnswer:
        read = await self._reader.log(asker, at.stream, at.place, limit)
        self.watch.observe(read.head)
        _demand_alive(at, read.head)
        changes, encoded = _fitting(read.changes)
        more = read.more or len(changes) < len(read.changes)
        # All before the oldest running transaction was served: a stream at rest keeps a young cursor.
        place = read.places[len(changes) - 1] if more and changes else Place(read.head.oldest, 0)
        return self._answer(replace(at, place=place), encoded, more=more)

    async def _snapshot(self, asker: Asker, at: Cursor, walk: Walk, limit: int) -> PageAnswer:
        read = await self._reader.list(asker, at.stream, walk.key, limit)
        self.watch.observe(read.head)
        if walk is START:
            at = replace(at, generation=read.head.generation, place=Place(read.head.oldest, 0))
        _demand_alive(at, read.head)
        changes, encoded = _fitting(read.changes)
        digest = chain_digest(walk.digest, page_digest(changes))
        rows, pages = walk.rows + len(changes), walk.pages + 1
        if read.more or len(changes) < len(read.changes):
            further = Walk(changes[-1].id, digest, rows, pages)
            return self._answer(replace(at, walk=further), encoded, more=True, snapshot=True)
        total = SnapshotTotal(rows, pages, digest.hex())
        return self._answer(replace(at, walk=None), encoded, more=False, snapshot=True, total=total)

    def _answer(
        self,
        following: Cursor,
        encoded: Sequence[bytes],
        *,
        more: bool,
        snapshot: bool = False,
        total: SnapshotTotal | None = None,
    ) -> PageAnswer:
        page = {
            "stream": following.stream.value,
            "generation": following.generation,
            "snapshot": snapshot,
            "server_time": format_time(self._clock.now()),
            "count": len(encoded),
            "next_cursor": encode_cursor(following),
            "has_more": more,
            "snapshot_total": total and {"rows": total.rows, "pages": total.pages, "sha256": total.sha256},
        }
        body = b'%b,"changes":[%b]}' % (_json(page)[:-1], b",".join(encoded))
        return PageAnswer(body, hashlib.sha256(body).hexdigest())


def _fitting(changes: Sequence[Change]) -> tuple[Sequence[Change], list[bytes]]:
    """As many of the first ones as a page takes by `PAGE_BYTES`, with their JSON; at least one."""
    encoded: list[bytes] = []
    room = PAGE_BYTES
    for change in changes:
        text = _json(_change(change))
        room -= len(text) + 1
        if room < 0 and encoded:
            break
        encoded.append(text)
    return changes[: len(encoded)], encoded


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _change(change: Change) -> dict[str, Any]:
    head = {"op": change.op.value, "id": change.id, "version": change.version}
    return head if change.op is ChangeOp.DELETE else {**head, "data": change.data}


def _demand_alive(cursor: Cursor, head: Head) -> None:
    if cursor.generation != head.generation or not head.horizon <= cursor.place <= Place(head.next, 0):
        raise CursorGoneError
