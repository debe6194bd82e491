"""The log of changes: written with the row it speaks of, read by tills in commit order (sync.md D5).

Rows of a stream live in tables of their own. Whoever changes one calls `log_change` (or `log_changes`)
first and then writes the row with the version it returned, in the same transaction. The call waits until
nobody else is changing the item and keeps others out until the commit, so versions of an item grow in the
order of its commits: without that, a till would keep the loser of two changes that met.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from central.services.changes import Asker
from central.services.values import Tenant
from central.store.engine import RawConnection
from core.domain.changes import Stream

TENANT: Final = (
    "SELECT set_config('app.current_organization_id', $1, true), set_config('app.current_local_id', $2, true)"
)
"""First statement of a transaction over asyncpg's own connection."""
_LOCK_ITEM: Final = (
    "SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 2)),"
    " pg_advisory_xact_lock(hashtextextended($2, 2))"
)
_LOCK_STREAM: Final = "SELECT pg_advisory_xact_lock(hashtextextended($1, 2))"
"""One lock for all rows of a file: as many locks as a price list has rows do not fit into the server."""
_LOG: Final = """
INSERT INTO pos.change_log (organization_id, local_id, stream, item_id, op, version, logged_at)
SELECT $1, $2, $3, u.item_id, CASE WHEN u.gone THEN 'delete' ELSE 'upsert' END,
  nextval('pos.change_version'), $6
FROM unnest($4::text[], $5::bool[]) WITH ORDINALITY u (item_id, gone, ord) ORDER BY u.ord
RETURNING item_id, version"""


async def log_change(
    connection: RawConnection,
    tenant: Tenant,
    stream: Stream,
    item_id: str,
    at: datetime,
    *,
    deleted: bool = False,
    everywhere: bool = False,
) -> int:
    """Say that an item changes in this transaction; call it before the row is read or written.

    Args:
        connection: In a transaction under the tenant.
        tenant: Whose item it is.
        stream: Which stream.
        item_id: The item, in ASCII.
        at: The centre's clock.
        deleted: Whether the item is gone afterwards.
        everywhere: Whether all shops of the organization are told, not this one alone.

    Returns:
        The version to store with the row.
    """
    await lock_item(connection, tenant, stream, item_id, everywhere=everywhere)
    logged = await _log(connection, tenant, stream, {item_id: deleted}, at, everywhere=everywhere)
    return logged[item_id]


async def log_changes(
    connection: RawConnection,
    tenant: Tenant,
    stream: Stream,
    items: Mapping[str, bool],
    at: datetime,
    *,
    everywhere: bool = False,
) -> dict[str, int]:
    """`log_change` for many items at once; the stream is this transaction's alone until it ends.

    Args:
        connection: In a transaction under the tenant.
        tenant: Whose items they are.
        stream: Which stream.
        items: Whether each item is gone afterwards.
        at: The centre's clock.
        everywhere: Whether all shops of the organization are told.

    Returns:
        The version of each item.
    """
    await lock_stream(connection, tenant, stream, everywhere=everywhere)
    return await _log(connection, tenant, stream, items, at, everywhere=everywhere)


async def lock_item(
    connection: RawConnection, tenant: Tenant, stream: Stream, item_id: str, *, everywhere: bool = False
) -> None:
    """Let nobody else change an item until this transaction ends; what it is may be read now."""
    name = _lock_name(tenant, stream, everywhere=everywhere)
    await connection.execute(_LOCK_ITEM, name, f"{name}/{item_id}")


async def lock_stream(
    connection: RawConnection, tenant: Tenant, stream: Stream, *, everywhere: bool = False
) -> None:
    """Let nobody else change items of a stream until this transaction ends; what is there may be read now."""
    await connection.execute(_LOCK_STREAM, _lock_name(tenant, stream, everywhere=everywhere))


async def _log(
    connection: RawConnection,
    tenant: Tenant,
    stream: Stream,
    items: Mapping[str, bool],
    at: datetime,
    *,
    everywhere: bool,
) -> dict[str, int]:
    local = None if everywhere else tenant.local_id
    rows = await connection.fetch(
        _LOG, tenant.organization_id, local, stream.value, list(items), list(items.values()), at
    )
    return {row["item_id"]: row["version"] for row in rows}


def _lock_name(tenant: Tenant, stream: Stream, *, everywhere: bool) -> str:
    shop = "" if everywhere else tenant.local_id
    return f"change/{tenant.organization_id}/{shop}/{stream}"


@dataclass(frozen=True, slots=True)
class StreamRow:
    """An item as it is.

    Attributes:
        data: Ready for JSON, in the shape of `core.contract.changes`.
    """

    id: str
    version: int
    data: Mapping[str, Any]


class StreamTable(Protocol):
    """Reads the items of one stream, in the transaction and snapshot in which the log is read.

    Row security is set to the asker's tenant; queries name it all the same, for the index.
    """

    @property
    def stream(self) -> Stream:
        """Which stream."""
        ...

    async def after(
        self, connection: RawConnection, asker: Asker, key: str | None, limit: int
    ) -> Sequence[StreamRow]:
        """Items with an id above ``key`` (None: from the first), by id."""
        ...

    async def by_ids(
        self, connection: RawConnection, asker: Asker, ids: Collection[str]
    ) -> Sequence[StreamRow]:
        """Those of these items that are there, in any order."""
        ...
