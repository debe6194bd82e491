"""The demo shop at the centre: the same organization, people and products the demo till has."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from central.demo_catalogue import demo_lists, demo_mark
from central.services.ports import StoreConflictError, Units
from central.services.replicas import ReplicaService
from central.services.shop_config import SETTINGS, config_data
from central.services.staff import StaffService
from central.services.tenancy import TenancyStore
from central.services.values import StaffRow, Tenant
from core.contract.changes import SettingsConfig, TabData
from core.ports.clock import Clock
from resources.demo.model import DemoPerson

SLUG: Final = "demo"
MANAGER_CODE: Final = "gerencia"
"""Code of the demo's manager, who reads the centre's reports and works at no till."""
_MANAGER_ID: Final = "0198f0c0-0000-7000-8000-00000000d000"


async def fill_demo(
    store: TenancyStore, units: Units, staff: StaffService, replicas: ReplicaService, clock: Clock
) -> Tenant:
    """Put the demo shop in, once; returns its tenant. Its people have the PINs that the demo's till shows."""
    from resources.demo import load

    shop = load()
    identity = shop.identity
    tenant = Tenant(identity.organization_id, identity.local_id)
    mark = demo_mark(shop)
    if await replicas.filled(tenant) == mark:
        return tenant
    now = clock.now()
    people = [_row(person) for person in shop.staff]
    known = list(zip(people, shop.staff, strict=True))
    people.append(StaffRow(_MANAGER_ID, "person", MANAGER_CODE, "Gerencia", "manager", (), True))
    with suppress(StoreConflictError):  # a start that was cut short left it: go on from there
        await store.add_organization(tenant.organization_id, SLUG, identity.legal_name, identity.ruc, now)
    with suppress(StoreConflictError):
        await store.add_local(tenant, identity.name, identity.address, now)
    with suppress(StoreConflictError):
        async with units.begin(tenant) as unit:
            for row in people:
                await unit.staff.add(row, tenant.local_id, now)
            await unit.commit()
    async with units.begin(tenant) as unit:
        bare = [pair for pair in known if await unit.credentials.claim_pin(pair[0].staff_id) is None]
    for row, person in bare:
        await staff.set_badge(tenant, row, person.badge)
        await staff.set_pin(tenant, row, person.pin)
    async with units.begin(tenant) as unit:
        if await unit.config.claim(SETTINGS) is None:
            tabs = [TabData(name=tab.name, variant_ids=list(tab.variant_ids)) for tab in shop.tiles]
            await unit.config.put(SETTINGS, config_data(SETTINGS, SettingsConfig(tabs=tabs)), now)
            await unit.commit()
    await replicas.fill(tenant, demo_lists(shop, now), mark)
    return tenant


def _row(person: DemoPerson) -> StaffRow:
    code = str(person.number)
    return StaffRow(person.staff_id, "person", code, person.name, person.role, (), True, person.number)
