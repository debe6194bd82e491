"""F7 and its list: a slip scanned takes its sale up, changed prices are shown first and a person decides."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.presenters.floor.parking import ParkingDesk
from app.presenters.messages import M
from app.presenters.panels import Say
from app.presenters.states import Act, FloorMode
from app.presenters.wording import W
from app.usecases.parking import Parking
from core.domain.receipt.parked_slip import slip_code
from tests.app.presenters.floor.conftest import build_floor
from tests.app.presenters.floor.keys import Keys
from tests.fakes.catalogue import COLA, RICE, SmallCatalogue
from tests.fakes.till import MemoryReader

DEARER = replace(RICE, unit_price=Decimal("3.49"))


class Waiting(Keys):
    """A till at which one sale waits; the list has another price for rice when ``moved``."""

    def __init__(self, *, moved: bool) -> None:
        super().__init__(build_floor())
        floor = self.floor
        catalogue = SmallCatalogue((DEARER if moved else RICE, COLA))
        reader = MemoryReader(floor.store)
        parking = Parking(floor.state, floor.runner, reader, floor.open_sale, catalogue)
        desk = ParkingDesk(
            floor.presenter.desk, floor.state, floor.open_sale, parking, floor.presenter.basket_changed
        )
        floor.presenter.register(Act.PARK, desk.park)
        floor.presenter.register(Act.PARKED_LIST, desk.open)
        floor.presenter.read_scans(desk.slip)
        floor.presenter.open()
        floor.scan(RICE.barcode, COLA.barcode)
        self.total = floor.open_sale.sale.total
        self.slip = slip_code(floor.open_sale.sale.sale_id)
        self.act(Act.PARK)
        assert floor.open_sale.sale.is_empty
        self.pressed = 0

    @property
    def now(self) -> Decimal:
        return self.floor.open_sale.sale.total

    @property
    def closed(self) -> bool:
        return self.floor.view.panel is None and self.floor.shows(FloorMode.SALE)

    def said(self) -> M | None:
        """On the panel, else over the basket."""
        if self.floor.view.panel is not None:
            return self.message
        return None if self.floor.view.message is None else self.floor.view.message.id


@pytest.fixture
def till() -> Waiting:
    return Waiting(moved=False)


@pytest.fixture
def moved() -> Waiting:
    return Waiting(moved=True)


def test_a_slip_scanned_on_the_floor_takes_its_sale_up_without_a_key(till: Waiting) -> None:
    till.floor.scan(till.slip)
    assert (till.now, till.closed, till.pressed) == (till.total, True, 0)
    assert len(till.floor.view.rows) == 2


def test_a_slip_scanned_over_the_list_takes_its_sale_up(till: Waiting) -> None:
    till.act(Act.PARKED_LIST)
    till.floor.scan(till.slip)
    assert (till.now, till.closed) == (till.total, True)


def test_other_codes_over_the_list_are_refused(till: Waiting) -> None:
    till.act(Act.PARKED_LIST)
    till.floor.scan(RICE.barcode)
    assert till.said() is M.SCAN_NOT_HERE
    assert till.floor.open_sale.sale.is_empty


def test_a_slip_of_a_sale_that_no_longer_waits_says_so(till: Waiting) -> None:
    till.floor.scan("PK-000000000000")
    assert till.said() is M.PARKED_GONE
    assert till.closed


@pytest.mark.parametrize("fixture", ["till", "moved"])
def test_a_slip_does_not_take_the_place_of_an_open_sale(fixture: str, request: pytest.FixtureRequest) -> None:
    till: Waiting = request.getfixturevalue(fixture)
    till.floor.scan(COLA.barcode, till.slip)
    assert till.said() is M.SALE_NOT_EMPTY
    assert till.floor.open_sale.sale.line_count == 1
    assert till.closed


def test_changed_prices_are_shown_before_anything_is_taken_up(moved: Waiting) -> None:
    moved.floor.scan(moved.slip)
    assert moved.panel.name == "parked_prices"
    assert [(row.title, row.detail, row.right) for row in moved.rows.items] == [
        (RICE.name, Say(W.PARKED_WAS, {"amount": "3.25"}), "3.49")
    ]
    assert moved.floor.open_sale.sale.is_empty


def test_enter_charges_the_prices_of_now(moved: Waiting) -> None:
    moved.floor.scan(moved.slip)
    moved.enter()
    assert (moved.now, moved.closed, moved.pressed) == (moved.total + Decimal("0.24"), True, 1)


def test_the_earlier_prices_may_be_kept(moved: Waiting) -> None:
    moved.act(Act.PARKED_LIST)
    moved.enter()
    assert moved.panel.name == "parked_prices"
    moved.desk.press("before")
    assert (moved.now, moved.closed) == (moved.total, True)


def test_the_way_back_leaves_the_sale_waiting(moved: Waiting) -> None:
    moved.act(Act.PARKED_LIST)
    moved.enter()
    moved.act(Act.BACK)
    assert moved.panel.name == "parked", "back to the list it came from"
    moved.act(Act.BACK)
    assert moved.closed
    moved.floor.scan(moved.slip)
    moved.act(Act.BACK)
    assert moved.closed, "from a slip there is no list to go back to"
    assert moved.floor.open_sale.sale.is_empty


def test_a_slip_after_its_prices_were_swept_away_by_another_person_shows_them_again(moved: Waiting) -> None:
    moved.floor.scan(moved.slip)
    moved.floor.presenter.open()
    moved.floor.scan(moved.slip)
    assert moved.panel.name == "parked_prices"


def test_a_name_that_nobody_waits_under_is_not_an_empty_list(till: Waiting) -> None:
    till.act(Act.PARKED_LIST)
    till.type("zapatos")
    assert till.rows.empty == Say(W.PARKED_NOT_FOUND)
    till.act(Act.BACK)
    till.floor.scan(till.slip)
    till.floor.open_sale.start_next()
    till.act(Act.PARKED_LIST)
    assert till.rows.empty == Say(W.PARKED_NONE)
