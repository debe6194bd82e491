"""The electronic journal as a file: written ahead, flushed once, rotated, lost and found (sync.md 3)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from app.store.driver import connect_reader
from app.store.ej_format import Frame, JournalFormatError, Scan
from app.store.electronic_journal import ElectronicJournal, OsJournalFile, reading, segments
from app.store.till import TillStore
from core.domain.journal.events import Event, EventKind, encode_event
from tests.app.store.test_ej_format import chained
from tests.fakes.store import TERMINAL, ManualClock, SeededIds, context, open_till, sell, settings
from tests.strictness import ExpectedLogs

CREATED = "2026-11-24T15:00:00.000Z"


class CountingFile(OsJournalFile):
    """Counts flushes and writes; refuses on demand."""

    syncs = 0
    broken = False

    def write_at(self, offset: int, data: bytes) -> None:
        if CountingFile.broken:
            raise OSError(5, "device gone")
        super().write_at(offset, data)

    def sync(self) -> None:
        if CountingFile.broken:
            raise OSError(5, "device gone")
        CountingFile.syncs += 1
        super().sync()


@pytest.fixture(autouse=True)
def _fresh() -> None:
    CountingFile.syncs, CountingFile.broken = 0, False


def frames(count: int) -> list[Frame]:
    payloads = [
        encode_event(Event(SeededIds(n).uuid7(), 1, n, EventKind.LOGOUT, context(), {"pad": "x" * 500}))
        for n in range(1, count + 1)
    ]
    return chained(*payloads)


def journal(path: Path, **changes: object) -> ElectronicJournal:
    return ElectronicJournal(path, TERMINAL, CREATED, settings(**changes), CountingFile)


def degraded(store: TillStore) -> bool:
    return store.journal_degraded


def all_frames(path: Path) -> list[Frame]:
    found: list[Frame] = []
    for segment in segments(path):
        with reading(segment, Scan()) as read:
            found += read
    return found


def test_an_append_flushes_once_and_does_not_grow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "journal.ej"
    ej = journal(path)
    size, before = path.stat().st_size, CountingFile.syncs
    assert size == 64 * 1024
    ej.append(frames(3))
    assert CountingFile.syncs == before + 1
    assert path.stat().st_size == size
    assert path.stat().st_mode & 0o777 == 0o600
    ej.close()


def test_zeros_are_written_ahead_off_the_sale_path(tmp_path: Path) -> None:
    ej = journal(tmp_path / "journal.ej", journal_step_bytes=8192)
    assert not ej.prepare()
    ej.append(frames(2))
    assert ej.prepare()
    assert ej.allocated - ej.end >= 4096
    with (tmp_path / "journal.ej").open("rb") as file:
        file.seek(ej.end)
        assert set(file.read()) == {0}
    ej.close()


def test_a_burst_beyond_the_zeros_is_still_written(tmp_path: Path) -> None:
    ej = journal(tmp_path / "journal.ej", journal_step_bytes=8192)
    ej.append(frames(40))
    ej.close()
    assert all_frames(tmp_path / "journal.ej") == frames(40)


def test_a_torn_tail_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "journal.ej"
    ej = journal(path)
    ej.append(frames(2))
    end = ej.end
    ej.close()
    with path.open("r+b") as file:
        file.seek(end)
        file.write(b"CEJ1" + b"\x50\x00\x00\x00" + b"\xab" * 60)
    ej = journal(path)
    assert (ej.scan.torn, ej.end) == (True, end)
    ej.append(frames(3)[2:])
    ej.close()
    assert all_frames(path) == frames(3)


def test_a_file_whose_header_never_reached_the_disk_is_begun_anew(tmp_path: Path) -> None:
    """The power went while the till's first electronic journal was made (fault 41)."""
    path = tmp_path / "journal.ej"
    path.write_bytes(bytes(16 * 1024))
    ej = journal(path)
    ej.append(frames(2))
    ej.close()
    assert all_frames(path) == frames(2)


def test_a_file_without_header_that_holds_frames_is_not_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "journal.ej"
    ej = journal(path)
    ej.append(frames(2))
    ej.close()
    data = path.read_bytes()
    path.write_bytes(bytes(4096) + data[4096:])
    with pytest.raises(JournalFormatError):
        journal(path)
    assert path.read_bytes()[4096:] == data[4096:]


def test_it_rotates_when_full_and_both_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.ej"
    ej = journal(path, journal_step_bytes=8192, journal_rotate_bytes=16384)
    for frame in frames(40):
        ej.append([frame])
        ej.prepare()
    ej.close()
    names = [found.name for found in segments(path)]
    assert (names[0], names[-1], len(names) > 2) == ("journal.1.1.ej", "journal.ej", True)
    assert all_frames(path) == frames(40)


def test_another_tills_file_is_refused(tmp_path: Path) -> None:
    journal(tmp_path / "journal.ej").close()
    with pytest.raises(JournalFormatError):
        ElectronicJournal(tmp_path / "journal.ej", TERMINAL[:-1] + "2", CREATED, settings())


def test_selling_goes_on_without_its_device_and_catches_up(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("electronic journal lost")
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock, journal_opener=CountingFile)
    CountingFile.broken = True
    for n in range(3):
        store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}"))
    assert degraded(store)
    reader = store.reader()
    assert reader.totals()[0] == 3
    reader.close()
    store.runner.step()
    CountingFile.broken = False
    clock.advance(59)
    for _ in range(20):
        store.runner.step()
    assert degraded(store), "tried before its time"
    clock.advance(2)
    for _ in range(20):
        store.runner.step()
    assert not degraded(store)
    store.runner.run(lambda unit: sell(unit, "0198f0c0-1111-7000-8000-00000000ffff"))
    store.close()
    connection = connect_reader(tmp_path / "till.db")
    stored = connection.execute("SELECT prev_hash, hash, payload FROM journal ORDER BY pos").fetchall()
    incidents = connection.execute("SELECT code FROM incident").fetchall()
    connection.close()
    assert [Frame(*row) for row in stored] == all_frames(tmp_path / "journal.ej")
    assert incidents == [("EJ_DEGRADED",)]
