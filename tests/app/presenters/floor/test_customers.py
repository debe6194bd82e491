"""Screen 11 on the floor: found, used, made new, by keys and by card."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Choices, Facts, Field, Panel, Remark, Rows, Say
from app.presenters.states import Act, CustomerTile, FloorMode, Sound
from app.presenters.wording import W
from core.domain.customer_data import customer_from_data
from core.domain.identity_document import Document, DocumentKind
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.conftest import Floor
from tests.fakes.customers import MORNING, ROSA

RICE_CODE = "7450000000013"


class Keys:
    """A person at the keyboard, on the customers' panels."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.desk = floor.presenter.desk
        self.pressed = 0

    def act(self, act: Act) -> None:
        self.pressed += 1
        self.floor.presenter.act(act)

    def enter(self) -> None:
        self.pressed += 1
        self.floor.presenter.enter()

    def digit(self, digit: str) -> None:
        """A digit while no field is active picks the answer that bears it."""
        self.pressed += 1
        for block in self.panel.blocks:
            if isinstance(block, Choices):
                for item in block.items:
                    if item.key == digit:
                        self.desk.choose(block.id, item.id)

    def type(self, text: str) -> None:
        """Data; it goes to the active field."""
        field = self.active()
        assert field is not None
        for end in range(1, len(text) + 1):
            self.desk.edited(field.id, text[:end])

    @property
    def panel(self) -> Panel:
        assert self.floor.view.panel is not None
        return self.floor.view.panel

    def active(self) -> Field | None:
        found = [block for block in self.panel.blocks if isinstance(block, Field) and block.active]
        return found[0] if found else None

    def field(self, name: str) -> Field:
        return next(block for block in self.panel.blocks if isinstance(block, Field) and block.id == name)

    @property
    def rows(self) -> Rows:
        return next(block for block in self.panel.blocks if isinstance(block, Rows))

    @property
    def facts(self) -> dict[W, tuple[dict[str, str], str]]:
        return {
            label.id: (dict(label.values), value)
            for block in self.panel.blocks
            if isinstance(block, Facts)
            for label, value in block.rows
            if isinstance(label, Say)
        }

    @property
    def remarks(self) -> list[W]:
        return [
            block.words.id
            for block in self.panel.blocks
            if isinstance(block, Remark) and isinstance(block.words, Say)
        ]

    @property
    def message(self) -> M | None:
        return None if self.panel.message is None else self.panel.message.id


@pytest.fixture
def keys(floor: Floor) -> Keys:
    floor.clock.wall = MORNING + timedelta(minutes=4)
    return Keys(floor)


def events(floor: Floor) -> list[str]:
    return [kind for kind in floor.store.kinds() if kind == EventKind.CUSTOMER_CREATED]


def test_a_customer_is_attached_with_two_keys_and_what_is_typed(floor: Floor, keys: Keys) -> None:
    floor.scan(RICE_CODE)
    keys.act(Act.CUSTOMER)
    assert keys.rows.empty == Say(W.CUSTOMERS_TYPE)
    keys.type("rosa")
    assert [item.title for item in keys.rows.items] == ["Rosa Núñez"]
    keys.enter()
    assert keys.pressed == 2
    assert floor.shows(FloorMode.SALE)
    assert floor.view.customer == CustomerTile("Rosa Núñez", "jubilado")
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


# -------------------------------------------------------------------------- a new customer


def test_a_new_customer_takes_four_keys_and_what_is_typed(floor: Floor, keys: Keys) -> None:
    keys.act(Act.CUSTOMER)
    keys.type("Luz Marina")
    assert keys.rows.empty == Say(W.CUSTOMERS_NOBODY)
    keys.enter()
    keys.digit("1")
    keys.enter()
    assert keys.pressed == 4
    assert floor.shows(FloorMode.SALE)
    assert floor.view.customer == CustomerTile("Luz Marina")
    (stored,) = floor.store.events
    assert stored.event.kind == EventKind.CUSTOMER_CREATED
    buyer = floor.open_sale.sale.buyer
    assert buyer is not None
    assert buyer.customer_id == stored.event.data["customer_id"]


def test_a_number_that_nobody_has_becomes_the_document_and_the_name_is_asked(
    floor: Floor, keys: Keys
) -> None:
    keys.act(Act.CUSTOMER)
    keys.type("8-700-1")
    keys.enter()
    assert keys.active() is None
    assert keys.field("number").text == "8-700-1"
    keys.digit("1")
    assert keys.active() == keys.field("name")
    keys.type("Luz Marina Peñalba")
    keys.enter()
    assert keys.pressed == 4
    customer = customer_from_data(floor.store.events[-1].event.data)
    assert (customer.name, customer.document) == (
        "Luz Marina Peñalba",
        Document(DocumentKind.CEDULA, "8-700-1"),
    )


def opened_form(keys: Keys, typed: str = "", *, consent: bool = True) -> None:
    keys.act(Act.CUSTOMER)
    if typed:
        keys.type(typed)
    keys.desk.press("new")
    if consent:
        keys.digit("1")


def test_consent_is_asked_before_anything_else(floor: Floor, keys: Keys) -> None:
    opened_form(keys, consent=False)
    assert keys.active() is None
    keys.desk.focus("name")
    keys.type("Luz")
    keys.enter()
    assert keys.message is M.CONSENT_FIRST
    assert keys.active() is None
    keys.digit("1")
    keys.enter()
    assert len(events(floor)) == 1


def test_a_no_keeps_nothing(floor: Floor, keys: Keys) -> None:
    opened_form(keys, "Luz", consent=False)
    keys.digit("2")
    assert keys.panel.name == "customers"
    assert events(floor) == []


def test_all_that_was_typed_is_in_the_event(floor: Floor, keys: Keys) -> None:
    opened_form(keys)
    keys.type("Espiga de Oro, S. A.")
    keys.desk.choose("kind", "ruc")
    for field, text in (
        ("number", "155610034-2-2015 DV 27"),
        ("phone", "+507 6612-3456"),
        ("email", "oro@espiga.pa"),
    ):
        keys.desk.focus(field)
        keys.type(text)
    keys.enter()
    customer = customer_from_data(floor.store.events[-1].event.data)
    assert customer.document == Document(DocumentKind.RUC, "155610034-2-2015", "27")
    assert (customer.phone, customer.email) == ("+50766123456", "oro@espiga.pa")
    assert customer.consent_at == floor.clock.wall


def test_the_number_is_advised_on_while_it_is_typed(keys: Keys) -> None:
    opened_form(keys)
    keys.desk.focus("number")
    keys.type("8-442-44")
    assert keys.field("number").trailing == "DV 76"
    keys.type("8-700-2 DV 99")
    assert keys.remarks == [W.CUSTOMER_DV_DIFFERS]
    assert keys.field("number").trailing == "DV 92"
    keys.type("8-700-2 DV 92")
    assert keys.remarks == []
    assert keys.field("number").trailing == ""
    keys.type("8-442-445")
    assert keys.remarks == [W.CUSTOMER_HELD]
    keys.type("8-")
    assert keys.remarks == []
    keys.desk.focus("name")
    assert keys.remarks == [W.CUSTOMER_NUMBER_UNUSUAL]


def test_advice_never_keeps_a_customer_out(floor: Floor, keys: Keys) -> None:
    opened_form(keys, "Luz")
    for typed in ("8-442-445 DV 99",):
        keys.desk.focus("number")
        keys.type(typed)
        keys.enter()
    assert len(events(floor)) == 1


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("name", " ", M.NAME_MISSING),
        ("name", "ñ" * 121, M.NAME_TOO_LONG),
        ("number", "X" * 40, M.DOCUMENT_TOO_LONG),
        ("number", "DV 08", M.DOCUMENT_MISSING),
        ("phone", "123", M.PHONE_WRONG),
        ("email", "ana", M.EMAIL_WRONG),
    ],
)
def test_a_refusal_leads_to_its_field(floor: Floor, keys: Keys, field: str, text: str, message: M) -> None:
    opened_form(keys, "Luz")
    keys.desk.edited(field, text)
    keys.desk.focus("phone" if field == "name" else "name")
    keys.enter()
    assert keys.message is message
    assert keys.active() == keys.field(field)
    assert keys.field(field).text == text
    assert events(floor) == []


@pytest.mark.parametrize("field", ["name", "number", "phone", "email"])
def test_a_card_number_is_wiped_from_its_field(floor: Floor, keys: Keys, field: str) -> None:
    opened_form(keys, "Luz")
    keys.desk.edited(field, "3782 822463 10005" if field != "email" else "378282246310005@x.pa")
    keys.enter()
    assert keys.message is M.PAN_REFUSED
    assert keys.field(field).text == ""
    assert keys.active() == keys.field(field)
    assert events(floor) == []


def test_a_scan_is_not_taken_into_a_persons_data(floor: Floor, keys: Keys) -> None:
    opened_form(keys, "Luz")
    floor.scan(RICE_CODE)
    assert keys.message is M.SCAN_NOT_HERE
    assert keys.field("name").text == "Luz"


def test_escape_goes_back_to_the_customers_and_keeps_nothing(floor: Floor, keys: Keys) -> None:
    opened_form(keys, "Luz")
    keys.act(Act.BACK)
    assert keys.panel.name == "customers"
    assert keys.field("query").text == "Luz"
    assert events(floor) == []


def test_while_saving_the_panel_says_so_and_takes_no_second_enter(floor: Floor, keys: Keys) -> None:
    opened_form(keys, "Luz")
    floor.runner.held = True
    keys.enter()
    assert keys.panel.busy
    keys.enter()
    floor.runner.release()
    assert len(events(floor)) == 1
    assert floor.shows(FloorMode.SALE)


def test_a_store_that_fails_keeps_what_was_typed(floor: Floor, keys: Keys) -> None:
    opened_form(keys, "Luz")
    floor.store.fail_with = RuntimeError("disk")
    keys.enter()
    assert keys.message is M.INTERNAL
    assert keys.field("name").text == "Luz"
    assert not keys.panel.busy
