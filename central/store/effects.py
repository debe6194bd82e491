"""Effects in PostgreSQL, as the role ``pos_saga``: found over all tenants, each carried out under its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from central.services.accounts import Account, AccountMove
from central.services.closings import ZView
from central.services.drift import SaleFacts
from central.services.effect_kinds import CONFIRMATION_CODE, OVER_RETURN
from central.services.effect_ports import (
    NO_PART,
    DueEffect,
    EffectLine,
    EffectUnit,
    Finding,
    OpenTender,
    Part,
    SaleReturns,
    UsedCode,
)
from central.services.stock import Movement
from central.services.values import Tenant
from central.store.closings import read_closing
from central.store.effect_accounts import move_account, read_account_moves
from central.store.effect_drift import read_facts
from central.store.effect_stock import move_stock, read_movements
from central.store.engine import Engine, RawConnection, raw_connection, translated
from central.store.review_effects import release_effects
from central.store.review_rows import (
    NewReview,
    as_json,
    change_params,
    close_review,
    open_of_cause,
    open_review,
)
from central.store.tender_reviews import end_credit_notes, open_tenders
from core.domain.reviews import Outcome

_DUE: Final = """
SELECT organization_id, local_id, event_id, kind, attempts, created_at FROM pos.effects
WHERE state = 'pending' AND due_at <= $1 ORDER BY due_at, event_id LIMIT $2"""
_BEGIN: Final = (
    "BEGIN; SELECT set_config('app.current_organization_id', '{}', true),"
    " set_config('app.current_local_id', '{}', true)"
)
_CLAIM: Final = """
SELECT e.body, i.terminal_id, i.epoch, i.seq FROM pos.effects e
LEFT JOIN pos.sync_inbox i ON i.organization_id = e.organization_id AND i.event_id = e.event_id
WHERE e.organization_id = $1 AND e.event_id = $2 AND e.kind = $3 AND e.state = 'pending'
FOR UPDATE OF e SKIP LOCKED"""
_ORIGINAL: Final = """
SELECT original_series AS series, original_number AS number FROM pos.transactions
WHERE organization_id = $1 AND event_id = $2 AND kind = 'return'
UNION ALL
SELECT original_series, original_number FROM pos.voids WHERE organization_id = $1 AND event_id = $2"""
_WAITED: Final = """
SELECT review_id FROM pos.sync_review
WHERE organization_id = $1 AND event_id = $2 AND code = $3 AND cause = $4 AND state = 'open'"""
_UNDONE: Final = """
SELECT coalesce(o.original_event_id, s.event_id) FROM (
  SELECT original_event_id, original_series, original_number FROM pos.transactions
  WHERE organization_id = $1 AND event_id = $2 AND kind = 'return'
  UNION ALL
  SELECT original_event_id, original_series, original_number FROM pos.voids
  WHERE organization_id = $1 AND event_id = $2) o
LEFT JOIN pos.transactions s ON s.organization_id = $1 AND s.series = o.original_series
  AND s.number = o.original_number AND s.kind = 'sale'"""
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended($1, 1))"
"""A statement of its own: the next one sees what those before it in the queue have committed."""
_SOLD: Final = """
SELECT i.n, i.quantity_milli, i.total_minor FROM pos.transactions t
JOIN pos.transaction_items i ON i.organization_id = t.organization_id AND i.transaction_id = t.transaction_id
WHERE t.organization_id = $1 AND t.series = $2 AND t.number = $3 AND t.kind = 'sale'"""
_NOW: Final = """
SELECT i.original_n, sum(i.quantity_milli)::bigint, sum(i.total_minor)::bigint FROM pos.transactions t
JOIN pos.transaction_items i ON i.organization_id = t.organization_id AND i.transaction_id = t.transaction_id
WHERE t.organization_id = $1 AND t.event_id = $2 AND t.kind = 'return' GROUP BY i.original_n"""
_RETURNED: Final = f"""
SELECT i.original_n, sum(i.quantity_milli)::bigint, sum(i.total_minor)::bigint FROM pos.transactions t
JOIN pos.effects e ON e.organization_id = t.organization_id AND e.event_id = t.event_id
  AND e.kind = '{OVER_RETURN}' AND e.state = 'done'
JOIN pos.transaction_items i ON i.organization_id = t.organization_id AND i.transaction_id = t.transaction_id
WHERE t.organization_id = $1 AND t.original_series = $2 AND t.original_number = $3 AND t.kind = 'return'
GROUP BY i.original_n"""  # noqa: S608 a name of this program
_VOIDED: Final = f"""
SELECT count(*) FROM pos.voids v
JOIN pos.effects e ON e.organization_id = v.organization_id AND e.event_id = v.event_id
  AND e.kind = '{OVER_RETURN}' AND e.state = 'done'
WHERE v.organization_id = $1 AND v.original_series = $2 AND v.original_number = $3"""  # noqa: S608
_CODES: Final = """
SELECT DISTINCT p.method, p.confirmation_code AS code FROM pos.transactions t
JOIN pos.payments p ON p.organization_id = t.organization_id AND p.transaction_id = t.transaction_id
WHERE t.organization_id = $1 AND t.event_id = $2 AND p.confirmation_code IS NOT NULL ORDER BY 1, 2"""
_USED: Final = f"""
SELECT t.series, t.number FROM pos.payments p
JOIN pos.transactions t ON t.organization_id = p.organization_id AND t.transaction_id = p.transaction_id
JOIN pos.effects e ON e.organization_id = t.organization_id AND e.event_id = t.event_id
  AND e.kind = '{CONFIRMATION_CODE}' AND e.state = 'done'
WHERE p.organization_id = $1 AND p.method = $2 AND p.confirmation_code = $3 AND t.kind = 'sale'
  AND t.event_id <> $4
  AND NOT EXISTS (SELECT FROM pos.voids v
    WHERE v.organization_id = t.organization_id AND v.original_event_id IN (t.event_id, $4))
ORDER BY e.done_at, t.series, t.number LIMIT 1"""  # noqa: S608
_KEY: Final = "WHERE organization_id = $1 AND event_id = $2 AND kind = $3"
_DONE: Final = f"UPDATE pos.effects SET state = 'done', done_at = $4 {_KEY}"  # noqa: S608
_LATER: Final = f"UPDATE pos.effects SET due_at = $4, attempts = attempts + 1 {_KEY}"  # noqa: S608


class PgEffectStore:
    """See `central.services.effects.EffectStore`."""

    def __init__(self, saga: Engine) -> None:
        self._engine = saga

    async def due(self, now: datetime, limit: int) -> Sequence[DueEffect]:
        """Those whose time has come."""
        async with translated(), raw_connection(self._engine) as connection:
            rows = await connection.fetch(_DUE, now, limit)
        return [
            DueEffect(
                Tenant(str(row["organization_id"]), str(row["local_id"])),
                *(str(row["event_id"]), row["kind"], row["attempts"], row["created_at"]),
            )
            for row in rows
        ]

    @asynccontextmanager
    async def line(self) -> AsyncGenerator[EffectLine]:
        """A connection for a round."""
        async with translated(), raw_connection(self._engine) as connection:
            yield _PgEffectLine(connection)


class _PgEffectLine:
    """See `central.services.effect_ports.EffectLine`."""

    def __init__(self, connection: RawConnection) -> None:
        self._connection = connection

    @asynccontextmanager
    async def unit(self, effect: DueEffect) -> AsyncGenerator[EffectUnit | None]:
        """One transaction under the effect's tenant; it begins and takes the tenant on in one message."""
        connection, tenant = self._connection, effect.tenant
        key = tenant.organization_id, effect.event_id, effect.kind
        async with translated():
            await connection.execute(_BEGIN.format(UUID(tenant.organization_id), UUID(tenant.local_id)))
            try:
                row = await connection.fetchrow(_CLAIM, *key)
                yield None if row is None else _PgEffectUnit(connection, effect, row)
            except Exception:
                await _roll_back(connection)
                raise
            await connection.execute("COMMIT")


async def _roll_back(connection: RawConnection) -> None:
    """Undo, where there is still somebody to tell."""
    if not connection.is_closed():
        await connection.execute("ROLLBACK")


class _PgEffectUnit:
    """See `central.services.effects.EffectUnit`."""

    def __init__(self, connection: RawConnection, effect: DueEffect, row: asyncpg.Record) -> None:
        self._connection = connection
        self._effect = effect
        self._tenant = effect.tenant
        self._body = None if row["body"] is None else as_json(row["body"])
        self._row = row
        self._organization = effect.tenant.organization_id

    async def sale_returns(self) -> SaleReturns:
        """The sale, what came back before and what comes back now."""
        event = self._organization, self._effect.event_id
        original = await self._connection.fetchrow(_ORIGINAL, *event)
        if original is None:
            raise LookupError(f"no return or void of event {self._effect.event_id}")
        sale = self._organization, original["series"], original["number"]
        await self._wait_for("/".join(map(str, (OVER_RETURN, *sale))))
        sold = await self._parts(_SOLD, *sale)
        before = await self._parts(_RETURNED, *sale)
        voids = int(await self._connection.fetchval(_VOIDED, *sale))
        for n, part in sold.items():
            before[n] = before.get(n, NO_PART).plus(part, voids)
        now = await self._parts(_NOW, *event) or sold
        return SaleReturns(original["series"], original["number"], sold or None, before, now)

    async def used_codes(self) -> Sequence[UsedCode]:
        """Codes of this sale that another one named before."""
        event_id = self._effect.event_id
        used: list[UsedCode] = []
        for row in await self._connection.fetch(_CODES, self._organization, event_id):
            key = self._organization, row["method"], row["code"]
            await self._wait_for("/".join((CONFIRMATION_CODE, *key)))
            found = await self._connection.fetchrow(_USED, *key, event_id)
            if found is not None:
                used.append(UsedCode(row["method"], row["code"], found["series"], found["number"]))
        return used

    async def closing(self) -> ZView:
        """What this Z says, and what is held of its shift."""
        return await read_closing(self._connection, self._organization, self._effect.event_id)

    async def open_tenders(self) -> Sequence[OpenTender]:
        """Tenders of this sale still open."""
        return await open_tenders(self._connection, self._organization, self._effect.event_id)

    async def movements(self) -> Sequence[Movement] | None:
        """What this event moves, or what a decision says."""
        return await read_movements(self._connection, self._tenant, self._effect.event_id, self._body)

    async def move(self, movements: Sequence[Movement], at: datetime) -> Mapping[str, int]:
        """Thousandths left, by variant."""
        return await move_stock(self._connection, self._tenant, movements, at)

    async def account_moves(self) -> Sequence[AccountMove] | None:
        """Likewise, of accounts."""
        return await read_account_moves(self._connection, self._tenant, self._effect.event_id, self._body)

    async def move_account(self, move: AccountMove, at: datetime) -> Account | None:
        """The account after it."""
        return await move_account(self._connection, self._tenant, move, at)

    async def facts(self) -> SaleFacts:
        """With the lists as they are and as they were."""
        return await read_facts(self._connection, self._tenant, self._effect.event_id)

    async def end_credit_notes(self, at: datetime) -> None:
        """Reviews that waited for this document."""
        await end_credit_notes(self._connection, self._tenant, self._effect.event_id, at)

    async def open_review(self, finding: Finding, at: datetime) -> None:
        """One row per event, code and cause."""
        place = self._place()
        await open_review(
            self._connection,
            self._tenant,
            NewReview(
                *(finding.review_id, self._effect.event_id, finding.code, place, at, finding.params),
                cause=finding.cause,
            ),
        )

    async def open_or_add(
        self, finding: Finding, add: Callable[[Mapping[str, Any]], Mapping[str, Any]], at: datetime
    ) -> None:
        """One open row per cause."""
        held = await open_of_cause(self._connection, self._tenant, finding.code, finding.cause)
        if held is None or not await change_params(self._connection, self._tenant, held[0], add(held[1]), at):
            await self.open_review(finding, at)

    async def change_open(
        self,
        code: str,
        cause: str,
        change: Callable[[Mapping[str, Any], str], Mapping[str, Any] | None],
        at: datetime,
    ) -> None:
        """Under the lock of its cause."""
        held = await open_of_cause(self._connection, self._tenant, code, cause)
        params = None if held is None else change(held[1], held[2])
        if held is not None and params is not None:
            await change_params(self._connection, self._tenant, held[0], params, at)

    async def undone_sale(self) -> str | None:
        """By its event, else by the number that the paper says."""
        found = await self._connection.fetchval(_UNDONE, self._organization, self._effect.event_id)
        return None if found is None else str(found)

    async def end_wait(self, code: str, cause: str, at: datetime) -> None:
        """Ended as one whose cause has arrived."""
        event = self._organization, self._effect.event_id
        review_id = await self._connection.fetchval(_WAITED, *event, code, cause)
        if review_id is None:
            return
        ends = Outcome.CAUSE_ARRIVED
        if await close_review(self._connection, self._tenant, str(review_id), ends, None, at):
            await release_effects(self._connection, *event)

    async def done(self, at: datetime) -> None:
        """With what it led to, in the same commit."""
        await self._connection.execute(_DONE, *self._key(), at)

    async def put_off(self, until: datetime) -> None:
        """Counts the attempt."""
        await self._connection.execute(_LATER, *self._key(), until)

    def _place(self) -> tuple[str, int, int]:
        """Where the event stands; of one that the inbox could not take a decision says it."""
        if self._body is not None:
            terminal_id, epoch, seq = self._body["place"]
            return terminal_id, epoch, seq
        if self._row["terminal_id"] is None:
            raise LookupError(f"event {self._effect.event_id} has no place")
        return str(self._row["terminal_id"]), self._row["epoch"], self._row["seq"]

    def _key(self) -> tuple[str, str, str]:
        return self._organization, self._effect.event_id, self._effect.kind

    async def _wait_for(self, name: str) -> None:
        await self._connection.execute(_LOCK, name)

    async def _parts(self, query: str, *args: Any) -> dict[int, Part]:
        return {row[0]: Part(row[1], row[2]) for row in await self._connection.fetch(query, *args)}
