"""Centre (b), its store: `PgIngestStore` over a real PostgreSQL, each batch one step of virtual time.

Slower than SQLite in the process by far; for the share of the hours in which the statements themselves are on
trial. The ASGI application is not in it yet.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from app.store.driver import Value
from central.services.intake import Intake, Outcome
from central.store.engine import make_engine
from central.store.ingest import PgIngestStore
from core.ports.clock import IdSource
from core.ports.faults import Faults
from tests.simulation.ingest_store import KnownTerminal

_HOLDER: Final = re.compile(r"\?")
_SINCE: Final = datetime(2026, 1, 1, tzinfo=UTC)


class PgRows:
    """Rows already here."""

    def __init__(self, rows: Sequence[asyncpg.Record]) -> None:
        self._rows = iter([tuple(map(_plain, row)) for row in rows])

    def fetchone(self) -> tuple[Any, ...] | None:
        """Next row."""
        return next(self._rows, None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows left."""
        return list(self._rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows


class PgDatabase:
    """The centre's database past row security, for the invariants."""

    def __init__(self, loop: asyncio.AbstractEventLoop, dsn: str) -> None:
        self._loop = loop
        settings = {"search_path": "pos"}
        self.connection = loop.run_until_complete(asyncpg.connect(dsn, server_settings=settings))

    def execute(self, sql: str, parameters: Sequence[Value] = ()) -> PgRows:
        """Ask."""
        numbers = iter(range(1, 100))
        query = _HOLDER.sub(lambda _: f"${next(numbers)}", sql)
        return PgRows(self._loop.run_until_complete(self.connection.fetch(query, *parameters)))


class PostgresCentre:
    """`tests.simulation.run.CentreStore` over one migrated database.

    Args:
        loop: Runs nothing but this.
        app: Data source of the API's role.
        superuser: Data source of the invariants.
        ids: Identities the centre gives.
        faults: Crash points inside the real transaction.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, app: str, superuser: str, ids: IdSource, faults: Faults
    ) -> None:
        self._loop = loop
        self._engine = make_engine(app, pool_size=2, max_overflow=0)
        self._store = PgIngestStore(self._engine, ids, faults)
        self._database = PgDatabase(loop, superuser)
        self._points = 0

    @property
    def database(self) -> PgDatabase:
        """For the invariants."""
        return self._database

    async def ingest(self, intake: Intake) -> Outcome:
        """See `IngestStore`."""
        return await self._store.ingest(intake)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """The result of a coroutine over this store."""
        return self._loop.run_until_complete(work)

    def enrol(self, known: KnownTerminal) -> None:
        """Know a till, its nonce and its series from now on."""
        self.run(self._enrol(known))

    async def _enrol(self, known: KnownTerminal) -> None:
        organization, local = known.tenant.organization_id, known.tenant.local_id
        self._points += 1
        add = self._database.connection.execute
        await add(
            "INSERT INTO organizations (organization_id, slug, name, config_version, created_at)"
            " VALUES ($1, 'tienda', 'Tienda', 1, $2) ON CONFLICT DO NOTHING",
            *(organization, _SINCE),
        )
        await add(
            "INSERT INTO locals (organization_id, local_id, name, created_at) VALUES ($1, $2, 'Centro', $3)"
            " ON CONFLICT DO NOTHING",
            *(organization, local, _SINCE),
        )
        await add(
            "INSERT INTO staff (organization_id, staff_id, kind, code, name, role, created_at)"
            " VALUES ($1, $2, 'terminal', $3, 'Caja', 'terminal', $4)",
            *(organization, known.terminal_id, f"caja-{self._points}", _SINCE),
        )
        await add(
            "INSERT INTO terminals (organization_id, local_id, terminal_id, kind, name, staff_id, public_key,"
            " app_version, os, enrolled_at) VALUES ($1, $2, $3, 'till', 'Caja', $3, $4, '0', 'linux', $5)",
            *(organization, local, known.terminal_id, bytes(32), _SINCE),
        )
        await add(
            "INSERT INTO terminal_enrolments (organization_id, local_id, terminal_id, first_epoch, nonce,"
            " enrolled_at) VALUES ($1, $2, $3, 1, $4, $5)",
            *(organization, local, known.terminal_id, known.nonce, _SINCE),
        )
        for doc_type, series in known.series.items():
            await add(
                "INSERT INTO series (organization_id, local_id, series, terminal_id, doc_type, prefix, point)"
                " VALUES ($1, $2, $3, $4, $5, $3, $6)",
                *(organization, local, series, known.terminal_id, doc_type, self._points),
            )

    def copy(self) -> Callable[[], None]:
        """No replica here: a failover changes nothing."""
        return _nothing

    def close(self) -> None:
        """Let go of the connections."""
        self.run(self._database.connection.close())
        self.run(self._engine.dispose())


def _nothing() -> None:
    """Nothing is put back."""


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
