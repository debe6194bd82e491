"""`core.ports.changes.ChangeSink` of ``till.db``: pages and their cursor in one transaction (sync.md D2, D3).

What an item does to the till's own tables happens in that transaction too. Nothing here is ever held for a
person (D4): each of these streams is a few items, or reviews that come and go by themselves; what guards the
people is the signature of their bundle.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Final

from app.store.errors import PracticeNeverSendsError
from app.store.shared_reader import SharedReader
from app.store.streams.effects import BundleReader, Effects
from app.store.streams.rows import (
    PROBLEM,
    SHADOW,
    STATE,
    Place,
    drop,
    place_of,
    put_changes,
    put_place,
    use_shadow,
)
from app.store.streams.time_noted import note_server_time
from app.store.unit import Unit
from app.store.worker import StoreWorker
from app.usecases.ports import WriteUnit
from core.domain.changes import ChangePage, Stream, chain_digest, page_digest
from core.domain.errors import DomainError
from core.ports.changes import Applied, StreamState

_log = logging.getLogger(__name__)

_REFUSED: Final = "bundle_refused"


class TillSink:
    """Keeps staff, config and reviews; called on the sync thread, writes on the store thread.

    Args:
        runner: The store thread.
        open_bundle: Checks a staff bundle and reads it.
    """

    def __init__(self, runner: StoreWorker, open_bundle: BundleReader) -> None:
        self._runner = runner
        self._reader = SharedReader(runner.core.parts.paths.database)
        self._effects = Effects(open_bundle)

    def state(self, stream: Stream) -> StreamState:
        """See `ChangeSink`."""
        return place_of(self._reader.row(STATE, (stream,))).state

    def apply(self, page: ChangePage, fetched_at_ms: int) -> Applied:
        """See `ChangeSink`.

        Raises:
            PracticeNeverSendsError: these are the data of PRÁCTICA.
        """
        identity = self._runner.core.identity
        if identity is None or identity.practice:
            raise PracticeNeverSendsError

        def write(unit: WriteUnit) -> Applied:
            assert isinstance(unit, Unit)
            return self._keep(unit, page, fetched_at_ms)

        try:
            return self._runner.run(write)
        except DomainError as error:
            if error.code != _REFUSED:
                raise
            self._note_problem(page.stream, error)
            return Applied.REFUSED

    def restart(self, stream: Stream) -> None:
        """See `ChangeSink`."""

        def write(unit: WriteUnit) -> None:
            assert isinstance(unit, Unit)
            drop(unit.connection, stream, SHADOW)
            fresh = _place(unit, stream).state.fresh_at_ms
            put_place(unit.connection, stream, Place(StreamState(fresh_at_ms=fresh)), used=False)

        self._runner.run(write)

    def decide(self, stream: Stream, *, take: bool) -> None:
        """See `ChangeSink`; nothing of these streams is ever held."""
        del stream, take

    def close(self) -> None:
        """Close the reading connection."""
        self._reader.close()

    def _keep(self, unit: Unit, page: ChangePage, at_ms: int) -> Applied:
        place = _place(unit, page.stream)
        state = place.state
        if page.snapshot and (page.generation, page.next_cursor) == (state.generation, state.cursor):
            return Applied.KEPT
        begins = page.snapshot and state.cursor is None
        goes_on = (page.generation, page.snapshot) == (state.generation, state.snapshot)
        if not begins and (state.cursor is None or not goes_on):
            return Applied.REFUSED
        note_server_time(unit, page.server_time_ms, said=True)
        if page.snapshot:
            return self._snapshot(unit, page, place, at_ms)
        kept = put_changes(unit.connection, page)
        put_place(unit.connection, page.stream, Place(_after(state, page, at_ms)), used=True)
        self._effects.follow(unit, page, [change.id for change in kept])
        return Applied.KEPT

    def _snapshot(self, unit: Unit, page: ChangePage, place: Place, at_ms: int) -> Applied:
        said, digest = page.snapshot_total, chain_digest(place.digest, page_digest(page.changes))
        total = (place.items + len(page.changes), place.pages + 1, digest.hex())
        if page.has_more != (said is None):
            return Applied.REFUSED
        if said is not None and (said.rows, said.pages, said.sha256) != total:
            return Applied.REFUSED
        if place.state.cursor is None:
            drop(unit.connection, page.stream, SHADOW)
        put_changes(unit.connection, page)
        state = _after(place.state, page, at_ms)
        if said is None:
            reached = Place(replace(state, snapshot=True), total[1], total[0], digest)
            put_place(unit.connection, page.stream, reached, used=False)
            return Applied.KEPT
        use_shadow(unit.connection, page.stream)
        put_place(unit.connection, page.stream, Place(replace(state, snapshot=False)), used=True)
        self._effects.follow(unit, page, None)
        return Applied.SWAPPED

    def _note_problem(self, stream: Stream, error: DomainError) -> None:
        reason = str(error.values.get("reason", ""))
        _log.error("the staff list of the centre is not used: %s", reason)

        def write(unit: WriteUnit) -> None:
            assert isinstance(unit, Unit)
            unit.connection.execute(PROBLEM, {"stream": stream, "problem": reason})

        self._runner.run(write)


def _place(unit: Unit, stream: Stream) -> Place:
    row = unit.connection.exec_driver_sql(STATE, (str(stream),)).one_or_none()
    return place_of(None if row is None else tuple(row))


def _after(state: StreamState, page: ChangePage, at_ms: int) -> StreamState:
    fresh = state.fresh_at_ms if page.has_more else at_ms
    return replace(state, cursor=page.next_cursor, generation=page.generation, fresh_at_ms=fresh)
