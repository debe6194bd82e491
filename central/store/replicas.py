"""Replicas as streams: a table each, a column per field, read by id and written when something differs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from asyncpg import Record

from central.services.changes import Asker
from central.services.values import Tenant
from central.store.changes import StreamRow, lock_stream, log_changes
from central.store.engine import RawConnection
from core.domain.changes import Stream

NIL: Final = "00000000-0000-0000-0000-000000000000"
"""Below every UUID."""
_CHUNK: Final = 1000
Values = Sequence[Any]
"""Columns of a row, in the order of its replica."""


@dataclass(frozen=True, slots=True)
class Replica:
    """A stream kept in a table of its own.

    Attributes:
        table: In schema ``pos``.
        key: Column of the item's id, first of ``columns``.
        columns: Names, without tenant and version.
        to_values: Columns of an item from its id and its validated content.
        to_data: Content as it is served from those columns; what has its default is left out.
        local: Whether rows belong to one shop; else to the whole organization.
        uuid_key: Whether ids are UUIDs, else text.
        json: Columns of type ``jsonb``; here they are their text.
        beside: Writes what else follows from items that changed.
    """

    stream: Stream
    table: str
    key: str
    columns: tuple[str, ...]
    to_values: Callable[[str, Any], Values]
    to_data: Callable[[Values], dict[str, Any]]
    local: bool = False
    uuid_key: bool = True
    json: frozenset[str] = frozenset()
    beside: Callable[[RawConnection, Tenant, Mapping[str, Values | None]], Awaitable[None]] | None = None

    async def after(
        self, connection: RawConnection, asker: Asker, key: str | None, limit: int
    ) -> Sequence[StreamRow]:
        """See `central.store.changes.StreamTable`."""
        first = NIL if self.uuid_key else ""
        tenant = self._tenant(asker.tenant)
        place = len(tenant) + 1
        query = self._select(f"{self.key} > ${place} ORDER BY {self.key} LIMIT ${place + 1}")
        rows = await connection.fetch(query, *tenant, key or first, limit)
        return [self._row(row) for row in rows]

    async def by_ids(
        self, connection: RawConnection, asker: Asker, ids: Collection[str]
    ) -> Sequence[StreamRow]:
        """See `central.store.changes.StreamTable`."""
        return await self._held(connection, asker.tenant, ids)

    async def put(
        self,
        connection: RawConnection,
        tenant: Tenant,
        items: Mapping[str, Values | None],
        at: datetime,
    ) -> tuple[int, int]:
        """Write items and log them, where they differ from what is there.

        Args:
            connection: In a transaction under the tenant.
            tenant: Whose items they are.
            items: Columns by id, None for one that is to be gone.
            at: The centre's clock.

        Returns:
            Items written and items removed.
        """
        await lock_stream(connection, tenant, self.stream, everywhere=not self.local)
        held = {row.id: row.data for row in await self._held(connection, tenant, items)}
        told = {
            item_id: values is None
            for item_id, values in items.items()
            if held.get(item_id) != (None if values is None else self.to_data(values))
        }
        versions = await log_changes(connection, tenant, self.stream, told, at, everywhere=not self.local)
        gone = [item_id for item_id, deleted in told.items() if deleted]
        if gone:
            await connection.execute(self._delete(), *self._tenant(tenant), gone)
        rows = [
            (*self._tenant(tenant), version, *values)
            for item_id, version in versions.items()
            if (values := items[item_id]) is not None
        ]
        for start in range(0, len(rows), _CHUNK):
            await connection.executemany(self._upsert(), rows[start : start + _CHUNK])
        if self.beside is not None and versions:
            await self.beside(connection, tenant, {key: items[key] for key in versions})
        return len(rows), len(gone)

    async def all_ids(self, connection: RawConnection, tenant: Tenant) -> set[str]:
        """Identities of every item there is."""
        query = f"SELECT {self.key} FROM pos.{self.table} WHERE {self._where()}"  # noqa: S608
        return {str(row[0]) for row in await connection.fetch(query, *self._tenant(tenant))}

    async def _held(
        self, connection: RawConnection, tenant: Tenant, ids: Collection[str]
    ) -> Sequence[StreamRow]:
        tenants = self._tenant(tenant)
        kind = "uuid" if self.uuid_key else "text"
        query = self._select(f"{self.key} = ANY(${len(tenants) + 1}::{kind}[])")
        return [self._row(row) for row in await connection.fetch(query, *tenants, list(ids))]

    def _row(self, row: Record) -> StreamRow:
        version, *values = row
        return StreamRow(str(values[0]), version, self.to_data(values))

    def _tenant(self, tenant: Tenant) -> tuple[str, ...]:
        return (tenant.organization_id, tenant.local_id) if self.local else (tenant.organization_id,)

    def _where(self) -> str:
        return "organization_id = $1 AND local_id = $2" if self.local else "organization_id = $1"

    def _select(self, rest: str) -> str:
        columns = ", ".join(name + "::text" * (name in self.json) for name in self.columns)
        return f"SELECT version, {columns} FROM pos.{self.table} WHERE {self._where()} AND {rest}"  # noqa: S608

    def _delete(self) -> str:
        kind, place = ("uuid" if self.uuid_key else "text"), 3 if self.local else 2
        return f"DELETE FROM pos.{self.table} WHERE {self._where()} AND {self.key} = ANY(${place}::{kind}[])"  # noqa: S608

    def _upsert(self) -> str:
        tenant = ("organization_id", "local_id") if self.local else ("organization_id",)
        names = (*tenant, "version", *self.columns)
        holders = ", ".join(f"${place}" for place in range(1, len(names) + 1))
        kept = ", ".join(f"{name} = EXCLUDED.{name}" for name in ("version", *self.columns[1:]))
        return (
            f"INSERT INTO pos.{self.table} ({', '.join(names)}) VALUES ({holders})"  # noqa: S608
            f" ON CONFLICT ({', '.join((*tenant, self.key))}) DO UPDATE SET {kept}"
        )


def told(data: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Content without the fields that have the value which a reader gives to fields left out."""
    return {name: value for name, value in data.items() if name not in defaults or defaults[name] != value}


def decimal_text(units: int, places: int) -> str:
    """Integer units of 10^-places as a decimal string without trailing zeros."""
    return format(Decimal(units).scaleb(-places).normalize(), "f") if units else "0"


def money_text(cents: int) -> str:
    """Cents as a decimal string with two decimals."""
    return format(Decimal(cents).scaleb(-2), "f")


def time_text(moment: datetime | None) -> str | None:
    """RFC 3339, UTC, to the microsecond: a boundary of validity is not rounded."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
