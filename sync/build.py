"""Puts both halves together; called on the sync thread, where httpx, pydantic and cryptography may load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.changes import Stream
from core.ports.changes import ChangeSink
from core.ports.clock import Clock, IdSource
from core.ports.outbox import Outbox
from core.ports.secrets import SecretStore
from sync.cycle import SyncCycle
from sync.pull.keeping import Beside
from sync.pull.puller import Puller
from sync.server_clock import ServerClock
from sync.status import StatusObserver
from sync.thread import SyncParts
from sync.worker import Limits, SyncWorker

if TYPE_CHECKING:
    from sync.tokens import TerminalIdentity


@dataclass(frozen=True, slots=True)
class Centre:
    """Where this till's centre is and as whom the till speaks to it.

    Attributes:
        base_url: ``https://…``, or ``http://`` on this machine.
        terminal_id: From the enrolment, as are the others.
        ca_file: Certificates of the shop's own authority.
    """

    base_url: str
    terminal_id: str
    organization_id: str
    local_id: str
    ca_file: Path | None = None

    def identity(self) -> TerminalIdentity:
        """Who signs client assertions."""
        from sync.tokens import TerminalIdentity

        return TerminalIdentity(self.terminal_id, self.organization_id, self.local_id)


def build_sync(
    centre: Centre,
    outbox: Outbox,
    secrets: SecretStore,
    clock: Clock,
    ids: IdSource,
    *,
    observer: StatusObserver | None = None,
    limits: Limits | None = None,
    sinks: Mapping[Stream, ChangeSink] | None = None,
    beside: bool = False,
) -> SyncParts:
    """Upload and pull over one HTTP client; give it to `SyncThread` as ``partial(build_sync, …)``.

    ``sinks`` says who keeps which stream; what has none is not asked for. ``beside``:
    goods are kept on a thread of their own, for a till somebody sells at.

    Raises:
        ValueError: the centre's address is neither https nor http on this machine.
    """
    from sync.tokens import TerminalCredentials
    from sync.transport.changes import HttpChangeSource
    from sync.transport.client import CentreClient
    from sync.transport.http import HttpTransport

    client = CentreClient(centre.base_url, ca_file=centre.ca_file)
    server_clock = ServerClock(clock)
    credentials = TerminalCredentials(centre.identity(), secrets, client, clock, ids, server_clock.now_ms)
    transport = HttpTransport(client, credentials, close=client.close)
    worker = SyncWorker(
        outbox,
        transport,
        credentials,
        clock,
        ids,
        observer=observer,
        server_clock=server_clock,
        limits=limits,
    )
    source = HttpChangeSource(client, credentials, worker.standing.stalled)
    keeper = Beside() if beside else None
    puller = Puller(
        sinks or {}, source, credentials, worker.standing, clock, ids, server_clock.now_ms, keeper
    )
    return SyncParts(worker, SyncCycle(worker, puller, clock), transport, client.abort, keeper)
