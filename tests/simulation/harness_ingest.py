"""`SimIngestStore` behind the harness of the conformance suite."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.services.sync import OfflineSyncManager
from central.services.values import Tenant
from core.contract.sync import BatchResponse
from tests.central.world import CountingIds, FakeClock, Till, fresh_id
from tests.conformance.ingest_store import COUNTED, KillAt
from tests.simulation.ingest_store import KnownTerminal, SimIngestStore


class SimIngestHarness:
    """One shop with one till, like `tests.central.world`."""

    def __init__(self, till: Till | None = None) -> None:
        self.faults = KillAt()
        self.store = SimIngestStore(CountingIds(), self.faults)
        self.till = till or _till()
        known = KnownTerminal(
            self.till.tenant, self.till.terminal_id, self.till.nonce, {"sale": self.till.series}
        )
        self.store.enrol(known)
        self.clock = FakeClock()
        self._manager = OfflineSyncManager(self.store, self.clock, CountingIds(1))

    async def send(
        self, items: list[dict[str, Any]] | None = None, till: Till | None = None
    ) -> BatchResponse:
        till = till or self.till
        return await self._manager.sync_offline_transactions(till.request(items), till.principal)

    async def counts(self) -> dict[str, int]:
        return {table: self._rows(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED}

    async def reviews(self) -> list[tuple[str, str, bool, bytes | None]]:
        rows = self._rows(
            "SELECT event_id, code, held, raw FROM sync_review WHERE state='open' ORDER BY event_id, code"
        )
        return [(event, code, bool(held), raw) for event, code, held, raw in rows]

    async def held_back(self) -> tuple[int, int]:
        effects = self._rows("SELECT count(*) FROM effects WHERE state='held'")[0][0]
        return effects, self._rows("SELECT count(*) FROM central_outbox WHERE held")[0][0]

    async def disable(self) -> None:
        self.store.disable(self.till.terminal_id)

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.store.database.execute(query).fetchall()


def _till() -> Till:
    tenant = Tenant(fresh_id(), fresh_id())
    return Till(tenant, fresh_id(), bytes(range(32)), fresh_id(), "0001", Ed25519PrivateKey.generate())
