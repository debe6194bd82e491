"""Discount, another price, note, why and price check: panels over a sale, with permission where needed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.presenters.messages import M
from app.presenters.panels import BeforeAfter, Choices, Facts, Say
from app.presenters.states import FloorMode, Sound
from app.presenters.wording import W
from app.usecases.floor_acts import sale_discount_act
from core.domain.discount import Discount, DiscountKind
from core.domain.journal.events import EventKind
from core.domain.sale_state import Buyer
from tests.app.presenters.floor.tasks import Tasks, build_tasks
from tests.fakes.catalogue import RICE


@pytest.fixture
def tasks() -> Tasks:
    return build_tasks()


def test_a_discount_within_the_limit_needs_a_reason_and_nobody_else(tasks: Tasks) -> None:
    before = tasks.line.net
    tasks.discounting.open()
    tasks.type("10")
    preview = next(block for block in tasks.panel.blocks if isinstance(block, BeforeAfter))
    assert (preview.before, preview.after) == ("6.50", "5.85")
    tasks.reason("near_expiry")
    assert (before - tasks.line.net, tasks.line.terms.discount is not None) == (Decimal("0.65"), True)
    assert tasks.floor.view.panel is None
    assert tasks.floor.view.mode is FloorMode.SALE
    assert tasks.events(EventKind.OVERRIDE_GRANTED) == []


def test_a_percentage_is_touched_instead_of_typed(tasks: Tasks) -> None:
    tasks.discounting.open()
    tasks.discounting.choose("quick", "10")
    tasks.reason("damaged")
    discount = tasks.line.terms.discount
    assert discount is not None
    assert (discount.percent, discount.reason) == (Decimal(10), "damaged")


def test_balboas_have_no_percentages_to_touch(tasks: Tasks) -> None:
    tasks.discounting.open()
    tasks.discounting.choose("unit", "amount")
    assert [block.id for block in tasks.panel.blocks if isinstance(block, Choices)] == ["scope", "unit"]


def test_above_the_limit_a_second_person_is_asked_and_recorded_with_the_act(tasks: Tasks) -> None:
    tasks.discounting.open()
    tasks.type("25")
    tasks.reason("damaged")
    assert tasks.act.change is not None
    assert (tasks.act.change.before, tasks.act.change.after) == ("6.50", "4.87")
    assert tasks.line.net == Decimal("6.50"), "nothing is taken off before it is allowed"
    tasks.allow("1", "582947")
    discount = tasks.line.terms.discount
    assert discount is not None
    assert (tasks.line.net, discount.approver_id) == (Decimal("4.87"), "marta")
    granted = tasks.events(EventKind.OVERRIDE_GRANTED)
    assert [(one["action"], one["approver"], one["amount"]) for one in granted] == [
        ("line.discount", "marta", "1.63")
    ]


def test_a_supervisor_who_is_not_there_leaves_the_sale_as_it_was(tasks: Tasks) -> None:
    tasks.discounting.open()
    tasks.type("25")
    tasks.reason("damaged")
    tasks.modal.back()
    assert tasks.line.net == Decimal("6.50")
    assert tasks.panel.name == "discount"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", M.AMOUNT_NOT_POSITIVE),
        ("-5", M.AMOUNT_NOT_POSITIVE),
        ("101", M.DISCOUNT_OVER_100),
        ("diez", M.PERCENT_NOT_NUMBER),
    ],
)
def test_what_is_no_percent_is_refused_on_the_panel(tasks: Tasks, typed: str, said: M) -> None:
    tasks.discounting.open()
    tasks.type(typed)
    message = tasks.panel.message
    assert message is not None
    assert message.id is said
    assert tasks.line.terms.discount is None


def test_an_amount_beyond_the_line_is_refused(tasks: Tasks) -> None:
    tasks.discounting.open()
    tasks.discounting.choose("unit", "amount")
    tasks.type("7.00")
    message = tasks.panel.message
    assert message is not None
    assert (message.id, message.values["left"]) == (M.DISCOUNT_EXCEEDS, "6.50")


def test_a_discount_on_the_whole_sale_and_its_removal(tasks: Tasks) -> None:
    sale = tasks.floor.open_sale.sale
    total = sale.total
    tasks.discounting.open()
    tasks.discounting.choose("scope", "sale")
    tasks.type("10")
    tasks.reason("courtesy")
    assert sale.total == total - Decimal("2.55")
    totals = tasks.floor.view.totals
    assert totals is not None
    assert totals.discount == "−2.55"
    tasks.discounting.open()
    tasks.discounting.choose("scope", "sale")
    tasks.floor.presenter.panel_actions.press("remove")
    assert sale.total == total


def test_the_discount_of_the_law_falls_on_its_goods_alone_and_keeps_masked_digits(tasks: Tasks) -> None:
    tasks.discounting.open()
    tasks.discounting.choose("scope", "sale")
    tasks.discounting.choose("unit", "law")
    tasks.type("8-442-445")
    pills, rice = tasks.floor.open_sale.sale.lines
    assert (pills.net, rice.net) == (Decimal("15.16"), Decimal("6.50"))
    held = pills.terms.discount
    assert held is not None
    assert (held.reason, held.doc_type, held.doc_last) == ("medicamento", "cedula", "****2445")


def test_another_price_needs_permission_and_is_an_event(tasks: Tasks) -> None:
    tasks.pricing.open()
    tasks.type("3.00")
    tasks.reason("precio_exhibido_menor")
    tasks.allow("1", "582947")
    assert (tasks.line.net, tasks.line.product.unit_price) == (Decimal("6.00"), Decimal("3.00"))
    assert tasks.line.is_approved, "the line knows who allowed its price, and so will its document"
    (event,) = tasks.events(EventKind.PRICE_OVERRIDDEN)
    assert (event["before"], event["after"], event["reason"]) == ("3.25", "3.00", "precio_exhibido_menor")
    tasks.why.open()
    facts = next(block for block in tasks.panel.blocks if isinstance(block, Facts))
    assert [value for _, value in facts.rows] == ["3.25", "3.00", "6.00", "6.00"]


def test_why_tells_the_lines_part_of_the_customers_discount(tasks: Tasks) -> None:
    discount = Discount.of_customer(Decimal(5))
    tasks.floor.open_sale.set_buyer(Buyer("espiga", "La Espiga", discount=discount))
    tasks.why.open()
    facts = next(block for block in tasks.panel.blocks if isinstance(block, Facts))
    assert facts.rows[-2:] == (
        (Say(W.WHY_CUSTOMER, {"percent": "5 %"}), "−0.32"),
        (Say(W.WHY_LEFT), "6.18"),
    )


def test_a_discount_by_hand_is_of_what_the_customers_own_leaves(tasks: Tasks) -> None:
    """25.45 less 5 % is 24.18; a tenth of that is 2.42."""
    sale = tasks.floor.open_sale
    sale.set_buyer(Buyer("espiga", "La Espiga", discount=Discount.of_customer(Decimal(5))))
    act = sale_discount_act(sale.sale, Discount(DiscountKind.MANUAL, "damaged", percent=Decimal(10)))
    assert (act.before, act.amount) == ("24.18", Decimal("2.42"))
    before = sale.sale.total
    sale.adjust(DiscountKind.MANUAL, Discount(DiscountKind.MANUAL, "damaged", percent=Decimal(10)))
    assert before - sale.sale.total == act.amount


def test_an_amount_is_measured_whole_against_goods_it_can_be_taken_from(tasks: Tasks) -> None:
    """Pills for 15.16 by law bear no discount of the sale, so 6.50 of it are left."""
    tasks.discounting.open()
    tasks.discounting.choose("scope", "sale")
    tasks.discounting.choose("unit", "law")
    tasks.type("6789")
    sale = tasks.floor.open_sale.sale
    act = sale_discount_act(sale, Discount(DiscountKind.MANUAL, "damaged", amount=Decimal("7.00")))
    assert [measure.value for measure in act.measures] == [Decimal(100), Decimal("7.00")]
    tasks.discounting.open()
    tasks.discounting.choose("scope", "sale")
    tasks.discounting.choose("unit", "amount")
    tasks.type("7.00")
    message = tasks.panel.message
    assert message is not None
    assert (message.id, message.values["left"]) == (M.DISCOUNT_EXCEEDS, "6.50")


def test_a_note_is_kept_and_a_card_number_is_none(tasks: Tasks) -> None:
    tasks.noting.open()
    tasks.type("4111 1111 1111 1111")
    message = tasks.panel.message
    assert message is not None
    assert message.id is M.PAN_REFUSED
    tasks.type("Para llevar")
    assert tasks.line.terms.note == "Para llevar"


def test_a_price_check_sells_nothing_and_is_on_record(tasks: Tasks) -> None:
    lines = tasks.floor.open_sale.sale.lines
    tasks.check.open()
    tasks.floor.presenter.scanned(RICE.barcode)
    facts = next(block for block in tasks.panel.blocks if isinstance(block, Facts))
    assert facts.rows[-1][1] == "3.25"
    values = {label.id: value for label, value in facts.rows if isinstance(label, Say)}
    assert values[W.CHECK_STOCK] == "38"
    assert tasks.floor.open_sale.sale.lines == lines
    assert [one["price"] for one in tasks.events(EventKind.PRICE_CHECKED)] == ["3.25"]
    tasks.floor.presenter.panel_actions.enter()
    assert tasks.line.quantity == 3


def test_reasons_are_numbered_so_that_one_digit_answers(tasks: Tasks) -> None:
    tasks.discounting.open()
    tasks.type("5")
    reasons = next(block for block in tasks.panel.blocks if isinstance(block, Choices))
    assert [item.key for item in reasons.items] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("name", ["discounting", "pricing", "noting", "why"])
def test_goods_scanned_over_a_panel_that_has_no_use_for_them_are_refused_aloud(
    tasks: Tasks, name: str
) -> None:
    getattr(tasks, name).open()
    tasks.floor.view.sounds.clear()
    tasks.floor.scan(RICE.barcode)
    assert tasks.panel.message is not None
    assert (tasks.panel.message.id, tasks.floor.view.sounds) == (M.SCAN_NOT_HERE, [Sound.ERROR])
