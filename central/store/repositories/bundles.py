"""Staff bundles as published, and the people they are made of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as pg_insert

from central.services.staff_bundle import StoredBundle, Worker
from central.services.values import PinHash
from central.store.changes import log_change
from central.store.engine import raw_of
from central.store.models import STAFF, STAFF_LOCALS
from central.store.models_staff import BADGES, BUNDLES, PINS
from central.store.repositories.base import Repository
from central.store.repositories.config import TELL_TILLS
from central.store.repositories.staff import staff_row
from core.contract.changes import StaffData
from core.domain.changes import Stream

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('bundle/' || :local, 2))")


class BundleRepository(Repository):
    """See `central.services.staff_bundle.Bundles`."""

    async def claim(self) -> StoredBundle | None:
        """The one published last, locked: what is read after this is what the next one is made of."""
        tenant = self._tenant
        await self._session.execute(_LOCK, {"local": tenant.local_id})
        row = (
            await self._session.execute(
                select(BUNDLES).where(
                    BUNDLES.c.organization_id == tenant.organization_id,
                    BUNDLES.c.local_id == tenant.local_id,
                )
            )
        ).one_or_none()
        if row is None:
            return None
        data = StaffData(jws=row.jws, handovers=list(row.handovers))
        return StoredBundle(row.version, row.issued_at, row.expires_at, row.content, data)

    async def workers(self) -> list[Worker]:
        """People of the shop, by identifier."""
        tenant = self._tenant
        of_person = STAFF.c.organization_id, STAFF.c.staff_id
        query = (
            select(STAFF, *(column.label(f"pin_{column.name}") for column in PINS.c))
            .add_columns(BADGES.c.pepper_id.label("badge_pepper_id"), BADGES.c.badge_sha256)
            .join(
                STAFF_LOCALS,
                (STAFF_LOCALS.c.organization_id == of_person[0]) & (STAFF_LOCALS.c.staff_id == of_person[1]),
            )
            .outerjoin(PINS, (PINS.c.organization_id == of_person[0]) & (PINS.c.staff_id == of_person[1]))
            .outerjoin(
                BADGES, (BADGES.c.organization_id == of_person[0]) & (BADGES.c.staff_id == of_person[1])
            )
            .where(
                STAFF.c.organization_id == tenant.organization_id,
                STAFF_LOCALS.c.local_id == tenant.local_id,
                STAFF.c.kind == "person",
            )
            .order_by(STAFF.c.staff_id)
        )
        return [
            Worker(
                staff_row(row),
                None
                if row.pin_hash is None
                else PinHash(
                    *(row.pin_memory_kib, row.pin_time_cost, row.pin_parallelism),
                    *(row.pin_salt, row.pin_pepper_id, row.pin_hash),
                ),
                None if row.badge_sha256 is None else (row.badge_pepper_id, row.badge_sha256),
            )
            for row in await self._session.execute(query)
        ]

    async def next_version(self, at: datetime) -> int:
        """Announce a new bundle."""
        raw, tenant = await raw_of(self._session), self._tenant
        version = await log_change(raw, tenant, Stream.STAFF, tenant.local_id, at)
        await raw.execute(TELL_TILLS, tenant.organization_id, version)
        return version

    async def put(self, bundle: StoredBundle) -> None:
        """Store a bundle in place of the one before."""
        values = {
            "version": bundle.version,
            "issued_at": bundle.issued_at,
            "expires_at": bundle.expires_at,
            "content": bundle.content,
            "jws": bundle.data.jws,
            "handovers": bundle.data.handovers,
        }
        await self._session.execute(
            pg_insert(BUNDLES)
            .values(**self._both, **values)
            .on_conflict_do_update(index_elements=list(self._both), set_=values)
        )
