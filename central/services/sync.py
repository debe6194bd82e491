"""Takes in what tills send: judge, store, reply (sync.md section 5, C13)."""

from __future__ import annotations

from central.services.judge import judge
from central.services.ports import IngestStore
from central.services.reply import reply
from central.services.turns import Turns
from central.services.values import Principal
from core.contract.sync import PROTOCOL, BatchRequest, BatchResponse
from core.ports.clock import Clock, IdSource


class TenantMismatchError(Exception):
    """The body names another terminal than the token."""


class ProtocolTooOldError(Exception):
    """The till speaks a protocol this centre no longer takes."""


class OfflineSyncManager:
    """The seed's Offline Sync Manager; a till's events become facts here, exactly once.

    ``turns``: told of every batch, so that other work gives way.
    """

    def __init__(self, store: IngestStore, clock: Clock, ids: IdSource, turns: Turns | None = None) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._turns = turns or Turns()

    async def sync_offline_transactions(self, request: BatchRequest, principal: Principal) -> BatchResponse:
        """Take a batch in; when this returns, everything the reply says is committed.

        Raises:
            TenantMismatchError: the terminal of the body is not the token's.
            ProtocolTooOldError: unknown protocol number.
            TerminalInactiveError: the terminal may not send.
            StoreUnavailableError: nothing was stored; the till sends again.
        """
        if principal.terminal_id is None or request.terminal_id != principal.terminal_id:
            raise TenantMismatchError
        if request.protocol != PROTOCOL:
            raise ProtocolTooOldError
        with self._turns.batch():
            intake = judge(request, principal.tenant, self._clock.now(), self._ids)
            outcome = await self._store.ingest(intake)
            return reply(request, intake, outcome, self._clock.now())
