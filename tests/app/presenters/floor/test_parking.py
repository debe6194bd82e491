"""F7 and its list: a slip scanned takes its sale up, changed prices are shown first and a person decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from app.compose.basket_tasks import parking_desk
from app.presenters.authorisation_state import AuthorisationState
from app.presenters.authorise import Authorising
from app.presenters.messages import M
from app.presenters.panels import Say
from app.presenters.states import Act, FloorMode
from app.presenters.wording import W
from app.usecases.authorising import Authoriser
from app.usecases.parking import Parking
from app.usecases.pricing import PromotionShelf
from app.usecases.proving import Proving
from core.domain.journal.events import EventKind
from core.domain.promotion.amount_terms import Percent
from core.domain.promotion.book import RuleBook
from core.domain.promotion.rules import Promotion
from core.domain.promotion.targets import Targets
from core.domain.receipt.parked_slip import slip_code
from tests.app.presenters.floor.conftest import build_floor
from tests.app.presenters.floor.keys import Keys
from tests.fakes.catalogue import COLA, RICE, SmallCatalogue
from tests.fakes.people import ANA, EVERYBODY, HandTicker, InstantBackground, PlainCheck
from tests.fakes.till import MemoryReader

DEARER = replace(RICE, unit_price=Decimal("3.49"))


class Waiting(Keys):
    """A till at which one sale waits; the list has another price for rice when ``moved``."""

    def __init__(self, *, moved: bool) -> None:
        super().__init__(build_floor())
        floor = self.floor
        floor.store.people = dict(EVERYBODY)
        floor.state.person = ANA
        catalogue = SmallCatalogue((DEARER if moved else RICE, COLA))
        reader = MemoryReader(floor.store)
        parking = Parking(floor.state, floor.runner, reader, floor.open_sale, catalogue)
        self.modal = Authorising(
            self,
            Authoriser(
                floor.state,
                reader,
                floor.runner,
                Proving(floor.runner, InstantBackground(), PlainCheck()),
                floor.store.ids,
                None,
            ),
            floor.state,
            HandTicker(),
            notify=floor.view.notify,
            sound=floor.view.sound,
        )
        desk = parking_desk(floor.presenter, floor.state, floor.open_sale, parking, self.modal)
        self.parking = parking
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

    def show_authorisation(self, state: AuthorisationState | None) -> None:
        """Keys answer it; nothing is drawn."""

    def names(self) -> list[str]:
        return [sale.label for sale in self.parking.list()]

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


def test_words_typed_before_the_key_are_the_name(till: Waiting) -> None:
    till.floor.scan(COLA.barcode)
    till.floor.type("Señora, paraguas")
    till.act(Act.PARK)
    assert till.names() == ["1", "Señora, paraguas"]
    assert till.floor.open_sale.sale.is_empty
    till.floor.scan(COLA.barcode)
    till.floor.type("12")
    till.act(Act.PARK)
    assert till.names()[-1] == "3", "digits are a code or an amount, never a name"


def test_a_card_number_is_no_name(till: Waiting) -> None:
    till.floor.scan(COLA.barcode)
    till.floor.type("visa 4111 1111 1111 1111")
    till.act(Act.PARK)
    assert till.names() == ["1", "2"]
    till.act(Act.PARKED_LIST)
    till.desk.press("name")
    till.enter()
    till.type("4111 1111 1111 1111")
    till.enter()
    assert (till.said(), till.names()) == (M.PAN_REFUSED, ["1", "2"])


def test_a_sale_that_waits_is_given_a_name(till: Waiting) -> None:
    till.act(Act.PARKED_LIST)
    till.desk.press("name")
    assert (till.panel.name, till.field("name").text) == ("parked_name", "")
    till.act(Act.BACK)
    assert till.panel.name == "parked"
    till.desk.press("name")
    till.type("Mesa verde")
    till.floor.runner.held = True
    till.enter()
    till.act(Act.BACK)
    assert till.panel.busy
    till.floor.runner.release()
    assert [row.title for row in till.rows.items] == ["Mesa verde"]
    till.enter()
    assert (till.now, till.closed) == (till.total, True)


def test_a_sale_that_waits_is_given_up_with_a_reason_by_whoever_may(till: Waiting) -> None:
    till.act(Act.PARKED_LIST)
    till.desk.press("give_up")
    assert (till.panel.name, till.panel.subtitle) == ("cancel", Say(W.PARKED_NUMBERED, {"number": "1"}))
    till.act(Act.BACK)
    assert (till.panel.name, till.names()) == ("parked", ["1"])
    till.desk.press("give_up")
    till.desk.choose("reason", "wrong_goods")
    till.enter()
    for digit in "1582947":
        till.modal.digit(digit)
    till.modal.enter()
    assert (till.panel.name, till.rows.items) == ("parked", ())
    kinds = [stored.event.kind for stored in till.floor.store.events][-2:]
    assert kinds == [EventKind.OVERRIDE_GRANTED, EventKind.SALE_CANCELLED]
    data = till.floor.store.events[-1].event.data
    assert (data["reason"], data["total_amount"], data["lines"]) == ("wrong_goods", "5.24", 2)
    till.act(Act.BACK)
    till.floor.scan(till.slip)
    assert till.said() is M.PARKED_GONE


def test_cash_taken_for_a_sale_that_waited_is_given_back_when_it_is_given_up(till: Waiting) -> None:
    till.act(Act.PARKED_LIST)
    till.enter()
    till.floor.open_sale.sale.tender("cash", Decimal(5))
    till.act(Act.PARK)
    till.act(Act.PARKED_LIST)
    till.desk.press("give_up")
    assert till.facts[W.CANCEL_CASH] == ({}, "5.00")
    till.enter()
    for digit in "1582947":
        till.modal.digit(digit)
    till.modal.enter()
    assert till.floor.store.events[-1].event.kind == EventKind.SALE_CANCELLED
    message = till.floor.view.message
    assert message is not None
    assert (message.id, message.values) == (M.SALE_GIVEN_UP_CASH, {"cash": "5.00"})


class Promoted(Waiting):
    """The sale that waits had a promotion that is over now."""

    def __init__(self, *, moved: bool) -> None:
        super().__init__(moved=moved)
        floor = self.floor
        floor.scan(self.slip)
        floor.presenter.enter()
        until = floor.clock.now() + timedelta(hours=1)
        half = Promotion(
            "mitad",
            1,
            "mitad",
            Percent(50_000),
            Targets(everything=True),
            datetime(2020, 1, 1, tzinfo=UTC),
            until,
        )
        floor.open_sale._shelf = PromotionShelf(floor.state, RuleBook((half,)))
        floor.open_sale.start_next()
        floor.scan(RICE.barcode, COLA.barcode)
        self.total = floor.open_sale.sale.total
        self.slip = slip_code(floor.open_sale.sale.sale_id)
        self.act(Act.PARK)
        floor.clock.advance(3_600)


def test_promotions_that_ended_are_said_before_the_sale_is_taken_up() -> None:
    till = Promoted(moved=False)
    assert till.total == Decimal("2.62")
    till.floor.scan(till.slip)
    assert (till.panel.name, till.panel.title) == ("parked_prices", Say(W.PARKED_PROMOTIONS_MOVED))
    (row,) = till.rows.items
    assert (row.title, row.detail, row.right) == (
        Say(W.PARKED_PROMOTIONS),
        Say(W.PARKED_WAS, {"amount": "−2.62"}),
        "0.00",
    )
    assert (till.remarks, till.panel.buttons) == ([W.PARKED_PROMOTIONS_WHY], ())
    till.enter()
    assert (till.now, till.closed) == (Decimal("5.24"), True)


def test_prices_and_promotions_that_changed_stand_in_one_question() -> None:
    till = Promoted(moved=True)
    till.act(Act.PARKED_LIST)
    till.desk.move(9)
    till.enter()
    assert till.panel.title == Say(W.PARKED_MOVED)
    assert [row.key for row in till.rows.items] == ["1", "promotions"]
    assert till.remarks == [W.PARKED_MOVED_WHY, W.PARKED_PROMOTIONS_WHY]
    till.desk.press("before")
    assert till.now == Decimal("5.24")


def test_of_several_the_button_asks_which_one(till: Waiting) -> None:
    till.floor.scan(COLA.barcode)
    till.floor.type("Mesa verde")
    till.act(Act.PARK)
    till.act(Act.PARKED_LIST)
    till.desk.press("give_up")
    assert (till.panel.subtitle, till.panel.buttons) == (Say(W.PARKED_WHICH), ())
    till.act(Act.BACK)
    assert (till.panel.subtitle, len(till.panel.buttons)) == ("", 2)
    till.desk.press("give_up")
    till.desk.select("parked", 1)
    assert (till.panel.name, till.panel.subtitle) == ("cancel", "Mesa verde")
    till.act(Act.BACK)
    till.desk.press("name")
    till.desk.move(1)
    till.enter()
    assert till.field("name").text == "Mesa verde"
