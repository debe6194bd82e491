"""A clock set back in the middle of a sale: on record, and nothing else changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from app.usecases.clock_watch import ClockWatch
from app.usecases.drafts import DraftKeeper
from app.usecases.paper import PrinterSetup
from app.usecases.receipts import ReceiptMaker
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.journal.events import EventKind
from core.domain.receipt.words_es import SPANISH
from tests.app.presenters.floor.conftest import SHOP, Floor, build_floor
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.till import MemoryReader


@pytest.fixture
def floor() -> Floor:
    built = build_floor()
    built.presenter.open()
    return built


class Watched:
    """A floor whose clock is looked at."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.told: list[tuple[datetime, datetime]] = []
        drafts = DraftKeeper(floor.state, floor.runner, _fails)
        self.watch = ClockWatch(floor.state, drafts, self._hear)

    def _hear(self, before: datetime, after: datetime) -> None:
        self.told.append((before, after))

    def turn(self, seconds: float) -> None:
        """Set the wall clock by hand; the monotonic one goes on."""
        self.floor.clock.wall += timedelta(seconds=seconds)
        self.watch.look()


def _fails(error: Exception) -> None:
    raise error


def test_a_step_back_is_one_event_and_said_once(floor: Floor) -> None:
    watched = Watched(floor)
    before = floor.clock.wall
    watched.turn(-3 * 3600)
    watched.watch.look()
    (event,) = [e.event for e in floor.store.events if e.event.kind == EventKind.CLOCK_BACK]
    assert event.data["back_ms"] == 3 * 3600 * 1000
    assert watched.told == [(before, before - timedelta(hours=3))]


@pytest.mark.parametrize("seconds", [-2.0, 0.0, 1.0, 86_400.0])
def test_time_that_is_kept_or_goes_on_is_nothing(floor: Floor, seconds: float) -> None:
    watched = Watched(floor)
    watched.turn(seconds)
    assert watched.told == []
    assert floor.store.events == []


def test_a_clock_set_back_in_mid_sale_loses_and_reorders_nothing(floor: Floor) -> None:
    watched = Watched(floor)
    floor.state.offset_ms = 26 * 3_600_000
    floor.scan(RICE.barcode)
    watched.turn(-26 * 3600)
    floor.scan(COLA.barcode)
    sale = floor.open_sale.sale
    sale.tender("cash", Decimal(10))
    records: list[CompletedRecord] = []
    receipts = ReceiptMaker(floor.state, SHOP, SPANISH, None, demo=False)
    checkout = Checkout(floor.state, MemoryReader(floor.store), floor.runner, receipts, PrinterSetup())
    checkout.complete(floor.open_sale, records.append, _fails)
    assert [item.name for item in records[0].sale.items] == [RICE.name, COLA.name]
    kinds = [stored.event.kind for stored in floor.store.events]
    assert kinds == [EventKind.CLOCK_BACK, EventKind.SALE_COMPLETED]
    assert [stored.event.seq for stored in floor.store.events] == [1, 2]
    sold = records[0].stored.event.context
    assert sold.occurred_at == floor.clock.wall, "a recorded time is the raw one"
    assert sold.business_date == "2026-11-24", "the day is that of the open shift"


def test_fault_52_midnight_in_mid_sale_leaves_the_day_of_the_shift(floor: Floor) -> None:
    """The zone of the machine may change too: the day is that of the open shift, the moment is UTC."""
    watched = Watched(floor)
    floor.scan(RICE.barcode)
    day = floor.state.local_time().date()
    watched.turn(14 * 3600)
    floor.state.utc_offset += timedelta(hours=1)
    assert floor.state.local_time().date() > day
    floor.open_sale.sale.tender("cash", Decimal(10))
    records: list[CompletedRecord] = []
    receipts = ReceiptMaker(floor.state, SHOP, SPANISH, None, demo=False)
    checkout = Checkout(floor.state, MemoryReader(floor.store), floor.runner, receipts, PrinterSetup())
    checkout.complete(floor.open_sale, records.append, _fails)
    sold = records[0].stored.event.context
    assert sold.business_date == day.isoformat()
    assert sold.occurred_at == floor.clock.wall
