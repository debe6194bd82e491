"""Organizations and shops in PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.tenancy import Shop
from central.services.values import Tenant
from central.store.engine import ReadSession, WriteSession, translated
from central.store.models import LOCALS, ORGANIZATIONS

_SECOND_COPY = text("""
UPDATE pos.terminal_epochs e SET durable_seq = c.seq FROM (
  SELECT x.terminal_id, x.epoch, least(x.contiguous_seq, (
    SELECT min(i.seq) - 1 FROM pos.sync_inbox i WHERE i.organization_id = x.organization_id
      AND i.terminal_id = x.terminal_id AND i.epoch = x.epoch AND i.received_at > :received_by)) AS seq
  FROM pos.terminal_epochs x WHERE x.organization_id = :organization AND x.local_id = :local) c
WHERE e.organization_id = :organization AND e.terminal_id = c.terminal_id AND e.epoch = c.epoch
  AND c.seq > coalesce(e.durable_seq, 0)
RETURNING e.epoch""")
_SLUG = text("SELECT set_config('app.organization_slug', :slug, true)")


class PgTenancyStore:
    """See `central.services.tenancy.TenancyStore`; lists shops as the owner, writes as the API's role."""

    def __init__(self, app: AsyncEngine, owner: AsyncEngine) -> None:
        self._app = app
        self._owner = owner

    async def shops(self) -> list[Shop]:
        """All shops, oldest first."""
        query = (
            select(ORGANIZATIONS.c.organization_id, ORGANIZATIONS.c.slug, LOCALS.c.local_id, LOCALS.c.name)
            .join(LOCALS, LOCALS.c.organization_id == ORGANIZATIONS.c.organization_id)
            .order_by(LOCALS.c.created_at, LOCALS.c.local_id)
        )
        async with translated(), ReadSession(self._owner, info={"read_only": True}) as session:
            rows = (await session.execute(query)).all()
        return [Shop(row.organization_id, row.slug, row.local_id, row.name) for row in rows]

    async def organization(self, slug: str) -> str | None:
        """Found by what the caller knows: its slug."""
        async with translated(), ReadSession(self._app, info={"read_only": True}) as session:
            await session.execute(_SLUG, {"slug": slug})
            return await session.scalar(
                select(ORGANIZATIONS.c.organization_id).where(ORGANIZATIONS.c.slug == slug)
            )

    async def add_organization(
        self, organization_id: str, slug: str, name: str, tax_id: str | None, at: datetime
    ) -> None:
        """Store an organization."""
        row = {"organization_id": organization_id, "slug": slug, "name": name, "tax_id": tax_id}
        # Without a shop there is no tenant yet; the organization's own half is what its policy asks for.
        await self._insert(Tenant(organization_id, ""), ORGANIZATIONS, {**row, "created_at": at})

    async def add_local(self, tenant: Tenant, name: str, address: str, at: datetime) -> None:
        """Store a shop."""
        row = {"organization_id": tenant.organization_id, "local_id": tenant.local_id, "name": name}
        await self._insert(tenant, LOCALS, {**row, "address": address, "created_at": at})

    async def note_second_copy(self, tenant: Tenant, received_by: datetime) -> int:
        """See `TenancyStore`."""
        values = {
            "organization": tenant.organization_id,
            "local": tenant.local_id,
            "received_by": received_by,
        }
        async with translated(), WriteSession(self._app, info={"tenant": tenant}) as session:
            moved = (await session.execute(_SECOND_COPY, values)).all()
            await session.commit()
        return len(moved)

    async def _insert(self, tenant: Tenant, table: Table, row: dict[str, Any]) -> None:
        async with translated(), WriteSession(self._app, info={"tenant": tenant}) as session:
            await session.execute(insert(table).values(**row))
            await session.commit()
