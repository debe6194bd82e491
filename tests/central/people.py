"""People of a test's shop, with PINs, as an administrator makes them."""

from __future__ import annotations

from central.services.values import StaffRow
from central.store.units import PgUnits
from tests.central.world import Till, World, fresh_id

PIN = "582947"
BADGE = "CARNE-0003-X3TB"


async def hire(
    world: World, role: str = "supervisor", *, till: Till | None = None, name: str = "Marta Ríos"
) -> StaffRow:
    """A person of a till's shop, without a PIN."""
    tenant = (till or world.till).tenant
    staff_id = fresh_id()
    row = StaffRow(staff_id, "person", staff_id[-8:], name, role, (), True)
    async with PgUnits(world.engine).begin(tenant) as unit:
        await unit.staff.add(row, tenant.local_id, world.clock.now())
        await unit.commit()
        made = await unit.staff.get(staff_id)
    assert made is not None
    return made
