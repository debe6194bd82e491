"""The reader's statements use their indexes, and an empty till reads as an empty till (performance.md 3)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from app.store import outbox, print_jobs, reader
from app.store.driver import Connection, connect_reader
from app.store.reader import DriverReader
from app.usecases.customers_port import Spent
from app.usecases.receipts_port import FIRST, By
from tests.fakes.store import open_till, sell


def plan(connection: Connection, sql: str) -> str:
    count = sql.count("?")
    rows = connection.execute("EXPLAIN QUERY PLAN " + sql, (1,) * count).fetchall()
    return " | ".join(str(row[3]) for row in rows)


STATEMENTS = {
    **{f"reader.{name}": sql for name, sql in reader.QUERIES.items() if name not in ("people", "totals")},
    **{f"outbox.{name}": sql for name, sql in outbox.QUERIES.items()},
    **{f"print_jobs.{name}": sql for name, sql in print_jobs.QUERIES.items()},
}
WALKS_IN_ORDER = {
    "reader.draft",
    "reader.last_card",
    "reader.recent_sales",
    "reader.last_paper",
    "reader.customers_created",
    "outbox.head",
    "print_jobs.recent",
}
"""Read from the newest end and stop at LIMIT: a scan by key that never goes far."""
WALKS_WHOLE = {"reader.parked"}
"""A table of a few rows: the baskets that are open or set aside."""


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Connection:
    data_dir = tmp_path_factory.mktemp("till")
    store = open_till(data_dir)
    for n in range(20):
        store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}"))
    store.close()
    return connect_reader(data_dir / "till.db")


@pytest.mark.parametrize("name", STATEMENTS)
def test_hot_statements_use_an_index(connection: Connection, name: str) -> None:
    steps = plan(connection, STATEMENTS[name])
    assert "TEMP B-TREE" not in steps, steps
    if name in WALKS_IN_ORDER:
        assert "LIMIT 1" in STATEMENTS[name] or "LIMIT ?" in STATEMENTS[name]
        return
    if name in WALKS_WHOLE:
        return
    for step in steps.split(" | "):
        heading = step.startswith(("SCALAR SUBQUERY", "CORRELATED SCALAR SUBQUERY"))  # its own steps follow
        assert heading or step.startswith("SEARCH") or "USING" in step, steps


def test_the_outbox_is_its_partial_index(connection: Connection) -> None:
    assert "journal_outbox" in plan(connection, outbox.QUERIES["take"])
    assert "journal_outbox" in plan(connection, outbox.QUERIES["failing"])
    assert "journal_outbox" in plan(connection, outbox.QUERIES["counts"])
    assert "journal_held" in plan(connection, outbox.QUERIES["held"])
    assert "print_job_queue" in plan(connection, print_jobs.QUERIES["next"])


def test_a_till_not_yet_made_reads_as_empty(tmp_path: Path) -> None:
    empty = DriverReader(tmp_path / "till.db")
    assert empty.identity() is None
    assert empty.people() == ()
    assert empty.open_shift() is None
    assert empty.draft() is None
    assert empty.recent_sales(5) == ()
    assert empty.last_paper() is None
    assert empty.paper("x") is None
    assert empty.receipt_document("x") is None
    assert empty.receipts(By.ANY, (), FIRST, 9) == empty.receipts(By.DAY, (1,), FIRST, 9) == ()
    assert empty.till_key("000000000000") is None
    assert empty.totals() == (0, 0)
    assert empty.customers_created(5) == ()
    assert empty.spent_by("x", 0) == Spent()
    assert not (tmp_path / "till.db").exists()
    store = open_till(tmp_path)
    assert empty.identity() == store.identity
    empty.close()
    store.close()


def test_sales_are_listed_newest_first(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    for n in range(5):
        store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}"))
    found = store.reader()
    assert [sale.number for sale in found.recent_sales(3)] == [5, 4, 3]
    found.close()
    store.close()
