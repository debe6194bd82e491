"""What the count finds: each kind of loss, made by hand, is seen."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from app.powercut.examine import ACKS, Ack, acked, examine
from app.store.driver import connect_writer
from tests.fakes.store import open_till, sell, settings
from tests.strictness import ExpectedLogs

SALES = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A till that told of three sales and was closed."""
    store = open_till(tmp_path)
    with (tmp_path / ACKS).open("ab") as acks:
        for n in range(1, SALES + 1):
            stored = store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}"))
            acks.write(Ack(n, stored.event.event_id, stored.hash.hex()).line())
    store.close()
    return tmp_path


def test_a_till_that_kept_everything_is_sound(folder: Path) -> None:
    found = examine(folder, settings())
    assert found.sound
    assert (found.sales, found.acked, found.lost) == (SALES, SALES, 0)


def test_a_line_cut_short_was_not_told(folder: Path) -> None:
    with (folder / ACKS).open("ab") as acks:
        acks.write(b'[4, "0198')
    assert len(acked(folder)) == SALES
    assert examine(folder, settings()).sound


@pytest.mark.parametrize(
    "told", [Ack(4, "0198f0c0-0000-7000-8000-0000000000ff", "00" * 32), Ack(1, "other", "00" * 32)]
)
def test_a_sale_that_was_told_and_is_not_there_or_is_another_one_is_lost(folder: Path, told: Ack) -> None:
    with (folder / ACKS).open("ab") as acks:
        acks.write(told.line())
    found = examine(folder, settings())
    assert (found.lost, found.sound) == (1, False)


def test_a_sale_told_twice_is_seen(folder: Path) -> None:
    with (folder / ACKS).open("ab") as acks:
        acks.write(acked(folder)[0].line())
    assert examine(folder, settings()).problems == ("acks",)


def test_a_sale_without_its_paper_is_there_only_in_part(folder: Path) -> None:
    _change(folder, "DELETE FROM print_job WHERE event_id=(SELECT event_id FROM sale WHERE number=2)")
    assert examine(folder, settings()).problems == ("torn",)


def test_a_sale_under_another_number_is_seen_beyond_what_a_start_looks_at(folder: Path) -> None:
    _change(folder, "UPDATE sale SET number=9 WHERE number=1")
    found = examine(folder, settings(verify_last=1))
    assert found.lost == 1
    assert {"rows", "numbers"} <= set(found.problems)


def test_what_the_till_brings_back_from_its_second_journal_is_not_lost(
    folder: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("WARNING app.store.rebuild: rebuilding the database")
    for path in folder.glob("till.db*"):
        path.unlink()
    found = examine(folder, settings())
    assert (found.sales, found.lost) == (SALES, 0)
    assert found.report.rebuilt is not None


def test_a_till_that_knows_nothing_any_more_has_lost_what_it_told(tmp_path: Path) -> None:
    (tmp_path / ACKS).write_bytes(Ack(1, "0198f0c0-0000-7000-8000-0000000000ff", "00" * 32).line())
    found = examine(tmp_path, settings())
    assert (found.sales, found.lost) == (0, 1)


def _change(folder: Path, statement: str) -> None:
    with closing(connect_writer(folder / "till.db")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement)
        connection.execute("COMMIT")
