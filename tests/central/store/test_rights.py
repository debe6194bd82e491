"""Acts are judged by what held when they happened, not by what holds now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from central.services.permissions import permissions_of
from central.services.values import Rights
from central.store.changes import TENANT
from central.store.engine import make_engine, raw_connection
from central.store.rights import rights_at
from central.store.units import PgUnits
from core.domain.staff import Limits, limits_of_role
from tests.central.people import hire
from tests.central.world import START, World


async def test_rights_are_those_of_the_moment_as_the_role_of_effects_reads_them(world: World) -> None:
    marta = await hire(world)
    own = Limits(discount_percent=Decimal(5))
    steps = [
        replace(marta, permissions=("pos:audit",)),
        replace(marta, role="cashier", limits=own),
        replace(marta, role="cashier", limits=own, active=False),
    ]
    for step in steps:
        world.clock.forward(60)
        async with PgUnits(world.engine).begin(world.till.tenant) as unit:
            await unit.staff.change(step, world.clock.now())
            await unit.commit()
    tenant, engine = world.till.tenant, make_engine(world.database.dsn("pos_saga"))
    async with raw_connection(engine) as connection, connection.transaction():
        await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
        found = [
            await rights_at(
                connection, tenant.organization_id, marta.staff_id, START + timedelta(seconds=second)
            )
            for second in (-1, 0, 59, 60, 120, 1000)
        ]
    await engine.dispose()
    first = Rights(True, permissions_of("supervisor"), limits_of_role("supervisor"))
    cashier = Rights(True, permissions_of("cashier"), own)
    with_audit = Rights(True, permissions_of("supervisor", ("pos:audit",)), first.limits)
    assert found == [None, first, first, with_audit, cashier, replace(cashier, active=False)]
