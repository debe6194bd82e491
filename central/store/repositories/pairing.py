"""Pairing codes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, text, update

from central.services.values import PairingCode, Tenant
from central.store.engine import set_tenant
from central.store.models import PAIRING_CODES
from central.store.repositories.base import Repository

_SHOW = text("SELECT set_config('app.pairing_sha256', :code, true)")


class PairingRepository(Repository):
    """See `central.services.ports.PairingCodes`."""

    async def add(self, code: PairingCode) -> None:
        """Store a new code."""
        await self._session.execute(
            insert(PAIRING_CODES).values(
                organization_id=code.organization_id,
                local_id=code.local_id,
                code_sha256=code.code_sha256,
                kind=code.kind,
                name=code.name,
                created_by=code.created_by,
                created_at=code.created_at,
                expires_at=code.expires_at,
            )
        )

    async def claim(self, code_sha256: bytes) -> PairingCode | None:
        """Find a code by what the caller knows, take on its tenant, and lock it."""
        await self._session.execute(_SHOW, {"code": code_sha256.hex()})
        owner = select(PAIRING_CODES.c.organization_id, PAIRING_CODES.c.local_id).where(
            PAIRING_CODES.c.code_sha256 == code_sha256
        )
        found = (await self._session.execute(owner)).one_or_none()
        if found is None:
            return None
        await set_tenant(self._session, Tenant(found.organization_id, found.local_id))
        c = PAIRING_CODES.c
        row = (
            await self._session.execute(
                select(PAIRING_CODES)
                .where(c.organization_id == found.organization_id, c.code_sha256 == code_sha256)
                .with_for_update()
            )
        ).one()
        return PairingCode(
            organization_id=row.organization_id,
            local_id=row.local_id,
            code_sha256=row.code_sha256,
            kind=row.kind,
            name=row.name,
            created_at=row.created_at,
            expires_at=row.expires_at,
            created_by=row.created_by,
            used_key=row.used_key,
            terminal_id=row.terminal_id,
            epoch=row.epoch,
        )

    async def use(self, code: PairingCode, key: bytes, terminal_id: str, epoch: int, at: datetime) -> None:
        """Bind a code to the key that showed it."""
        c = PAIRING_CODES.c
        await self._session.execute(
            update(PAIRING_CODES)
            .where(c.organization_id == code.organization_id, c.code_sha256 == code.code_sha256)
            .values(used_key=key, used_at=at, terminal_id=terminal_id, epoch=epoch)
        )
