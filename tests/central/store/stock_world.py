"""Goods of a test's shop: in the catalogue, and counted."""

from __future__ import annotations

from typing import Any

from central.services.effects import EffectConsumer
from central.services.sync import OfflineSyncManager
from central.store.ingest import PgIngestStore
from central.store.review_rows import as_json
from tests.central.world import START, Till, World

RICE, BEANS = (f"0198f0c0-0000-7000-8000-{place:012d}" for place in (1, 2))
_NAMES = {RICE: "rice", BEANS: "beans"}


async def put(world: World, **figures: int) -> None:
    """Products of the catalogue, counted in the till's shop: thousandths."""
    tenant = world.till.tenant
    for name, milli in figures.items():
        variant = {"rice": RICE, "beans": BEANS}[name]
        await world.execute(
            "INSERT INTO pos.r_products"
            " (organization_id, variant_id, sku, name, unit, measured, tax_code, version)"
            f" VALUES ('{tenant.organization_id}', '{variant}', '{name}', '{name}', 'u', false, '01', 1)"
        )
        await world.execute(
            "INSERT INTO pos.r_stock VALUES"
            f" ('{tenant.organization_id}', '{tenant.local_id}', '{variant}', {milli}, '{START}', 1)"
        )


async def left(world: World) -> dict[str, int]:
    """Thousandths by name."""
    rows = await world.rows("SELECT variant_id::text, quantity_milli FROM pos.r_stock ORDER BY 1")
    return {_NAMES[row[0]]: row[1] for row in rows}


async def send(world: World, till: Till | None = None, items: list[dict[str, Any]] | None = None) -> None:
    """Take a till's events in."""
    till = till or world.till
    manager = OfflineSyncManager(PgIngestStore(world.engine, world.ids), world.clock, world.ids)
    reply = await manager.sync_offline_transactions(till.request(items), till.principal)
    assert {result.status for result in reply.results} <= {"accepted", "duplicate", "review"}


async def run(consumer: EffectConsumer) -> None:
    """Carry out all that is due."""
    while await consumer.run_once():
        continue


async def reviews(world: World, code: str) -> list[dict[str, Any]]:
    """Params of the reviews of a code, with their event and state."""
    rows = await world.rows(
        "SELECT event_id::text, state, params FROM pos.sync_review WHERE code = $1"
        " ORDER BY opened_at, review_id",
        code,
    )
    return [{**as_json(row["params"]), "event": row["event_id"], "state": row["state"]} for row in rows]
