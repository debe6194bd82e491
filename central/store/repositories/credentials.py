"""PINs and badges of people, hashed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert

from central.services.values import PinHash, PinRow, StaffRow
from central.store.models import STAFF, STAFF_LOCALS
from central.store.models_staff import BADGES, PINS
from central.store.repositories.base import Repository
from central.store.repositories.staff import staff_row


class CredentialRepository(Repository):
    """See `central.services.credential_ports.Credentials`."""

    async def person(self, staff_id: str) -> StaffRow | None:
        """An active person who works in this shop."""
        return await self._one(STAFF.c.staff_id == staff_id)

    async def bearer(self, badge_sha256: bytes) -> StaffRow | None:
        """Likewise, by what is stored of their badge."""
        of_badge = (
            select(BADGES.c.staff_id)
            .where(
                BADGES.c.organization_id == self._tenant.organization_id,
                BADGES.c.badge_sha256 == badge_sha256,
            )
            .scalar_subquery()
        )
        return await self._one(STAFF.c.staff_id == of_badge)

    async def claim_pin(self, staff_id: str) -> PinRow | None:
        """A person's PIN, locked for this unit: tries are counted one after the other."""
        row = (
            await self._session.execute(
                select(PINS)
                .where(
                    PINS.c.organization_id == self._tenant.organization_id,
                    PINS.c.staff_id == staff_id,
                )
                .with_for_update()
            )
        ).one_or_none()
        if row is None:
            return None
        cost = (row.memory_kib, row.time_cost, row.parallelism)
        return PinRow(PinHash(*cost, row.salt, row.pepper_id, row.hash), row.failures, row.failed_at)

    async def count_failure(self, staff_id: str, failures: int, at: datetime | None) -> None:
        """Set the count of wrong PINs in a row."""
        await self._session.execute(
            update(PINS)
            .where(PINS.c.organization_id == self._tenant.organization_id, PINS.c.staff_id == staff_id)
            .values(failures=failures, failed_at=at)
        )

    async def set_pin(self, staff_id: str, pin: PinHash, at: datetime) -> None:
        """Store a PIN in place of the one before; the count begins anew."""
        values = {
            "memory_kib": pin.memory_kib,
            "time_cost": pin.time_cost,
            "parallelism": pin.parallelism,
            "salt": pin.salt,
            "pepper_id": pin.pepper_id,
            "hash": pin.hash,
            "set_at": at,
            "failures": 0,
            "failed_at": None,
        }
        key = {"organization_id": self._tenant.organization_id, "staff_id": staff_id}
        await self._session.execute(
            pg_insert(PINS)
            .values(**key, **values)
            .on_conflict_do_update(index_elements=list(key), set_=values)
        )

    async def set_badge(self, staff_id: str, pepper_id: str, badge_sha256: bytes, at: datetime) -> None:
        """Store a badge in place of the one before."""
        values = {"pepper_id": pepper_id, "badge_sha256": badge_sha256, "set_at": at}
        key = {"organization_id": self._tenant.organization_id, "staff_id": staff_id}
        await self._session.execute(
            pg_insert(BADGES)
            .values(**key, **values)
            .on_conflict_do_update(index_elements=list(key), set_=values)
        )

    async def _one(self, condition: ColumnElement[bool]) -> StaffRow | None:
        tenant = self._tenant
        query = (
            select(STAFF)
            .join(
                STAFF_LOCALS,
                (STAFF_LOCALS.c.organization_id == STAFF.c.organization_id)
                & (STAFF_LOCALS.c.staff_id == STAFF.c.staff_id),
            )
            .where(
                STAFF.c.organization_id == tenant.organization_id,
                STAFF_LOCALS.c.local_id == tenant.local_id,
                STAFF.c.kind == "person",
                STAFF.c.active,
                condition,
            )
        )
        row = (await self._session.execute(query)).one_or_none()
        return None if row is None else staff_row(row)
