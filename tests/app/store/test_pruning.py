"""Old events go once the centre holds them twice, never before; what is left stays whole (sync.md E9)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.store.anchors import read_anchors
from app.store.base import grand_totals, read_base
from app.store.driver import connect_reader, connect_writer
from app.store.electronic_journal import segments
from app.store.pruning import prune
from app.store.till import TillStore
from app.store.verify import verify_all
from core.domain.journal.projection import PROJECTED_TABLES
from core.domain.outbox import BatchReply, EpochState, ItemResult, ItemStatus, StreamPlace
from tests.fakes.store import (
    ManualClock,
    SeededIds,
    enrol_customer,
    give_back,
    identity,
    open_till,
    sell,
    settings,
)
from tests.strictness import ExpectedLogs

DAY_S = 86_400
AGE_DAYS = 90


class Ids(SeededIds):
    """Identifiers of the clock's time, as in production."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(1)
        self._clock = clock

    def uuid7(self) -> str:
        text = super().uuid7()
        millis = f"{int(self._clock.now().timestamp() * 1000):012x}"
        return f"{millis[:8]}-{millis[8:]}{text[13:]}"


class Shop:
    """A till whose days pass quickly; the last three events are verified at its start."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, ManualClock()
        self.ids = Ids(self.clock)
        self.n = 0
        self.store = self.open()

    def open(self) -> TillStore:
        small = settings(verify_last=3, journal_rotate_bytes=16 * 1024, journal_step_bytes=8 * 1024)
        return open_till(self.folder, clock=self.clock, ids=self.ids, settings=small)

    def sell(self, count: int, *, upkeep: bool = False) -> None:
        for _ in range(count):
            self.n += 1
            self.store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{self.n:012x}"))
            if upkeep:
                self.store.runner.step()

    def send(self, durable: int | None) -> None:
        """The centre takes everything, and holds it twice up to a place."""
        while (batch := self.store.outbox.take(50, 1 << 20)) is not None:
            verdicts = tuple(ItemResult(item.event_id, ItemStatus.ACCEPTED) for item in batch.items)
            last = batch.items[-1]
            state = EpochState(StreamPlace(last.epoch, last.seq, last.hash), durable)
            self.store.outbox.settle(batch, BatchReply(batch.batch_id, verdicts, state))

    def prune(self) -> int:
        return self.store.runner.call(lambda: prune(self.store._core))

    def seqs(self, table: str = "journal") -> list[Any]:
        connection = connect_reader(self.folder / "till.db")
        column = "seq" if table == "journal" else "number"
        rows = [row[0] for row in connection.execute(f"SELECT {column} FROM {table} ORDER BY 1")]
        connection.close()
        return rows

    def whole(self) -> bool:
        connection = connect_reader(self.folder / "till.db")
        found = verify_all(connection, self.store.identity or identity())
        connection.close()
        return found == ()

    def totals(self) -> dict[str, int]:
        connection = connect_reader(self.folder / "till.db")
        found = grand_totals(connection)
        connection.close()
        return found


@pytest.fixture
def shop(tmp_path: Path) -> Any:
    made = Shop(tmp_path)
    yield made
    made.store.close()


def test_nothing_goes_before_the_second_copy_however_old(shop: Shop) -> None:
    shop.sell(10)
    shop.send(None)
    shop.clock.advance(400 * DAY_S)
    assert shop.prune() == 0
    assert len(shop.seqs()) == 11


def test_nothing_goes_before_ninety_days_though_it_is_held_twice(shop: Shop) -> None:
    shop.sell(10)
    shop.send(11)
    shop.clock.advance(AGE_DAYS * DAY_S - 60)
    assert shop.prune() == 0
    shop.clock.advance(120)
    assert shop.prune() == 8


def test_what_goes_takes_its_rows_along_and_the_rest_still_links(shop: Shop) -> None:
    shop.sell(10)
    shop.send(8)
    before = shop.totals()
    shop.clock.advance(91 * DAY_S)
    shop.sell(2)
    assert shop.prune() == 8
    assert shop.seqs() == list(range(9, 14))
    assert shop.seqs("sale") == list(range(8, 13))
    assert shop.whole()
    assert shop.totals()["sales"] == before["sales"] + 2
    assert shop.totals()["sales_cents"] == before["sales_cents"] // 10 * 12
    connection = connect_reader(shop.folder / "till.db")
    assert (read_base(connection).seq, read_base(connection).grand_totals["sales"]) == (8, 7)
    connection.close()


def test_no_row_of_an_event_that_went_stays_but_of_shifts_and_customers(shop: Shop) -> None:
    sold = shop.store.runner.run(partial(sell, basket="0198f0c0-1111-7000-8000-00000000beef"))
    shop.store.runner.run(partial(give_back, sold=sold))
    shop.store.runner.run(enrol_customer)
    shop.sell(1)
    shop.send(5)
    shop.clock.advance(91 * DAY_S)
    shop.sell(4)
    assert shop.prune() == 5
    connection = connect_reader(shop.folder / "till.db")
    left = {
        table: connection.execute(
            f"SELECT 1 FROM {table} WHERE event_id NOT IN (SELECT event_id FROM journal)"
        ).fetchone()
        for table in (*PROJECTED_TABLES, "print_job", "payment_awaited")
    }
    connection.close()
    assert {table for table, count in left.items() if count} == {"customer_local"}
    assert shop.totals()["refunds"] == 1


def test_what_waits_or_is_fenced_at_the_front_stops_it(shop: Shop) -> None:
    shop.sell(5)
    shop.send(6)
    connection = connect_writer(shop.folder / "till.db")
    connection.execute("UPDATE journal SET state='pending' WHERE seq=3")
    connection.close()
    shop.clock.advance(91 * DAY_S)
    shop.sell(5)
    assert shop.prune() == 2
    assert shop.seqs()[0] == 3


def test_a_second_copy_that_is_no_more_counts_no_more(shop: Shop) -> None:
    shop.sell(5)
    shop.send(6)
    shop.sell(5)
    shop.send(None)
    shop.clock.advance(91 * DAY_S)
    assert shop.prune() == 0


def test_after_a_start_it_is_whole_and_numbers_and_chain_go_on(shop: Shop) -> None:
    shop.sell(10)
    shop.send(11)
    shop.clock.advance(91 * DAY_S)
    shop.sell(1)
    assert shop.prune() == 9
    shop.store.close()
    shop.store = shop.open()
    assert shop.store.report.rebuilt is None
    shop.sell(1)
    assert shop.seqs("sale")[-1] == 12
    assert shop.whole()


def test_old_parts_of_the_electronic_journal_go_too_and_a_rebuild_begins_behind_them(
    shop: Shop, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("rebuilding the database: missing")
    shop.sell(60, upkeep=True)
    parts = len(segments(shop.folder / "journal.ej"))
    assert parts > 3
    shop.send(61)
    shop.clock.advance(91 * DAY_S)
    shop.sell(4)
    assert shop.prune() == 61
    left = segments(shop.folder / "journal.ej")
    assert 1 < len(left) < parts
    totals = shop.totals()
    shop.store.close()
    for path in shop.folder.glob("till.db*"):
        path.unlink()
    shop.store = shop.open()
    assert shop.store.report.rebuilt == "missing"
    assert shop.seqs("sale") == [61, 62, 63, 64]
    assert shop.totals() == totals
    assert shop.whole()
    shop.sell(1)
    assert shop.seqs("sale")[-1] == 65


def test_where_the_journal_begins_is_noted_outside_the_database(shop: Shop) -> None:
    shop.sell(8)
    shop.send(9)
    shop.clock.advance(91 * DAY_S)
    shop.sell(1)
    shop.prune()
    anchors = read_anchors(shop.folder / "anchors.json")
    assert anchors is not None
    assert anchors.base is not None
    connection = connect_reader(shop.folder / "till.db")
    assert anchors.base == read_base(connection)
    connection.close()


def test_it_happens_by_itself_once_a_day_and_not_while_a_basket_is_open(shop: Shop) -> None:
    shop.sell(10)
    shop.send(11)
    shop.clock.advance(91 * DAY_S)
    shop.store.runner.run(lambda unit: unit.save_draft_header("0198f0c0-1111-7000-8000-00000000beef", {}))
    upkeep(shop)
    assert len(shop.seqs()) == 11
    shop.store.runner.run(lambda unit: unit.drop_draft("0198f0c0-1111-7000-8000-00000000beef"))
    shop.clock.advance(60)
    upkeep(shop)
    assert len(shop.seqs()) == 3


def upkeep(shop: Shop) -> None:
    for _ in range(30):
        shop.store.runner.step()
