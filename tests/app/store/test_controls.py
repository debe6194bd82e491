"""What the rules of the store keep away happens without them (sync.md T4, T10; faults.md section 7)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.store.driver import connect_reader, connect_writer, dbapi2, error_code
from tests.fakes.store import open_till, sell

_BASKET = "0198f0c0-1111-7000-8000-000000000001"


@pytest.mark.parametrize("begin", ["BEGIN", "BEGIN IMMEDIATE"])
def test_a_deferred_begin_fails_at_once_where_somebody_else_has_written(tmp_path: Path, begin: str) -> None:
    """It reads, another connection commits, and no waiting lets it write: SQLITE_BUSY_SNAPSHOT."""
    ours, other = connect_writer(tmp_path / "a.db"), connect_writer(tmp_path / "a.db")
    ours.execute("CREATE TABLE series(next INTEGER)")
    ours.execute("INSERT INTO series VALUES(1)")
    ours.execute("PRAGMA busy_timeout=0")
    other.execute("PRAGMA busy_timeout=0")
    ours.execute(begin)
    assert ours.execute("SELECT next FROM series").fetchone() == (1,)
    if begin == "BEGIN":
        other.execute("UPDATE series SET next=2")
        for _ in range(2):  # nobody holds a lock any more, and trying again is of no use
            with pytest.raises(dbapi2.OperationalError) as refused:
                ours.execute("UPDATE series SET next=next+1")
            assert error_code(refused.value) == 5
        ours.execute("ROLLBACK")
    else:
        with pytest.raises(dbapi2.OperationalError) as refused:
            other.execute("UPDATE series SET next=2")
        assert error_code(refused.value) == 5, "the other one waits its turn"
        ours.execute("UPDATE series SET next=next+1")
        ours.execute("COMMIT")
    assert ours.execute("SELECT next FROM series").fetchone() == (2,)
    ours.close()
    other.close()


def test_a_plain_copy_without_its_wal_lacks_the_sale_and_says_that_it_is_whole(tmp_path: Path) -> None:
    """Why copies are made by the backup API: of an open till the file alone is older."""
    living, copy = tmp_path / "till", tmp_path / "copy"
    store = open_till(living)
    store.runner.run(lambda unit: sell(unit, _BASKET))
    copy.mkdir()
    shutil.copyfile(living / "till.db", copy / "till.db")
    store.runner.core.writer.driver.backup(whole := connect_writer(tmp_path / "whole.db"))
    assert whole.execute("SELECT count(*) FROM sale").fetchone() == (1,)
    whole.close()
    store.close()
    plain = connect_reader(copy / "till.db")
    assert plain.execute("SELECT count(*) FROM sale").fetchone() == (0,)
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    plain.close()
