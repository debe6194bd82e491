"""What PostgreSQL itself can do with the rows a push made: COPY into twin tables, and a naive ORM.

The twins have the columns, checks and indexes of the real tables, but no row security and no foreign keys.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import asyncpg
from sqlalchemy import MetaData, Table, exists, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import registry

from central.embedded.pg import SUPERUSER, role_password, running_port
from central.store.bootstrap import DATABASE

TABLES: Final = (
    "sync_inbox",
    "transactions",
    "transaction_items",
    "payments",
    "effects",
    "central_outbox",
)
COMMIT_EVERY: Final = 50
_OF_EVENTS: Final = "SELECT * FROM pos.{table} WHERE event_id = ANY($1::uuid[])"
_OF_SALES: Final = (
    "SELECT r.* FROM pos.{table} r JOIN pos.transactions t ON t.organization_id = r.organization_id"
    " AND t.transaction_id = r.transaction_id WHERE t.event_id = ANY($1::uuid[])"
)

Rows = dict[str, list[asyncpg.Record]]


def _new_objects() -> dict[str, type]:
    return {table: type(table.title().replace("_", ""), (), {}) for table in TABLES}


@dataclass(frozen=True, slots=True)
class _Naive:
    engine: AsyncEngine
    classes: dict[str, type]
    transactions: Table


class Yardsticks:
    """The superuser's connections to the centre's own PostgreSQL; close it when done."""

    def __init__(self, centre: Path) -> None:
        port = running_port(centre)
        assert port is not None
        address = f"{SUPERUSER}:{role_password(centre, SUPERUSER)}@127.0.0.1:{port}/{DATABASE}"
        self._loop = asyncio.Runner()
        self._connection: asyncpg.Connection[Any] = self._run(asyncpg.connect(f"postgresql://{address}"))
        self._naive = self._run(self._prepare(f"postgresql+asyncpg://{address}"))

    @property
    def version(self) -> str:
        """Of the server."""
        return str(self._run(self._connection.fetchval("SHOW server_version")))

    def rows_of(self, event_ids: Sequence[str]) -> list[Rows]:
        """All rows these sales made at the centre, in groups of `COMMIT_EVERY` sales."""
        groups = [event_ids[at : at + COMMIT_EVERY] for at in range(0, len(event_ids), COMMIT_EVERY)]
        return [self._run(self._rows(group)) for group in groups]

    def copy(self, groups: Iterable[Rows]) -> float:
        """Milliseconds of COPY into the twins, a commit per group."""
        return float(self._run(self._copy(groups)))

    def naive(self, groups: Iterable[Rows]) -> float:
        """Milliseconds of query, add, commit and refresh for each sale."""
        return float(self._run(self._add(groups)))

    def close(self) -> None:
        """Close connections and loop."""
        self._run(self._naive.engine.dispose())
        self._run(self._connection.close())
        self._loop.close()

    def _run(self, coroutine: Any) -> Any:
        async def awaited() -> Any:
            return await coroutine

        return self._loop.run(awaited())

    async def _prepare(self, address: str) -> _Naive:
        for schema in ("twin", "naive"):
            await self._connection.execute(f"CREATE SCHEMA {schema}")
            for table in TABLES:
                await self._connection.execute(
                    f"CREATE TABLE {schema}.{table} (LIKE pos.{table} INCLUDING ALL EXCLUDING IDENTITY)"
                )
        engine = create_async_engine(address)
        metadata, classes = MetaData(schema="naive"), _new_objects()
        async with engine.connect() as connection:
            await connection.run_sync(metadata.reflect)
        mapping = registry()
        for table, kind in classes.items():
            mapping.map_imperatively(kind, metadata.tables[f"naive.{table}"])
        return _Naive(engine, classes, metadata.tables["naive.transactions"])

    async def _rows(self, event_ids: Sequence[str]) -> Rows:
        found: Rows = {}
        for table in TABLES:
            query = _OF_SALES if table in ("transaction_items", "payments") else _OF_EVENTS
            found[table] = await self._connection.fetch(query.format(table=table), event_ids)
        return found

    async def _copy(self, groups: Iterable[Rows]) -> float:
        start = time.perf_counter()
        for group in groups:
            async with self._connection.transaction():
                for table, rows in group.items():
                    await self._connection.copy_records_to_table(
                        table, records=map(tuple, rows), columns=list(rows[0].keys()), schema_name="twin"
                    )
        return (time.perf_counter() - start) * 1000

    async def _add(self, groups: Iterable[Rows]) -> float:
        sales = [sale for group in groups for sale in _by_sale(group)]
        known, start = self._naive.transactions.c.event_id, time.perf_counter()
        async with AsyncSession(self._naive.engine) as session:
            for sale in sales:
                wanted = sale["transactions"][0]
                if await session.scalar(select(exists().where(known == wanted["event_id"]))):
                    continue
                objects = [self._object(table, row) for table, rows in sale.items() for row in rows]
                session.add_all(objects)
                await session.commit()
                for made in objects:
                    await session.refresh(made)
        return (time.perf_counter() - start) * 1000

    def _object(self, table: str, row: asyncpg.Record) -> Any:
        made = self._naive.classes[table]()
        for name, value in row.items():
            setattr(made, name, value)
        return made


def _by_sale(group: Rows) -> list[Rows]:
    """The rows of each sale of a group."""
    sales: dict[Any, Rows] = {}
    events: dict[Any, Any] = {}
    for row in group["transactions"]:
        sales[row["event_id"]] = {table: [] for table in TABLES}
        events[row["transaction_id"]] = row["event_id"]
    for table, rows in group.items():
        for row in rows:
            event = row["event_id"] if "event_id" in row else events[row["transaction_id"]]
            sales[event][table].append(row)
    return list(sales.values())
