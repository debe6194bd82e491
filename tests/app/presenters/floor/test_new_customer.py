"""A new customer made on the floor, without a network: consent first, advice that never refuses."""

from __future__ import annotations

import pytest

from app.presenters.messages import M
from app.presenters.panels import Say
from app.presenters.states import Act, CustomerTile, FloorMode
from app.presenters.wording import W
from core.domain.customer_data import customer_from_data
from core.domain.identity_document import Document, DocumentKind
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.conftest import Floor
from tests.app.presenters.floor.keys import Keys

RICE_CODE = "7450000000013"


@pytest.fixture
def keys(floor: Floor) -> Keys:
    return Keys(floor)


def events(floor: Floor) -> list[str]:
    return [kind for kind in floor.store.kinds() if kind == EventKind.CUSTOMER_CREATED]


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
        ("number", "DV 08", M.DOCUMENT_NUMBER_MISSING),
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
