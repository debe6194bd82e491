"""Tills of the simulation against the real ingest statement: crashes in its transaction, copies, doubt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from central.embedded.pg import EmbeddedPostgres
from central.store import ingest_statement
from tests.central.conftest import fresh_database
from tests.simulation.faults import CrashPoints, Plan
from tests.simulation.kernel import SimIds
from tests.simulation.postgres import PostgresCentre
from tests.simulation.run import Report, simulate
from tests.strictness import ExpectedLogs

pytestmark = pytest.mark.no_cover
RATES = {
    **{"request_lost": 0.05, "reply_lost": 0.1, "doubled": 0.1, "unavailable": 0.02, "server_error": 0.02},
    **{"centre_crash": 0.02, "till_crash": 0.004, "restart": 0.5, "poison": 0.003},
}
Make = Callable[[SimIds, CrashPoints], PostgresCentre]


@pytest.fixture
def make_store(server: EmbeddedPostgres, expected_logs: ExpectedLogs) -> Iterator[Make]:
    expected_logs.allow("sending to the centre rests|an event is set aside")
    loop = asyncio.new_event_loop()
    with ExitStack() as stack:
        stack.callback(loop.close)
        made = fresh_database(server)
        database = loop.run_until_complete(made.__aenter__())
        stack.callback(lambda: loop.run_until_complete(made.__aexit__(None, None, None)))

        def make(ids: SimIds, faults: CrashPoints) -> PostgresCentre:
            return PostgresCentre(loop, database.dsn("pos_app"), database.dsn("postgres"), ids, faults)

        yield make


def run(make_store: Make) -> Report:
    return simulate(3, tills=2, hours=1, plan=Plan.only(3, **RATES), make_store=make_store, reraise=True)


def test_every_invariant_holds_over_the_real_statement(make_store: Make) -> None:
    report = run(make_store)
    assert report.violation is None
    assert report.terminal_hours == 2
    assert report.struck["centre_crash"]
    assert report.struck["doubled"]


def test_the_same_seed_tells_the_same_story_over_both_stores(make_store: Make) -> None:
    here = simulate(3, tills=2, hours=1, plan=Plan.only(3, **RATES))
    assert run(make_store).trace == here.trace


def test_a_wrong_statement_dies(make_store: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A control: effects that are not written with their sale are seen."""
    right = ingest_statement.ingest_statement()
    wrong = right.replace(
        "FROM t JOIN s ON s.event_id = t.event_id\n  CROSS JOIN", "FROM t JOIN s ON false\n  CROSS JOIN"
    )
    assert wrong != right
    monkeypatch.setattr("central.store.ingest.ingest_statement", lambda **_: wrong)
    assert run(make_store).invariant == "I9"
