"""After the COMMIT a sale stands, whatever fails then: nobody is told otherwise (sync.md T7, T9, J6)."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest

from app.store.core import StoreCore
from app.store.driver import connect_reader, dbapi2
from app.store.ej_format import Frame
from app.store.electronic_journal import OsJournalFile
from app.store.errors import SaleStoredError, StoreFullError, StoreUnavailableError
from app.store.till import TillStore
from app.store.upkeep import persist_pin_waits
from app.store.verify import verify_all
from app.usecases.ports import StoredEvent
from tests.app.store.test_electronic_journal import all_frames
from tests.fakes.store import CASHIER, ManualClock, SeededIds, identity, open_till, sell
from tests.strictness import ExpectedLogs

_PAD = "INSERT INTO pad VALUES(zeroblob(200000))"


class BrokenFile(OsJournalFile):
    """Full on demand."""

    broken: ClassVar[bool] = False

    def write_at(self, offset: int, data: bytes) -> None:
        if BrokenFile.broken:
            raise OSError(28, "No space left on device")
        super().write_at(offset, data)


@pytest.fixture(autouse=True)
def _whole() -> None:
    BrokenFile.broken = False


def basket(n: int) -> str:
    return f"0198f0c0-1111-7000-8000-{n:012x}"


def fill_up(core: StoreCore, table: str) -> None:
    """From now on SQLite itself answers SQLITE_FULL to whoever writes into ``table``, and to nobody else."""
    driver = core.writer.driver
    event = "UPDATE ON" if table == "pin_failures" else "INSERT ON"
    driver.execute("CREATE TABLE IF NOT EXISTS pad(x BLOB)")
    driver.execute(f"CREATE TRIGGER filler AFTER {event} {table} BEGIN {_PAD}; END")
    pages = driver.execute("PRAGMA page_count").fetchone()
    assert pages is not None
    driver.execute(f"PRAGMA max_page_count={pages[0] + 20}").fetchall()


def make_room(core: StoreCore) -> None:
    core.writer.driver.execute("PRAGMA max_page_count=1000000").fetchall()


def degraded(store: TillStore) -> bool:
    """Asked through a function: it changes between two looks at the same store."""
    return store.journal_degraded


def incidents(store: TillStore) -> list[Any]:
    return store.runner.core.writer.driver.execute("SELECT code FROM incident").fetchall()


def told(store: TillStore, n: int) -> list[Any]:
    """What the use case hears of a sale."""
    heard: list[Any] = []
    store.runner.submit(partial(sell, basket=basket(n)), heard.append, heard.append)
    store.runner.drain()
    return heard


def steps(store: TillStore, count: int = 20) -> None:
    for _ in range(count):
        store.runner.step()


def assert_whole(data_dir: Path) -> None:
    connection = connect_reader(data_dir / "till.db")
    assert verify_all(connection, identity()) == ()
    stored = connection.execute("SELECT prev_hash, hash, payload FROM journal ORDER BY pos").fetchall()
    connection.close()
    assert [Frame(*row) for row in stored] == all_frames(data_dir / "journal.ej")


def test_a_sale_that_stands_is_told_as_done_though_its_incident_cannot_be_written(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("electronic journal lost")
    expected_logs.expect("cannot be recorded yet")
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock, journal_opener=BrokenFile)
    fill_up(store.runner.core, "incident")
    BrokenFile.broken = True
    for n in (1, 2):
        assert [type(answer) for answer in told(store, n)] == [StoredEvent]
    clock.advance(11)
    steps(store)
    assert incidents(store) == []
    said = [record for record in expected_logs.records if "cannot be recorded" in record.getMessage()]
    assert len(said) == 1, "once, not at each try"
    make_room(store.runner.core)
    clock.advance(11)
    steps(store)
    assert incidents(store) == [("EJ_DEGRADED",)]
    BrokenFile.broken = False
    clock.advance(61)
    steps(store)
    assert not degraded(store)
    assert incidents(store) == [("EJ_DEGRADED",)]
    store.close()
    assert_whole(tmp_path)


def test_an_incident_still_owed_is_written_at_the_end(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("electronic journal lost")
    expected_logs.expect("cannot be recorded yet")
    store = open_till(tmp_path, journal_opener=BrokenFile)
    fill_up(store.runner.core, "incident")
    BrokenFile.broken = True
    told(store, 1)
    make_room(store.runner.core)
    store.close()
    BrokenFile.broken = False
    store = open_till(tmp_path, ids=SeededIds(2))
    assert incidents(store) == [("EJ_DEGRADED",)]
    store.close()
    assert_whole(tmp_path)


def test_a_commit_that_could_not_be_looked_up_is_found_later_and_not_sold_twice(
    tmp_path: Path, expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fsync of the COMMIT fails and the file cannot be opened again at once: nobody knows yet."""
    expected_logs.expect("electronic journal lost")
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock)
    core = store.runner.core
    reopen = core._reopen

    def refuses() -> Any:
        raise StoreUnavailableError("cannot_open")

    real = core.writer.begin
    monkeypatch.setattr(core.writer, "begin", lambda: _Reported(real()))
    monkeypatch.setattr(core, "_reopen", refuses)
    assert isinstance(told(store, 1)[0], StoreUnavailableError)
    assert isinstance(told(store, 1)[0], StoreUnavailableError)
    monkeypatch.setattr(core, "_reopen", reopen)
    refused = told(store, 1)[0]
    assert isinstance(refused, SaleStoredError)
    assert refused.values["number"] == "0001-000001"
    assert told(store, 2)[0].event.data["number"] == 2
    clock.advance(11)
    steps(store)
    clock.advance(61)
    steps(store)
    store.close()
    assert_whole(tmp_path)


@pytest.mark.parametrize(("code", "refusal"), [(10, StoreUnavailableError), (13, StoreFullError)])
def test_a_commit_that_did_not_happen_is_not_believed(
    tmp_path: Path, code: int, refusal: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """COMMIT meets a failed fsync or a full disk and nothing of it is on the disk: refused, sold anew."""
    store = open_till(tmp_path)
    writer = store.runner.core.writer
    real = writer.begin
    with monkeypatch.context() as patch:
        patch.setattr(writer, "begin", lambda: _Undone(real(), code))
        heard = told(store, 1)[0]
    assert isinstance(heard, refusal)
    assert (store.runner.core.writer is writer) == (code == 13), "after a failed fsync opened anew"
    assert told(store, 1)[0].event.data["number"] == 1
    store.close()
    assert_whole(tmp_path)


class _Undone:
    """A transaction that is undone by the disk fault it reports."""

    def __init__(self, real: Any, code: int) -> None:
        self._real, self._code = real, code

    def __enter__(self) -> object:
        return self._real.__enter__()

    def __exit__(self, *reason: object) -> None:
        error = dbapi2.OperationalError("refused")
        error.sqlite_errorcode = self._code
        self._real.__exit__(type(error), error, None)  # rolls back
        raise error


class _Reported:
    """A transaction that commits and then reports a disk fault, as a failed fsync may."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __enter__(self) -> object:
        return self._real.__enter__()

    def __exit__(self, *reason: object) -> None:
        self._real.__exit__(*reason)
        error = dbapi2.OperationalError("disk I/O error")
        error.sqlite_errorcode = 10
        raise error


@pytest.mark.parametrize("moment", ["append", "prepare", "open"])
def test_however_the_electronic_journal_is_lost_the_incident_is_recorded(
    tmp_path: Path, moment: str, expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_logs.expect("electronic journal lost")
    store = open_till(tmp_path, journal_opener=BrokenFile)
    told(store, 1)
    if moment == "open":
        store.close()
        path = tmp_path / "journal.ej"
        path.rename(tmp_path / "away")
        path.mkdir()
        store = open_till(tmp_path, ids=SeededIds(2))
    elif moment == "prepare":
        journal = store.runner.core.mirror._journal
        assert journal is not None

        def full() -> bool:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(journal, "prepare", full)
    else:
        BrokenFile.broken = True
        told(store, 2)
    steps(store)
    assert degraded(store)
    assert incidents(store) == [("EJ_DEGRADED",)]
    assert isinstance(told(store, 3)[0], StoredEvent)
    assert incidents(store) == [("EJ_DEGRADED",)], "one loss, one incident"
    store.close()


def test_a_till_opens_though_the_electronic_journal_has_no_room_for_what_it_missed(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("electronic journal lost")
    store = open_till(tmp_path, journal_opener=BrokenFile)
    BrokenFile.broken = True
    told(store, 1)
    store.close()
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock, ids=SeededIds(2), journal_opener=BrokenFile)
    assert degraded(store)
    assert isinstance(told(store, 2)[0], StoredEvent)
    steps(store)
    BrokenFile.broken = False
    clock.advance(61)
    steps(store)
    assert not degraded(store)
    store.close()
    assert_whole(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="the open file cannot be renamed there")
def test_a_rotation_that_fails_half_way_is_caught_up_without_writing_events_twice(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("electronic journal lost")
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock, journal_opener=BrokenFile)
    journal = store.runner.core.mirror._journal
    assert journal is not None
    for n in range(400):
        if journal.end >= 256 * 1024:
            break
        told(store, n)
    BrokenFile.broken = True
    steps(store)
    assert degraded(store)
    assert [path.name for path in tmp_path.glob("journal.*.*.ej")] == ["journal.1.1.ej"]
    BrokenFile.broken = False
    clock.advance(61)
    steps(store)
    assert not degraded(store)
    told(store, 999)
    store.close()
    assert_whole(tmp_path)


def test_waiting_after_a_wrong_pin_is_counted_once_though_the_note_afterwards_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock)
    core = store.runner.core
    store.runner.run(lambda unit: unit.set_pin_failures(CASHIER, 1))
    clock.advance(10)
    monkeypatch.setattr(core.writer, "driver", _After(core.writer.driver))
    with pytest.raises(dbapi2.OperationalError):
        persist_pin_waits(core)
    monkeypatch.undo()
    waited = store.runner.run(lambda unit: unit.pin_failures(CASHIER)).waited_ms
    assert waited == 10_000
    store.close()


class _After:
    """A connection whose plain reads fail."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def execute(self, text: str, values: Any = ()) -> Any:
        if text.startswith("SELECT staff_id"):
            raise dbapi2.OperationalError("disk I/O error")
        return self._real.execute(text, values)
