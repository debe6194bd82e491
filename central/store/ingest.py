"""Ingest of a judged batch (sync.md C2 to C6): one transaction, committed before the call returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.intake import Intake, IntakeItem, Outcome, Stored
from central.services.ports import TerminalInactiveError
from central.services.review_codes import RULES
from central.store import ingest_sql as sql
from central.store.engine import RawConnection, raw_connection, sqlstate, translated
from central.store.ingest_causes import cause_arrived, review_causeless, without_the_causeless
from central.store.ingest_closings import store_closings
from central.store.ingest_customers import store_customers
from central.store.ingest_fence import fence_forks, is_fenced, keep_aside
from central.store.ingest_payments import store_money
from central.store.ingest_state import advance_state, read_epochs, read_outcome
from central.store.ingest_statement import bind, ingest_statement, numbers_of
from central.store.ingest_voids import store_voids
from central.store.review_effects import hold_effects
from central.store.review_rows import NewReview, open_review
from core.ports.clock import IdSource
from core.ports.faults import CrashPoint, Faults, NoFaults

_TRIES: Final = 3
_BAD_DATA: Final = frozenset({"22", "23"})
_DATA_ERRORS: Final = (asyncpg.PostgresError, asyncpg.InterfaceError)


class PgIngestStore:
    """The ingest store over PostgreSQL."""

    def __init__(self, engine: AsyncEngine, ids: IdSource, faults: Faults | None = None) -> None:
        """``faults`` are crash points; production leaves them out."""
        self._engine = engine
        self._ids = ids
        self._faults = faults or NoFaults()

    async def ingest(self, intake: Intake) -> Outcome:
        """See `central.services.ports.IngestStore`."""
        self._faults.reach(CrashPoint.BEFORE_INGEST)
        async with translated():
            for _ in range(_TRIES):
                try:
                    return await self._attempt(intake)
                except asyncpg.PostgresError as error:
                    if sqlstate(error)[:2] != "40":
                        raise
            return await self._busy(intake)

    async def _attempt(self, intake: Intake) -> Outcome:
        try:
            return await self._transaction(intake, one_by_one=False)
        except _DATA_ERRORS as error:
            if not _is_bad_data(error):
                raise
        return await self._transaction(intake, one_by_one=True)

    async def _transaction(self, intake: Intake, *, one_by_one: bool) -> Outcome:
        async with raw_connection(self._engine) as connection, connection.transaction():
            terminal = await _open(connection, intake)
            if await is_fenced(connection, intake, terminal.epoch):
                stored = await keep_aside(connection, intake)
                outcome = await _as_it_stands(connection, intake, stored, terminal.config_version)
            else:
                outcome = await self._taken(connection, intake, terminal, one_by_one=one_by_one)
            self._faults.reach(CrashPoint.BEFORE_INGEST_COMMIT)
        self._faults.reach(CrashPoint.AFTER_INGEST_COMMIT)
        return outcome

    async def _taken(
        self, connection: RawConnection, intake: Intake, terminal: _Terminal, *, one_by_one: bool
    ) -> Outcome:
        batch, waiting = await without_the_causeless(connection, intake)
        stored = await _stored(connection, batch, self._ids, one_by_one=one_by_one)
        await _settle_rest(connection, batch, stored)
        await review_causeless(connection, batch, stored, self._ids)
        self._faults.reach(CrashPoint.IN_INGEST)
        epochs = await advance_state(connection, batch, stored, self._ids)
        fresh = [item for item in batch.items if stored[item.event_id].state == "fresh"]
        await cause_arrived(connection, batch, fresh)
        return await read_outcome(connection, batch, stored | waiting, epochs, terminal.config_version)

    async def _busy(self, intake: Intake) -> Outcome:
        async with raw_connection(self._engine) as connection, connection.transaction():
            terminal = await _open(connection, intake)
            stored = {item.event_id: Stored(item.event_id, "busy") for item in intake.items}
            return await _as_it_stands(connection, intake, stored, terminal.config_version)


class _Terminal(NamedTuple):
    epoch: int
    config_version: int


async def _open(connection: RawConnection, intake: Intake) -> _Terminal:
    organization, local = intake.tenant.organization_id, intake.tenant.local_id
    await connection.execute(sql.LOCK, organization, local, intake.terminal_id)
    terminal = await connection.fetchrow(sql.TERMINAL, organization, local, intake.terminal_id)
    if terminal is None or terminal["status"] == "disabled":
        raise TerminalInactiveError
    return _Terminal(int(terminal["epoch"]), int(terminal["config_version"]))


async def _as_it_stands(
    connection: RawConnection, intake: Intake, stored: dict[str, Stored], config_version: int
) -> Outcome:
    """Nothing was stored: the terminal's epochs as they were."""
    epochs = await read_epochs(connection, intake.tenant.organization_id, intake.terminal_id)
    return await read_outcome(connection, intake, stored, epochs, config_version)


async def _stored(
    connection: RawConnection, intake: Intake, ids: IdSource, *, one_by_one: bool
) -> dict[str, Stored]:
    if not one_by_one:
        return await _store(connection, intake, intake.items, ids)
    stored: dict[str, Stored] = {}
    for item in intake.items:
        stored.update(await _isolated(connection, intake, item, ids))
    return stored


async def project_again(connection: RawConnection, intake: Intake, ids: IdSource) -> None:
    """Write the rows of events that are in the inbox already and could not be read when they came."""
    await _store(connection, intake, intake.items, ids, again=True)


async def _store(
    connection: RawConnection,
    intake: Intake,
    items: Sequence[IntakeItem],
    ids: IdSource,
    *,
    again: bool = False,
) -> dict[str, Stored]:
    """Run the ingest statement; only fresh events come back."""
    if not items:
        return {}
    rows = await connection.fetch(ingest_statement(again=again), *bind(intake, items, ids))
    stored: dict[str, Stored] = {}
    for row in rows:
        event_id = str(row["event_id"])
        central_id = None if row["transaction_id"] is None else str(row["transaction_id"])
        reviews = dict(entry.split(" ", 1) for entry in row["reviews"] or ())
        stored[event_id] = Stored(event_id, "fresh", reviews, central_id)
    await store_customers(connection, intake, items, stored)
    await store_voids(connection, intake, items, stored)
    await store_money(connection, intake, items, stored)
    await store_closings(connection, intake, items, stored)
    return stored


async def _isolated(
    connection: RawConnection, intake: Intake, item: IntakeItem, ids: IdSource
) -> dict[str, Stored]:
    """One item in its own savepoint; what cannot be projected is kept raw, under review."""
    for form in (item, _unprojected(item)):
        try:
            async with connection.transaction():
                return await _store(connection, intake, [form], ids)
        except _DATA_ERRORS as error:
            if not _is_bad_data(error):
                raise
    bare = replace(_unprojected(item), kind=None, schema=None, occurred_at=None)
    async with connection.transaction():
        return await _store(connection, intake, [bare], ids)


def _unprojected(item: IntakeItem) -> IntakeItem:
    """The item as its bytes alone, under review."""
    bare = replace(item, review="SCHEMA_UNKNOWN", review_params="{}", transaction=None)
    return replace(bare, void=None, customer=None, money=None, closing=None)


async def _settle_rest(connection: RawConnection, intake: Intake, stored: dict[str, Stored]) -> None:
    """Give a verdict to what the statement did not insert (C5): read once by id, in a following statement."""
    rest = [item for item in intake.items if item.event_id not in stored]
    if rest or intake.conflicting:
        organization = intake.tenant.organization_id
        names = [item.event_id for item in (*rest, *intake.conflicting)]
        held = {str(row["event_id"]): row for row in await connection.fetch(sql.HELD, organization, names)}
        for item in (*rest, *intake.conflicting):
            row = held.get(item.event_id)
            if row is not None and item.event_id not in stored:
                central = row["transaction_id"]
                stored[item.event_id] = Stored(item.event_id, "held", {}, str(central) if central else None)
            if row is None or bytes(row["sha256"]) != item.sha256:
                code = "DUP_NUMBER" if row is None else "SHA_CONFLICT"
                await _keep_raw(connection, intake, item, code)
                stored.setdefault(item.event_id, Stored(item.event_id, "conflict"))
        await fence_forks(connection, intake, [item for item in rest if item.event_id not in held])
        await _read_reviews(connection, organization, names, stored)


async def _keep_raw(connection: RawConnection, intake: Intake, item: IntakeItem, code: str) -> None:
    """Keep the bytes of an item beside the inbox, under review; what its event has yet to do waits for it."""
    new = NewReview(
        *(item.review_id, item.event_id, code, (intake.terminal_id, item.epoch, item.seq)),
        *(intake.received_at, numbers_of(item), "", (item.payload, item.sha256)),
    )
    await open_review(connection, intake.tenant, new)
    if RULES[code].held:
        await hold_effects(connection, intake.tenant.organization_id, item.event_id)


async def _read_reviews(
    connection: RawConnection, organization_id: str, event_ids: Sequence[str], stored: dict[str, Stored]
) -> None:
    for row in await connection.fetch(sql.REVIEWS_OF, organization_id, event_ids):
        stored[str(row["event_id"])].reviews[row["code"]] = str(row["review_id"])


def _is_bad_data(error: Any) -> bool:
    """SQLSTATE class 22 or 23, or a value the driver cannot encode."""
    return sqlstate(error)[:2] in _BAD_DATA or isinstance(error, ValueError)
