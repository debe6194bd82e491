"""Who may open what: lock, library, PRAGMAs, newer databases, migrations (sync.md T1, T2, T5, T11)."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.store import driver, migrate, schema, version
from app.store.driver import READER_PRAGMAS, WRITER_PRAGMAS, connect_reader, dbapi2
from app.store.errors import LibraryRefusedError, NewerDatabaseError, PragmaRefusedError
from app.store.lock import DataLock
from tests.fakes.store import SeededIds, open_till, sell


def basket(n: int) -> str:
    return f"0198f0c0-1111-7000-8000-{n:012x}"


def test_a_second_process_is_refused_and_touches_nothing(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    code = (
        "import sys; from pathlib import Path; from tests.fakes.store import open_till\n"
        "from app.store.errors import AlreadyOpenError\n"
        "try: open_till(Path(sys.argv[1]))\n"
        "except AlreadyOpenError as error: print(error.code)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "store_already_open"
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    store.close()
    open_till(tmp_path, 2).close()


def test_the_lock_is_free_after_a_failed_opening(tmp_path: Path) -> None:
    open_till(tmp_path).close()
    _set_meta(tmp_path, compat=version.SCHEMA + 1)
    with pytest.raises(NewerDatabaseError):
        open_till(tmp_path, 2)
    DataLock(tmp_path / "cuadre.lock").release()


def test_a_newer_database_is_refused_unless_it_says_compatible(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    store.runner.run(partial(sell, basket=basket(1)))
    store.close()
    _set_meta(tmp_path, schema=version.SCHEMA + 3, compat=version.SCHEMA)
    store = open_till(tmp_path, 2)
    store.runner.run(partial(sell, basket=basket(2)))
    store.close()
    _set_meta(tmp_path, schema=version.SCHEMA + 3, compat=version.SCHEMA + 1)
    with pytest.raises(NewerDatabaseError) as refused:
        open_till(tmp_path, 3)
    assert refused.value.code == "store_newer_database"


def test_an_older_database_is_copied_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_till(tmp_path)
    store.runner.run(partial(sell, basket=basket(1)))
    store.close()
    monkeypatch.setattr(migrate, "SCHEMA", version.SCHEMA + 1)
    store = open_till(tmp_path, 2)
    copy = store.report.migrated_copy
    assert copy is not None
    store.close()
    copied = dbapi2.connect(str(copy))
    assert copied.execute("SELECT count(*) FROM sale").fetchone() == (1,)
    copied.close()
    assert [path.suffix for path in copy.parent.iterdir()] == [".db"]


def _set_meta(data_dir: Path, **values: int) -> None:
    connection = dbapi2.connect(str(data_dir / "till.db"), isolation_level=None)
    for name, value in values.items():
        connection.execute(f"UPDATE meta SET {name}={value}")
    connection.close()


@pytest.mark.parametrize("found", [(3, 40, 1), (3, 51, 1), (3, 51, 2), (3, 52, 0)])
def test_unsafe_libraries_are_refused(found: tuple[int, int, int]) -> None:
    with pytest.raises(LibraryRefusedError):
        driver.check_library(found)


@pytest.mark.parametrize("found", [(3, 51, 3), (3, 53, 4)])
def test_safe_libraries_are_taken(found: tuple[int, int, int]) -> None:
    driver.check_library(found)


def test_every_pragma_holds_on_both_kinds_of_connection(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    writer = store.runner.core.writer.driver
    reader = connect_reader(tmp_path / "till.db")
    for connection, pragmas in ((writer, WRITER_PRAGMAS), (reader, READER_PRAGMAS)):
        for name, value in pragmas.items():
            assert connection.execute(f"PRAGMA {name}").fetchone() == (value,), name
    with pytest.raises(dbapi2.OperationalError, match="readonly"):
        reader.execute("DELETE FROM sale")
    reader.close()
    store.close()


def test_a_pragma_that_does_not_hold_refuses_the_start(tmp_path: Path) -> None:
    with pytest.raises(PragmaRefusedError) as refused:
        driver.connect_writer(tmp_path / "x.db", {"journal_mode": "wal", "page_size": 1000})
    assert refused.value.values["pragma"] == "page_size"


def test_the_tables_of_the_statements_are_those_of_the_migrations(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    connection = store.runner.core.writer.driver
    for table in schema.metadata.sorted_tables:
        found = {(name, kind) for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table.name})")}
        kinds = {sa.Text: "TEXT", sa.Integer: "INTEGER", sa.LargeBinary: "BLOB"}
        assert found == {(column.name, kinds[type(column.type)]) for column in table.columns}, table.name
    strict = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema='main' AND type='table' AND strict=0"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).fetchall()
    assert strict == []
    store.close()


def test_the_journal_is_append_only(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    store.runner.run(partial(sell, basket=basket(1)))
    connection = store.runner.core.writer.driver
    for column in ("pos", "epoch", "seq", "event_id", "kind", "cause_id", "payload", "hash"):
        with pytest.raises(dbapi2.IntegrityError, match="append-only"):
            connection.execute(f"UPDATE journal SET {column}={column}")
    with pytest.raises(dbapi2.IntegrityError, match="not prunable"):
        connection.execute("DELETE FROM journal")
    with pytest.raises(dbapi2.IntegrityError, match="not prunable"):
        connection.execute("INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE pos=1")
    connection.execute("UPDATE journal SET state='acked', attempts=2, last_code='x', review_id='y'")
    store.close()


def test_files_belong_to_the_user_alone(tmp_path: Path) -> None:
    store = open_till(tmp_path / "data", ids=SeededIds(1))
    modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "data").iterdir()}
    assert set(modes.values()) == {0}, modes
    store.close()


FORBIDDEN = (
    "sqlalchemy",
    "alembic",
    "sqlite3",
    "pydantic",
    "httpx",
    "asyncio",
    "concurrent.futures",
    "email",
)


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("app.store.reader", FORBIDDEN),
        ("app.store.lock", FORBIDDEN),
        ("app.store.till", ("alembic", "sqlite3", "sqlalchemy.orm")),
    ],
)
def test_what_an_import_may_not_load(module: str, forbidden: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print([m for m in {forbidden!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "[]"


def test_a_normal_start_loads_neither_alembic_nor_the_orm(tmp_path: Path) -> None:
    open_till(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from tests.fakes.store import open_till\n"
        "open_till(Path(sys.argv[1]), 2).close()\n"
        "print([m for m in ('alembic', 'sqlite3', 'sqlalchemy.orm') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip() == "[]"
