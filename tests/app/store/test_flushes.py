"""Flushes and statements of one sale are counted, not timed (performance.md 1 and 3, sync.md T7)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest

from app.store.driver import WRITER_PRAGMAS
from app.store.electronic_journal import OsJournalFile
from tests.fakes.store import open_till, sell


class CountingVfs(apsw.VFS):
    """The default VFS, counting xSync per file; APSW has no shared memory, so locking is exclusive."""

    def __init__(self) -> None:
        self.syncs: list[str] = []
        super().__init__("counting", "")

    def xOpen(self, name: Any, flags: Any) -> Any:
        return CountingFile(self, name, flags)


class CountingFile(apsw.VFSFile):
    def __init__(self, vfs: CountingVfs, name: Any, flags: Any) -> None:
        self._vfs = vfs
        self._name = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        super().__init__("", name, flags)

    def xSync(self, flags: int) -> None:
        self._vfs.syncs.append(Path(self._name).name)
        super().xSync(flags)


class CountedJournal(OsJournalFile):
    syncs = 0

    def sync(self) -> None:
        CountedJournal.syncs += 1
        super().sync()


def record_sale(data_dir: Path) -> tuple[list[str], list[str], int]:
    """Statements before the sale (draft line included), of the sale, and flushes of the journal for it."""
    store = open_till(data_dir, enrolled=False, journal_opener=CountedJournal)
    statements: list[str] = []
    driver: Any = store.runner.core.writer.driver
    driver.set_trace_callback(statements.append)
    store.enrol(_enrolment())
    store.runner.run(_draft)
    before, statements[:] = list(statements), []
    flushes = CountedJournal.syncs
    store.runner.run(partial(sell, basket=BASKET, lines=10))
    sale, flushes = list(statements), CountedJournal.syncs - flushes
    driver.set_trace_callback(None)
    store.close()
    return before, sale, flushes


BASKET = "0198f0c0-1111-7000-8000-000000000001"


def _enrolment() -> Any:
    from tests.fakes.store import enrolment

    return enrolment()


def _draft(unit: Any) -> None:
    unit.save_draft_header(BASKET, {"v": 1})
    unit.save_draft_line(BASKET, 1, {"name": "Piña"})


def statements_only(statements: list[str]) -> list[str]:
    """Without bodies of triggers (traced as comments), and without what a cascade or a trigger traces again.

    No statement of a sale stands twice in a row by itself: each row has its own key.
    """
    pairs = zip(statements, ["", *statements], strict=False)
    return [now for now, before in pairs if not now.startswith("--") and now != before]


def test_a_sale_is_one_transaction_of_few_statements(tmp_path: Path) -> None:
    _, sale, _ = record_sale(tmp_path)
    words = [statement.split()[:3] for statement in statements_only(sale)]
    kinds = [" ".join(word for word in found if word.isupper() or found[0] == "UPDATE") for found in words]
    assert kinds[0] == "BEGIN IMMEDIATE"
    assert kinds[-1].startswith("COMMIT")
    tables = [statement.split()[2] for statement in statements_only(sale) if statement.startswith("INSERT")]
    assert tables == [
        "journal",
        "sale",
        *["sale_line"] * 10,
        "payment",
        *["stock_delta"] * 10,
        "print_job",
        "print_job",
    ]
    assert len(statements_only(sale)) == len(tables) + 4


def test_the_second_copy_is_flushed_once(tmp_path: Path) -> None:
    _, _, flushes = record_sale(tmp_path)
    assert flushes == 1


@pytest.mark.parametrize(("synchronous", "expected"), [("FULL", 1), ("NORMAL", 0)])
def test_a_sale_syncs_the_database_exactly_once(tmp_path: Path, synchronous: str, expected: int) -> None:
    before, sale, _ = record_sale(tmp_path / "till")
    vfs = CountingVfs()
    assert apsw.sqlite_lib_version() == "3.53.4"
    connection = apsw.Connection(str(tmp_path / "copy.db"), vfs="counting")
    connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    for name, value in WRITER_PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}").fetchall()
    connection.execute(f"PRAGMA synchronous={synchronous}").fetchall()
    for statement in _schema(tmp_path / "till"):
        connection.execute(statement)
    for statement in statements_only(before):
        connection.execute(statement).fetchall()
    vfs.syncs.clear()
    for statement in statements_only(sale):
        connection.execute(statement).fetchall()
    assert vfs.syncs == ["copy.db-wal"] * expected
    assert connection.execute("SELECT count(*) FROM sale_line").fetchall() == [(10,)]
    connection.close()


def _schema(data_dir: Path) -> list[str]:
    from app.store.driver import connect_reader

    connection = connect_reader(data_dir / "till.db")
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    connection.close()
    own = ["INSERT INTO journal_base(id) VALUES(1)", "INSERT INTO sync_state(id) VALUES(1)"]
    return [str(sql) for (sql,) in rows] + own
