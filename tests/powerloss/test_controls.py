"""Weaker settings must fail in the same harness, or it proves nothing (faults.md section 7)."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.store import driver
from app.store.driver import Connection, connect_reader, dbapi2
from app.store.errors import PragmaRefusedError
from app.store.rows import read_identity
from app.store.verify import verify_all
from tests.longruns import memory_folder
from tests.powerloss.check import lost
from tests.powerloss.disk import Cut, image
from tests.powerloss.images import alone, cuts, recorded, tried
from tests.powerloss.till import DATABASE, TILL, Acked, Kind, Recording, lay_out
from tests.strictness import ExpectedLogs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the recorder reads /proc")

SEEDS = (1, 2, 3)
IMAGES = 40


@dataclass(frozen=True, slots=True)
class Alone:
    """What the database holds without its second copy."""

    whole: bool
    lost: int


def by_itself(files: dict[str, bytes], acked: list[Acked]) -> Alone:
    """Open the database of an image with the driver alone."""
    folder = memory_folder()
    try:
        lay_out(folder, alone(files))
        return _opened(folder / TILL / DATABASE, acked)
    except (dbapi2.Error, PragmaRefusedError, TypeError, ValueError):
        return Alone(whole=False, lost=len(acked))
    finally:
        shutil.rmtree(folder)


def _opened(database: Path, acked: list[Acked]) -> Alone:
    connection = connect_reader(database)
    try:
        return _looked_at(connection, acked)
    finally:
        connection.close()


def _looked_at(connection: Connection, acked: list[Acked]) -> Alone:
    whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    identity = read_identity(connection)
    whole = whole and identity is not None and verify_all(connection, identity) == ()
    return Alone(whole, len(lost(connection, acked)))


def acked_before(run: Recording, cut: Cut) -> list[Acked]:
    return [what for what in run.log.noted(cut.at) if isinstance(what, Acked)]


def judged(run: Recording, seed: int, images: int = IMAGES) -> list[Alone]:
    return [by_itself(image(run.log, cut), acked_before(run, cut)) for cut in cuts(run, seed, images)]


def test_the_database_alone_keeps_every_document_with_the_settings_that_ship() -> None:
    found = [one for seed in SEEDS for one in judged(recorded(seed, Kind.DAY), seed)]
    assert [one for one in found if not one.whole or one.lost] == []


def test_control_synchronous_normal_loses_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(driver.WRITER_PRAGMAS, "synchronous", 1)
    found = [one for seed in SEEDS for one in judged(recorded(seed, Kind.DAY), seed)]
    assert sum(one.lost > 0 for one in found) >= len(found) // 10


def test_control_synchronous_off_corrupts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(driver.WRITER_PRAGMAS, "synchronous", 0)
    found = [one for seed in SEEDS for one in judged(recorded(seed, Kind.DAY), seed)]
    assert sum(not one.whole for one in found) >= len(found) // 10


def test_control_a_deleted_wal_loses_documents_while_every_check_of_the_database_says_ok() -> None:
    lies = 0
    for seed in SEEDS:
        run = recorded(seed, Kind.DAY)
        cut = _before_the_end(run)
        found = by_itself(_without_wal(image(run.log, cut)), acked_before(run, cut))
        lies += found.whole and found.lost > 0
    assert lies == len(SEEDS)


def test_fault_46_a_deleted_wal_loses_nothing_where_the_electronic_journal_is(
    expected_logs: ExpectedLogs,
) -> None:
    expected_logs.allow("rebuilding the database")
    for seed in SEEDS:
        run = recorded(seed, Kind.DAY)
        cut = _before_the_end(run)
        without = _without_wal(image(run.log, cut))
        verdict = tried(run, cut, without)
        assert verdict.sound, verdict
        assert verdict.report is not None
        assert verdict.report.replayed
        assert "TAIL_RECOVERED" in verdict.incidents


def _without_wal(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.endswith("-wal")}


def _before_the_end(run: Recording) -> Cut:
    """Behind the last document but one of a till whose -wal holds it: before the clean end deletes that."""
    places = [
        index
        for index, entry in enumerate(run.log.entries)
        if isinstance(getattr(entry, "what", None), Acked)
    ]
    for at in reversed(places):
        cut = Cut(at + 1, 1)
        files = image(run.log, cut)
        found = by_itself(_without_wal(files), acked_before(run, cut))
        if found.whole and found.lost:
            return cut
    raise AssertionError("no document stood in the -wal alone")
