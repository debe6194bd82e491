"""What a person might do at some moment, from the history of their rights (``PERMISSION_REVOKED``)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from central.services.permissions import permissions_of
from central.services.values import Rights
from central.store.engine import RawConnection
from core.domain.staff import limits_from_data, limits_of_role

_AT: Final = """
SELECT role, permissions, limits::text AS limits, active FROM pos.staff_rights
WHERE organization_id = $1 AND staff_id = $2 AND from_at <= $3 ORDER BY from_at DESC, entry DESC LIMIT 1"""


async def rights_at(
    connection: RawConnection, organization_id: str, staff_id: str, at: datetime
) -> Rights | None:
    """Rights of a person at a moment; None before there was such a person.

    Args:
        connection: In a transaction under a tenant of the organization; any role that reads the history.
        organization_id: Whose person it is.
        staff_id: The person.
        at: When they acted, by the best clock known for it.
    """
    row = await connection.fetchrow(_AT, organization_id, staff_id, at)
    if row is None:
        return None
    limits = limits_of_role(row["role"])
    if row["limits"] is not None:
        limits = limits_from_data(json.loads(row["limits"]))
    return Rights(row["active"], permissions_of(row["role"], tuple(row["permissions"])), limits)
