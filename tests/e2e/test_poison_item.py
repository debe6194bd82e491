"""One event on which the centre fails, over a real store and real HTTP (sync.md U7; faults.md 20)."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

from app.store.driver import connect_reader
from sync.transport.client import CentreClient
from sync.transport.http import HttpTransport
from sync.worker import SyncWorker
from tests.fakes.centre import FakeCentre
from tests.fakes.store import ManualClock, SeededIds, open_till, sell
from tests.strictness import ExpectedLogs
from tests.sync.conftest import FixedToken


def states(data: Path) -> Counter[str]:
    connection = connect_reader(data / "till.db")
    rows = connection.execute("SELECT state, count(*) FROM journal GROUP BY state").fetchall()
    connection.close()
    return Counter({str(state): int(count) for state, count in rows})


def test_it_is_isolated_quarantined_kept_and_taken_in_the_end_while_the_others_flow(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("an event is set aside")
    clock, ids = ManualClock(), SeededIds(3)
    store = open_till(tmp_path, clock=clock, ids=SeededIds(1))
    sold = [
        store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}")).event.event_id
        for n in range(49)
    ]
    centre = FakeCentre()
    client = CentreClient(centre.url)
    transport = HttpTransport(client, FixedToken(), close=client.close)
    worker = SyncWorker(store.outbox, transport, FixedToken(), clock, ids)
    try:
        centre.poison = {sold[30]}

        def run(seconds: float, every: float = 1.0) -> None:
            for _ in range(int(seconds / every)):
                clock.advance(every)
                worker.step(clock.monotonic())

        run(30)
        assert states(tmp_path) == {"acked": 49, "pending": 1}
        assert len(centre.requests) <= 12
        store.runner.run(partial(sell, basket="0198f0c0-1111-7000-8000-00000000beef"))
        worker.wake()
        run(1_100, every=10.0)
        assert states(tmp_path)["quarantined"] == 1
        assert states(tmp_path)["pending"] == 0, "the sale made meanwhile and the incident have gone up"
        assert sold[30] not in centre.events
        centre.poison = set()
        clock.advance(86_500)
        run(60)
        assert states(tmp_path) == {"acked": sum(states(tmp_path).values())}
        assert sold[30] in centre.events
    finally:
        transport.close()
        centre.close()
        store.close()
