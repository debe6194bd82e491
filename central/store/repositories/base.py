"""What every repository of a unit of work shares."""

from __future__ import annotations

from central.services.values import Tenant
from central.store.engine import WriteSession


class Repository:
    """Speaks through the unit's session; rows carry the unit's tenant."""

    def __init__(self, session: WriteSession) -> None:
        self._session = session

    @property
    def _tenant(self) -> Tenant:
        tenant = self._session.info.get("tenant")
        if not isinstance(tenant, Tenant):
            raise LookupError("this unit of work has no tenant yet")  # noqa: TRY004 a fault of the caller, not a type
        return tenant

    @property
    def _both(self) -> dict[str, str]:
        tenant = self._tenant
        return {"organization_id": tenant.organization_id, "local_id": tenant.local_id}
