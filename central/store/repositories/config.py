"""Items of a shop's configuration, and what the centre makes of what it holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import desc, exists, func, select, text
from sqlalchemy.dialects.postgresql import insert as pg_insert

from central.services.shop_config import KnownKey
from central.store.changes import log_change
from central.store.engine import raw_of
from central.store.models import ITEMS, TERMINALS, TRANSACTIONS, VOIDS
from central.store.models_staff import CONFIG, TILL_KEYS
from central.store.repositories.base import Repository
from core.domain.changes import Stream

TELL_TILLS: Final = """
UPDATE pos.organizations SET config_version = GREATEST(config_version, $2) WHERE organization_id = $1"""
"""What replies to batches carry, as a hint that staff or configuration changed (D7)."""
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('config/' || :local || '/' || :item, 2))")


class ConfigRepository(Repository):
    """See `central.services.shop_config.ConfigItems`."""

    async def claim(self, item_id: str) -> dict[str, Any] | None:
        """Content of an item, locked."""
        tenant = self._tenant
        await self._session.execute(_LOCK, {"local": tenant.local_id, "item": item_id})
        data: dict[str, Any] | None = await self._session.scalar(
            select(CONFIG.c.data).where(
                CONFIG.c.organization_id == tenant.organization_id,
                CONFIG.c.local_id == tenant.local_id,
                CONFIG.c.id == item_id,
            )
        )
        return data

    async def put(self, item_id: str, data: dict[str, Any], at: datetime, *, hint: bool = True) -> None:
        """Store an item and announce it."""
        raw, tenant = await raw_of(self._session), self._tenant
        version = await log_change(raw, tenant, Stream.CONFIG, item_id, at)
        values = {"version": version, "data": data}
        await self._session.execute(
            pg_insert(CONFIG)
            .values(**self._both, id=item_id, **values)
            .on_conflict_do_update(index_elements=[*self._both, "id"], set_=values)
        )
        if hint:
            await raw.execute(TELL_TILLS, tenant.organization_id, version)

    async def keys(self) -> list[KnownKey]:
        """Keys of the shop's tills."""
        tenant = self._tenant
        query = (
            select(TILL_KEYS, TERMINALS.c.name)
            .join(
                TERMINALS,
                (TERMINALS.c.organization_id == TILL_KEYS.c.organization_id)
                & (TERMINALS.c.terminal_id == TILL_KEYS.c.terminal_id),
            )
            .where(
                TILL_KEYS.c.organization_id == tenant.organization_id,
                TILL_KEYS.c.local_id == tenant.local_id,
                TERMINALS.c.kind == "till",
            )
            .order_by(TILL_KEYS.c.terminal_id, TILL_KEYS.c.public_key)
        )
        rows = await self._session.execute(query)
        return [KnownKey(row.terminal_id, row.name, row.public_key, row.valid_to) for row in rows]

    async def best_sellers(self, since: datetime, limit: int) -> list[str]:
        """Variants by quantity sold since a time, as the centre received it."""
        tenant = self._tenant
        sold = TRANSACTIONS.c
        voided = exists().where(
            VOIDS.c.organization_id == sold.organization_id, VOIDS.c.original_event_id == sold.event_id
        )
        quantity = func.sum(ITEMS.c.quantity_milli)
        query = (
            select(ITEMS.c.variant_id)
            .join(
                TRANSACTIONS,
                (sold.organization_id == ITEMS.c.organization_id)
                & (sold.transaction_id == ITEMS.c.transaction_id),
            )
            .where(
                sold.organization_id == tenant.organization_id,
                sold.local_id == tenant.local_id,
                sold.created_at >= since,
                sold.kind == "sale",
                sold.status == "completed",
                ~voided,
            )
            .group_by(ITEMS.c.variant_id)
            .order_by(desc(quantity), ITEMS.c.variant_id)
            .limit(limit)
        )
        return list((await self._session.scalars(query)).all())
