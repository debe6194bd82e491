"""Organizations, shops and catalogue replicas in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.tenancy import Shop
from central.services.values import Tenant
from central.store.engine import ReadSession, WriteSession, translated
from central.store.models import BARCODES, LOCALS, ORGANIZATIONS, PRICES, PRODUCTS, TAXES
from core.domain.catalog import TAX_RATES, Product
from core.domain.money import to_cents, to_millis

_SLUG = text("SELECT set_config('app.organization_slug', :slug, true)")
_CHUNK = 1000


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

    async def catalogue_version(self, tenant: Tenant) -> int | None:
        """Version of what was filled last."""
        async with (
            translated(),
            ReadSession(self._app, info={"tenant": tenant, "read_only": True}) as session,
        ):
            version: int | None = await session.scalar(
                select(func.max(TAXES.c.version)).where(TAXES.c.organization_id == tenant.organization_id)
            )
        return version

    async def fill_catalogue(
        self, tenant: Tenant, products: tuple[Product, ...], version: int, at: datetime
    ) -> None:
        """Products, codes, prices and tax rates in one transaction."""
        org = tenant.organization_id
        dated = {"organization_id": org, "valid_from": at, "version": version}
        tables: list[tuple[Table, list[dict[str, Any]]]] = [
            (PRODUCTS, [_product(org, product, version) for product in products]),
            (
                BARCODES,
                [
                    {
                        "organization_id": org,
                        "barcode": p.barcode,
                        "variant_id": p.variant_id,
                    }
                    for p in products
                    if p.barcode
                ],
            ),
            (
                PRICES,
                [
                    {**dated, "item_id": product.variant_id, "variant_id": product.variant_id}
                    | {"price_minor": to_cents(product.unit_price)}
                    for product in products
                ],
            ),
            (
                TAXES,
                [
                    {**dated, "item_id": code, "tax_code": code, "rate_milli": to_millis(rate)}
                    for code, rate in TAX_RATES.items()
                ],
            ),
        ]
        async with translated(), WriteSession(self._app, info={"tenant": tenant}) as session:
            for table, rows in tables:
                for part in _parts(rows):
                    there = (
                        pg_insert(table)
                        .values(part)
                        .on_conflict_do_nothing(index_elements=list(table.primary_key.columns))
                    )
                    await session.execute(there)
            await session.commit()

    async def _insert(self, tenant: Tenant, table: Table, row: dict[str, Any]) -> None:
        async with translated(), WriteSession(self._app, info={"tenant": tenant}) as session:
            await session.execute(insert(table).values(**row))
            await session.commit()


def _product(organization_id: str, product: Product, version: int) -> dict[str, Any]:
    return {
        "organization_id": organization_id,
        "variant_id": product.variant_id,
        "sku": product.sku,
        "name": product.name,
        "unit": product.unit,
        "measured": product.measured,
        "category": product.category,
        "tax_code": product.tax_code,
        "version": version,
    }


def _parts(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [list(rows[start : start + _CHUNK]) for start in range(0, len(rows), _CHUNK)]
