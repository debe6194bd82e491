"""A real PostgreSQL for the whole run, one migrated template, a fresh database per test."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from central.embedded.pg import EmbeddedPostgres
from central.store.bootstrap import DATABASE, migrate, prepare_cluster
from central.store.engine import make_engine
from tests.central.world import Database, World, make_world

IN_MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    """The embedded PostgreSQL; only here in memory, without fsync and vacuum.

    A copy of the template is 10 MB: a third of a second on a busy disk, a thirtieth in memory.
    """
    folder = Path(tempfile.mkdtemp(prefix="cuadre-pg-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None))
    folder.chmod(0o755)
    # Its own housekeeping would now and then hold the streams back for a moment, as any transaction does.
    settings = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
    postgres = EmbeddedPostgres(folder, settings=settings)
    postgres.start()
    try:
        asyncio.run(_make_template(postgres))
        yield postgres
    finally:
        postgres.stop()
        shutil.rmtree(folder)


async def _make_template(postgres: EmbeddedPostgres) -> None:
    await postgres.ready()
    await prepare_cluster(postgres.dsn(), postgres.password)
    owner = make_engine(postgres.dsn("pos_owner", DATABASE))
    await migrate(owner)
    await owner.dispose()


@asynccontextmanager
async def fresh_database(server: EmbeddedPostgres) -> AsyncIterator[Database]:
    """A copy of the migrated template, gone afterwards."""
    name = f"t_{uuid4().hex}"
    admin = await asyncpg.connect(server.dsn())
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE {DATABASE} OWNER pos_owner")
    try:
        yield Database(server, name)
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()


@pytest.fixture
async def database(server: EmbeddedPostgres) -> AsyncIterator[Database]:
    """A database of its own for one test."""
    async with fresh_database(server) as made:
        yield made


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    """Two organizations with a shop and an enrolled till each, and stores over the API role."""
    async with make_world(database) as made:
        yield made
