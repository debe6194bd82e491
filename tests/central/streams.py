"""A reader of streams that trusts nothing, and rows to serve it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import asyncpg

from central.services.values import Principal, Tenant
from central.store.catalogue_streams import PRICES, PRODUCTS, REPLICAS, STOCK
from central.store.changes import TENANT
from central.store.engine import RawConnection
from central.store.replicas import Replica
from core.contract.changes import CHANGE_PAGE, page_from_wire
from tests.central.api.conftest import API, Api
from tests.central.world import START, World

MODELS = {replica.stream: replica for replica in REPLICAS}


@asynccontextmanager
async def writing(world: World, tenant: Tenant, role: str = "pos_owner") -> AsyncIterator[RawConnection]:
    """A transaction under a tenant."""
    connection = await asyncpg.connect(world.database.dsn(role))
    try:
        async with connection.transaction():
            await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
            yield connection
    finally:
        await connection.close()


def variant(number: int) -> str:
    return f"0198f0c0-0000-7000-8000-{number:012x}"


async def put_stock(connection: RawConnection, tenant: Tenant, levels: dict[int, int | None]) -> None:
    """Whole pieces of a variant, None: gone."""
    items = {
        variant(number): None if pieces is None else (variant(number), pieces * 1000, START)
        for number, pieces in levels.items()
    }
    await STOCK.put(connection, tenant, items, START)


async def put_prices(world: World, tenant: Tenant, prices: dict[int, int | None]) -> None:
    """Cents of a variant, None: gone."""
    items = {
        variant(number): None if cents is None else (variant(number), variant(number), cents, "", None, None)
        for number, cents in prices.items()
    }
    async with writing(world, tenant) as connection:
        await PRICES.put(connection, tenant, items, START)


def product_row(number: int, name: str = "Arroz") -> tuple[Any, ...]:
    codes = json.dumps([{"kind": "code", "code": f"C{number}"}])
    head = (variant(number), f"S{number}", f"750{number:010d}", name, "u", False, "Granos")
    return (*head, "01", "", False, number, codes)


async def put_products(world: World, tenant: Tenant, rows: dict[int, tuple[Any, ...] | None]) -> None:
    async with writing(world, tenant) as connection:
        items = {variant(number): row for number, row in rows.items()}
        await PRODUCTS.put(connection, tenant, items, START)


async def state_of(world: World, replica: Replica, tenant: Tenant) -> dict[str, tuple[int, Any]]:
    """What is there, past the API."""
    from central.services.changes import Asker

    async with writing(world, tenant) as connection:
        rows = await replica.after(connection, Asker(tenant, None), None, 100_000)
    return {row.id: (row.version, dict(row.data)) for row in rows}


class Asking(Protocol):
    """Whose token a reader shows."""

    @property
    def principal(self) -> Principal: ...


@dataclass
class Reader:
    """A till's side of one stream: keeps the greater version, checks each digest and each total."""

    api: Api
    stream: str
    till: Asking
    limit: int = 200
    cursor: str | None = None
    items: dict[str, tuple[int, Any]] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    pages: list[dict[str, Any]] = field(default_factory=list)
    chain: bytes = b"\x00" * 32
    rows: int = 0
    count: int = 0

    async def get(self, **params: Any) -> Any:
        asked = {"limit": self.limit, **({} if self.cursor is None else {"cursor": self.cursor}), **params}
        headers = self.api.token(self.till.principal)
        url = f"{API}/sync/changes/{self.stream}"
        return await self.api.client.get(url, params=asked, headers=headers)

    async def page(self) -> dict[str, Any]:
        response = await self.get()
        assert response.status_code == 200, response.text
        assert hashlib.sha256(response.content).hexdigest() == response.headers["Cuadre-SHA256"]
        page_from_wire(CHANGE_PAGE.validate_json(response.content))
        page: dict[str, Any] = response.json()
        assert page["stream"] == self.stream
        assert page["count"] == len(page["changes"]) <= self.limit
        self._apply(page)
        if page["snapshot"]:
            self._add_up(page)
        self.cursor = page["next_cursor"]
        self.pages.append(page)
        return page

    async def pull(self) -> None:
        """Everything there is now, and after a snapshot what changed during it."""
        while (page := await self.page())["has_more"] or page["snapshot"]:
            pass

    def _apply(self, page: dict[str, Any]) -> None:
        for change in page["changes"]:
            key, version = change["id"], change["version"]
            if version <= max(self.items.get(key, (0,))[0], self.gone.get(key, 0)):
                continue
            if change["op"] == "delete":
                self.items.pop(key, None)
                self.gone[key] = version
            else:
                self.gone.pop(key, None)
                self.items[key] = (version, change["data"])

    def _add_up(self, page: dict[str, Any]) -> None:
        digest = hashlib.sha256()
        for change in page["changes"]:
            assert change["op"] == "upsert"
            digest.update(change["id"].encode() + b"\0" + str(change["version"]).encode() + b"\n")
        self.chain = hashlib.sha256(self.chain + digest.digest()).digest()
        self.rows, self.count = self.rows + len(page["changes"]), self.count + 1
        told = {"rows": self.rows, "pages": self.count, "sha256": self.chain.hex()}
        assert page["snapshot_total"] == (None if page["has_more"] else told)
