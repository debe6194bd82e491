"""The database goes away under a running service, and comes back."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from pathlib import Path

import httpx

from central.compose import Ports, compose
from central.embedded.pg import EmbeddedPostgres
from central.main import create_app
from central.security.keys import load_keys
from central.store.bootstrap import DATABASE, migrate, prepare_cluster
from central.store.engine import make_engine
from tests.central.world import Database, make_world


async def test_a_killed_database_is_a_503_and_then_everything_goes_on() -> None:
    folder = Path(tempfile.mkdtemp(prefix="cuadre-pg-"))
    folder.chmod(0o755)
    postgres = EmbeddedPostgres(folder)
    postgres.start()
    try:
        await postgres.ready()
        await prepare_cluster(postgres.dsn(), postgres.password)
        owner = make_engine(postgres.dsn("pos_owner", DATABASE))
        await migrate(owner)
        await owner.dispose()
        async with make_world(Database(postgres, DATABASE)) as world:
            services = compose(world.engine, load_keys(folder / "keys"), "iss", Ports(world.clock, world.ids))
            token = services.tokens.issue(world.till.principal, world.clock.now(), 900)
            transport = httpx.ASGITransport(create_app(services))
            async with httpx.AsyncClient(transport=transport, base_url="http://centre") as client:

                async def push() -> httpx.Response:
                    return await client.post(
                        "/api/v1/pos/sync/batches",
                        json=world.till.batch(),
                        headers={"Authorization": f"Bearer {token}"},
                    )

                world.till.sale()
                assert (await push()).status_code == 200
                first = postgres.pid
                assert first is not None
                os.kill(first, signal.SIGKILL)
                world.till.sale()
                gone = await push()
                assert (gone.status_code, gone.json()["code"]) == (503, "RETRY")
                assert gone.headers["retry-after"]
                assert (await client.get("/health/ready")).status_code == 503
                assert (await client.get("/health/live")).status_code == 200
                supervisor = asyncio.create_task(postgres.supervise())
                async with asyncio.timeout(20):
                    while (await client.get("/health/ready")).status_code != 200:
                        await asyncio.sleep(0.05)
                back = await push()
                supervisor.cancel()
            assert [result["status"] for result in back.json()["results"]] == ["duplicate", "accepted"]
    finally:
        postgres.stop()
        shutil.rmtree(folder)
