"""Goods without a list price: asked for, bounded, allowed by whoever may, remembered, repeated."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Facts, Say
from app.presenters.states import Act, FloorMode
from app.presenters.wording import W
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.tasks import LOOSE, Tasks, build_tasks
from tests.fakes.catalogue import RICE
from tests.fakes.people import ANA
from tests.fakes.till import MemoryReader


@pytest.fixture
def tasks() -> Tasks:
    return build_tasks()


def _scan_loose(tasks: Tasks, times: str = "") -> None:
    tasks.floor.type(times)
    tasks.floor.presenter.scanned(LOOSE.sku)


def test_goods_without_a_price_are_added_at_the_price_typed_by_whoever_may(tasks: Tasks) -> None:
    tasks.floor.state.person = replace(ANA, permissions=ANA.permissions | {"pos:open_price"})
    _scan_loose(tasks)
    assert (tasks.panel.name, tasks.panel.subtitle) == ("open-price", LOOSE.name)
    assert tasks.line.product != LOOSE
    tasks.type("2.75")
    assert tasks.floor.shows(FloorMode.SALE)
    assert (tasks.line.product.variant_id, tasks.line.net) == (LOOSE.variant_id, Decimal("2.75"))
    assert tasks.floor.view.rows[-1].price == "2.75"


def test_a_cashier_asks_a_second_person_for_a_price_and_the_yes_is_on_record(tasks: Tasks) -> None:
    _scan_loose(tasks, "3*")
    facts = next(block for block in tasks.panel.blocks if isinstance(block, Facts))
    assert facts.rows == ((Say(W.OPEN_PRICE_QUANTITY), "3"),)
    tasks.type("2.75")
    assert len(tasks.floor.open_sale.sale.lines) == 2
    tasks.allow("1", "582947")
    assert (tasks.line.quantity, tasks.line.net) == (Decimal(3), Decimal("8.25"))
    (event,) = tasks.events(EventKind.OVERRIDE_GRANTED)
    assert (event["before"], event["after"], event["reason"]) == ("1.00", "2.75", "27001")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("0", M.AMOUNT_NOT_POSITIVE),
        ("-5", M.AMOUNT_NOT_POSITIVE),
        ("1000.01", M.OPEN_PRICE_TOO_HIGH),
        ("1234567890", M.AMOUNT_TOO_LARGE),
        ("dos", M.AMOUNT_NOT_NUMBER),
        ("1.005", M.AMOUNT_AMBIGUOUS),
    ],
)
def test_a_price_that_cannot_be_meant_adds_nothing_and_says_why(tasks: Tasks, typed: str, message: M) -> None:
    tasks.floor.state.person = replace(ANA, permissions=ANA.permissions | {"pos:open_price"})
    _scan_loose(tasks)
    tasks.type(typed)
    shown = tasks.panel.message
    assert shown is not None
    assert shown.id is message
    assert len(tasks.floor.open_sale.sale.lines) == 2


def test_the_next_scan_waits_for_the_price_and_nothing_typed_takes_the_proposal(tasks: Tasks) -> None:
    tasks.floor.state.person = replace(ANA, permissions=ANA.permissions | {"pos:open_price"})
    _scan_loose(tasks)
    tasks.floor.presenter.scanned(RICE.barcode)
    assert tasks.panel.message == Message(M.PRICE_FIRST, Tone.WARN, {"name": LOOSE.name})
    tasks.floor.presenter.panel_actions.enter()
    assert tasks.line.product.unit_price == Decimal("1.00")


def test_escape_adds_nothing_and_once_more_repeats_the_price(tasks: Tasks) -> None:
    tasks.floor.state.person = replace(ANA, permissions=ANA.permissions | {"pos:open_price"})
    _scan_loose(tasks)
    tasks.floor.presenter.act(Act.BACK)
    assert len(tasks.floor.open_sale.sale.lines) == 2
    _scan_loose(tasks)
    tasks.type("2.75")
    tasks.floor.presenter.act(Act.REPEAT)
    assert (tasks.line.quantity, tasks.line.net) == (Decimal(2), Decimal("5.50"))
    _scan_loose(tasks)
    tasks.type("4")
    assert (tasks.line.quantity, tasks.line.net) == (Decimal(1), Decimal("4.00"))


def test_a_price_typed_survives_a_restart(tasks: Tasks) -> None:
    tasks.floor.state.person = replace(ANA, permissions=ANA.permissions | {"pos:open_price"})
    _scan_loose(tasks)
    tasks.type("2.75")
    sale = tasks.floor.open_sale.sale
    draft = MemoryReader(tasks.floor.store).draft()
    assert draft is not None
    tasks.floor.open_sale.restore(draft)
    assert tasks.floor.open_sale.sale.lines == sale.lines


def test_a_price_check_of_goods_without_one_asks_for_it_before_selling(tasks: Tasks) -> None:
    tasks.floor.state.person = replace(ANA, permissions=ANA.permissions | {"pos:open_price"})
    tasks.check.open()
    tasks.floor.presenter.scanned(LOOSE.sku)
    tasks.floor.presenter.panel_actions.enter()
    assert tasks.panel.name == "open-price"
    tasks.type("2.75")
    assert tasks.line.net == Decimal("2.75")


def test_a_label_with_a_price_is_the_price(tasks: Tasks) -> None:
    tasks.floor.presenter.scanned("2027001002756")
    assert (tasks.line.product.variant_id, tasks.line.quantity) == (LOOSE.variant_id, Decimal(1))
    assert tasks.line.net == Decimal("2.75")


def test_a_price_allowed_for_one_piece_is_not_had_for_a_hundred(tasks: Tasks) -> None:
    _scan_loose(tasks)
    tasks.type("0.01")
    tasks.allow("1", "582947")
    floor = tasks.floor
    floor.type("100")
    floor.presenter.act(Act.QUANTITY)
    message = floor.view.message
    assert message is not None
    assert message.id is M.QUANTITY_APPROVED
    assert (tasks.line.quantity, tasks.line.terms.price_allowed_by) == (Decimal(1), "marta")
    floor.presenter.act(Act.REPEAT)
    assert tasks.panel.name == "open-price", "once more asks for the price again"
    tasks.type("0.01")
    tasks.modal.back()
    floor.presenter.act(Act.BACK)
    assert len(floor.open_sale.sale.lines) == 3
    draft = MemoryReader(floor.store).draft()
    assert draft is not None
    floor.open_sale.restore(draft)
    assert tasks.line.is_approved, "also after a restart"


def test_what_is_asked_for_an_open_price_is_what_the_line_comes_to(tasks: Tasks) -> None:
    _scan_loose(tasks, "3*")
    tasks.type("2.75")
    tasks.allow("1", "582947")
    (event,) = tasks.events(EventKind.OVERRIDE_GRANTED)
    assert event["amount"] == "8.25"
