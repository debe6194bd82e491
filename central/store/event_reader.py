"""Reads what the centre holds of a terminal's stream."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.intake import Outcome, Stored
from central.services.values import Tenant
from central.store import ingest_sql as sql
from central.store.engine import RawConnection, raw_connection, translated
from central.store.ingest_state import read_epochs, read_series, with_gaps

_TENANT = (
    "SELECT set_config('app.current_organization_id', $1, true), set_config('app.current_local_id', $2, true)"
)
_OPEN = (
    "SELECT count(*) FROM pos.sync_review WHERE organization_id = $1 AND terminal_id = $2 AND state = 'open'"
)
_RAW_PLACE = (
    "SELECT epoch, seq FROM pos.sync_review WHERE organization_id = $1 AND event_id = $2 AND raw IS NOT NULL"
)


class PgEventReader:
    """See `central.services.ports.EventReader`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def status(self, tenant: Tenant, terminal_id: str) -> tuple[Outcome, int, int] | None:
        """Epochs, series, the terminal's epoch and its open reviews."""
        async with self._reading(tenant) as connection:
            organization = tenant.organization_id
            terminal = await connection.fetchrow(sql.TERMINAL, organization, tenant.local_id, terminal_id)
            if terminal is None:
                return None
            held = await read_epochs(connection, organization, terminal_id)
            epochs = await with_gaps(connection, organization, terminal_id, held)
            series = await read_series(connection, organization, terminal_id)
            reviews = int(await connection.fetchval(_OPEN, organization, terminal_id) or 0)
            outcome = Outcome({}, epochs, series, terminal["config_version"])
            return outcome, int(terminal["epoch"]), reviews

    async def event(self, tenant: Tenant, event_id: str) -> tuple[int, int, Stored] | None:
        """Place and verdict of an event, also of one kept raw beside the inbox."""
        async with self._reading(tenant) as connection:
            organization = tenant.organization_id
            row = await connection.fetchrow(sql.HELD, organization, [event_id])
            place = row or await connection.fetchrow(_RAW_PLACE, organization, event_id)
            if place is None:
                return None
            central = row["transaction_id"] if row else None
            stored = Stored(event_id, "held", {}, str(central) if central else None)
            for review in await connection.fetch(sql.REVIEWS_OF, organization, [event_id]):
                stored.reviews[review["code"]] = str(review["review_id"])
            return int(place["epoch"]), int(place["seq"]), stored

    @asynccontextmanager
    async def _reading(self, tenant: Tenant) -> AsyncGenerator[RawConnection]:
        async with (
            translated(),
            raw_connection(self._engine) as connection,
            connection.transaction(readonly=True),
        ):
            await connection.execute(_TENANT, tenant.organization_id, tenant.local_id)
            yield connection
