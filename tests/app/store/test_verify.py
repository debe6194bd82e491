"""Damage is seen: every column of the journal and of every projection counts (sync.md E7; faults.md 45)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from app.store.driver import Connection, connect_writer
from app.store.verify import quick_check, verify_all, verify_tail
from core.domain.journal.events import EventKind
from core.domain.journal.projection import PROJECTED_TABLES
from tests.fakes.store import (
    context,
    correct,
    enrol_customer,
    give_back,
    identity,
    open_till,
    sell,
    tell,
    void,
)


@pytest.fixture
def database(tmp_path: Path) -> Connection:
    store = open_till(tmp_path)
    shift = {"shift_id": "s1", "number": 1, "business_date": "2026-11-24", "float": "50.00", "counts": None}
    store.runner.run(lambda unit: unit.append(EventKind.SHIFT_OPENED, shift, context()))
    data = {"code": "TEST", "params": {}}
    store.runner.run(lambda unit: unit.append(EventKind.INCIDENT_RAISED, data, context()))
    baskets = [f"0198f0c0-1111-7000-8000-{n:012x}" for n in range(3)]
    sold = [store.runner.run(partial(sell, basket=basket)) for basket in baskets][-1]
    store.runner.run(partial(tell, sold=sold))
    store.runner.run(partial(correct, sold=sold))
    store.runner.run(partial(give_back, sold=sold))
    store.runner.run(partial(void, sold=sold))
    store.runner.run(enrol_customer)
    store.close()
    return connect_writer(tmp_path / "till.db")


def test_a_sound_journal_verifies(database: Connection) -> None:
    assert verify_all(database, identity()) == ()
    assert verify_tail(database, identity(), 2) == ()
    assert quick_check(database) == ()
    database.close()


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, columns in PROJECTED_TABLES.items() for column in columns],
)
def test_a_change_in_any_projected_column_is_seen(database: Connection, table: str, column: str) -> None:
    database.execute("PRAGMA foreign_keys=OFF").fetchall()
    if column == "params":
        changed = "params || ' '"
    else:
        changed = f"CASE typeof({column}) WHEN 'integer' THEN {column}+7 WHEN 'text' THEN {column}||'x' END"
        kinds = {name: kind for _, name, kind, *_ in database.execute(f"PRAGMA table_info({table})")}
        kind = kinds[column]
        changed = f"coalesce({changed}, {'1' if kind == 'INTEGER' else repr('x')})"
    one = f"SELECT event_id FROM {table} ORDER BY event_id LIMIT 1"
    extra = " AND n=(SELECT min(n) FROM " + table + ")" if "n" in PROJECTED_TABLES[table] else ""
    before = database.execute(f"SELECT count(*) FROM {table}").fetchone()
    value = changed if column != "n" else "n+100"
    database.execute(f"UPDATE {table} SET {column}={value} WHERE event_id=({one}){extra}")
    assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == before
    assert {found.code for found in verify_all(database, identity())} & {"rows", "orphan"}
    database.close()


@pytest.mark.parametrize(
    ("column", "value", "codes"),
    [
        ("epoch", "epoch+1", {"columns", "seq", "start"}),
        ("seq", "seq+100", {"columns", "seq"}),
        ("event_id", "event_id||'x'", {"columns", "rows", "orphan"}),
        ("kind", "'logout'", {"columns"}),
        ("cause_id", "'x'", {"columns"}),
        ("payload", "CAST(replace(CAST(payload AS TEXT), '1.07', '1.08') AS BLOB)", {"sha", "link"}),
        ("sha256", "zeroblob(32)", {"sha"}),
        ("prev_hash", "zeroblob(32)", {"link", "start"}),
        ("hash", "zeroblob(32)", {"link", "start"}),
    ],
)
def test_a_change_in_any_journal_column_is_seen(
    database: Connection, column: str, value: str, codes: set[str]
) -> None:
    database.execute("DROP TRIGGER journal_append_only")
    database.execute(f"UPDATE journal SET {column}={value} WHERE pos=5")
    found = {mismatch.code for mismatch in verify_all(database, identity())}
    assert codes <= found
    database.close()


def test_a_chain_with_another_start_does_not_verify(database: Connection) -> None:
    stranger = identity()
    other = type(stranger)(
        stranger.terminal_id,
        stranger.organization_id,
        stranger.local_id,
        stranger.terminal_name,
        stranger.epoch,
        bytes(32),
        stranger.centre_url,
    )
    assert [(found.pos, found.code) for found in verify_all(database, other)] == [(1, "start")]
    database.close()


def test_a_removed_event_leaves_a_hole_that_is_seen(database: Connection) -> None:
    database.execute("DROP TRIGGER journal_keep")
    database.execute("DELETE FROM journal WHERE pos=3")
    assert {"seq", "start", "orphan"} <= {found.code for found in verify_all(database, identity())}
    database.close()
