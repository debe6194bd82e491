"""Organizations, shops and people, as the administration commands make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from central.services.permissions import ROLES
from central.services.ports import Units
from central.services.values import StaffRow, Tenant
from core.ports.clock import Clock, IdSource


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop of an organization, as a list for people."""

    organization_id: str
    slug: str
    local_id: str
    name: str

    @property
    def tenant(self) -> Tenant:
        """Its tenant."""
        return Tenant(self.organization_id, self.local_id)


class UnknownNameError(Exception):
    """No shop, person or role of this name, or more than one fits."""


BACKUP_MARGIN: Final = timedelta(minutes=1)
"""Longer than any transaction of ingest may last."""


class TenancyStore(Protocol):
    """Tenants."""

    async def shops(self) -> list[Shop]:
        """All shops of all organizations; needs the owner's role."""
        ...

    async def organization(self, slug: str) -> str | None:
        """Identifier by slug."""
        ...

    async def add_organization(
        self, organization_id: str, slug: str, name: str, tax_id: str | None, at: datetime
    ) -> None:
        """Store an organization.

        Raises:
            StoreConflictError: the slug is taken.
        """
        ...

    async def add_local(self, tenant: Tenant, name: str, address: str, at: datetime) -> None:
        """Store a shop."""
        ...

    async def note_second_copy(self, tenant: Tenant, received_by: datetime) -> int:
        """A second copy holds what a shop's tills had sent by then without a gap (``durable_seq``).

        It only ever grows. Returns in how many epochs of tills it did.
        """
        ...


class TenancyService:
    """What an administrator does before the first till enrols."""

    def __init__(self, store: TenancyStore, units: Units, clock: Clock, ids: IdSource) -> None:
        self._store = store
        self._units = units
        self._clock = clock
        self._ids = ids

    async def create_organization(self, slug: str, name: str, tax_id: str | None) -> str:
        """A new organization; returns its identifier."""
        organization_id = self._ids.uuid7()
        await self._store.add_organization(organization_id, slug, name, tax_id, self._clock.now())
        return organization_id

    async def note_backup(self, taken_at: datetime) -> int:
        """A person has verified a backup taken at that moment: tills may let go of what is in it (E9).

        An event may have been received a little before its transaction was seen by the backup, so the last
        minute does not count. Returns in how many epochs of tills the durable place moved.

        Raises:
            ValueError: a moment that has not come yet.
        """
        if taken_at > self._clock.now():
            raise ValueError("a backup of the future")
        shops = await self._store.shops()
        received_by = taken_at - BACKUP_MARGIN
        return sum([await self._store.note_second_copy(shop.tenant, received_by) for shop in shops])

    async def create_local(self, slug: str, name: str, address: str) -> Tenant:
        """A new shop of an organization.

        Raises:
            UnknownNameError: no organization of this slug.
        """
        organization_id = await self._store.organization(slug)
        if organization_id is None:
            raise UnknownNameError(slug)
        tenant = Tenant(organization_id, self._ids.uuid7())
        await self._store.add_local(tenant, name, address, self._clock.now())
        return tenant

    async def create_staff(self, shop: Shop, code: str, name: str, role: str) -> str:
        """A new person of a shop; returns the identifier.

        Raises:
            UnknownNameError: no such role.
            StoreConflictError: the code is taken.
        """
        if role not in ROLES or role == "terminal":
            raise UnknownNameError(role)
        staff_id = self._ids.uuid7()
        async with self._units.begin(shop.tenant) as unit:
            number = int(code) if code.isascii() and code.isdecimal() and 0 < int(code) < 10**6 else None
            row = StaffRow(staff_id, "person", code, name, role, (), True, number)
            await unit.staff.add(row, shop.local_id, self._clock.now())
            await unit.commit()
        return staff_id

    async def shop(self, slug: str | None, name: str | None) -> Shop:
        """The one shop that fits; both may be left out where there is only one.

        Raises:
            UnknownNameError: none fits, or several do.
        """
        fitting = [
            shop
            for shop in await self._store.shops()
            if slug in (None, shop.slug) and name in (None, shop.name, shop.local_id)
        ]
        if len(fitting) != 1:
            known = ", ".join(sorted(f"{shop.slug}/{shop.name}" for shop in fitting)) or "none"
            raise UnknownNameError(f"shops that fit: {known}")
        return fitting[0]

    async def person(self, shop: Shop, name: str, *, inactive: bool = False) -> StaffRow:
        """A person by code; with ``inactive`` one who works here no more too.

        Raises:
            UnknownNameError: there is none.
        """
        async with self._units.begin(shop.tenant) as unit:
            row = await unit.staff.by_code(name)
        if row is None or row.kind != "person" or not (row.active or inactive):
            raise UnknownNameError(name)
        return row
