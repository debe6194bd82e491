"""Shift+F11: a receipt of this till is found by number, amount or scan, seen, printed again, and left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from app.compose.receipt_tasks import plug_receipt_tasks
from app.presenters.messages import M, Tone
from app.presenters.panels import Say
from app.presenters.states import Act, FloorMode
from app.presenters.wording import W
from app.security.signing import StoredKeys
from app.store.reader import DriverReader
from app.store.till import TillStore
from app.usecases import receipt_search
from app.usecases.customers_port import CustomerRecord
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.receipt_search import ReceiptSearch
from core.domain.outbox import BatchReply, EpochState, ItemResult, ItemStatus, StreamPlace
from tests.app.presenters.floor.conftest import build_floor
from tests.app.presenters.floor.keys import Keys
from tests.fakes.catalogue import RICE, SmallCatalogue
from tests.fakes.store import open_till, sell, void

SOLD = 8


def nobody(text: str, limit: int) -> list[CustomerRecord]:
    del text, limit
    return []


class Looking(Keys):
    """A person who looks for a receipt of a till on real files."""

    def __init__(self, data_dir: Path, sold: int) -> None:
        self.store: TillStore = open_till(data_dir)
        self.made = [
            self.store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}", lines=1 + n % 3))
            for n in range(sold)
        ]
        self.reader = DriverReader(data_dir / "till.db")
        super().__init__(build_floor(reader=self.reader))
        floor = self.floor
        lookup = ReceiptLookup(floor.state, self.reader, SmallCatalogue(), StoredKeys(self.reader))
        search = ReceiptSearch(self.reader, lambda: floor.state.local_time().date(), nobody)
        plug_receipt_tasks(floor.presenter, floor.after, floor.state, search, lookup)
        floor.presenter.open()

    def close(self) -> None:
        self.reader.close()
        self.store.close()

    @property
    def shown(self) -> list[str]:
        return [str(row.title) for row in self.rows.items]

    def seen(self) -> str:
        receipt = self.floor.view.receipt
        assert receipt is not None
        return receipt.number


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Looking]:
    looking = Looking(tmp_path, SOLD)
    yield looking
    looking.close()


def test_all_receipts_stand_there_newest_first_with_time_total_and_tender(till: Looking) -> None:
    till.act(Act.SALE_SEARCH)
    assert till.shown == [f"0001-{n:06d}" for n in range(SOLD, 0, -1)]
    row = till.rows.items[0]
    to_send = Say(W.RECEIPTS_STANDING, {"paid": Say(W.TENDER_CASH), "state": Say(W.RECEIPTS_TO_SEND)})
    assert (row.detail, row.right, row.right_note) == ("10:00", "2.14", to_send)


def test_a_row_tells_how_its_sale_stands_at_the_centre(till: Looking) -> None:
    answers = (ItemStatus.REVIEW, ItemStatus.ACCEPTED)
    batch = till.store.outbox.take(50, 1 << 19)
    assert batch is not None
    *_, last, newest = batch.items
    results = [ItemResult(one.event_id, how) for one, how in zip((newest, last), answers, strict=True)]
    place = StreamPlace(newest.epoch, newest.seq, newest.hash)
    till.store.outbox.settle(batch, BatchReply(batch.batch_id, tuple(results), EpochState(place)))
    till.act(Act.SALE_SEARCH)
    first, second = till.rows.items[:2]
    assert first.right_note == Say(
        W.RECEIPTS_STANDING, {"paid": Say(W.TENDER_CASH), "state": Say(W.RECEIPTS_IN_REVIEW)}
    )
    assert (first.tone, second.tone, second.right_note) == (Tone.WARN, Tone.INFO, Say(W.TENDER_CASH))


def test_a_receipt_of_another_day_says_which(till: Looking) -> None:
    till.floor.clock.advance(2 * 86_400)
    till.act(Act.SALE_SEARCH)
    assert till.rows.items[0].detail == "24/11/2026 · 10:00"


def test_a_receipt_is_found_by_number_and_seen_with_three_keys_and_left_to_the_same_list(
    till: Looking,
) -> None:
    till.act(Act.SALE_SEARCH)
    till.type("0001-000003")
    till.enter()
    assert till.floor.shows(FloorMode.RECEIPT)
    assert till.seen() == "0001-000003"
    assert till.pressed == 2
    till.act(Act.BACK)
    assert till.floor.shows(FloorMode.PANEL)
    assert till.shown == ["0001-000003"]
    till.act(Act.BACK)
    assert till.floor.shows(FloorMode.SALE)
    assert till.floor.view.panel is None


def test_an_amount_lists_its_receipts_and_arrows_choose(till: Looking) -> None:
    till.act(Act.SALE_SEARCH)
    till.type("3.21")
    assert till.shown == ["0001-000006", "0001-000003"]
    till.floor.presenter.panel_actions.move(1)
    till.enter()
    assert till.seen() == "0001-000003"


def test_the_last_arrow_brings_older_ones_and_coming_back_finds_them_chosen(
    till: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_search, "PAGE", 3)
    till.act(Act.SALE_SEARCH)
    assert len(till.shown) == 3
    assert [button.id for button in till.panel.buttons] == ["older"]
    for _ in range(4):
        till.floor.presenter.panel_actions.move(1)
    till.enter()
    assert till.seen() == "0001-000004"
    till.act(Act.BACK)
    assert (len(till.shown), till.rows.selected) == (6, 4)
    till.floor.presenter.panel_actions.press("older")
    assert len(till.shown) == SOLD
    assert till.panel.buttons == ()


def test_nothing_found_and_nothing_sold_say_so(till: Looking, tmp_path: Path) -> None:
    till.act(Act.SALE_SEARCH)
    till.type("99.99")
    assert (till.rows.empty, till.panel.primary and till.panel.primary.idle) == (
        Say(W.RECEIPTS_NOT_FOUND),
        True,
    )
    till.enter()
    assert till.floor.shows(FloorMode.PANEL)
    fresh = Looking(tmp_path / "fresh", 0)
    fresh.act(Act.SALE_SEARCH)
    assert fresh.rows.empty == Say(W.RECEIPTS_NONE)
    fresh.close()


def test_a_receipt_scanned_into_the_list_is_looked_for(till: Looking) -> None:
    till.act(Act.SALE_SEARCH)
    till.floor.scan("0001-000002")
    assert till.shown == ["0001-000002"]
    till.floor.scan("CUA1:not-a-code")
    assert till.shown == [], "a text that is no receipt is no receipt's number"


def test_a_voided_receipt_is_marked_when_the_list_comes_back(till: Looking) -> None:
    till.act(Act.SALE_SEARCH)
    till.type("0001-000003")
    till.enter()
    till.store.runner.run(partial(void, sold=till.made[2]))
    till.act(Act.BACK)
    assert till.rows.selected == 1, "the void stands above its sale now"
    assert till.rows.items[1].right_note == Say(W.RECEIPTS_VOIDED)


def test_the_receipt_seen_is_the_one_printed_again(till: Looking) -> None:
    till.act(Act.SALE_SEARCH)
    till.type("0001-000003")
    till.enter()
    shown = till.floor.after.receipt_shown
    assert shown is not None
    assert shown.event_id == till.made[2].event.event_id


def test_a_sale_begun_over_the_receipt_does_not_bring_the_list_back(till: Looking) -> None:
    till.act(Act.SALE_SEARCH)
    till.enter()
    till.floor.scan(RICE.barcode)
    assert till.floor.shows(FloorMode.SALE)
    assert till.floor.view.panel is None
    till.act(Act.LAST_RECEIPT)
    till.act(Act.BACK)
    assert till.floor.shows(FloorMode.SALE), "the last receipt was opened from the sale"


def test_not_while_money_is_being_taken(till: Looking) -> None:
    till.floor.scan(RICE.barcode)
    till.act(Act.PAY)
    till.act(Act.SALE_SEARCH)
    assert till.floor.view.panel is None
    assert till.floor.view.message is not None
    assert till.floor.view.message.id is M.SALE_FIRST
