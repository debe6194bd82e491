"""Units of work: one transaction under one tenant, committed by the service before it answers."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.values import Tenant
from central.store.engine import WriteSession, translated
from central.store.repositories.bundles import BundleRepository
from central.store.repositories.config import ConfigRepository
from central.store.repositories.credentials import CredentialRepository
from central.store.repositories.pairing import PairingRepository
from central.store.repositories.staff import StaffRepository
from central.store.repositories.terminals import TerminalRepository
from central.store.repositories.tokens import TokenRepository


class PgUnit:
    """See `central.services.ports.Unit`."""

    def __init__(self, session: WriteSession) -> None:
        self._session = session
        self.pairing = PairingRepository(session)
        self.terminals = TerminalRepository(session)
        self.staff = StaffRepository(session)
        self.tokens = TokenRepository(session)
        self.credentials = CredentialRepository(session)
        self.bundles = BundleRepository(session)
        self.config = ConfigRepository(session)

    async def commit(self) -> None:
        """Make it durable."""
        await self._session.commit()


class PgUnits:
    """See `central.services.ports.Units`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def begin(self, tenant: Tenant | None) -> AsyncGenerator[PgUnit]:
        """A unit under a tenant; rolled back unless it was committed."""
        async with translated(), WriteSession(self._engine, expire_on_commit=False) as session:
            if tenant is not None:
                session.info["tenant"] = tenant
            yield PgUnit(session)
