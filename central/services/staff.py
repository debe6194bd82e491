"""What an administrator sets of people, and what tills are told of them (sync.md X1, X2)."""

from __future__ import annotations

from central.services.credential_ports import PinVault
from central.services.ports import Units
from central.services.shop_config import ShopPublisher
from central.services.staff_bundle import StoredBundle
from central.services.values import StaffRow, Tenant
from core.domain.badge import badge_code
from core.domain.pins import pin_refusal
from core.ports.clock import Clock


class CredentialRefusedError(Exception):
    """The PIN or badge may not be anybody's; the text says why, never what it was."""


class StaffService:
    """Changes people; what they had before ends with it."""

    def __init__(self, units: Units, vault: PinVault, publisher: ShopPublisher, clock: Clock) -> None:
        self._units = units
        self._vault = vault
        self._publisher = publisher
        self._clock = clock

    async def set_pin(self, tenant: Tenant, person: StaffRow, pin: str) -> None:
        """Give a person of a shop a PIN; their tokens end, the count of wrong ones begins anew.

        Raises:
            CredentialRefusedError: too short for their role, too long, common, or no digits.
            StoreUnavailableError: try again later.
        """
        refusal = pin_refusal(pin, person.role)
        if refusal is not None:
            raise CredentialRefusedError(refusal)
        made = await self._vault.make(tenant.organization_id, pin)
        now = self._clock.now()
        async with self._units.begin(tenant) as unit:
            await unit.credentials.set_pin(person.staff_id, made, now)
            await unit.tokens.revoke_staff(person.staff_id, now)
            await self._publisher.publish(unit, tenant, now)
            await unit.commit()

    async def set_badge(self, tenant: Tenant, person: StaffRow, code: str) -> None:
        """Give a person of a shop a badge by its code.

        Raises:
            CredentialRefusedError: the code is none of a badge (8 to 64 characters, not a product's).
            StoreConflictError: somebody has it.
            StoreUnavailableError: try again later.
        """
        badge = badge_code(code)
        if badge is None:
            raise CredentialRefusedError("badge")
        pepper_id, digest = self._vault.badge(tenant.organization_id, badge)
        now = self._clock.now()
        async with self._units.begin(tenant) as unit:
            await unit.credentials.set_badge(person.staff_id, pepper_id, digest, now)
            await self._publisher.publish(unit, tenant, now)
            await unit.commit()

    async def change(self, tenant: Tenant, person: StaffRow) -> None:
        """Put a person's name, role, rights, limits and state in the place of what is stored.

        Their tokens end; tills of this shop are told at once, of others within a minute. What they might do
        before stays known with its time.

        Raises:
            StoreUnavailableError: try again later.
        """
        now = self._clock.now()
        async with self._units.begin(tenant) as unit:
            await unit.staff.change(person, now)
            await unit.tokens.revoke_staff(person.staff_id, now)
            await self._publisher.publish(unit, tenant, now)
            await unit.commit()

    async def bundle(self, tenant: Tenant) -> StoredBundle:
        """The shop's bundle, signed anew where that is due; committed when this returns.

        Raises:
            StoreUnavailableError: try again later.
        """
        async with self._units.begin(tenant) as unit:
            bundle = await self._publisher.bundles.publish(unit, tenant, self._clock.now())
            await unit.commit()
        return bundle
