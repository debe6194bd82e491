"""kill -9 at any moment: no acked sale lost, changed, torn or doubled (faults.md section 5, 30-34, 46)."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.powercut.examine import acked
from app.store.driver import connect_reader
from app.store.rows import read_identity
from app.store.verify import verify_all
from tests.counts import COUNTED
from tests.fakes.store import SeededIds, open_till
from tests.kills import promised
from tests.kills.alone import POINTS, Seller, check, kill_alone_at_point, kill_alone_at_random
from tests.strictness import ExpectedLogs

RANDOM_KILLS = 96


@pytest.fixture(scope="module")
def seller() -> Iterator[Seller]:
    seller = Seller()
    yield seller
    seller.close()


def test_random_kills_lose_and_double_nothing(tmp_path: Path, seller: Seller) -> None:
    sales = kill_alone_at_random(seller, tmp_path, RANDOM_KILLS, 20261124)
    assert sales >= RANDOM_KILLS // 2, "the till hardly sold: the kills proved nothing"


@pytest.mark.parametrize("point", POINTS)
def test_kills_at_crash_points_lose_and_double_nothing(tmp_path: Path, seller: Seller, point: str) -> None:
    kill_alone_at_point(seller, tmp_path, point, 4)


def test_fault_31_a_sale_killed_after_the_commit_is_completed_at_the_next_start(
    tmp_path: Path, seller: Seller
) -> None:
    seller.order(dir=tmp_path, seed=2, point="after_commit", visits=4)
    assert seller.ended() == -signal.SIGKILL
    before = len(acked(tmp_path))
    store = open_till(tmp_path, ids=SeededIds(7))
    assert store.report.after_crash
    assert store.report.appended == 1
    store.close()
    assert check(tmp_path) == before + 1


def test_fault_30_a_kill_before_the_commit_burns_no_number_and_keeps_the_basket(
    tmp_path: Path, seller: Seller
) -> None:
    seller.order(dir=tmp_path, seed=2, sales=3)
    assert seller.ended() == 0
    seller.order(dir=tmp_path, seed=4, point="before_commit", visits=5)
    assert seller.ended() == -signal.SIGKILL
    store = open_till(tmp_path, ids=SeededIds(7))
    assert store.report.open_draft
    reader = store.reader()
    draft = reader.draft()
    assert draft is not None
    assert draft.lines == ((1, {"name": "Piña"}),)
    reader.close()
    store.close()
    assert check(tmp_path) == len(acked(tmp_path))


def test_fault_34_kills_in_the_first_migration_leave_an_empty_or_a_whole_schema(
    tmp_path: Path, seller: Seller
) -> None:
    seller.order(dir=tmp_path, seed=1, point="in_migration")
    assert seller.ended() == -signal.SIGKILL
    assert check(tmp_path) == 0
    seller.order(dir=tmp_path, seed=2, sales=2)
    assert seller.ended() == 0
    assert check(tmp_path) == 2


def test_fault_34_kills_while_a_newer_program_migrates_leave_the_old_schema_and_its_copy(
    tmp_path: Path, seller: Seller
) -> None:
    seller.order(dir=tmp_path, seed=1, sales=3)
    assert seller.ended() == 0
    for n in range(3):
        seller.dies(dir=tmp_path, seed=2 + n, point="in_migration", newer=True)
        assert check(tmp_path) == 3
    assert list((tmp_path / "copies").glob("*.db")), "nothing was copied before"


def test_kills_in_pruning_lose_nothing_and_the_next_one_finishes(tmp_path: Path, seller: Seller) -> None:
    """Dead between the notes outside the database and the commit: the rows are all there, and go later."""
    sales = 0
    for n in range(3):
        seller.dies(dir=tmp_path, seed=2 + n, point="before_commit", sales=8, prune=True)
        sales += 8
        assert check(tmp_path) == sales
    seller.order(dir=tmp_path, seed=9, sales=1, prune=True)
    assert seller.ended() == 0
    connection = connect_reader(tmp_path / "till.db")
    identity = read_identity(connection)
    assert identity is not None
    assert verify_all(connection, identity) == ()
    numbers = [row[0] for row in connection.execute("SELECT number FROM sale ORDER BY number")]
    assert numbers[-1] == sales + 1
    assert 0 < len(numbers) < sales
    connection.close()


def test_a_deleted_wal_is_recovered_from_the_electronic_journal_even_through_kills(
    tmp_path: Path, seller: Seller, expected_logs: ExpectedLogs
) -> None:
    # killed before its first checkpoint the main file is empty, and the check then rebuilds it too
    expected_logs.allow("WARNING app.store.rebuild: rebuilding the database")
    for n in range(4):
        seller.kill_after(0.03, selling=True, dir=tmp_path, seed=n)
        (tmp_path / "till.db-wal").unlink(missing_ok=True)
        (tmp_path / "till.db-shm").unlink(missing_ok=True)
        seller.order(dir=tmp_path, seed=2 * n, point="in_recovery", sales=1)
        seller.ended()
        assert check(tmp_path) >= len(acked(tmp_path)) > 0


def test_the_suite_killed_at_least_two_hundred_processes(
    seller: Seller, record_property: Callable[[str, object], None]
) -> None:
    """With those of `tests/kills`, which hold themselves to their own number, in another process maybe."""
    record_property(f"{COUNTED}kills of till", seller.kills)
    assert seller.kills >= promised.ALONE
    assert promised.ALONE + promised.SENDING >= 200
