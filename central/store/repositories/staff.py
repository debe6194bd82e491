"""People and the staff rows of terminals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update

from central.services.values import StaffRow
from central.store.models import STAFF, STAFF_LOCALS
from central.store.models_staff import RIGHTS
from central.store.repositories.base import Repository
from core.domain.staff import Limits, limits_from_data, limits_to_data


class StaffRepository(Repository):
    """See `central.services.ports.Staff`; every change of a person's rights is also history."""

    async def add(self, row: StaffRow, local_id: str, at: datetime) -> None:
        """Store a member of the staff who works in a shop; a person without a number is given the next."""
        organization = self._tenant.organization_id
        number = row.number
        if number is None and row.kind == "person":
            number = await self._next_number()
        await self._session.execute(
            insert(STAFF).values(
                organization_id=organization,
                staff_id=row.staff_id,
                kind=row.kind,
                code=row.code,
                created_at=at,
                **_changeable(row),
                number=number,
            )
        )
        await self._session.execute(
            insert(STAFF_LOCALS).values(
                organization_id=organization, staff_id=row.staff_id, local_id=local_id
            )
        )
        await self._note(row, at)

    async def change(self, row: StaffRow, at: datetime) -> None:
        """Put what may change of a person in the place of what is stored."""
        await self._session.execute(
            update(STAFF)
            .where(STAFF.c.organization_id == self._tenant.organization_id, STAFF.c.staff_id == row.staff_id)
            .values(**_changeable(row))
        )
        await self._note(row, at)

    async def get(self, staff_id: str) -> StaffRow | None:
        """By identifier."""
        return await self._one(STAFF.c.staff_id == staff_id)

    async def by_code(self, code: str) -> StaffRow | None:
        """By the code people use."""
        return await self._one(STAFF.c.code == code)

    async def people(self) -> list[StaffRow]:
        """Everybody who works or worked in this shop, by number."""
        here = (STAFF_LOCALS.c.organization_id == STAFF.c.organization_id) & (
            STAFF_LOCALS.c.staff_id == STAFF.c.staff_id
        )
        rows = await self._session.execute(
            select(STAFF)
            .join(STAFF_LOCALS, here)
            .where(
                STAFF.c.organization_id == self._tenant.organization_id,
                STAFF_LOCALS.c.local_id == self._tenant.local_id,
                STAFF.c.kind == "person",
            )
            .order_by(STAFF.c.number, STAFF.c.staff_id)
        )
        return [staff_row(row) for row in rows]

    async def _note(self, row: StaffRow, at: datetime) -> None:
        if row.kind != "person":
            return
        await self._session.execute(
            insert(RIGHTS).values(
                organization_id=self._tenant.organization_id,
                staff_id=row.staff_id,
                from_at=at,
                role=row.role,
                permissions=list(row.permissions),
                limits=_limits_data(row.limits),
                active=row.active,
            )
        )

    async def _next_number(self) -> int:
        highest: int | None = await self._session.scalar(
            select(func.max(STAFF.c.number)).where(STAFF.c.organization_id == self._tenant.organization_id)
        )
        return (highest or 0) + 1

    async def _one(self, condition: ColumnElement[bool]) -> StaffRow | None:
        row = (
            await self._session.execute(
                select(STAFF).where(STAFF.c.organization_id == self._tenant.organization_id, condition)
            )
        ).one_or_none()
        return None if row is None else staff_row(row)


def staff_row(row: Row[Any]) -> StaffRow:
    """A row of the table ``staff`` as the services know it."""
    return StaffRow(
        staff_id=row.staff_id,
        kind=row.kind,
        code=row.code,
        name=row.name,
        role=row.role,
        permissions=tuple(row.permissions),
        active=row.active,
        number=row.number,
        limits=limits_of(row.limits),
        offline_grant_days=row.offline_grant_days,
    )


def limits_of(data: dict[str, Any] | None) -> Limits | None:
    """Limits as they are stored; None where a person has those of the role."""
    return None if data is None else limits_from_data(data)


def _changeable(row: StaffRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "role": row.role,
        "permissions": list(row.permissions),
        "active": row.active,
        "limits": _limits_data(row.limits),
        "offline_grant_days": row.offline_grant_days,
    }


def _limits_data(limits: Limits | None) -> dict[str, str] | None:
    return None if limits is None else limits_to_data(limits)
