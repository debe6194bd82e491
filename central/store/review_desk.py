"""Decisions about reviews in PostgreSQL: one transaction each, as the role of the API."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final

from asyncpg.transaction import Transaction

from central.services.intake import Intake, IntakeItem
from central.services.judge import KeptEvent
from central.services.review_data import ReviewRow
from central.services.review_ports import Ending
from central.services.values import StaffRow, Tenant
from central.store.changes import TENANT, log_change
from central.store.engine import Engine, RawConnection, raw_connection, translated
from central.store.ingest import project_again
from central.store.ingest_sql import LOCK
from central.store.review_effects import add_effect, drop_effects, release_effects, withdraw_effect
from central.store.review_reader import read_review
from central.store.tender_reviews import rule_on_tenders
from core.domain.changes import Stream
from core.ports.clock import IdSource

_IS_THERE: Final = "SELECT terminal_id FROM pos.sync_review WHERE organization_id = $1 AND review_id = $2"
_PERSON: Final = """
SELECT s.kind, s.code, s.name, s.role, s.permissions, s.active FROM pos.staff s
JOIN pos.staff_locals l ON l.organization_id = s.organization_id AND l.staff_id = s.staff_id
WHERE s.organization_id = $1 AND s.staff_id = $2 AND l.local_id = $3"""
_DECIDE: Final = """
UPDATE pos.sync_review SET state = $4, outcome = $5, note = $6, resolved_by = $7, resolved_at = $8,
  decision_id = $9, version = $3
WHERE organization_id = $1 AND review_id = $2"""
_NOTE_MADE: Final = """
SELECT EXISTS (SELECT FROM pos.transactions t WHERE t.organization_id = $1 AND t.original_series = s.series
    AND t.original_number = s.number AND t.kind = 'return' AND t.created_at >= $3)
  OR EXISTS (SELECT FROM pos.voids v WHERE v.organization_id = $1 AND v.original_event_id = $2
    AND v.created_at >= $3)
FROM pos.transactions s WHERE s.organization_id = $1 AND s.event_id = $2"""
_VARIANT: Final = "SELECT true FROM pos.r_products WHERE organization_id = $1 AND variant_id = $2"
_CUSTOMER: Final = "SELECT true FROM pos.r_customers WHERE organization_id = $1 AND customer_id = $2"
_RAW: Final = """
SELECT raw AS payload, raw_sha256 AS sha256, ''::bytea AS prev_hash, ''::bytea AS hash FROM pos.sync_review
WHERE organization_id = $1 AND review_id = $2 AND raw IS NOT NULL"""
_INBOX: Final = """
SELECT payload, sha256, prev_hash, hash FROM pos.sync_inbox WHERE organization_id = $1 AND event_id = $2"""


class PgDesks:
    """See `central.services.review_ports.Desks`."""

    def __init__(self, engine: Engine, ids: IdSource) -> None:
        self._engine = engine
        self._ids = ids

    @asynccontextmanager
    async def begin(self, tenant: Tenant) -> AsyncGenerator[PgDesk]:
        """A transaction under a tenant."""
        async with translated(), raw_connection(self._engine) as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
                yield PgDesk(connection, transaction, tenant, self._ids)
            finally:
                if connection.is_in_transaction():
                    await transaction.rollback()


class PgDesk:
    """See `central.services.review_ports.Desk`."""

    def __init__(
        self, connection: RawConnection, transaction: Transaction, tenant: Tenant, ids: IdSource
    ) -> None:
        self._connection = connection
        self._transaction = transaction
        self._tenant = tenant
        self._organization = tenant.organization_id
        self._ids = ids
        self._version = 0

    async def claim(self, review_id: str, at: datetime) -> ReviewRow | None:
        """Its terminal is held too: what ends may be projected as if it had just come."""
        terminal = await self._connection.fetchval(_IS_THERE, self._organization, review_id)
        if terminal is None:
            return None
        await self._connection.execute(LOCK, self._organization, self._tenant.local_id, str(terminal))
        self._version = await log_change(self._connection, self._tenant, Stream.REVIEWS, review_id, at)
        return await read_review(self._connection, self._tenant, review_id)

    async def person(self, staff_id: str) -> StaffRow | None:
        """A member of the staff of this shop."""
        row = await self._connection.fetchrow(_PERSON, self._organization, staff_id, self._tenant.local_id)
        if row is None:
            return None
        permissions = tuple(row["permissions"])
        return StaffRow(
            *(staff_id, row["kind"], row["code"], row["name"], row["role"], permissions, row["active"])
        )

    async def end(self, review: ReviewRow, ending: Ending) -> None:
        """Resolved."""
        await self._decide(review, ending, "resolved")

    async def await_note(self, review: ReviewRow, ending: Ending) -> None:
        """Open, with what was chosen."""
        await self._decide(review, ending, "open")

    async def note_made(self, review: ReviewRow) -> bool:
        """Whether a return or void has come since."""
        args = self._organization, review.event_id, review.opened_at
        return bool(await self._connection.fetchval(_NOTE_MADE, *args))

    async def release(self, event_id: str) -> None:
        """Held effects run."""
        await release_effects(self._connection, self._organization, event_id)

    async def drop(self, event_id: str) -> None:
        """Held effects never run."""
        await drop_effects(self._connection, self._organization, event_id)

    async def withdraw(self, event_id: str, kind: str) -> bool:
        """Dropped."""
        return await withdraw_effect(self._connection, self._organization, event_id, kind)

    async def add_effect(self, event_id: str, kind: str, body: Mapping[str, Any], at: datetime) -> bool:
        """One more."""
        return await add_effect(self._connection, self._tenant, event_id, kind, body, at)

    async def variant(self, variant_id: str) -> bool:
        """Whether the catalogue has it."""
        return bool(await self._connection.fetchval(_VARIANT, self._organization, variant_id))

    async def customer(self, customer_id: str) -> bool:
        """Whether the customer is known."""
        return bool(await self._connection.fetchval(_CUSTOMER, self._organization, customer_id))

    async def rule_on_tenders(self, review: ReviewRow, ending: Ending) -> None:
        """Keep what was found out."""
        await rule_on_tenders(self._connection, self._tenant, review, ending)

    async def kept(self, review: ReviewRow) -> KeptEvent | None:
        """The review's own bytes, else the inbox's."""
        row = await self._connection.fetchrow(_RAW, self._organization, review.review_id)
        row = row or await self._connection.fetchrow(_INBOX, self._organization, review.event_id)
        if row is None:
            return None
        hashes = (bytes(row["sha256"]), bytes(row["prev_hash"]), bytes(row["hash"]))
        return KeptEvent(review.event_id, *review.place, bytes(row["payload"]), *hashes)

    async def project(self, review: ReviewRow, item: IntakeItem, at: datetime) -> None:
        """Rows of an event that is stored already."""
        terminal_id, epoch, seq = review.place
        intake = Intake(
            tenant=self._tenant,
            terminal_id=terminal_id,
            batch_id=review.review_id,
            epoch=epoch,
            boot_id=review.review_id,
            offset_ms=None,
            head_seq=seq,
            head_hash=item.hash,
            received_at=at,
            items=(item,),
        )
        await project_again(self._connection, intake, self._ids)

    async def commit(self) -> None:
        """Make it durable."""
        await self._transaction.commit()

    async def _decide(self, review: ReviewRow, ending: Ending, state: str) -> None:
        await self._connection.execute(
            _DECIDE,
            *(self._organization, review.review_id, self._version, state, str(ending.outcome)),
            *(ending.note or None, ending.by, ending.at if state == "resolved" else None),
            ending.decision_id,
        )
