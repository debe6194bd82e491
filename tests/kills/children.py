"""A till and a centre that run until they are killed (faults.md section 5), forked from one process.

``python -m tests.kills.children`` imports everything once and then forks what each line on its standard input
orders, so that a hundred kills do not pay for a hundred imports. Ordered to wait, it tells how a child ended.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import uvicorn

from app.store.till import TillStore
from app.system import SystemClock, SystemIds
from central.compose import Ports, compose
from central.main import create_app
from central.security.keys import load_keys
from central.services.sync import OfflineSyncManager
from central.store.engine import make_engine
from central.store.ingest import PgIngestStore
from core.ports.faults import CrashPoint
from core.ports.transport import AuthState, Refresh
from sync.transport.client import CentreClient
from sync.transport.http import HttpTransport
from sync.worker import SyncWorker
from tests.fakes.store import enrolment, sell, settings

ISSUER: Final = "urn:cuadre:kills"
STEP_S: Final = 0.003


class KillAt:
    """Ends the process at the n-th visit of one crash point."""

    def __init__(self, point: str | None, visits: int) -> None:
        self._point, self._left = point, visits

    def reach(self, point: CrashPoint) -> None:
        """See `core.ports.faults.Faults`."""
        if point == self._point:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


class OneToken:
    """Credentials as long as the test."""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self) -> str | None:
        """See `Credentials`."""
        return self._token

    def refresh(self) -> Refresh:
        """See `Credentials`."""
        return Refresh(AuthState.UNREACHABLE)


def serve(order: dict[str, Any]) -> None:
    """The real application over the real database, at a fixed port."""
    engine, clock, ids = make_engine(order["dsn"], pool_size=2), SystemClock(), SystemIds()
    services = compose(engine, load_keys(Path(order["keys"])), ISSUER, Ports(clock, ids))
    store = PgIngestStore(engine, ids, KillAt(order.get("point"), order.get("visits", 1)))
    services = replace(services, sync=OfflineSyncManager(store, clock, ids))
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", order["port"]))
    config = uvicorn.Config(create_app(services), log_config=None, access_log=False, lifespan="off")
    asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))


def sell_and_send(order: dict[str, Any]) -> None:
    """Sell, write down what was told, and send, each on its own thread; ends when all is sold and sent."""
    data_dir, chance = Path(order["dir"]), random.Random(order["seed"])
    clock, ids = SystemClock(), SystemIds()
    faults = KillAt(order.get("point"), order.get("visits", 1))
    store = TillStore.open(data_dir, clock, ids, settings(), faults=faults)
    if store.identity is None:
        store.enrol(enrolment())
    client = CentreClient(order["url"])
    credentials = OneToken(order["token"])
    transport = HttpTransport(client, credentials, close=client.close)
    worker = SyncWorker(store.outbox, transport, credentials, clock, ids)
    sold = threading.Event()
    sending = threading.Thread(
        target=_send, args=(worker, clock, lambda: sold.is_set() and not store.outbox.status().pending)
    )
    sending.start()
    acks = os.open(data_dir / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    pause = threading.Event()
    for _ in range(order["sales"]):
        stored = store.runner.run(partial(sell, basket=ids.uuid7(), lines=chance.randint(1, 6)))
        ack = [stored.event.data["number"], stored.event.event_id, stored.hash.hex()]
        os.write(acks, json.dumps(ack).encode() + b"\n")
        pause.wait(STEP_S)
    sold.set()
    sending.join()
    transport.close()
    store.close()


def _send(worker: SyncWorker, clock: SystemClock, done: Callable[[], bool]) -> None:
    """Without the waits between tries: what is on trial is what holds, not when."""
    pause = threading.Event()
    while not done():
        worker.send_now()
        worker.step(clock.monotonic())
        pause.wait(STEP_S)


WORK: Final = {"centre": serve, "till": sell_and_send}


def main() -> None:
    """Fork what is ordered, one JSON object a line."""
    for line in sys.stdin:
        order = json.loads(line)
        if (pid := order.get("wait")) is not None:
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
            continue
        child = os.fork()
        if child == 0:
            code = 1
            try:
                WORK[order["work"]](order)
                code = 0
            finally:
                os._exit(code)
        print(child, flush=True)


if __name__ == "__main__":
    main()
