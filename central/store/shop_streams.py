"""The streams ``staff`` and ``config``: one bundle a shop, and the items of its configuration."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from central.services.changes import Asker
from central.services.shop_config import config_data
from central.services.values import Tenant
from central.store.changes import StreamRow
from central.store.engine import RawConnection
from central.store.replicas import Replica, Values
from core.contract.changes import StaffData
from core.domain.changes import Stream

_BUNDLE: Final = """
SELECT version, jws, handovers FROM pos.staff_bundles WHERE organization_id = $1 AND local_id = $2"""
_TELL: Final = """
UPDATE pos.organizations SET config_version = GREATEST(config_version, currval('pos.change_version'))
WHERE organization_id = $1"""


class StaffTable:
    """The bundle of the asker's shop, whose id is the shop's."""

    stream = Stream.STAFF

    async def after(
        self, connection: RawConnection, asker: Asker, key: str | None, limit: int
    ) -> Sequence[StreamRow]:
        """See `central.store.changes.StreamTable`."""
        local_id = asker.tenant.local_id
        left = [local_id] if key is None or key < local_id else []
        return await self.by_ids(connection, asker, left[:limit])

    async def by_ids(
        self, connection: RawConnection, asker: Asker, ids: Collection[str]
    ) -> Sequence[StreamRow]:
        """See `central.store.changes.StreamTable`."""
        tenant = asker.tenant
        if tenant.local_id not in ids:
            return []
        row = await connection.fetchrow(_BUNDLE, tenant.organization_id, tenant.local_id)
        if row is None:
            return []
        data = StaffData(jws=row["jws"], handovers=list(row["handovers"]))
        return [StreamRow(tenant.local_id, row["version"], data.model_dump(exclude_defaults=True))]


def _config_values(item_id: str, item: Any) -> Values:
    return item_id, json.dumps(config_data(item_id, item), ensure_ascii=False)


def _config_row(values: Values) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(values[1])
    return data


async def _tell(connection: RawConnection, tenant: Tenant, _: Mapping[str, Values | None]) -> None:
    """Raise the hint that replies to batches carry (D7)."""
    await connection.execute(_TELL, tenant.organization_id)


STAFF: Final = StaffTable()
CONFIG: Final = Replica(
    stream=Stream.CONFIG,
    table="config_items",
    key="id",
    columns=("id", "data"),
    to_values=_config_values,
    to_data=_config_row,
    local=True,
    uuid_key=False,
    json=frozenset({"data"}),
    beside=_tell,
)
"""Written by file (``admin put config``) and, what the centre makes itself, by the feeder."""
