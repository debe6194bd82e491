"""Screen 11 on the floor: found, used, made new, by keys and by card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Say
from app.presenters.states import Act, CustomerTile, FloorMode, Sound
from app.presenters.wording import W
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.conftest import Floor
from tests.app.presenters.floor.keys import Keys
from tests.fakes.customers import BAKERY, MORNING, ROSA

RICE_CODE = "7450000000013"


@pytest.fixture
def keys(floor: Floor) -> Keys:
    floor.clock.wall = MORNING + timedelta(minutes=4)
    return Keys(floor)


def test_a_customer_is_attached_with_two_keys_and_what_is_typed(floor: Floor, keys: Keys) -> None:
    floor.scan(RICE_CODE)
    keys.act(Act.CUSTOMER)
    assert keys.rows.empty == Say(W.CUSTOMERS_TYPE)
    keys.type("rosa")
    assert [item.title for item in keys.rows.items] == ["Rosa Núñez"]
    keys.enter()
    assert keys.pressed == 2
    assert floor.shows(FloorMode.SALE)
    assert floor.view.customer == CustomerTile(
        "Rosa Núñez", "jubilado", Say(W.TILE_POINTS, {"points": "214", "time": "09:50"})
    )
    buyer = floor.open_sale.sale.buyer
    assert buyer is not None
    assert (buyer.customer_id, buyer.points) == (ROSA.customer_id, 214)
    assert len(floor.view.rows) == 1


def test_a_row_says_the_document_with_its_check_digits_given_or_computed(keys: Keys) -> None:
    keys.act(Act.CUSTOMER)
    keys.type("8-442")
    assert keys.rows.items[0].detail == "8-442-445 (DV 08)  +50766123456"
    keys.type("espiga")
    assert keys.rows.items[0].detail == "155610034-2-2015 (DV 27)"
    keys.type("rodrigo")
    assert keys.rows.items[0].detail == "AB123456"


def test_points_and_credit_stand_with_their_time(keys: Keys) -> None:
    keys.act(Act.CUSTOMER)
    keys.type("rosa")
    at = {"time": "09:50"}
    assert keys.facts == {
        W.CUSTOMERS_POINTS: (at, "214"),
        W.CUSTOMERS_CREDIT: (at, "60.00"),
        W.CUSTOMERS_DISCOUNTS: ({}, "jubilado"),
    }
    assert keys.remarks == []


def test_old_figures_say_their_day_and_hold_back(floor: Floor, keys: Keys) -> None:
    floor.clock.wall = MORNING + timedelta(hours=20)
    keys.act(Act.CUSTOMER)
    keys.type("rosa")
    at = {"day": "24/11", "time": "09:50"}
    assert keys.facts[W.CUSTOMERS_POINTS_OF] == (at, "214")
    assert keys.facts[W.CUSTOMERS_CREDIT_OF] == (at, "0.00")
    assert keys.remarks == [W.CUSTOMERS_HELD_BACK]


def test_a_blocked_customer_buys_without_points(floor: Floor, keys: Keys) -> None:
    keys.act(Act.CUSTOMER)
    keys.type("rodrigo")
    assert keys.remarks == [W.CUSTOMERS_BLOCKED]
    keys.enter()
    assert floor.view.customer.name == "Rodrigo Nuñez"


def test_arrows_and_touch_choose_among_several(keys: Keys) -> None:
    keys.act(Act.CUSTOMER)
    keys.type("ro nu")
    assert (len(keys.rows.items), keys.rows.selected) == (2, 0)
    for _ in range(3):
        keys.desk.move(1)
    assert keys.rows.selected == 1
    keys.desk.select("found", 0)
    assert keys.rows.selected == 0
    keys.desk.select("found", 7)
    assert keys.rows.selected == 0


def test_escape_changes_nothing(floor: Floor, keys: Keys) -> None:
    keys.act(Act.CUSTOMER)
    keys.type("rosa")
    keys.act(Act.BACK)
    assert floor.shows(FloorMode.SALE)
    assert floor.open_sale.sale.buyer is None


def test_enter_without_anything_typed_does_nothing(floor: Floor, keys: Keys) -> None:
    keys.act(Act.CUSTOMER)
    keys.enter()
    assert keys.panel.name == "customers"
    assert keys.panel.primary is None


@pytest.mark.parametrize("typed", ["", "rosa"])
def test_the_walk_in_customer_comes_back_by_a_button(floor: Floor, keys: Keys, typed: str) -> None:
    floor.open_sale.set_buyer(floor.customers.buyer(ROSA))
    keys.act(Act.CUSTOMER)
    keys.type(typed)
    assert "clear" in [button.id for button in keys.panel.buttons]
    keys.desk.press("clear")
    assert floor.open_sale.sale.buyer is None
    assert floor.view.customer == CustomerTile()


def test_a_card_scanned_on_the_sale_is_its_customer_without_a_key(floor: Floor) -> None:
    floor.scan(RICE_CODE, "LC-000214")
    assert floor.view.customer.name == "Rosa Núñez"
    assert floor.view.message == Message(M.CUSTOMER_CHOSEN, Tone.OK, {"name": "Rosa Núñez"})
    assert len(floor.view.rows) == 1
    assert Sound.ERROR not in floor.view.sounds


def test_a_card_scanned_on_the_panel_is_its_customer_too(floor: Floor, keys: Keys) -> None:
    keys.act(Act.CUSTOMER)
    floor.scan("LC-000214")
    assert floor.shows(FloorMode.SALE)
    assert floor.view.customer.name == "Rosa Núñez"


def test_a_card_of_nobody_is_refused_on_the_panel_and_a_row_on_the_sale(floor: Floor, keys: Keys) -> None:
    floor.scan("LC-999999")
    assert len(floor.view.rows) == 1
    keys.act(Act.CUSTOMER)
    floor.scan("LC-999999")
    assert keys.message is M.CARD_OF_NOBODY
    assert floor.open_sale.sale.buyer is None


def test_once_money_is_taken_the_buyer_stays(floor: Floor, keys: Keys) -> None:
    floor.scan(RICE_CODE)
    floor.presenter.act(Act.PAY)
    floor.open_sale.sale.tender("cash", floor.open_sale.sale.total)
    keys.act(Act.CUSTOMER)
    keys.type("rosa")
    keys.enter()
    assert keys.message is M.TENDERS_FIRST
    floor.presenter.act(Act.BACK)
    assert floor.shows(FloorMode.PAYMENT)
    assert floor.open_sale.sale.buyer is None


def test_the_next_sale_is_the_walk_in_customers(floor: Floor, keys: Keys) -> None:
    floor.scan(RICE_CODE, "LC-000214")
    floor.presenter.act(Act.PAY)
    floor.presenter.act(Act.EXACT)
    assert floor.view.customer == CustomerTile()
    sold = floor.store.events[-1].event
    assert (sold.kind, sold.data["customer_id"]) == (EventKind.SALE_COMPLETED, ROSA.customer_id)


def _off_and_total(floor: Floor) -> tuple[str, str]:
    totals = floor.view.totals
    assert totals is not None
    return totals.discount, totals.total


def test_the_customers_own_discount_comes_and_goes_with_them(floor: Floor, keys: Keys) -> None:
    floor.scan(RICE_CODE, RICE_CODE)
    keys.act(Act.CUSTOMER)
    keys.type("espiga")
    assert keys.facts[W.CUSTOMERS_DISCOUNTS] == ({}, "5 %, mayorista")
    keys.enter()
    assert floor.view.customer.detail == "5 %, mayorista"
    assert _off_and_total(floor) == ("−0.33", "6.17")
    floor.scan(RICE_CODE)
    assert _off_and_total(floor) == ("−0.49", "9.26")
    keys.act(Act.CUSTOMER)
    keys.desk.press("clear")
    assert _off_and_total(floor) == ("0.00", "9.75")


def test_a_customer_put_on_an_empty_sale_has_the_discount_with_the_first_line(
    floor: Floor, keys: Keys
) -> None:
    keys.act(Act.CUSTOMER)
    keys.type("espiga")
    keys.enter()
    floor.scan(RICE_CODE)
    assert _off_and_total(floor) == ("−0.16", "3.09")
    (header,) = floor.store.headers.values()
    assert header["buyer"]["discount"]["percent"] == "5.00"


def test_a_percent_that_no_discount_has_stops_no_sale(floor: Floor) -> None:
    for wrong in ("-3", "0", "100.001", "1.23456", "120"):
        buyer = floor.customers.buyer(replace(BAKERY, discount_percent=Decimal(wrong)))
        assert buyer.discount is None, wrong
