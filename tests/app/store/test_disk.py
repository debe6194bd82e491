"""Full disk, failing disk, locked file, replaced file (sync.md T8, T9; faults.md 43, 44, 47, 48)."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from app.store.driver import connect_reader, dbapi2
from app.store.errors import SaleStoredError, StoreFullError, StoreReplacedError, StoreUnavailableError
from app.store.guard import restore_ballast
from app.usecases.ports import WriteUnit
from core.domain.journal.events import EventKind
from tests.fakes.store import ManualClock, SeededIds, context, make_sale, open_till, sell, settings
from tests.strictness import ExpectedLogs

CHILD = """
import json, resource, signal, sys
from functools import partial
from pathlib import Path
from app.store.errors import StoreError
from tests.fakes.store import ManualClock, open_till, sell
data_dir = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_till(data_dir)
done, refused = [], []
for n in range(400):
    if n == 20:
        limit = (data_dir / "till.db-wal").stat().st_size + 20_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    if len(refused) == 3:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    try:
        stored = store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}"))
        done.append([stored.event.data["number"], stored.hash.hex()])
    except StoreError as error:
        refused.append(error.code + ":" + error.values.get("reason", ""))
        if len(refused) > 20:
            break
    if len(done) == 40:
        break
store.close()
print(json.dumps({"done": done, "refused": refused}))
"""


def basket(n: int) -> str:
    return f"0198f0c0-1111-7000-8000-{n:012x}"


def test_a_full_disk_keeps_the_cart_and_frees_the_ballast(tmp_path: Path) -> None:
    store = open_till(tmp_path, settings=settings(ballast_bytes=64 * 1024))
    ballast = tmp_path / "ballast"
    for _ in range(10):
        store.runner.step()
    assert ballast.stat().st_size == 64 * 1024
    store.runner.run(partial(_draft, number=1))
    driver = store.runner.core.writer.driver
    pages = driver.execute("PRAGMA page_count").fetchone()
    assert pages is not None
    driver.execute(f"PRAGMA max_page_count={pages[0]}").fetchall()
    sold = 0
    refused = None
    while refused is None and sold < 200:
        try:
            store.runner.run(partial(sell, basket=basket(100 + sold), lines=20))
            sold += 1
        except StoreFullError as error:
            refused = error
    assert refused is not None
    assert not ballast.exists()
    reader = store.reader()
    assert reader.totals()[0] == sold
    assert reader.draft() is not None
    driver.execute("PRAGMA max_page_count=1000000").fetchall()
    stored = store.runner.run(partial(sell, basket=basket(1)))
    assert stored.event.data["number"] == sold + 1
    reader.close()
    store.close()


def _draft(unit: object, number: int) -> None:
    unit.save_draft_header(basket(number), {"v": 1})  # type: ignore[attr-defined]


def _open_shift(unit: WriteUnit) -> None:
    shift_id = basket(900)
    data = {"shift_id": shift_id, "number": 1, "business_date": "2026-11-24", "float": "50.00"}
    unit.append(EventKind.SHIFT_OPENED, data, context(shift_id))


def test_the_ballast_is_not_taken_from_a_disk_that_is_nearly_full(tmp_path: Path) -> None:
    assert not restore_ballast(tmp_path / "ballast", 1 << 60)
    assert not (tmp_path / "ballast").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE")
def test_a_write_error_rolls_back_reopens_and_sells_on(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    report = json.loads(ran.stdout)
    assert report["refused"], "the limit was never met"
    assert set(report["refused"]) == {"store_unavailable:io"}
    store = open_till(tmp_path, ids=SeededIds(2))
    assert [number for number, _ in report["done"]] == list(range(1, len(report["done"]) + 1))
    assert len(report["done"]) == 40
    reader = store.reader()
    assert reader.totals()[0] == 40
    reader.close()
    store.close()


def test_a_locked_database_is_a_clear_error_and_not_a_skipped_write(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    store.runner.core.writer.driver.execute("PRAGMA busy_timeout=30").fetchall()
    other = dbapi2.connect(str(tmp_path / "till.db"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError) as refused:
        store.runner.run(partial(sell, basket=basket(1)))
    assert refused.value.values == {"reason": "busy"}
    other.execute("ROLLBACK")
    other.close()
    assert store.runner.run(partial(sell, basket=basket(1))).event.data["number"] == 1
    store.close()


@pytest.mark.parametrize("replace", [True, False])
def test_a_replaced_or_deleted_database_stops_all_writing(
    tmp_path: Path, replace: bool, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("replaced while open")
    expected_logs.allow("no clean end")
    clock = ManualClock()
    store = open_till(tmp_path, clock=clock)
    (tmp_path / "till.db").rename(tmp_path / "moved.db")
    if replace:
        (tmp_path / "till.db").write_bytes((tmp_path / "moved.db").read_bytes())
    clock.advance(31)
    for _ in range(10):
        store.runner.step()
    with pytest.raises(StoreReplacedError):
        store.runner.run(partial(sell, basket=basket(1)))
    store.close()


def test_the_same_basket_is_never_sold_twice(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    stored = store.runner.run(partial(sell, basket=basket(1)))
    with pytest.raises(SaleStoredError) as refused:
        store.runner.run(partial(sell, basket=basket(1)))
    assert refused.value.code == "sale_already_stored"
    assert refused.value.values == {"number": "0001-000001", "event_id": stored.event.event_id}
    assert make_sale(1, basket(1)).local_transaction_id == basket(1)
    assert store.runner.run(partial(sell, basket=basket(2))).event.data["number"] == 2, "no number was used"
    reader = store.reader()
    assert reader.totals()[0] == 2
    reader.close()
    store.close()


def test_a_shift_is_not_opened_on_a_file_that_is_gone(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.allow("no clean end")
    store = open_till(tmp_path)
    store.check_file()
    (tmp_path / "till.db").rename(tmp_path / "moved.db")
    with pytest.raises(StoreReplacedError):
        store.runner.run(_open_shift)
    assert isinstance(store.stopped, StoreReplacedError)
    with pytest.raises(StoreReplacedError):
        store.check_file()
    moved = connect_reader(tmp_path / "moved.db")
    assert moved.execute("SELECT count(*) FROM shift").fetchone() == (0,)
    moved.close()
    assert isinstance(store.stopped, StoreReplacedError)
    store.close()
