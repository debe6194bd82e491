"""Faults of the till's store that are nobody else's: memory that ends, an older program, a starved log."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.store import version
from app.store.driver import connect_writer, dbapi2
from app.usecases.ports import WriteUnit
from tests.fakes.store import ManualClock, open_till, sell, settings
from tests.strictness import ExpectedLogs

PENDING = 500


def basket(n: int) -> str:
    return f"0198f0c0-1111-7000-8000-{n:012x}"


def test_fault_38_an_older_program_sends_what_a_newer_one_left_byte_for_byte(tmp_path: Path) -> None:
    """500 rows wait; the update adds a table and a column, and then the old version comes back."""
    store = open_till(tmp_path)
    for n in range(PENDING - 1):  # the enrolment is an event too
        store.runner.run(partial(sell, basket=basket(n), lines=1))
    store.close()
    with closing(dbapi2.connect(str(tmp_path / "till.db"), isolation_level=None)) as newer:
        newer.execute("ALTER TABLE sale ADD COLUMN of_tomorrow TEXT NOT NULL DEFAULT 'x'")
        newer.execute("CREATE TABLE of_tomorrow (id INTEGER PRIMARY KEY) STRICT")
        newer.execute(f"UPDATE meta SET schema={version.SCHEMA + 1}, compat={version.SCHEMA}")
        wanted = [bytes(row[0]) for row in newer.execute("SELECT payload FROM journal ORDER BY pos")]
    store = open_till(tmp_path, 2)
    batch = store.outbox.take(PENDING, 1 << 24)
    assert batch is not None
    assert [item.payload.encode() for item in batch.items] == wanted
    assert len(wanted) == PENDING
    assert store.runner.run(partial(sell, basket=basket(PENDING))).event.data["number"] == PENDING
    store.close()


def test_fault_39_memory_that_ends_in_mid_sale_burns_no_number_and_keeps_the_cart(tmp_path: Path) -> None:
    store = open_till(tmp_path)

    def draft(unit: WriteUnit) -> None:
        unit.save_draft_header(basket(1), {"v": 1})
        unit.save_draft_line(basket(1), 1, {"name": "Piña"})

    def runs_out(unit: WriteUnit) -> Any:
        sell(unit, basket(1))
        raise MemoryError

    store.runner.run(draft)
    with pytest.raises(MemoryError):
        store.runner.run(runs_out)
    with closing(store.reader()) as reader:
        kept = reader.draft()
        assert kept is not None
        assert kept.lines == ((1, {"name": "Piña"}),)
    assert store.runner.run(partial(sell, basket=basket(1))).event.data["number"] == 1
    store.close()


def test_fault_50_a_log_that_a_long_reader_keeps_from_shrinking_is_said_and_selling_goes_on(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("WARNING app.store.upkeep: write-ahead log is over")
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock, settings=settings(wal_alarm_bytes=64 * 1024))
    with closing(connect_writer(tmp_path / "till.db")) as starving:
        starving.execute("BEGIN")
        starving.execute("SELECT count(*) FROM sale").fetchone()
        for n in range(40):
            store.runner.run(partial(sell, basket=basket(n)))
        clock.advance(3)
        for _ in range(20):  # one piece of upkeep each
            store.runner.step()
        assert (tmp_path / "till.db-wal").stat().st_size > 64 * 1024
        starving.execute("COMMIT")
    store.close()
