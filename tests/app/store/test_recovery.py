"""Start-up makes both journals say the same, whatever was lost (sync.md J3, J4, T12, A1, N5, I16)."""

from __future__ import annotations

import contextlib
import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.store.anchors import Anchors, read_anchors, write_anchors
from app.store.driver import connect_reader, connect_writer, dbapi2
from app.store.ej_format import HEADER_BYTES, Frame
from app.store.errors import StoreDamagedError
from app.store.verify import verify_all
from core.domain.documents import format_number
from core.domain.outbox import StreamPlace
from core.domain.scan import RECEIPT_NUMBER
from core.ports.faults import CrashPoint
from core.ports.printing import PrintJobState
from tests.app.store.test_electronic_journal import all_frames
from tests.fakes.store import identity, open_till, sell
from tests.strictness import ExpectedLogs


def basket(n: int) -> str:
    return f"0198f0c0-1111-7000-8000-{n:012x}"


def till_with(data_dir: Path, sales: int, seed: int = 1, **options: Any) -> None:
    store = open_till(data_dir, seed, **options)
    for n in range(sales):
        store.runner.run(partial(sell, basket=basket(seed * 1000 + n)))
    store.close()


def query(data_dir: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = connect_reader(data_dir / "till.db")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def incidents(data_dir: Path) -> list[str]:
    return [code for (code,) in query(data_dir, "SELECT code FROM incident ORDER BY event_id")]


def assert_whole(data_dir: Path, sales: int, before: int | None = None) -> None:
    """Both journals say the same, numbers run from 1; after ``before`` sales a new series began."""
    connection = connect_reader(data_dir / "till.db")
    assert verify_all(connection, identity()) == ()
    stored = connection.execute("SELECT prev_hash, hash, payload FROM journal ORDER BY pos").fetchall()
    numbers = connection.execute("SELECT number FROM sale ORDER BY length(series), series, number").fetchall()
    connection.close()
    assert [Frame(*row) for row in stored] == all_frames(data_dir / "journal.ej")
    first = sales if before is None else before
    assert numbers == [(n,) for n in (*range(1, first + 1), *range(1, sales - first + 1))]


@contextlib.contextmanager
def older_database(data_dir: Path) -> Any:
    """What happens inside is undone in the database alone, as if its last commits had been lost."""
    kept = data_dir.with_name(data_dir.name + "-kept.db")
    shutil.copyfile(data_dir / "till.db", kept)
    yield
    shutil.copyfile(kept, data_dir / "till.db")


def test_a_journal_behind_the_database_is_completed(tmp_path: Path) -> None:
    till_with(tmp_path, 2)
    kept = tmp_path / "kept.ej"
    shutil.copyfile(tmp_path / "journal.ej", kept)
    till_with(tmp_path, 3, 2)
    shutil.copyfile(kept, tmp_path / "journal.ej")
    store = open_till(tmp_path, 3)
    assert (store.report.appended, store.report.replayed) == (3, 0)
    store.close()
    assert_whole(tmp_path, 5)
    assert incidents(tmp_path) == []


def test_a_deleted_journal_is_written_anew(tmp_path: Path) -> None:
    till_with(tmp_path, 2)
    (tmp_path / "journal.ej").unlink()
    store = open_till(tmp_path, 2)
    assert store.report.appended == 3
    store.close()
    assert_whole(tmp_path, 2)


def gone(data_dir: Path, *names: str) -> None:
    for name in names:
        (data_dir / name).unlink()


@pytest.mark.parametrize("lost", [("anchors.json",), ("journal.ej",), ("anchors.json", "journal.ej")])
def test_where_an_anchor_is_gone_an_older_database_gives_no_number_twice(
    tmp_path: Path, lost: tuple[str, ...]
) -> None:
    """N5: four sales are lost with the newer database, so their numbers are never given again."""
    till_with(tmp_path, 2)
    with older_database(tmp_path):
        till_with(tmp_path, 4, 2)
        given = set(query(tmp_path, "SELECT series, number FROM sale"))
    gone(tmp_path, *lost)
    store = open_till(tmp_path, 3)
    assert store.report.new_epoch
    sold = [store.runner.run(partial(sell, basket=basket(9000 + n))) for n in range(3)]
    new = [(event.event.data["series"], event.event.data["number"]) for event in sold]
    store.close()
    assert given.isdisjoint(new)
    assert [number for _, number in new] == [1, 2, 3]
    assert {RECEIPT_NUMBER.fullmatch(format_number(*one)) is not None for one in new} == {True}
    if "journal.ej" in lost:
        assert_whole(tmp_path, 5, before=2)
    else:  # what the database had lost came back first
        assert_whole(tmp_path, 9, before=6)
    assert "SERIES_RENEWED" in incidents(tmp_path)


def test_a_new_series_begins_once_and_outlives_the_database(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("rebuilding the database: missing")
    till_with(tmp_path, 1)
    gone(tmp_path, "anchors.json")
    till_with(tmp_path, 1, 2)
    again = open_till(tmp_path, 3)
    assert not again.report.new_epoch
    again.close()
    gone(tmp_path, "till.db")
    till_with(tmp_path, 1, 4)
    series = query(tmp_path, "SELECT series, number FROM sale ORDER BY occurred_at_ms, event_id")
    (first, _), (renewed, _), (last, _) = series
    assert (first, last, [number for _, number in series]) == ("0001", renewed, [1, 1, 2])
    assert renewed.startswith("0001")
    assert len(renewed) == 8


def test_a_crash_before_the_new_series_begins_is_made_good(tmp_path: Path) -> None:
    till_with(tmp_path, 2)
    gone(tmp_path, "anchors.json", "journal.ej")
    with pytest.raises(KeyboardInterrupt):
        open_till(tmp_path, 2, faults=_Dies(CrashPoint.IN_RECOVERY))
    till_with(tmp_path, 1, 3)
    assert_whole(tmp_path, 3, before=2)


def test_a_till_that_never_sold_keeps_its_series_when_its_first_event_found_no_second_copy(
    tmp_path: Path,
) -> None:
    """A kill behind the very first commit leaves an empty electronic journal: nothing was lost."""
    till_with(tmp_path, 0)
    path = tmp_path / "journal.ej"
    path.write_bytes(path.read_bytes()[:HEADER_BYTES])
    till_with(tmp_path, 1, 2)
    assert query(tmp_path, "SELECT series, number FROM sale") == [("0001", 1)]


def test_sales_the_database_lost_come_back_with_ids_numbers_and_print_jobs(tmp_path: Path) -> None:
    till_with(tmp_path, 2)
    with older_database(tmp_path):
        till_with(tmp_path, 3, 2)
        wanted = query(tmp_path, "SELECT event_id, hash, seq FROM journal ORDER BY pos")
    store = open_till(tmp_path, 3, receipt_of=lambda stored, _: stored.event.event_id)
    assert (store.report.appended, store.report.replayed) == (0, 3)
    found = query(tmp_path, "SELECT event_id, hash, seq FROM journal ORDER BY pos")
    assert found[: len(wanted)] == wanted
    jobs = store.print_jobs.uncertain()
    assert [job.document for job in jobs] == [event_id for event_id, _, _ in wanted[-3:]]
    assert all(job.state is PrintJobState.UNCERTAIN for job in jobs)
    stored = store.runner.run(lambda unit: sell(unit, basket(1)))
    assert stored.event.data["number"] == 6
    store.close()
    assert_whole(tmp_path, 6)
    assert incidents(tmp_path) == ["TAIL_RECOVERED"]


def test_what_stands_in_the_wal_alone_is_there_after_a_cut(tmp_path: Path) -> None:
    """The start reads the -wal: nothing has to come back from the second copy."""
    living, cut = tmp_path / "living", tmp_path / "cut"
    store = open_till(living)
    store.runner.run(partial(sell, basket=basket(1)))
    shutil.copytree(living, cut)
    store.close()
    assert (cut / "till.db-wal").stat().st_size > 0
    store = open_till(cut, 2)
    assert (store.report.appended, store.report.replayed) == (0, 0)
    store.close()
    assert_whole(cut, 1)
    assert incidents(cut) == []


def test_recovery_a_second_time_changes_nothing(tmp_path: Path) -> None:
    till_with(tmp_path, 1)
    with older_database(tmp_path):
        till_with(tmp_path, 2, 2)
    open_till(tmp_path, 3).close()
    before = query(tmp_path, "SELECT event_id FROM journal ORDER BY pos")
    again = open_till(tmp_path, 4)
    assert (again.report.appended, again.report.replayed) == (0, 0)
    again.close()
    assert query(tmp_path, "SELECT event_id FROM journal ORDER BY pos") == before


class _Dies:
    """Raises at a crash point, once."""

    def __init__(self, point: CrashPoint) -> None:
        self._point = point

    def reach(self, point: CrashPoint) -> None:
        if point is self._point:
            raise KeyboardInterrupt


def test_a_crash_inside_recovery_is_recovered(tmp_path: Path) -> None:
    till_with(tmp_path, 1)
    with older_database(tmp_path):
        till_with(tmp_path, 2, 2)
    with pytest.raises(KeyboardInterrupt):
        open_till(tmp_path, 3, faults=_Dies(CrashPoint.IN_RECOVERY))
    store = open_till(tmp_path, 4)
    assert store.report.replayed == 2
    store.close()
    assert_whole(tmp_path, 3)


def test_a_fork_is_quarantined_and_refused(tmp_path: Path) -> None:
    till_with(tmp_path, 1)
    kept = tmp_path / "kept.ej"
    shutil.copyfile(tmp_path / "journal.ej", kept)
    with older_database(tmp_path):
        till_with(tmp_path, 2, 2)
    (tmp_path / "journal.ej").rename(tmp_path / "other.ej")
    kept.rename(tmp_path / "journal.ej")
    till_with(tmp_path, 2, 3)
    (tmp_path / "other.ej").replace(tmp_path / "journal.ej")
    for seed in (4, 5):
        with pytest.raises(StoreDamagedError) as refused:
            open_till(tmp_path, seed)
        assert refused.value.reason == "fork"
        folder = Path(refused.value.values["quarantine"])
        assert {"till.db", "journal.ej"} <= {path.name for path in folder.iterdir()}
    assert query(tmp_path, "SELECT count(*) FROM sale") == [(3,)]


def test_a_damaged_frame_is_rebuilt_from_the_database(tmp_path: Path) -> None:
    till_with(tmp_path, 4)
    path = tmp_path / "journal.ej"
    frames = all_frames(path)
    data = bytearray(path.read_bytes())
    data[data.index(frames[2].payload) + 10] ^= 1
    path.write_bytes(data)
    assert len(all_frames(path)) == len(frames) - 1
    open_till(tmp_path, 2).close()
    assert_whole(tmp_path, 4)
    assert incidents(tmp_path) == ["EJ_DAMAGED"]
    assert list(tmp_path.glob("damaged.*.ej"))


def test_an_unreadable_journal_header_is_set_aside(tmp_path: Path) -> None:
    till_with(tmp_path, 2)
    path = tmp_path / "journal.ej"
    path.write_bytes(b"\xff" * HEADER_BYTES + path.read_bytes()[HEADER_BYTES:])
    open_till(tmp_path, 2).close()
    assert_whole(tmp_path, 2)


def test_a_deleted_database_is_rebuilt_in_a_new_epoch(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("rebuilding the database: missing")
    till_with(tmp_path, 3)
    (tmp_path / "till.db").unlink()
    store = open_till(tmp_path, 2)
    assert (store.report.rebuilt, store.report.new_epoch) == ("missing", True)
    assert store.identity is not None
    assert store.identity.epoch == 2
    stored = store.runner.run(lambda unit: sell(unit, basket(1)))
    assert (stored.event.epoch, stored.event.data["number"]) == (2, 4)
    store.close()
    assert_whole(tmp_path, 4)
    opened = query(tmp_path, "SELECT epoch, seq FROM journal WHERE kind='epoch.opened' ORDER BY pos")
    assert opened == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sale SET total_cents=total_cents+1 WHERE number=2",
        "UPDATE sale_line SET name='x' WHERE n=1",
        "UPDATE payment SET received_cents=1",
        "UPDATE stock_delta SET quantity_milli=0",
        "DELETE FROM payment",
    ],
)
def test_rows_that_contradict_their_event_lead_to_a_rebuild(
    tmp_path: Path, damage: str, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("rebuilding the database: rows")
    till_with(tmp_path, 3)
    connection = dbapi2.connect(str(tmp_path / "till.db"), isolation_level=None)
    connection.execute(damage)
    connection.close()
    store = open_till(tmp_path, 2)
    assert store.report.rebuilt == "rows"
    assert store.report.quarantine is not None
    assert (store.report.quarantine / "till.db").exists()
    store.close()
    assert_whole(tmp_path, 3)


def test_a_file_that_is_no_database_is_rebuilt(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("rebuilding the database: not_a_database")
    till_with(tmp_path, 2)
    (tmp_path / "till.db").write_bytes(b"\x55" * 8192)
    store = open_till(tmp_path, 2)
    assert store.report.rebuilt == "not_a_database"
    store.close()
    assert_whole(tmp_path, 2)


def test_events_the_electronic_journal_lacks_are_saved_from_the_damaged_database(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("rebuilding the database: rows")
    till_with(tmp_path, 2)
    kept = tmp_path / "kept.ej"
    shutil.copyfile(tmp_path / "journal.ej", kept)
    till_with(tmp_path, 2, 2)
    shutil.copyfile(kept, tmp_path / "journal.ej")
    connection = dbapi2.connect(str(tmp_path / "till.db"), isolation_level=None)
    connection.execute("UPDATE sale SET note='x' WHERE number=1")
    connection.close()
    open_till(tmp_path, 3).close()
    assert_whole(tmp_path, 4)


def test_a_head_behind_the_last_reply_opens_an_epoch_and_skips_the_numbers(tmp_path: Path) -> None:
    till_with(tmp_path, 1)
    path = tmp_path / "anchors.json"
    known = read_anchors(path)
    assert known is not None
    write_anchors(path, Anchors(known.identity, known.grants, StreamPlace(1, 40, "ab" * 32), {"0001": 30}))
    store = open_till(tmp_path, 2)
    assert store.report.new_epoch
    opened = store.outbox.take(50, 1 << 20)
    assert opened is not None
    data = json.loads(opened.items[-1].payload)["data"]
    assert (data["reason"], data["previous"]["epoch"]) == ("head_behind_anchor", 1)
    stored = store.runner.run(lambda unit: sell(unit, basket(5)))
    assert (stored.event.epoch, stored.event.data["number"]) == (2, 31)
    store.close()
    again = open_till(tmp_path, 3)
    assert not again.report.new_epoch
    again.close()


def test_another_event_at_the_place_of_the_last_reply_opens_an_epoch_once(tmp_path: Path) -> None:
    """A database put back from a copy, sold on: the centre holds other events at the same places."""
    till_with(tmp_path, 3)
    path = tmp_path / "anchors.json"
    known = read_anchors(path)
    assert known is not None
    write_anchors(path, Anchors(known.identity, known.grants, StreamPlace(1, 2, "ab" * 32), {}))
    store = open_till(tmp_path, 2)
    assert store.report.new_epoch
    stored = store.runner.run(lambda unit: sell(unit, basket(5)))
    assert stored.event.epoch == 2
    store.close()
    again = open_till(tmp_path, 3)
    assert not again.report.new_epoch
    again.close()
    assert_whole(tmp_path, 4)


def test_lost_anchors_are_written_from_the_database(tmp_path: Path) -> None:
    till_with(tmp_path, 1)
    (tmp_path / "anchors.json").unlink()
    open_till(tmp_path, 2).close()
    known = read_anchors(tmp_path / "anchors.json")
    assert known is not None
    assert known.identity == identity()


def test_a_clean_end_is_no_crash_and_a_cut_one_is(tmp_path: Path) -> None:
    till_with(tmp_path, 1)
    store = open_till(tmp_path, 2)
    assert not store.report.after_crash
    store.close()
    connection = connect_writer(tmp_path / "till.db")
    connection.execute("UPDATE instance SET clean_end=0")
    connection.close()
    store = open_till(tmp_path, 3)
    assert store.report.after_crash
    store.close()
