"""What power cuts on a lying disk and damaged files found in start and rebuild (faults.md 42, 45)."""

from __future__ import annotations

from pathlib import Path

from app.store.driver import dbapi2
from tests.app.store.test_recovery import assert_whole, incidents, older_database, query, till_with
from tests.strictness import ExpectedLogs


def altered(data_dir: Path, *statements: str) -> None:
    connection = dbapi2.connect(str(data_dir / "till.db"), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_fault_42_series_that_are_gone_are_missed_and_come_back(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    """Found by a power cut on a lying disk: no check of the file sees a row that is not there."""
    expected_logs.expect("rebuilding the database: series")
    till_with(tmp_path, 2)
    altered(tmp_path, "DELETE FROM series WHERE doc_type='sale'")
    till_with(tmp_path, 1, 2)
    assert_whole(tmp_path, 3)


def test_fault_42_database_and_notes_lost_together_leave_who_this_till_is(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    """Both were written in the moment that the disk lost; the first day's note was not."""
    expected_logs.expect("rebuilding the database: not_a_database")
    till_with(tmp_path, 2)
    (tmp_path / "till.db").write_bytes(b"\x55" * 8192)
    (tmp_path / "anchors.json").write_bytes(b"")
    till_with(tmp_path, 1, 2)
    assert_whole(tmp_path, 3, before=2)
    assert "SERIES_RENEWED" in incidents(tmp_path)


def test_fault_45_a_next_number_that_cannot_be_is_not_taken_over_by_the_rebuild(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("rebuilding the database: rows")
    till_with(tmp_path, 2)
    altered(
        tmp_path,
        "UPDATE sale SET note='x' WHERE number=1",
        "UPDATE series SET next=1099511627777",
    )
    till_with(tmp_path, 1, 2)
    assert_whole(tmp_path, 3)


def test_fault_42_rows_left_of_a_lost_sale_lead_to_a_rebuild(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    """Some pages of the lost sales survived: bringing them back meets those rows."""
    expected_logs.expect("rebuilding the database: constraint")
    till_with(tmp_path, 2)
    with older_database(tmp_path):
        till_with(tmp_path, 2, 2)
        last = "(SELECT event_id FROM sale ORDER BY number DESC LIMIT 1)"
        row = query(tmp_path, f"SELECT * FROM stock_delta WHERE event_id={last}")[0]
    connection = dbapi2.connect(str(tmp_path / "till.db"), isolation_level=None)
    connection.execute("PRAGMA foreign_keys=0")
    connection.execute(f"INSERT INTO stock_delta VALUES({','.join('?' * len(row))})", row)
    connection.close()
    till_with(tmp_path, 1, 3)
    assert_whole(tmp_path, 5)


def test_fault_42_a_log_left_behind_is_no_clean_end_whatever_the_database_says(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    """A table that nobody reads at the start was damaged, and the row of the clean end survived."""
    expected_logs.expect("rebuilding the database: integrity")
    till_with(tmp_path, 2)
    path = tmp_path / "till.db"
    number = query(tmp_path, "SELECT rootpage FROM sqlite_schema WHERE name='sqlite_autoindex_print_job_1'")[
        0
    ][0]
    data = bytearray(path.read_bytes())
    page = data[(number - 1) * 4096 : number * 4096]
    page[3:5] = (int.from_bytes(page[3:5]) - 1).to_bytes(2)  # one entry fewer
    data[(number - 1) * 4096 : number * 4096] = page
    path.write_bytes(data)
    (tmp_path / "till.db-wal").touch()
    till_with(tmp_path, 1, 2)
    assert_whole(tmp_path, 3)
