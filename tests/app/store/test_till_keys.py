"""Keys of the shop's tills: given at enrolment, replaced as a whole, kept through a rebuild (ADR 85)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.store.driver import connect_writer
from core.domain.till_keys import TillKey
from tests.fakes.store import enrolment, open_till, sell
from tests.strictness import ExpectedLogs

FIRST = TillKey(bytes(range(32)), "0198f0c0-0000-7000-8000-000000000001", "Caja 01")
SECOND = TillKey(
    bytes(range(32, 64)),
    "0198f0c0-0000-7000-8000-000000000002",
    "Caja ñ",
    datetime(2026, 11, 20, 5, tzinfo=UTC),
)


def enrolled(data_dir: Path) -> None:
    store = open_till(data_dir, enrolled=False)
    store.enrol(replace(enrolment(), till_keys=(FIRST, SECOND)))
    store.close()


def known(data_dir: Path, seed: int) -> list[TillKey | None]:
    store = open_till(data_dir, seed)
    reader = store.reader()
    found = [reader.till_key(key.key_id) for key in (FIRST, SECOND)]
    assert reader.till_key("000000000000") is None
    reader.close()
    store.close()
    return found


def test_keys_are_found_by_name(tmp_path: Path) -> None:
    enrolled(tmp_path)
    assert known(tmp_path, 2) == [FIRST, SECOND]


def test_a_new_list_replaces_the_old(tmp_path: Path) -> None:
    enrolled(tmp_path)
    store = open_till(tmp_path, 2)
    store.runner.run(lambda unit: unit.replace_till_keys([SECOND]))
    store.close()
    assert known(tmp_path, 3) == [None, SECOND]
    store = open_till(tmp_path, 4)
    store.runner.run(lambda unit: unit.replace_till_keys([]))
    store.close()
    assert known(tmp_path, 5) == [None, None]


def test_keys_outlive_a_rebuild(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("rebuilding the database: rows")
    enrolled(tmp_path)
    store = open_till(tmp_path, 2)
    store.runner.run(partial(sell, basket="0198f0c0-1111-7000-8000-000000000001"))
    store.close()
    connection = connect_writer(tmp_path / "till.db")
    connection.execute("UPDATE sale SET total_cents=total_cents+1")
    connection.close()
    assert known(tmp_path, 3) == [FIRST, SECOND]
