"""A till that sells and sends, its centre and its PostgreSQL, each of which may be killed at any moment."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

import asyncpg

from app.powercut.examine import acked
from app.store.driver import connect_reader
from central.embedded.pg import EmbeddedPostgres, free_port
from central.security.keys import load_keys
from central.security.tokens import JwtAccessTokens
from central.services.values import Principal, Tenant
from central.store.bootstrap import DATABASE, migrate, prepare_cluster
from central.store.engine import make_engine
from core.ports.faults import CrashPoint, NoFaults
from tests.fakes.store import SeededIds, identity
from tests.kills.alone import check
from tests.kills.children import ISSUER
from tests.simulation.ingest_store import KnownTerminal
from tests.simulation.postgres import PostgresCentre

TILL_POINTS: Final = (
    CrashPoint.BEFORE_COMMIT,
    CrashPoint.AFTER_COMMIT,
    CrashPoint.AFTER_JOURNAL,
    CrashPoint.BEFORE_MARKING,
    CrashPoint.AFTER_MARKING,
)
CENTRE_POINTS: Final = (
    CrashPoint.BEFORE_INGEST,
    CrashPoint.IN_INGEST,
    CrashPoint.BEFORE_INGEST_COMMIT,
    CrashPoint.AFTER_INGEST_COMMIT,
)
WEIGHTS: Final = {"till": 45, "centre": 40, "postgres": 15}
ENDLESS: Final = 100_000
CHECK_EVERY: Final = 25
WAIT_S: Final = 60.0


class Field:
    """What is killed, and who keeps count.

    Attributes:
        kills: By victim.
        data: Folder of the till.
    """

    def __init__(self, folder: Path, postgres: EmbeddedPostgres, token: str) -> None:
        self.data, self.kills = folder / "till", Counter[str]()
        self._folder, self._postgres, self._token = folder, postgres, token
        self._port = free_port()
        self._pids: dict[str, int] = {}
        self._orders = 0
        self._pause = threading.Event()
        with (folder / "children.log").open("wb") as log:
            self._forks = subprocess.Popen(
                [sys.executable, "-m", "tests.kills.children"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def start_centre(self, point: str | None = None, visits: int = 1) -> None:
        """Start the centre, which dies at the n-th visit of a crash point if one is given."""
        dsn, keys = self._postgres.dsn("pos_app", DATABASE), str(self._folder / "keys")
        self._start("centre", dsn=dsn, keys=keys, port=self._port, point=point, visits=visits)

    def start_till(self, point: str | None = None, visits: int = 1, sales: int = ENDLESS) -> None:
        """Start the till, likewise."""
        url = f"http://127.0.0.1:{self._port}"
        order = {"dir": str(self.data), "url": url, "token": self._token, "sales": sales}
        self._start("till", **order, point=point, visits=visits)

    def kill(self, victim: str) -> None:
        """SIGKILL, and wait until it is gone."""
        if victim == "postgres":
            self._kill_postgres()
            return
        os.kill(self._pids[victim], signal.SIGKILL)
        self.died(victim)

    def died(self, victim: str) -> None:
        """Wait until a child has died of the signal."""
        code = self._ended(victim)
        assert code == -signal.SIGKILL, f"{victim} ended with {code}: {self.log()}"
        self.kills[victim] += 1

    def sold_more(self, sales: int) -> None:
        """Wait until the till has told of so many more sales."""
        wanted = len(acked(self.data)) + sales
        self._until(lambda: len(acked(self.data)) >= wanted, "the till does not sell")

    def drained(self) -> None:
        """Start what is down, and wait until the till has sent everything and ended by itself."""
        self.start_till(sales=1)
        code = self._ended("till")
        assert code == 0, f"the till ended with {code}: {self.log()}"

    def stop(self) -> None:
        """End what runs."""
        for pid in self._pids.values():
            os.kill(pid, signal.SIGKILL)
        stdin, stdout = self._forks.stdin, self._forks.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.close()
        self._forks.wait(10)
        stdout.close()

    def log(self) -> str:
        """Last words of the children."""
        return (self._folder / "children.log").read_text(errors="replace")[-2000:]

    def verify(self) -> int:
        """Everything the till has is at the centre, once, and nothing else; number of sales.

        The till first: no told sale lost, torn or changed, numbers without a hole, both journals equal.
        """
        sales = check(self.data)
        connection = connect_reader(self.data / "till.db")
        try:
            rows = connection.execute("SELECT event_id, hash, state FROM journal").fetchall()
        finally:
            connection.close()
        assert {state for _, _, state in rows} == {"acked"}
        held, numbers, reviews = asyncio.run(self._held())
        assert sorted(held) == sorted((event_id, bytes(digest)) for event_id, digest, _ in rows)
        assert numbers == list(range(1, sales + 1)), "a sale is missing or doubled at the centre"
        assert reviews == 0
        return sales

    async def _held(self) -> tuple[list[tuple[str, bytes]], list[int], int]:
        connection = await asyncpg.connect(self._postgres.dsn(database=DATABASE))
        try:
            held = await connection.fetch("SELECT event_id, hash FROM pos.sync_inbox")
            numbers = await connection.fetch("SELECT number FROM pos.transactions ORDER BY number")
            reviews = await connection.fetchval("SELECT count(*) FROM pos.sync_review")
        finally:
            await connection.close()
        return [(str(row[0]), bytes(row[1])) for row in held], [row[0] for row in numbers], int(reviews)

    def _kill_postgres(self) -> None:
        pid = self._postgres.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        self._until(lambda: self._postgres.pid != pid, "PostgreSQL was not started again")
        self.kills["postgres"] += 1

    def _until(self, reached: Any, otherwise: str) -> None:
        for _ in range(int(WAIT_S / 0.005)):
            if reached():
                return
            self._pause.wait(0.005)
        raise AssertionError(f"{otherwise}: {self.log()}")

    def _start(self, work: str, **order: Any) -> None:
        self._orders += 1
        self._pids[work] = self._say({"work": work, "seed": self._orders, **order})

    def _ended(self, victim: str) -> int:
        return self._say({"wait": self._pids.pop(victim)})

    def _say(self, order: dict[str, Any]) -> int:
        stdin, stdout = _stream(self._forks.stdin), _stream(self._forks.stdout)
        stdin.write(json.dumps(order) + "\n")
        stdin.flush()
        return int(stdout.readline())


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


@contextmanager
def field() -> Generator[Field]:
    """A PostgreSQL with fsync, started again whenever it ends, with the till enrolled, and the forks."""
    folder = Path(tempfile.mkdtemp(prefix="cuadre-kills-"))
    folder.chmod(0o755)
    postgres = EmbeddedPostgres(folder / "pg")
    postgres.start()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=_supervise, args=(loop, postgres), daemon=True)
    made: Field | None = None
    try:
        asyncio.run(_prepare(postgres))
        made = Field(folder, postgres, _token(folder / "keys"))
        thread.start()
        yield made
    finally:
        if made is not None:
            made.stop()
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
        thread.join(10)
        loop.close()
        postgres.stop()
        shutil.rmtree(folder)


def _supervise(loop: asyncio.AbstractEventLoop, postgres: EmbeddedPostgres) -> None:
    try:
        loop.run_until_complete(postgres.supervise())
    except asyncio.CancelledError:
        return


async def _prepare(postgres: EmbeddedPostgres) -> None:
    await postgres.ready()
    await prepare_cluster(postgres.dsn(), postgres.password)
    owner = make_engine(postgres.dsn("pos_owner", DATABASE))
    await migrate(owner)
    await owner.dispose()
    await asyncio.to_thread(_enrol, postgres)


def _enrol(postgres: EmbeddedPostgres) -> None:
    till, loop = identity(), asyncio.new_event_loop()
    dsns = (postgres.dsn("pos_app", DATABASE), postgres.dsn(database=DATABASE))
    centre = PostgresCentre(loop, *dsns, SeededIds(), NoFaults())
    tenant = Tenant(till.organization_id, till.local_id)
    series = {"sale": "0001", "refund": "0001R"}
    centre.enrol(KnownTerminal(tenant, till.terminal_id, till.nonce, series))
    centre.close()
    loop.close()


def _token(keys: Path) -> str:
    till = identity()
    permissions = frozenset({"pos:sync"})
    principal = Principal(
        till.organization_id, till.local_id, till.terminal_id, permissions, till.terminal_id, 1
    )
    tokens = JwtAccessTokens(load_keys(keys), ISSUER, SeededIds())
    return tokens.issue(principal, datetime.now(UTC), 86_400)


def kill_at_random(field: Field, kills: int, seed: int) -> None:
    """Kill one of the three after a random moment, again and again, while the till sells and sends."""
    chance = random.Random(seed)
    field.start_centre()
    field.start_till()
    for n in range(kills):
        (victim,) = chance.choices(tuple(WEIGHTS), tuple(WEIGHTS.values()))
        field.sold_more(1)
        threading.Event().wait(chance.uniform(0.0, 0.12))
        field.kill(victim)
        if victim == "till":
            if n % CHECK_EVERY == 0:
                check(field.data)
            field.start_till()
        elif victim == "centre":
            field.start_centre()
    field.kill("till")
    field.drained()
    field.kill("centre")


def kill_at_points(field: Field, times: int) -> None:
    """Kill till and centre exactly at each crash point of an upload."""
    field.start_centre()
    for point in TILL_POINTS:
        for n in range(times):
            field.start_till(str(point), visits=3 + n)
            field.died("till")
    field.kill("centre")
    for point in CENTRE_POINTS:
        for n in range(times):
            field.start_centre(str(point), visits=1 + n)
            field.start_till()
            field.died("centre")
            field.kill("till")
    field.start_centre()
    field.drained()
    field.kill("centre")
