"""People and the staff rows of terminals."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, insert, select

from central.services.values import StaffRow
from central.store.models import STAFF, STAFF_LOCALS
from central.store.repositories.base import Repository


class StaffRepository(Repository):
    """See `central.services.ports.Staff`."""

    async def add(self, row: StaffRow, local_id: str, at: datetime) -> None:
        """Store a member of the staff who works in a shop."""
        organization = self._tenant.organization_id
        await self._session.execute(
            insert(STAFF).values(
                organization_id=organization,
                staff_id=row.staff_id,
                kind=row.kind,
                code=row.code,
                name=row.name,
                role=row.role,
                permissions=list(row.permissions),
                active=row.active,
                created_at=at,
            )
        )
        await self._session.execute(
            insert(STAFF_LOCALS).values(
                organization_id=organization, staff_id=row.staff_id, local_id=local_id
            )
        )

    async def get(self, staff_id: str) -> StaffRow | None:
        """By identifier."""
        return await self._one(STAFF.c.staff_id == staff_id)

    async def by_code(self, code: str) -> StaffRow | None:
        """By the code people use."""
        return await self._one(STAFF.c.code == code)

    async def _one(self, condition: object) -> StaffRow | None:
        row = (
            await self._session.execute(
                select(STAFF).where(
                    STAFF.c.organization_id == self._tenant.organization_id,
                    condition,  # type: ignore[arg-type]
                )
            )
        ).one_or_none()
        return None if row is None else _staff(row)


def _staff(row: Row[tuple[object, ...]]) -> StaffRow:
    return StaffRow(
        staff_id=row.staff_id,
        kind=row.kind,
        code=row.code,
        name=row.name,
        role=row.role,
        permissions=tuple(row.permissions),
        active=row.active,
    )
